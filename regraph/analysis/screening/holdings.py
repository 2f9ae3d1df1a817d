"""The curated holdings as a screening rule reads them: economic shares and votes, for sure, as claimed, and at most.

What is merely alleged, an opinion, under investigation or disputed counts as claimed and never for sure. A state's
ownership that a source states without a share is all or the deciding part: a majority of the votes, some of the shares.
What the sources leave unnamed may be anybody's; it stands in columns of its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from regraph.analysis.columns import Columns, shares_in, votes_in
from regraph.analysis.counting import JOINT, Counted, Hop
from regraph.analysis.screening.judging import Pool
from regraph.engine.stakes import WHOLE, Stakes, stakes_of, units
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Status
from regraph.model.share import ONE, SOME, Share

SOLID = ("estimated", "reported", "stated-by-party")
UNNAMED = "unnamed:"
HELD_BY_NOBODY = ("GovernmentBody", "Person", "State")
DECIDING = Share(low=ONE / 2, high=ONE, low_open=True)
ECONOMIC, VOTES = "economic", "votes"

Row = tuple[int, int, int, int]


@dataclass(frozen=True)
class Held:
    """The holdings of one basis, all with the same indices.

    Args:
        solid: only what is told without doubt has a least share.
        claimed: what is alleged as well.
        unnamed: as `solid`, and whoever the sources do not name holds what they leave.
        hops: number of a row of `claimed` and `solid` -> the hop it stands for.
    """

    solid: Pool
    claimed: Pool
    unnamed: Pool
    hops: tuple[Hop, ...]

    @cached_property
    def index(self) -> dict[str, int]:
        """IRI -> its index."""
        return {name: place for place, name in enumerate(self.claimed.stakes.names)}

    def hop(self, place: int) -> Hop:
        """The hop of a stake by its place in the columns."""
        return self.hops[int(self.claimed.stakes.row[place])]

    def names(self, places: Iterable[int]) -> frozenset[str]:
        """The IRIs of some indices."""
        return frozenset(self.claimed.stakes.names[place] for place in places)

    def places(self, iris: Iterable[str]) -> frozenset[int]:
        """The indices of some IRIs, as far as they stand in the columns."""
        return frozenset(self.index[iri] for iri in iris if iri in self.index)


def held_in(knowledge: Knowledge, counted: Counted, extra: Iterable[str]) -> dict[str, Held]:
    """The holdings by basis: `economic` and `votes`.

    Args:
        counted: what counts in the scenario.
        extra: IRIs that need an index though nothing of them is held.
    """
    ends = {end for hop in counted.hops for end in (hop.relation.source, hop.relation.target)}
    names = sorted({*ends, *extra, UNNAMED})
    made = {ECONOMIC: (shares_in(counted), SOME), VOTES: (votes_in(knowledge, counted), DECIDING)}
    return {basis: held(knowledge, counted, names, *found) for basis, found in made.items()}


def held(knowledge: Knowledge, counted: Counted, names: list[str], columns: Columns, state_share: Share) -> Held:
    """The holdings of one basis; `state_share` is what a state has where it is said to own without a share."""
    index = {name: place for place, name in enumerate(names)}
    stakes, rows, hops = columns.stakes, list[Row](), list[Hop]()
    for place in np.argsort(stakes.row):
        hops.append(columns.hops[int(stakes.row[place])])
        rows.append(row_of(index, hops[-1], int(stakes.low[place]), int(stakes.high[place])))
    stated = {(hop.relation.source, hop.relation.target) for hop in hops}
    for hop in counted.hops:
        if is_state_owned(knowledge, hop) and (hop.relation.source, hop.relation.target) not in stated:
            hops.append(hop)
            rows.append(row_of(index, hop, *ends_of(hop, state_share)))
    sure = [row if is_solid(knowledge, hop) else (*row[:2], 0, row[3]) for row, hop in zip(rows, hops, strict=True)]
    left = remainders(knowledge, names, sure, index[UNNAMED])
    return Held(pool(names, sure), pool(names, rows), pool(names, [*sure, *left]), tuple(hops))


def ends_of(hop: Hop, share: Share) -> tuple[int, int]:
    """Both ends of a share in units; nothing at least where the holding is only possibly in force."""
    low = 0 if hop.standing.status is Status.POSSIBLE else units(share.low, is_open=share.low_open)
    return low, units(share.high, is_open=share.high_open, is_low=False)


def row_of(index: dict[str, int], hop: Hop, low: int, high: int) -> Row:
    """A hop as a row of stakes."""
    return index[hop.relation.source], index[hop.relation.target], low, high


def pool(names: list[str], rows: list[Row]) -> Pool:
    """Stakes with bounds as narrow as they allow each other, and the groups of joint holders marked."""
    stakes: Stakes = stakes_of(names, rows)
    tight = replace(stakes, high=stakes.tightened().high)
    return Pool(tight, np.array([name.startswith(JOINT) for name in names], np.bool_))


def is_state_owned(knowledge: Knowledge, hop: Hop) -> bool:
    """True for a state said to own a thing; one that a thing is merely linked to, or that runs it, holds nothing."""
    return hop.relation.kind == "StateLink" and knowledge.claims[hop.relation.claim].concept("linkKind") == "owned-by"


def is_solid(knowledge: Knowledge, hop: Hop) -> bool:
    """True for a hop whose claim is told without doubt."""
    return (knowledge.claims[hop.relation.claim].concept("certainty") or "reported") in SOLID


def remainders(knowledge: Knowledge, names: list[str], rows: list[Row], unnamed: int) -> list[Row]:
    """What the sources leave unnamed of each thing that anybody can hold."""
    taken = [0] * len(names)
    for _, thing, low, _ in rows:
        taken[thing] += low - low % 2
    return [
        (unnamed, place, 0, WHOLE - least)
        for place, (name, least) in enumerate(zip(names, taken, strict=True))
        if least < WHOLE and place != unnamed and can_be_held(knowledge, name)
    ]


def can_be_held(knowledge: Knowledge, iri: str) -> bool:
    """False for persons, states and their bodies, and for a group of joint holders, all of whom are named."""
    thing = knowledge.things.get(iri)
    return not iri.startswith(JOINT) and (thing is None or thing.kind not in HELD_BY_NOBODY)
