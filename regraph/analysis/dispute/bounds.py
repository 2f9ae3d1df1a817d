"""Values that are known within bounds, and whether two of them can be one value.

A bound may be open: above 0.5 and exactly 0.5 exclude each other. Numbers and days are never compared with each other.
"""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from itertools import combinations
from typing import NamedTuple

from regraph.errors import BadFact
from regraph.model.share import EXACT
from regraph.model.things import Values

MOST_OFF = Decimal("0.05")
CLOSED: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "share": (("shareAtLeast",), ("shareAtMost",)),
    "measure": (("amountAtLeast", "valueAtLeast"), ("amountAtMost", "valueAtMost")),
    "start": (("startEarliest",), ("startLatest",)),
    "end": (("endEarliest",), ("endLatest",)),
    "date": (("dateEarliest",), ("dateLatest",)),
}
OPEN: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "share": (("shareAbove",), ("shareBelow",)),
    "measure": (("valueAbove",), ("valueBelow",)),
}
DAYS = ("Earliest", "Latest")
Number = Decimal | dt.date


class Bounds(NamedTuple):
    """A value somewhere between two ends; None is unbounded.

    Args:
        measure: what it is counted in: currency and unit, "" where not stated.
    """

    low: Number | None = None
    high: Number | None = None
    low_open: bool = False
    high_open: bool = False
    measure: tuple[str, str] = ("", "")

    @property
    def is_empty(self) -> bool:
        """True where neither end is stated."""
        return self.low is None and self.high is None

    def meets(self, other: "Bounds") -> bool:
        """True where some value lies in both; what is counted in other units excludes nothing.

        Example:
            >>> half = Decimal("0.5")
            >>> Bounds(half, None, low_open=True).meets(Bounds(half, half))
            False
        """
        return not self.same_measure(other) or not (self.is_below(other) or other.is_below(self))

    def same_measure(self, other: "Bounds") -> bool:
        """True where currency and unit are the same, or one side does not state them."""
        return all(a == b or not a or not b for a, b in zip(self.measure, other.measure, strict=True))

    def is_below(self, other: "Bounds") -> bool:
        """True where every value of this lies below every value of the other."""
        if self.high is None or other.low is None:
            return False
        return self.high < other.low or (self.high == other.low and (self.high_open or other.low_open))  # type: ignore[operator]


def bounds_of(values: Values, group: str) -> Bounds:
    """What one account says of a share, a measure or a date, as bounds; what it gives as about is widened.

    A number given as "about" stands for what rounds to it, at most 5 % off.

    Example:
        >>> values = {"valueAtLeast": (Decimal("0.7"),), "valueAtMost": (Decimal("0.7"),), "isApproximate": (True,)}
        >>> bounds_of(values, "measure").low
        Decimal('0.665')
    """
    (lows, highs), (above, below) = CLOSED[group], OPEN.get(group, ((), ()))
    low, high = first(values, lows), first(values, highs)
    low_open, high_open = low is None and bool(above), high is None and bool(below)
    low, high = (low if low is not None else first(values, above)), (high if high is not None else first(values, below))
    unit = str((values.get("unit") or ("",))[0])
    measure = (str((values.get("currency") or ("",))[0]), unit) if group == "measure" else ("", "")
    found = Bounds(low, high, low_open and low is not None, high_open and high is not None, measure)
    return widened(found) if values.get("isApproximate") == (True,) and group == "measure" else found


def first(values: Values, names: tuple[str, ...]) -> Number | None:
    """The first value of the first property that has one, as a number or a day.

    Raises:
        BadFact: it is neither.
    """
    name = next((name for name in names if values.get(name)), None)
    if name is None:
        return None
    found = values[name][0]
    if name.endswith(DAYS):
        return found if isinstance(found, dt.date) else None
    try:
        return Decimal(str(found))
    except InvalidOperation as error:
        raise BadFact(name, f"{str(found)[:60]!r} is no number; write 0.25") from error


def widened(bounds: Bounds) -> Bounds:
    """The bounds of what is given as about: from what still rounds up to what no longer rounds down."""
    low, high = bounds.low, bounds.high
    return Bounds(
        EXACT.subtract(low, slack(low)) if isinstance(low, Decimal) else low,
        EXACT.add(high, slack(high)) if isinstance(high, Decimal) else high,
        bounds.low_open,
        bounds.high_open or (isinstance(high, Decimal) and slack(high) > 0),
        bounds.measure,
    )


def slack(number: Decimal) -> Decimal:
    """Half a unit of the last digit that is not zero, at most 5 %.

    Example:
        >>> slack(Decimal("247800")), slack(Decimal("10"))
        (Decimal('50'), Decimal('0.50'))
    """
    exponent = number.normalize(EXACT).as_tuple().exponent
    assert isinstance(exponent, int)
    return min(Decimal(5).scaleb(exponent - 1).normalize() + 0, EXACT.multiply(number.copy_abs(), MOST_OFF))


def all_meet(found: list[Bounds]) -> bool:
    """True where every two of them can be one value."""
    return all(a.meets(b) for a, b in combinations(found, 2))
