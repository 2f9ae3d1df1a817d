"""The greatest share that true shares within their bounds can give: an interval Markov chain, reachability maximised.

Upward from a company a unit of dividend goes to one holder or to none. The holders of each company get their lower
bounds, and what is left goes to those from whom the owner is reached with the greatest chance. True shares of a company
are never more than all of it.

Source:
    Givan, Leach and Dean, Bounded-parameter Markov decision processes, Artificial Intelligence 122 (2000): the greedy
    allocation in order of value, iterated, is optimal. Howard (1960) for the exact solution of a policy.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from regraph.engine.jit import kernel
from regraph.engine.stakes import WHOLE
from regraph.engine.walks.closure import Floats, Part, Places
from regraph.engine.walks.rings import EPSILON, SMALL, Ring

WORK = 40_000  # places times stakes: up to here the greatest share of every owner of a company is worked out
POLICIES = 30
SAME = 1e-13


@dataclass(frozen=True, eq=False)
class Best:
    """The greatest chances to reach one target.

    Args:
        value: from each place, rounded up; 1 at the target, 0 where it is out of reach.
        back: from the target back to it.
        is_exact: False where a ring was too large or too closed, and the values are only above the greatest.
    """

    value: Floats
    back: float
    is_exact: bool


@dataclass(frozen=True, eq=False)
class Choice:
    """What one search works on: the columns of a part, the values so far and what each stake is allocated."""

    part: Part
    target: int
    value: Floats
    given: Floats
    room: Floats
    stakes: int

    def fill(self, begin: int, end: int, step: int) -> float:
        """Allocate and value the places from `begin` to `end`; by how much a value changed at most."""
        part = self.part
        bounds = (part.low, part.high, self.room)
        run = kernel(filled, self.stakes)
        return run((begin, end, step, self.target), part.first, part.ends, bounds, self.value, self.given)


def best(part: Part, rings: tuple[Ring, ...], target: int, stakes: int) -> Best:
    """The greatest chance of every place of a part to reach `target` upward, all at once.

    Args:
        part: ancestors of a company with any place as target, or descendants with the start as target.
        rings: the rings of the part.
        target: a place.
        stakes: how many stakes there are, for the form of the kernels.
    """
    room = np.maximum(0, WHOLE - part.sums) / WHOLE
    choice = Choice(part, target, np.zeros(len(part)), np.zeros(len(part.ends)), room, stakes)
    choice.value[target] = 1
    is_exact = search(choice, rings, backward=part.upward)
    back = Choice(part, -1, choice.value.copy(), choice.given, room, stakes)
    back.fill(target, target + 1, 1)
    slack = 4 * EPSILON * (len(part.ends) + len(part))
    return Best(np.minimum(1, choice.value * (1 + slack)), min(1, float(back.value[target]) * (1 + slack)), is_exact)


def search(choice: Choice, rings: tuple[Ring, ...], *, backward: bool) -> bool:
    """Value all places from the target on, ring by ring; True where every ring was solved exactly."""
    part, is_exact = choice.part, True
    last = len(part) if not backward else int(part.groups[np.searchsorted(part.groups, choice.target, side="right")])
    at = last if backward else 0
    for ring in reversed(rings) if backward else rings:
        if ring.begin >= last:
            continue
        choice.fill(at - 1, ring.end - 1, -1) if backward else choice.fill(at, ring.begin, 1)
        is_exact &= circle(choice, ring)
        at = ring.begin if backward else ring.end
    choice.fill(at - 1, -1, -1) if backward else choice.fill(at, last, 1)
    return is_exact


def circle(choice: Choice, ring: Ring) -> bool:
    """Value the members of one ring: allocate, solve for the allocation, and again until nothing is gained."""
    members = slice(ring.begin, ring.end)
    start = choice.value[members].copy()
    if ring.end - ring.begin <= SMALL:
        for _ in range(2 * (ring.end - ring.begin) + 8):
            if choice.fill(ring.begin, ring.end, 1) <= SAME:
                break
        for _ in range(POLICIES):
            found, error = solved_policy(choice, ring)
            if found is None:
                break
            choice.value[members] = found
            if choice.fill(ring.begin, ring.end, 1) <= SAME + error:
                choice.value[members] = np.minimum(1, choice.value[members] * (1 + SAME) + error)
                return True
    choice.value[members] = relaxed(choice, ring, start)
    return False


def solved_policy(choice: Choice, ring: Ring) -> tuple[Floats | None, float]:
    """The values of the members under the allocation at hand, and their error; None where it goes around for ever."""
    part, size = choice.part, ring.end - ring.begin
    rows = slice(int(part.first[ring.begin]), int(part.first[ring.end]))
    held = np.repeat(np.arange(size), np.diff(part.first[ring.begin : ring.end + 1]))
    ends, given = part.ends[rows], choice.given[rows]
    inside = (ends >= ring.begin) & (ends < ring.end) & (ends != choice.target)
    onward = np.bincount(held[~inside], weights=(given * choice.value[ends])[~inside], minlength=size)
    moves = np.eye(size)
    np.subtract.at(moves, (held[inside], ends[inside] - ring.begin), given[inside])
    if ring.begin <= choice.target < ring.end:
        moves[choice.target - ring.begin] = np.eye(size)[choice.target - ring.begin]
        onward[choice.target - ring.begin] = 1
    try:
        walks = np.linalg.inv(moves)
    except np.linalg.LinAlgError:
        return None, 0.0
    found, error = walks @ onward, 4 * size * EPSILON * float(np.abs(walks).sum(axis=1).max())
    is_sound = bool(np.isfinite(found).all() and walks.min() > -1e-9 and error < 1e-9 and found.max() <= 1 + 1e-9)
    return (found, error) if is_sound else (None, 0.0)


def relaxed(choice: Choice, ring: Ring, start: Floats) -> Floats:
    """Values no less than the greatest: every holder has its upper bound, and a chance is at most 1."""
    walks, size = ring.high.walks, ring.end - ring.begin
    if walks is None:
        return np.ones(size)
    at = choice.target - ring.begin
    if 0 <= at < size:
        ratio: Floats = walks[at] / walks[at, at] * (1 + 4 * ring.high.error * EPSILON)
        return np.minimum(1, ratio)
    part = choice.part
    rows = slice(int(part.first[ring.begin]), int(part.first[ring.end]))
    held = np.repeat(np.arange(size), np.diff(part.first[ring.begin : ring.end + 1]))
    outside = (part.ends[rows] < ring.begin) | (part.ends[rows] >= ring.end)
    onward = (part.high[rows] * choice.value[part.ends[rows]])[outside]
    into = np.bincount(held[outside], weights=onward, minlength=size)
    return np.minimum(1, into @ walks * (1 + 4 * (ring.high.error + size) * EPSILON))


def filled(
    order: tuple[int, int, int, int],
    first: Places,
    ends: Places,
    bounds: tuple[Floats, Floats, Floats],
    value: Floats,
    given: Floats,
) -> float:
    """Give the holders of some places their lower bounds and the rest to the best of them; value the places by it.

    Args:
        order: from which place to which, in steps of 1 or -1, and the target, whose value stays.
        first: where the holders of each place begin.
        ends: the holders.
        bounds: least and greatest share of each stake; what the least shares leave of each place.
        value: chance to reach the target, one a place; changed in place.
        given: share allocated to each stake; changed in place.
    Returns:
        The greatest change of a value.
    """
    begin, end, step, target = order
    low, high, room = bounds
    change = 0.0
    for place in range(begin, end, step):
        if place == target:
            continue
        total, left = 0.0, room[place]
        for row in range(first[place], first[place + 1]):
            given[row] = low[row]
            total += low[row] * value[ends[row]]
        while left > 0:
            chosen, most = -1, 0.0
            for row in range(first[place], first[place + 1]):
                if given[row] < high[row] and value[ends[row]] > most:
                    chosen, most = row, value[ends[row]]
            if chosen < 0:
                break
            more = min(left, high[chosen] - given[chosen])
            given[chosen] = high[chosen] if more < left else given[chosen] + more
            left = left - more if more < left else 0.0
            total += more * most
        total = min(total, 1.0)
        change = max(change, abs(total - value[place]))
        value[place] = total
    return change


def disputed(part: Part, stakes: int) -> npt.NDArray[np.bool_]:
    """The places whose share of the start depends on how contested places, whom they hold, are divided."""
    marks = part.contested.copy()
    kernel(passed_up, stakes)(part.groups, part.first, part.ends, marks)
    return marks


def passed_up(groups: Places, first: Places, ends: Places, marks: Any) -> None:
    """Mark the holders of what is marked, and all of a ring of which one is."""
    for group in range(len(groups) - 1):
        is_marked = False
        for place in range(groups[group], groups[group + 1]):
            is_marked = is_marked or marks[place]
        if is_marked:
            for place in range(groups[group], groups[group + 1]):
                marks[place] = True
                for row in range(first[place], first[place + 1]):
                    marks[ends[row]] = True
