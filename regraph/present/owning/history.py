"""The owners of a thing over time, as a dictionary, text and rows; a turn within bounds is told with both of them."""

import datetime as dt

from regraph.analysis.history import History, Stretch, Turn
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Scenario, Status
from regraph.present.holdings import end_payload, integrated_payload
from regraph.wording.evidence import Payload, claim_payload, head, thing_payload, when_payload
from regraph.wording.hops import dateline
from regraph.wording.numbered import Footnotes
from regraph.wording.words import safe, spaced

CSV_COLUMNS = (
    "first_day", "last_day", "owner", "owner_label", "owned", "owned_label", "share_low", "share_high", "low_open",
    "high_open", "kinds", "certainty", "status",
)  # fmt: skip


def history_payload(
    knowledge: Knowledge, found: History, scenario: Scenario, known_by: dt.date | None, convention: str
) -> Payload:
    """The answer of `history`, whole."""
    return {
        **head(knowledge, "history", scenario.as_of, known_by),
        "entity": thing_payload(knowledge, found.entity),
        "convention": convention,
        "include": sorted(scenario.include),
        "exclude": list(scenario.left_out),
        "stretches": [stretch_payload(knowledge, stretch) for stretch in found.stretches],
        "turns": [turn_payload(knowledge, turn) for turn in found.turns],
        "undated": [claim_payload(knowledge, knowledge.claims[claim]) for claim in found.undated],
    }


def stretch_payload(knowledge: Knowledge, stretch: Stretch) -> Payload:
    """Days on which the owners are the same."""
    owners = [
        {
            "owner": end_payload(knowledge, holding.holder, holding.members),
            "share": integrated_payload(holding.share),
            "kinds": list(holding.kinds),
            "certainty": knowledge.claims[holding.weakest].concept("certainty"),
            "status": Status.POSSIBLE.value if holding.possible else Status.COUNTED.value,
        }
        for holding in stretch.answer.holdings
    ]
    first, last = stretch.first, stretch.last
    return {
        "firstDay": first.isoformat() if first else None,
        "lastDay": last.isoformat() if last else None,
        "owners": owners,
    }


def turn_payload(knowledge: Knowledge, turn: Turn) -> Payload:
    """A claim that begins or ends."""
    claim = knowledge.claims[turn.claim]
    return {"end": turn.end, "when": when_payload(claim.when(turn.end)), "claim": claim_payload(knowledge, claim)}


def history_text(payload: Payload) -> str:
    """The answer as a person reads it: each stretch with its owners, what changed, what is undated, the sources."""
    footnotes = Footnotes()
    lines = [safe(f"Owners of {payload['entity']['label']} over time"), dateline(payload), ""]
    for stretch in payload["stretches"]:
        lines.append(days_text(stretch["firstDay"], stretch["lastDay"]))
        lines += [owner_line(owner) for owner in stretch["owners"]] or ["  no owner is counted"]
    lines.append("")
    lines += ["Options, proposals and what is denied are not counted here; `regraph owners` lists them.", ""]
    if payload["turns"]:
        lines.append("What begins or ends, and between which days")
        for turn in payload["turns"]:
            word = {"start": "begins", "end": "ends"}[turn["end"]]
            lines.append(
                safe(f"  - {turn['when']['text']}{bounds_text(turn['when'])}: {turn['claim']['label']} {word}")
            )
            lines += [safe(f"    {turn['claim']['sentence']}"), f"    {footnotes.cite(turn['claim']['accounts'])}"]
        lines.append("")
    if payload["undated"]:
        lines.append("Without any date: only possible before it is first told, and taken to go on after it")
        for claim in payload["undated"]:
            lines += [safe(f"  - {claim['label']} · {claim['axes']} {footnotes.cite(claim['accounts'])}")]
        lines.append("")
    return "\n".join(lines + footnotes.lines())


def days_text(first: str | None, last: str | None) -> str:
    """A stretch of days in words.

    Example:
        >>> days_text(None, "2022-12-31"), days_text("2023-01-01", None)
        ('until 2022-12-31', 'from 2023-01-01 on')
    """
    if first is None:
        return "at all times that the sources speak of" if last is None else f"until {last}"
    return f"from {first} on" if last is None else f"from {first} to {last}"


def bounds_text(when: Payload) -> str:
    """Both bounds of a turn as days, where they are not one day."""
    if when["earliest"] == when["latest"]:
        return ""
    return f" (between {when['earliest'] or 'an unstated day'} and {when['latest'] or 'an unstated day'})"


def owner_line(owner: Payload) -> str:
    """One owner in a line."""
    share = "no share: a link or right" if owner["share"] is None else owner["share"]["text"]
    said = "share not stated" if share == "not stated" else share
    possible = " · only possibly" if owner["status"] == Status.POSSIBLE.value else ""
    by = " and ".join(map(spaced, owner["kinds"]))
    weakest = f" · weakest evidence: {spaced(owner['certainty'] or 'reported')}"
    return safe(f"  {owner['owner']['label']}: {said} · by {by}{weakest}{possible}")


def history_rows(payload: Payload) -> list[tuple[str, ...]]:
    """One CSV row an owner and stretch, in the columns `CSV_COLUMNS`."""
    owned = (payload["entity"]["id"], payload["entity"]["label"])
    rows = []
    for stretch in payload["stretches"]:
        days = (stretch["firstDay"] or "", stretch["lastDay"] or "")
        for owner in stretch["owners"]:
            share = owner["share"] or {"low": "", "high": "", "lowOpen": "", "highOpen": ""}
            flags = [str(share[key]).lower() for key in ("lowOpen", "highOpen")]
            rows.append(
                (*days, owner["owner"]["id"], owner["owner"]["label"], *owned, share["low"], share["high"] or "",
                 *flags, "|".join(owner["kinds"]), owner["certainty"] or "", owner["status"])
            )  # fmt: skip
    return rows
