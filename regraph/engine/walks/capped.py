"""Upper ends where a part is too large to search for the greatest share of every owner: sound, but not the least ones.

What certainly comes to rest elsewhere is for no owner. Nothing is searched for here, and nothing is called exact.
"""

import numpy as np

from regraph.engine.jit import kernel
from regraph.engine.stakes import WHOLE
from regraph.engine.walks.closure import Floats, Part, Places
from regraph.engine.walks.flow import Flow
from regraph.engine.walks.rings import EPSILON, Ring


def settled_elsewhere(part: Part, rings: tuple[Ring, ...], stakes: int) -> tuple[Floats, Floats]:
    """What of a unit at each place of ancestors comes to rest by lower bounds, where nobody holds or outside.

    `t[k] = leak[k] + sum over holders i of low[i, k] t[i]`, where at least `1 - sum of upper bounds` leaks.

    Returns:
        `t` rounded down and up; up to 1 where a ring was not solved.
    """
    rest, error = np.maximum(0, WHOLE - part.highs) / WHOLE, 1e-13 * (1 + len(part.groups) / 1000)
    run, done = kernel(brought_down, stakes), len(part.groups) - 1
    columns, is_loose = (part.groups, part.first, part.ends), False
    for ring in reversed(rings):
        run(ring.group, done, columns, part.low, rest)
        into, walks = rest[ring.begin : ring.end], ring.low.walks
        if ring.is_closed:
            into[:] = 0
        elif walks is not None:
            into[:] = np.clip(into @ walks, 0, 1)
            error += 4 * (ring.low.error + len(into)) * EPSILON
        else:
            is_loose = True
        done = ring.group
    run(0, done, columns, part.low, rest)
    return np.clip(rest - error, 0, 1), np.ones(len(part)) if is_loose else np.clip(rest + error, 0, 1)


def brought_down(begin: int, end: int, columns: tuple[Places, Places, Places], share: Floats, value: Floats) -> None:
    """Add to the places of some groups, the last first, what their holders in later groups have."""
    groups, first, ends = columns
    for group in range(end - 1, begin - 1, -1):
        for place in range(groups[group], groups[group + 1]):
            for row in range(first[place], first[place + 1]):
                if ends[row] >= groups[group + 1]:
                    value[place] += share[row] * value[ends[row]]


def capped(part: Part, rings: tuple[Ring, ...], arriving: Floats, low: Flow, stakes: int) -> tuple[Floats, Floats]:
    """Upper bounds for large parts: what certainly comes to rest elsewhere is not for an owner.

    `Y[i] <= 1 - (t[j] - Y_low[i] t[i])` for a company `j`, since the walks that come to rest without passing `i` are at
    least as probable as by lower bounds; and what comes back to `i` is at most `1 - t[i] / N_low[i, i]`.

    Args:
        arriving: `Y_low`, rounded up.
        low: the flow by lower bounds.
    Returns:
        The bound of every place, and the least that each keeps of itself.
    """
    least, most = settled_elsewhere(part, rings, stakes)
    keeps = least * low.kept * (1 - (low.error + 8) * EPSILON)
    return np.minimum(1, 1 - (least[part.origin] - arriving * most) + 4 * EPSILON), keeps
