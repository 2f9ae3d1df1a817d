"""An integrated share: the engine's floats brought to ends that hold, and how people read it.

Where nothing runs in a ring, what the engine finds is what the chains add up to, and is taken from them exactly; else
the engine's ends are rounded outward to a billionth. Never is a share made narrower than the claims allow.
"""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from regraph.model.share import EXACT, ONE, ZERO, Share, percent

GRID = Decimal("1e-9")
NEAR = Decimal("1e-12")  # closer to a billionth than this is that billionth: floats differ by less


@dataclass(frozen=True, slots=True)
class Integrated(Share):
    """A share added up over many ways; by `walk-sum` it may pass 1, and have no upper end."""

    def __post_init__(self) -> None:
        assert ZERO <= self.low <= self.high

    def text(self) -> str:
        """The share as people read it; a fraction without end is rounded and said to be.

        Example:
            >>> Integrated(Decimal("0.666666666"), Decimal("0.666666667")).text()
            'about 66.6667 %'
        """
        if not self.high.is_finite():
            return f"at least {percent(self.low)}, without an upper bound"
        if ZERO < self.high - self.low <= 2 * GRID:
            return f"about {percent(round((self.low + self.high) / 2, 6))}"
        if self.high > ONE:
            return percent(self.low) if self.is_exact else f"{percent(self.low)} to {percent(self.high)}"
        return Share.text(Share(self.low, self.high, self.low_open, self.high_open))


def reconciled(simple: Share | None, low: Decimal, high: Decimal) -> Share:
    """One share from the engine's ends; exact where the chains add up to the same."""
    least, low_open = rounded(low, ROUND_FLOOR), False
    most, high_open = rounded(high, ROUND_CEILING) if high.is_finite() else high, False
    if simple is not None and abs(simple.low - low) <= GRID:
        least, low_open = simple.low, simple.low_open
    if simple is not None and high.is_finite() and abs(simple.high - high) <= GRID:
        most, high_open = simple.high, simple.high_open
    most = max(least, most)
    is_point = least == most
    return Integrated(least, most, low_open and not is_point, high_open and not is_point)


def rounded(value: Decimal, way: str) -> Decimal:
    """A float's value on the grid of billionths, outward unless it is one of them but for the float's own error.

    Example:
        >>> rounded(Decimal(0.1 + 0.2), ROUND_CEILING), rounded(Decimal(2 / 3), ROUND_FLOOR)
        (Decimal('0.300000000'), Decimal('0.666666666'))
    """
    nearest = value.quantize(GRID, context=EXACT)  # a walk-sum may have more digits than Python's own context keeps
    return nearest if abs(value - nearest) <= NEAR else value.quantize(GRID, way, EXACT)


def same(one: Share, other: Share) -> bool:
    """True where two shares have the same ends, to the billionth."""
    ends = ((one.low, other.low), (one.high, other.high))
    return all(b.is_finite() and abs(a - b) <= 2 * GRID for a, b in ends)
