"""The loop of close links: one owner's share pushed down its holdings, with account of what was not pushed."""

import numpy as np

from regraph.engine.control.loops.sets import Column, Flags, Index, Places

ONE = 10**18
WHOLE = 2_000_000_000  # as in stakes
MASK = (1 << 30) - 1


def pushed_shares(
    owners: Column, index: Index, bound: Column, core: Flags, rule: tuple[int, int, int, int]
) -> tuple[Places, Column, Flags]:
    """What each owner has enough of, or may have.

    Args:
        core: who may lie on a ring.
        rule: side of the bounds (1 lower, -1 upper), the doubled bar, the least part that is pushed on, and how often
            a walk meets one actor at most (0: not known).
    Returns:
        Where the things of each owner begin, the things, and whether each is settled to be enough (never of upper
        bounds, whose sums leave the whole of a thing out of account).
    """
    held, rows, begins = index
    side, bar, least, visits = rule
    actors = len(begins) - 1
    total = np.zeros(actors, np.int64)
    waiting = np.zeros(actors, np.int64)  # arrived and not pushed on
    seen = np.zeros(actors, np.int32)
    is_queued = np.zeros(actors, np.uint8)
    queue = np.empty(actors, np.int32)
    touched = np.empty(actors, np.int32)
    found = np.empty(1024, np.int32)
    settled = np.zeros(1024, np.uint8)
    start = np.zeros(len(owners) + 1, np.int64)
    count = 0
    for place in range(len(owners)):
        owner = owners[place]
        mark = place + 1
        reached, lost = 0, np.int64(0)
        is_bounded = True
        head, length = 0, 1
        queue[0] = owner
        waiting[owner] = ONE
        pushes = 0
        while length:
            at = queue[head]
            head = (head + 1) % actors
            length -= 1
            is_queued[at] = 0
            mass = waiting[at]
            waiting[at] = 0
            pushes += 1
            if pushes > 1_000_000:
                is_bounded = False
                break
            for line in range(begins[at], begins[at + 1]):
                row = rows[line]
                thing = held[row]
                if thing == owner:
                    continue
                share = np.int64(bound[row]) - side * (bound[row] & 1)
                part = share * (mass >> 30)
                rest = ((part % WHOLE) << 30) + share * (mass & MASK)
                more = ((part // WHOLE) << 30) + rest // WHOLE
                if rest % WHOLE or bound[row] & 1:
                    lost += 1
                if seen[thing] != mark:
                    seen[thing] = mark
                    total[thing] = 0
                    waiting[thing] = 0
                    touched[reached] = thing
                    reached += 1
                    if core[thing] and visits == 0:
                        is_bounded = False
                total[thing] = min(np.int64(ONE), total[thing] + more)
                waiting[thing] = min(np.int64(ONE), waiting[thing] + more)
                if waiting[thing] >= least and not is_queued[thing] and begins[thing] < begins[thing + 1]:
                    is_queued[thing] = 1
                    queue[(head + length) % actors] = thing
                    length += 1
        while length:
            is_queued[queue[head]] = 0
            head = (head + 1) % actors
            length -= 1
        missed = lost
        for at in range(reached):
            if begins[touched[at]] < begins[touched[at] + 1]:
                missed = min(np.int64(ONE), missed + waiting[touched[at]])
        missed = np.int64(ONE) if not is_bounded or missed > ONE // max(1, visits) else missed * visits
        for at in range(reached):
            thing = touched[at]
            if 2 * min(np.int64(ONE), total[thing] + missed) + 1 >= bar:
                if count == len(found):
                    more_found = np.empty(2 * count, np.int32)
                    more_found[:count] = found
                    found = more_found
                    more_settled = np.zeros(2 * count, np.uint8)
                    more_settled[:count] = settled
                    settled = more_settled
                found[count] = thing
                settled[count] = 1 if side > 0 and 2 * total[thing] >= bar else 0
                count += 1
        waiting[owner] = 0
        start[place + 1] = count
    return start, found[:count], settled[:count]
