"""Shares as intervals of fractions of 1, each end open or closed. Percent appears only in `text`.

Nothing here rounds: Decimal in, Decimal out. Python's own operators round to 28 digits, so that figures of the facts
are added, subtracted and multiplied by `EXACT`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import lru_cache, reduce

from regraph.errors import BadShare

ZERO, ONE, HUNDRED = Decimal(0), Decimal(1), Decimal(100)
EXACT = Context(prec=10_000)  # products of stakes in a chain have as many digits as their factors together


@dataclass(frozen=True, slots=True)
class Share:
    """A share somewhere between `low` and `high`, fractions of 1.

    Args:
        low: the least it can be.
        high: the most it can be.
        low_open: the share is above `low`, not `low` itself.
        high_open: the share is below `high`, not `high` itself.
    Raises:
        BadShare: bounds outside 0 to 1, out of order, or with nothing between them.
    """

    low: Decimal = ZERO
    high: Decimal = ONE
    low_open: bool = False
    high_open: bool = False

    def __post_init__(self) -> None:
        if not ZERO <= self.low <= self.high <= ONE:
            raise BadShare(f"share bounds {self.low} to {self.high} are not 0 to 1 in order")
        if self.low == self.high and (self.low_open or self.high_open):
            raise BadShare(f"no share is both above and below {self.low}")

    @property
    def is_unknown(self) -> bool:
        """True where nothing is said beyond "some share": 0 to 1."""
        return self.low == ZERO and self.high == ONE

    @property
    def is_exact(self) -> bool:
        """True for a single value."""
        return self.low == self.high

    @property
    def is_majority(self) -> bool:
        """True where every value it can have is above one half."""
        return self.low > Decimal("0.5") or (self.low == Decimal("0.5") and self.low_open)

    def times(self, other: "Share") -> "Share":
        """The share held through a chain: the product of two intervals of non-negative numbers.

        Source:
            Moore, Kearfott and Cloud, Introduction to Interval Analysis (2009), section 2.3, with open ends.
        Example:
            >>> Share(Decimal("0.5"), ONE, low_open=True).times(Share(Decimal("0.4"), Decimal("0.4")))
            Share(low=Decimal('0.20'), high=Decimal('0.4'), low_open=True, high_open=False)
        """
        low, high = EXACT.multiply(self.low, other.low), EXACT.multiply(self.high, other.high)
        low_open = self.low_open or other.low_open
        if low == ZERO:  # a closed zero on either side is reached whatever the other side does
            low_open = not ((self.low == ZERO and not self.low_open) or (other.low == ZERO and not other.low_open))
        return Share(low, high, low_open, high > ZERO and (self.high_open or other.high_open))

    def plus(self, other: "Share") -> "Share":
        """The share held by two ways together, never more than all of it.

        Example:
            >>> Share(Decimal("0.7"), Decimal("0.7")).plus(Share(Decimal("0.2"), Decimal("0.6")))
            Share(low=Decimal('0.9'), high=Decimal('1'), low_open=False, high_open=False)
        """
        low, high = EXACT.add(self.low, other.low), EXACT.add(self.high, other.high)
        if low > ONE or (low == ONE and (self.low_open or other.low_open)):
            return Share(ONE, ONE)
        over = high > ONE
        return Share(
            low, min(high, ONE), self.low_open or other.low_open, not over and (self.high_open or other.high_open)
        )

    def remainder(self) -> "Share":
        """What others have where this much is taken.

        Example:
            >>> Share(Decimal("0.4"), Decimal("0.5")).remainder().text()
            '50 % to 60 %'
        """
        return Share(EXACT.subtract(ONE, self.high), EXACT.subtract(ONE, self.low), self.high_open, self.low_open)

    def text(self) -> str:
        """The share as people read it.

        Example:
            >>> Share(Decimal("0.5"), ONE, low_open=True).text()
            'above 50 % up to 100 %'
            >>> Share().text()
            'not stated'
        """
        if self.low == ZERO and self.high == ONE and not self.high_open:
            return "not stated"
        if self.is_exact:
            return percent(self.low)
        if self.low == ZERO:
            return f"{'below' if self.high_open else 'up to'} {percent(self.high)}"
        if self.high == ONE and not self.low_open and not self.high_open:
            return f"at least {percent(self.low)}"
        low = f"above {percent(self.low)}" if self.low_open else percent(self.low)
        return f"{low}{' up to ' if self.low_open else ' to '}{'below ' if self.high_open else ''}{percent(self.high)}"


UNKNOWN = Share()
SOME = Share(ZERO, ONE, low_open=True)


def total(shares: list[Share]) -> Share:
    """The sum of several shares; nothing is an exact zero."""
    return reduce(Share.plus, shares, Share(ZERO, ZERO))


def added(numbers: Iterable[Decimal]) -> Decimal:
    """The sum of several numbers to the last digit.

    Example:
        >>> added([Decimal("1e30"), Decimal("1e-30")]) == Decimal("1e30")
        False
    """
    return reduce(EXACT.add, numbers, ZERO)


@lru_cache(maxsize=4096)  # the same few shares are said again and again
def percent(fraction: Decimal) -> str:
    """A fraction as percent without trailing zeros.

    Example:
        >>> percent(Decimal("0.40"))
        '40 %'
        >>> percent(Decimal("0.015"))
        '1.5 %'
    """
    return f"{plain(EXACT.multiply(fraction, HUNDRED))} %"


@lru_cache(maxsize=4096)  # numbers that are equal are said alike, whatever zeros they were written with
def plain(number: Decimal) -> str:
    """A decimal without exponent and without trailing zeros, thousands separated by commas.

    Example:
        >>> plain(Decimal("247800.00")), plain(Decimal("-0.0"))
        ('247,800', '0')
    """
    text = f"{number:,f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) if number else "0"
