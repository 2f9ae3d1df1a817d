"""Control by a majority of votes, as a least fixpoint: who controls what, for one actor, one company, or all of them.

X controls j when X and the companies that X already controls hold together more than one half of the votes in j. The
set starts empty and grows, so that companies that hold each other control nothing by that alone. A company's stake in
itself votes for nobody until the company is controlled, and then it no longer matters.

Control is *definite* where it holds for all true shares within their bounds, and *possible* where it holds for some:
with the votes of X at their highest, as far as the others' lowest leave room. Companies are independent of each other
in this, so both are exact. Where the lowest alone exceed the whole, no true shares exist; upper bounds then count as
they stand.

Source:
    The two rules in the documentation of the Vadalog engine, company control (Prometheux), as read; the problem is
    known from Ceri, Gottlob and Tanca, Logic Programming and Databases (1990).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from regraph.engine.control.loops.sets import Column, Index, Places, caught_sets, leaders, least_sums, sums_held
from regraph.engine.control.threshold import FULL, MAJORITY, Threshold
from regraph.engine.jit import MANY, kernel
from regraph.engine.stakes import Mask, Stakes

EVERY_STEP = 1 << 62
NOTHING: Places = np.zeros(0, np.int64)
ROOM = "room left by the others"


@dataclass(frozen=True, eq=False)
class Pairs:
    """Who controls what, sorted by controller, then by what is controlled."""

    controller: Column
    controlled: Column

    def __len__(self) -> int:
        return len(self.controller)

    def keys(self) -> Places:
        """One ascending number a pair."""
        return self.controller.astype(np.int64) << 32 | self.controlled


def controlling_pairs(stakes: Stakes, threshold: Threshold = MAJORITY, *, possible: bool = False) -> Pairs:
    """Every controlling pair among all actors.

    Args:
        stakes: votes; economic shares where no votes are stated.
        threshold: what the joined votes must meet.
        possible: the pairs of some true shares within the bounds; otherwise those of all.
    Returns:
        As many pairs as there are: a chain of n companies alone has n (n - 1) / 2.

    Example:
        >>> from regraph.engine.stakes import stakes_of
        >>> half = 1_000_000_000
        >>> pairs = controlling_pairs(stakes_of("abc", [(0, 1, half + 1, 2 * half), (1, 2, 2 * half, 2 * half)]))
        >>> pairs.controller.tolist(), pairs.controlled.tolist()
        ([0, 0, 1], [1, 2, 2])
    """
    side = -1 if possible else 1
    bound = stakes.high if possible else stakes.low
    who = kernel(leaders, len(stakes))(stakes.holder, stakes.held, bound, side, threshold.bar(side), stakes.actors)
    first = np.flatnonzero(who).astype(np.int32)
    start, found = closures(stakes, one_by_one(first), threshold, possible=possible)
    return Pairs(np.repeat(first, np.diff(start)), found)


def is_definite(stakes: Stakes, pairs: Pairs, threshold: Threshold = MAJORITY) -> Mask:
    """Which of the possible pairs hold for all true shares within the bounds."""
    sure: Mask = np.isin(pairs.keys(), controlling_pairs(stakes, threshold).keys(), assume_unique=True)
    return sure


def controlled_by(
    stakes: Stakes, actor: int, threshold: Threshold = MAJORITY, *, possible: bool = False
) -> npt.NDArray[np.int32]:
    """What one actor controls, ascending, without itself."""
    alone = np.array([actor], np.int32)
    return closures(stakes, one_by_one(alone), threshold, possible=possible)[1]


def controllers_of(
    stakes: Stakes, company: int, threshold: Threshold = MAJORITY, *, possible: bool = False
) -> npt.NDArray[np.int32]:
    """Who controls one company, ascending; only the stakes in it and in what stands above it matter."""
    pairs = controlling_pairs(stakes.only(above(stakes, company)), threshold, possible=possible)
    found: npt.NDArray[np.int32] = pairs.controller[pairs.controlled == company]
    return found


def held_together(stakes: Stakes, pairs: Pairs, *, upper: bool = False) -> Places:
    """What each controller holds of what it controls, with all else that it controls.

    Args:
        upper: the sum of the upper bounds, which may exceed the whole; otherwise of the lower bounds.
    Returns:
        Units of 1/`WHOLE`, one a pair; odd where an end is open.
    """
    who, begins = np.unique(pairs.controller, return_index=True)
    start = np.append(begins, len(pairs)).astype(np.int64)
    bound, side = (stakes.high, -1) if upper else (stakes.low, 1)
    summed = kernel(sums_held, len(stakes))
    return summed(one_by_one(who), (start, pairs.controlled), index(stakes), bound, side)


def closures(
    stakes: Stakes,
    groups: tuple[Places, Column],
    threshold: Threshold,
    *,
    possible: bool,
    steps: int = EVERY_STEP,
) -> tuple[Places, Column]:
    """What each group of actors catches: where the catch of each group begins, and the caught, ascending in each."""
    side = -1 if possible else 1
    bar = threshold.bar(side)
    need = room(stakes, bar) if possible else NOTHING
    at, bounds = index(stakes), (stakes.high if possible else stakes.low, stakes.low)
    if len(groups[0]) > MANY:  # nearly everything will be read, and most of it several times
        at, bounds = in_order(at, bounds)
    start, found = kernel(caught_sets, len(stakes))(groups, at, bounds, (side, bar, steps), need)
    group = np.repeat(np.arange(len(start) - 1), np.diff(start))
    return start, np.sort(group << 32 | found).astype(np.int32)  # the upper half falls off


def in_order(at: Index, bounds: tuple[Column, Column]) -> tuple[Index, tuple[Column, Column]]:
    """The columns brought into the order of the holders, so that the holdings of one lie side by side in memory."""
    held, rows, begins = at
    bound, low = bounds
    first = bound[rows]
    return (held[rows], np.arange(len(rows)), begins), (first, first if bound is low else low[rows])


def room(stakes: Stakes, bar: int) -> Places:
    """What the lower bounds of a group must sum to in each thing, so that the others' least leave it the bar."""
    if (ROOM, bar) not in stakes.known:  # one actor after another asks for it, and it costs what all stakes are
        least = kernel(least_sums, len(stakes))(stakes.held, stakes.low, stakes.actors)
        stakes.known[ROOM, bar] = np.where(least > FULL, 0, least - (FULL - bar))
    needed: Places = stakes.known[ROOM, bar]
    return needed


def index(stakes: Stakes) -> Index:
    """What is held by row, the rows by holder, and where those of each holder begin."""
    return stakes.held, stakes.by_holder, stakes.holdings_from


def one_by_one(actors: Column) -> tuple[Places, Column]:
    """Each actor as a group of its own."""
    return np.arange(len(actors) + 1, dtype=np.int64), actors


def above(stakes: Stakes, company: int) -> Mask:
    """The stakes in a company and in all that holds it, directly or through others."""
    reached = np.zeros(stakes.actors, np.bool_)
    reached[company] = True
    new = np.array([company])
    while len(new):
        rows = np.concatenate([np.arange(stakes.holders_from[at], stakes.holders_from[at + 1]) for at in new])
        holders = np.unique(stakes.holder[rows])
        new = holders[~reached[holders]]
        reached[new] = True
    mask: Mask = reached[stakes.held]
    return mask
