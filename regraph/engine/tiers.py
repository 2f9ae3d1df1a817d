"""Who is caught step by step: listed holders catch what they hold enough of, and what is caught counts as a holder.

Shares are integers and sums of integers: a threshold is met or missed exactly. The kernel is a plain loop that compiles
for many stakes; its cost is the stakes of those who are caught.

Source:
    US Department of the Treasury, OFAC, FAQs 398 to 402 (ownership in the aggregate, step by step).
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from regraph.engine.jit import kernel
from regraph.engine.stakes import WHOLE, Integers, Mask, Stakes

Tiers = npt.NDArray[np.int32]
NEVER = -1
ENDLESS = 1 << 30


class Columns(NamedTuple):
    """Stakes as the kernel reads them: `least[j]` and `most[j]` are the sums of all low and high ends in `j`,
    `opens[j]` is how many of the low ones are open."""

    begins: npt.NDArray[np.int64]
    rows: npt.NDArray[np.int64]
    held: Integers
    low: Integers
    high: Integers
    least: npt.NDArray[np.int64]
    most: npt.NDArray[np.int64]
    opens: npt.NDArray[np.int64]
    group: Mask


class Asked(NamedTuple):
    """What is enough: `need` units, more than that where `strict`; of all together or of one alone; within `tiers`."""

    need: int
    strict: bool
    together: bool
    tiers: int
    is_low: bool


def columns_of(stakes: Stakes, group: Mask) -> Columns:
    """The columns of stakes; `group` marks those whose holders are known to hold all of it."""
    low, high = stakes.low - stakes.low % 2, stakes.high + stakes.high % 2
    least = np.bincount(stakes.held, weights=low, minlength=stakes.actors).astype(np.int64)
    most = np.bincount(stakes.held, weights=high, minlength=stakes.actors).astype(np.int64)
    opens = np.bincount(stakes.held, weights=stakes.low % 2, minlength=stakes.actors).astype(np.int64)
    rows = stakes.by_holder.astype(np.int64, copy=False)
    return Columns(stakes.holdings_from, rows, stakes.held, stakes.low, stakes.high, least, most, opens, group)


def caught(columns: Columns, asked: Asked, seeds: Mask, first: Mask) -> Tiers:
    """The step at which each is caught: 0 for the seeds, `NEVER` for those that are not.

    Args:
        columns: the stakes, from `columns_of`.
        asked: what is enough, at the low or the high ends of all shares.
        seeds: who counts from the start.
        first: which of them alone count at the first step.
    """
    spread_by = kernel(spread, len(columns.held))
    return spread_by(columns, asked, seeds, first)


def spread(columns: Columns, asked: Asked, seeds: Mask, first: Mask) -> Tiers:
    """The kernel of `caught`: a queue of those who count; a group of joint holders counts as soon as they do."""
    count = len(seeds)
    tier = np.full(count, NEVER, np.int32)
    queue, caught_next = np.empty(count, np.int64), np.empty(count, np.int64)
    sums, others = np.zeros(count, np.int64), np.zeros(count, np.int64)
    is_open, opens = np.zeros(count, np.bool_), np.zeros(count, np.int64)
    filled = 0
    for j in range(count):
        if first[j]:
            queue[filled] = j
            filled += 1
        if seeds[j]:
            tier[j] = 0
    head, step, waiting = 0, 0, 0
    while head < filled or step == 0:
        while head < filled:
            x = queue[head]
            head += 1
            last = -1
            for place in range(columns.begins[x], columns.begins[x + 1]):
                row = columns.rows[place]
                j = columns.held[row]
                if j == x or seeds[j] or tier[j] >= 0:
                    continue
                if j != last and not asked.together:
                    sums[j], others[j], is_open[j], opens[j] = 0, 0, False, 0
                last = j
                low, high = np.int64(columns.low[row]), np.int64(columns.high[row])
                if asked.is_low:
                    sums[j] += low - low % 2
                    others[j] += high + high % 2
                    is_open[j] |= low % 2 == 1
                    value = sums[j] + (1 if is_open[j] else 0)
                    if columns.group[j]:  # its holders have all of it: what the others can have at most is not theirs
                        value = max(value, WHOLE - (columns.most[j] - others[j]))
                else:
                    sums[j] += high + high % 2
                    others[j] += low - low % 2
                    is_open[j] |= high % 2 == 1
                    opens[j] += low % 2
                    value = sums[j] - (1 if is_open[j] else 0)
                    if columns.least[j] <= WHOLE:  # what the others have at least, or more than that, is not theirs
                        left = WHOLE - (columns.least[j] - others[j])
                        value = min(value, left - (1 if columns.opens[j] > opens[j] else 0))
                if value > asked.need or (value == asked.need and not asked.strict):
                    if columns.group[j]:
                        tier[j] = tier[x]
                        queue[filled] = j
                        filled += 1
                    else:
                        tier[j] = step + 1
                        caught_next[waiting] = j
                        waiting += 1
        step += 1
        if step >= asked.tiers:
            break
        if step == 1:
            for j in range(count):
                if seeds[j] and not first[j]:
                    queue[filled] = j
                    filled += 1
        for place in range(waiting):
            queue[filled] = caught_next[place]
            filled += 1
        waiting = 0
    return tier
