"""The loops of control: which things a group of actors comes to hold enough of, counting all that it already controls.

One kernel serves every doctrine that adds shares up. It keeps integers only, touches what the group reaches and no
more, and gives sets in the order found: callers sort them.

A term of a sum is `(bound - side * odd) * OPEN + side * odd`, as in `threshold.scaled`; it is written out where a
kernel needs it, since compiled kernels call nothing.
"""

import numpy as np
import numpy.typing as npt

from regraph.engine.control.threshold import FULL, OPEN

Column = npt.NDArray[np.int32]
Places = npt.NDArray[np.int64]
Flags = npt.NDArray[np.uint8]
Index = tuple[Column, Places, Places]


def leaders(holder: Column, held: Column, bound: Column, side: int, bar: int, actors: int) -> Flags:
    """Marks who meets the bar in some other thing by direct stakes alone: nobody else can begin to control.

    Args:
        held: ascending, and holders ascending within it, so that the stakes of one pair lie together.
        bound: lower bounds with side 1, upper bounds with side -1.
    """
    found = np.zeros(actors, np.uint8)
    total = 0
    for row in range(len(holder)):
        if row == 0 or held[row] != held[row - 1] or holder[row] != holder[row - 1]:
            total = 0
        odd = bound[row] & 1
        if total < bar:  # a sum that meets the bar grows no further, and cannot run over
            total += (np.int64(bound[row]) - side * odd) * OPEN + side * odd
        if total >= bar and holder[row] != held[row]:
            found[holder[row]] = 1
    return found


def least_sums(held: Column, low: Column, actors: int) -> Places:
    """The sum of the lower bounds of all holders of each thing, on the scale of `OPEN`."""
    total = np.zeros(actors, np.int64)
    for row in range(len(held)):
        odd = low[row] & 1
        if total[held[row]] <= FULL:  # past the whole it only matters that it is
            total[held[row]] += (np.int64(low[row]) - odd) * OPEN + odd
    return total


def caught_sets(
    groups: tuple[Places, Column], index: Index, bounds: tuple[Column, Column], rule: tuple[int, int, int], need: Places
) -> tuple[Places, Column]:
    """The least fixpoint of each group: what its members and what they so catch hold enough of together.

    Args:
        groups: where the members of each group begin, and the members.
        index: what is held by row, the rows by holder, and where the rows of each holder begin.
        bounds: the column that is added up, and the lower bounds.
        rule: side of the bounds (1 lower, -1 upper), the bar, and after how many steps to stop.
        need: what the lower bounds of the group must sum to besides, one a thing, so that the others' least leaves
            room for the threshold; empty where only the first sum decides.
    Returns:
        Where the catch of each group begins, and the caught things, without the members.
    """
    first, members = groups
    held, rows, begins = index
    bound, low = bounds
    side, bar, steps = rule
    actors = len(begins) - 1
    total = np.zeros(actors, np.int64)
    least = np.zeros(actors if len(need) else 0, np.int64)
    seen = np.zeros(actors, np.int32)  # the group by which it was touched, negative once caught: nothing is cleared
    found = np.empty(max(1024, len(first)), np.int32)
    start = np.zeros(len(first), np.int64)
    count = 0
    for group in range(len(first) - 1):
        mark = group + 1
        begin = count
        for at in range(first[group], first[group + 1]):
            seen[members[at]] = -mark
        own = first[group + 1] - first[group]
        place = 0
        step = 0
        tier = own  # where in the queue of members and caught things the present step ends
        while place < own + count - begin:
            if place == tier:
                step += 1
                tier = own + count - begin
            if step >= steps:
                break
            voter = members[first[group] + place] if place < own else found[begin + place - own]
            place += 1
            for at in range(begins[voter], begins[voter + 1]):
                row = rows[at]
                thing = held[row]
                if seen[thing] == -mark:
                    continue
                if seen[thing] != mark:
                    seen[thing] = mark
                    total[thing] = 0
                    if len(least):
                        least[thing] = 0
                odd = bound[row] & 1
                if total[thing] < bar:
                    total[thing] += (np.int64(bound[row]) - side * odd) * OPEN + side * odd
                if len(least):
                    odd = low[row] & 1
                    least[thing] += (np.int64(low[row]) - odd) * OPEN + odd
                if total[thing] >= bar and (len(least) == 0 or least[thing] >= need[thing]):
                    seen[thing] = -mark
                    if count == len(found):
                        more = np.empty(2 * count, np.int32)
                        more[:count] = found
                        found = more
                    found[count] = thing
                    count += 1
        start[group + 1] = count
    return start, found[:count]


def ranks(controller: Column, controlled: Column, size: Places) -> tuple[Flags, Column]:
    """Who has a controller above itself, and the first member of the ring of those who control each other.

    A controller controls all that what it controls does, so it stands above where its set is larger, and in a ring
    with where both sets are as large.

    Args:
        size: how many things each actor controls.
    """
    below = np.zeros(len(size), np.uint8)
    ring = np.full(len(size), -1, np.int32)
    for at in range(len(controller)):
        one, other = controller[at], controlled[at]
        if size[one] > size[other]:
            below[other] = 1
        elif size[one] == size[other]:
            first = min(one, other)
            if ring[other] < 0 or ring[other] > first:
                ring[other] = first
    return below, ring


def sums_held(
    groups: tuple[Places, Column], caught: tuple[Places, Column], index: Index, bound: Column, side: int
) -> Places:
    """What each group holds together of each thing it caught: the members, and all other caught things.

    Returns:
        One sum for each caught thing, in units; odd where an end is open.
    """
    first, members = groups
    start, found = caught
    held, rows, begins = index
    total = np.zeros(len(begins) - 1, np.int64)
    is_open = np.zeros(len(begins) - 1, np.int64)
    mine = np.zeros(len(begins) - 1, np.int32)
    sums = np.zeros(len(found), np.int64)
    for group in range(len(first) - 1):
        own = first[group + 1] - first[group]
        for at in range(start[group], start[group + 1]):
            mine[found[at]] = group + 1
            total[found[at]] = 0
            is_open[found[at]] = 0
        for place in range(own + start[group + 1] - start[group]):
            voter = members[first[group] + place] if place < own else found[start[group] + place - own]
            for at in range(begins[voter], begins[voter + 1]):
                row = rows[at]
                thing = held[row]
                if mine[thing] == group + 1 and thing != voter:
                    odd = bound[row] & 1
                    total[thing] += np.int64(bound[row]) - side * odd
                    is_open[thing] |= odd
        for at in range(start[group], start[group + 1]):
            sums[at] = total[found[at]] + side * is_open[found[at]]
    return sums
