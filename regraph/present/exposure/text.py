"""Exposures as a person reads them: a summary with the channels side by side, and every claim with who says so.

What is in force stands first, under its own heading; nothing below another heading is in force.
"""

from collections.abc import Iterable

from regraph.present.exposure.summary import INCLUDED, held_words, place, share_words, summary_lines
from regraph.wording.evidence import Payload
from regraph.wording.hops import dateline, dates_text, difference_lines
from regraph.wording.numbered import Footnotes
from regraph.wording.words import safe, spaced

HEADINGS = {
    "in force": "In force",
    INCLUDED: "Counted with --include, and not in force",
    "possible": "Possibly in force: bounds, unstated shares or the register leave it open",
    "linked": "Only through a mere link, the backing of a vehicle, or somebody's post: no ownership",
    "alleged": "Alleged, disputed, under investigation, or an opinion",
    "contingent": "Contingent: optional, proposed, announced, conditional or non-binding, and not in force",
    "past": "Ended, denied, or not in force on that day",
}
NOT_ADDED = "Nothing is added across channels, deals, bodies or currencies, and there is no score."


def exposure_text(payload: Payload) -> str:
    """The answer whole: the summary, then each exposure claim by claim, what is said not to be there, the sources."""
    footnotes = Footnotes()
    lines = [safe(title(payload)), dateline(payload), ""]
    lines += none_lines(payload) if is_none(payload) else summary_lines(payload)
    claims = {claim["id"]: claim for claim in payload["claims"]}
    told: set[str] = set()
    for exposure in payload["exposures"]:
        if payload["entity"] or payload["between"]:
            lines += exposure_lines(payload, exposure, claims, footnotes, told)
    lines += absence_lines(payload["absences"], footnotes)
    lines += [] if is_none(payload) else [NOT_ADDED, ""]
    return "\n".join(lines + footnotes.lines())


def is_none(payload: Payload) -> bool:
    """True where the sources name no channel on that day."""
    return not any(e["shares"] or any(n["column"] != "past" for n in e["lines"]) for e in payload["exposures"])


def title(payload: Payload) -> str:
    """What was asked, in one line."""
    names = " and ".join(thing["label"] for thing in payload["to"])
    entity = payload["entity"]["label"] if payload["entity"] else ""
    to = f" to {'both ' if payload['between'] else ''}{names}" if names else "" if entity else " to states"
    who = f"Exposure of {entity}{to}" if entity else f"What is exposed{to}"
    only = f", by {', '.join(payload['channels'])} alone" if payload["channels"] else ""
    return f"{who} on {payload['asOf']}{only}"


def none_lines(payload: Payload) -> list[str]:
    """That the sources name no channel, and what they name instead."""
    names = " and ".join(thing["label"] for thing in payload["to"]) or "anybody"
    entity = payload["entity"]["label"] if payload["entity"] else "anything"
    only = f" by {', '.join(payload['channels'])}" if payload["channels"] else ""
    lines = [safe(f"None: the sources name no channel{only} from {names} to {entity} on that day.")]
    if any(exposure["lines"] for exposure in payload["exposures"]):
        lines.append("  What has ended, or was denied, stands below.")
    if payload["nearest"]:
        near = ", ".join(thing["label"] for thing in payload["nearest"])
        lines.append(safe(f"  They do name channels to {entity} from: {near.removesuffix('.')}."))
    elif payload["channels"]:
        lines.append("  Without --channel, other channels may be named.")
    lines.append("  That no source names a channel is silence, not a finding that there is none.")
    return [*lines, ""]


