"""Simple paths through a part: sums over the ways that meet nobody twice, without listing them where no ring is.

A simple path leaves each ring for good, so that only the ways within a ring are followed one by one, under a budget;
between rings they are multiplied and added. A budget used up is said, and the sums then hold as lower bounds only.
"""

import numpy as np

from regraph.engine.jit import kernel
from regraph.engine.walks.closure import Floats, Part, Places
from regraph.engine.walks.flow import gathered, scattered
from regraph.engine.walks.rings import Ring, inner_part

BUDGET = 200_000  # steps within rings, one answer

Ways = tuple[Floats, Floats]


def simple_sums(part: Part, rings: tuple[Ring, ...], stakes: int) -> tuple[Ways, Floats, bool]:
    """The sums over simple paths from the start to every other, at all lower and at all upper bounds.

    Returns:
        Sums for lower and for upper bounds (at the start: over the ways back to it); their relative error in
        units of the last place; True where the budget was used up, and the upper sums are infinite from there on.
    """
    sums, own, budget = (np.zeros(len(part)), np.zeros(len(part))), [0.0, 0.0], BUDGET
    error = np.zeros(len(part))
    sums[0][part.origin] = sums[1][part.origin] = 1
    columns, done = (part.groups, part.first, part.ends), 0
    move = kernel(scattered if part.upward else gathered, stakes)
    for ring in rings:
        before = ring.group if part.upward else ring.group + 1
        for value, share in zip(sums, (part.low, part.high), strict=True):
            move(done, before, columns, share, value, error)
        budget = within(part, ring, sums, own, budget, stakes)
        error[ring.begin : ring.end] = error[ring.begin : ring.end].max() + 4 * min(
            BUDGET, 2 ** (ring.end - ring.begin)
        )
        done = before
    for value, share in zip(sums, (part.low, part.high), strict=True):
        move(done, len(part.groups) - 1, columns, share, value, error)
    sums[0][part.origin], sums[1][part.origin] = own
    return sums, error, budget <= 0


def within(part: Part, ring: Ring, sums: Ways, own: list[float], budget: int, stakes: int) -> int:
    """Follow the simple ways within one ring from everybody it is entered at; what is left of the budget."""
    inner = inner_part(part, ring.begin, ring.end)
    first, ends, rows = outward(inner)
    shares = (inner.low[rows], inner.high[rows])
    members = slice(ring.begin, ring.end)
    into = [value[members].copy() for value in sums]
    for value in sums:
        value[members] = 0
    for entry in np.flatnonzero(into[1] > 0).tolist():
        found, back, spent = kernel(ways, stakes)(entry, first, ends, shares, budget)
        budget -= spent
        for side in (0, 1):
            met = found[side] > 0
            sums[side][members][met] += into[side][entry] * found[side][met]
            if ring.begin + entry == part.origin:
                own[side] = float(back[side])
    if budget <= 0:
        sums[1][members] = np.inf
        own[1] = np.inf if ring.group == 0 else own[1]
    return budget


def outward(inner: Part) -> tuple[Places, Places, Places]:
    """The stakes of a ring by the end nearer to the start: where each member's begin, the far ends, the rows."""
    if inner.upward:
        return inner.first, inner.ends, np.arange(len(inner.ends))
    rows = np.argsort(inner.ends, kind="stable")
    held = np.repeat(np.arange(len(inner)), np.diff(inner.first))
    first = np.searchsorted(inner.ends[rows], np.arange(len(inner) + 1))
    return first.astype(np.int64), held[rows], rows


def ways(
    entry: int, first: Places, ends: Places, shares: tuple[Floats, Floats], budget: int
) -> tuple[Floats, Floats, int]:
    """The simple ways from `entry` to every member of a ring, added up, by depth first search.

    Args:
        entry: a member.
        first: where the stakes of each member begin.
        ends: where they lead.
        shares: lower and upper bounds.
        budget: how many stakes may be followed.
    Returns:
        Sums, a row for lower and a row for upper bounds; the same for the ways back to `entry`; steps used.
    """
    size = len(first) - 1
    low, high = shares
    sums, back = np.zeros((2, size)), np.zeros(2)
    along, line, onward = np.zeros((2, size + 1)), np.zeros(size + 1, np.int64), np.zeros(size + 1, np.int64)
    met = np.zeros(size, np.bool_)
    depth, spent = 0, 0
    line[0], onward[0], met[entry] = entry, first[entry], True
    along[:, 0] = 1.0
    sums[:, entry] = 1.0
    while depth >= 0 and spent < budget:
        at = line[depth]
        if onward[depth] == first[at + 1]:
            met[at] = False
            depth -= 1
            continue
        row = onward[depth]
        onward[depth] += 1
        spent += 1
        least, most = along[0, depth] * low[row], along[1, depth] * high[row]
        other = ends[row]
        if other == entry:
            back[0] += least
            back[1] += most
        elif not met[other]:
            depth += 1
            line[depth], onward[depth], met[other] = other, first[other], True
            along[0, depth], along[1, depth] = least, most
            sums[0, other] += least
            sums[1, other] += most
    return sums, back, spent
