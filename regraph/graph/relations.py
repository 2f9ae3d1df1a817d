"""Claims as relations between two things: who holds, funds, buys, serves, owns a part. Plain values, no library.

A relation runs from the holder, giver or member to what is held, received or joined. It carries its claim, so that
every hop of every answer can be traced to accounts and passages.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from regraph.model.knowledge import Knowledge, once
from regraph.model.share import ONE, SOME, Share
from regraph.model.things import Claim

SHARELESS = ("BoardRight", "Control", "Operatorship", "Royalty", "StateLink", "Stream", "VotingRight")
VIAS = ("ownership", "control", "option", "finance", "offtake", "deal", "role", "asset", "proceeding")
INTEREST_VIA = {
    "Stake": "ownership",
    "LicenceHolding": "ownership",
    "Royalty": "ownership",
    "Stream": "ownership",
    "VotingRight": "control",
    "BoardRight": "control",
    "Operatorship": "control",
    "StateLink": "control",
    "Control": "control",
    "Option": "option",
    "Warrant": "option",
    "Convertible": "option",
}
DEAL_VIA = (("Financing", "finance"), ("EquityPurchase", "finance"), ("PriceSupport", "finance"),
            ("Offtake", "offtake"), ("Supply", "offtake"), ("Deal", "deal"))  # fmt: skip
GIVERS = ("hasLender", "hasFunder", "hasInvestor", "hasGuarantor", "hasArranger", "hasSupplier", "hasSeller")
TAKERS = ("hasBuyer", "hasBorrower", "hasRecipient", "hasIssuer", "hasBeneficiary", "hasOperator", "hasTarget")
EQUALS = ("hasSignatory", "hasParty", "hasRegulator", "concerns")
TIES = {
    "Role": ("isRoleOf", "isRoleAt", "role"),
    "Membership": ("hasMember", "isMembershipIn", "role"),
    "Participation": ("hasParticipant", "isParticipationIn", "role"),
    "ProgrammeSupply": ("hasSupplier", "isSupplyTo", "role"),
    "Parentage": ("hasParent", "hasSubsidiary", "ownership"),
}


@dataclass(frozen=True, slots=True)
class Relation:
    """One thing related to another by one claim.

    Args:
        source: IRI of the holder, giver or member.
        target: IRI of what is held, received or joined.
        kind: local name of the claim's class.
        via: one of `VIAS`.
        claim: IRI of the claim.
        roles: the property by which each end stands in the claim.
        share: the share of `target` that `source` holds; None where the kind knows no share.
        joint: all holders of a joint holding, sorted; empty for a single holder.
    """

    source: str
    target: str
    kind: str
    via: str
    claim: str
    roles: tuple[str, str]
    share: Share | None = None
    joint: tuple[str, ...] = ()


@once
def relations_of(knowledge: Knowledge) -> tuple[Relation, ...]:
    """All relations that the claims make between things, sorted by claim."""
    kinds = {node: knowledge.claims.kind(node) for node in knowledge.claims}
    relating = {kind for kind in set(kinds.values()) if relates(knowledge, kind)}
    nodes = (node for node, kind in kinds.items() if kind in relating)
    return tuple(relation for node in nodes for relation in relations_in(knowledge, knowledge.claims[node]))


def relates(knowledge: Knowledge, kind: str) -> bool:
    """True for the kinds of claim that relate things; a described thing may."""
    return not kind or any(knowledge.is_a(kind, family) for family in ("Interest", "Deal", "Tie", "Proceeding"))


def relations_in(knowledge: Knowledge, claim: Claim) -> Iterable[Relation]:
    """The relations of one claim."""
    if claim.kind in INTEREST_VIA:
        yield from interest_relations(claim)
    elif claim.kind in TIES:
        yield from tie_relations(claim)
    elif knowledge.is_a(claim.kind, "Deal"):
        yield from deal_relations(claim, next(v for k, v in DEAL_VIA if knowledge.is_a(claim.kind, k)))
    elif knowledge.is_a(claim.kind, "Proceeding"):
        for leader in claim.iris("hasRegulator"):
            for about in claim.iris("isAbout"):
                yield Relation(leader, about, claim.kind, "proceeding", claim.node, ("hasRegulator", "isAbout"))
    elif not claim.kind:
        yield from thing_relations(knowledge, claim)


def interest_relations(claim: Claim) -> Iterable[Relation]:
    """Holder to held; a joint holding gives one relation per holder, each naming the others."""
    holders = claim.iris("isHeldBy")
    role = "isStakeIn" if claim.kind == "Stake" else "isInterestIn"
    share = share_in(claim)
    for held in claim.iris(role) or claim.iris("isInterestIn") + claim.iris("isStakeIn"):
        for holder in holders:
            joint = holders if len(holders) > 1 else ()
            yield Relation(
                holder, held, claim.kind, INTEREST_VIA[claim.kind], claim.node, ("isHeldBy", role), share, joint
            )


def share_in(claim: Claim) -> Share | None:
    """The share an interest carries: as stated, unknown but some for a licence, None for links and mere rights."""
    if claim.kind in SHARELESS:
        return None
    if claim.kind in ("LicenceHolding", "Stake") and claim.share.is_unknown:
        return SOME
    return claim.share


def tie_relations(claim: Claim) -> Iterable[Relation]:
    """Person to post, member to body, parent to subsidiary."""
    near, far, via = TIES[claim.kind]
    share = SOME if claim.kind == "Parentage" else None
    for source in claim.iris(near):
        for target in claim.iris(far):
            yield Relation(source, target, claim.kind, via, claim.node, (near, far), share)


def deal_relations(claim: Claim, via: str) -> Iterable[Relation]:
    """Giver to taker, buyer to target; parties of equal standing in the order of their IRIs."""
    gives = [(party, role) for role in GIVERS for party in claim.iris(role)]
    takes = [(party, role) for role in TAKERS for party in claim.iris(role)]
    others = [(party, role) for role in EQUALS for party in claim.iris(role)]
    pairs = [(a, b) for a in gives for b in takes] + list(combinations(takes, 2))
    pairs += [(a, b) for a in others for b in gives + takes] + list(combinations(sorted(others), 2))
    seen: set[tuple[str, str]] = set()
    for (source, near), (target, far) in pairs:  # takers stand in the order of TAKERS: a buyer before its target
        alike = near == far and near != "hasSignatory"
        if source == target or alike or (source, target) in seen:
            continue
        seen.add((source, target))
        yield Relation(source, target, claim.kind, via, claim.node, (near, far))


def thing_relations(knowledge: Knowledge, claim: Claim) -> Iterable[Relation]:
    """What accounts say of an asset itself: whose interests it stands for, in what, and what it is part of."""
    for owner in claim.iris("isInterestOf"):
        whole = Share(ONE, ONE)
        yield Relation(owner, claim.node, "HeldInterest", "ownership", claim.node, ("isInterestOf", ""), whole)
    for held in claim.iris("isHoldingIn"):
        yield Relation(claim.node, held, "HeldInterest", "ownership", claim.node, ("", "isHoldingIn"), SOME)
    for whole_asset in claim.iris("isPartOf"):
        if whole_asset in knowledge.things:
            yield Relation(claim.node, whole_asset, "part", "asset", claim.node, ("", "isPartOf"))
