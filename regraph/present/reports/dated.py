"""The section on time: what happened, what is due, and what is overdue with nobody confirming it."""

from collections.abc import Iterator

from regraph.analysis.timeline.states import State
from regraph.present.document.parts import Block, Heading, Item, Line, Points, Section, Sources
from regraph.present.timeline.text import TITLES, date_text, silence_words
from regraph.wording.evidence import Payload

MARK = "\x00"  # where the account is cited that could have told; no text holds it


def time_section(payload: Payload, sources: Sources) -> Iterator[Section]:
    """The events; nothing where the sources date none."""
    if payload["events"]:
        yield Section("Timeline", "timeline", tuple(time_blocks(payload, sources)))


def time_blocks(payload: Payload, sources: Sources) -> Iterator[Block]:
    """One heading a state, one entry an event."""
    for state in dict.fromkeys(event["state"] for event in payload["events"]):
        found = [event for event in payload["events"] if event["state"] == state]
        yield Heading(f"{TITLES[State(state)]} ({len(found)})")
        yield Points(tuple(event_item(event, sources) for event in found))


def event_item(event: Payload, sources: Sources) -> Item:
    """One event: its date with its bounds, and its sentence."""
    said = event["claim"]["sentence"] or event["label"]
    below: list[Line] = []
    if event["silence"]:
        before, _, after = silence_words(event, MARK).partition(MARK)
        below.append((before.rstrip(), *sources.cite([event["silence"]["account"]]), after))
    return Item((f"{date_text(event)}:", said, *sources.cite(event["accounts"])), tuple(below))
