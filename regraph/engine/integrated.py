"""Integrated ownership as intervals: what everybody has of one company, and what one owner has of every company.

Shares are float64 here, rounded outward, so that the true share lies within for all true shares within their bounds.
Nothing is invented: a bound that could only be had by guessing is left as wide as it is, and said not to be exact.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from regraph.engine.stakes import Stakes
from regraph.engine.walks.capped import capped
from regraph.engine.walks.closure import Floats, Part, Places, ancestors, descendants
from regraph.engine.walks.flow import Flow, flow
from regraph.engine.walks.paths import simple_sums
from regraph.engine.walks.rings import EPSILON, Ring, rings_of
from regraph.engine.walks.robust import WORK, best, disputed

Convention = Literal["simple-paths", "walk-sum", "stop-at-target"]
CONVENTIONS: tuple[Convention, ...] = ("simple-paths", "walk-sum", "stop-at-target")


@dataclass(frozen=True, eq=False)
class Owned:
    """Integrated shares between one actor and all that it has to do with, by index.

    Args:
        actor: the company that was asked about, or the owner.
        index: the owners of the company, or the companies of the owner, ascending; never the actor itself.
        low: least share as a fraction, one an index.
        high: greatest share; infinite where a walk-sum has no bound.
        exact: True where both ends are attained by true shares within the bounds, up to rounding (an open end counts
            as attained); False where the interval is only sure to contain the true share.
        own: what of itself the actor holds through others or directly: least and greatest share.
        closed: rings in reach that hold themselves entirely, members by index.
        overfull: what is held to more than all of it by lower bounds: its shares contradict each other.
        is_clipped: True where the simple paths were too many to follow, and upper ends are those of stop-at-target.
    """

    actor: int
    index: Places
    low: Floats
    high: Floats
    exact: npt.NDArray[np.bool_]
    own: tuple[float, float]
    closed: tuple[tuple[int, ...], ...] = ()
    overfull: tuple[int, ...] = ()
    is_clipped: bool = False


@dataclass(frozen=True, eq=False)
class Arriving:
    """For each place: what of the dividend ever arrives at the owner, and what the owner keeps of itself.

    Args:
        low: least share that stops at the target; at the start what comes back to it.
        high: greatest.
        kept: greatest and least part of each owner that does not come back to it.
        exact: as in `Owned`.
    """

    low: Floats
    high: Floats
    kept: tuple[Floats, Floats]
    exact: npt.NDArray[np.bool_]


def owners(stakes: Stakes, company: int, convention: Convention = "stop-at-target") -> Owned:
    """All owners of one company, direct and indirect, with their integrated shares.

    Args:
        stakes: shares within bounds.
        company: index of what is owned.
        convention: `stop-at-target`, the part of the dividend that ever arrives at the owner, `Y = N[i, j] / N[i, i]`
            with `N = (I - A)^-1`; `walk-sum`, `N - I`, which passes the owner again; or `simple-paths`.
    Returns:
        Own shares held back are scaled out by all but `simple-paths`.
    Source:
        Brioschi, Buzzacchi and Colombo, Journal of Banking and Finance 13 (1989), for the walk-sum; Baldone, Brioschi
        and Paleari (1998) for the walk that stops: `y[i, j] = a[i, j] + sum over k other than i of y[i, k] a[k, j]`.
    Example:
        >>> from regraph.engine.stakes import HALF, stakes_of
        >>> found = owners(stakes_of("abc", [(0, 1, HALF, HALF), (1, 2, HALF, 2 * HALF)]), 2)
        >>> found.index.tolist(), found.low.round(9).tolist(), found.high.round(9).tolist()
        ([0, 1], [0.25, 0.5], [0.5, 1.0])
    """
    return answer(stakes, ancestors(stakes, company), convention)


def holdings(stakes: Stakes, owner: int, convention: Convention = "stop-at-target") -> Owned:
    """All that one owner has, directly and indirectly, with its integrated shares; as `owners`, downward."""
    return answer(stakes, descendants(stakes, owner), convention)


def answer(stakes: Stakes, part: Part, convention: Convention) -> Owned:
    """The shares between the start of a part and every other place."""
    rings = rings_of(stakes, part)
    found = arriving(part, rings, len(stakes))
    low, high, exact, clipped = found.low, found.high, found.exact, False
    if convention == "walk-sum":
        low, high = around_again(found, slice(None) if part.upward else slice(part.origin, part.origin + 1))
    elif convention == "simple-paths" and rings:
        (low, high), exact, clipped = simple(part, rings, found, len(stakes))
    order = np.argsort(part.nodes)
    order = order[order != part.origin]
    exact = exact | (high - low <= 1e-12)
    own = (float(low[part.origin]), float(high[part.origin]))
    closed = tuple(tuple(part.nodes[ring.begin : ring.end].tolist()) for ring in rings if ring.is_closed)
    index, overfull = part.nodes[order], tuple(sorted(part.nodes[part.overfull].tolist()))
    return Owned(
        part.start, index, low[order], high[order], exact[order], own, tuple(sorted(closed)), overfull, clipped
    )


def arriving(part: Part, rings: tuple[Ring, ...], stakes: int) -> Arriving:
    """What arrives at each owner from the company of a part, or at the owner of a part from each company."""
    low = flow(part, rings, stakes, is_low=True)
    is_open = bool(part.contested.any())
    high = low if part.is_settled and not low.is_loose else flow(part, rings, stakes, is_low=False)
    (least, arrived), (_, most) = stopping(part, low), stopping(part, high)
    kept = bounded_kept(part, rings, low, high)
    at = part.origin
    least[at] = 1 if rings and rings[0].group == 0 and rings[0].is_closed else 1 - kept[0][at]
    most[at] = 1 - kept[1][at]
    exact = np.full(len(part), not (low.is_loose or high.is_loose)) & np.isfinite(high.value)
    found = Arriving(least, np.maximum(least, most), kept, exact)
    if not is_open:
        return found
    if part.upward:
        return improved_upward(part, rings, found, capped(part, rings, arrived, low, stakes), stakes)
    return improved_downward(part, rings, found, stakes)


def stopping(part: Part, flowing: Flow) -> tuple[Floats, Floats]:
    """`N[i, j] / N[i, i]` rounded down and up, at most 1."""
    kept = flowing.kept if part.upward else flowing.kept[part.origin]
    slack = (2 * flowing.error + 8) * EPSILON
    least = np.clip(flowing.value * kept * (1 - slack), 0, 1)
    most = np.clip(flowing.value * kept * (1 + slack), 0, 1)
    return least, most


def bounded_kept(part: Part, rings: tuple[Ring, ...], low: Flow, high: Flow) -> tuple[Floats, Floats]:
    """The greatest and the least part of each place that does not come back to it; all or nothing if not known."""
    most, least = np.ones(len(part)), np.ones(len(part))
    for ring in rings:
        members = slice(ring.begin, ring.end)
        if ring.low.exists and not ring.low.is_loose:
            most[members] = low.kept[members] * (1 + (low.error[members] + 8) * EPSILON)
        if ring.high.exists and not ring.high.is_loose:
            least[members] = high.kept[members] * (1 - (high.error[members] + 8) * EPSILON)
        else:
            least[members] = 0
    return np.minimum(1, most), np.clip(least, 0, 1)


def improved_upward(
    part: Part, rings: tuple[Ring, ...], found: Arriving, caps: tuple[Floats, Floats], stakes: int
) -> Arriving:
    """Upper ends for a company whose holders cannot all have theirs: the greatest on small parts, capped on large."""
    high, kept = np.minimum(found.high, caps[0]), np.maximum(found.kept[1], caps[1])
    at = part.origin
    high[at] = max(found.low[at], min(found.high[at], 1 - float(kept[at])))
    open_to = disputed(part, stakes)
    exact = found.exact & ~open_to
    if len(part) * len(part.ends) <= WORK:
        for place in np.flatnonzero(open_to).tolist():
            top = best(part, rings, place, stakes)
            high[place] = min(high[place], top.value[at] if place != at else top.back)
            kept[place] = max(kept[place], 1 - top.back)
            exact[place] = top.is_exact and not len(part.overfull)
    return Arriving(found.low, np.maximum(found.low, high), (found.kept[0], np.minimum(found.kept[0], kept)), exact)


def improved_downward(part: Part, rings: tuple[Ring, ...], found: Arriving, stakes: int) -> Arriving:
    """Upper ends for one owner: the target is the same for all companies, so that one search serves them all."""
    at = part.origin
    top = best(part, rings, at, stakes)
    high = np.minimum(found.high, top.value)
    high[at] = min(found.high[at], top.back)
    kept = found.kept[1].copy()
    kept[at] = min(found.kept[0][at], max(kept[at], 1 - top.back))
    exact = np.full(len(part), top.is_exact and not len(part.overfull))
    return Arriving(found.low, np.maximum(found.low, high), (found.kept[0], kept), exact)


def around_again(found: Arriving, owner: slice) -> tuple[Floats, Floats]:
    """The walk-sum from what arrives first: each time around the owner's ring its part comes again."""
    most, least = (kept[owner] for kept in found.kept)
    high = np.divide(found.high, least, out=np.full(len(found.high), np.inf), where=(least > 0) & (found.high > 0))
    high[found.high == 0] = 0
    return found.low / most, high * (1 + 4 * EPSILON)


def simple(
    part: Part, rings: tuple[Ring, ...], found: Arriving, stakes: int
) -> tuple[tuple[Floats, Floats], npt.NDArray[np.bool_], bool]:
    """Sums over simple paths; their upper ends are never above those of the walk that stops at the target."""
    (low, high), error, clipped = simple_sums(part, rings, stakes)
    slack = (error + 8) * EPSILON
    low, high = low * (1 - slack), np.minimum(high * (1 + slack), found.high)
    low = np.minimum(low, 1)
    is_exact = not (clipped or part.contested.any())
    return (low, np.maximum(low, high)), np.full(len(part), is_exact), clipped
