"""The channels by which one actor exposes a thing, claim by claim: who gives, holds, buys or serves, and what with.

Here stand the claims themselves, each as direct as its account tells it; nothing is traced, weighed or added up.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import permutations, product

from regraph.errors import BadChoice
from regraph.graph.relations import SHARELESS
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import split
from regraph.model.share import SOME, ZERO, Share
from regraph.model.things import Claim

CHANNELS = (
    "shares", "control", "contingent", "loans", "grants", "guarantees", "equity-purchases", "financing",
    "price-support", "offtake", "operatorship", "licence", "board", "royalties", "deals", "state-links", "roles",
    "memberships", "programmes",
)  # fmt: skip
MONEY = ("loans", "grants", "guarantees", "equity-purchases", "financing")
SALES = ("price-support", "offtake")
KINDS: Mapping[str, str] = {
    "Stake": "shares", "Parentage": "shares", "VotingRight": "control", "Control": "control",
    "Option": "contingent", "Warrant": "contingent", "Convertible": "contingent",
    "Loan": "loans", "Grant": "grants", "DirectFunding": "grants", "FeasibilityFunding": "grants",
    "Guarantee": "guarantees", "EquityPurchase": "equity-purchases", "Placement": "equity-purchases",
    "Financing": "financing", "PriceSupport": "price-support", "Offtake": "offtake", "Supply": "offtake",
    "Operatorship": "operatorship", "LicenceHolding": "licence", "BoardRight": "board", "Royalty": "royalties",
    "Stream": "royalties", "StateLink": "state-links", "Role": "roles", "Membership": "memberships",
    "Participation": "programmes", "ProgrammeSupply": "programmes",
}  # fmt: skip
FUNDERS = ("hasLender", "hasFunder", "hasInvestor", "hasGuarantor")
FUNDED = ("hasBorrower", "hasRecipient", "hasIssuer", "hasBeneficiary", "hasTarget", "concerns")
SELLERS = ("hasSeller", "hasSupplier")
SIGNING = ("hasSignatory",)
DEALS = (
    ((*FUNDERS, "hasArranger"), FUNDED),
    (("hasBuyer",), (*SELLERS, "hasTarget", "concerns")),
    (SELLERS, ("hasBuyer",)),
    (SIGNING, ("concerns",)),
)
TIES: Mapping[str, tuple[str, str, bool]] = {  # by whom, with what, and whether a programme exposes who joins it
    "Role": ("isRoleOf", "isRoleAt", False),
    "Membership": ("hasMember", "isMembershipIn", True),
    "Participation": ("hasParticipant", "isParticipationIn", True),
    "ProgrammeSupply": ("hasSupplier", "isSupplyTo", True),
    "Parentage": ("hasParent", "hasSubsidiary", False),
}
EXPOSED = ("Actor", "Asset", "Programme")
Ends = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Direct:
    """One claim by which an actor exposes a thing.

    Args:
        source: IRI of who gives, holds, buys or serves; what the thing is exposed to.
        target: IRI of what is exposed.
        channel: one of `CHANNELS`.
        claim: IRI of the claim.
        roles: the property by which each of the two stands in the claim.
        share: the share of `target` that an interest carries; None where its kind knows none.
        joint: all holders of a joint holding, sorted; empty for a single one.
    """

    source: str
    target: str
    channel: str
    claim: str
    roles: tuple[str, str]
    share: Share | None = None
    joint: tuple[str, ...] = ()


def direct_channels(knowledge: Knowledge) -> tuple[Direct, ...]:
    """Every claim by which one thing exposes another, whatever its stage, certainty and day.

    Returns:
        One entry a claim and pair of ends, sorted by claim, source and target; shares are fractions of 1. A sale
        exposes the seller to the buyer and the buyer to the seller; who takes part in a programme is exposed to it.
    """
    kinds = {node: knowledge.claims.kind(node) for node in knowledge.claims}
    nodes = (node for node, kind in kinds.items() if kind in KINDS or not kind or knowledge.is_a(kind, "Deal"))
    found = (direct for node in nodes for direct in channels_in(knowledge, knowledge.claims[node]))
    return tuple(sorted(found, key=lambda d: (d.claim, d.source, d.target)))


def channels_in(knowledge: Knowledge, claim: Claim) -> Iterator[Direct]:
    """What one claim exposes to what, each pair once."""
    channel, seen = channel_of(knowledge, claim), set[tuple[str, str]]()
    holders = claim.iris("isHeldBy")
    joint = holders if len(holders) > 1 else ()
    for source, target, near, far in ends(knowledge, claim):
        fit = all(is_exposed(knowledge, end) for end in (source, target))
        if fit and source != target and (source, target) not in seen:
            seen.add((source, target))
            yield Direct(source, target, channel, claim.node, (near, far), share_of(claim), joint)


def channel_of(knowledge: Knowledge, claim: Claim) -> str:
    """The channel of a claim; a paper that names who funds is told by that.

    A change of the terms of a sale is a deal and no sale: what it changes is told already.
    """
    names = (claim.kind, *knowledge.parents.get(claim.kind, ()))
    known = next((KINDS[name] for name in names if name in KINDS), "")
    if known or not claim.kind:
        return known or "shares"
    return "financing" if any(map(claim.all, FUNDERS)) else "deals"


def ends(knowledge: Knowledge, claim: Claim) -> Iterable[Ends]:
    """Who exposes what by a claim: source, target, and the role of each."""
    if not claim.kind:
        return crossed(claim, ("isInterestOf",), ("isHoldingIn",))
    if claim.kind in TIES:
        near, far, both = TIES[claim.kind]
        one = crossed(claim, (near,), (far,))
        back = [(b, a, q, p) for a, b, p, q in one if both and is_kind(knowledge, b, ("Programme",))]
        return [*one, *back]
    if claim.kind in KINDS and not knowledge.is_a(claim.kind, "Deal"):
        return crossed(claim, ("isHeldBy",), ("isStakeIn", "isInterestIn"))
    found = [pair for givers, takers in DEALS for pair in crossed(claim, givers, takers)]
    if claim.kind in ("Offtake", "Supply"):
        found += crossed(claim, ("hasBeneficiary",), ("concerns",))
    signed = [(party, role) for role in SIGNING for party in claim.iris(role)]
    return [*found, *((a, b, p, q) for (a, p), (b, q) in permutations(signed, 2))]


def crossed(claim: Claim, givers: Iterable[str], takers: Iterable[str]) -> list[Ends]:
    """Every pair of somebody in one role and something in another."""
    near = [(end, role) for role in givers for end in claim.iris(role)]
    far = [(end, role) for role in takers for end in claim.iris(role)]
    return [(a, b, p, q) for (a, p), (b, q) in product(near, far)]


def is_exposed(knowledge: Knowledge, iri: str) -> bool:
    """True for what can stand at an end: an actor, an asset or a programme; no commodity and no claim."""
    return is_kind(knowledge, iri, EXPOSED)


def is_kind(knowledge: Knowledge, iri: str, kinds: Iterable[str]) -> bool:
    """True for a thing of the register that is one of some kinds."""
    thing = knowledge.things.get(iri)
    return thing is not None and any(knowledge.is_a(thing.kind, kind) for kind in kinds)


def share_of(claim: Claim) -> Share | None:
    """The share that an interest carries alone; an unstated one is more than nothing, and a link or deal has none.

    Bounds that are stated for two interests together say nothing of the least that one of them is.
    """
    channel = KINDS.get(claim.kind, "" if claim.kind else "shares")
    if channel not in ("shares", "contingent", "licence") or claim.kind in SHARELESS:
        return None
    if claim.iris("isShareTogetherWith"):
        return Share(ZERO, claim.share.high, claim.share.high > ZERO, claim.share.high_open)
    return SOME if claim.share.is_unknown and claim.kind not in ("Option", "Warrant", "Convertible") else claim.share


def channels_named(words: Iterable[str]) -> frozenset[str]:
    """The channels that `--channel` names; all where it names none.

    Raises:
        BadChoice: a word that is none of `CHANNELS`.
    Example:
        >>> sorted(channels_named(("shares,control",)))
        ['control', 'shares']
    """
    named = split(tuple(words))
    for word in named:
        if word not in CHANNELS:
            raise BadChoice("--channel", word, CHANNELS)
    return frozenset(named or CHANNELS)
