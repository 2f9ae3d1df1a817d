"""The counted holdings of the facts as columns, so that one engine computes on them and on whole registers.

A joint holding runs through its group; a holding that is only possibly in force may be there or not, so its least share
is nothing. Links and rights without a share are no stakes and stay out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from regraph.analysis.counting import JOINT, Counted, Hop
from regraph.engine.stakes import Stakes, stakes_of, units
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Status
from regraph.model.share import UNKNOWN, Share


@dataclass(frozen=True, eq=False)
class Columns:
    """Stakes with the hops they were made from.

    Args:
        stakes: columns whose names are IRIs (`joint:` and the claim's IRI for the group of a joint holding).
        hops: number of a row in `stakes.row` -> the hop it stands for.
    """

    stakes: Stakes
    hops: tuple[Hop, ...]

    @cached_property
    def index(self) -> dict[str, int]:
        """IRI -> its index in the columns."""
        return {name: place for place, name in enumerate(self.stakes.names)}

    @cached_property
    def into(self) -> dict[str, tuple[Hop, ...]]:
        """What is held -> the hops that lead to it, each once, in the order of their claims."""
        found: dict[str, dict[Hop, None]] = {}
        for hop in self.hops:
            found.setdefault(hop.relation.target, {})[hop] = None
        return {held: tuple(hops) for held, hops in found.items()}

    @cached_property
    def around(self) -> frozenset[str]:
        """What stands in a ring of hops, or between two rings: all but what only leads into rings or out of them."""
        above = {held: {hop.relation.source for hop in hops} for held, hops in self.into.items()}
        below: dict[str, set[str]] = {}
        for held, holders in above.items():
            for holder in holders:
                below.setdefault(holder, set()).add(held)
        return frozenset(peeled(above, below) & peeled(below, above))

    @cached_property
    def bounds(self) -> dict[Hop, tuple[int, int]]:
        """Hop -> both ends of its share in units."""
        rows = zip(self.stakes.row.tolist(), self.stakes.low.tolist(), self.stakes.high.tolist(), strict=True)
        return {self.hops[row]: (low, high) for row, low, high in rows}


def peeled(near: Mapping[str, set[str]], far: Mapping[str, set[str]]) -> set[str]:
    """What is left once all that has nothing near is taken away, and then what has nothing near any more, and so on.

    Args:
        near, far: each thing with those next to it on one side, and on the other.
    """
    left = {thing: len(others) for thing, others in near.items()}
    queue = [thing for thing in far if thing not in left]
    for gone in queue:
        for other in far.get(gone, ()):
            left[other] -= 1
            queue += [other] if not left[other] else []
    return {thing for thing, count in left.items() if count}


def shares_in(counted: Counted, doubted: Iterable[str] = ()) -> Columns:
    """The economic shares that count: stakes, interests in interests, parents and licence holders.

    Args:
        doubted: claims whose least is nothing, as if they might be false.
    """
    return columns(counted.hops, [hop.relation.share for hop in counted.hops], frozenset(doubted))


def votes_in(knowledge: Knowledge, counted: Counted, doubted: Iterable[str] = ()) -> Columns:
    """The votes that count: as stated, and as stakes where nothing is stated of the votes in a thing.

    Once any votes in a thing are stated, a stake in it says nothing of votes: its holder may have any, or none.

    Args:
        doubted: claims whose least is nothing, as if they might be false.
    """
    stated = {ends(hop) for hop in counted.hops if votes_of(knowledge, hop) is not None}
    told = {held for _, held in stated}

    def votes(hop: Hop) -> Share | None:
        if ends(hop) in stated:
            return votes_of(knowledge, hop)
        return UNKNOWN if hop.relation.share is not None and hop.relation.target in told else hop.relation.share

    shares = {hop: votes(hop) for hop in counted.hops if not hop.relation.target.startswith(JOINT)}
    carrying = {hop.relation.claim for hop, share in shares.items() if share is not None}
    parts = [hop for hop in counted.hops if hop not in shares and hop.relation.claim in carrying]
    every = shares | {hop: hop.relation.share or UNKNOWN for hop in parts}
    return columns(counted.hops, [every.get(hop) for hop in counted.hops], frozenset(doubted))


def votes_of(knowledge: Knowledge, hop: Hop) -> Share | None:
    """The votes that a claim states; None where it states none."""
    share = knowledge.claims[hop.relation.claim].share if hop.relation.kind == "VotingRight" else UNKNOWN
    return None if share.is_unknown else share


def ends(hop: Hop) -> tuple[tuple[str, ...], str]:
    """Who holds by a hop, all of a joint holding, and what."""
    relation = hop.relation
    return relation.joint or (relation.source,), relation.target


def columns(hops: Sequence[Hop], shares: Iterable[Share | None], doubted: frozenset[str] = frozenset()) -> Columns:
    """Columns of the hops that carry a share, in the order of their claims."""
    carrying = [(hop, share) for hop, share in zip(hops, shares, strict=True) if share is not None]
    names = sorted({end for hop, _ in carrying for end in (hop.relation.source, hop.relation.target)})
    index = {name: place for place, name in enumerate(names)}
    rows = (
        (index[hop.relation.source], index[hop.relation.target], *ends_of(hop, share, hop.relation.claim in doubted))
        for hop, share in carrying
    )
    return Columns(stakes_of(names, rows), tuple(hop for hop, _ in carrying))


def ends_of(hop: Hop, share: Share, is_doubted: bool = False) -> tuple[int, int]:
    """Both ends of a share in units; nothing at least where the holding is only possibly in force, or doubted."""
    unsure = is_doubted or hop.standing.status is Status.POSSIBLE
    return (
        0 if unsure else units(share.low, is_open=share.low_open),
        units(share.high, is_open=share.high_open, is_low=False),
    )
