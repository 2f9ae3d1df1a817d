"""Names of things in the lines of a document as links, where a name stands as a word of its own.

A name becomes a link only to the thing that bears exactly that label; text is never changed. A part of a longer name is
none: “Japan” in “The Japan Times”.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from regraph.present.document.parts import (
    Block,
    Document,
    Grid,
    Heading,
    Inline,
    Item,
    Line,
    Link,
    Paragraph,
    Points,
    lines_of,
)

SHORTEST = 3
AFTER = ";:,.)"  # what may follow a name


def linked(document: Document, names: Mapping[str, str]) -> Document:
    """A document in which names are links.

    Args:
        names: label -> IRI; "" where a label is a name, but no link, as that which is the title.
    Example:
        >>> list(parts("of Serra Verde, in force", pattern({"Serra Verde": "x"}), {"Serra Verde": "x"}))
        ['of', Link(text='Serra Verde', iri='x'), ', in force']
    """
    lines = (line for section in document.sections for block in section.blocks for line in lines_of(block))
    text = "\n".join(part for line in lines for part in line if isinstance(part, str))
    fit = (label for label in names if len(label) >= SHORTEST and label in text)
    usable = {label: names[label] if label != document.title else "" for label in fit}
    if not any(usable.values()):
        return document
    wanted = pattern(usable)
    sections = tuple(
        replace(section, blocks=tuple(in_block(block, wanted, usable) for block in section.blocks))
        for section in document.sections
    )
    return replace(document, sections=sections)


def pattern(names: Mapping[str, str]) -> re.Pattern[str]:
    """What finds the names, the longest first, each between spaces or before punctuation."""
    words = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
    return re.compile(rf"(?:^|(?<= ))(?:{words})(?=$| |[{AFTER}])")


def in_block(block: Block, wanted: re.Pattern[str], names: Mapping[str, str]) -> Block:
    """A block with its names as links; headings stay as they are."""
    if isinstance(block, Paragraph):
        return replace(block, line=in_line(block.line, wanted, names))
    if isinstance(block, Points):
        return replace(block, items=tuple(in_item(item, wanted, names) for item in block.items))
    if isinstance(block, Grid):
        rows = tuple(tuple(in_line(cell, wanted, names) for cell in row) for row in block.rows)
        return replace(block, rows=rows)
    assert isinstance(block, Heading)
    return block


def in_item(item: Item, wanted: re.Pattern[str], names: Mapping[str, str]) -> Item:
    """An entry with its names as links."""
    below = tuple(in_line(line, wanted, names) for line in item.below)
    return Item(in_line(item.line, wanted, names), below)


def in_line(line: Line, wanted: re.Pattern[str], names: Mapping[str, str]) -> Line:
    """A line with its names as links."""
    return tuple(new for part in line for new in (parts(part, wanted, names) if isinstance(part, str) else (part,)))


def parts(text: str, wanted: re.Pattern[str], names: Mapping[str, str]) -> Iterator[Inline]:
    """A text in pieces: what stands between names, and the names as links. A page sets one space between pieces."""
    at = 0
    for match in (found for found in wanted.finditer(text) if names[found[0]]):
        before = text[at : match.start()].removesuffix(" ")
        if before:
            yield before
        yield Link(match[0], names[match[0]])
        at = match.end() + (text[match.end() : match.end() + 1] == " ")
    if at < len(text) or not at:
        yield text[at:]
