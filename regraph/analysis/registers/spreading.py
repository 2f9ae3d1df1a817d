"""One test of a rule put to a whole register at once: who is reached by those who count, at one end of all shares.

Every kind of attribution that adds up or passes down from those who count is worked out by the kernels of the engine.
Kinds that start from each thing anew (`climb`, `in-a-controller`) are not: they are asked thing by thing.
"""

from fractions import Fraction

import numpy as np

from regraph.analysis.screening.judging import everywhere
from regraph.analysis.screening.rules.rule import Criterion
from regraph.engine.control.attribution import Passing, attributed, bar
from regraph.engine.control.cascade import caught
from regraph.engine.control.threshold import MAJORITY, Threshold
from regraph.engine.stakes import WHOLE, Mask, Stakes, units

STEPS = ("cascading", "direct")
WAYS = {
    "full-through-majority": (True, True),
    "multiply": (False, True),
    "multiply-through-majority": (False, False),
}
KINDS = (*STEPS, "majority-chain", *WAYS)


def reached(test: Criterion, stakes: Stakes, seeds: Mask) -> tuple[Mask, Mask]:
    """Who meets a test for sure, and who may; the seeds among them.

    Args:
        test: of one of `KINDS`.
        stakes: of the register, whole.
        seeds: one flag an actor, who counts from the start.
    """
    if test.way.kind in STEPS:
        return everywhere(test, stakes, seeds)
    if test.together or seeds.sum() < 2:
        return together(test, stakes, seeds)
    sure, possible = seeds.copy(), seeds.copy()
    for one in np.flatnonzero(seeds):
        alone = np.zeros_like(seeds)
        alone[one] = True
        low, high = together(test, stakes, alone)
        alone = ~alone
        sure, possible = sure | (low & alone), possible | (high & alone)
    return sure, possible


def together(test: Criterion, stakes: Stakes, seeds: Mask) -> tuple[Mask, Mask]:
    """The same for holdings of all seeds added."""
    listed = np.flatnonzero(seeds).tolist()
    way = test.way
    threshold = MAJORITY if way.threshold is None else Threshold(way.threshold, way.inclusive)
    if way.kind == "majority-chain":
        chained = caught(stakes, listed, threshold, together=False)
        return tuple(  # type: ignore[return-value]
            seeds | held_by(test, stakes, with_members(seeds, members), is_low=is_low)
            for members, is_low in ((chained.definite, True), (chained.possible, False))
        )
    wholly, below = WAYS[way.kind]
    found = attributed(stakes, listed, Passing(threshold, wholly=wholly, below=below))
    need = Threshold(Fraction(test.threshold), test.inclusive)
    return seeds | (found.low >= bar(need, 1)), seeds | (found.high >= bar(need, -1))


def with_members(seeds: Mask, members: "np.ndarray[tuple[int], np.dtype[np.int32]]") -> Mask:
    """The seeds and some more."""
    found = seeds.copy()
    found[members] = True
    return found


def held_by(test: Criterion, stakes: Stakes, counts: Mask, *, is_low: bool) -> Mask:
    """Of what those who count hold enough directly; sums of whole numbers below 2 ** 53, so that nothing is rounded."""
    mine = counts[stakes.holder] & (stakes.holder != stakes.held)
    ends = stakes.low if is_low else stakes.high
    is_open = np.bincount(stakes.held, mine & (ends % 2 == 1), stakes.actors) > 0
    low, high = stakes.low - stakes.low % 2, stakes.high + stakes.high % 2
    sums = [np.bincount(stakes.held, np.where(mine, column, 0), stakes.actors) for column in (low, high)]
    value = sums[0] + is_open
    if not is_low:
        least = np.bincount(stakes.held, low, stakes.actors)
        left = np.where(least <= WHOLE, WHOLE - (least - sums[0]), np.inf)
        value = np.minimum(sums[1] - is_open, left)
    need = units(test.threshold)
    return value >= need if test.inclusive else value > need
