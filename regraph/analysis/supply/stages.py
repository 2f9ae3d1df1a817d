"""The stages of the supply chain in the order of their scheme, and how a thing comes to stand at one of them.

A thing stands at a stage because an account says so of it, because its kind in the register names the stage, or because
a figure of its capacity or output does. A project stands where accounts put it; that it works there is not said by it.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from regraph.model.knowledge import Knowledge
from regraph.names import PREFIXES

CHAIN = PREFIXES["chain"]
KIND_STAGES: Mapping[str, str] = {
    "AlloyPlant": CHAIN + "alloy",
    "MagnetPlant": CHAIN + "magnet",
    "MetalPlant": CHAIN + "metal",
    "Mine": CHAIN + "mining",
    "RecyclingPlant": CHAIN + "recycling",
    "SeparationPlant": CHAIN + "separation",
}
OUTPUT = ("capacity", "production")
SHARES = ("market-share",)
GROUPS = ("Actor", "Asset", "Programme")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """One thing at one stage, and why it stands there.

    Args:
        stage, thing: IRIs.
        by: `stated` by an account of the thing, its `kind` in the register, or a `figure` of it.
    """

    stage: str
    thing: str
    by: str


def stages(knowledge: Knowledge) -> tuple[str, ...]:
    """The stages, from exploration to end use, in the order of their ranks."""
    found = [iri for iri in knowledge.terms if iri.startswith(CHAIN)]
    return tuple(sorted(found, key=lambda iri: (knowledge.terms.rank(iri), iri)))


def places(knowledge: Knowledge, exclude: frozenset[str] = frozenset()) -> tuple[Place, ...]:
    """Every actor, asset and programme that stands at a stage, sorted, once for each reason.

    Args:
        exclude: certainties whose claims say nothing here; what is denied never does.
    """
    left_out = exclude | {"denied"}
    found: set[Place] = set()
    for iri, thing in knowledge.things.items():
        if is_placed(knowledge, thing.kind):
            found |= {Place(stage, iri, "stated") for stage in stated(knowledge, iri, left_out)}
            if thing.kind in KIND_STAGES and is_told(knowledge, iri):
                found.add(Place(KIND_STAGES[thing.kind], iri, "kind"))
    for stage, things in figured(knowledge, left_out).items():
        found |= {Place(stage, iri, "figure") for iri in things}
    return tuple(sorted(found))


def is_placed(knowledge: Knowledge, kind: str) -> bool:
    """True for the kinds of things that can stand at a stage."""
    return any(knowledge.is_a(kind, group) for group in GROUPS)


def is_told(knowledge: Knowledge, iri: str) -> bool:
    """True for a thing that some account at hand speaks of: an entry of the register alone is nobody's word."""
    return iri in knowledge.claims or iri in knowledge.mentions


def stated(knowledge: Knowledge, thing: str, left_out: frozenset[str]) -> tuple[str, ...]:
    """The stages that accounts of a thing put it at."""
    if thing not in knowledge.claims or knowledge.claims.kind(thing):
        return ()
    about = knowledge.claims[thing]
    return () if about.concept("certainty") in left_out else about.iris("chainStage")


def figured(knowledge: Knowledge, left_out: frozenset[str]) -> Mapping[str, set[str]]:
    """Stage -> the things of which a figure of capacity or output at that stage is given."""
    found: dict[str, set[str]] = defaultdict(set)
    for node in knowledge.claims:
        if knowledge.claims.kind(node) != "Figure":
            continue
        claim = knowledge.claims[node]
        if claim.concept("figureKind") in OUTPUT and claim.concept("certainty") not in left_out:
            for stage in claim.iris("chainStage"):
                found[stage].update(i for i in claim.iris("isFigureOf") if placeable(knowledge, i))
    return found


def placeable(knowledge: Knowledge, iri: str) -> bool:
    """True for an actor, asset or programme of the register."""
    return iri in knowledge.things and is_placed(knowledge, knowledge.things[iri].kind)
