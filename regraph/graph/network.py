"""The border to networkx: relations collapsed to one edge a pair, and the cheapest simple paths between two things.

Parallel relations stay on their edge. A search has a budget and says when it was clipped: no path found within a budget
is not "not connected".
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice, pairwise

import networkx as nx

from regraph.graph.hubs import HUB_COST
from regraph.graph.relations import VIAS, Relation

DEALS = ("deal", "finance", "offtake")


@dataclass(frozen=True, slots=True)
class Step:
    """One hop of a path: from one thing to the next, with all relations between them, best evidenced first."""

    start: str
    end: str
    relations: tuple[Relation, ...]


@dataclass(frozen=True, slots=True)
class Search:
    """What a search found.

    Args:
        paths: cheapest first.
        clipped: True where the budget ended the search before the limit was reached.
        shortest: hops of the shortest path of any length, None where the two are not connected.
    """

    paths: tuple[tuple[Step, ...], ...]
    clipped: bool
    shortest: int | None


def paths_between(
    relations: Iterable[Relation],
    start: str,
    end: str,
    cost: Callable[[Relation], float],
    is_hub: Callable[[str], bool],
    bounds: tuple[int, int, int] = (6, 5, 400),
) -> Search:
    """The cheapest simple paths between two things, in either direction of every relation.

    Args:
        relations: all that may be walked.
        start, end: IRIs.
        cost: of one relation, above 0; the cheapest of a pair counts.
        is_hub: True for things that connect everything; walking through one costs `HUB_COST`.
        bounds: most hops, most paths, most candidates looked at.
    Returns:
        Paths of at most the given hops; ties in the order of their IRIs.
    Source:
        Yen, "Finding the k shortest loopless paths in a network", Management Science 17 (1971), as in
        `networkx.shortest_simple_paths`.
    """
    graph = network(relations, start, end, cost, is_hub)
    max_hops, limit, budget = bounds
    if start not in graph or end not in graph or not nx.has_path(graph, start, end):
        return Search((), False, None)
    shortest = int(nx.shortest_path_length(graph, start, end))
    if shortest > max_hops:
        return Search((), False, shortest)
    found: list[list[str]] = []
    looked = 0
    for nodes in islice(nx.shortest_simple_paths(graph, start, end, weight="cost"), budget):
        looked += 1
        if len(nodes) - 1 <= max_hops and not repeats_a_deal(graph, nodes):
            found.append(nodes)
        if len(found) == limit:
            break
    return Search(
        tuple(steps(graph, nodes, cost) for nodes in found), looked == budget and len(found) < limit, shortest
    )


def repeats_a_deal(graph: "nx.Graph[str]", nodes: list[str]) -> bool:
    """True where one deal makes a hop alone and lies on another: a detour through parties that it joins directly."""
    hops = [graph.edges[pair]["relations"] for pair in pairwise(nodes)]
    count = Counter(claim for relations in hops for claim in {r.claim for r in relations})
    alone = {rs[0].claim for rs in hops if rs[0].via in DEALS and len({r.claim for r in rs}) == 1}
    return any(count[claim] > 1 for claim in alone) or bypassed(graph, nodes, alone)


def bypassed(graph: "nx.Graph[str]", nodes: list[str], alone: set[str]) -> bool:
    """True where a deal that makes a hop alone directly joins two things that the path joins by a detour."""
    for i, a in enumerate(nodes):
        for b in nodes[i + 2 :]:
            shortcut = graph.edges[a, b]["relations"] if graph.has_edge(a, b) else ()
            if any(relation.claim in alone for relation in shortcut):
                return True
    return False


def network(
    relations: Iterable[Relation],
    start: str,
    end: str,
    cost: Callable[[Relation], float],
    is_hub: Callable[[str], bool],
) -> "nx.Graph[str]":
    """An undirected graph with one edge a pair, nodes and edges added in sorted order."""
    pairs: dict[tuple[str, str], list[Relation]] = defaultdict(list)
    for relation in relations:
        pairs[min(relation.source, relation.target), max(relation.source, relation.target)].append(relation)
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted({node for pair in pairs for node in pair}))
    for (a, b), parallel in sorted(pairs.items(), key=lambda item: item[0]):
        toll = sum(HUB_COST / 2 for node in (a, b) if node not in (start, end) and is_hub(node))
        graph.add_edge(a, b, cost=min(map(cost, parallel)) + toll, relations=tuple(parallel))
    return graph


def steps(graph: "nx.Graph[str]", nodes: list[str], cost: Callable[[Relation], float]) -> tuple[Step, ...]:
    """The hops along a list of nodes; a deal that joins several of them is told once, on the first.

    On each hop holdings, rights and roles lead, best evidenced first, and the deals they come from follow.
    """
    told: set[str] = set()
    found = []
    for a, b in pairwise(nodes):
        every = graph.edges[a, b]["relations"]
        fresh = [r for r in every if r.claim not in told] or every
        leading = sorted(fresh, key=lambda r: (r.via in DEALS, cost(r), VIAS.index(r.via), r.claim, r.source))
        found.append(Step(a, b, tuple(leading)))
        told |= {r.claim for r in every if r.via in DEALS}
    return tuple(found)
