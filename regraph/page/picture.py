"""What a picture shows, as plain values: things, the claims that join them, what is left out, and what is not known.

A claim is one edge however many parties it has. What does not hold on the day asked about is never among the edges.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from regraph.graph.hubs import is_hub
from regraph.graph.relations import Relation, relations_of
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Scenario, Standing, Status
from regraph.model.things import Claim
from regraph.names import local
from regraph.page.edges import Edge, edges_of
from regraph.page.panel.unknowns import Unknown, unknowns_of

FAMILIES = (
    ("State", "state"),
    ("GovernmentBody", "state"),
    ("IntergovernmentalOrganisation", "state"),
    ("Company", "company"),
    ("StateOwnedEnterprise", "company"),
    ("Person", "person"),
    ("Fund", "fund"),
    ("Consortium", "fund"),
    ("Organisation", "organisation"),
    ("UnknownParty", "unknown"),
    ("Asset", "asset"),
    ("Programme", "programme"),
)
DRAWN = (Status.COUNTED, Status.POSSIBLE, Status.BESIDE, Status.ENDED, Status.DENIED)


@dataclass(frozen=True, slots=True)
class Node:
    """One thing of the picture.

    Args:
        kind: local name of its class.
        family: what gives its shape and colour, of `FAMILIES`, or `event`.
        asked: True for a thing that the picture is about.
        more: relations of it that the picture does not reach.
    """

    iri: str
    label: str
    kind: str
    family: str
    asked: bool
    more: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A claim that is not drawn, and why."""

    claim: str
    label: str
    reason: str


@dataclass(frozen=True)
class Picture:
    """All that a page draws and says.

    Args:
        asked: labels of the things asked for; empty for the whole fact base.
        depth: how many relations away from them it reaches; None for the whole fact base.
        as_of: the day of the world.
        known_by: only accounts published by then, or None.
        latest: the day of the latest account known.
        include, exclude: the words of the scenario.
        nodes: sorted by label.
        edges: sorted by claim.
        left_out: what does not hold on that day or is excluded, sorted by label.
        unknowns: what the sources leave open, sorted.
    """

    asked: tuple[str, ...]
    depth: int | None
    as_of: dt.date
    known_by: dt.date | None
    latest: dt.date | None
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: tuple[LeftOut, ...]
    unknowns: tuple[Unknown, ...]


def picture_of(
    knowledge: Knowledge,
    entities: tuple[str, ...],
    scenario: Scenario,
    depth: int = 2,
    known_by: dt.date | None = None,
) -> Picture:
    """The picture around some things, or of everything.

    Args:
        entities: IRIs of things, claims, sources or accounts; none for the whole fact base.
        depth: how many relations away to go. States and programmes are shown but not walked through, unless they were
            asked for: they connect everything with everything. Owners of what was asked for are followed to the end of
            their trail, so that no trail looks as if it ended where the picture does.
    """
    every = relations_of(knowledge)
    standings = {r.claim: scenario.standing(knowledge, knowledge.claims[r.claim]) for r in every}
    drawn = [r for r in every if standings[r.claim].status in DRAWN]
    seeds = {seed for entity in entities for seed in seeds_of(knowledge, every, entity)}
    wanted, walked = scope(knowledge, drawn, seeds, depth) if entities else (ends(drawn), ends(every))
    edges = edges_of(knowledge, scenario, inside(drawn, wanted), standings)
    nodes = nodes_of(knowledge, edges, seeds, drawn)
    missing = [r for r in every if standings[r.claim].status not in DRAWN and {r.source, r.target} & walked]
    return Picture(
        asked=tuple(knowledge.label(entity) for entity in entities),
        depth=depth if entities else None,
        as_of=scenario.as_of,
        known_by=known_by,
        latest=knowledge.latest,
        include=tuple(sorted(map(local, scenario.include))),
        exclude=scenario.left_out,
        nodes=nodes,
        edges=edges,
        left_out=left_out(knowledge, missing, standings),
        unknowns=unknowns_of(knowledge, scenario, tuple(n.iri for n in nodes), edges),
    )


def scope(
    knowledge: Knowledge, relations: list[Relation], seeds: set[str], depth: int
) -> tuple[frozenset[str], frozenset[str]]:
    """The things that a picture around `seeds` shows, and those of them that it walks on from."""
    reached = reach(knowledge, relations, seeds, depth)
    above = owners_above(relations, seeds)
    return frozenset(reached) | above, frozenset(node for node, far in reached.items() if far < depth) | above


def ends(relations: Iterable[Relation]) -> frozenset[str]:
    """Every thing that some relations join."""
    return frozenset(end for r in relations for end in (r.source, r.target))


