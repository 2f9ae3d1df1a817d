"""The course of a picture: what it shows on every day of the world, by each state of knowledge.

Every state is what `picture_of` gives for that day and those accounts, worked out only on the days on which a claim's
standing can change. Nothing here is drawn or worded, and the page works nothing of it out again.
"""

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from regraph.graph.relations import Relation, relations_of
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Scenario, Standing, Status
from regraph.model.things import Claim
from regraph.page.edges import Edge, Outline, edge_of, outlines_of
from regraph.page.picture import DRAWN, Node, Picture, inside, node_of, picture_of, reason_of, scope, seeds_of

BEGINNING = dt.date.min
NOT_IN_SIGHT = "not within the steps asked for"
NOT_KNOWN = "no account known by then speaks of it"


@dataclass(frozen=True, slots=True)
class Stretch:
    """What one claim looks like from one stretch of days on: the edge that is drawn, or why there is none."""

    begin: int
    edge: Edge | None
    reason: str = ""


@dataclass(frozen=True)
class Course:
    """All states of a picture.

    Args:
        picture: the state that was asked for.
        days: the first day of each stretch of days, ascending; the first stretch begins with time.
        things: everything that some state draws, sorted by label.
        known: the days by which something more was known, ascending; the last is the state that was asked for.
        knowledge: what was known by each of them.
        tracks: edge id -> for each state of knowledge its stretches, the first of them beginning at 0.
    """

    picture: Picture
    things: tuple[Node, ...]
    days: tuple[dt.date, ...]
    known: tuple[dt.date, ...]
    knowledge: tuple[Knowledge, ...]
    tracks: "Tracks"

    def at(self, day: dt.date, known: int = -1) -> dict[str, Edge]:
        """The edges drawn on a day: edge id -> edge."""
        place = bisect_right(self.days, day) - 1
        found = {}
        for name, tracks in self.tracks.items():
            stretch = [s for s in tracks[known] if s.begin <= place][-1]
            if stretch.edge is not None:
                found[name] = stretch.edge
        return found


def course_of(
    states: Sequence[tuple[dt.date, Knowledge]],
    entities: tuple[str, ...],
    scenario: Scenario,
    depth: int = 2,
    known_by: dt.date | None = None,
) -> Course:
    """The course of the picture around some things, or of everything.

    Args:
        states: days and what was known by them, ascending; the last is the state that is asked about.
        entities, scenario, depth, known_by: as in `picture_of`.
    """
    asked = picture_of(states[-1][1], entities, scenario, depth, known_by)
    seen = [Seen(knowledge, entities, scenario, depth) for _, knowledge in states]
    days = tuple(sorted({BEGINNING}.union(*(one.days for one in seen))))
    told: Told = {}
    drawn = [one.states(days, told) for one in seen]
    names = sorted({name for course in drawn for name, track in course.items() if any(s.edge for s in track)})
    tracks = {name: tuple(course.get(name) or (Stretch(0, None, NOT_KNOWN),) for course in drawn) for name in names}
    things = things_of(states[-1][1], tracks, set().union(*(one.seeds for one in seen)), seen[-1].relations)
    return Course(asked, things, days, tuple(day for day, _ in states), tuple(k for _, k in states), tracks)


def things_of(
    knowledge: Knowledge,
    tracks: "Tracks",
    asked: set[str],
    relations: Iterable[Relation],
) -> tuple[Node, ...]:
    """The things at the ends of edges of any state, sorted by label; `more` counts relations that no state draws."""
    shown: dict[str, set[str]] = defaultdict(set)
    known: dict[str, set[str]] = defaultdict(set)
    for edge in (s.edge for course in tracks.values() for track in course for s in track if s.edge is not None):
        for end in edge.ends:
            shown[end.node].add(edge.claim)
    for relation in relations:
        known[relation.source].add(relation.claim)
        known[relation.target].add(relation.claim)
    found = [node_of(knowledge, iri, iri in asked, len(known[iri] - shown[iri])) for iri in sorted(shown)]
    return tuple(sorted(found, key=lambda node: (node.label.casefold(), node.iri)))


