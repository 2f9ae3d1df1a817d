"""The loop of close links over everything: what each actor has of a company, from what it has of the company's holders.

What i has of j is the sum over the holders k of j of their share times what i has of k, where i has all of itself. So
the companies are taken from the top down, those of a ring together, and each keeps a short list: who has how much of
it, at least and at most. Whoever is left out of a list has no more than what is noted beside it as the rest.

Whole numbers of 10**-18: the least rounded down, the most rounded up. Walks within rings are float64 with their error.
"""

import numpy as np

from regraph.engine.control.loops.sets import Column, Flags, Places
from regraph.engine.walks.closure import Floats

ONE = 10**18
WHOLE = 2_000_000_000  # as in stakes
MASK = (1 << 30) - 1
SIMPLE, UNSOLVED = -1, -2  # of a group: a company in no ring; a ring whose walks are not known


def passed_down(
    groups: tuple[Places, Places, Column],
    columns: tuple[Column, Places, Column],
    rings: tuple[Places, Floats, Places],
    chosen: tuple[Flags, Flags],
    rule: tuple[int, int],
) -> tuple[Column, Column, Flags, Flags]:
    """Who has enough of each company, or may.

    Args:
        groups: the actors, holders before what they hold and rings together; where each group begins; its number by
            actor.
        columns: the holders by row, where those of each thing begin, and their shares in units, without open ends.
        rings: where the walks of each group begin, or `SIMPLE` or `UNSOLVED`; the walks, held by holder; their error.
        chosen: the companies that are asked about, with all above them, and the owners.
        rule: the doubled bar, and the least share that a list keeps.
    Returns:
        Companies, owners, and whether each is settled to have enough; and the companies of which someone in no list
        may have enough.
    """
    members, begins, group_of = groups
    holder, holders_from, share = columns
    walks_from, walks, errors = rings
    is_wanted, is_asked = chosen
    bar, keep = rule
    actors = len(holders_from) - 1
    first, last, rest = np.zeros(actors, np.int64), np.zeros(actors, np.int64), np.zeros(actors, np.int64)
    who, least, most = np.empty(1024, np.int32), np.empty(1024, np.int64), np.empty(1024, np.int64)
    kept = 0
    low, high, seen = np.zeros(actors, np.int64), np.zeros(actors, np.int64), np.zeros(actors, np.int64)
    in_low, in_high = np.zeros(actors), np.zeros(actors)
    touched = np.empty(actors, np.int32)
    mark = 0
    near, near_low, near_high = np.empty(1024, np.int32), np.empty(1024, np.int64), np.empty(1024, np.int64)
    things, owners, settled = np.empty(1024, np.int32), np.empty(1024, np.int32), np.zeros(1024, np.uint8)
    count = 0
    is_open = np.zeros(actors, np.uint8)
    for group in range(len(begins) - 1):
        begin, end = begins[group], begins[group + 1]
        size = end - begin
        if not is_wanted[members[begin]]:
            continue
        if walks_from[group] == UNSOLVED:
            for place in range(begin, end):
                rest[members[place]], is_open[members[place]] = ONE, 1
            continue
        # what comes to each member from outside the ring
        loose, near_from = np.zeros(size, np.int64), np.zeros(size + 1, np.int64)
        filled = 0
        for member in range(size):
            thing = members[begin + member]
            mark += 1
            reached = 0
            for row in range(holders_from[thing], holders_from[thing + 1]):
                other = holder[row]
                part_of = np.int64(share[row])
                if part_of == 0 or group_of[other] == group:
                    continue
                given = np.int64(0)
                if rest[other] > 0:
                    part = part_of * (rest[other] >> 30)
                    over = ((part % WHOLE) << 30) + part_of * (rest[other] & MASK)
                    given = ((part // WHOLE) << 30) + over // WHOLE
                    loose[member] = min(np.int64(ONE), loose[member] + given + 1)
                for at in range(first[other] - 1, last[other]):
                    if at < first[other]:
                        one, more, upper = other, part_of * (ONE // WHOLE), part_of * (ONE // WHOLE)
                        if not is_asked[one]:
                            continue
                    else:
                        one = who[at]
                        part = part_of * (least[at] >> 30)
                        over = ((part % WHOLE) << 30) + part_of * (least[at] & MASK)
                        more = ((part // WHOLE) << 30) + over // WHOLE
                        upper = more + (over % WHOLE > 0)
                        if most[at] != least[at]:
                            part = part_of * (most[at] >> 30)
                            over = ((part % WHOLE) << 30) + part_of * (most[at] & MASK)
                            upper = ((part // WHOLE) << 30) + over // WHOLE + (over % WHOLE > 0)
                    if seen[one] != mark:
                        seen[one], low[one], high[one] = mark, 0, 0
                        touched[reached] = one
                        reached += 1
                    low[one] = min(np.int64(ONE), low[one] + more)
                    high[one] = min(np.int64(4 * ONE), high[one] + upper - given)
            if filled + reached > len(near):
                room = 2 * (filled + reached)
                old, old_low, old_high = near, near_low, near_high
                near, near_low, near_high = np.empty(room, np.int32), np.empty(room, np.int64), np.empty(room, np.int64)
                near[:filled], near_low[:filled], near_high[:filled] = old[:filled], old_low[:filled], old_high[:filled]
            for at in range(reached):
                near[filled + at] = touched[at]
                near_low[filled + at], near_high[filled + at] = low[touched[at]], high[touched[at]]
            filled += reached
            near_from[member + 1] = filled
        error = errors[group]
        for member in range(size):
            thing = members[begin + member]
            reached, unlisted = filled, loose[member]
            if walks_from[group] != SIMPLE:  # around the ring: the walks from each member down to this one
                mark += 1
                reached, adrift = 0, 0.0
                for via in range(size):
                    walk = walks[walks_from[group] + member * size + via]
                    if walk <= 0:
                        continue
                    adrift += walk * loose[via]
                    for at in range(near_from[via], near_from[via + 1]):
                        one = near[at]
                        if seen[one] != mark:
                            seen[one], in_low[one], in_high[one] = mark, 0, 0
                            touched[reached] = one
                            reached += 1
                        in_low[one] += walk * near_low[at]
                        in_high[one] += walk * near_high[at]
                    one = members[begin + via]
                    if via != member and is_asked[one]:
                        touched[reached] = one
                        reached += 1
                        in_low[one] = walk / walks[walks_from[group] + via * size + via] * ONE
                unlisted = np.int64(min(float(ONE), adrift)) + error
            if kept + reached > len(who):
                room = 2 * (kept + reached)
                old, old_low, old_high = who, least, most
                who, least, most = np.empty(room, np.int32), np.empty(room, np.int64), np.empty(room, np.int64)
                who[:kept], least[:kept], most[:kept] = old[:kept], old_low[:kept], old_high[:kept]
            if count + reached > len(things):
                room = 2 * (count + reached)
                older, elder, sure = things, owners, settled
                things, owners, settled = np.empty(room, np.int32), np.empty(room, np.int32), np.zeros(room, np.uint8)
                things[:count], owners[:count], settled[:count] = older[:count], elder[:count], sure[:count]
            first[thing] = kept
            beyond = min(np.int64(ONE), unlisted)
            is_open[thing] = 2 * beyond + 1 >= bar
            for at in range(reached):
                if walks_from[group] == SIMPLE:
                    one, lower = near[at], near_low[at]
                    upper = min(np.int64(ONE), unlisted + near_high[at])
                else:
                    one = touched[at]
                    lower = max(np.int64(0), np.int64(in_low[one]) - error)
                    inner = group_of[one] == group
                    upper = np.int64(min(float(ONE), in_low[one] if inner else adrift + in_high[one])) + error
                    upper = max(lower, min(np.int64(ONE), upper))
                if 2 * upper + 1 >= bar:
                    things[count], owners[count], settled[count] = thing, one, 2 * lower >= bar
                    count += 1
                if lower >= keep:
                    who[kept], least[kept], most[kept] = one, lower, upper
                    kept += 1
                else:
                    beyond = max(beyond, upper)
            last[thing], rest[thing] = kept, beyond
    return things[:count], owners[:count], settled[:count], is_open


def all_above(things: Column, holder: Column, holders_from: Places, share: Column) -> Flags:
    """Marks some things and all that holds a share of them, directly or through others."""
    is_above = np.zeros(len(holders_from) - 1, np.uint8)
    queue = np.empty(len(is_above), np.int32)
    filled, done = 0, 0
    for thing in things:
        if not is_above[thing]:
            is_above[thing] = 1
            queue[filled] = thing
            filled += 1
    while done < filled:
        thing = queue[done]
        done += 1
        for row in range(holders_from[thing], holders_from[thing + 1]):
            if share[row] > 0 and not is_above[holder[row]]:
                is_above[holder[row]] = 1
                queue[filled] = holder[row]
                filled += 1
    return is_above
