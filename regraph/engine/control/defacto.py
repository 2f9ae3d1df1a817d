"""Control in fact: a majority of the votes that come to the meeting, by the holder that nobody else can outvote.

At a turnout t, X controls j when X and what X controls (in fact) hold together more than t / 2 of j's votes, and more
than each rival. A rival is any other holder of j, together with the other holders tied to it by majority control: a
group votes as one. The least fixpoint of that. Where the shares are bounds, a definite answer takes rivals at their
highest and tied wherever control is possible, a possible one at their lowest and tied where control is definite.

Source:
    The European Commission's jurisdictional notice on mergers, as described by others: sole control in fact by the main
    minority holder, from its share, the attendance at earlier meetings and the position of the other holders; IFRS 10,
    B41 to B43: the size of a holding of votes relative to the other vote holders; White, Direct Consolidation: 40 % of
    the votes where 75 % come. The turnout is the user's assumption and is said with every answer.
"""

from fractions import Fraction

import numpy as np

from regraph.engine.control.loops.rivals import prevailing_sets, tied
from regraph.engine.control.loops.sets import Column, leaders
from regraph.engine.control.majority import NOTHING, Pairs, controlling_pairs, index, one_by_one, room
from regraph.engine.control.threshold import Threshold
from regraph.engine.jit import kernel
from regraph.engine.stakes import Stakes


def de_facto_pairs(stakes: Stakes, turnout: Fraction, *, possible: bool = False) -> Pairs:
    """Every pair of control in fact at a turnout.

    Args:
        turnout: the part of all votes that is expected at a meeting, above 0 and at most 1.
        possible: the pairs of some true shares within the bounds; otherwise those of all.

    Example:
        >>> from regraph.engine.stakes import stakes_of
        >>> stakes = stakes_of("abc", [(0, 1, 8 * 10**8, 8 * 10**8), (2, 1, 7 * 10**8, 7 * 10**8)])
        >>> [de_facto_pairs(stakes, Fraction(come, 4)).controller.tolist() for come in (3, 4)]
        [[0], []]
    """
    side = -1 if possible else 1
    bar = Threshold(Fraction(turnout) / 2).bar(side)
    bound = stakes.high if possible else stakes.low
    who = kernel(leaders, len(stakes))(stakes.holder, stakes.held, bound, side, bar, stakes.actors)
    first = np.flatnonzero(who).astype(np.int32)
    need = room(stakes, bar) if possible else NOTHING
    columns = (stakes.holder, stakes.holders_from, groups(stakes, possible=possible))
    bounds = (stakes.low, stakes.high)
    find = kernel(prevailing_sets, len(stakes))
    start, found = find(one_by_one(first), index(stakes), columns, bounds, (side, bar), need)
    key = np.repeat(first.astype(np.int64), np.diff(start)) << 32 | found
    key.sort()
    return Pairs((key >> 32).astype(np.int32), key.astype(np.int32))


def groups(stakes: Stakes, *, possible: bool) -> Column:
    """Who votes as one: the first member of each set tied by majority control."""
    pairs = controlling_pairs(stakes, possible=not possible)
    return kernel(tied, len(stakes))(pairs.controller, pairs.controlled, stakes.actors)
