"""How much of everything an actor or a list of actors holds, where holdings pass down chains as a rule says.

F(j) is the sum over the holders k of j of a[k, j] times what k counts for: 1 for the listed themselves; for any other
holder 1 where F(k) meets the attribution threshold and holdings then count wholly, else F(k), or nothing where nothing
passes below the threshold. The least fixpoint: rings lift nobody. With the threshold left out this is the share that
arrives at the listed when a dividend goes up and ends where it first meets one of them (`stop-at-target`).

Whole numbers of 10**-18 throughout: lower ends rounded down, upper ends up. An upper end takes each company's true
shares at their worst, of no more than the whole. A ring that all but holds itself is cut short outward, never answered
by a guess.

Source:
    The kinds `full-through-majority`, `multiply-through-majority` and `multiply` of the screening rules, as worked out
    from the rules themselves; see ontology/screens.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from regraph.engine.control.loops.sets import Places
from regraph.engine.control.loops.shares import lower_shares, upper_shares
from regraph.engine.control.majority import index
from regraph.engine.control.threshold import MAJORITY, Threshold
from regraph.engine.jit import kernel
from regraph.engine.stakes import Stakes

ONE = 10**18


@dataclass(frozen=True)
class Passing:
    """How a holding passes on.

    Args:
        threshold: what a holder must be held to for its stakes to count as those above it.
        wholly: at the threshold they count wholly; otherwise in proportion.
        below: below the threshold they count in proportion; otherwise not at all.
    """

    threshold: Threshold
    wholly: bool
    below: bool


FULL_THROUGH_MAJORITY = Passing(MAJORITY, wholly=True, below=True)
MULTIPLY_THROUGH_MAJORITY = Passing(MAJORITY, wholly=False, below=False)
MULTIPLY = Passing(MAJORITY, wholly=False, below=True)


@dataclass(frozen=True, eq=False)
class Attributed:
    """What the listed hold of each thing: units of 10**-18, twice, and 1 off where the end itself is excluded."""

    low: Places
    high: Places

    def meets(self, thing: int, threshold: Threshold) -> str:
        """Whether the share of one thing meets a threshold: `yes`, `no` or `possible`."""
        if self.low[thing] >= bar(threshold, 1):
            return "yes"
        return "possible" if self.high[thing] >= bar(threshold, -1) else "no"

    def share(self, thing: int) -> tuple[Fraction, Fraction]:
        """Both ends of the share of one thing, whether excluded or not."""
        low, high = int(self.low[thing]), int(self.high[thing])
        return Fraction(low // 2, ONE), Fraction(-(-high // 2), ONE)


def attributed(stakes: Stakes, listed: Iterable[int], passing: Passing = FULL_THROUGH_MAJORITY) -> Attributed:
    """What the listed hold together of everything; their stakes in each other are not added to their own.

    Example:
        >>> from regraph.engine.stakes import stakes_of
        >>> rows = [(0, 1, 10**9, 10**9), (1, 2, 4 * 10**8, 4 * 10**8), (0, 2, 10**8, 10**8)]
        >>> inclusive = Passing(Threshold(Fraction(1, 2), inclusive=True), wholly=True, below=True)
        >>> held = attributed(stakes_of("abc", rows), [0], inclusive)
        >>> [str(end) for end in held.share(2)], [str(end) for end in attributed(stakes_of("abc", rows), [0]).share(2)]
        (['1/4', '1/4'], ['3/20', '3/20'])
    """
    seeds = np.unique(np.fromiter(listed, np.int32))
    columns = (stakes.holder, stakes.holders_from)
    flags = (int(passing.wholly), int(passing.below))
    lower = (bar(passing.threshold, 1), *flags)
    upper = (bar(passing.threshold, -1), *flags)
    low = kernel(lower_shares, len(stakes))(seeds, index(stakes), columns, stakes.low, lower)
    high = kernel(upper_shares, len(stakes))(seeds, index(stakes), columns, (stakes.low, stakes.high), upper)
    return Attributed(low, high)


def bar(threshold: Threshold, side: int) -> int:
    """The least doubled value that meets a threshold, as `Threshold.bar` has it for sums of bounds."""
    exact = Fraction(threshold.share) * ONE
    below, is_finer = 2 * int(exact), exact.denominator > 1
    if is_finer and side > 0:
        return below + 2
    return below + (0 if threshold.inclusive and not is_finer else 1)
