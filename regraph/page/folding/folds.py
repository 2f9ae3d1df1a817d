"""What a large picture opens on, and under which box everything else is folded until the reader asks for it.

A thing is folded under the nearest thing that is nearer to what matters; nothing is left out, and nothing is decided by
chance. Which of it holds on a day is the page's to say: a fold only groups.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush

from regraph.page.edges import Edge
from regraph.page.picture import Node

MOST = 300  # things that a page shows without folding
OPEN = 120  # things that a larger one opens on
LEAST, ROOM = 4, 48  # fewer of one kind are folded with the others; more go under a box within the box
Ends = Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class Fold:
    """Some things under one box.

    Args:
        id: `f0`, `f1`, ...
        parent: the thing that they are joined to; empty for what nothing joins to what is open.
        via: the kind of relation that joins them all; empty where it is several.
        above: True where they stand above their parent.
        within: the fold that its box is in; empty for one that the page opens on.
        members: the things, the weightiest first.
    """

    id: str
    parent: str
    via: str
    above: bool
    within: str
    members: tuple[str, ...]


@dataclass(frozen=True)
class Folding:
    """How a picture is folded.

    Args:
        levels: thing -> how many boxes must be opened before it is seen, 0 for what the page opens on.
        homes: folded thing -> its fold.
        folds: each after the one that it is in.
    """

    levels: Mapping[str, int] = field(default_factory=dict)
    homes: Mapping[str, str] = field(default_factory=dict)
    folds: tuple[Fold, ...] = ()


def folding_of(nodes: Mapping[str, Node], edges: Mapping[str, Sequence[Edge]]) -> Folding:
    """How things and relations are folded; not at all up to `MOST` things.

    Args:
        nodes: name -> thing.
        edges: name -> the states of one edge.
    """
    if len(nodes) <= MOST:
        return Folding(dict.fromkeys(nodes, 0))
    net = Net(nodes, edges)
    shown = net.nearest(net.seeds, OPEN) if net.seeds else net.weightiest(OPEN)
    return Folder(net, shown).folding()


class Net:
    """Who is joined to whom, and how much each thing matters."""

    def __init__(self, nodes: Mapping[str, Node], edges: Mapping[str, Sequence[Edge]]) -> None:
        names = {node.iri: name for name, node in nodes.items()}
        self.order = {name: number for number, name in enumerate(nodes)}
        self.seeds = [name for name, node in nodes.items() if node.asked]
        self.vias = {name: states[0].via for name, states in edges.items()}
        self.ends: dict[str, dict[str, bool]] = {
            name: {names[end.node]: end.above for edge in states for end in edge.ends} for name, states in edges.items()
        }
        self.claims: dict[str, list[str]] = {name: [] for name in nodes}
        for claim, ends in self.ends.items():
            for thing in ends:
                self.claims[thing].append(claim)
        self.weights = {name: self.weight(name) for name in nodes}

    def weight(self, thing: str) -> int:
        """How many relations a thing has; the links of a chain of owners count for more."""
        sides = [self.ends[c][thing] for c in self.claims[thing] if self.vias[c] == "ownership"]
        return len(self.claims[thing]) + 2 * min(sides.count(True), sides.count(False))

    def rank(self, thing: str) -> tuple[int, int]:
        """Weightier things first."""
        return -self.weights[thing], self.order[thing]

    def beside(self, thing: str) -> Iterable[tuple[str, str]]:
        """Each relation of a thing with each other end of it."""
        return ((claim, other) for claim in self.claims[thing] for other in self.ends[claim] if other != thing)

    def nearest(self, seeds: Iterable[str], most: int) -> list[str]:
        """The seeds, and of what is around them the nearest, of those as near the weightiest."""
        found = dict.fromkeys(seeds)
        edge = list(found)
        while edge and len(found) < most:
            edge = sorted({other for thing in edge for _, other in self.beside(thing)} - found.keys(), key=self.rank)
            found |= dict.fromkeys(edge[: most - len(found)])
        return list(found)

    def weightiest(self, most: int) -> list[str]:
        """The weightiest thing, and always the weightiest of what is joined to those found."""
        found: dict[str, None] = {}
        queue: list[tuple[int, int, str]] = []
        for first in sorted(self.order, key=self.rank):
            heappush(queue, (*self.rank(first), first))
            while queue and len(found) < most:
                thing = heappop(queue)[-1]
                if thing not in found:
                    found[thing] = None
                    for other in {other for _, other in self.beside(thing)} - found.keys():
                        heappush(queue, (*self.rank(other), other))
            if len(found) >= most:
                break
        return list(found)


class Folder:
    """Folds what is not shown, from what is shown outwards."""

    def __init__(self, net: Net, shown: Iterable[str]) -> None:
        self.net = net
        self.levels = dict.fromkeys(shown, 0)
        self.homes: dict[str, str] = {}
        self.folds: list[Fold] = []

    def folding(self) -> Folding:
        """Everything in its fold."""
        self.walk(list(self.levels))
        self.apart(sorted(self.net.order.keys() - self.levels.keys(), key=self.net.rank))
        return Folding({name: self.levels[name] for name in self.net.order}, self.homes, tuple(self.folds))

    def walk(self, queue: list[str]) -> None:
        """Fold what is joined to some things, and on from there."""
        while queue:
            fresh: list[str] = []
            for thing in queue:
                fresh += self.around(thing)
            queue = fresh

    def around(self, thing: str) -> list[str]:
        """Fold what is joined to one thing and not yet anywhere; what was folded."""
        groups: dict[tuple[str, bool], list[str]] = defaultdict(list)
        seen: set[str] = set()
        for claim, other in self.net.beside(thing):
            if other not in self.levels and other not in seen:
                seen.add(other)
                groups[(self.net.vias[claim], self.net.ends[claim][other])].append(other)
        few = [name for group in groups.values() if len(group) < LEAST for name in group]
        for (via, above), members in sorted(groups.items()):
            if len(members) >= LEAST:
                self.fold(thing, via, above, members)
        kinds = {key for key, group in groups.items() if len(group) < LEAST}
        if few:
            via, above = next(iter(kinds)) if len(kinds) == 1 else ("", False)
            self.fold(thing, via, above, few)
        return sorted(seen, key=self.net.rank)

    def apart(self, things: Sequence[str]) -> None:
        """Fold what nothing joins to what is shown: the weightiest of each part of it, and the rest under that."""
        roots, reached = [], set()
        for thing in things:
            if thing not in reached:
                roots.append(thing)
                reached.update(self.part(thing))
        if roots:
            self.fold("", "", False, roots)
            self.walk(roots)

    def part(self, thing: str) -> set[str]:
        """Everything joined to a thing, directly and through others."""
        found, edge = {thing}, [thing]
        while edge:
            edge = sorted({other for near in edge for _, other in self.net.beside(near)} - found)
            found.update(edge)
        return found

    def fold(self, parent: str, via: str, above: bool, members: Iterable[str]) -> None:
        """Put things under a box of their parent; what has no room in it under a box within it."""
        ordered = sorted(members, key=self.net.rank)
        within = self.homes.get(parent, "")
        level = self.levels.get(parent, 0)
        for begin in range(0, len(ordered), ROOM):
            level += 1
            fold = Fold(f"f{len(self.folds)}", parent, via, above, within, tuple(ordered[begin : begin + ROOM]))
            self.folds.append(fold)
            self.levels.update(dict.fromkeys(fold.members, level))
            self.homes.update(dict.fromkeys(fold.members, fold.id))
            within = fold.id
