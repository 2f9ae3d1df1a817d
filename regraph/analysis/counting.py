"""What counts as a holding in a scenario, step by step, and what is only listed beside it.

A joint holding becomes two steps through its group; bounds that two interests share are never given to one of them
alone; who keeps the rest of an interest keeps what the counted stakes leave. Nothing is added up here.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from regraph.graph.relations import Relation, relations_of
from regraph.model.knowledge import Knowledge, once
from regraph.model.scenario import Scenario, Standing
from regraph.model.share import ONE, ZERO, Share, total
from regraph.model.things import Claim

CHAIN_VIAS = ("ownership", "control", "option")
RIGHTS = ("BoardRight", "Operatorship", "Royalty", "Stream")
UNSTATED = ("LicenceHolding", "Parentage")
JOINT = "joint:"


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a chain: a relation and how its claim stands in the scenario."""

    relation: Relation
    standing: Standing

    def __hash__(self) -> int:
        """By what tells it from nearly every other: steps are looked up very often."""
        return hash((self.relation.claim, self.relation.source, self.relation.target))


@dataclass(frozen=True, slots=True)
class Aside:
    """A claim about a thing in the answer that is not counted in it, and why."""

    relation: Relation
    standing: Standing


@dataclass(frozen=True)
class Counted:
    """What counts in a scenario.

    Args:
        hops: every step from a holder to what it holds, each once, in the order of their claims.
        beside: what is not counted, and why.
    """

    hops: tuple[Hop, ...]
    beside: tuple[Aside, ...]


@once
def counted(knowledge: Knowledge, scenario: Scenario, *, bodies: bool) -> Counted:
    """The steps that count on the day and under the choices of a scenario.

    Args:
        bodies: count a state's own offices as held by it; where holdings are asked for they are a part of the state.
    """
    chosen = [r for r in relations_of(knowledge) if r.via in CHAIN_VIAS]
    standings = {claim: scenario.standing(knowledge, knowledge.claims[claim]) for claim in {r.claim for r in chosen}}
    counting = {r.claim for r in chosen if standings[r.claim].counts and r.kind not in RIGHTS}
    beside = tuple(Aside(r, standings[r.claim]) for r in chosen if r.claim not in counting)
    hops: list[Hop] = []
    for relation in (r for r in chosen if r.claim in counting):
        claim = knowledge.claims[relation.claim]
        if said_by_partner(claim, counting) or (not bodies and claim.concept("linkKind") == "body-of"):
            continue
        steps = split_joint(bounded(claim, relation, counting))
        hops += [Hop(step, standings[relation.claim]) for step in steps]
    return Counted(tuple(with_stated_shares(with_remainders(list(dict.fromkeys(hops))))), beside)


def with_stated_shares(hops: Sequence[Hop]) -> list[Hop]:
    """A parent or licence holder whose stake in the same thing is stated has that stake, and no unknown more."""
    stakes = {(h.relation.source, h.relation.target) for h in hops if h.relation.kind == "Stake"}
    return [h for h in hops if h.relation.kind not in UNSTATED or (h.relation.source, h.relation.target) not in stakes]


def with_remainders(hops: Sequence[Hop]) -> list[Hop]:
    """Who an interest is held for keeps what the counted stakes in that interest leave."""
    into: dict[str, list[Relation]] = defaultdict(list)
    for hop in hops:
        into[hop.relation.target].append(hop.relation)
    found = []
    for hop in hops:
        kept = hop.relation
        shares = [r.share for r in into[kept.target] if r != kept and r.share is not None]
        if kept.roles[0] == "isInterestOf" and shares:
            found.append(Hop(with_share(kept, total(shares).remainder()), hop.standing))
        else:
            found.append(hop)
    return found


def said_by_partner(claim: Claim, counting: Iterable[str]) -> bool:
    """True where the bounds are of two interests together and the other one already stands for both."""
    return any(partner in counting and partner < claim.node for partner in claim.iris("isShareTogetherWith"))


def bounded(claim: Claim, relation: Relation, counted: set[str]) -> Relation:
    """The relation with the share it carries alone: bounds stated for two interests together say nothing of the least
    that one of them is when the other does not count."""
    partners = claim.iris("isShareTogetherWith")
    if relation.share is None or not partners or all(p in counted for p in partners):
        return relation
    alone = Share(ZERO, relation.share.high, relation.share.high > ZERO, relation.share.high_open)
    return with_share(relation, alone)


def with_share(relation: Relation, share: Share | None, **ends: str) -> Relation:
    """The same relation with another share, and other ends where given."""
    return Relation(
        ends.get("source", relation.source),
        ends.get("target", relation.target),
        relation.kind,
        relation.via,
        relation.claim,
        relation.roles,
        share,
        relation.joint,
    )


def split_joint(relation: Relation) -> tuple[Relation, ...]:
    """A joint holding as two steps: each member has anything from nothing to all of the group's share, and the group
    has the share as stated."""
    if not relation.joint:
        return (relation,)
    group = JOINT + relation.claim
    whole = None if relation.share is None else Share(ZERO, ONE)
    return (with_share(relation, whole, target=group), with_share(relation, relation.share, source=group))
