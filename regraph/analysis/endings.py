"""What a trail of owners ends in: a natural person, a state, a widely held company, or nothing that the sources name.

A company is widely held only where a voice says so, on that day and as more than an allegation. The end of what is
known is never taken for it.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from regraph.model.knowledge import Knowledge, once
from regraph.model.scenario import Scenario, Standing, Status
from regraph.names import PREFIXES

ENDS = {"Person": "person", "State": "state"}
TRAIL_ENDS, WIDELY_HELD = "trail-ends", "widely-held"
WIDELY = PREFIXES["absence"] + WIDELY_HELD
BELIEVED = ("estimated", "reported", "stated-by-party")


@dataclass(frozen=True, slots=True)
class Widely:
    """One claim that a thing is widely held, and how it stands on the day asked about.

    Args:
        claim: IRI.
        standing: counted, or only possibly so.
        certainty: as the claim is used; `reported` where nobody says.
    """

    claim: str
    standing: Standing
    certainty: str

    @property
    def is_sure(self) -> bool:
        """True where it ends a trail: counted, and no mere allegation, opinion or the like."""
        return self.standing.status is Status.COUNTED and self.certainty in BELIEVED


@once
def widely_held(knowledge: Knowledge, scenario: Scenario) -> Mapping[str, tuple[Widely, ...]]:
    """What voices call widely held on that day, with their claims, those that end a trail first."""
    found: dict[str, list[Widely]] = defaultdict(list)
    for node in knowledge.claims:
        if WIDELY in knowledge.claims.targets(node):  # of many claims few are, and only these are resolved
            claim = knowledge.claims[node]
            standing = scenario.standing(knowledge, claim)
            if standing.counts and claim.concept("absenceKind") == WIDELY_HELD:
                for thing in claim.iris("isAbout"):
                    found[thing].append(Widely(node, standing, claim.concept("certainty") or "reported"))
    return {thing: tuple(sorted(said, key=lambda w: (not w.is_sure, w.claim))) for thing, said in sorted(found.items())}


def end_kind(knowledge: Knowledge, wide: Mapping[str, tuple[Widely, ...]], node: str) -> str:
    """What a trail ends in, one of `person`, `state`, `widely-held` and `trail-ends`; the last is no owner's name."""
    thing = knowledge.things.get(node)
    known = ENDS.get(thing.kind if thing else "")
    return known or (WIDELY_HELD if any(said.is_sure for said in wide.get(node, ())) else TRAIL_ENDS)


def end_words(knowledge: Knowledge, wide: Mapping[str, tuple[Widely, ...]], node: str) -> str:
    """Why a trail ends where the register or a voice says why; "" where only the sources fall silent."""
    thing, name = knowledge.things.get(node), knowledge.label(node)
    kind = end_kind(knowledge, wide, node)
    if kind == WIDELY_HELD:
        return f"{name} is widely held, and none of its holders controls it"
    if kind != TRAIL_ENDS:
        return f"{name} is a {'natural person' if kind == 'person' else 'state'}"
    if thing is not None and thing.kind == "UnknownParty":
        return f"{name} is not named by the sources: {thing.unknown_because or 'no reason recorded'}"
    return ""


def doubt_words(wide: Mapping[str, tuple[Widely, ...]], node: str) -> str:
    """What is said, and not surely, of the holders of a thing at which the sources fall silent; "" where nothing is."""
    said = wide.get(node, ())
    if not said:
        return ""
    if said[0].standing.status is Status.POSSIBLE:
        return "; whether it was widely held on that day the sources do not say"
    return f"; that it is widely held is {DOUBTS.get(said[0].certainty, said[0].certainty)}"


DOUBTS = {"opinion": "an opinion", "under-investigation": "under investigation"}
