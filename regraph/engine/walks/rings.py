"""Rings of stakes solved once: what flows around within a strongly connected component, and what it keeps of itself.

For the shares `A` within a ring, `N = (I - A)^-1` sums the walks within it, and `1 / N[i, i]` is what of `i` does not
come back to `i`. A ring without an exit has no `N`: it is said to be closed, and nothing is divided by zero.
"""

from dataclasses import dataclass

import numpy as np

from regraph.engine.jit import kernel
from regraph.engine.stakes import WHOLE, Stakes
from regraph.engine.walks.closure import Floats, Part, Places

SMALL = 100  # rings up to here are solved by elimination without subtraction, the dearest way and the most exact
DIRECT = 2_500  # rings up to here are solved by a matrix library, larger ones by iteration
STEPS = 200_000_000  # what the iteration for the shares that come back may cost
FAINT = 1e-9  # a pivot below is taken for nothing
EPSILON = float(np.finfo(float).eps)


@dataclass(frozen=True, eq=False)
class Solved:
    """What the walks within one ring add up to, for one end of the bounds.

    Args:
        walks: `N`, row the holder and column the held; None for a large ring, and where `N` does not exist.
        kept: `1 / N[i, i]`, one a member: at most so for the lower end, at least so for the upper end.
        error: greatest relative error of `walks` and `kept`, in units of the last place.
        exists: False where the walks have no finite sum.
        is_loose: True where `kept` was not worked out to the end.
    """

    walks: Floats | None
    kept: Floats
    error: float = 0.0
    exists: bool = True
    is_loose: bool = False


@dataclass(frozen=True, eq=False)
class Ring:
    """A strongly connected component of a part.

    Args:
        group: its number among the groups of the part.
        begin: its first place.
        end: the place after its last.
        is_closed: True where its members hold each other entirely, by lower bounds: no share leaves it.
        low: solved for the lower bounds.
        high: solved for the upper bounds.
    """

    group: int
    begin: int
    end: int
    is_closed: bool
    low: Solved
    high: Solved


def rings_of(stakes: Stakes, part: Part) -> tuple[Ring, ...]:
    """The rings of a part, outward; each is solved once for all parts of the same stakes."""
    found = []
    for group in part.rings.tolist():
        begin, end = int(part.groups[group]), int(part.groups[group + 1])
        key = ("ring", int(part.nodes[begin]))  # members are sorted by index, so that every part numbers them alike
        if key not in stakes.known:
            stakes.known[key] = solved_ring(stakes, part, begin, end)
        found.append(Ring(group, begin, end, *stakes.known[key]))
    return tuple(found)


def solved_ring(stakes: Stakes, part: Part, begin: int, end: int) -> tuple[bool, Solved, Solved]:
    """Whether the ring from `begin` to `end` is closed, and what it is for lower and upper bounds."""
    inner = inner_part(part, begin, end)
    sums = inner.together(inner.least)
    if np.array_equal(sums, np.full(end - begin, WHOLE)):
        nothing = Solved(None, np.ones(end - begin), exists=False)
        return True, nothing, nothing
    if end - begin > DIRECT:
        return False, iterated(inner, inner.low, len(stakes)), iterated(inner, inner.high, len(stakes))
    low = direct(inner, inner.low, WHOLE - sums)
    return False, low, low if inner.is_settled else direct(inner, inner.high, WHOLE - inner.highs)


def inner_part(part: Part, begin: int, end: int) -> Part:
    """The ring alone: its members and the stakes among them."""
    rows = slice(int(part.first[begin]), int(part.first[end]))
    inside = (part.ends[rows] >= begin) & (part.ends[rows] < end)
    before = np.concatenate(([0], np.cumsum(inside)))
    first = before[part.first[begin : end + 1] - part.first[begin]]
    ends = part.ends[rows][inside] - begin
    least, most = part.least[rows][inside], part.most[rows][inside]
    return Part(
        part.upward, part.start, part.nodes[begin:end], np.array([0, end - begin]), first, ends, least, most, first[1:]
    )


def matrix(inner: Part, share: Floats) -> Floats:
    """The shares within a ring: row the holder, column the held."""
    size = len(inner)
    held = np.repeat(np.arange(size), np.diff(inner.first))
    cells = np.zeros((size, size))
    np.add.at(cells, (inner.ends, held), share)
    return cells


def direct(inner: Part, share: Floats, exits: Places) -> Solved:
    """A ring solved by elimination, or by a matrix library when it is large."""
    solve = by_elimination if len(inner) <= SMALL else by_library
    walks, error = solve(matrix(inner, share), exits / WHOLE)
    if walks is None:
        return Solved(None, np.ones(len(inner)), exists=False)
    return Solved(walks, 1 / np.diag(walks), error)


