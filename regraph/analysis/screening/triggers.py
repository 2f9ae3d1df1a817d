"""What else may catch besides holdings, and what the sources say of it: met, claimed, unknown, or not covered.

A claim is never stretched: it touches a trigger only where its kind is what the trigger speaks of, and only where one
who counts for the rule has the right, or lends. A mere link to a state touches nothing.
"""

from collections.abc import Container
from dataclasses import dataclass

from regraph.analysis.screening.rules.rule import Rule, Trigger
from regraph.graph.relations import Relation
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Scenario
from regraph.names import local

MET, CLAIMED, UNKNOWN, NOT_COVERED = "met", "claimed", "unknown", "not covered"
CONTROL = ("Control", "Operatorship")
TOUCHED_BY = {
    "board": ("BoardRight",),
    "control-by-other-means": (*CONTROL, "StateLink"),
    "covered-officer": ("BoardRight",),
    "de-facto": ("Control",),
    "debt": ("Convertible", "Loan"),
    "direction": (*CONTROL, "StateLink"),
    "effective-control": CONTROL,
    "influence": (*CONTROL, "StateLink"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """What the sources say of one trigger.

    Args:
        trigger: of the rule.
        status: `met`, `claimed` (one who counts is said to have the right), `unknown` or `not covered`.
        why: in one phrase.
        claims: IRIs of the claims that touch it, sorted.
    """

    trigger: Trigger
    status: str
    why: str
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a trigger: the rule's, on one thing, with the right of some who count."""

    knowledge: Knowledge
    scenario: Scenario
    rule: Rule
    thing: str
    counting: Container[str]


def told_of(asked: Asked, relations: tuple[Relation, ...]) -> tuple[Told, ...]:
    """What the sources say of every trigger of a rule that holdings do not answer.

    Args:
        relations: all relations of the facts.
    """
    return tuple(told(asked, trigger, relations) for trigger in asked.rule.triggers)


def told(asked: Asked, trigger: Trigger, relations: tuple[Relation, ...]) -> Told:
    """What the sources say of one trigger."""
    if trigger.list:
        return Told(trigger, NOT_COVERED, f"the {trigger.list} is not at hand")
    if trigger.name == "jurisdiction":
        return jurisdiction(asked, trigger)
    kinds = TOUCHED_BY.get(trigger.name)
    if kinds is None:
        return Told(trigger, NOT_COVERED, "the facts hold nothing of this kind")
    found = sorted({r.claim for r in relations if r.kind in kinds and touches(asked, r)})
    if found:
        return Told(trigger, CLAIMED, "somebody who counts is said to have it; how far it goes the sources do not tell",
                    tuple(found))  # fmt: skip
    return Told(trigger, UNKNOWN, "the sources say nothing of it")


def touches(asked: Asked, relation: Relation) -> bool:
    """True for a right in the thing, in force, of one who counts; of state links only control."""
    if relation.target != asked.thing or relation.source not in asked.counting:
        return False
    claim = asked.knowledge.claims[relation.claim]
    if relation.kind == "StateLink" and claim.concept("linkKind") != "controlled-by":
        return False
    return asked.scenario.standing(asked.knowledge, claim).counts


def jurisdiction(asked: Asked, trigger: Trigger) -> Told:
    """Whether the thing stands under the law of a covered nation, or is said to lie there."""
    thing = asked.knowledge.things.get(asked.thing)
    nations = asked.rule.words("states")
    if thing is not None and thing.jurisdiction and local(thing.jurisdiction) in nations:
        return Told(trigger, MET, f"it stands under the law of {asked.knowledge.label(thing.jurisdiction)}")
    claim = asked.knowledge.claims.get(asked.thing)
    places = [place for place in (claim.iris("isLocatedIn") if claim else ()) if local(place) in nations]
    if places:
        where = ", ".join(sorted(map(asked.knowledge.label, places)))
        return Told(trigger, CLAIMED, f"it is said to lie in {where}; where it is organised or seated is not told",
                    (asked.thing,))  # fmt: skip
    return Told(trigger, UNKNOWN, "the sources do not say under which law it stands, or where it is seated")