def exposure_lines(
    payload: Payload, exposure: Payload, claims: dict[str, Payload], footnotes: Footnotes, told: set[str]
) -> list[str]:
    """One exposure: its heading, control and shares, and its claims column by column."""
    if not (exposure["lines"] or exposure["shares"] or exposure["control"]):
        return []
    ends = f"{exposure['entity']['label']} to {exposure['actor']['label']}"
    lines = [safe(ends if not payload["entity"] or not payload["to"] else "Claim by claim")]
    lines += [safe(f"  control {line}") for line in control_lines(exposure)]
    lines += [safe(f"  shares held {line}") for line in share_lines(exposure)]
    for column, heading in HEADINGS.items():
        found = [line for line in exposure["lines"] if place(line) == column]
        lines += [f"  {heading}"] if found else []
        for line in found:
            lines += claim_lines(line, claims[line["claim"]], footnotes, told)
    return [*lines, ""]


def control_lines(exposure: Payload) -> Iterable[str]:
    """The verdicts on control, each with its doctrine and reason."""
    for found in exposure["control"]:
        reasons = f": {'; '.join(found['reasons'])}" if found["reasons"] else ""
        yield f"by {found['doctrine'].replace('-', ' ').removeprefix('by ')}: {found['verdict']}{reasons}"


def share_lines(exposure: Payload) -> Iterable[str]:
    """The integrated share of each holder, after whose it is."""
    for held in exposure["shares"]:
        marks = f" ({', '.join(held['marks'])})" if held["marks"] else ""
        yield f"by {held['holder']['label']}: {held_words(held)}, over {count(held['chains'], 'chain')}{marks}"


def count(number: int, noun: str) -> str:
    """A number of things."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def claim_lines(line: Payload, claim: Payload, footnotes: Footnotes, told: set[str]) -> list[str]:
    """One claim: its channel, its sentence, how its ends stand for those asked about, who says so.

    A sentence that is told in the answer already is not said again.
    """
    facts = [claim["amount"] or "", share_words(line), joint_words(line), part_words(line)]
    about = f"{spaced(line['channel'])}: {line['source']['label']} → {line['target']['label']}"
    lines = [f"  - {'; '.join((about, *filter(None, facts)))}"]
    again = line["claim"] in told
    lines += [] if again else [f"    {claim['sentence']}"] if claim["sentence"] else []
    for way in line["ways"]:
        lines += [f"    who: {way_words(way)}"] if way["steps"] else []
    lines += [f"    what: {way_words(line['carried'])}"] if line["carried"]["steps"] else []
    needs = f"; counted with --include {','.join(claim['needs'])}" if claim["needs"] else ""
    reason = f": {claim['reason']}" if claim["reason"] else ""
    lines.append(f"    {claim['axes']} · {dates_text(claim)} · {claim['status']}{reason}{needs}")
    for absence in line["absences"] if not again else ():
        lines.append(f"    not told: {absence['sentence'] or absence['label']} {footnotes.cite(absence['accounts'])}")
    told.add(line["claim"])
    marks = footnotes.cite(claim["accounts"])
    differing = [] if again else [text[1:] for text in difference_lines(claim, footnotes)]
    return [*map(safe, (f"  {text}" for text in lines)), *(f"  {text}" for text in differing), f"      {marks}"]


def way_words(way: Payload) -> str:
    """A way in words, with its weakest step."""
    weak = f" (weakest: {way['weakest']})" if way["weakest"] else ""
    return f"{way['text']}{weak}"


def joint_words(line: Payload) -> str:
    """With whom a holding is held jointly."""
    return f"jointly with {' and '.join(h['label'] for h in line['jointWith'])}" if line["jointWith"] else ""


def part_words(line: Payload) -> str:
    """What deal a deal is part of, so that no reader adds both."""
    return f"part of {' and '.join(w['label'] for w in line['partOf'])}, not beside it" if line["partOf"] else ""


def absence_lines(found: list[Payload], footnotes: Footnotes) -> list[str]:
    """What voices say is not there, or not told."""
    lines = ["Said not to be there, or not told"] if found else []
    for claim in found:
        lines += [safe(f"  - {claim['sentence'] or claim['label']}"), f"    {footnotes.cite(claim['accounts'])}"]
    return [*lines, ""] if found else []
