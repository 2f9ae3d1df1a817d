"""The dated events of a thing, or of all: what happened, what is due, and what is overdue.

An event is the start, the end or the date of one claim, within the bounds that its accounts give. Figures, assessments
and absences have periods that they speak of, and no events. Nothing here is worded.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from regraph.analysis.timeline.reach import UNDATED_KINDS, Why, reached
from regraph.analysis.timeline.states import POINTS, State, is_standing, state_of
from regraph.analysis.timeline.window import Window, by_day
from regraph.model.dates import Answer, When
from regraph.model.knowledge import Knowledge, once
from regraph.model.scenario import Scenario
from regraph.model.things import Claim

EVERYWHERE = Window()
OF = ("isMilestoneOf", "isConditionOf", "isAbout")
PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Event:
    """One dated event.

    Args:
        node: IRI of the claim; of the source where it is a publication.
        point: `start`, `end`, `date` or `published`.
        when: the bounds that answers use.
        state: what it is on the day asked about.
        is_certain: False where it is told as done, and only the bounds leave open whether by that day.
        within: whether it lies in the days asked for.
        why: why it is an event of the thing asked about; none where all events are asked for.
        silent: for what is overdue, the latest account that could have told of it; "" otherwise.
        accounts: IRIs of the accounts that tell it, sorted.
    """

    node: str
    point: str
    when: When
    state: State
    is_certain: bool = True
    within: Answer = Answer.YES
    why: tuple[Why, ...] = ()
    silent: str = ""
    accounts: tuple[str, ...] = ()


def timeline_of(
    knowledge: Knowledge,
    entity: str | None,
    scenario: Scenario,
    window: Window = EVERYWHERE,
    states: frozenset[State] = frozenset(),
) -> tuple[Event, ...]:
    """The events of a thing, or of everything, by the day on which each falls due or has surely happened.

    Args:
        entity: IRI of a thing, claim, source or account; None for everything.
        scenario: `as_of` says what is due or done; claims of a certainty that it excludes are left out.
        window: the days asked for; an event whose bounds meet them is in, as possibly so unless they hold all of it.
        states: only these; none for all.
    Returns:
        Events sorted by `by_day` of their bounds, then label, claim and point. What has no date stands last, and only
        where no days are asked for.
    Raises:
        BadFact: a date whose bounds exclude each other.
    """
    chosen = dict.fromkeys(knowledge.claims, ()) if entity is None else reached(knowledge, entity, scenario)
    return in_order(knowledge, told(knowledge, chosen, scenario, window, states))


@once
def has_events(knowledge: Knowledge, entity: str, scenario: Scenario, window: Window, states: frozenset[State]) -> bool:
    """True for a thing of which `timeline_of` tells any event."""
    return any(True for _ in told(knowledge, reached(knowledge, entity, scenario), scenario, window, states))


def told(
    knowledge: Knowledge,
    chosen: Mapping[str, tuple[Why, ...]],
    scenario: Scenario,
    window: Window,
    states: frozenset[State],
) -> Iterator[Event]:
    """The events of some claims, each with the reasons for which it was chosen, in no order."""
    for node, why in chosen.items():
        if knowledge.claims.kind(node) not in UNDATED_KINDS:
            for event in events_in(knowledge, knowledge.claims[node], scenario, why, window):
                if not states or event.state in states:
                    yield event


def in_order(knowledge: Knowledge, events: Iterable[Event]) -> tuple[Event, ...]:
    """Events in the order of answers."""
    return tuple(sorted(events, key=lambda e: (by_day(e.when), knowledge.label(e.node), e.node, POINT_ORDER[e.point])))


POINT_ORDER = {"published": 0, "start": 1, "date": 2, "end": 3}


def events_in(
    knowledge: Knowledge, claim: Claim, scenario: Scenario, why: tuple[Why, ...], window: Window
) -> Iterator[Event]:
    """The events of one claim that can lie in the days asked for."""
    if claim.concept("certainty") in scenario.exclude or is_standing(claim):
        return
    for point in points_of(claim):
        when = claim.when(point)
        state = state_of(knowledge, claim, point, scenario.as_of)
        within = window.holds(when if state is State.HAPPENED else ahead_of(knowledge, claim, when))
        if within is not Answer.NO:
            certain = state is not State.HAPPENED or is_over(knowledge, claim, when, scenario.as_of)
            silent = could_tell(knowledge, claim) if state is State.OVERDUE else ""
            yield Event(claim.node, point, when, state, certain, within, why, silent, claim.accounts)


def points_of(claim: Claim) -> list[str]:
    """The points in time that a claim tells; a milestone without a date still is one."""
    return [p for p in POINTS if not claim.when(p).is_unknown or (claim.kind == "Milestone" and p == "date")]


def ahead_of(knowledge: Knowledge, claim: Claim, when: When) -> When:
    """The bounds of what has not happened: without an earliest day, not before it was last told as still to come."""
    if when.earliest is not None or when.latest is None:
        return when
    return When(min(knowledge.told(claim)[1], when.latest), when.latest)


def is_over(knowledge: Knowledge, claim: Claim, when: When, as_of: dt.date) -> bool:
    """True where what is told as done was surely done by a day: its bounds are over, or it was told by then."""
    return (when.latest is not None and when.latest <= as_of) or knowledge.told(claim)[0] <= as_of


def could_tell(knowledge: Knowledge, claim: Claim) -> str:
    """The latest account that speaks of a claim, or of what its milestone or condition is of; of one day, the first."""
    of = [iri for name in OF for iri in claim.iris(name)] or [claim.node]
    tellers = [*knowledge.claims.tellers(claim.node), *(account for iri in of for account in latest_on(knowledge, iri))]
    return min((a for a in tellers if a in knowledge.accounts), key=lambda a: latest_first(knowledge, a), default="")


@once
def latest_on(knowledge: Knowledge, iri: str) -> tuple[str, ...]:
    """The latest account that speaks of a thing or claim; of one day, the first; none where there is none."""
    nodes = {node for node in (iri, *knowledge.mentions.get(iri, ())) if node in knowledge.claims}
    tellers = {a for node in nodes for a in knowledge.claims.tellers(node) if a in knowledge.accounts}
    return (min(tellers, key=lambda account: latest_first(knowledge, account)),) if tellers else ()


def latest_first(knowledge: Knowledge, account: str) -> tuple[int, str]:
    """A key that sorts accounts: the latest first, and those of one day by their IRIs."""
    return -knowledge.accounts[account].published.toordinal(), account


def publications(knowledge: Knowledge, events: Iterable[str], scenario: Scenario, window: Window) -> tuple[Event, ...]:
    """The publication of each source that tells one of some claims.

    Args:
        events: the IRIs of the claims.
    """
    by_source: dict[str, set[str]] = {}
    for node in events:
        for account in knowledge.claims.tellers(node):
            if account in knowledge.accounts:
                by_source.setdefault(knowledge.accounts[account].source, set()).add(account)
    found = []
    for source, accounts in by_source.items():
        when = knowledge.sources[source].published if source in knowledge.sources else When()
        within = window.holds(when)
        future = when.earliest is not None and when.earliest > scenario.as_of
        if within is not Answer.NO:
            state = State.DUE if future else State.HAPPENED
            found.append(Event(source, PUBLISHED, when, state, True, within, (), "", tuple(sorted(accounts))))
    return in_order(knowledge, found)
