"""One test of a rule put to stakes: whether some holders reach its threshold in a thing, at both ends of all shares.

Yes where the least that the shares can be is enough, no where the most is not, possible between. Knows stakes and
tests, no facts.
"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from regraph.analysis.screening.passing import ALL, NOTHING, Amount, Passed, Passing, meets
from regraph.analysis.screening.rules.rule import Criterion, Way
from regraph.engine.stakes import Mask, Stakes, units
from regraph.engine.tiers import ENDLESS, NEVER, Asked, Columns, Tiers, caught, columns_of

Seeds = frozenset[int]


@dataclass(frozen=True)
class Pool:
    """Stakes of one basis, with the groups of joint holders marked.

    Args:
        stakes: of the part that matters.
        group: one flag an actor: its holders are known to hold all of it.
    """

    stakes: Stakes
    group: Mask

    @cached_property
    def low(self) -> Passing:
        """The least that shares can be."""
        return Passing(self.stakes, self.group, is_low=True)

    @cached_property
    def high(self) -> Passing:
        """The most that shares can be."""
        return Passing(self.stakes, self.group, is_low=False)

    @cached_property
    def columns(self) -> Columns:
        """The stakes as the kernel of tiers reads them."""
        return columns_of(self.stakes, self.group)

    def side(self, is_low: bool) -> Passing:
        """One end of all shares."""
        return self.low if is_low else self.high


@dataclass(frozen=True)
class Side:
    """What holders have of a thing at one end of all shares.

    Args:
        met: the test is met.
        value: what they have of it, as the rule counts.
        weights: how much of each one's stakes counts for them.
        tiers: the step at which each is caught, where the rule goes step by step.
    """

    met: bool
    value: Amount
    weights: tuple[Amount, ...]
    tiers: Tiers | None = None


def side(pool: Pool, test: Criterion, seeds: Seeds, first: Seeds, thing: int, *, is_low: bool) -> Side:
    """A test of what all `seeds` have of a thing together, at one end of all shares.

    Args:
        pool: the stakes.
        test: what is enough, and how holdings pass.
        seeds: who counts.
        first: which of them alone count at the first step, where the rule says so.
        thing: index of what is asked about.
        is_low: at the low ends, else at the high ends.
    """
    way = test.way
    if way.kind == "cascading":
        return cascade(pool, test, seeds, first, thing, is_low=is_low)
    if way.kind == "climb":
        return climb(pool, test, seeds, thing, is_low=is_low)
    passing = pool.side(is_low)
    if way.kind == "in-a-controller":
        value, weights = in_a_controller(passing, seeds, way, thing)
    else:
        found = passing.passed(seeds, way)
        value, weights = found.values[thing], found.weights
    return Side(meets(value, test.threshold, test.inclusive), value, weights)


def cascade(pool: Pool, test: Criterion, seeds: Seeds, first: Seeds, thing: int, *, is_low: bool) -> Side:
    """Step by step: what is caught counts with the whole of its stakes."""
    tiers = tiers_of(pool, test, seeds, first, is_low=is_low)
    last = ENDLESS if test.way.tiers is None else test.way.tiers
    counts = [ALL if 0 <= tier < last else NOTHING for tier in tiers]
    passing = pool.side(is_low)
    value = passing.value(thing, [counts[row.holder] for row in passing.rows[thing]])
    return Side(int(tiers[thing]) != NEVER, value, tuple(counts), tiers)


def tiers_of(pool: Pool, test: Criterion, seeds: Seeds, first: Seeds, *, is_low: bool) -> Tiers:
    """The step at which each is caught by a cascade."""
    last = ENDLESS if test.way.tiers is None else test.way.tiers
    asked = Asked(units(test.threshold), not test.inclusive, test.together, last, is_low)
    count = pool.stakes.actors
    return caught(pool.columns, asked, mask(seeds, count), mask(first if test.way.first_tier else seeds, count))


def mask(members: Seeds, count: int) -> Mask:
    """Some indices as one flag each."""
    found = np.zeros(count, np.bool_)
    found[sorted(members)] = True
    return found


def in_a_controller(passing: Passing, seeds: Seeds, way: Way, thing: int) -> tuple[Amount, tuple[Amount, ...]]:
    """The most that the holders have, by products, of one from which a chain of majorities leads down to the thing."""
    found: Passed = passing.passed(seeds, Way("multiply"))
    above = controllers(passing, way, thing) - seeds - {thing}
    best = max(sorted(above), key=lambda k: found.values[k], default=None)
    weights = tuple(found.weights[k] if k in above else NOTHING for k in range(passing.count))
    return (NOTHING if best is None else found.values[best]), weights


def controllers(passing: Passing, way: Way, thing: int) -> set[int]:
    """Everyone from whom a chain of majorities, each direct, leads down to a thing."""
    found, waiting = set[int](), [thing]
    while waiting:
        held = waiting.pop()
        new = {r.holder for r in passing.rows[held] if passing.is_held_by_one(held, frozenset({r.holder}), way)} - found
        found |= new
        waiting += sorted(new)
    return found


def climb(pool: Pool, test: Criterion, seeds: Seeds, thing: int, *, is_low: bool) -> Side:
    """Up from the thing to the one holder of enough, and on from there; only the last one on the way meets the test.

    Who is last for certain is one whom nobody can hold enough of; who may be last, one whom nobody certainly does.
    """
    way = Way("climb", test.threshold, test.inclusive)
    passing, other = pool.side(is_low), pool.side(not is_low)
    above = controllers(passing, way, thing) - {thing}
    last = {k for k in above if not controllers_of(other, way, k)}
    top = sorted(seeds & last)
    value = max((passing.direct(k, thing) for k in top), default=NOTHING)
    return Side(bool(top), value, tuple(ALL if k in above else NOTHING for k in range(passing.count)))


def controllers_of(passing: Passing, way: Way, held: int) -> set[int]:
    """Who has enough of a thing directly; a member of a group that holds all of it may."""
    holders = {row.holder for row in passing.rows[held]} - {held}
    return {k for k in holders if passing.is_held_by_one(held, frozenset({k}), way)}


def everywhere(test: Criterion, stakes: Stakes, seeds: Mask) -> tuple[Mask, Mask]:
    """Who is caught for sure, and who may be, in a whole register; for rules that go by steps or by direct stakes.

    Args:
        stakes: of the register, whole: nobody outside it holds anything.
        seeds: one flag an actor, who counts from the start.
    Returns:
        One flag an actor each, the seeds among them.
    """
    way = test.way
    last = 1 if way.kind == "direct" else ENDLESS if way.tiers is None else way.tiers
    columns = columns_of(
        stakes if test.together else replace(stakes, high=stakes.tightened().high), np.zeros_like(seeds)
    )
    asked = [Asked(units(test.threshold), not test.inclusive, test.together, last, is_low) for is_low in (True, False)]
    low, high = (caught(columns, one, seeds, seeds) for one in asked)
    return low != NEVER, high != NEVER
