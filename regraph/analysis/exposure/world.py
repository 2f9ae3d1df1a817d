"""What exposures rest on: the direct channels by both ends, how each claim stands, and what counts as control.

The day-by-day running of an asset is a channel of its own here, and never makes its operator stand for it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from regraph.analysis.control.doctrines import Bars
from regraph.analysis.control.ground import Ground, Level, ground
from regraph.analysis.control.sphere import holds, sphere, support
from regraph.analysis.counting import JOINT, Hop
from regraph.analysis.exposure.channels import Direct, direct_channels
from regraph.analysis.exposure.marks import ALLEGED, NONE, POSSIBLE, Marks, Step, Way, claim_marks
from regraph.analysis.ownership import Holding
from regraph.engine.control.threshold import MAJORITY
from regraph.model.knowledge import Knowledge, once
from regraph.model.scenario import Scenario, Status

HALF = Decimal("0.5")
LEVEL_MARKS = {Level.FIRM: NONE, Level.CLAIMED: frozenset({ALLEGED}), Level.POSSIBLE: frozenset({POSSIBLE})}


@dataclass(frozen=True, eq=False)
class World:
    """Everything that an exposure can rest on, on the day and under the choices of a scenario.

    Args:
        ground: votes and rights that count, without the running of assets.
        memo: ways that were worked out, by kind and end.
        marked, holdings, spheres: the same for marks, shares and control.
    """

    knowledge: Knowledge
    scenario: Scenario
    ground: Ground
    memo: dict[tuple[str, str], Mapping[str, tuple[Way, ...]]] = field(default_factory=dict)
    marked: dict[str, Marks] = field(default_factory=dict)
    holdings: dict[tuple[str, bool], Mapping[str, Holding]] = field(default_factory=dict)
    spheres: dict[str, Mapping[str, Way]] = field(default_factory=dict)

    @cached_property
    def directs(self) -> tuple[Direct, ...]:
        """Every direct channel that is not taken out by --exclude, sorted by claim."""
        claims = self.knowledge.claims
        every = direct_channels(self.knowledge)
        out = {
            node for node in {d.claim for d in every}
            if self.scenario.standing(self.knowledge, claims[node]).status is Status.EXCLUDED
        }  # fmt: skip
        return tuple(direct for direct in every if direct.claim not in out)

    @cached_property
    def into(self) -> Mapping[str, tuple[Direct, ...]]:
        """What is exposed -> the direct channels to it."""
        return grouped((direct.target, direct) for direct in self.directs)

    @cached_property
    def out_of(self) -> Mapping[str, tuple[Direct, ...]]:
        """Who exposes -> the direct channels from it."""
        return grouped((direct.source, direct) for direct in self.directs)

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
    if hop in ground.rights and holds(ground, hop, level):
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


def grouped(pairs: Iterable[tuple[str, Direct]]) -> Mapping[str, tuple[Direct, ...]]:
    """Values by key, each in the order given."""
    found: dict[str, list[Direct]] = {}
    for key, direct in pairs:
        found.setdefault(key, []).append(direct)
    return {key: tuple(values) for key, values in found.items()}
