"""The parts of a document: what is said, in which order, and by whom, as frozen values without any markup.

Text is plain text. A link names a thing by its IRI; where that leads, the writer of a format decides.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from regraph.wording.evidence import Payload


@dataclass(frozen=True, slots=True)
class Link:
    """A name that stands for a thing, claim or source of ours."""

    text: str
    iri: str


@dataclass(frozen=True, slots=True)
class Cite:
    """The mark of one account: its number among the sources, and the passages that it rests on."""

    number: int
    passages: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that lead a line."""

    text: str


Inline = str | Link | Cite | Strong
Line = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph.

    Args:
        tone: "" for plain text, `lead` for what a reader needs first, `quiet` for what explains.
    """

    line: Line
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list: what is said, and what else belongs to it, a line each."""

    line: Line
    below: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Points:
    """A list.

    Args:
        short: its entries are names and the like, which may stand in columns.
    """

    items: tuple[Item, ...]
    numbered: bool = False
    short: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the names of its columns, and its rows.

    Args:
        caption: what it shows, where the heading above does not say so.
        grouped: rows that begin with the same cell belong together, and it need be read only once.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    caption: str = ""
    grouped: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within a section."""

    text: str


Block = Paragraph | Points | Grid | Heading


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its title, its name within the document, and what stands in it."""

    title: str
    name: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A document.

    Args:
        title: what it is about.
        kind: what that is, in a word.
        facts: name and value of what stands at its head: other names, the day, the latest account.
        sections: in reading order; empty ones are not among them.
        sources: the accounts cited, in the order of their numbers.
    """

    title: str
    kind: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    sources: tuple[Payload, ...]


class Sources:
    """Numbers accounts in the order in which they are first cited."""

    def __init__(self) -> None:
        self.accounts: dict[str, Payload] = {}
        self.numbers: dict[str, int] = {}

    def cite(self, accounts: Sequence[Payload]) -> Line:
        """The marks of some accounts."""
        return tuple([self.mark(account) for account in accounts])

    def mark(self, account: Payload) -> Cite:
        """The mark of one account."""
        if account["id"] not in self.accounts:
            self.accounts[account["id"]] = account
            self.numbers[account["id"]] = len(self.accounts)
        spans = [passage.rsplit("char=", 1)[-1].replace(",", "–") for passage in account["passages"]]
        return Cite(self.numbers[account["id"]], ", ".join(spans))


def lines_of(block: Block) -> Iterator[Line]:
    """Every line of a block, in reading order."""
    if isinstance(block, Paragraph):
        yield block.line
    elif isinstance(block, Heading):
        yield (block.text,)
    elif isinstance(block, Grid):
        yield from (cell for row in block.rows for cell in row)
    else:
        yield from (line for item in block.items for line in (item.line, *item.below))
