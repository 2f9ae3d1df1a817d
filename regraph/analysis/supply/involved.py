"""How a thing stands in an agreement: as a party, as the asset concerned, or through stakes in force.

An agreement of an owner is not said to be of the asset, nor one of an asset to be its owner's: each line keeps apart
what a source says of the thing itself and what only follows from a stake.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from regraph.analysis.ownership import Holding, holdings_of, owners_of
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Scenario
from regraph.model.share import Share
from regraph.model.things import Claim
from regraph.names import BASE

ROLES: Mapping[str, tuple[str, ...]] = {
    "seller": ("hasSeller", "hasSupplier"),
    "buyer": ("hasBuyer", "hasRecipient"),
    "programme supplied": ("isSupplyTo",),
    "may direct output": ("hasBeneficiary",),
    "asset or matter concerned": ("concerns",),
    "operator": ("hasOperator",),
    "signatory": ("hasSignatory",),
    "arranger": ("hasArranger",),
    "agreement above it": ("isPartOf", "isUnder"),
}
OF_OUTPUT = ("hasSeller", "hasSupplier", "concerns")


@dataclass(frozen=True, slots=True)
class Involved:
    """One way in which a thing stands in an agreement.

    Args:
        role: in a few words.
        through: the asset or owner by way of which it stands there; None where it stands there itself.
        share: the stake in between, where there is one.
        weakest: the claim on which the chain in between is weakest.
    """

    role: str
    through: str | None = None
    share: Share | None = None
    weakest: str | None = None


@dataclass(frozen=True)
class Involvement:
    """A thing, what it holds by stakes in force, and, for an asset, who holds it.

    Args:
        entity: IRI.
        held, holders: what it owns and who owns it, each with the holding in between.
    """

    entity: str
    held: Mapping[str, Holding]
    holders: Mapping[str, Holding]

    def in_claim(self, claim: Claim) -> tuple[Involved, ...]:
        """Every way in which the thing stands in an agreement, itself first."""
        own = [Involved("the agreement asked about")] if claim.node == self.entity else []
        own += [Involved(role) for role, names in ROLES.items() if any(self.entity in claim.iris(n) for n in names)]
        outputs = {iri for name in OF_OUTPUT for iri in claim.iris(name)} - {self.entity}
        sellers = {iri for name in OF_OUTPUT[:2] for iri in claim.iris(name)} - {self.entity}
        own += [through("holder of", self.held[iri]) for iri in sorted(outputs & self.held.keys())]
        return tuple(own + [through("asset of", self.holders[iri]) for iri in sorted(sellers & self.holders.keys())])


def through(role: str, holding: Holding) -> Involved:
    """Standing in an agreement by way of a holding: `holder of` what sells, or `asset of` who sells."""
    other = holding.held if role == "holder of" else holding.holder
    return Involved(role, other, holding.share, holding.weakest)


def involvement(knowledge: Knowledge, scenario: Scenario, entity: str) -> Involvement:
    """A thing with its holdings that carry a share; for an asset, with its owners too."""
    thing = knowledge.things.get(entity)
    is_asset = thing is not None and knowledge.is_a(thing.kind, "Asset")
    is_owner = thing is not None and (is_asset or knowledge.is_a(thing.kind, "Actor"))
    held = holdings_of(knowledge, entity, scenario).holdings if is_owner else ()
    holders = owners_of(knowledge, entity, scenario).holdings if is_asset else ()
    return Involvement(
        entity,
        {each.held: each for each in held if each.share is not None and each.held.startswith(BASE)},
        {each.holder: each for each in holders if each.share is not None and each.holder.startswith(BASE)},
    )
