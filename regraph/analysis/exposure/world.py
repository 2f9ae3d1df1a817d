"""What exposures rest on: the direct channels by both ends, how each claim stands, and what counts as control.

The day-by-day running of an asset is a channel of its own here, and never makes its operator stand for it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from regraph.analysis.control.doctrines import Bars
from regraph.analysis.control.ground import Ground, Level, ground
from regraph.analysis.control.sphere import holds, sphere, support
from regraph.analysis.counting import JOINT, Hop
from regraph.analysis.exposure.channels import Direct, direct_channels
from regraph.analysis.exposure.marks import ALLEGED, NONE, PAST, POSSIBLE, Marks, Step, Way, claim_marks
from regraph.analysis.ownership import Holding
from regraph.engine.control.threshold import MAJORITY
from regraph.model.knowledge import Knowledge, once
from regraph.model.scenario import Scenario, Standing, Status

HALF = Decimal("0.5")
Value = TypeVar("Value")
LEVEL_MARKS = {Level.FIRM: NONE, Level.CLAIMED: frozenset({ALLEGED}), Level.POSSIBLE: frozenset({POSSIBLE})}


@dataclass(frozen=True, eq=False)
class World:
    """Everything that an exposure can rest on, on the day and under the choices of a scenario.

    Args:
        ground: votes and rights that count, without the running of assets.
        memo: ways that were worked out, by kind and end.
        marked, holdings, spheres, owners: the same for marks, shares, control, and who stands above a thing.
        surely: who stands for an actor with nothing left open.
        standings: how a claim stands.
        stood: the states for which somebody stands.
        ends: what reaches a thing, by who exposes.
    """

    knowledge: Knowledge
    scenario: Scenario
    ground: Ground
    memo: dict[tuple[str, str], Mapping[str, tuple[Way, ...]]] = field(default_factory=dict)
    marked: dict[str, Marks] = field(default_factory=dict)
    holdings: dict[tuple[str, bool], Mapping[str, Holding]] = field(default_factory=dict)
    spheres: dict[str, Mapping[str, Way]] = field(default_factory=dict)
    owners: dict[str, frozenset[str]] = field(default_factory=dict)
    surely: dict[str, frozenset[str]] = field(default_factory=dict)
    standings: dict[str, Standing] = field(default_factory=dict)
    stood: dict[str, tuple[str, ...]] = field(default_factory=dict)
    ends: dict[str, Mapping[str, tuple[tuple[Direct, Way], ...]]] = field(default_factory=dict)

    @cached_property
    def directs(self) -> tuple[Direct, ...]:
        """Every direct channel that is not taken out by --exclude, sorted by claim."""
        every = direct_channels(self.knowledge)
        return tuple(direct for direct in every if self.standing(direct.claim).status is not Status.EXCLUDED)

    @cached_property
    def into(self) -> Mapping[str, tuple[Direct, ...]]:
        """What is exposed -> the direct channels to it."""
        return grouped((direct.target, direct) for direct in self.directs)

    @cached_property
    def out_of(self) -> Mapping[str, tuple[Direct, ...]]:
        """Who exposes -> the direct channels from it."""
        return grouped((direct.source, direct) for direct in self.directs)

    @cached_property
    def roles(self) -> Mapping[tuple[str, str, str], tuple[str, str]]:
        """Claim, who exposes and what is exposed -> the property by which each of the two stands in the claim."""
        return {(direct.claim, direct.source, direct.target): direct.roles for direct in self.directs}

    @cached_property
    def parts(self) -> Mapping[str, tuple[str, ...]]:
        """Whole -> the things of the register that are described as parts of it."""
        claims, things = self.knowledge.claims, self.knowledge.things
        described = (node for node in claims.by_kind.get("", ()))
        pairs = [(whole, node) for node in described for whole in claims[node].iris("isPartOf") if whole in things]
        return grouped(pairs)

    @cached_property
    def held_from(self) -> Mapping[str, tuple[Hop, ...]]:
        """Holder -> every step that leads from it, by votes, links and rights."""
        return grouped((hop.relation.source, hop) for hops in self.ground.steps_into.values() for hop in hops)

    @cached_property
    def tied(self) -> frozenset[str]:
        """What some claim, not of the past, links to a state."""
        links = (direct for direct in self.directs if direct.channel == "state-links")
        return frozenset(direct.target for direct in links if PAST not in self.marks(direct.claim))

    @cached_property
    def bodies(self) -> Mapping[str, tuple[str, ...]]:
        """Jurisdiction -> the government bodies under it."""
        bodies = (thing for thing in self.knowledge.things.values() if thing.kind == "GovernmentBody")
        return grouped((body.jurisdiction, body.iri) for body in bodies if body.jurisdiction is not None)

    def above(self, entity: str) -> frozenset[str]:
        """Everybody that stands above a thing by votes, links or rights."""
        if entity not in self.owners:
            self.owners[entity] = frozenset(self.ground.within_reach((entity,)) - {entity})
        return self.owners[entity]

    def standing(self, node: str) -> Standing:
        """How a claim stands in the scenario, worked out once."""
        if node not in self.standings:
            self.standings[node] = self.scenario.standing(self.knowledge, self.knowledge.claims[node])
        return self.standings[node]

    def marks(self, node: str) -> Marks:
        """The marks of a claim, worked out once."""
        if node not in self.marked:
            self.marked[node] = claim_marks(self.knowledge, self.scenario, node)
        return self.marked[node]

    def step(self, hop: Hop) -> Step:
        """A counted hop as a step."""
        relation = hop.relation
        return Step(relation.source, relation.target, relation.claim, relation.kind, self.marks(relation.claim))

    def controlled(self, actor: str) -> Mapping[str, Way]:
        """All that an actor owns by majority or controls -> the best way to it.

        A way holds for all true shares within their bounds where it has no mark; it is alleged where it needs an
        allegation or an opinion, and possible where it holds for some true shares alone.
        """
        if actor in self.spheres:
            return self.spheres[actor]
        found = self.spheres[actor] = dict[str, Way]()
        for level in Level:
            members = sphere(self.ground, actor, level, MAJORITY, rights=True)
            for member in sorted(members - found.keys()):
                if not member.startswith(JOINT):
                    found[member] = self.way_down(actor, member, level, members)
        return found

    def way_down(self, actor: str, member: str, level: Level, members: frozenset[str]) -> Way:
        """How an actor comes to control one thing, from the actor down."""
        every = support(self.ground, actor, member, level, members)
        chain = chain_of(self.ground, every, (actor, member), level)
        hops = chain or every
        steps = dict.fromkeys(
            self.step(hop).named for hop in reversed(hops) if not hop.relation.target.startswith(JOINT)
        )
        doubted = any(hop.relation.claim in self.ground.doubted for hop in hops)
        return Way(tuple(steps), LEVEL_MARKS[level] | (frozenset({ALLEGED}) if doubted and level else NONE))


@once
def world(knowledge: Knowledge, scenario: Scenario) -> World:
    """What exposures rest on."""
    return World(knowledge, scenario, ground(knowledge, scenario, Bars(), without_running))


def chain_of(ground: Ground, hops: Iterable[Hop], ends: tuple[str, str], level: Level) -> tuple[Hop, ...]:
    """The shortest chain of steps each of which decides alone, nearest to the controlled first."""
    deciding = [hop for hop in hops if decides(ground, hop, level)]
    queue: list[tuple[Hop, ...]] = [(hop,) for hop in deciding if hop.relation.target == ends[1]]
    seen = {ends[1]}
    for chain in queue:
        source = chain[-1].relation.source
        if source == ends[0]:
            return chain
        if source not in seen:
            seen.add(source)
            queue += [(*chain, hop) for hop in deciding if hop.relation.target == source]
    return ()


def decides(ground: Ground, hop: Hop, level: Level) -> bool:
    """True for a step that gives control by itself, as far as a level goes along."""
    if hop in ground.deciding and holds(ground, hop, level):
        return True
    share = hop.relation.share
    if share is None or level is Level.POSSIBLE:
        return share is not None and share.high > HALF
    sure = hop.standing.status is Status.COUNTED and (
        level is Level.CLAIMED or hop.relation.claim not in ground.doubted
    )
    return sure and share.is_majority


def without_running(hop: Hop) -> Hop | None:
    """A hop, unless it is the running of an asset."""
    return None if hop.relation.kind == "Operatorship" else hop


def grouped(pairs: Iterable[tuple[str, Value]]) -> Mapping[str, tuple[Value, ...]]:
    """Values by key, each in the order given."""
    found: dict[str, list[Value]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in found.items()}
