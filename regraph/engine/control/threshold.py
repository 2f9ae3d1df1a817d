"""A threshold, and the scale on which sums of shares are compared with it: whole numbers that keep open ends apart.

A bound of a share becomes `even * OPEN` plus or minus 1 for an open end, so that a sum keeps both the closed part and
how many of its ends are open: two stakes above 25 % are above 50 % together, and two just below it are not 50 %.
Nothing here is a float, and nothing is rounded toward an answer.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from regraph.engine.stakes import WHOLE

OPEN = 1 << 28  # more than the open ends that one sum can have; the sum of a caught thing stays below 2 ** 63
FULL = WHOLE * OPEN


@dataclass(frozen=True)
class Threshold:
    """A share that a sum of shares must reach or pass.

    Args:
        share: a fraction of 1, above 0.
        inclusive: True for "at or above", False for "above".
    """

    share: Decimal | Fraction
    inclusive: bool = False

    def bar(self, side: int) -> int:
        """The least sum on the scale of `OPEN` that meets the threshold.

        Of lower bounds, closed ends at exactly the threshold meet an inclusive one, and with one open end any; of upper
        bounds, an open end keeps the sum below. A threshold finer than billionths lies between two sums: lower bounds
        must reach the next one, upper bounds must leave the one before.

        Args:
            side: 1 for a sum of lower bounds, -1 for one of upper bounds.

        Example:
            >>> half = Threshold(Decimal("0.5"))
            >>> scaled(WHOLE // 2, 1) >= half.bar(1), scaled(WHOLE // 2 + 1, 1) >= half.bar(1)
            (False, True)
            >>> scaled(WHOLE // 2 - 1, -1) >= Threshold(Decimal("0.5"), inclusive=True).bar(-1)
            False
        """
        billionths = Fraction(self.share) * (WHOLE // 2)
        below, is_finer = 2 * int(billionths) * OPEN, billionths.denominator > 1
        if is_finer and side > 0:
            return below + 2 * OPEN
        return below + (0 if self.inclusive and not is_finer else 1)


def scaled(bound: int, side: int) -> int:
    """A bound in units as a term of a sum.

    Args:
        bound: units of 1/`WHOLE`, odd for an open end.
        side: 1 for a lower bound, -1 for an upper one.
    """
    odd = bound % 2
    return (bound - side * odd) * OPEN + side * odd


MAJORITY = Threshold(Decimal("0.5"))
