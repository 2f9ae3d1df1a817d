"""Documents as pages that need no script: headings, tables, lists and numbered sources, to be read and printed.

All text is escaped by the template; a page loads nothing but its own style.
"""

from collections.abc import Callable
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from regraph import __version__
from regraph.page.page import asset, digest
from regraph.present.document.parts import Cite, Document, Grid, Heading, Inline, Link, Paragraph, Points, Strong
from regraph.wording.evidence import Payload
from regraph.wording.numbered import described
from regraph.wording.terminal import safe

ATTACHED = (";", ":", ",", ".", ")")


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
    found.globals.update(style=Markup(asset("sheet.css")), version=__version__)
    found.filters.update(spaced=spaced, source=source, address=address, plain=plain)
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
    url = str(account["url"] or "")
    return url if url.lower().startswith(("https://", "http://")) else ""


def plain(text: str) -> str:
    """Text without what could turn or hide the text beside it."""
    return safe(text)
