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

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]
Columns = tuple[npt.NDArray[np.int32], ...]
NONE = np.zeros(0, np.int64)


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
    marks = np.zeros(stakes.actors, np.int32)  # zeroed by the system as it is touched, so that it costs what is reached
    find, lay = kernel(components, len(stakes)), kernel(laid_out, len(stakes))
    nodes, groups, sums = find(start, along, stakes.holders_from, columns, marks)
    return Part(upward, start, nodes, groups, *lay(nodes, sums, stakes.holders_from, columns, marks), sums)


def components(
    start: int, along: tuple[Places, Places], holders_from: Places, columns: Columns, marks: Any
) -> tuple[Places, Places, Places]:
    """The nodes within reach of `start` by strongly connected component, outward.

    A stake that the other holders leave nothing is no way.

    Args:
        start: index of an actor.
        along: where the stakes of each actor begin, and their rows (none: the stakes are in the order of the columns).
        holders_from: where the holders of each thing begin.
        columns: holder, held, low and high.
        marks: zeros, one an actor; gets the place of each node plus 1.
    Returns:
        Nodes by place; where each component begins; lower bounds of all holders of each place together.
    Source:
        Tarjan, SIAM Journal on Computing 1 (1972), without recursion.
    """
    first, rows = along
    holder, held, low, high = columns
    downward = len(rows) > 0
    far = held if downward else holder
    # one line a node found: node, next stake, lowest line reached, is open, the line before, open lines, sum of lows
    lines = np.zeros((64, 7), np.int64)
    found, waiting, done, components_done = 0, 0, 0, 0
    order, begins = np.zeros(64, np.int64), np.zeros(64, np.int64)
    at, coming, total = -1, start, 0
    for row in range(holders_from[start], holders_from[start + 1]):
        total += int(low[row]) - int(low[row] & 1)
    while True:
        if coming >= 0:  # a node met for the first time
            if found == len(lines):
                wider = np.zeros((2 * found, 7), np.int64)
                wider[:found] = lines
                lines = wider
            lines[found, 0], lines[found, 1], lines[found, 2], lines[found, 3] = coming, first[coming], found, 1
            lines[found, 4], lines[found, 6], lines[waiting, 5] = at, total, found
            at = found
            found, waiting = found + 1, waiting + 1
            marks[coming] = found
            coming = -1
        if lines[at, 1] < first[lines[at, 0] + 1]:
            place = lines[at, 1]
            lines[at, 1] = place + 1
            row = int(rows[place]) if downward else int(place)
            other = int(far[row])
            seen = marks[other] - 1
            if downward and seen < 0:
                total = 0
                for each in range(holders_from[other], holders_from[other + 1]):
                    total += int(low[each]) - int(low[each] & 1)
            elif downward:
                total = int(lines[seen, 6])
            else:
                total = int(lines[at, 6])
            if high[row] <= 0 or (low[row] <= 1 and total == WHOLE):
                continue
            if seen < 0:
                coming = other
                if not downward:
                    total = 0
                    for each in range(holders_from[other], holders_from[other + 1]):
                        total += int(low[each]) - int(low[each] & 1)
            elif lines[seen, 3] == 1 and seen < lines[at, 2]:
                lines[at, 2] = seen
            continue
        if lines[at, 2] == at:  # the lowest of its component: all that wait above it belong to it
            if components_done == len(begins):
                begins = np.append(begins, np.zeros(components_done, np.int64))
            begins[components_done] = done
            components_done += 1
            while True:
                waiting -= 1
                line = lines[waiting, 5]
                if done == len(order):
                    order = np.append(order, np.zeros(done, np.int64))
                order[done] = line
                done += 1
                lines[line, 3] = 0
                if line == at:
                    break
        back = lines[at, 4]
        if back < 0:
            break
        lines[back, 2] = min(lines[back, 2], lines[at, 2])
        at = back
    nodes, sums = np.empty(found, np.int64), np.empty(found, np.int64)
    groups = np.zeros(components_done + 1, np.int64)
    for group in range(components_done):  # the innermost was done last: turn them round, each sorted by index
        begin, end = begins[components_done - 1 - group], done
        done = begin
        members = order[begin:end]
        members = members[np.argsort(lines[members, 0])]
        groups[group + 1] = groups[group] + end - begin
        for each in range(end - begin):
            place = groups[group] + each
            nodes[place], sums[place] = lines[members[each], 0], lines[members[each], 6]
            marks[nodes[place]] = place + 1
    return nodes, groups, sums


def laid_out(
    nodes: Places, sums: Places, holders_from: Places, columns: Columns, marks: Any
) -> tuple[Places, Places, Places, Places]:
    """The stakes between nodes by what is held, with tightened bounds.

    Args:
        nodes: place -> index.
        sums: lower bounds of all holders of each place together.
        holders_from: where the holders of each thing begin.
        columns: holder, held, low and high.
        marks: place of each node plus 1, 0 for the others.
    """
    holder, _, low, high = columns
    size = 0
    for node in nodes:
        size += holders_from[node + 1] - holders_from[node]
    first = np.zeros(len(nodes) + 1, np.int64)
    ends, least, most = np.empty(size, np.int64), np.empty(size, np.int64), np.empty(size, np.int64)
    count = 0
    for place in range(len(nodes)):
        for row in range(holders_from[nodes[place]], holders_from[nodes[place] + 1]):
            other = marks[holder[row]]
            lower = np.int64(low[row] - (low[row] & 1))
            upper = np.int64(high[row] + (high[row] & 1))
            if sums[place] <= WHOLE:
                upper = min(upper, WHOLE - (sums[place] - lower))
            if other > 0 and upper > 0:
                ends[count], least[count], most[count] = other - 1, lower, upper
                count += 1
        first[place + 1] = count
    return first, ends[:count].copy(), least[:count].copy(), most[:count].copy()
