"""All words of a page, for every state that it can show: things, claims, details, reasons, accounts.

What is the same in several states stands once. Nothing here is markup, and the page decides nothing of it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from regraph import __version__
from regraph.graph.hubs import HUB_COST, hubs_in
from regraph.graph.relations import VIAS, relations_of
from regraph.model.knowledge import Knowledge
from regraph.page.boxes import CLAIM_FONT, THING_FONT, ends_of
from regraph.page.course import NOT_IN_SIGHT, Course, Stretch
from regraph.page.edges import Edge
from regraph.page.packing import rows
from regraph.page.panel.accounts import account_row
from regraph.page.panel.looks import Look, Looks, Pool, shared
from regraph.page.picture import Node
from regraph.page.taking.linked import brief, linked
from regraph.wording.evidence import Payload

MOST_HOPS = 6  # as `path` goes where it is not told otherwise


def states_of(course: Course) -> dict[str, list[Edge]]:
    """Edge id -> all that it ever looks like, each once."""
    found: dict[str, list[Edge]] = {}
    for name, tracks in course.tracks.items():
        alone = {id(track): track for track in tracks}.values()  # states of knowledge mostly share one
        found[name] = list(dict.fromkeys(s.edge for track in alone for s in track if s.edge is not None))
    return found


def page_payload(
    course: Course, nodes: Mapping[str, Node], edges: Mapping[str, Sequence[Edge]]
) -> tuple[Payload, list[Any]]:
    """All words of the page: those that it opens with, and those that it reads when they are asked for.

    Args:
        nodes: name -> thing.
        edges: name -> the states of one edge.
    Returns:
        The second are what can be taken away as JSON-LD, then each panel, then what panels name by its number.
    """
    names = {node.iri: name for name, node in nodes.items()}
    looks, reasons = Looks(names, course.knowledge[-1]), Pool()
    reasons.numbered("", "")
    by_id = {states[0].id: name for name, states in edges.items()}
    claims = {by_id[i]: claim_payload(course, t, looks, reasons) for i, t in course.tracks.items()}
    by_thing = edges_by_thing(edges)
    things = {name: thing_payload(course, node, by_thing[node.iri], looks) for name, node in nodes.items()}
    panels = looks.details
    shown = {e.claim for states in edges.values() for e in states}
    page = {
        **head_payload(course, nodes),
        "vias": [via for via in VIAS if any(states[0].via == via for states in edges.values())],
        "things": things,
        "claims": claims,
        "states": looks.states.values,
        "same": looks.same,
        "panels": len(panels),
        "reasons": reasons.values,
        "outOfSight": NOT_IN_SIGHT,
        "ids": {i: name for i, name in by_id.items() if i != edges[name][0].claim},
        "marks": milestones(course, set(names) | shown),
        "walk": {"hops": MOST_HOPS, "toll": HUB_COST, "hubs": hubs(course, names)},
        "accounts": {a: account_row(course.knowledge[-1], a) for a in accounts_in(panels)},
        "fonts": [THING_FONT, CLAIM_FONT],
    }
    numbered, told = shared(panels)
    kinds, lines = rows(numbered)
    page |= {"panelKeys": kinds, "rowKeys": next((list(panel["row"]) for panel in panels if "row" in panel), [])}
    return page, [brief(linked(course.knowledge[-1], names, shown)), *lines, *told]


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


def claim_payload(course: Course, tracks: Sequence[Sequence[Stretch]], looks: Looks, reasons: Pool) -> Payload:
    """One edge: its states, and for each state of knowledge when it is in which, or why it is not drawn."""
    names = looks.names
    variants, told = Pool(), Pool()
    edges = [stretch.edge for track in tracks for stretch in track if stretch.edge is not None]
    first, ends = edges[0], ends_of(edges)
    at = []
    drawn: dict[tuple[int, int], int] = {}  # states of knowledge that tell a claim alike mostly share its track
    for knowledge, track in zip(course.knowledge, tracks, strict=True):
        teller = looks.teller(knowledge, first.claim)
        key = id(track), teller
        if key not in drawn:
            look = partial(looks.of_edge, knowledge, teller)
            steps = tuple([step(stretch, look, variants, reasons) for stretch in track])
            drawn[key] = told.numbered(steps, steps)
        at.append(drawn[key])
    return {
        "iri": first.claim,
        "via": first.via,
        "kind": first.relations[0].kind,
        "ends": [[names[node], above] for node, (above, _) in ends.items()],
        "variants": variants.values,
        "tracks": told.values,
        "at": at,
    }


def step(stretch: Stretch, look: Callable[[Edge], Look], variants: Pool, reasons: Pool) -> tuple[int, int]:
    """Where a stretch begins, and the number of its look there, or below 0 that of the reason why it has none."""
    if stretch.edge is None:
        return stretch.begin, -1 - reasons.numbered(stretch.reason, stretch.reason)
    seen = look(stretch.edge)
    return stretch.begin, variants.numbered(seen, seen)


def edges_by_thing(edges: Mapping[str, Sequence[Edge]]) -> Mapping[str, list[Edge]]:
    """Thing -> the states of the edges that end at it."""
    found: dict[str, list[Edge]] = defaultdict(list)
    for states in edges.values():
        for edge in states:
            for end in edge.ends:
                found[end.node].append(edge)
    return found


def thing_payload(course: Course, node: Node, edges: Sequence[Edge], looks: Looks) -> Payload:
    """One thing: its family, and its details for each state of knowledge."""
    return {
        "iri": node.iri,
        "family": node.family,
        "kind": node.kind,
        "details": [looks.of_thing(knowledge, node.iri, edges) for knowledge in course.knowledge],
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
    details = list(details)
    found = {account for detail in details for account, _ in detail["sources"]}
    groups = (group for detail in details for group in detail["said"])
    found |= {account for group in groups for item in group["items"] for account in item["sources"]}
    entries = (entry for detail in details for entry in detail.get("differences", ()))
    return sorted(found | {account for entry in entries for account, _ in entry["said"]})
