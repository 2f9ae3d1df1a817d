"""Documents as CommonMark with GitHub's tables and footnotes. Nothing of what facts say can become markup."""

import re
from collections.abc import Iterable

from regraph.names import local
from regraph.present.document.parts import (
    Block,
    Cite,
    Document,
    Grid,
    Heading,
    Inline,
    Line,
    Link,
    Paragraph,
    Points,
    Strong,
)
from regraph.wording.evidence import Payload
from regraph.wording.numbered import described
from regraph.wording.terminal import safe

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&$])")
ATTACHED = (";", ":", ",", ".", ")")
OPENING = re.compile(r"^(\s*)([-+=]|\d+[.)])")


def markdown(document: Document) -> str:
    """A document as Markdown.

    Returns:
        Text that ends in a newline; each source is a footnote, with its address as a link.
    """
    lines = [f"# {plain(document.title)}", "", plain(document.kind), ""]
    lines += [f"- {plain(name)}: {plain(value)}" for name, value in document.facts] + [""]
    for section in document.sections:
        lines += [f"## {plain(section.title)}", ""]
        for block in section.blocks:
            lines += [*block_lines(block), ""]
    if document.sources:
        lines += ["## Sources", "", *source_lines(document.sources)]
    return "\n".join(lines).rstrip("\n") + "\n"


def plain(text: str) -> str:
    r"""Text in which nothing is markup.

    Example:
        >>> plain("1. *a* <b>")
        '1\\. \\*a\\* \\<b\\>'
    """
    flat = " ".join(safe(text).split())
    escaped = SPECIAL.sub(r"\\\1", flat)
    return OPENING.sub(lambda m: m[1] + (m[2][:-1] + "\\" + m[2][-1]), escaped)


def inline(part: Inline) -> str:
    """One part of a line."""
    if isinstance(part, Cite):
        return f"[^{part.number}]"
    if isinstance(part, Strong):
        return f"**{plain(part.text)}**"
    return plain(part.text) if isinstance(part, Link) else plain(part)


def line_text(line: Line) -> str:
    """A line: parts with a space between them, but for marks of sources and what begins with a stop."""
    text = ""
    for part in line:
        said = inline(part)
        attached = isinstance(part, Cite) and text.endswith("]") or said.startswith(ATTACHED)
        text += said if attached or not text else f" {said}"
    return text


def block_lines(block: Block) -> Iterable[str]:
    """The lines of one block."""
    if isinstance(block, Heading):
        return [f"### {plain(block.text)}"]
    if isinstance(block, Paragraph):
        return [line_text(block.line)]
    if isinstance(block, Points):
        return [line for n, item in enumerate(block.items, 1) for line in item_lines(block, n, item.line, item.below)]
    return grid_lines(block)


def item_lines(block: Points, number: int, line: Line, below: tuple[Line, ...]) -> list[str]:
    """One entry of a list; what belongs to it is a list below it."""
    lead = f"{number}. " if block.numbered else "- "
    return [lead + line_text(line), *(" " * len(lead) + "- " + line_text(other) for other in below)]


def grid_lines(grid: Grid) -> list[str]:
    """A table."""
    head = [f"{plain(grid.caption)}", ""] if grid.caption else []
    rows = ["| " + " | ".join(line_text(cell) for cell in row) + " |" for row in grid.rows]
    return [*head, "| " + " | ".join(map(plain, grid.columns)) + " |", "|" + " --- |" * len(grid.columns), *rows]


def source_lines(sources: tuple[Payload, ...]) -> list[str]:
    """The footnotes."""
    lines = []
    for number, account in enumerate(sources, 1):
        url = account["url"] or ""
        link = f" <{url}>" if re.fullmatch(r"https?://[^\s<>]+", url) else ""
        lines += [f"[^{number}]: {plain(described(account))}{link} ({plain(local(account['id']))})", ""]
    return lines
