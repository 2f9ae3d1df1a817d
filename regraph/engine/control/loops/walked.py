"""Rings of stakes solved all at once, those of one size together: the walks within each, and how wrong they may be.

For the shares `A` within a ring, `N = (I - A)^-1` sums its walks. With `X` for `N` as computed and `R = I - (I - A) X`,
`N - X = N R`; since what arrives anywhere is at most all of it, no share worked out with `X` is off by more than a
column of `R` adds up to. In a ring with no exit all of each member comes to each in the end, if never in finite steps.
A ring with shares past the whole, too nearly closed or too large is left unsolved.
"""

import numpy as np

from regraph.engine.control.loops.descent import ONE, SIMPLE, UNSOLVED, WHOLE
from regraph.engine.control.loops.sets import Column, Places
from regraph.engine.stakes import Mask, Stakes, starts
from regraph.engine.walks.closure import Floats

MOST = 2_500  # members of a ring: the time grows with the cube
ROOM = 8_000_000  # cells that are solved together
EPSILON = float(np.finfo(float).eps)
OFF = 1e-4  # a ring that is off by more is as good as closed


def walks_within(stakes: Stakes, groups: tuple[Places, Places, Column], share: Column) -> tuple[Places, Floats, Places]:
    """The walks within each group, for `descent.passed_down`.

    Args:
        groups: the actors ring by ring; where each group begins; its number by actor.
        share: one a stake, in units, without open ends.
    Returns:
        Where the walks of each group begin, or `SIMPLE` or `UNSOLVED`; all walks, row the held and column the holder;
        the error of each group, in units of 10**-18.
    """
    members, begins, group_of = groups
    inside = np.flatnonzero((group_of[stakes.holder] == group_of[stakes.held]) & (share > 0))
    inside = inside[np.argsort(group_of[stakes.held[inside]], kind="stable")]
    rows_from = starts(group_of[stakes.held[inside]], len(begins) - 1)
    ringed, sizes = np.flatnonzero(np.diff(rows_from)), np.diff(begins)
    place_in = np.empty(len(members), np.int64)
    place_in[members] = np.arange(len(members)) - np.repeat(begins[:-1], sizes)
    where, errors = np.full(len(sizes), SIMPLE, np.int64), np.zeros(len(sizes), np.int64)
    is_shut, is_overfull = shut_and_overfull(stakes, groups, share, inside)
    where[ringed[is_overfull[ringed] | (sizes[ringed] > MOST)]] = UNSOLVED
    found, filled = [np.zeros(0)], 0
    for ring in batches(ringed[where[ringed] == SIMPLE], sizes):
        size = int(sizes[ring[0]])
        rows = np.concatenate([inside[rows_from[each] : rows_from[each + 1]] for each in ring])
        nth = np.repeat(np.arange(len(ring)), np.diff(rows_from)[ring])
        cells = np.zeros((len(ring), size, size))
        cells[nth, place_in[stakes.holder[rows]], place_in[stakes.held[rows]]] = share[rows] / WHOLE
        cells[is_shut[ring]] = 0
        walks, error = solved(cells)
        walks[is_shut[ring]], error[is_shut[ring]] = 1, 1 / ONE
        where[ring] = np.where(error < OFF, filled + np.arange(len(ring)) * size * size, UNSOLVED)
        errors[ring] = np.ceil(np.minimum(error, OFF) * ONE)
        found.append(np.swapaxes(walks, 1, 2).ravel())
        filled += walks.size
    return where, np.concatenate(found), errors


def shut_and_overfull(
    stakes: Stakes, groups: tuple[Places, Places, Column], share: Column, inside: Places
) -> tuple[Mask, Mask]:
    """The groups whose members are all held from inside entirely; and those with one that is held to more than all."""
    _, begins, group_of = groups
    whole = np.bincount(stakes.held, weights=share, minlength=stakes.actors)
    within = np.bincount(stakes.held[inside], weights=share[inside], minlength=stakes.actors)
    opens, overfull = (
        np.bincount(group_of, weights=mask, minlength=len(begins) - 1) > 0 for mask in (within < WHOLE, whole > WHOLE)
    )
    return ~opens, overfull


def batches(rings: Places, sizes: Places) -> list[Places]:
    """Rings of one size, as many together as there is room for."""
    found = []
    for size in np.unique(sizes[rings]):
        alike = rings[sizes[rings] == size]
        step = max(1, ROOM // int(size) ** 2)
        found += [alike[begin : begin + step] for begin in range(0, len(alike), step)]
    return found


def solved(shares: Floats) -> tuple[Floats, Floats]:
    """`N` of each ring, and by how much a share worked out with it is off at most; 1 where that cannot be told.

    Example:
        >>> walks, error = solved(np.array([[[0.0, 0.5], [0.5, 0.0]]]))
        >>> walks.round(3).tolist(), bool(error[0] < 1e-13)
        ([[[1.333, 0.667], [0.667, 1.333]]], True)
    """
    size = shares.shape[1]
    with np.errstate(all="ignore"):  # what is no number in the end is taken for unsolved
        walks = np.maximum(inverses(np.eye(size) - shares), 0)
        left = np.abs(np.eye(size) - walks + shares @ walks).sum(axis=1)
        rounded = (size + 8) * EPSILON * (1 + 2 * walks.sum(axis=1))
        off = 4 * (left + rounded).max(axis=1) + (4 * size + 32) * EPSILON
    return walks, np.where(np.isfinite(off), np.minimum(off, 1), 1)


def inverses(matrices: Floats) -> Floats:
    """The inverse of each matrix; not a number where there is none."""
    try:
        return np.linalg.inv(matrices).astype(np.float64, copy=False)
    except np.linalg.LinAlgError:
        if len(matrices) == 1:
            return np.full_like(matrices, np.nan)
        return np.concatenate([inverses(each[None]) for each in matrices])
