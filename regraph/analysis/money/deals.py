"""Which deals are financing, and who stands in them: who pays, who gets the money, what it is for, under what.

A party is read from its role only. What a deal does not say of payers, recipients or assets is taken from the larger
deal that it is part of; nobody is a party because of what he owns.
"""

from collections.abc import Iterator

from regraph.model.knowledge import Knowledge, once
from regraph.model.things import Claim

FUNDERS = ("hasFunder", "hasLender", "hasInvestor", "hasGuarantor", "hasBuyer")
RECIPIENTS = ("hasRecipient", "hasBorrower", "hasIssuer", "hasBeneficiary", "hasSeller")
ASSETS = ("concerns", "hasTarget")
PROGRAMMES = ("isUnder",)
ALWAYS = ("Financing", "EquityPurchase")
WHERE_STATED = ("PriceSupport", "Acquisition", "Offtake", "Supply")
ON_CALL = ("Guarantee", "PriceSupport")


@once
def deals_of(knowledge: Knowledge) -> tuple[Claim, ...]:
    """Every deal, sorted by IRI, whether it is financing or not."""
    kinds = {kind for kind in map(knowledge.claims.kind, knowledge.claims) if knowledge.is_a(kind, "Deal")}
    return tuple(knowledge.claims[node] for node in knowledge.claims if knowledge.claims.kind(node) in kinds)


def is_kind(knowledge: Knowledge, claim: Claim, kinds: tuple[str, ...]) -> bool:
    """True for a claim of one of some kinds, or of a kind of them."""
    return any(knowledge.is_a(claim.kind, kind) for kind in kinds)


def states_amount(claim: Claim) -> bool:
    """True where some bound of the amount is stated."""
    return bool(claim.all("amountAtLeast") or claim.all("amountAtMost"))


def is_financing(knowledge: Knowledge, claim: Claim) -> bool:
    """True for a deal that moves or promises money.

    A financing or a purchase of equity is one with or without a stated sum; price support, an acquisition, an offtake
    or a supply only with one; any other deal only with one and somebody who pays or gets it.
    """
    if is_kind(knowledge, claim, ALWAYS):
        return True
    if not states_amount(claim):
        return False
    named = any(claim.all(role) for role in (*FUNDERS, *RECIPIENTS))
    return named or is_kind(knowledge, claim, WHERE_STATED)


def may_move_money(knowledge: Knowledge, claim: Claim) -> bool:
    """True for a deal that would be financing if it stated a sum: it has somebody who would pay or get it."""
    if claim.kind == "Amendment":
        return False
    return is_kind(knowledge, claim, WHERE_STATED) or any(claim.all(role) for role in (*FUNDERS, *RECIPIENTS))


def is_on_call(knowledge: Knowledge, claim: Claim) -> bool:
    """True for a guarantee or price support: money that flows only if something else happens."""
    return is_kind(knowledge, claim, ON_CALL)


def parties(knowledge: Knowledge, claim: Claim, roles: tuple[str, ...]) -> tuple[str, ...]:
    """Who stands in a deal in one of some roles, sorted; where the deal names nobody, who does in a deal above it.

    The nearest larger deals that name somebody decide.
    """
    layer, seen = [claim], {claim.node}
    while layer:
        found = {iri for deal in layer for role in roles for iri in deal.iris(role)}
        if found:
            return tuple(sorted(found))
        above = sorted({iri for deal in layer for iri in wholes(knowledge, deal)} - seen)
        seen.update(above)
        layer = [knowledge.claims[iri] for iri in above]
    return ()


def wholes(knowledge: Knowledge, claim: Claim) -> tuple[str, ...]:
    """The larger deals that a deal is directly part of."""
    return tuple(i for i in claim.iris("isPartOf") if knowledge.is_a(kind_of(knowledge, i), "Deal"))


def kind_of(knowledge: Knowledge, iri: str) -> str:
    """The kind of a claim; "" for what nobody claims."""
    return knowledge.claims.kind(iri) if iri in knowledge.claims else ""


def above(knowledge: Knowledge, claim: Claim) -> Iterator[str]:
    """Every larger deal that comprises a deal, itself among them where the sources make a ring; nearest first."""
    layer, seen = sorted(wholes(knowledge, claim)), set[str]()
    while layer:
        yield from layer
        seen.update(layer)
        layer = sorted({up for iri in layer for up in wholes(knowledge, knowledge.claims[iri])} - seen)


def scope(knowledge: Knowledge, entity: str) -> frozenset[str]:
    """A thing, and whatever is part of it: what a question about the thing is about.

    What it owns, and the bodies that are under it, are things of their own and not in its scope.
    """
    found, layer = {entity}, [entity]
    while layer:
        near = {node for iri in layer for node in knowledge.mentions.get(iri, ())} - found
        layer = sorted(n for n in near if set(knowledge.claims[n].iris("isPartOf")) & set(layer))
        found.update(layer)
    return frozenset(found)


def involved(knowledge: Knowledge, claim: Claim) -> set[str]:
    """Who pays, who gets the money, what it is for, the programmes, and the deal itself."""
    roles = (FUNDERS, RECIPIENTS, ASSETS, PROGRAMMES)
    return {claim.node, *(iri for names in roles for iri in parties(knowledge, claim, names))}
