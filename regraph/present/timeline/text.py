"""The answer of `timeline` as a person reads it, and as CSV rows; both are made from its dictionary."""

import textwrap

from regraph.analysis.timeline.states import State
from regraph.present.dossier import details
from regraph.present.timeline.answer import is_possible
from regraph.wording.evidence import Payload
from regraph.wording.hops import dateline, difference_lines
from regraph.wording.numbered import Footnotes
from regraph.wording.words import safe, spaced

WIDTH = 100
COLUMNS = (
    "event", "claim", "label", "kind", "point", "state", "certain", "within", "earliest", "latest", "date", "why",
    "certainty", "stage", "bindingness", "status", "accounts", "silent", "not_said", "sentence",
)  # fmt: skip
TITLES = {
    State.HAPPENED: "Told as done, begun or ended",
    State.DISPUTED: "Accounts differ on whether it is done",
    State.OVERDUE: "Overdue: expected by now, and no account confirms it",
    State.DUE: "Due or still to come: not yet happened",
    State.OFF: "Called off before it was to begin",
    State.DENIED: "Denied",
}
POINTS = {"start": "start", "end": "end", "date": "", "published": "published"}
UNSURE = "whether by that day the sources do not say"


def timeline_text(payload: Payload) -> str:
    """The answer as a person reads it: what is told as done, what is overdue, what is due, in the order of days."""
    footnotes = Footnotes()
    lines = wrapped(f"Timeline{of_text(payload)}{window_text(payload)}", "")
    lines += [f"on {payload['asOf']}; {dateline(payload)}", ""]
    for state in State:
        found = [event for event in payload["events"] if event["state"] == state.value]
        lines += [f"{TITLES[state]} ({len(found)})"] if found else []
        lines += [line for event in found for line in event_lines(event, footnotes)]
        lines += [""] if found else []
    if not payload["events"]:
        lines += [*nothing_lines(payload), ""]
    lines += not_said_lines(payload["notSaid"], footnotes)
    return "\n".join(lines + footnotes.lines())


def wrapped(text: str, indent: str, first: str | None = None) -> list[str]:
    """Text in lines of `WIDTH` columns, safe for a terminal; no word is cut."""
    start = indent if first is None else first
    return textwrap.wrap(
        safe(text), WIDTH, initial_indent=start, subsequent_indent=indent,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def of_text(payload: Payload) -> str:
    """What the events are of."""
    return f" of {payload['entity']['label']}" if payload["entity"] else " of everything"


def window_text(payload: Payload) -> str:
    """The days asked for, in words."""
    first, last = payload["from"], payload["to"]
    if first and last:
        return f", {first} to {last}"
    return f", from {first}" if first else f", until {last}" if last else ""


def date_text(event: Payload) -> str:
    """The bounds of an event, and whether it is a start or an end.

    Example:
        >>> date_text({"when": {"text": "by the end of 2026"}, "point": "end"})
        'by the end of 2026, end'
    """
    when = event["when"]["text"] if event["when"] else "day not stated"
    return ", ".join(filter(None, (when, POINTS[event["point"]])))


def event_lines(event: Payload, footnotes: Footnotes) -> list[str]:
    """One event: its date, its sentence, what that does not say, why it stands there, and who says so."""
    claim = event["claim"]
    said = (claim["sentence"] if claim else "") or event["label"]
    lines = wrapped(f"{date_text(event)}: {said}", "    ", "  - ")
    told = f"{said} {spaced(claim['kind'] or '')}" if claim else said
    parts = [details(claim, told) if claim else "", *why_parts(event)]
    lines += wrapped(" · ".join(filter(None, parts)), "    ") if any(parts) else []
    marks = footnotes.cite(event["accounts"])
    differing = difference_lines(claim, footnotes) if claim else []
    lines += [line for text in differing for line in wrapped(text.strip(), "    ")]
    if event["silence"]:
        lines += wrapped(silence_words(event, footnotes.cite([event["silence"]["account"]])), "    ")
    lines += wrapped(marks, "    ")
    return [*lines, *(line for absence in event["notSaid"] for line in absence_lines(absence, footnotes, "    "))]


def why_parts(event: Payload) -> list[str]:
    """Why an event stands there, and what its bounds leave open."""
    parts = [f"here as: {'; '.join(dict.fromkeys(why['text'] for why in event['why']))}"] if event["why"] else []
    parts += [UNSURE] if not event["certain"] else []
    return parts + (["possibly in these days"] if is_possible(event) else [])


def silence_words(event: Payload, mark: str) -> str:
    """Which account could have told of what is overdue.

    Args:
        mark: how the answer cites that account; "" for none.
    """
    account = event["silence"]["account"]
    which = f"the account of {account['published']} ({account['voice'] or 'an unnamed voice'}) {mark}".strip()
    if event["silence"]["after"]:
        return f"No account says that it came about; the latest that could have told, {which}, came after that day."
    return (
        f"No account says that it came about; the latest that speaks of the matter, {which}, is from before that day "
        "was over: none at hand could have told."
    )


def absence_lines(absence: Payload, footnotes: Footnotes, indent: str) -> list[str]:
    """What a voice says is missing, with who says so."""
    said = absence["sentence"] or absence["label"]
    return wrapped(f"{said} {footnotes.cite(absence['accounts'])}", f"{indent}  ", f"{indent}- ")


def not_said_lines(absences: list[Payload], footnotes: Footnotes) -> list[str]:
    """The events that voices say are missing."""
    lines = [line for absence in absences for line in absence_lines(absence, footnotes, "  ")]
    return ["What the sources say is not there or not known", *lines, ""] if lines else []


def nothing_lines(payload: Payload) -> list[str]:
    """What is said where no event was found, with the nearest that there are."""
    states = " or ".join(payload["states"])
    what = f"{states} event" if states else "dated event"
    lines = wrapped(f"The sources name no {what}{of_text(payload)}{window_text(payload)}.", "")
    lines += ["Without these limits they name:"] if payload["elsewhere"] else []
    for event in payload["elsewhere"]:
        lines += wrapped(f"{event['state']}: {date_text(event)}: {event['label']}", "    ", "  - ")
    if payload["near"]:
        names = ", ".join(thing["label"] for thing in payload["near"])
        lines += wrapped(f"What stands in one claim with it has such events: {names}.", "")
    return lines


def timeline_rows(payload: Payload) -> list[tuple[str, ...]]:
    """One CSV row an event, in the columns `COLUMNS`."""
    return [row_of(event) for event in payload["events"]]


def row_of(event: Payload) -> tuple[str, ...]:
    """One event as a row; a publication has the source in place of the claim."""
    claim, when = event["claim"] or {}, event["when"] or {}
    named = [claim.get(name) or "" for name in ("certainty", "stage", "bindingness", "status")]
    silent = event["silence"]["account"]["id"] if event["silence"] else ""
    return (
        event["id"], event["id"].rpartition("#")[0], event["label"], claim.get("kind") or "", event["point"],
        event["state"], str(event["certain"]).lower(), event["within"],
        when.get("earliest") or "", when.get("latest") or "", when.get("text") or "",
        "|".join(why["text"] for why in event["why"]), *named,
        "|".join(account["id"] for account in event["accounts"]), silent,
        "|".join(absence["id"] for absence in event["notSaid"]), claim.get("sentence") or "",
    )  # fmt: skip
