"""The first line of a CSV of stakes: which columns it has, and whether they can be read together."""

import csv
from dataclasses import dataclass
from typing import Protocol

from regraph.errors import BadFile, BadSyntax

NEEDED, SINGLE, BOUNDS = ("holder", "held"), ("share",), ("share_min", "share_max")
OPTIONAL = ("start", "end", "kind", "certainty", "source")
ALLOWED = (*NEEDED, *SINGLE, *BOUNDS, *OPTIONAL)
MARK = b"\xef\xbb\xbf"
LONGEST = 1_000_000


class Lines(Protocol):
    """A file of which lines are read as bytes."""

    def readline(self, size: int) -> bytes:
        """The next line, or a part of it."""
        ...


@dataclass(frozen=True)
class Heading:
    """The columns of a file in their order, and how many lines stand before the first stake."""

    columns: tuple[str, ...]
    lines: int


def heading_of(path: str, file: Lines) -> Heading:
    """Read the heading, and leave the file where the stakes begin.

    Raises:
        BadFile: the file is empty.
        BadSyntax: the heading cannot be read, or is not one of stakes.
    """
    lines = 0
    while line := file.readline(LONGEST):
        line = line.removeprefix(MARK) if lines == 0 else line
        lines += 1
        if line.strip():
            columns = cells(path, lines, line)
            unfit = fault(columns)
            if unfit:
                raise BadSyntax(path, lines, unfit)
            return Heading(columns, lines)
    raise BadFile(path, f"is empty; its first line names the columns: {', '.join((*NEEDED, *SINGLE))}")


def cells(path: str, number: int, line: bytes) -> tuple[str, ...]:
    """The names of the columns.

    Raises:
        BadSyntax: the line is not UTF-8, or no line of CSV.
    """
    try:
        found = next(csv.reader([line.decode("utf-8").rstrip("\r\n")], strict=True))
    except UnicodeDecodeError as error:
        raise BadSyntax(path, number, "this is not UTF-8; save the file as UTF-8") from error
    except csv.Error as error:
        raise BadSyntax(
            path, number, f"this is no heading of a CSV file ({error}); write {','.join(NEEDED)},share"
        ) from error
    return tuple(cell.strip() for cell in found)


def fault(columns: tuple[str, ...]) -> str:
    """What keeps the columns from being those of stakes, and what to write, or an empty text."""
    unknown = [name for name in columns if name not in ALLOWED]
    if unknown:
        return f"column {unknown[0][:80]!r} is unknown; the columns are {', '.join(ALLOWED)}, with commas between"
    double = [name for name in ALLOWED if columns.count(name) > 1]
    if double:
        return f"column {double[0]!r} stands twice; keep one"
    missing = [name for name in NEEDED if name not in columns]
    if missing:
        return f"column {missing[0]!r} is missing; write {', '.join(NEEDED)} and share, or share_min and share_max"
    if set(columns) & {*SINGLE, *BOUNDS} not in ({*SINGLE}, {*BOUNDS}):
        return "the share is not stated one way; write either share, or both share_min and share_max"
    return ""
