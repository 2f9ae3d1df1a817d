"""The answer of `timeline` as a dictionary: each event with its bounds, why it stands there and who says so.

The text, the rows and the calendar are made from this dictionary. What is due or overdue is never called done.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from regraph.analysis.timeline.events import EVERYWHERE, Event, has_events, timeline_of
from regraph.analysis.timeline.reach import Why
from regraph.analysis.timeline.states import State
from regraph.analysis.timeline.window import Window
from regraph.model.dates import Answer
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Scenario
from regraph.model.things import Claim
from regraph.present.dossier import standing_of
from regraph.wording.evidence import Payload, account_payload, claim_payload, head, thing_payload, when_payload
from regraph.wording.words import role

MOST_NEAR = 5
HELD = "it is what is held"
ROLES = {"isMilestoneOf": "its milestone", "isConditionOf": "its condition", "isAbout": "about it",
         "concerns": "concerns it", "isPartOf": "part of it", "isInterestIn": HELD, "isStakeIn": HELD,
         "isHoldingIn": HELD}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """What events were asked for.

    Args:
        entity: IRI of the thing, claim, source or account; None for everything.
        window: the days asked for.
        states: the states asked for; none for all.
        with_publications: whether the days on which sources were published are asked for as well.
    """

    knowledge: Knowledge
    scenario: Scenario
    known_by: dt.date | None = None
    entity: str | None = None
    window: Window = Window()
    states: frozenset[State] = frozenset()
    with_publications: bool = False


def timeline_payload(asked: Asked, events: tuple[Event, ...]) -> Payload:
    """The answer of `timeline`, whole."""
    knowledge, window = asked.knowledge, asked.window
    return {
        **head(knowledge, "timeline", asked.scenario.as_of, asked.known_by),
        "include": sorted(asked.scenario.include),
        "exclude": list(asked.scenario.left_out),
        "entity": thing_payload(knowledge, asked.entity) if asked.entity else None,
        "from": window.first.isoformat() if window.first else None,
        "to": window.last.isoformat() if window.last else None,
        "states": [state.value for state in State if state in asked.states],
        "publications": asked.with_publications,
        "events": [event_payload(asked, event) for event in events],
        "notSaid": [claim_of(asked, node) for node in silences(knowledge, asked.entity)] if asked.entity else [],
        "elsewhere": [] if events else elsewhere(asked),
        "near": [] if events or asked.entity is None else near(asked, asked.entity),
    }


def claim_of(asked: Asked, node: str) -> Payload:
    """One claim as answers carry it."""
    claim = asked.knowledge.claims[node]
    return claim_payload(asked.knowledge, claim, standing_of(asked.knowledge, claim, asked.scenario))


def event_payload(asked: Asked, event: Event) -> Payload:
    """One event; a publication has no claim, and what it tells of stands in the other lines."""
    knowledge = asked.knowledge
    told = event.point != "published"
    claim = knowledge.claims[event.node] if told else Claim(event.node, "", knowledge.label(event.node), {}, ())
    return {
        "id": f"{event.node}#{event.point}",
        "label": knowledge.label(event.node) if told else knowledge.sources[event.node].title,
        "point": event.point,
        "state": event.state.value,
        "certain": event.is_certain,
        "within": event.within.value,
        "when": when_payload(event.when),
        "why": [why_payload(knowledge, asked.entity, why) for why in event.why],
        "silence": silence_payload(knowledge, claim, event) if event.silent else None,
        "claim": claim_of(asked, event.node) if told else None,
        "accounts": [account_payload(knowledge, claim, account) for account in event.accounts],
        "notSaid": [claim_of(asked, node) for node in silences_on(knowledge, event.node)] if told else [],
    }


def why_payload(knowledge: Knowledge, entity: str | None, why: Why) -> Payload:
    """One reason for which an event is one of the thing asked about."""
    return {
        "text": why_text(knowledge, entity, why),
        "roles": list(why.roles),
        "through": thing_payload(knowledge, why.through) if why.through else None,
        "asset": thing_payload(knowledge, why.asset) if why.asset else None,
    }


def why_text(knowledge: Knowledge, entity: str | None, why: Why) -> str:
    """A reason in words."""
    if why.roles:
        return ", ".join(dict.fromkeys(ROLES.get(name) or f"it is the {role(name)}" for name in why.roles))
    if not why.through:
        of_source = entity in knowledge.sources or entity in knowledge.accounts
        return "told by it" if of_source else "it is what was asked about"
    way = f"{knowledge.label(why.through)}{stage_text(knowledge, why.through)}"
    if why.asset:
        return f"{knowledge.label(why.asset)}, by way of {way}" if why.through != why.asset else f"its part {way}"
    return f"under {way}"


def stage_text(knowledge: Knowledge, node: str) -> str:
    """How far the deal or interest that leads to an event has come, where it is not in force."""
    claim = knowledge.claims[node]
    stage, certainty = claim.concept("stage"), claim.concept("certainty")
    words = [stage.replace("-", " ")] if stage and stage != "in-force" else []
    words += [str(certainty).replace("-", " ")] if certainty not in (None, "reported", "stated-by-party") else []
    return f" ({', '.join(words)})" if words else ""


def silence_payload(knowledge: Knowledge, claim: Claim, event: Event) -> Payload:
    """The latest account that could have told of what is overdue, and whether it came after that day."""
    account = account_payload(knowledge, claim, event.silent)
    after = bool(account["published"] and event.when.latest and account["published"] > event.when.latest.isoformat())
    return {"account": account, "after": after}


def silences_on(knowledge: Knowledge, node: str) -> Iterable[str]:
    """The absences that voices state of a claim itself: what of it is not disclosed, undecided or not there."""
    near_it = knowledge.mentions.get(node, ())
    return [n for n in near_it if knowledge.claims.kind(n) == "Absence" and node in knowledge.claims[n].iris("isAbout")]


def silences(knowledge: Knowledge, entity: str) -> Iterable[str]:
    """The absences of events that voices state of a thing."""
    terms = ("Milestone", "BillVote", "Proceeding", "dateEarliest", "dateLatest", "startEarliest", "endLatest")
    found = (knowledge.claims[node] for node in silences_on(knowledge, entity))
    return [c.node for c in found if any(str(v).rsplit("#", 1)[-1] in terms for v in c.all("absentTerm"))]


def elsewhere(asked: Asked) -> list[Payload]:
    """The events of the same thing that other days or states would give, the nearest to the days asked for first."""
    if asked.window == EVERYWHERE and not asked.states:
        return []
    found = timeline_of(asked.knowledge, asked.entity, asked.scenario)
    middle = asked.window.first or asked.window.last or asked.scenario.as_of

    def distance(event: Event) -> int:
        day = event.when.latest or event.when.earliest
        return abs((day - middle).days) if day else 10**7

    return [brief(asked.knowledge, event) for event in sorted(found, key=distance)[:MOST_NEAR]]


def brief(knowledge: Knowledge, event: Event) -> Payload:
    """An event in short."""
    return {
        "id": f"{event.node}#{event.point}",
        "label": knowledge.label(event.node),
        "point": event.point,
        "state": event.state.value,
        "when": when_payload(event.when),
    }


def near(asked: Asked, entity: str) -> list[Payload]:
    """Things that stand in one claim with the thing asked about and have events, by name."""
    knowledge = asked.knowledge
    around = {iri for node in knowledge.mentions.get(entity, ()) for iri in knowledge.claims.targets(node)} - {entity}
    named = sorted((knowledge.label(iri), iri) for iri in around if iri in knowledge.things)
    found: list[Payload] = []
    for _, iri in named:
        if len(found) < MOST_NEAR and has_events(knowledge, iri, asked.scenario, asked.window, asked.states):
            found.append(thing_payload(knowledge, iri))
    return found


def is_possible(payload: Payload) -> bool:
    """True for an event whose bounds leave open whether it lies in the days asked for."""
    return bool(payload["within"] == Answer.POSSIBLY.value)
