"""Close links: one of two holds enough of the other, directly or through others, or a third holds enough of both.

What i holds of j is the sum over the walks from i down to j that do not pass i again of the products of the shares
along them (`stop-at-target`). Over a whole register each company's whole is sent up to its holders in whole numbers of
10**-18, large parts first, until what is still on its way could lift nobody over the threshold. So nothing is cut off
at the threshold itself: many small ways that come to it together count.

Definite pairs are those at all lower bounds; a sum that comes to the threshold only in the limit of a ring is not
called definite. Possible pairs take upper bounds as if all could be at their highest at once, each as far as the least
of the other holders leaves room: none that is possible is left out, and some are in that no true shares give. For one
owner, `attribution` with `MULTIPLY` takes every company's whole into account.

The pairs owned are few, but those with a common third owner grow with the square of what one owner has.

Source:
    Regulation (EU) 575/2013, Article 4(1)(38), and ECB Guideline (EU) 2015/510 (ECB/2014/60), Article 138: 20 % or more
    of the capital, directly or through other undertakings (both as known; their text was not at hand). As rules on
    columns: documentation of the Vadalog engine, close link detection, which sums over ways without repetition.
"""

from decimal import Decimal

import numpy as np

from regraph.engine.control.attribution import MULTIPLY, ONE, attributed, bar
from regraph.engine.control.chains import paired
from regraph.engine.control.loops.pushes import arriving_shares
from regraph.engine.control.loops.sets import Column
from regraph.engine.control.majority import Pairs, above
from regraph.engine.control.threshold import Threshold
from regraph.engine.jit import kernel
from regraph.engine.stakes import Mask, Stakes

FIFTH = Threshold(Decimal("0.2"), inclusive=True)
NOBODY: Column = np.zeros(0, np.int32)
COARSE, FINE, FINEST = ONE // 100, ONE // 10**9, 1


def owning_pairs(stakes: Stakes, threshold: Threshold = FIFTH, *, possible: bool = False) -> Pairs:
    """Who holds at least the threshold of what, directly or through others.

    Args:
        possible: at the upper bounds; otherwise at the lower ones.

    Example:
        >>> from regraph.engine.stakes import stakes_of
        >>> half = 10**9
        >>> pairs = owning_pairs(stakes_of("abcd", [(0, 1, half, half), (1, 2, half, half), (2, 3, half, half)]))
        >>> pairs.controller.tolist(), pairs.controlled.tolist()
        ([0, 0, 1, 1, 2], [1, 2, 2, 3, 3])
    """
    columns, side = paired(stakes), -1 if possible else 1
    companies = np.flatnonzero(np.diff(columns.holders_from)).astype(np.int32)
    thing, owner, settled = arriving(columns, companies, NOBODY, (side, bar(threshold, side), COARSE, FINE))
    if possible:
        return sorted_pairs(owner, thing)
    unsure = np.flatnonzero(~settled)
    again, target, sure = arriving(columns, thing[unsure], owner[unsure], (side, bar(threshold, side), COARSE, FINEST))
    for place in np.flatnonzero(~sure):
        sure[place] = exact_low(stakes, int(target[place]), int(again[place])) >= bar(threshold, 1)
    return sorted_pairs(np.r_[owner[settled], target[sure]], np.r_[thing[settled], again[sure]])


def sorted_pairs(one: Column, other: Column) -> Pairs:
    """Pairs in their order, each once."""
    key = np.unique(one.astype(np.int64) << 32 | other)
    return Pairs((key >> 32).astype(np.int32), key.astype(np.int32))


def arriving(
    columns: Stakes, companies: Column, targets: Column, rule: tuple[int, int, int, int]
) -> tuple[Column, Column, Mask]:
    """Companies, who may have enough of them, and whether that is settled, as `loops.pushes` finds it."""
    bound = columns.low if rule[0] > 0 else columns.high
    core = in_rings(columns).astype(np.uint8)
    send = kernel(arriving_shares, len(columns))
    start, owner, settled = send(companies, targets, (columns.holder, columns.holders_from), bound, core, rule)
    return np.repeat(companies, np.diff(start)), owner, settled.astype(np.bool_)


def exact_low(stakes: Stakes, owner: int, company: int) -> int:
    """The least share of one pair, doubled and with its open end, for the few that rounding leaves undecided."""
    part = stakes.only(above(stakes, company))
    return int(attributed(part, [owner], MULTIPLY).low[company])


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
    one, other = np.concatenate(ones), np.concatenate(others)
    return sorted_pairs(np.minimum(one, other), np.maximum(one, other))


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
