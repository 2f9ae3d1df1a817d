"""Flows through a part: what begins at its start and follows the stakes onward, group by group, rings solved.

Upward a flow gives the column of `N = (I - A)^-1` of a company, downward the row of an owner. Amounts are float64 with
a bound of their relative error, so that callers can round outward.
"""

from dataclasses import dataclass

import numpy as np

from regraph.engine.jit import kernel
from regraph.engine.walks.closure import Floats, Part, Places
from regraph.engine.walks.rings import EPSILON, Ring, followed, inner_part

ROUNDS = 5_000


@dataclass(frozen=True, eq=False)
class Flow:
    """What reaches each place of a part.

    Args:
        value: the amount; infinite where upper bounds have no finite sum.
        error: its relative error, at most, in units of the last place.
        kept: `1 / N[i, i]`, one a place: 1 outside rings.
        is_loose: True where a ring was not worked out to the end.
    """

    value: Floats
    error: Floats
    kept: Floats
    is_loose: bool

    @property
    def least(self) -> Floats:
        """The amounts, rounded down."""
        return np.maximum(0, self.value * (1 - self.error * EPSILON))

    @property
    def most(self) -> Floats:
        """The amounts, rounded up."""
        return self.value * (1 + self.error * EPSILON)


def flow(part: Part, rings: tuple[Ring, ...], stakes: int, *, is_low: bool) -> Flow:
    """What of 1 at the start reaches every place, by lower or by upper bounds."""
    value, error, kept = np.zeros(len(part)), np.zeros(len(part)), np.ones(len(part))
    value[part.origin] = 1
    share = part.low if is_low else part.high
    move = kernel(scattered if part.upward else gathered, stakes)
    columns = (part.groups, part.first, part.ends)
    done, is_loose = 0, False
    for ring in rings:
        before = ring.group if part.upward else ring.group + 1  # what a ring has is passed on when it is settled
        move(done, before, columns, share, value, error)
        members, solved = slice(ring.begin, ring.end), ring.low if is_low else ring.high
        value[members], error[members] = settled(part, ring, value[members], error[members], stakes, is_low=is_low)
        kept[members], is_loose, done = solved.kept, is_loose or solved.is_loose, before
    move(done, len(part.groups) - 1, columns, share, value, error)
    return Flow(value, error, kept, is_loose)


def settled(part: Part, ring: Ring, into: Floats, error: Floats, stakes: int, *, is_low: bool) -> tuple[Floats, Floats]:
    """What the members of a ring have of what flows `into` them once it has gone around, and its error."""
    solved = ring.low if is_low else ring.high
    error = np.full(len(into), error.max() + solved.error + 4 * len(into))
    if ring.is_closed:
        return np.full(len(into), into.sum()), error  # all of it ever reaches each member, and none leaves
    if not solved.exists or not np.isfinite(into).all():
        return (into if is_low or not into.any() else np.full(len(into), np.inf)), error
    if solved.walks is not None:
        return (solved.walks @ into if part.upward else into @ solved.walks), error
    return around(part, ring, into, error, stakes, is_low=is_low)


def around(part: Part, ring: Ring, into: Floats, error: Floats, stakes: int, *, is_low: bool) -> tuple[Floats, Floats]:
    """The same by iteration; what is still under way at the end widens the error, or has no bound."""
    inner = inner_part(part, ring.begin, ring.end)
    share = inner.low if is_low else inner.high
    follow = kernel(followed, stakes)
    value, rest, is_bounded = follow(inner.first, inner.ends, share, into, part.upward, ROUNDS)
    if not is_bounded and not is_low:
        return np.full(len(into), np.inf), error
    if not is_bounded:
        return value, error + 4 * ROUNDS
    more = np.divide(rest, value * EPSILON, out=np.zeros(len(rest)), where=value > 0)
    return value, error + 4 * ROUNDS + more


def scattered(
    begin: int, end: int, columns: tuple[Places, Places, Places], share: Floats, value: Floats, error: Floats
) -> None:
    """Pass what the places of some groups have on to their holders in later groups."""
    groups, first, ends = columns
    for group in range(begin, end):
        for place in range(groups[group], groups[group + 1]):
            for row in range(first[place], first[place + 1]):
                holder = ends[row]
                if holder >= groups[group + 1]:
                    value[holder] += share[row] * value[place]
                    error[holder] = max(error[holder], error[place] + 2) + 1


def gathered(
    begin: int, end: int, columns: tuple[Places, Places, Places], share: Floats, value: Floats, error: Floats
) -> None:
    """Bring the places of some groups what their holders in earlier groups have."""
    groups, first, ends = columns
    for group in range(begin, end):
        for place in range(groups[group], groups[group + 1]):
            for row in range(first[place], first[place + 1]):
                holder = ends[row]
                if holder < groups[group]:
                    value[place] += share[row] * value[holder]
                    error[place] = max(error[place], error[holder] + 2) + 1