def owners_above(relations: Iterable[Relation], seeds: set[str]) -> frozenset[str]:
    """Whoever holds or controls the seeds, directly and through others, however far away; the seeds among them."""
    holders: dict[str, set[str]] = defaultdict(set)
    for relation in relations:
        if relation.via in ("ownership", "control"):
            holders[relation.target].add(relation.source)
    found, fresh = set(seeds), sorted(seeds)
    while fresh:
        fresh = sorted({holder for node in fresh for holder in holders[node]} - found)
        found.update(fresh)
    return frozenset(found)


def seeds_of(knowledge: Knowledge, relations: Iterable[Relation], entity: str) -> frozenset[str]:
    """The things a picture of `entity` begins from: itself, or what a claim, source or account speaks of."""
    ends: set[str] = set()
    for relation in relations:
        pair = {relation.source, relation.target}
        if entity in pair:
            return frozenset({entity})
        told = knowledge.claims[relation.claim].accounts
        sources = {knowledge.accounts[a].source for a in told if a in knowledge.accounts}
        if entity == relation.claim or entity in told or entity in sources:
            ends |= pair
    about = knowledge.claims.get(entity)
    return frozenset(ends or pointed_at(knowledge, about) or {entity})


def pointed_at(knowledge: Knowledge, claim: Claim | None) -> set[str]:
    """The things that a claim which is no relation speaks of: a milestone, a figure, an absence."""
    if claim is None or not claim.kind:
        return set()
    return {v for name in claim.values for v in claim.iris(name) if v in knowledge.things or v in knowledge.claims}


def reach(knowledge: Knowledge, relations: Iterable[Relation], seeds: set[str], depth: int) -> dict[str, int]:
    """How many relations away each thing is, up to `depth`."""
    beside: dict[str, set[str]] = defaultdict(set)
    for relation in relations:
        beside[relation.source].add(relation.target)
        beside[relation.target].add(relation.source)
    far = dict.fromkeys(sorted(seeds), 0)
    edge = list(far)
    for step in range(1, depth + 1):
        open_nodes = [node for node in edge if node in seeds or not is_hub(knowledge, node)]
        edge = sorted({other for node in open_nodes for other in beside[node]} - far.keys())
        far.update(dict.fromkeys(edge, step))
    return far


def inside(relations: list[Relation], wanted: frozenset[str]) -> list[Relation]:
    """The relations between wanted things; of a joint holding all holders, however far away they are."""
    joint = {r.claim for r in relations if r.joint and r.source in wanted and r.target in wanted}
    return [r for r in relations if r.claim in joint or (r.source in wanted and r.target in wanted)]


def nodes_of(
    knowledge: Knowledge, edges: tuple[Edge, ...], asked: set[str], relations: list[Relation]
) -> tuple[Node, ...]:
    """The things at the ends of edges, sorted by label, each with the number of its claims that are not drawn."""
    shown: dict[str, set[str]] = defaultdict(set)
    known: dict[str, set[str]] = defaultdict(set)
    for edge in edges:
        for end in edge.ends:
            shown[end.node].add(edge.claim)
    for relation in relations:
        known[relation.source].add(relation.claim)
        known[relation.target].add(relation.claim)
    found = [node_of(knowledge, iri, iri in asked, len(known[iri] - shown[iri])) for iri in sorted(shown)]
    return tuple(sorted(found, key=lambda node: (node.label.casefold(), node.iri)))


def node_of(knowledge: Knowledge, iri: str, asked: bool, more: int) -> Node:
    """One thing, or a claim that another claim is about."""
    thing, claim = knowledge.things.get(iri), knowledge.claims.get(iri)
    kind = thing.kind if thing else claim.kind if claim else ""
    family = next((family for ancestor, family in FAMILIES if knowledge.is_a(kind, ancestor)), "event")
    return Node(iri, knowledge.label(iri), kind, family, asked, more)


def left_out(knowledge: Knowledge, missing: list[Relation], standings: Mapping[str, Standing]) -> tuple[LeftOut, ...]:
    """The claims that would be drawn, were they in force and not excluded."""
    found = (
        LeftOut(claim, knowledge.label(claim), reason_of(standings[claim])) for claim in {r.claim for r in missing}
    )
    return tuple(sorted(found, key=lambda out: (out.label.casefold(), out.claim)))


def reason_of(standing: Standing) -> str:
    """Why a claim is left out, in words."""
    return standing.reason if standing.status is Status.EXCLUDED else f"{standing.status.value}: {standing.reason}"