class Seen:
    """The course by one state of knowledge."""

    def __init__(self, knowledge: Knowledge, entities: tuple[str, ...], scenario: Scenario, depth: int) -> None:
        self.knowledge, self.entities, self.scenario, self.depth = knowledge, entities, scenario, depth
        self.relations = relations_of(knowledge)
        self.by_claim: dict[str, list[Relation]] = defaultdict(list)
        for relation in self.relations:
            self.by_claim[relation.claim].append(relation)
        self.changes = {claim: change_days(knowledge, knowledge.claims[claim]) for claim in self.by_claim}
        self.days = {day for days in self.changes.values() for day in days}
        self.seeds = {seed for entity in entities for seed in seeds_of(knowledge, self.relations, entity)}
        self.sights: dict[frozenset[str], Sight] = {}

    def states(self, days: tuple[dt.date, ...], told: "Told") -> dict[str, tuple[Stretch, ...]]:
        """Edge id -> its stretches.

        Args:
            told: what other states of knowledge drew of claims that they share with this one.
        """
        scenarios = [self.scenario._replace(as_of=day) for day in days]
        standings = {claim: self.standings(claim, days, scenarios) for claim in self.by_claim}
        sights = self.sights_of(len(days), standings) if self.entities else []
        found: dict[str, tuple[Stretch, ...]] = {}
        for claim in sorted(self.by_claim):
            turns = turns_of(sights, claim) if self.entities else self.turns(claim, standings[claim])
            key = (id(self.knowledge.claims[claim]), turns)
            if key not in told:
                told[key] = self.tracks(claim, scenarios, standings[claim], turns)
            found |= told[key]
        return found

    def standings(self, claim: str, days: tuple[dt.date, ...], scenarios: Sequence[Scenario]) -> dict[int, Standing]:
        """Where a claim's standing may change -> its standing from there on."""
        places = sorted({0, *(bisect_right(days, day) - 1 for day in self.changes[claim])})
        about = self.knowledge.claims[claim]
        return {place: scenarios[place].standing(self.knowledge, about) for place in places}

    def turns(self, claim: str, standings: Mapping[int, Standing]) -> "Turns":
        """From which stretch of days on a claim is drawn with all its relations, where everything is asked for."""
        every, none = tuple(self.by_claim[claim]), ()
        return joined((place, every if standings[place].status in DRAWN else none) for place in sorted(standings))

    def sights_of(self, count: int, standings: Mapping[str, Mapping[int, Standing]]) -> "list[Sight]":
        """For each stretch of days the relations that the picture reaches."""
        now: dict[str, bool] = {}
        turns: dict[int, dict[str, bool]] = defaultdict(dict)
        for claim, by_place in standings.items():
            for place, standing in by_place.items():
                turns[place][claim] = standing.status in DRAWN
        found = []
        for place in range(count):
            now.update(turns.get(place, {}))
            found.append(self.reached(frozenset(claim for claim, is_drawn in now.items() if is_drawn)))
        return found

    def reached(self, drawn: frozenset[str]) -> "Sight":
        """Of what is drawn somewhere, the relations within the steps asked for, by claim."""
        if drawn not in self.sights:
            relations = [relation for relation in self.relations if relation.claim in drawn]
            relations = inside(relations, scope(self.knowledge, relations, self.seeds, self.depth)[0])
            found: dict[str, tuple[Relation, ...]] = {}
            for relation in relations:
                found[relation.claim] = (*found.get(relation.claim, ()), relation)
            self.sights[drawn] = found
        return self.sights[drawn]

    def lasts(self, before: Standing, fresh: Standing) -> bool:
        """True where a claim that stands alike is drawn alike; what is not in force yet may still become possible."""
        return fresh == before and fresh.status is not Status.BESIDE and not self.scenario.include

    def tracks(
        self, claim: str, scenarios: Sequence[Scenario], standings: Mapping[int, Standing], turns: "Turns"
    ) -> dict[str, tuple[Stretch, ...]]:
        """The stretches of the edges of one claim, by id; joined where nothing changes."""
        found: dict[str, list[Stretch]] = {}
        never: list[Stretch] = []  # the track of an edge that is never drawn: what one begins with that is drawn later
        seen, at = dict(turns), 0
        outlines: tuple[Outline, ...] = ()
        for place in sorted({*seen, *standings}):
            if place in seen:
                outlines = outlines_of(self.knowledge, seen[place])
            elif self.lasts(standings[at], standings[place]):
                continue
            at = place if place in standings else at
            edges = {o.id: edge_of(self.knowledge, scenarios[at], o, standings[at]) for o in outlines}
            gone = NOT_IN_SIGHT if standings[at].status in DRAWN else reason_of(standings[at])
            for name in edges:
                found.setdefault(name, list(never))
            add(never, Stretch(place, None, gone))
            for name, track in found.items():
                add(track, Stretch(place, edges.get(name), "" if name in edges else gone))
        return {name: tuple(track) for name, track in found.items()}


Sight = Mapping[str, tuple[Relation, ...]]
Turn = tuple[int, tuple[Relation, ...]]
Turns = tuple[Turn, ...]
Told = dict[tuple[int, Turns], dict[str, tuple[Stretch, ...]]]
Tracks = Mapping[str, tuple[tuple[Stretch, ...], ...]]


def turns_of(sights: Sequence[Sight], claim: str) -> Turns:
    """From which stretch of days on which relations of a claim are within sight."""
    return joined((place, sight.get(claim, ())) for place, sight in enumerate(sights))


def joined(steps: "Iterable[Turn]") -> "Turns":
    """Steps without those that change nothing."""
    found: list[Turn] = []
    for place, relations in steps:
        if not found or relations != found[-1][1]:
            found.append((place, relations))
    return tuple(found)


def add(track: list[Stretch], fresh: Stretch) -> None:
    """Add a stretch where it differs from the one before."""
    if not track or (fresh.edge, fresh.reason) != (track[-1].edge, track[-1].reason):
        track.append(fresh)


def change_days(knowledge: Knowledge, claim: Claim) -> frozenset[dt.date]:
    """Every day on which the standing of a claim may be another than on the day before (see `Span.holds_on`)."""
    start, end = claim.when("start"), claim.when("end")
    first, latest = knowledge.told(claim)
    on = (start.earliest, start.latest, end.earliest, end.latest, first)
    after = (end.earliest, end.latest, first, latest)
    return frozenset(day for day in (*on, *map(next_day, after)) if day is not None)


def next_day(day: dt.date | None) -> dt.date | None:
    """The day after; the last of all days has none."""
    return None if day is None or day == dt.date.max else day + dt.timedelta(days=1)
