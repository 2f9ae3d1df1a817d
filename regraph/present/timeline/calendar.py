"""The border to icalendar: the answer of `timeline` as a calendar by RFC 5545, which ordinary calendar programs open.

Every event is all-day. What is known within bounds is a span from its first to its last possible day and says so; what
has one bound stands on that day and says that it is a bound; what has no date is in no calendar. Nothing here reads a
clock: the stamp is the day of the latest account known, so that the same facts give the same bytes.
"""

import datetime as dt

from icalendar import Calendar
from icalendar import Event as Entry

from regraph.analysis.timeline.states import State
from regraph.present.timeline.text import TITLES, UNSURE, date_text, of_text, silence_words
from regraph.wording.evidence import Payload
from regraph.wording.numbered import described
from regraph.wording.words import safe, spaced

PRODUCT = "-//regraph//timeline//EN"
FULL = ("estimated", "reported", "stated-by-party")
PREFIXES = {
    State.HAPPENED: "", State.DISPUTED: "Accounts differ: ", State.OVERDUE: "Overdue: ", State.DUE: "Due: ",
    State.OFF: "Called off: ", State.DENIED: "Denied: ",
}  # fmt: skip
EPOCH = "1970-01-01"


def calendar_bytes(payload: Payload) -> bytes:
    """The answer as a calendar in UTF-8, with CRLF line ends and long lines folded."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", safe(f"regraph: timeline{of_text(payload)}"))
    calendar.add("x-wr-caldesc", safe(about(payload)))
    for event in payload["events"]:
        if event["when"]:
            calendar.add_component(entry(event, payload))
    text: bytes = calendar.to_ical()
    return text


def about(payload: Payload) -> str:
    """What the calendar holds and on what day it was true, and how much has no date and is left out."""
    undated = sum(1 for event in payload["events"] if not event["when"])
    left = f"; {undated} without any date left out" if undated else ""
    return f"As of {payload['asOf']}; latest account known: {payload['latestAccount'] or 'none'}{left}"


def entry(event: Payload, payload: Payload) -> Entry:
    """One event of the calendar."""
    found = Entry()
    first, last = days(event)
    found.add("uid", event["id"])
    found.add("dtstamp", stamp(payload["latestAccount"] or EPOCH))
    found.add("last-modified", stamp(max((a["published"] or EPOCH for a in event["accounts"]), default=EPOCH)))
    found.add("dtstart", first)
    if last < dt.date.max:
        found.add("dtend", last + dt.timedelta(days=1))  # the end of an all-day event is the day after it
    found.add("summary", summary(event))
    found.add("description", "\n".join(map(safe, description(event, payload))))
    found.add("categories", categories(event))
    found.add("status", "CONFIRMED" if is_settled(event) else "TENTATIVE")
    found.add("transp", "TRANSPARENT")
    url = next((account["url"] for account in event["accounts"] if (account["url"] or "").startswith("http")), None)
    if url:
        found.add("url", safe(url))
    return found


def days(event: Payload) -> tuple[dt.date, dt.date]:
    """The first and the last day of an event as a calendar draws it; a single bound is drawn on its day."""
    earliest, latest = event["when"]["earliest"], event["when"]["latest"]
    return dt.date.fromisoformat(earliest or latest), dt.date.fromisoformat(latest or earliest)


def stamp(day: str) -> dt.datetime:
    """A day as the moment, in UTC, that the standard asks for."""
    return dt.datetime.combine(dt.date.fromisoformat(day), dt.time(), dt.UTC)


def is_exact(event: Payload) -> bool:
    """True where both bounds are one day."""
    return bool(event["when"]["earliest"] == event["when"]["latest"])


def is_settled(event: Payload) -> bool:
    """True for what no account tells otherwise: done, on an exact day, by a party's word, a report or an estimate."""
    claim = event["claim"]
    alike = claim is None or all(difference["property"] == "certainty" for difference in claim["differences"])
    sure = claim is None or (claim["certainty"] in FULL and alike)
    return bool(event["state"] == State.HAPPENED.value and event["certain"] and is_exact(event) and sure)


def summary(event: Payload) -> str:
    """The line that a calendar shows: what it is on the day asked about, its bounds where it has any, its name."""
    claim = event["claim"]
    state = State(event["state"])
    doubt = f" ({spaced(claim['certainty'])})" if claim and claim["certainty"] not in (*FULL, None, "denied") else ""
    point = {"start": " (start)", "end": " (end)", "published": " (published)"}.get(event["point"], "")
    when = "" if is_exact(event) else f" [{event['when']['text']}]"
    return safe(f"{PREFIXES[state]}{event['label']}{point}{doubt}{when}")


def description(event: Payload, payload: Payload) -> list[str]:
    """What stands behind an event: sentence, state, precision, axes, why it stands there, sources with their links."""
    claim = event["claim"]
    lines = [claim["sentence"] or claim["label"] if claim else event["label"]]
    lines.append(f"On {payload['asOf']}: {TITLES[State(event['state'])]}.")
    lines += [f"{UNSURE[:1].upper()}{UNSURE[1:]}."] if not event["certain"] else []
    lines.append(f"Date as the sources give it: {date_text(event)}.{precision(event)}")
    lines += [f"Axes: {claim['axes']}."] if claim else []
    lines += [f"Here as: {'; '.join(dict.fromkeys(why['text'] for why in event['why']))}."] if event["why"] else []
    lines += [silence_words(event, "")] if event["silence"] else []
    lines += [absence["sentence"] or absence["label"] for absence in event["notSaid"]]
    for number, account in enumerate(event["accounts"], 1):
        lines.append(f"[{number}] {described(account)}")
        lines += [account["url"]] if account["url"] else []
    return lines


def precision(event: Payload) -> str:
    """What a span or a single day in the calendar stands for where the sources give no exact day."""
    when = event["when"]
    if when["earliest"] is None or when["latest"] is None:
        return " No exact day is stated: it is shown on the one bound that is."
    return "" if is_exact(event) else " No exact day is stated: the span shows the days on which it can lie."


def categories(event: Payload) -> list[str]:
    """The state, the kind and the certainty of an event, for a calendar program to filter by."""
    claim = event["claim"]
    words = [event["state"], event["point"] if event["point"] != "date" else ""]
    words += [spaced(claim["kind"] or "described thing"), spaced(claim["certainty"] or "")] if claim else []
    return [word for word in words if word]
