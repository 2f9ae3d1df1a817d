"""Close links: one of two holds enough of the other, directly or through others, or a third holds enough of both.

What i holds of j is the sum over the walks from i down to j that do not pass i again of the products of the shares
along them (`stop-at-target`), in whole numbers of 10**-18. At the lower bounds all companies are answered for from the
top down (`loops.descent`), each by short lists of who has how much of its holders; a pair whose bounds leave it open is
followed up by itself, in the end exactly. So nothing is cut off at the threshold itself: many small ways that come to
it together count. At the upper bounds each company's whole is sent up to its holders, large parts first, until what is
still on its way could lift nobody over the threshold (`loops.pushes`).

Definite pairs are those at all lower bounds; a sum that comes to the threshold only in the limit of a ring is not
called definite. Possible pairs take upper bounds as if all could be at their highest at once, each as far as the least
of the other holders leaves room; then `attribution` with `MULTIPLY`, which takes every company's whole into account,
strikes out those that no true shares give. None that is possible is left out; in a large register, where that would be
too much work, some are in that no true shares give.

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
from regraph.engine.control.loops.descent import all_above, passed_down
from regraph.engine.control.loops.pushes import arriving_shares
from regraph.engine.control.loops.sets import Column, Places
from regraph.engine.control.loops.walked import walks_within
from regraph.engine.control.majority import Pairs, above
from regraph.engine.control.threshold import Threshold
from regraph.engine.jit import kernel
from regraph.engine.stakes import Mask, Stakes, starts
from regraph.engine.walks.components import components

FIFTH = Threshold(Decimal("0.2"), inclusive=True)
NOBODY: Column = np.zeros(0, np.int32)
COARSE, FINE, FINEST = ONE // 100, ONE // 10**9, 1
SHORT, WHOLLY = ONE // 1_000, 1
WORK = 10_000_000  # owners times actors: up to here each possible pair is put to all true shares of its owner


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
    columns = paired(stakes)
    if possible:
        companies = np.flatnonzero(np.diff(columns.holders_from)).astype(np.int32)
        thing, owner, _ = arriving(columns, companies, NOBODY, (-1, bar(threshold, -1), COARSE, FINE))
        return narrowed(stakes, sorted_pairs(owner, thing), bar(threshold, -1))
    enough = bar(threshold, 1)
    thing, owner, settled = handed_down(columns, enough)
    unsure = np.flatnonzero(~settled)
    again, target, sure = arriving(columns, thing[unsure], owner[unsure], (1, enough, COARSE, FINEST))
    for place in np.flatnonzero(~sure):
        sure[place] = exact_low(stakes, int(target[place]), int(again[place])) >= enough
    return sorted_pairs(np.r_[owner[settled], target[sure]], np.r_[thing[settled], again[sure]])


def narrowed(stakes: Stakes, pairs: Pairs, enough: int) -> Pairs:
    """The possible pairs that some true shares give, where that is not too much work; otherwise all of them."""
    begins = np.flatnonzero(np.diff(pairs.controller, prepend=-1, append=-1))
    if (len(begins) - 1) * stakes.actors > WORK:
        return pairs
    kept = np.ones(len(pairs), np.bool_)
    for begin, end in zip(begins[:-1], begins[1:], strict=True):
        most = attributed(stakes, [int(pairs.controller[begin])], MULTIPLY).high
        kept[begin:end] = most[pairs.controlled[begin:end]] >= enough
    return Pairs(pairs.controller[kept], pairs.controlled[kept])


def handed_down(columns: Stakes, enough: int) -> tuple[Column, Column, Mask]:
    """Companies, who may have enough of them at the lower bounds, and whether that is settled.

    From the top down, with short lists for all; then again with whole lists of the few owners who are left undecided,
    for the companies that they are undecided of. Companies about which lists say too little are each asked alone.
    """
    share = columns.low - columns.low % 2
    groups = ring_by_ring(columns, share)
    rings = walks_within(columns, groups, share)
    graph = (columns.holder, columns.holders_from, share)
    everybody = np.ones(columns.actors, np.uint8)
    down = kernel(passed_down, len(columns))
    thing, owner, settled, is_open = down(groups, graph, rings, (everybody, everybody), (enough, SHORT))
    listed = is_open[thing] == 0
    left = listed & (settled == 0)
    if left.any():
        asked = np.zeros(columns.actors, np.uint8)
        asked[owner[left]] = 1
        wanted = kernel(all_above, len(columns))(thing[left], *graph)
        again = down(groups, graph, rings, (wanted, asked), (enough, WHOLLY))
        kept = np.isin(paired_keys(again[1], again[0]), paired_keys(owner[left], thing[left]))
        decided = listed & ~left
        thing, owner = np.r_[thing[decided], again[0][kept]], np.r_[owner[decided], again[1][kept]]
        settled = np.r_[settled[decided], again[2][kept]]
    else:
        thing, owner, settled = thing[listed], owner[listed], settled[listed]
    alone = arriving(columns, np.flatnonzero(is_open).astype(np.int32), NOBODY, (1, enough, COARSE, FINE))
    return np.r_[thing, alone[0]], np.r_[owner, alone[1]], np.r_[settled.astype(np.bool_), alone[2]]


def ring_by_ring(columns: Stakes, share: Column) -> tuple[Places, Places, Column]:
    """The actors, holders before what they hold and rings together; where each group begins; its number by actor."""
    rows = np.flatnonzero(share)
    ends = columns.holder[rows].astype(np.int64)
    places, begins = kernel(components, len(columns))(starts(columns.held[rows], columns.actors), ends, False)
    group_of = np.empty(columns.actors, np.int32)
    group_of[places] = np.repeat(np.arange(len(begins) - 1, dtype=np.int32), np.diff(begins))
    return places, begins, group_of


def paired_keys(one: Column, other: Column) -> Places:
    """One number a pair."""
    return one.astype(np.int64) << 32 | other


def sorted_pairs(one: Column, other: Column) -> Pairs:
    """Pairs in their order, each once."""
    key = np.sort(paired_keys(one, other))  # unique of numpy takes ten times as long
    key = key[np.diff(key, prepend=-1) > 0]
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
    if not third_party:
        return sorted_pairs(*ascending(owned.controller, owned.controlled))
    begins = np.flatnonzero(np.diff(owned.controller, prepend=-1, append=-1)).astype(np.int64)
    one, other = kernel(two_of_each, stakes.actors)(begins, owned.controlled)
    return sorted_pairs(*ascending(np.r_[owned.controller, one], np.r_[owned.controlled, other]))


def ascending(one: Column, other: Column) -> tuple[Column, Column]:
    """Pairs without direction, the smaller index first."""
    return np.minimum(one, other), np.maximum(one, other)


def two_of_each(begins: Places, things: Column) -> tuple[Column, Column]:
    """Any two things of the same owner (a kernel).

    Args:
        begins: where the things of each owner begin, with the end of the last.
        things: the things, ascending for each owner.
    """
    count = 0
    for owner in range(len(begins) - 1):
        size = begins[owner + 1] - begins[owner]
        count += size * (size - 1) // 2
    one, other = np.empty(count, np.int32), np.empty(count, np.int32)
    count = 0
    for owner in range(len(begins) - 1):
        for first in range(begins[owner], begins[owner + 1]):
            for second in range(first + 1, begins[owner + 1]):
                one[count], other[count] = things[first], things[second]
                count += 1
    return one, other


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
