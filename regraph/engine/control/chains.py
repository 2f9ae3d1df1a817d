"""Control along chains: every stake of a chain must be large enough by itself, nothing is added up between chains.

`majority-chain`: X controls j when a chain of direct stakes leads down from X to j, each above one half.
`weakest-link`: the least stake along a chain, of the chain where that is greatest, is what X has of the votes in j; X
controls j where it meets a threshold. The first is the second at one half. Stakes of one pair count together.

The least and the greatest weakest link are exact: a chain takes one stake of each company, and companies are
independent, so all of a chain can be at its highest at once, each as far as the other holders' least leave room.

Source:
    La Porta, Lopez-de-Silanes and Shleifer, Corporate Ownership Around the World, Journal of Finance 54 (1999), for
    control that passes along chains of stakes; "weakest link" is the name in Claessens, Djankov and Lang, Journal of
    Financial Economics 58 (2000). Both are known, only the abstract of the first was read.
"""

import heapq
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from regraph.engine.control.loops.sets import Column, Index, Places, least_sums
from regraph.engine.control.majority import Pairs, controlling_pairs, index
from regraph.engine.control.threshold import FULL, MAJORITY, OPEN, Threshold
from regraph.engine.jit import kernel
from regraph.engine.stakes import WHOLE, Mask, Stakes

ANYTHING = Threshold(Fraction(2, WHOLE), inclusive=True)


@dataclass(frozen=True, eq=False)
class Widths:
    """The weakest link of every actor with one of them: units of 1/`WHOLE`, odd for an open end; 0 without a chain."""

    low: Places
    high: Places


def chain_pairs(stakes: Stakes, threshold: Threshold = MAJORITY, *, possible: bool = False) -> Pairs:
    """Every pair joined by a chain of stakes that each meet the threshold: `majority-chain` at one half.

    Args:
        threshold: what each stake must meet; La Porta et al. take 0.2 for the weakest link, and 0.1 beside it.
        possible: the pairs of some true shares within the bounds; otherwise those of all.

    Example:
        >>> from regraph.engine.stakes import stakes_of
        >>> most = 1_200_000_000
        >>> rows = [(0, 1, most, most), (1, 2, most, most), (0, 3, most // 2, most // 2)]
        >>> pairs = chain_pairs(stakes_of("abcd", rows))
        >>> pairs.controller.tolist(), pairs.controlled.tolist()
        ([0, 0, 1], [1, 2, 2])
    """
    links, anything = links_of(stakes, threshold, possible=possible)
    return controlling_pairs(links, anything)


def links_of(stakes: Stakes, threshold: Threshold, *, possible: bool) -> tuple[Stakes, Threshold]:
    """The stakes that meet a threshold by themselves, and a threshold that each of them meets whatever it is."""
    pairs = paired(stakes)
    bound = pairs.high if possible else pairs.low
    side = -1 if possible else 1
    kept: Mask = scaled_all(bound, side) >= threshold.bar(side)
    links = pairs.only(kept)
    return replace(links, low=np.full(len(links), 2, np.int32)), ANYTHING


def weakest_links_above(stakes: Stakes, company: int) -> Widths:
    """The weakest link between each actor and one company that it stands above."""
    pairs = paired(stakes)
    return widths(pairs, (pairs.holder, np.arange(len(pairs)), pairs.holders_from), company)


def weakest_links_below(stakes: Stakes, owner: int) -> Widths:
    """The weakest link between one owner and each thing that stands below it."""
    pairs = paired(stakes)
    return widths(pairs, index(pairs), owner)


def widths(pairs: Stakes, way: Index, start: int) -> Widths:
    """Both ends of the weakest link with `start`, along an index that leads up or down."""
    widest = kernel(weakest_links, len(pairs))
    return Widths(widest(way, pairs.low, start), widest(way, pairs.high, start))


def weakest_links(way: Index, bound: Column, start: int) -> Places:
    """The greatest least bound along any chain from `start`, by widest path first (a kernel)."""
    others, rows, begins = way
    width = np.zeros(len(begins) - 1, np.int64)
    width[start] = WHOLE + 1
    heap = [(-width[start], np.int64(start))]
    while len(heap):
        least, actor = heapq.heappop(heap)
        if width[actor] != -least:
            continue
        for at in range(begins[actor], begins[actor + 1]):
            wide = min(-least, np.int64(bound[rows[at]]))
            other = np.int64(others[rows[at]])
            if wide > width[other]:
                width[other] = wide
                heapq.heappush(heap, (-wide, other))
    width[start] = 0
    return width


def paired(stakes: Stakes) -> Stakes:
    """One stake for each pair, with its upper bound as far as the least of the other holders leaves room.

    A thing whose holders have more than all of it at least keeps its upper bounds.
    """
    is_new = np.ones(len(stakes), np.bool_)
    is_new[1:] = (stakes.holder[1:] != stakes.holder[:-1]) | (stakes.held[1:] != stakes.held[:-1])
    first = np.flatnonzero(is_new)
    low = summed(scaled_all(stakes.low, 1), first)
    high = summed(scaled_all(stakes.high, -1), first)
    held = stakes.held[first]
    least = kernel(least_sums, len(stakes))(stakes.held, stakes.low, stakes.actors)[held]
    high = np.where(least > FULL, high, np.minimum(high, FULL - (least - low)))
    even_low, even_high = low // (2 * OPEN) * 2, -(-high // (2 * OPEN)) * 2
    low, high = even_low + (low > even_low * OPEN), even_high - (high < even_high * OPEN)
    return Stakes(stakes.names, stakes.holder[first], held, narrow(low), narrow(high), stakes.row[first])


def narrow(units: Places) -> Column:
    """A column of units as it is stored."""
    return units.astype(np.int32)


def scaled_all(bound: Column, side: int) -> Places:
    """Bounds on the scale of `OPEN`, as `threshold.scaled` has one."""
    odd = bound.astype(np.int64) % 2
    terms: Places = (bound - side * odd) * OPEN + side * odd
    return terms


def summed(terms: Places, first: Places) -> Places:
    """The sum of each run of terms, no more than the whole."""
    if len(first) == len(terms):
        return terms
    total = np.add.reduceat(np.minimum(terms, FULL) >> 8, first)  # a sum of many unknown shares must not run over
    exact: Places = np.add.reduceat(terms, first)
    return np.where(total >= FULL >> 8, FULL, exact)
