"""The loops of control in fact: who holds more of a thing than any group of the others, as a least fixpoint.

Integers only, on the scale of `threshold.OPEN`, and no sum runs over: what exceeds twice the whole stays there.
"""

import numpy as np

from regraph.engine.control.loops.sets import Column, Index, Places
from regraph.engine.control.threshold import FULL, OPEN


def tied(controller: Column, controlled: Column, actors: int) -> Column:
    """The first member of the set that each actor is tied into."""
    first = np.arange(actors).astype(np.int32)
    for at in range(len(controller)):
        one, other = controller[at], controlled[at]
        while first[one] != one:
            first[one] = first[first[one]]
            one = first[one]
        while first[other] != other:
            first[other] = first[first[other]]
            other = first[other]
        first[max(one, other)] = min(one, other)
    for actor in range(actors):
        first[actor] = first[first[actor]]
    return first


def prevailing_sets(
    groups: tuple[Places, Column],
    index: Index,
    columns: tuple[Column, Places, Column],
    bounds: tuple[Column, Column],
    rule: tuple[int, int],
    need: Places,
) -> tuple[Places, Column]:
    """As `sets.caught_sets`, of single actors, for what they hold more of than any rival.

    Args:
        columns: the holders by row, where those of each thing begin, and who votes as one.
        bounds: the lower and the upper bounds.
        rule: side of the bounds that are added up, and the bar.
    """
    first, members = groups
    held, rows, begins = index
    holder, holders_from, tie = columns
    low, high = bounds
    side, bar = rule
    actors = len(begins) - 1
    seen = np.zeros(actors, np.int32)
    least = np.zeros(actors, np.int64)
    most = np.zeros(actors, np.int64)
    rival_least = np.zeros(actors, np.int64)
    rival_most = np.zeros(actors, np.int64)
    found = np.empty(max(1024, len(first)), np.int32)
    start = np.zeros(len(first), np.int64)
    count = 0
    for group in range(len(first) - 1):
        mark = group + 1
        begin = count
        seen[members[group]] = -mark
        place = -1
        while begin + place < count:
            voter = members[group] if place < 0 else found[begin + place]
            place += 1
            for at in range(begins[voter], begins[voter + 1]):
                row = rows[at]
                thing = held[row]
                if seen[thing] == -mark:
                    continue
                if seen[thing] != mark:
                    seen[thing] = mark
                    least[thing] = 0
                    most[thing] = 0
                odd = low[row] & 1
                least[thing] = min(np.int64(2 * FULL), least[thing] + (np.int64(low[row]) - odd) * OPEN + odd)
                odd = high[row] & 1
                most[thing] = min(np.int64(2 * FULL), most[thing] + (np.int64(high[row]) + odd) * OPEN - odd)
                if (most[thing] if side < 0 else least[thing]) < bar or (len(need) and least[thing] < need[thing]):
                    continue
                others = np.int64(0)
                for other in range(holders_from[thing], holders_from[thing + 1]):
                    who = holder[other]
                    if seen[who] != -mark:
                        odd = low[other] & 1
                        term = (np.int64(low[other]) - odd) * OPEN + odd
                        others = min(np.int64(2 * FULL), others + term)
                        if who != thing:  # own shares vote for nobody
                            rival_least[tie[who]] = min(np.int64(2 * FULL), rival_least[tie[who]] + term)
                            odd = high[other] & 1
                            term = (np.int64(high[other]) + odd) * OPEN - odd
                            rival_most[tie[who]] = min(np.int64(2 * FULL), rival_most[tie[who]] + term)
                is_fitting = others + least[thing] <= FULL
                wins = True
                for other in range(holders_from[thing], holders_from[thing + 1]):
                    who = holder[other]
                    if seen[who] == -mark or who == thing:
                        continue
                    rival = tie[who]
                    if side > 0:
                        worst = rival_most[rival]
                        if is_fitting:
                            worst = min(worst, FULL - (others + least[thing] - rival_least[rival]))
                        if least[thing] <= worst:
                            wins = False
                    else:
                        best = most[thing]
                        if is_fitting:
                            best = min(best, FULL - others)
                        if best <= rival_least[rival]:
                            wins = False
                for other in range(holders_from[thing], holders_from[thing + 1]):
                    rival_least[tie[holder[other]]] = 0
                    rival_most[tie[holder[other]]] = 0
                if wins:
                    seen[thing] = -mark
                    if count == len(found):
                        more = np.empty(2 * count, np.int32)
                        more[:count] = found
                        found = more
                    found[count] = thing
                    count += 1
        start[group + 1] = count
    return start, found[:count]
