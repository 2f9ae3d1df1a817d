"""The loops of attribution: shares that pass down chains as a least fixpoint, in whole numbers of 10**-18.

Values are doubled, with 1 added to a lower end and taken from an upper one where the end itself is excluded. A product
of a share in units and a value is split in two, so that nothing runs over and the rounding is known.
"""

import numpy as np

from regraph.engine.control.loops.sets import Column, Index, Places

Columns = tuple[Column, Places]

ONE = 10**18
WHOLE = 2_000_000_000  # as in stakes
MASK = (1 << 30) - 1
PATIENCE = 64  # how often one value is computed anew before it is rounded, a thousand times as much each time
GIVE_UP = 3_000


def lower_shares(seeds: Column, index: Index, columns: Columns, low: Column, rule: tuple[int, int, int]) -> Places:
    """The least shares that arrive at the seeds; any state of the loop is sound, since it only ever rises.

    Args:
        columns: the holders by row, and where those of each thing begin.
        rule: the bar for a holder's share (doubled), whether it then counts wholly, and in proportion below it.
    """
    held, rows, begins = index
    holder, holders_from = columns
    bar, wholly, below = rule
    actors = len(begins) - 1
    value = np.zeros(actors, np.int64)
    is_seed = np.zeros(actors, np.uint8)
    waits = np.zeros(actors, np.uint8)
    rounds = np.zeros(actors, np.int32)
    queue = np.empty(actors, np.int32)  # a ring: each thing waits at most once
    head, waiting = 0, 0
    for seed in seeds:
        is_seed[seed] = 1
    for seed in seeds:
        for at in range(begins[seed], begins[seed + 1]):
            thing = held[rows[at]]
            if not is_seed[thing] and not waits[thing]:
                waits[thing] = 1
                queue[(head + waiting) % actors] = thing
                waiting += 1
    while waiting:
        thing = queue[head]
        head = (head + 1) % actors
        waiting -= 1
        waits[thing] = 0
        rounds[thing] += 1
        total = np.int64(0)
        beyond = 0  # the true share lies above the sum
        for row in range(holders_from[thing], holders_from[thing + 1]):
            other = holder[row]
            odd = low[row] & 1
            share = np.int64(low[row]) - odd
            counts = value[other] >> 1
            beside = value[other] & 1
            if is_seed[other] or (wholly and value[other] >= bar):
                counts, beside = np.int64(ONE), np.int64(0)
            elif not below and value[other] < bar:
                counts, beside = np.int64(0), np.int64(0)
            part = share * (counts >> 30)
            rest = ((part % WHOLE) << 30) + share * (counts & MASK)
            total += ((part // WHOLE) << 30) + rest // WHOLE
            if rest % WHOLE or (odd and counts + beside) or (beside and share):
                beyond = 1
            if total >= ONE:
                total, beyond = np.int64(ONE), 0
                break
        new = 2 * total + beyond
        step = 1 if rounds[thing] <= PATIENCE else 10**6 if rounds[thing] <= 1_000 else 10**9
        if new <= value[thing] or rounds[thing] > GIVE_UP:
            continue
        if new - value[thing] < step:
            value[thing] |= 1
            continue
        value[thing] = new
        for at in range(begins[thing], begins[thing + 1]):
            following = held[rows[at]]
            if not is_seed[following] and not waits[following]:
                waits[following] = 1
                queue[(head + waiting) % actors] = following
                waiting += 1
    for seed in seeds:
        value[seed] = 2 * ONE
    return value


def upper_shares(
    seeds: Column, index: Index, columns: Columns, bounds: tuple[Column, Column], rule: tuple[int, int, int]
) -> Places:
    """The greatest shares that arrive at the seeds, over true shares of no more than the whole of each thing.

    The lower bounds are given out first, then what is left to the holders that count for most. The loop ends at a
    fixpoint of a rounded up step, which no least fixpoint exceeds.
    """
    held, rows, begins = index
    holder, holders_from = columns
    low, high = bounds
    bar, wholly, below = rule
    actors = len(begins) - 1
    value = np.zeros(actors, np.int64)
    is_seed = np.zeros(actors, np.uint8)
    waits = np.zeros(actors, np.uint8)
    rounds = np.zeros(actors, np.int32)
    queue = np.empty(actors, np.int32)
    head, waiting = 0, 0
    for seed in seeds:
        is_seed[seed] = 1
    for seed in seeds:
        for at in range(begins[seed], begins[seed + 1]):
            thing = held[rows[at]]
            if not is_seed[thing] and not waits[thing]:
                waits[thing] = 1
                queue[(head + waiting) % actors] = thing
                waiting += 1
    while waiting:
        thing = queue[head]
        head = (head + 1) % actors
        waiting -= 1
        waits[thing] = 0
        rounds[thing] += 1
        first, last = holders_from[thing], holders_from[thing + 1]
        counts = np.zeros(last - first, np.int64)
        left, most = np.int64(WHOLE), np.int64(0)
        short, is_rounded = 1, 0  # short: the sum itself is out of reach
        is_open = 0
        marginal = np.int64(0)  # what the last of those counts for who get more than their least
        for place in range(last - first):
            row = first + place
            other = holder[row]
            counts[place] = value[other]
            if is_seed[other] or (wholly and value[other] >= bar):
                counts[place] = 2 * ONE
            elif not below and value[other] < bar:
                counts[place] = 0
            left -= low[row] - (low[row] & 1)
            most += high[row] + (high[row] & 1)
            if counts[place] > 0 and ((high[row] & 1) or ((counts[place] & 1) and high[row] > 0)):
                is_open = 1
        if left < 0:
            left = most  # the bounds contradict each other: the upper ones stand
        order = np.argsort(-counts)
        if most > WHOLE:
            short = 0
        total = np.int64(0)
        for place in order:
            row = first + place
            least = np.int64(low[row]) - (low[row] & 1)
            more = min(np.int64(high[row]) + (high[row] & 1) - least, left)
            left -= more
            if more > 0:
                marginal = counts[place]
            share = least + more
            weight = (counts[place] + 1) >> 1
            part = share * (weight >> 30)
            rest = ((part % WHOLE) << 30) + share * (weight & MASK)
            total += ((part // WHOLE) << 30) + rest // WHOLE
            if rest % WHOLE:
                total += 1
                short, is_rounded = 0, 1
            if total >= ONE:
                total = np.int64(ONE)
                if most > WHOLE:
                    break
        if most > WHOLE and not is_rounded and total < ONE:
            for place in range(last - first):  # who has more than its least, and counts for less, takes some of it
                if low[first + place] & 1 and (counts[place] + 1) >> 1 < (marginal + 1) >> 1:
                    short, is_open = 1, 1
        new = 2 * total - (1 if short and is_open and total > 0 else 0)
        grid = 1 if rounds[thing] <= PATIENCE else 10**6 if rounds[thing] <= 1_000 else 10**9
        if grid > 1:
            new = min(np.int64(2 * ONE), (new + grid - 1) // grid * grid)
        if rounds[thing] > GIVE_UP:
            new = np.int64(2 * ONE)
        if new <= value[thing]:
            continue
        value[thing] = new
        for at in range(begins[thing], begins[thing + 1]):
            following = held[rows[at]]
            if not is_seed[following] and not waits[following]:
                waits[following] = 1
                queue[(head + waiting) % actors] = following
                waiting += 1
    for seed in seeds:
        value[seed] = 2 * ONE
    return value
