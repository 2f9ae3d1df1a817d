"""The rows of a CSV of stakes, block by block, each with its line; what is wrong with a row is gathered, not raised.

A row that cannot be read never becomes a stake: where any is wrong, the whole file is refused.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv

from regraph.errors import BadFile, shortened
from regraph.register.reading.headings import Heading
from regraph.register.reading.shares import truth

BLOCK = 8 << 20
SHOWN = 20
Numbers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Describe = Callable[[int], str]


class Measured:
    """A file that is read once, with its digest and how much of it was read."""

    def __init__(self, file: BinaryIO, advance: Callable[[int], None]) -> None:
        self.file, self.advance, self.digest, self.size, self.closed = file, advance, hashlib.sha256(), 0, False

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        return self.seen(self.file.read(size))

    def readline(self, size: int = -1) -> bytes:
        """The next line."""
        return self.seen(self.file.readline(size))

    def seen(self, content: bytes) -> bytes:
        """Count what was read."""
        self.digest.update(content)
        self.size += len(content)
        self.advance(self.size)
        return content


@dataclass
class Faults:
    """What is wrong with the rows of a file, gathered while it is read.

    Args:
        before: how many lines stand before the first row.
        misfits: rows with too many or too few columns: number among all rows, line ends within it, and what is wrong.
        unfit: other wrong rows: number among the rows that fit, line ends within the ones before, and what is wrong.
        broken: numbers and counts of the rows that fit and hold line ends.
        count: how many rows are wrong.
    """

    before: int
    misfits: list[tuple[int, int, str]] = field(default_factory=list)
    unfit: list[tuple[int, int, str]] = field(default_factory=list)
    broken: list[tuple[Numbers, Numbers]] = field(default_factory=list)
    count: int = 0

    def misfit(self, row: Any) -> str:
        """Note a row that has not as many columns as the heading; pyarrow calls this for each."""
        self.count += 1
        hint = ", or close the quote" if '"' in row.text else "; a name that holds a comma stands in quotes"
        reason = (
            f"{row.actual_columns} columns where the heading has {row.expected_columns}; write one value a column{hint}"
        )
        self.misfits.append((row.number, line_ends(row.text), reason if len(self.misfits) < SHOWN else ""))
        return "skip"

    def note(self, rows: "Rows", checks: list[tuple[Mask, Describe]]) -> None:
        """Note the rows of a block that fail a check, each with the first that it fails."""
        failed = np.logical_or.reduce([mask for mask, _ in checks])
        places = np.flatnonzero(failed)
        self.count += len(places)
        for place in places[: max(0, SHOWN - len(self.unfit))].tolist():
            reason = next(describe(place) for mask, describe in checks if mask[place])
            self.unfit.append((int(rows.ordinal[place]), int(rows.ends[place]), reason))

    def first(self) -> tuple[tuple[int, str], ...]:
        """The first wrong rows by line."""
        fits_before = [number - 1 - place for place, (number, _, _) in enumerate(self.misfits)]
        skipped_ends = np.cumsum([0, *(ends for _, ends, _ in self.misfits)])
        found = []
        for ordinal, ends, reason in self.unfit:
            skipped = int(np.searchsorted(fits_before, ordinal, side="right"))
            found.append((self.before + 1 + ordinal + skipped + ends + int(skipped_ends[skipped]), reason))
        for place, (number, _, reason) in enumerate(self.misfits[:SHOWN]):
            ends = sum(int(counts[rows < fits_before[place]].sum()) for rows, counts in self.broken)
            found.append((self.before + number + ends + int(skipped_ends[place]), reason))
        return tuple(sorted(found)[:SHOWN])


@dataclass(frozen=True, eq=False)
class Rows:
    """One block of rows that fit.

    Args:
        columns: name -> what is written, as text.
        ordinal: number of each row among those that fit, from 0.
        ends: line ends within the rows before each.
        line: line on which each begins, where every row of the file fits.
        garbled: rows of which some text is not UTF-8.
    """

    columns: dict[str, pa.StringArray]
    ordinal: Numbers
    ends: Numbers
    line: Numbers
    garbled: Mask

    def __len__(self) -> int:
        return len(self.ordinal)

    def text(self, column: str, place: int) -> str:
        """What is written in one cell, cut for a message."""
        return shortened(self.columns[column][place].as_py())


def rows_in(path: str, file: Measured, heading: Heading, faults: Faults, block: int = BLOCK) -> Iterator[Rows]:
    """The rows of a file in blocks, without the empty ones.

    Raises:
        BadFile: a row is longer than a block, which a quote that is never closed makes.
    """
    ordinal, ends = 0, 0
    for batch in batches(path, file, heading, faults, block):
        columns = dict(zip(heading.columns, batch.columns, strict=True))
        inside = sum((ends_within(column) for column in columns.values()), np.zeros(len(batch), np.int64))
        before = ends + np.cumsum(inside) - inside
        ordinals = np.arange(ordinal, ordinal + len(batch))
        if inside.any():
            faults.broken.append((ordinals[inside > 0], inside[inside > 0]))
        ordinal, ends = ordinal + len(batch), ends + int(inside.sum())
        yield decoded(columns, ordinals, before, faults.before + 1 + ordinals + before)


def batches(path: str, file: Measured, heading: Heading, faults: Faults, block: int) -> Iterator[pa.RecordBatch]:
    """The rows as pyarrow reads them, all of them as bytes."""
    read = arrow_csv.ReadOptions(use_threads=False, block_size=block, column_names=list(heading.columns))
    parse = arrow_csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=faults.misfit)
    types = {name: pa.binary() for name in heading.columns}
    convert = arrow_csv.ConvertOptions(column_types=types, strings_can_be_null=False)
    try:
        yield from arrow_csv.open_csv(file, read, parse, convert)
    except pa.ArrowInvalid as error:
        if "Empty CSV" not in str(error):
            reason = f"a row is longer than {block:,} bytes, or a quote is never closed ({shortened(str(error))})"
            raise BadFile(path, f"{reason}; nothing was written") from error


def decoded(columns: dict[str, pa.BinaryArray], ordinal: Numbers, ends: Numbers, line: Numbers) -> Rows:
    """A block with its texts as text; rows without anything in them are left out."""
    empty = np.logical_and.reduce([truth(pc.equal(pc.binary_length(c), 0)) for c in columns.values()])
    kept, mask = ~empty, pa.array(~empty)
    if empty.any():
        columns = {name: column.filter(mask) for name, column in columns.items()}
    garbled = np.zeros(int(kept.sum()), np.bool_)
    texts = {name: text_of(column, garbled) for name, column in columns.items()}
    return Rows(texts, ordinal[kept], ends[kept], line[kept], garbled)


def text_of(column: pa.BinaryArray, garbled: Mask) -> pa.StringArray:
    """A column as text; what is not UTF-8 is marked, and empty."""
    try:
        return column.cast(pa.string())
    except pa.ArrowInvalid:
        wrong = np.array([not is_text(value.as_py()) for value in column])
    garbled |= wrong
    return pc.if_else(pa.array(wrong), b"", column).cast(pa.string())


def is_text(content: bytes) -> bool:
    """True for UTF-8."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def ends_within(column: pa.BinaryArray) -> Numbers:
    """How many line ends each value holds; a carriage return and the line feed after it are one."""
    content = column.buffers()[2]
    raw = np.frombuffer(content, np.uint8) if content is not None else np.zeros(0, np.uint8)
    if not ((raw == 10) | (raw == 13)).any():
        return np.zeros(len(column), np.int64)
    feeds, returns, both = (pc.count_substring(column, end).to_numpy() for end in ("\n", "\r", "\r\n"))
    found: Numbers = (feeds + returns - both).astype(np.int64)
    return found


def line_ends(text: str) -> int:
    """How many line ends a row holds that pyarrow gives as text."""
    return text.count("\n") + text.count("\r") - text.count("\r\n")
