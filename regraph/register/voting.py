"""Votes of a register: as stated, and as economic shares where nothing is stated of a company's votes.

Once any votes in a company are stated, a share in it says nothing of votes: its holder may have any, or none.
"""

import datetime as dt
from dataclasses import replace

import numpy as np

from regraph.engine.stakes import WHOLE, Stakes, arranged
from regraph.register.register import Register


def votes_in(register: Register, as_of: dt.date | None = None) -> Stakes:
    """The votes on a day.

    Args:
        as_of: the day; None is the day that the register tells of.
    Returns:
        `row` is the line of the file.
    """
    shares, votes = register.stakes(as_of), register.stakes(as_of, "votes")
    if not len(votes):
        return shares
    is_stated = np.zeros(shares.actors, np.bool_)
    is_stated[votes.held] = True
    unknown = is_stated[shares.held]
    shares = replace(shares, low=np.where(unknown, 0, shares.low), high=np.where(unknown, WHOLE, shares.high))
    others = shares.only(~np.isin(keys(shares), keys(votes)))
    joined = {
        name: np.concatenate([getattr(part, name) for part in (votes, others)])
        for name in ("holder", "held", "low", "high", "row")
    }
    lines = joined.pop("row")
    found = arranged(shares.names, **joined)
    return replace(found, row=lines[found.row])


def keys(stakes: Stakes) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """One number a pair of holder and held."""
    return stakes.held.astype(np.int64) * stakes.actors + stakes.holder
