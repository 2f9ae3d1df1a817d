"""Shares as written, turned into units of the engine, a column at a time; never rounded inward.

A `>` or `<` before a number is an open end, an odd number of units. What cannot be read is only marked here; the reader
says which line it stands in.
"""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, InvalidOperation

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from regraph.engine.stakes import WHOLE, Integers, Mask
from regraph.errors import shortened

NUMBER = r"^[<>]?[ ]*([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,4})?$"
SIGNS = {"share": "<>", "share_min": ">", "share_max": "<"}  # what may stand before the number of a column
BILLION = 1_000_000_000
OPEN = "; > or < stands before a number for an open end"
BILLIONTH = Decimal("1e-9")
SHORT = 11  # characters of a number with at most ten decimals
NEAR = 1e-6  # a tenth of this is what a double can be off, in billionths, for a share up to 1


@dataclass(frozen=True, eq=False)
class Shares:
    """A column of shares.

    Args:
        low: units rounded down; 0 where nothing is written.
        high: units rounded up; the whole where nothing is written.
        bad: what is no share from 0 to 1.
    """

    low: Integers
    high: Integers
    bad: Mask


def shares_of(written: pa.StringArray, signs: str = "<>") -> Shares:
    """A column of shares as written, with the signs of open ends that it may hold."""
    text = pc.ascii_trim_whitespace(written)
    empty = truth(pc.equal(pc.binary_length(text), 0))
    above, below = (truth(pc.starts_with(text, sign)) for sign in "><")
    bad = ~truth(pc.match_substring_regex(text, NUMBER)) & ~empty
    bad |= (above & (">" not in signs)) | (below & ("<" not in signs))
    plain = pc.if_else(pa.array(bad | empty), "0", pc.ascii_ltrim(text, "<> "))
    value = pc.cast(plain, pa.float64()).to_numpy(zero_copy_only=False)
    bad |= value > 1
    least, most = bounds(plain, np.where(bad, 0.0, value), bad)
    low, high = opened(least, most, above, below)
    high[empty] = WHOLE
    bad |= (most > WHOLE) | (low > WHOLE) | (high < 0)
    return Shares(low, np.minimum(high, WHOLE), bad)


def opened(low: Integers, high: Integers, above: Mask, below: Mask) -> tuple[Integers, Integers]:
    """The bounds where a sign makes one end open and leaves the other unstated; one that is rounded stays closed."""
    exact = (low == high).astype(np.int32)
    least = np.where(above, low + exact, np.where(below, 0, low))
    most = np.where(below, high - exact, np.where(above, WHOLE, high))
    return least.astype(np.int32), most.astype(np.int32)


def bounds(plain: pa.StringArray, value: npt.NDArray[np.float64], bad: Mask) -> tuple[Integers, Integers]:
    """Lower and upper units; a double decides where it is far from a billionth, else the text itself."""
    billionths = value * BILLION
    nearest = np.rint(billionths)
    near = np.abs(billionths - nearest) < NEAR
    least, most = np.floor(billionths), np.ceil(billionths)
    least[near] = most[near] = nearest[near]
    long = pc.greater(pc.binary_length(plain), SHORT)
    hard = np.flatnonzero(near & ~bad & truth(pc.or_(long, pc.match_substring_regex(plain, "[eE]"))))
    if len(hard):
        one = plain.take(pa.array(hard)).dictionary_encode()
        exact = np.array([ends_of(t) for t in one.dictionary.to_pylist()], dtype=np.float64)
        codes = one.indices.to_numpy()
        least[hard], most[hard] = exact[codes, 0], exact[codes, 1]
    return (2 * least).astype(np.int32), (2 * most).astype(np.int32)


def ends_of(text: str) -> tuple[int, int]:
    """One number in billionths, rounded down and up.

    Example:
        >>> ends_of("0.25000000000"), ends_of("0.2500000000000001")
        ((250000000, 250000000), (250000000, 250000001))
    """
    share = Decimal(text)
    least, most = (share.quantize(BILLIONTH, rounding) for rounding in (ROUND_FLOOR, ROUND_CEILING))
    return int(least * BILLION), int(most * BILLION)


def truth(values: pa.BooleanArray) -> Mask:
    """A column of yes and no in numpy."""
    found: Mask = values.to_numpy(zero_copy_only=False)
    return found


def fault(column: str, written: str) -> str:
    """What is wrong with a share, and what to write instead.

    Example:
        >>> fault("share", "51%")
        "share '51%' is no fraction of 1; write 0.51 for 51 %"
        >>> fault("share_max", ">0.5")
        "share_max '>0.5' is no upper bound; write 0.5 or <0.5, and >0.5 as share_min"
    """
    shown, sign, text = f"{column} {shortened(written)!r}", *signed(written)
    try:
        number = Decimal(text)
    except InvalidOperation:
        return f"{shown} is no number; write a fraction of 1, such as 0.25, or nothing{OPEN if sign else ''}"
    if number.is_nan() or number.is_infinite() or number < 0:
        return f"{shown} is no share; write a fraction from 0 to 1, such as 0.25, or nothing"
    if number > 100:
        return f"{shown} is above all of it; write a fraction from 0 to 1, such as 0.25"
    if sign in (">", "<") and number == (sign == ">"):
        return f"{shown} leaves nothing; write {number:f}"
    percent = number > 1 or written.strip().endswith("%")
    instead = f"{sign}{number / 100:f} for {sign}{number:f} %" if percent else f"{sign}{number:f}"
    if sign and sign not in tuple(SIGNS[column]):
        return misplaced(shown, column, sign, number / 100 if percent else number)
    return f"{shown} is no fraction of 1; write {shortened(instead)}"


def signed(written: str) -> tuple[str, str]:
    """The sign before a number, and what follows it as Python reads numbers."""
    bare = written.strip()
    sign = bare[: len(bare) - len(bare.lstrip("<>=≥≤"))]
    return sign, bare[len(sign) :].strip().removesuffix("%").strip().replace(",", ".")


def misplaced(shown: str, column: str, sign: str, number: Decimal) -> str:
    """What is wrong with a sign that its column does not take."""
    if sign not in (">", "<"):
        told = f"{shown}: {sign} is no sign of an open end"
        return f"{told}; write {number:f} as share_min for at least, as share_max for at most"
    bound, other, own = ("upper", "share_min", "<") if column == "share_max" else ("lower", "share_max", ">")
    return f"{shown} is no {bound} bound; write {number:f} or {own}{number:f}, and {sign}{number:f} as {other}"
