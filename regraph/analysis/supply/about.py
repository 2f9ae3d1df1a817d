"""What the sources say about an agreement beside its own terms: changes, terms, what is due, conditions, and gaps.

An absence is what a voice says is not there or not told; that no source speaks of a thing is silence and never listed.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from regraph.analysis.supply.agreements import KINDS
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Scenario
from regraph.model.telling import pointing
from regraph.model.things import Claim
from regraph.names import local

TERMS = ("duration", "term")
ABSENT = (*KINDS, "hasBuyer", "hasSeller", "hasSupplier", "sellsTo", "isSupplyTo")


@dataclass(frozen=True)
class About:
    """What is told about one agreement, each sorted by the IRI of its claim.

    Args:
        changes: deals that amend it, at any stage.
        terms: figures of its term or duration.
        milestones, conditions: of it, or of what amends it.
        absences: what voices say is not there, not disclosed or undecided about it.
    """

    changes: tuple[Claim, ...]
    terms: tuple[Claim, ...]
    milestones: tuple[Claim, ...]
    conditions: tuple[Claim, ...]
    absences: tuple[Claim, ...]


def about(knowledge: Knowledge, scenario: Scenario, node: str) -> About:
    """What is told about an agreement, without what the scenario excludes."""
    near = told(knowledge, scenario, (node,))
    changes = tuple(claim for claim in near if node in claim.iris("amends"))
    both = told(knowledge, scenario, (node, *(claim.node for claim in changes)))
    return About(
        changes,
        tuple(c for c in both if c.kind == "Figure" and c.concept("figureKind") in TERMS),
        tuple(c for c in both if c.kind == "Milestone"),
        tuple(c for c in both if c.kind == "Condition"),
        tuple(c for c in both if c.kind == "Absence"),
    )


def told(knowledge: Knowledge, scenario: Scenario, nodes: Iterable[str]) -> tuple[Claim, ...]:
    """The claims that point to some nodes, sorted, less those that the scenario excludes."""
    found = sorted({near for node in nodes for near in knowledge.mentions.get(node, ())})
    claims = (knowledge.claims[node] for node in found if knowledge.claims.kind(node))
    return tuple(claim for claim in claims if claim.concept("certainty") not in scenario.exclude)


def absences(knowledge: Knowledge, scenario: Scenario, entity: str | None = None) -> tuple[Claim, ...]:
    """What voices say of offtake or supply that is not there, not disclosed or not established.

    Args:
        entity: IRI of the thing it is about; None for all.
    Returns:
        Sorted by IRI; an absence that the sources only imply is none.
    """
    found = []
    every = knowledge.claims.by_kind.get("Absence", ())
    for node in every if entity is None else pointing(knowledge, "Absence", (entity,)):
        claim = knowledge.claims[node]
        of_supply = {local(iri) for iri in claim.iris("absentTerm")} & set(ABSENT)
        concerned = entity is None or entity in claim.iris("isAbout")
        if of_supply and concerned and claim.concept("certainty") not in scenario.exclude:
            found.append(claim)
    return tuple(found)
