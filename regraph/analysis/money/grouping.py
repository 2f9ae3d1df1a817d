"""What `--by` groups deals by: one group a deal, whatever the number of its parties; groups add up to the total.

A deal of several funders, recipients, countries or commodities stands in the group of all of them together, never in
full under each.
"""

from collections.abc import Callable, Mapping

from regraph.analysis.money.deals import ASSETS, FUNDERS, RECIPIENTS, kind_of, parties
from regraph.model.knowledge import Knowledge
from regraph.model.things import Claim
from regraph.names import RG

Group = tuple[str, ...]
GOVERNMENT = ("State", "GovernmentBody", "IntergovernmentalOrganisation")
PRIVATE = ("Company", "Person")
SECTORS = ("government", "state-owned", "private", "not-stated")


def agency(knowledge: Knowledge, claim: Claim) -> Group:
    """Who pays, all of them together."""
    return parties(knowledge, claim, FUNDERS)


def recipient(knowledge: Knowledge, claim: Claim) -> Group:
    """Who gets the money; what it is for where nobody is named."""
    return parties(knowledge, claim, RECIPIENTS) or parties(knowledge, claim, ASSETS)


def instrument(knowledge: Knowledge, claim: Claim) -> Group:
    """The form that is stated, else the class of the deal."""
    return tuple(sorted(claim.iris("instrument"))) or (RG.namespace + claim.kind,)


def country(knowledge: Knowledge, claim: Claim) -> Group:
    """Where the money goes: the countries of the assets that it is for, else of those who get it."""
    for roles in (ASSETS, RECIPIENTS):
        found = {place for iri in parties(knowledge, claim, roles) for place in places(knowledge, iri)}
        if found:
            return tuple(sorted(found))
    return ()


def places(knowledge: Knowledge, iri: str) -> tuple[str, ...]:
    """Where accounts say that a thing is; else the jurisdiction that the register gives."""
    located = described(knowledge, iri, "isLocatedIn")
    thing = knowledge.things.get(iri)
    return located or ((thing.jurisdiction,) if thing and thing.jurisdiction else ())


def commodity(knowledge: Knowledge, claim: Claim) -> Group:
    """The commodities of the deal, else of the assets that it is for, else of those who get the money."""
    own = claim.iris("commodity")
    for roles in ((), ASSETS, RECIPIENTS):
        found = {*own, *(c for i in parties(knowledge, claim, roles) for c in described(knowledge, i, "commodity"))}
        if found:
            return tuple(sorted(found))
    return ()


def described(knowledge: Knowledge, iri: str, name: str) -> tuple[str, ...]:
    """What accounts say of a thing itself; nothing for a claim."""
    return knowledge.claims[iri].iris(name) if iri in knowledge.claims and not kind_of(knowledge, iri) else ()


def public(knowledge: Knowledge, claim: Claim) -> Group:
    """Whether those who pay are government bodies, state-owned or private, by their kind in the register.

    A consortium, a fund, an organisation or a party that is not named may be either: what it is is not stated.
    """
    return tuple(sorted({sector(knowledge, iri) for iri in agency(knowledge, claim)})) or ("not-stated",)


def sector(knowledge: Knowledge, iri: str) -> str:
    """`government`, `state-owned`, `private`, or `not-stated` of one payer."""
    kind = knowledge.things[iri].kind if iri in knowledge.things else ""
    if kind in GOVERNMENT:
        return "government"
    if knowledge.is_a(kind, "StateOwnedEnterprise"):
        return "state-owned"
    return "private" if kind in PRIVATE else "not-stated"


def concept(name: str) -> Callable[[Knowledge, Claim], Group]:
    """A group by an axis of the deal."""
    return lambda _, claim: claim.iris(name)


def currency(knowledge: Knowledge, claim: Claim) -> Group:
    """The currency of the stated sum."""
    return tuple(map(str, claim.all("currency")))


GROUPINGS: Mapping[str, Callable[[Knowledge, Claim], Group]] = {
    "agency": agency,
    "recipient": recipient,
    "instrument": instrument,
    "stage": concept("stage"),
    "bindingness": concept("bindingness"),
    "country": country,
    "commodity": commodity,
    "certainty": concept("certainty"),
    "currency": currency,
    "public": public,
}
