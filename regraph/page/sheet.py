"""Documents as pages that need no script: headings, tables, lists and numbered sources, to be read and printed.

All text is escaped by the template; a page loads nothing but its own style.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from itertools import groupby

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from regraph import __version__
from regraph.page.page import asset, digest
from regraph.present.document.parts import (
    Cite,
    Document,
    Grid,
    Heading,
    Inline,
    Line,
    Link,
    Paragraph,
    Points,
    Section,
    Strong,
)
from regraph.wording.evidence import Payload
from regraph.wording.numbered import described
from regraph.wording.terminal import safe

ATTACHED = (";", ":", ",", ".", ")")
DAY = re.compile(r"(?<![\w.-])\d{4}-(?:0[1-9]|1[0-2])(?:-[0-3]\d)?(?![\w-])")
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?(?: %)?")
SUMMARY = "summary"  # the section that a reader needs first, before any drawing


def sheet(document: Document, href: Callable[[str], str] = lambda iri: "") -> str:
    """A document as one HTML file.

    Args:
        href: where a thing of ours stands, by its IRI; "" where it stands nowhere.
    """
    return environment().get_template("sheet.html").render(document=document, href=href, policy=policy())


@cache
def environment() -> Environment:
    """The templates of documents."""
    found = Environment(
        loader=PackageLoader("regraph.page", "assets"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals.update(style=Markup(asset("sheet.css")), summary=SUMMARY, version=__version__)
    found.filters.update(
        address=address, dated=dated, host=host, named=named, plain=plain, rows=rows, source=source, spaced=spaced,
        web=web,
    )  # fmt: skip
    found.tests.update({kind.__name__.lower(): of_kind(kind) for kind in KINDS})
    return found


KINDS = (Cite, Grid, Heading, Link, Paragraph, Points, Strong)


def of_kind(kind: type) -> Callable[[object], bool]:
    """A test for the template: whether a part is of a kind."""
    return lambda part: isinstance(part, kind)


def policy() -> str:
    """What the page may load: its own style, and nothing else."""
    style = digest(asset("sheet.css"))
    return f"default-src 'none'; style-src '{style}'; img-src data:; base-uri 'none'; form-action 'none'"


def spaced(line: tuple[Inline, ...]) -> list[tuple[str, Inline]]:
    """The parts of a line, each with the space that stands before it."""
    found: list[tuple[str, Inline]] = []
    for number, part in enumerate(line):
        text = part if isinstance(part, str) else ""
        joined = isinstance(part, Cite) and isinstance(line[number - 1], Cite)
        found.append(("" if number == 0 or joined or text.startswith(ATTACHED) else " ", part))
    return found


def source(account: Payload) -> str:
    """One source in a line."""
    return described(account)


def address(account: Payload) -> str:
    """The address of a source where it is one of the web; "" for any other."""
    return web(str(account["url"] or ""))


def web(text: str) -> str:
    """A text that is an address of the web; "" for any other."""
    return text if text.lower().startswith(("https://", "http://")) and not text.split("//", 1)[1][:1].isspace() else ""


def host(url: str) -> str:
    """Where an address of the web leads, in short.

    Example:
        >>> host("https://www.news.example:8080/a/b?c")
        'news.example:8080'
    """
    return plain(re.split(r"[/?#\\]", url.split("//", 1)[1], maxsplit=1)[0].removeprefix("www."))


def dated(text: str) -> Markup:
    """Text in which no day is broken between two lines.

    Example:
        >>> dated("by 2026-02 & later")
        Markup('by <time>2026-02</time> &amp; later')
    """
    return Markup(DAY.sub(r"<time>\g<0></time>", str(escape(plain(text)))))


def named(section: Section) -> Iterator[tuple[object, str]]:
    """The blocks of a section, each table with a name that no other table of the section has."""
    heading, seen = section.title, Counter[str]()
    for block in section.blocks:
        heading = f"{section.title}: {block.text}" if isinstance(block, Heading) else heading
        name = (block.caption and f"{section.title}: {block.caption}") or heading if isinstance(block, Grid) else ""
        seen[name] += 1
        yield block, f"{name} ({seen[name]})" if name and seen[name] > 1 else name


def rows(grid: Grid) -> list[list[tuple[Line, int, bool]]]:
    """The cells of a table, row by row: what each says, over how many rows it stands, and whether it is a number."""
    numbers = [all(is_number(row[at]) for row in grid.rows) for at in range(len(grid.columns))]
    found = [[(cell, 1, number) for cell, number in zip(row, numbers, strict=True)] for row in grid.rows]
    if not grid.grouped:
        return found
    at = 0
    for first, group in groupby(row[0] for row in grid.rows):
        size = len(list(group))
        found[at][0] = (first, size, False)
        for row in found[at + 1 : at + size]:
            del row[0]
        at += size
    return found


def is_number(cell: Line) -> bool:
    """True for a cell that is a number and nothing else."""
    return len(cell) == 1 and isinstance(cell[0], str) and bool(NUMBER.fullmatch(cell[0]))


def plain(text: str) -> str:
    """Text without what could turn or hide the text beside it."""
    return safe(text)
