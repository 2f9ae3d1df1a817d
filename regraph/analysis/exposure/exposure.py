"""How exposed a thing is to an actor, channel by channel: every claim, the way to the actor and the way to the thing.

Nothing is summed across channels, and nothing that is alleged, optional, proposed, possible or a mere link is in force.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from regraph.analysis.control.verdicts import Verdict, verdict
from regraph.analysis.exposure.channels import CHANNELS, Direct
from regraph.analysis.exposure.marks import IN_FORCE, LINKED, PAST, Marks, Way, column, weight
from regraph.analysis.exposure.shares import Held, shares_held
from regraph.analysis.exposure.standing import MINORITY, carrying, standing_for
from regraph.analysis.exposure.world import World, grouped, world
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Scenario

EVERY = frozenset(CHANNELS)
EQUITY = ("shares", "contingent", "control")


@dataclass(frozen=True)
class Line:
    """One claim through which a thing is exposed to an actor.

    Args:
        direct: the claim, who exposes by it and what.
        ways: how who exposes stands for the actor asked about, the best way first.
        carried: how what is exposed stands above the thing asked about; no steps where it is that thing.
        marks: what keeps it from being in force, by the best way.
    """

    direct: Direct
    ways: tuple[Way, ...]
    carried: Way
    marks: Marks

    @property
    def column(self) -> str:
        """Where it stands in an answer: `in force`, `possible`, `linked`, `alleged`, `contingent` or `past`."""
        return column(self.marks)

    @property
    def is_direct(self) -> bool:
        """True where the actor exposes the thing itself, with nobody between."""
        return not self.ways[0].steps and not self.carried.steps


@dataclass(frozen=True)
class Exposure:
    """How exposed one thing is to one actor.

    Args:
        entity: IRI of what is exposed.
        actor: IRI of what it is exposed to.
        lines: every claim, in force first, then by channel.
        held: shares integrated over chains, of the actor and of each body that stands for it; never added.
        controls: the verdicts on control, by majority and by right.
    """

    entity: str
    actor: str
    lines: tuple[Line, ...]
    held: tuple[Held, ...]
    controls: tuple[Verdict, ...]

    @property
    def is_none(self) -> bool:
        """True where the sources name no channel on that day; what has ended is none."""
        return not self.held and all(line.column == PAST for line in self.lines)

    def of(self, *channels: str, column: str = IN_FORCE) -> tuple[Line, ...]:
        """The lines of some channels in one column."""
        return tuple(line for line in self.lines if line.direct.channel in channels and line.column == column)


def exposure_of(
    knowledge: Knowledge, entity: str, actor: str, scenario: Scenario, channels: frozenset[str] = EVERY
) -> Exposure:
    """How exposed `entity` is to `actor`, by each channel.

    Args:
        entity, actor: IRIs of an actor, asset or programme. To a state means to its bodies, and to what it owns by
            majority or controls, as well; what it is merely linked to, or only backs, is marked as linked.
        scenario: the day, and what is included and excluded.
        channels: those of `CHANNELS` that are asked for.
    Returns:
        One line a claim and carrier; shares are fractions of 1, amounts stay with their claims and are never added.
    """
    return between_ends(world(knowledge, scenario), entity, actor, channels)


def between_ends(found_in: World, entity: str, actor: str, channels: frozenset[str]) -> Exposure:
    """The exposure of one thing to one actor."""
    if entity == actor:
        return Exposure(entity, actor, (), (), ())
    standing, ends = standing_for(found_in, actor), ends_at(found_in, entity)
    every = [
        line for source in ends.keys() & standing.keys() for direct, carried in ends[source]
        if direct.channel in channels
        for line in line_of(found_in, direct, standing[source], carried)
    ]  # fmt: skip
    on_ways = {step.claim for line in every if is_own(line) for way in line.ways for step in way.steps}
    lines = lightest(line for line in every if is_own(line) or line.direct.claim not in on_ways)
    held = shares_held(found_in, entity, standing) if "shares" in channels else ()
    controls = controls_on(found_in, entity, actor) if "control" in channels else ()
    return Exposure(entity, actor, tuple(sorted(lines, key=line_key)), held, controls)


def ends_at(found_in: World, entity: str) -> Mapping[str, tuple[tuple[Direct, Way], ...]]:
    """Who else exposes a thing, or what stands above it -> the claims, each with the way down to the thing.

    A minority holder carries no more than shares.
    """
    if entity not in found_in.ends:
        found_in.ends[entity] = grouped(
            (direct.source, (direct, ways[0]))
            for node, ways in carrying(found_in, entity).items()
            for direct in found_in.into.get(node, ())
            if direct.source != entity and (direct.channel in EQUITY or MINORITY not in ways[0].marks)
        )
    return found_in.ends[entity]


def is_own(line: Line) -> bool:
    """True for a line to the thing itself, or to the whole that it is a part of."""
    return all(step.kind == "part" for step in line.carried.steps)


def lightest(lines: Iterable[Line]) -> list[Line]:
    """One line for each claim and who exposes by it: the lightest, and the nearest to the thing."""
    found: dict[tuple[str, str], Line] = {}
    for line in sorted(lines, key=line_key):
        found.setdefault((line.direct.claim, line.direct.source), line)
    return list(found.values())


def line_of(found_in: World, direct: Direct, ways: tuple[Way, ...], carried: Way) -> list[Line]:
    """The line of one claim; none where it says no more than the ways to who exposes."""
    fresh = tuple(way for way in ways if is_news(direct, way))
    if not fresh:
        return []
    clean = Way(carried.steps, carried.marks - {MINORITY})
    marks = found_in.marks(direct.claim) | fresh[0].marks | clean.marks
    if is_mere_link(found_in, direct):
        marks |= {LINKED}
    return [Line(direct, fresh, clean, marks)]


def is_news(direct: Direct, way: Way) -> bool:
    """True where a claim says more than the way to it: it is no step of it, and no second post of somebody there."""
    posts = {step.source for step in way.steps if step.kind == "Role"}
    return direct.claim not in {step.claim for step in way.steps} and direct.target not in posts


def is_mere_link(found_in: World, direct: Direct) -> bool:
    """True for a state link that is neither ownership nor control, nor a body of the state."""
    claim = found_in.knowledge.claims[direct.claim]
    return direct.channel == "state-links" and claim.concept("linkKind") in (None, "linked-to")


def line_key(line: Line) -> tuple[tuple[int, ...], int, int, str, str, str]:
    """In force first, then by channel, the shortest ways first."""
    direct = line.direct
    steps = len(line.ways[0].steps) + len(line.carried.steps)
    return weight(line.marks), CHANNELS.index(direct.channel), steps, direct.claim, direct.source, direct.target


def controls_on(found_in: World, entity: str, actor: str) -> tuple[Verdict, ...]:
    """The verdicts on control of the thing by the actor: by majority, and by right where that finds any."""
    if actor not in found_in.above(entity):
        return ()
    found = [verdict(found_in.ground, name, actor, entity) for name in ("by-right", "majority")]
    return tuple(v for v in found if v.doctrine == "majority" or v.steps)
