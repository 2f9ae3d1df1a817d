"""Strongly connected components of a graph in columns, in the order in which every line leads within one or onward.

Knows lines and their ends alone, no share: a part of a register and whole registers ask it alike.
"""

import numpy as np
import numpy.typing as npt

Places = npt.NDArray[np.int64]


def components(first: Places, ends: Places, upward: bool) -> tuple[Places, Places]:
    """The lines in the order of their strongly connected components, outward.

    Returns:
        Line by place; where each component begins.
    Source:
        Tarjan, SIAM Journal on Computing 1 (1972), without recursion.
    """
    size = len(first) - 1
    number, lowest, onward = np.zeros(size, np.int64), np.zeros(size, np.int64), first.copy()
    before, waiting, order = np.zeros(size, np.int64), np.zeros(size, np.int64), np.zeros(size, np.int64)
    begins = np.zeros(size + 1, np.int64)
    is_waiting = np.zeros(size, np.bool_)
    met, wait, done, count = 0, 0, 0, 0
    for root in range(size):
        at, coming = -1, root if number[root] == 0 else -1
        while at >= 0 or coming >= 0:
            if coming >= 0:
                met += 1
                number[coming], lowest[coming], before[coming] = met, met, at
                waiting[wait], is_waiting[coming], at, coming = coming, True, coming, -1
                wait += 1
            if onward[at] < first[at + 1]:
                other = ends[onward[at]]
                onward[at] += 1
                if number[other] == 0:
                    coming = other
                elif is_waiting[other]:
                    lowest[at] = min(lowest[at], number[other])
                continue
            if lowest[at] == number[at]:  # all that wait since then belong together, and are done before what they hold
                begins[count] = done
                count += 1
                while True:
                    wait -= 1
                    order[done], is_waiting[waiting[wait]] = waiting[wait], False
                    done += 1
                    if waiting[wait] == at:
                        break
            back = before[at]
            if back >= 0:
                lowest[back] = min(lowest[back], lowest[at])
            at = back
    begins[count] = size
    places, groups = np.empty(size, np.int64), np.zeros(count + 1, np.int64)
    for group in range(count):
        each = count - 1 - group if upward else group
        groups[group + 1] = groups[group] + begins[each + 1] - begins[each]
        for member in range(begins[each + 1] - begins[each]):
            places[groups[group] + member] = order[begins[each] + member]
    return places, groups
