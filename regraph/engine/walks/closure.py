"""The part of a graph of stakes that reaches one company, or that one owner reaches, in the order of its rings.

A part is all that an answer about one actor can depend on. Its nodes are numbered outward from the start, ring by ring,
so that every stake leads within a ring or onward. Nothing is solved here.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from regraph.engine.jit import kernel
from regraph.engine.stakes import WHOLE, Stakes
from regraph.engine.walks.components import components

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]
Columns = tuple[npt.NDArray[np.int32], ...]
NONE = np.zeros(0, np.int64)
MARKS = ("marks", 0)


@dataclass(frozen=True, eq=False)
class Part:
    """Some nodes, and the stakes between them by what is held; bounds tightened to what the other holders leave.

    Args:
        upward: True where holders come after what they hold, False where they come before.
        start: index of the actor that the part is of.
        nodes: place -> index of an actor; the group of the start is the first, and a group is sorted by index.
        groups: where each strongly connected component begins among the places, and the end of the last.
        first: where the holders of each place begin among the stakes, and the end of the last.
        ends: place of the holder, one a stake.
        least: lower bound, in units of 1/`WHOLE`, one a stake; open ends count as closed.
        most: upper bound, never 0.
        sums: lower bounds of all holders of each place, those outside the part too.
    """

    upward: bool
    start: int
    nodes: Places
    groups: Places
    first: Places
    ends: Places
    least: Places
    most: Places
    sums: Places

    def __len__(self) -> int:
        return len(self.nodes)

    @cached_property
    def origin(self) -> int:
        """The place of the start."""
        return int(np.searchsorted(self.nodes[: self.groups[1]], self.start))

    @cached_property
    def low(self) -> Floats:
        """Lower bounds as fractions."""
        return self.least / WHOLE

    @cached_property
    def high(self) -> Floats:
        """Upper bounds as fractions."""
        return self.most / WHOLE

    @cached_property
    def highs(self) -> Places:
        """The upper bounds of the holders of each place within the part together, in units."""
        return self.together(self.most)

    def together(self, column: Places) -> Places:
        """The sum of a column of stakes, one a place that is held."""
        return np.diff(np.concatenate(([0], np.cumsum(column)))[self.first])

    @cached_property
    def is_settled(self) -> bool:
        """True where lower and upper bounds are the same everywhere."""
        return bool(np.array_equal(self.least, self.most))

    @cached_property
    def contested(self) -> npt.NDArray[np.bool_]:
        """The places whose holders cannot all have their upper bounds, as the others have their lower bounds."""
        outside = self.sums - self.together(self.least)
        return (self.highs + outside > WHOLE) | (self.sums > WHOLE)

    @cached_property
    def overfull(self) -> Places:
        """The places whose holders have more than all of it at least."""
        return np.flatnonzero(self.sums > WHOLE)

    @cached_property
    def rings(self) -> Places:
        """The groups within which a stake leads: of several nodes, or of one that holds itself."""
        own = np.zeros(len(self.groups) - 1, np.bool_)
        held = np.repeat(np.arange(len(self)), np.diff(self.first))
        own[np.searchsorted(self.groups, held[held == self.ends], side="right") - 1] = True
        return np.flatnonzero(own | (np.diff(self.groups) > 1))


def ancestors(stakes: Stakes, company: int) -> Part:
    """Everything that holds some of `company`, directly or through others, and `company`.

    Example:
        >>> from regraph.engine.stakes import HALF, stakes_of
        >>> rows = ((0, 1, HALF, HALF), (1, 2, HALF, HALF), (1, 3, HALF, HALF))
        >>> ancestors(stakes_of("abcd", rows), 2).nodes.tolist()
        [2, 1, 0]
    """
    return part(stakes, company, upward=True)


def descendants(stakes: Stakes, owner: int) -> Part:
    """Everything that `owner` holds some of, directly or through others, and `owner`."""
    return part(stakes, owner, upward=False)


def part(stakes: Stakes, start: int, *, upward: bool) -> Part:
    """The nodes within reach of `start` in one direction, and the stakes between them."""
    columns = (stakes.holder, stakes.held, stakes.low, stakes.high)
    along = (stakes.holders_from, NONE) if upward else (stakes.holdings_from, stakes.by_holder)
    marks = stakes.known.pop(MARKS, None)  # kept and cleaned, since new zeros cost what all actors are, not the part
    marks = np.zeros(stakes.actors, np.int32) if marks is None else marks
    count = len(stakes)
    nodes = kernel(reached, count)(start, along, stakes.holders_from, columns, marks)
    first, ends, least, most, sums = kernel(laid_out, count)(nodes, stakes.holders_from, columns, marks)
    marks[nodes] = 0
    stakes.known[MARKS] = marks
    places, groups = kernel(components, count)(first, ends, upward)
    for group in np.flatnonzero(np.diff(groups) > 1).tolist():  # whoever asks, a ring has one order
        members = places[groups[group] : groups[group + 1]]
        members[:] = members[np.argsort(nodes[members])]
    turned = kernel(renumbered, count)(places, first, ends, least, most)
    return Part(upward, start, nodes[places], groups, *turned, sums[places])


def reached(start: int, along: tuple[Places, Places], holders_from: Places, columns: Columns, marks: Any) -> Places:
    """The nodes within reach of `start`, the nearest first; a stake that the other holders leave nothing is no way.

    Args:
        start: index of an actor.
        along: where the stakes of each actor begin, and their rows (none: the stakes are in the order of the columns).
        holders_from: where the holders of each thing begin.
        columns: holder, held, low and high.
        marks: zeros, one an actor; gets the line of each node plus 1.
    """
    first, rows = along
    holder, held, low, high = columns
    downward = len(rows) > 0
    far = held if downward else holder
    nodes = np.empty(64, np.int64)
    nodes[0], marks[start], found, done = start, 1, 1, 0
    while done < found:
        for place in range(first[nodes[done]], first[nodes[done] + 1]):
            row = rows[place] if downward else place
            other = far[row]
            if marks[other] > 0 or high[row] <= 0:
                continue
            if low[row] <= 1:  # only a stake that may be nothing can be left nothing
                total = 0
                for each in range(holders_from[held[row]], holders_from[held[row] + 1]):
                    total += int(low[each]) - int(low[each] & 1)
                if total == WHOLE:
                    continue
            if found == len(nodes):
                wider = np.empty(2 * found, np.int64)
                wider[:found] = nodes
                nodes = wider
            nodes[found] = other
            found += 1
            marks[other] = found
        done += 1
    return nodes[:found]


def laid_out(
    nodes: Places, holders_from: Places, columns: Columns, marks: Any
) -> tuple[Places, Places, Places, Places, Places]:
    """The stakes between nodes by what is held, with tightened bounds.

    Args:
        nodes: line -> index.
        holders_from: where the holders of each thing begin.
        columns: holder, held, low and high.
        marks: line of each node plus 1, 0 for the others.
    Returns:
        Where the holders of each line begin, the holders, their bounds; lower bounds of all holders of each line.
    """
    holder, _, low, high = columns
    size = 0
    for node in nodes:
        size += holders_from[node + 1] - holders_from[node]
    first, sums = np.zeros(len(nodes) + 1, np.int64), np.zeros(len(nodes), np.int64)
    ends, least, most = np.empty(size, np.int64), np.empty(size, np.int64), np.empty(size, np.int64)
    count = 0
    for line in range(len(nodes)):
        begin, end = holders_from[nodes[line]], holders_from[nodes[line] + 1]
        total = 0
        for row in range(begin, end):
            total += int(low[row]) - int(low[row] & 1)
        for row in range(begin, end):
            lower = int(low[row]) - int(low[row] & 1)
            upper = int(high[row]) + int(high[row] & 1)
            if total <= WHOLE:
                upper = min(upper, WHOLE - (total - lower))
            if marks[holder[row]] > 0 and upper > 0:
                ends[count], least[count], most[count] = marks[holder[row]] - 1, lower, upper
                count += 1
        first[line + 1], sums[line] = count, total
    return first, ends[:count], least[:count], most[:count], sums


def renumbered(
    places: Places, first: Places, ends: Places, least: Places, most: Places
) -> tuple[Places, Places, Places, Places]:
    """The stakes between lines as stakes between places."""
    place_of, begins = np.empty(len(places), np.int64), np.zeros(len(first), np.int64)
    for place in range(len(places)):
        place_of[places[place]] = place
    far, low, high = np.empty(len(ends), np.int64), np.empty(len(ends), np.int64), np.empty(len(ends), np.int64)
    count = 0
    for place in range(len(places)):
        for row in range(first[places[place]], first[places[place] + 1]):
            far[count], low[count], high[count] = place_of[ends[row]], least[row], most[row]
            count += 1
        begins[place + 1] = count
    return begins, far, low, high