def by_elimination(shares: Floats, exits: Floats) -> tuple[Floats | None, float]:
    """`N`, by adding the walks through one member after the other; None where it does not exist.

    What leaves a member is added up and never taken from 1, so that a nearly closed ring is as exact as an open one.

    Args:
        shares: `A`.
        exits: what of each member is held outside the ring; below 0 where the bounds add up to more than all.
    Source:
        Grassmann, Taksar and Heyman, Operations Research 33 (1985); the sum over walks is Kleene's star.
    """
    walks, left, size = shares.copy(), exits.copy(), len(shares)
    is_whole, error = bool((exits >= 0).all()), 8.0 * size + 16
    for k in range(size):
        pivot = left[k] + walks[k + 1 :, k].sum() if is_whole else 1 - walks[k, k]
        if pivot <= (0 if is_whole else FAINT):
            return None, 0.0
        error = error if is_whole else error + 8 * size / pivot
        row = walks[k] / pivot
        left[k + 1 :] += left[k] * row[k + 1 :]
        walks += walks[:, k, None] * row
    return walks + np.eye(size), error


def by_library(shares: Floats, exits: Floats) -> tuple[Floats | None, float]:
    """`N` as an inverse; None where it does not exist, which shows as weights that do not carry the ring.

    Example:
        >>> by_library(np.array([[0.0, 0.5], [0.5, 0.0]]), np.array([0.5, 0.5]))[0].round(3).tolist()
        [[1.333, 0.667], [0.667, 1.333]]
    """
    open_part = np.eye(len(shares)) - shares
    try:
        walks = np.linalg.inv(open_part)
    except np.linalg.LinAlgError:
        return None, 0.0
    weights = walks.sum(axis=0)  # positive weights that every column outweighs exist just where N does
    if not (np.isfinite(weights).all() and (weights > 0).all() and (weights @ open_part > 0.5).all()):
        return None, 0.0
    return np.maximum(walks, 0), float(len(shares) * weights.max())


def iterated(inner: Part, share: Floats, stakes: int) -> Solved:
    """A large ring: what comes back to each member is followed for as many rounds as the steps allow."""
    size, is_low = len(inner), share is inner.low
    rounds = max(3, STEPS // max(1, size * len(share)))
    back, rest = kernel(returns, stakes)(inner.first, inner.ends, share, rounds)
    if not (back < 1 - FAINT).all():  # bounds of more than all of a member: what comes back has no end
        return Solved(None, np.ones(size), exists=False)
    kept = np.maximum(0, 1 - back - rest) if is_low else 1 - back
    return Solved(None, kept, 4.0 * rounds, is_loose=bool((rest > 1e-12).any()))


def returns(first: Places, ends: Places, share: Floats, rounds: int) -> tuple[Floats, Floats]:
    """What of each member of a ring comes back to it within some rounds, and what is then still under way.

    Args:
        first: where the holders of each member begin.
        ends: the holders.
        share: their shares.
        rounds: how many steps up the walks go at most.
    """
    size = len(first) - 1
    back, rest = np.zeros(size), np.zeros(size)
    for member in range(size):
        under_way = np.zeros(size)
        under_way[member] = 1.0
        for _ in range(rounds):
            onward = np.zeros(size)
            for place in range(size):
                if under_way[place] > 0:
                    for row in range(first[place], first[place + 1]):
                        onward[ends[row]] += share[row] * under_way[place]
            back[member] += onward[member]
            onward[member] = 0.0
            under_way = onward
            rest[member] = under_way.sum()
            if rest[member] <= 1e-15 or back[member] >= 1:  # past the whole it only matters that it is
                break
    return back, rest


def followed(
    first: Places, ends: Places, share: Floats, begin: Floats, upward: bool, rounds: int
) -> tuple[Floats, Floats, bool]:
    """The walks within a ring that begin as stated, added up round by round: what they reach at least, and the rest.

    After `k` rounds the rest is at most `2 * r * v`, where `r` is the greatest amount still under way and `v` adds up
    the walks from 1 everywhere, once less than a half of those is under way anywhere.

    Returns:
        What is reached at least; by how much it may be more; and True where such a `v` was found.
    """
    size = len(begin)
    value, weights = np.zeros(size), np.zeros(size)
    under_way, other = begin.copy(), np.ones(size)
    is_bounded = False
    for _ in range(rounds):
        value += under_way
        onward, further = np.zeros(size), np.zeros(size)
        if not is_bounded:
            weights += other
        for place in range(size):
            for row in range(first[place], first[place + 1]):
                source, goal = (place, ends[row]) if upward else (ends[row], place)
                onward[goal] += share[row] * under_way[source]
                if not is_bounded:
                    further[goal] += share[row] * other[source]
        under_way, other = onward, further
        is_bounded = is_bounded or other.max() <= 0.5
        if is_bounded and under_way.max() <= 1e-17 * value.max():
            break
    return value, 2 * under_way.max() * weights, is_bounded
