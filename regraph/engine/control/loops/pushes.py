"""The loop of close links: a company's whole sent up to its holders, until it is settled who gets enough of it.

Whole numbers of 10**-18, every product rounded down. What is not sent on yet, and what rounding lost, is kept account
of: nobody can get more than that besides what has arrived already.
"""

import numpy as np

from regraph.engine.control.loops.sets import Column, Flags, Places

ONE = 10**18
WHOLE = 2_000_000_000  # as in stakes
MASK = (1 << 30) - 1
PATIENCE, HASTE = 100_000, 1_000  # parts sent on for one company, of lower and of upper bounds


def arriving_shares(
    companies: Column,
    targets: Column,
    columns: tuple[Column, Places],
    bound: Column,
    core: Flags,
    rule: tuple[int, int, int, int],
) -> tuple[Places, Column, Flags]:
    """Who gets enough of each company, or may.

    Without targets a walk goes on from everybody; what arrives at somebody on a ring then counts returns as well, and
    is never settled. With a target for each company the walk ends there, and only the target is answered for.

    Args:
        columns: the holders by row, and where those of each thing begin.
        core: who may lie on a ring.
        rule: side of the bounds (1 lower, -1 upper), the doubled bar, and the least part that is sent on, at first and
            at last: it shrinks as long as something is not settled.
    Returns:
        Where the owners of each company begin, the owners, and whether each is settled to have enough.
    """
    holder, holders_from = columns
    side, bar, coarse, fine = rule
    budget = PATIENCE if side > 0 else HASTE
    actors = len(holders_from) - 1
    total = np.zeros(actors, np.int64)
    waiting = np.zeros(actors, np.int64)
    seen = np.zeros(actors, np.int32)
    is_queued = np.zeros(actors, np.uint8)
    queue = np.empty(actors + 1, np.int32)
    touched = np.empty(actors, np.int32)
    found = np.empty(1024, np.int32)
    settled = np.zeros(1024, np.uint8)
    start = np.zeros(len(companies) + 1, np.int64)
    count = 0
    for place in range(len(companies)):
        company = companies[place]
        target = targets[place] if len(targets) else -1
        mark = place + 1
        reached, sent, lost = 1, 0, np.int64(0)
        touched[0] = company
        seen[company] = mark
        total[company] = 0
        waiting[company] = ONE
        least = coarse
        left = np.int64(ONE)
        while True:
            head, length = 0, 0
            for at in range(reached):
                actor = touched[at]
                has_more = actor != target and holders_from[actor] < holders_from[actor + 1]
                is_queued[actor] = has_more and waiting[actor] >= least
                if is_queued[actor]:
                    queue[length] = actor
                    length += 1
            while length and sent < budget:
                actor = queue[head]
                head = (head + 1) % (actors + 1)
                length -= 1
                is_queued[actor] = 0
                mass = waiting[actor]
                waiting[actor] = 0
                sent += 1
                for row in range(holders_from[actor], holders_from[actor + 1]):
                    who = holder[row]
                    odd = bound[row] & 1
                    share = np.int64(bound[row]) - side * odd
                    part = share * (mass >> 30)
                    rest = ((part % WHOLE) << 30) + share * (mass & MASK)
                    more = ((part // WHOLE) << 30) + rest // WHOLE
                    if odd or rest % WHOLE:
                        lost += 1
                    if seen[who] != mark:
                        seen[who] = mark
                        total[who] = 0
                        waiting[who] = 0
                        is_queued[who] = 0  # a company whose budget was used up leaves some behind
                        touched[reached] = who
                        reached += 1
                    total[who] = min(np.int64(ONE), total[who] + more)
                    waiting[who] = min(np.int64(ONE), waiting[who] + more)
                    has_more = who != target and holders_from[who] < holders_from[who + 1]
                    if has_more and waiting[who] >= least and not is_queued[who]:
                        is_queued[who] = 1
                        queue[(head + length) % (actors + 1)] = who
                        length += 1
            left = lost
            for at in range(reached):
                actor = touched[at]
                if actor != target and holders_from[actor] < holders_from[actor + 1]:
                    left = min(np.int64(ONE), left + waiting[actor])
            if 2 * left + 1 >= bar:  # what is on its way may be enough for somebody it has not come to yet
                at = 0
                while at < reached:
                    actor = touched[at]
                    at += 1
                    for row in range(holders_from[actor], holders_from[actor + 1]):
                        who = holder[row]
                        if actor != target and bound[row] > 0 and seen[who] != mark:
                            seen[who] = mark
                            total[who] = 0
                            waiting[who] = 0
                            is_queued[who] = 0
                            touched[reached] = who
                            reached += 1
            is_settled = True
            for at in range(reached):
                actor = touched[at]
                is_asked = actor == target or (target < 0 and not core[actor])
                most = 2 * min(np.int64(ONE), total[actor] + left) + 1
                if actor != company and is_asked and 2 * total[actor] < bar and most >= bar:
                    is_settled = False
            if is_settled or least <= fine or sent >= budget:
                break
            least = max(fine, least // 16)
        for at in range(reached):
            actor = touched[at]
            if actor == company or (target >= 0 and actor != target):
                continue
            if 2 * min(np.int64(ONE), total[actor] + left) + 1 >= bar:
                if count == len(found):
                    more_found = np.empty(2 * count, np.int32)
                    more_found[:count] = found
                    found = more_found
                    more_settled = np.zeros(2 * count, np.uint8)
                    more_settled[:count] = settled
                    settled = more_settled
                found[count] = actor
                settled[count] = 2 * total[actor] >= bar and (target >= 0 or not core[actor])
                count += 1
        start[place + 1] = count
    return start, found[:count], settled[:count]
