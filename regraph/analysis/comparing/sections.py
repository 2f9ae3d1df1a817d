"""The sections in which two things are compared, which of them a kind of thing can have, and where a claim belongs.

A claim belongs to one section of a thing, by its kind and by how it names the thing. Nothing here compares.
"""

from collections.abc import Mapping

from regraph.model.knowledge import Knowledge
from regraph.model.things import Claim

HELD = ("hasSubsidiary", "isHoldingIn", "isInterestIn", "isStakeIn")
HOLDS = ("hasParent", "isHeldBy", "isInterestOf")
FAMILIES = ("Actor", "Asset", "Programme", "Interest", "Deal", "Tie", "Proceeding", "Claim")
# Section -> the kinds of its claims, the properties by which they name the thing (none for any), and the families of
# things that can have it (none for all).
SECTIONS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "owners": (("Interest", "Parentage"), HELD, ("Actor", "Asset", "Programme")),
    "holdings": (("Interest", "Parentage"), HOLDS, ("Actor", "Interest")),
    "money": (("EquityPurchase", "Financing", "PriceSupport"), (), ("Actor", "Asset", "Deal", "Programme")),
    "sales": (("Offtake", "ProgrammeSupply", "Supply"), (), ("Actor", "Asset", "Deal", "Programme")),
    "deals": (("Deal",), (), ("Actor", "Asset", "Deal", "Interest", "Programme")),
    "ties": (("Tie",), (), ("Actor", "Asset", "Programme")),
    "figures": (("Figure",), (), ()),
    "proceedings": (("Proceeding",), (), ()),
    "milestones": (("Milestone",), (), ()),
    "conditions": (("Condition",), (), ()),
    "absences": (("Absence",), (), ()),
    "assessments": (("Assessment",), (), ()),
    "other": ((), (), ()),
}
# What claims of every family can state.
SHARED = ("bindingness", "certainty", "commodity", "date", "end", "kind", "measure", "share", "stage", "start")


def section_of(knowledge: Knowledge, claim: Claim, roles: tuple[str, ...]) -> str:
    """The section of a claim, by its kind and the properties by which it names the thing."""
    for section, (kinds, named, _) in SECTIONS.items():
        if any(knowledge.is_a(claim.kind, kind) for kind in kinds) and (not named or set(named) & set(roles)):
            return section
    return "other"


def kind_of(knowledge: Knowledge, iri: str) -> str:
    """The class of a thing by the register, or of a claim by its accounts."""
    if iri in knowledge.things:
        return knowledge.things[iri].kind
    return knowledge.claims.kind(iri) if iri in knowledge.claims else ""


def family_of(knowledge: Knowledge, iri: str) -> str:
    """The widest kind that a thing or claim belongs to: `Actor`, `Asset`, `Deal`, ...; "" for none of them."""
    kind = kind_of(knowledge, iri)
    return next((family for family in FAMILIES if knowledge.is_a(kind, family)), "")


def can_have(family: str, section: str) -> bool:
    """True where things of a family can have claims of a section.

    Example:
        >>> can_have("Actor", "holdings"), can_have("Deal", "holdings"), can_have("Deal", "milestones")
        (True, False, True)
    """
    families = SECTIONS[section][2]
    return not families or family in families
