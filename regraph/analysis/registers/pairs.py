"""Every pair of a register of which one controls the other, or the two are closely linked, with how sure that is.

*Yes* holds for all true shares within the bounds by stakes that are stated, reported or estimated; what needs a stake
that is alleged, disputed or the like is only *as claimed*; *possible* holds for some true shares.
"""

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from regraph.analysis.control.doctrines import Bars, Doctrine
from regraph.analysis.control.verdicts import Answer
from regraph.analysis.registers.doubt import firm
from regraph.engine.control import Pairs, chain_pairs, close_links, controlling_pairs, de_facto_pairs, held_together
from regraph.engine.stakes import Stakes
from regraph.register.register import Register
from regraph.register.voting import votes_in

ANSWERS = (Answer.POSSIBLE, Answer.CLAIMED, Answer.YES)
ADDING = ("majority", "de-facto")


@dataclass(frozen=True, eq=False)
class Everything:
    """The pairs of one doctrine, by controller, then by what is controlled.

    Args:
        pairs: indices.
        sure: place of the answer of each pair in `ANSWERS`.
        held: what the two hold of it together at least, in units; None where no stakes are added.
    """

    pairs: Pairs
    sure: "np.ndarray[tuple[int], np.dtype[np.int8]]"
    held: "np.ndarray[tuple[int], np.dtype[np.int64]] | None"

    def __len__(self) -> int:
        return len(self.pairs)


def every_pair_in(register: Register, doctrine: Doctrine, bars: Bars, day: dt.date, *, possible: bool) -> Everything:
    """Every pair of one doctrine.

    Args:
        possible: those as well that are found for some true shares only.
    """
    stakes = register.stakes(day) if doctrine.name == "close-links" else votes_in(register, day)
    solid = firm(register, stakes)
    claimed = pairs_by(doctrine, bars, stakes, possible=False)
    sure = claimed if solid is stakes else pairs_by(doctrine, bars, solid, possible=False)
    every = union(claimed, pairs_by(doctrine, bars, solid, possible=True)) if possible else claimed
    answers = np.isin(every.keys(), claimed.keys()).astype(np.int8) + np.isin(every.keys(), sure.keys())
    held = held_together(stakes, every) if doctrine.name in ADDING and len(every) else None
    return Everything(every, answers.astype(np.int8), held)


def pairs_by(doctrine: Doctrine, bars: Bars, stakes: Stakes, *, possible: bool) -> Pairs:
    """The pairs of a doctrine, for all true shares or for some."""
    threshold = bars.of(doctrine.name)
    assert threshold is not None
    if doctrine.name == "close-links":
        return close_links(stakes, threshold, possible=possible)
    if doctrine.name == "de-facto":
        return de_facto_pairs(stakes, Fraction(bars.turnout or 1), possible=possible)
    if doctrine.name == "majority":
        return controlling_pairs(stakes, threshold, possible=possible)
    return chain_pairs(stakes, threshold, possible=possible)


def union(one: Pairs, other: Pairs) -> Pairs:
    """The pairs of both, in their order."""
    keys = np.union1d(one.keys(), other.keys())
    return Pairs((keys >> 32).astype(np.int32), keys.astype(np.int32))
