"""What a picture leaves open: shares nobody states, trails of ownership that end, and what voices say is missing.

Silence and a stated absence are told apart: the first two are silence, the third is what an account says.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from regraph.analysis.endings import TRAIL_ENDS
from regraph.analysis.ownership import Walk
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Scenario
from regraph.page.edges import Edge

GROUPS = (
    "Shares that no source states",
    "Where the trail of owners ends",
    "Said to be missing, undisclosed or undecided",
)


@dataclass(frozen=True, slots=True)
class Unknown:
    """One thing that is not known: its group, one sentence, and the thing or claim it is about."""

    group: str
    text: str
    about: str


def unknowns_of(
    knowledge: Knowledge, scenario: Scenario, nodes: tuple[str, ...], edges: tuple[Edge, ...]
) -> tuple[Unknown, ...]:
    """What the sources leave open about these things and claims, in the order of `GROUPS`."""
    found = (shares(knowledge, edges), ends(knowledge, scenario, nodes), absences(knowledge, nodes, edges))
    return tuple(u for group in found for u in sorted(set(group), key=lambda u: (u.text.casefold(), u.about)))


def shares(knowledge: Knowledge, edges: tuple[Edge, ...]) -> Iterable[Unknown]:
    """Holdings without a share."""
    for edge in edges:
        first = edge.relations[0]
        if edge.via == "ownership" and first.share is not None and first.share.is_unknown:
            holders = " and ".join(sorted({knowledge.label(r.source) for r in edge.relations}))
            held = " and ".join(sorted({knowledge.label(r.target) for r in edge.relations}))
            yield Unknown(GROUPS[0], f"{holders} in {held}", edge.id)


def ends(knowledge: Knowledge, scenario: Scenario, nodes: tuple[str, ...]) -> Iterable[Unknown]:
    """Assets, and holders, of which no owner is counted."""
    upward, downward = (Walk(knowledge, scenario, upward=up) for up in (True, False))
    for node in nodes:
        kind = knowledge.things[node].kind if node in knowledge.things else ""
        claim = knowledge.claims.get(node)
        whole = claim.iris("isPartOf") if claim else ()
        matters = bool(downward.steps.get(node)) or (knowledge.is_a(kind, "Asset") and not whole)
        if matters and not upward.steps.get(node) and upward.end_kind(node) == TRAIL_ENDS:
            yield Unknown(GROUPS[1], sentence(upward.trail_end(node)), node)


def absences(knowledge: Knowledge, nodes: tuple[str, ...], edges: tuple[Edge, ...]) -> Iterable[Unknown]:
    """What accounts say does not exist, is not disclosed or is undecided."""
    drawn = {**{edge.claim: edge.id for edge in reversed(edges)}, **{node: node for node in nodes}}
    told: set[str] = set()
    for iri in sorted(drawn):
        for claim in (knowledge.claims[c] for c in knowledge.mentions.get(iri, ()) if c not in told):
            if claim.kind == "Absence":
                told.add(claim.node)
                yield Unknown(GROUPS[2], sentence(str(claim.one("statement") or claim.label)), drawn[iri])


def sentence(text: str) -> str:
    """A phrase with a capital and a full stop."""
    return text[:1].upper() + text[1:].rstrip(".") + "."
