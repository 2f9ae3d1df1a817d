"""Close links: one of two holds enough of the other, directly or through others, or a third holds enough of both.

What i holds of j is the sum over the walks from i down to j that do not pass i again of the products of the shares
along them (`stop-at-target`). Over a whole register each owner's share is pushed down its holdings in whole numbers of
10**-18, and a part below a millionth is pushed no further but kept account of: what it could still come to decides
whether the sum is settled. A pair that is not is worked out exactly. So nothing is cut off at the threshold itself:
many small ways that come to it together count.

The pairs owned are few, but those with a common third owner grow with the square of what one owner has.

Source:
    Regulation (EU) 575/2013, Article 4(1)(38), and ECB Guideline (EU) 2015/510 (ECB/2014/60), Article 138: 20 % or more
    of the capital, directly or through other undertakings (both as known; their text was not at hand). As rules on
    columns: documentation of the Vadalog engine, close link detection, which sums over ways without repetition.
"""

from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt

from regraph.engine.control.attribution import MULTIPLY, ONE, attributed, bar
from regraph.engine.control.chains import paired
from regraph.engine.control.loops.pushes import pushed_shares
from regraph.engine.control.loops.sets import Column
from regraph.engine.control.majority import Pairs, index
from regraph.engine.control.threshold import Threshold
from regraph.engine.jit import kernel
from regraph.engine.stakes import WHOLE, Mask, Stakes

FIFTH = Threshold(Decimal("0.2"), inclusive=True)
LEAST_PUSH = ONE // 10**6
ROUNDS = 2_000


def owning_pairs(stakes: Stakes, threshold: Threshold = FIFTH, *, possible: bool = False) -> Pairs:
    """Who holds at least the threshold of what, directly or through others.

    Args:
        possible: the pairs of some true shares within the bounds; otherwise those of all. Where unknown shares form
            rings, possible pairs are worked out owner by owner, which takes long on a whole register.

    Example:
        >>> from regraph.engine.stakes import stakes_of
        >>> half = 10**9
        >>> pairs = owning_pairs(stakes_of("abcd", [(0, 1, half, half), (1, 2, half, half), (2, 3, half, half)]))
        >>> pairs.controller.tolist(), pairs.controlled.tolist()
        ([0, 0, 1, 1, 2], [1, 2, 2, 3, 3])
    """
    columns = paired(stakes)
    bound, side = (columns.high, -1) if possible else (columns.low, 1)
    core = in_rings(columns)
    visits = most_visits(columns, core, bound)
    owners = np.flatnonzero(np.diff(columns.holdings_from)).astype(np.int32)
    push = kernel(pushed_shares, len(columns))
    rule = (side, bar(threshold, 1), LEAST_PUSH, visits)
    start, things, settled = push(owners, index(columns), bound, core.astype(np.uint8), rule)
    owner = np.repeat(owners, np.diff(start))
    kept = worked_out(stakes, owner, things, settled.astype(np.bool_), threshold, possible=possible)
    key = np.sort(owner[kept].astype(np.int64) << 32 | things[kept])
    return Pairs((key >> 32).astype(np.int32), key.astype(np.int32))


def close_links(
    stakes: Stakes, threshold: Threshold = FIFTH, *, third_party: bool = True, possible: bool = False
) -> Pairs:
    """Every pair with close links, the smaller index first.

    Args:
        third_party: count two that a third owns enough of.
        possible: as in `owning_pairs`.
    """
    owned = owning_pairs(stakes, threshold, possible=possible)
    ones, others = [owned.controller], [owned.controlled]
    if third_party:
        ends = np.flatnonzero(np.diff(owned.controller)) + 1
        for things in np.split(owned.controlled, ends):
            one, other = np.triu_indices(len(things), 1)
            ones.append(things[one])
            others.append(things[other])
    one, other = np.concatenate(ones).astype(np.int64), np.concatenate(others)
    key = np.unique(np.minimum(one, other) << 32 | np.maximum(one, other))
    return Pairs((key >> 32).astype(np.int32), key.astype(np.int32))


def worked_out(
    stakes: Stakes, owner: Column, things: Column, settled: Mask, threshold: Threshold, *, possible: bool
) -> Mask:
    """Which pairs meet the threshold: the settled, and of the others those that do exactly."""
    kept = settled.copy()
    for one in np.unique(owner[~settled]):
        exactly = attributed(stakes, [int(one)], MULTIPLY)
        rows = np.flatnonzero((owner == one) & ~settled)
        value = exactly.high if possible else exactly.low
        kept[rows] = value[things[rows]] >= bar(threshold, -1 if possible else 1)
    return kept


def in_rings(stakes: Stakes) -> Mask:
    """Who may lie on a ring: what is left when those without holders or holdings are taken away again and again."""
    holder, held = stakes.holder, stakes.held
    while True:
        both = np.zeros(stakes.actors, np.bool_)
        both[holder] = True
        is_held = np.zeros(stakes.actors, np.bool_)
        is_held[held] = True
        both &= is_held
        kept = both[holder] & both[held]
        if kept.all():
            return both
        holder, held = holder[kept], held[kept]


def most_visits(stakes: Stakes, core: Mask, bound: Column) -> int:
    """How often at most a walk up the holders meets one actor: 1 without rings, 0 where no bound was found.

    The expected steps within the core solve t = 1 + (sum over holders of share times their t); a solution with some
    slack to spare proves the bound.
    """
    rows = np.flatnonzero(core[stakes.holder] & core[stakes.held])
    if not len(rows):
        return 1
    number = np.cumsum(core) - 1
    holder, held = number[stakes.holder[rows]], number[stakes.held[rows]]
    share = (bound[rows] + 1) / WHOLE
    steps: npt.NDArray[Any] = np.ones(int(core.sum()))
    for _ in range(ROUNDS):
        more = 1 + np.bincount(held, weights=share * steps[holder], minlength=len(steps))
        if np.all(more <= steps * (1 + 1e-6)):
            return int(np.ceil(more.max() * 1.01)) + 1
        if more.max() > 10**4:
            return 0
        steps = more
    return 0
