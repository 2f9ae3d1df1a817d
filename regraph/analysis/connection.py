"""How two things are connected: paths through holdings, deals, offtake and roles, best evidenced first.

A path lists what connects, whatever its stage; each hop says what it is. Nothing is multiplied here.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from regraph.analysis.weakness import WALKED, weakness
from regraph.errors import BadChoice
from regraph.graph.hubs import hubs_in
from regraph.graph.network import Search, Step, paths_between
from regraph.graph.relations import VIAS, Relation, relations_of
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Scenario, Standing, split


@dataclass(frozen=True, slots=True)
class Connection:
    """One path.

    Args:
        steps: hop by hop.
        weakest: index of the hop whose best evidence is the weakest.
        hubs: things on the way that connect everything to everything.
    """

    steps: tuple[Step, ...]
    weakest: int
    hubs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Blocked:
    """A relation that would connect, but is not in force on the day asked about, or is excluded."""

    relation: Relation
    standing: Standing


@dataclass(frozen=True)
class Connections:
    """The answer of `path`.

    Args:
        connections: best evidenced first.
        standings: claim -> how it stands on that day.
        blocked: where there is no path, what would have connected the two, and why it does not.
        clipped: True where the search was cut off by its budget.
        shortest: hops of the shortest path, where it is longer than asked for.
        scope: all standings that the path touches.
    """

    start: str
    end: str
    connections: tuple[Connection, ...]
    standings: dict[str, Standing]
    blocked: tuple[Blocked, ...]
    clipped: bool
    shortest: int | None


def connections_between(
    knowledge: Knowledge,
    ends: tuple[str, str],
    scenario: Scenario,
    *,
    vias: frozenset[str] = frozenset(VIAS),
    bounds: tuple[int, int] = (6, 5),
) -> Connections:
    """How two things are connected.

    Args:
        ends: IRIs of both.
        vias: the kinds of relation that may be walked, of `VIAS`.
        bounds: most hops and most paths.
    Returns:
        Paths; where there are none, what stands in the way.
    """
    walk = Walk(knowledge, scenario, vias)
    search = walk.search(ends, bounds, walk.open)
    blocked: tuple[Blocked, ...] = ()
    if not search.paths:
        blocked = walk.blocked(ends, bounds)
    found = tuple(walk.connection(steps, ends) for steps in search.paths)
    return Connections(*ends, found, walk.standings, blocked, search.clipped, search.shortest)


class Walk:
    """The relations of one scenario, with what each costs."""

    def __init__(self, knowledge: Knowledge, scenario: Scenario, vias: frozenset[str]) -> None:
        self.knowledge = knowledge
        relations = [r for r in relations_of(knowledge) if r.via in vias]
        self.standings = {
            node: scenario.standing(knowledge, knowledge.claims[node]) for node in {r.claim for r in relations}
        }
        self.all = relations
        self.open = [r for r in relations if self.standings[r.claim].status in WALKED]
        self.hubs = hubs_in(knowledge, relations)

    def search(self, ends: tuple[str, str], bounds: tuple[int, int], relations: list[Relation]) -> Search:
        """The cheapest paths over some of the relations."""
        return paths_between(relations, *ends, self.cost, self.is_hub, (*bounds, 400))

    def blocked(self, ends: tuple[str, str], bounds: tuple[int, int]) -> tuple[Blocked, ...]:
        """What stands in the way on the best paths over all relations, whatever their time and certainty."""
        search = self.search(ends, (bounds[0], 3), self.all)
        closed = {
            step.relations[0].claim: step.relations[0]
            for path in search.paths
            for step in path
            if all(self.standings[r.claim].status not in WALKED for r in step.relations)
        }
        return tuple(Blocked(relation, self.standings[claim]) for claim, relation in closed.items())

    def cost(self, relation: Relation) -> float:
        """The weakness of the evidence for one relation; lower is better evidenced."""
        return weakness(self.knowledge.claims[relation.claim], self.standings[relation.claim])

    def is_hub(self, node: str) -> bool:
        """True for states, programmes, and whatever has relations with everything."""
        return node in self.hubs

    def connection(self, steps: tuple[Step, ...], ends: tuple[str, str]) -> Connection:
        """A path with its weakest hop and the hubs on its way."""
        costs = [min(map(self.cost, step.relations)) for step in steps]
        hubs = tuple(step.end for step in steps if step.end not in ends and self.is_hub(step.end))
        return Connection(steps, costs.index(max(costs)) if costs else 0, hubs)


def vias_named(words: Iterable[str]) -> frozenset[str]:
    """The kinds of relation that `--via` names; all where it names none.

    Raises:
        BadChoice: a word that is none of `VIAS`.
    """
    named = split(tuple(words))
    for word in named:
        if word not in VIAS:
            raise BadChoice("--via", word, VIAS)
    return frozenset(named or VIAS)
