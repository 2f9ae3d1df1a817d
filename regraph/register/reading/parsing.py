"""From rows of text to columns of numbers, and every way in which a row can be wrong.

Names stay text here; nothing is guessed: a row is right, or it is named with its line.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regraph.engine.stakes import Integers, Mask
from regraph.errors import BadDate
from regraph.model.dates import period
from regraph.names import CERTAINTY, local
from regraph.register.days import EVER, NEVER, Days, number_of
from regraph.register.reading.rows import Describe, Faults, Rows
from regraph.register.reading.shares import SIGNS, fault, shares_of, truth
from regraph.register.register import KINDS

CERTAINTIES = ("", *sorted(map(local, CERTAINTY)))
Checks = list[tuple[Mask, Describe]]
Bounds = tuple[Days, Days]


@dataclass(frozen=True, eq=False)
class Block:
    """Stakes of one block of rows.

    Args:
        holder, held: names, numbered within the block.
        low, high: shares in units of the engine.
        row: the line on which each stands in the file.
        start, end: bounds in days since 1970, where the file has such a column.
        kind: number in `KINDS`, where the file has such a column.
        certainty: number in `CERTAINTIES`, likewise.
        source: texts, numbered within the block, likewise.
    """

    holder: pa.DictionaryArray
    held: pa.DictionaryArray
    low: Integers
    high: Integers
    row: Integers
    start: Bounds | None
    end: Bounds | None
    kind: Integers | None
    certainty: Integers | None
    source: pa.DictionaryArray | None


def block_of(rows: Rows, faults: Faults) -> Block:
    """The stakes of a block of rows; rows that are wrong are noted."""
    checks: Checks = [(rows.garbled, lambda _: "the row is not UTF-8; save the file as UTF-8")]
    holder, held = (name_in(rows, name, checks) for name in ("holder", "held"))
    low, high = share_in(rows, checks)
    start, end = (when_in(rows, name, checks) for name in ("start", "end"))
    if start is not None and end is not None:
        late = "it ends {} before it starts {}; write the earlier date as start".format
        checks.append((start[0] > end[1], lambda i: late(rows.text("end", i), rows.text("start", i))))
    kind = word_in(rows, "kind", ("", *KINDS), checks)
    certainty = word_in(rows, "certainty", CERTAINTIES, checks)
    faults.note(rows, checks)
    source = rows.columns["source"].dictionary_encode() if "source" in rows.columns else None
    kinds = None if kind is None else np.maximum(kind - 1, 0)
    return Block(holder, held, low, high, rows.line.astype(np.int32), start, end, kinds, certainty, source)


def name_in(rows: Rows, column: str, checks: Checks) -> pa.DictionaryArray:
    """A column of names."""
    found = rows.columns[column].dictionary_encode()
    codes = found.indices.to_numpy()
    names = found.dictionary
    empty = truth(pc.equal(pc.binary_length(names), 0))
    spaced = truth(pc.not_equal(names, pc.utf8_trim_whitespace(names))) & ~empty
    checks.append((empty[codes] & ~rows.garbled, lambda _: f"the {column} is empty; write its name"))
    what = f"the {column} {{!r}} begins or ends with a space; write it without".format
    checks.append((spaced[codes], lambda i: what(rows.columns[column][i].as_py()[:80])))
    return found


def share_in(rows: Rows, checks: Checks) -> tuple[Integers, Integers]:
    """Both bounds of the share."""
    names = ("share", "share") if "share" in rows.columns else ("share_min", "share_max")
    first = shares_of(rows.columns[names[0]], SIGNS[names[0]])
    second = first if names[0] == names[1] else shares_of(rows.columns[names[1]], SIGNS[names[1]])
    for name, found in dict(zip(names, (first, second), strict=True)).items():
        checks.append((found.bad, wrong_share(rows, name)))
    crossed = "share_min {} is above share_max {}; write the lower bound first".format
    checks.append((first.low > second.high, lambda i: crossed(*(rows.text(name, i) for name in names))))
    return first.low, second.high


def wrong_share(rows: Rows, column: str) -> Describe:
    """What to say of a share that is none."""
    return lambda i: fault(column, rows.columns[column][i].as_py())


def when_in(rows: Rows, column: str, checks: Checks) -> Bounds | None:
    """The bounds of a column of dates, or None where the file has no such column."""
    if column not in rows.columns:
        return None
    found = pc.ascii_trim_whitespace(rows.columns[column]).dictionary_encode()
    unknown = (NEVER, EVER) if column == "start" else (EVER, EVER)
    known = [days_of(text, unknown) for text in found.dictionary.to_pylist()]
    bad = np.array([days is None for days in known], np.bool_)
    table = np.array([days or unknown for days in known], np.int32).reshape(-1, 2)
    codes = found.indices.to_numpy()
    what = f"{column} {{!r}} is no date; write 2023, 2023-04 or 2023-04-05, or nothing".format
    checks.append((bad[codes], lambda i: what(rows.text(column, i))))
    return table[codes, 0], table[codes, 1]


def days_of(text: str, unknown: tuple[int, int]) -> tuple[int, int] | None:
    """The first and last day that a date may mean, or None where it is no date."""
    if not text:
        return unknown
    try:
        when = period(text)
    except BadDate:
        return None
    assert when.earliest is not None and when.latest is not None
    return number_of(when.earliest), number_of(when.latest)


def word_in(rows: Rows, column: str, allowed: tuple[str, ...], checks: Checks) -> Integers | None:
    """A column of words as their numbers in `allowed`, or None where the file has no such column."""
    if column not in rows.columns:
        return None
    found = pc.ascii_trim_whitespace(rows.columns[column]).dictionary_encode()
    numbers = {word: number for number, word in enumerate(allowed)}
    table = np.array([numbers.get(word, -1) for word in found.dictionary.to_pylist()], np.int32)
    codes: Integers = table[found.indices.to_numpy()]
    what: Callable[..., str] = f"{column} {{!r}} is unknown; write {', '.join(allowed[1:])}, or nothing".format
    checks.append((codes < 0, lambda i: what(rows.text(column, i))))
    return np.maximum(codes, 0)
