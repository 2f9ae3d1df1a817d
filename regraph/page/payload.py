"""All words of a page, for every state that it can show: things, claims, details, reasons, accounts.

What is the same in several states stands once. Nothing here is markup, and the page decides nothing of it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from regraph import __version__
from regraph.analysis.connection import hop_cost, hubs_in
from regraph.graph.network import HUB_COST
from regraph.graph.relations import VIAS, relations_of
from regraph.model.dates import When
from regraph.model.knowledge import Knowledge
from regraph.model.things import Claim
from regraph.page.boxes import CLAIM_FONT, THING_FONT, ends_of, lettering
from regraph.page.course import NOT_IN_SIGHT, Course, Stretch
from regraph.page.edges import Edge
from regraph.page.panel.detail import Lasting, account_row, edge_detail, lasting_of, thing_detail
from regraph.page.picture import Node
from regraph.page.taking.linked import linked
from regraph.wording.evidence import Payload
from regraph.wording.words import quantity, share_text

MOST_HOPS = 6  # as `path` goes where it is not told otherwise
AMOUNTS = ("amountAtLeast", "amountAbove", "amountAtMost", "amountBelow")


class Details:
    """The details of things and edges, each worked out once for all states of knowledge that tell the same of it."""

    def __init__(self) -> None:
        self.pool = Pool()
        self.numbers: dict[Any, int] = {}
        self.lasting: dict[Any, Lasting] = {}

    def of_thing(self, knowledge: Knowledge, iri: str, edges: Sequence[Edge]) -> int:
        """The number of the details of a thing."""
        key = (iri, told_of(knowledge, iri))
        if key not in self.numbers:
            self.numbers[key] = self.pool.number(thing_detail(knowledge, iri, edges))
        return self.numbers[key]

    def of_edge(self, knowledge: Knowledge, edge: Edge) -> int:
        """The number of the details of an edge."""
        told = told_of(knowledge, edge.claim)
        key = (edge, told)
        if key not in self.numbers:
            same = (edge.relations, edge.ends, told)
            if same not in self.lasting:
                self.lasting[same] = lasting_of(knowledge, edge)
            self.numbers[key] = self.pool.number(edge_detail(knowledge, edge, self.lasting[same]))
        return self.numbers[key]


def told_of(knowledge: Knowledge, iri: str) -> tuple[Any, ...]:
    """Which accounts speak of a thing or claim and of what points to it: the same accounts say the same."""
    nodes = (*((iri,) if iri in knowledge.claims else ()), *knowledge.mentions.get(iri, ()))
    return tuple((node, knowledge.claims.tellers(node)) for node in nodes)


class Pool:
    """Values that stand once, each known by its number."""

    def __init__(self) -> None:
        self.values: list[Any] = []
        self.numbers: dict[str, int] = {}

    def number(self, value: Any) -> int:
        """The number of a value; a new one is added."""
        key = repr(value)
        if key not in self.numbers:
            self.numbers[key] = len(self.values)
            self.values.append(value)
        return self.numbers[key]


def states_of(course: Course) -> dict[str, list[Edge]]:
    """Edge id -> all that it ever looks like, each once."""
    found: dict[str, list[Edge]] = {}
    for name, tracks in course.tracks.items():
        edges = {repr(s.edge): s.edge for track in tracks for s in track if s.edge is not None}
        found[name] = list(edges.values())
    return found


def page_payload(course: Course, nodes: Mapping[str, Node], edges: Mapping[str, Sequence[Edge]]) -> Payload:
    """All words of the page.

    Args:
        nodes: name -> thing.
        edges: name -> the states of one edge.
    """
    names = {node.iri: name for name, node in nodes.items()}
    details, reasons = Details(), Pool()
    reasons.number("")
    by_id = {states[0].id: name for name, states in edges.items()}
    claims = {by_id[i]: claim_payload(course, t, (names, details, reasons)) for i, t in course.tracks.items()}
    by_thing = edges_by_thing(edges)
    things = {name: thing_payload(course, node, by_thing[node.iri], details) for name, node in nodes.items()}
    ids = {e.claim: name for name, states in reversed(list(edges.items())) for e in states} | by_id
    return {
        **head_payload(course, nodes),
        "vias": [via for via in VIAS if any(states[0].via == via for states in edges.values())],
        "things": things,
        "claims": claims,
        "details": details.pool.values,
        "reasons": reasons.values,
        "outOfSight": NOT_IN_SIGHT,
        "ids": {**ids, **names},
        "marks": milestones(course, set(names) | {e.claim for states in edges.values() for e in states}),
        "walk": {"hops": MOST_HOPS, "toll": HUB_COST, "hubs": hubs(course, names)},
        "accounts": {a: account_row(course.knowledge[-1], a) for a in accounts_in(details.pool.values)},
        "fonts": [THING_FONT, CLAIM_FONT],
        "linked": linked(course.knowledge[-1], names, {e.claim for states in edges.values() for e in states}),
    }


def head_payload(course: Course, nodes: Mapping[str, Node]) -> Payload:
    """What the page says of itself."""
    picture = course.picture
    return {
        "asked": list(picture.asked),
        "depth": picture.depth,
        "asOf": picture.as_of.isoformat(),
        "knownBy": picture.known_by.isoformat() if picture.known_by else "",
        "latest": picture.latest.isoformat() if picture.latest else "",
        "days": [day.isoformat() for day in course.days],
        "known": [day.isoformat() for day in course.known],
        "include": list(picture.include),
        "exclude": list(picture.exclude),
        "seeds": [name for name, node in nodes.items() if node.asked],
        "leftOut": [[out.label, out.reason] for out in picture.left_out],
        "unknowns": [[u.group, u.text, u.about] for u in picture.unknowns],
        "version": __version__,
    }


def claim_payload(
    course: Course, tracks: Sequence[Sequence[Stretch]], pools: tuple[Mapping[str, str], Details, Pool]
) -> Payload:
    """One edge: its states, and for each state of knowledge when it is in which, or why it is not drawn."""
    names, details, reasons = pools
    variants = Pool()
    told = Pool()
    at = []
    for knowledge, track in zip(course.knowledge, tracks, strict=True):
        steps = []
        for stretch in track:
            if stretch.edge is None:
                steps.append([stretch.begin, -1 - reasons.number(stretch.reason)])
            else:
                look = variant(knowledge, stretch.edge, names, details)
                steps.append([stretch.begin, variants.number(look)])
        at.append(told.number(steps))
    first = next(s.edge for track in tracks for s in track if s.edge is not None)
    ends = ends_of([s.edge for track in tracks for s in track if s.edge is not None])
    return {
        "iri": first.claim,
        "via": first.via,
        "kind": first.relations[0].kind,
        "ends": [[names[node], above] for node, (above, _) in ends.items()],
        "variants": variants.values,
        "tracks": told.values,
        "at": at,
    }


def variant(knowledge: Knowledge, edge: Edge, names: Mapping[str, str], details: Details) -> Payload:
    """How an edge looks in one state, and the facets by which it can be filtered."""
    claim = knowledge.claims[edge.claim]
    lines, marks = lettering(edge)
    return {
        "line": edge.line,
        "lines": lines,
        "marks": marks,
        "doubted": edge.doubted,
        "ends": [names[end.node] for end in edge.ends],
        "pairs": sorted({f"{names[r.source]} {names[r.target]}" for r in edge.relations}),
        "cost": hop_cost(claim, edge.standing),
        "detail": details.of_edge(knowledge, edge),
        "word": edge.caption[0],
        **facets(knowledge, claim),
        **size(claim, edge),
    }


def facets(knowledge: Knowledge, claim: Claim) -> Payload:
    """What a claim can be filtered by besides its kind of relation: words as the ontology has them."""
    return {
        "axes": [label_of(knowledge, claim, axis) for axis in ("stage", "bindingness", "certainty")],
        "disputed": bool(claim.used),
        "commodities": sorted(knowledge.label(iri) for iri in claim.iris("commodity")),
        "amount": quantity(claim, "amount"),
        "since": bound(claim.when("start")),
        "until": bound(claim.when("end")),
    }


def size(claim: Claim, edge: Edge) -> Payload:
    """The share or sum of an edge in words, and its sort key: currency, then the least and the most it may be."""
    share = edge.relations[0].share
    if share is not None:
        return {"size": [share_text(edge.relations[0], share), "", float(share.low), float(share.high)]}
    stated = [float(n) for n in map(claim.decimal, AMOUNTS) if n is not None] or [0.0]
    return {"size": [quantity(claim, "amount"), str(claim.one("currency") or ""), min(stated), max(stated)]}


def bound(when: When) -> list[str]:
    """A date in words, and what it is sorted by."""
    return [] if when.is_unknown else [when.text(), str(when.earliest or when.latest)]


def label_of(knowledge: Knowledge, claim: Claim, axis: str) -> str:
    """The word of a claim on an axis."""
    found = claim.iris(axis)
    return knowledge.label(found[0]) if found else "not stated"


def edges_by_thing(edges: Mapping[str, Sequence[Edge]]) -> Mapping[str, list[Edge]]:
    """Thing -> the states of the edges that end at it."""
    found: dict[str, list[Edge]] = defaultdict(list)
    for states in edges.values():
        for edge in states:
            for end in edge.ends:
                found[end.node].append(edge)
    return found


def thing_payload(course: Course, node: Node, edges: Sequence[Edge], details: Details) -> Payload:
    """One thing: its family, and its details for each state of knowledge."""
    return {
        "iri": node.iri,
        "family": node.family,
        "kind": node.kind,
        "details": [details.of_thing(knowledge, node.iri, edges) for knowledge in course.knowledge],
    }


def hubs(course: Course, names: Mapping[str, str]) -> list[list[str]]:
    """For each state of knowledge the things that a path walks through only where there is no other way."""
    found = (hubs_in(knowledge, relations_of(knowledge)) for knowledge in course.knowledge)
    return [sorted(names[iri] for iri in one & names.keys()) for one in found]


def milestones(course: Course, shown: set[str]) -> list[list[Any]]:
    """Dated milestones of what the page shows, with the first and the last state of knowledge that tells them so."""
    runs: dict[tuple[Any, ...], list[list[int]]] = defaultdict(list)
    for known, knowledge in enumerate(course.knowledge):
        for told in milestones_told(knowledge, shown):
            if not runs[told] or runs[told][-1][1] < known - 1:
                runs[told].append([known, known])
            runs[told][-1][1] = known
    return sorted([*told, *run] for told in runs for run in runs[told])


def milestones_told(knowledge: Knowledge, shown: set[str]) -> Iterable[tuple[Any, ...]]:
    """Milestones by one state of knowledge: both days, in words, label, whether done, what it is about."""
    for node in knowledge.claims:
        if knowledge.claims.kind(node) != "Milestone":
            continue
        claim = knowledge.claims[node]
        when, about = claim.when("date"), [iri for iri in claim.iris("isMilestoneOf") if iri in shown]
        if about and not when.is_unknown:
            days = [day.isoformat() if day else "" for day in (when.earliest, when.latest)]
            yield (*days, when.text(), claim.label, bool(claim.one("isDone")), about[0])


def accounts_in(details: Iterable[Payload]) -> list[str]:
    """Every account that some details name, sorted."""
    found: set[str] = set()
    for detail in details:
        found.update(account for account, _ in detail["sources"])
        found.update(account for group in detail["said"] for item in group["items"] for account in item["sources"])
        found.update(account for entry in detail.get("differences", ()) for account, _ in entry["said"])
    return sorted(found)
