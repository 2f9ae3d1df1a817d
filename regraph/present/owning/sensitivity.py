"""What verdicts turn on, as a dictionary and text: each set of claims that flips one, and what would have to be so."""

from regraph.analysis.control.ground import Ground
from regraph.analysis.control.sensitivity import Could, Flip
from regraph.analysis.control.verdicts import Verdict
from regraph.present.holdings import end_payload
from regraph.wording.evidence import Payload, thing_payload
from regraph.wording.words import safe


def flip_payload(ground: Ground, flip: Flip) -> Payload:
    """One smallest set of changes and what it makes of a verdict."""
    label = ground.knowledge.label
    return {
        **pair_payload(ground, flip.verdict),
        "now": flip.verdict.word,
        "would": flip.would.word,
        "changes": [{"claim": c.claim, "label": label(c.claim), "how": c.how} for c in flip.changes],
    }


def could_payload(ground: Ground, could: Could) -> Payload:
    """What would have to be so, and what would then be said."""
    return {
        **pair_payload(ground, could.would),
        "now": could.now.word,
        "would": could.would.word,
        "condition": could.condition,
        "claims": list(could.claims),
    }


def pair_payload(ground: Ground, found: Verdict) -> Payload:
    """Whom a verdict is about, and by which doctrine."""
    return {
        "controller": end_payload(ground.knowledge, found.controller, ground.groups.get(found.controller, ())),
        "controlled": thing_payload(ground.knowledge, found.controlled),
        "doctrine": found.doctrine,
    }


def flip_lines(payload: Payload) -> list[str]:
    """Each set of claims once a controller, with the doctrines whose verdict it flips."""
    if payload["critical"] is None:
        return []
    lines = ["What the verdicts turn on"]
    flips = [
        {**flip, "because": " and ".join(f"“{change['label']}” {change['how']}" for change in flip["changes"])}
        for flip in payload["critical"]
    ]
    lines += grouped(flips, titles(payload), "If {because}: {now} → {would}")
    return [*lines, *([] if payload["critical"] else ["  Nothing: no verdict flips by one claim or two."]), ""]


def could_lines(payload: Payload) -> list[str]:
    """What would have to be so, by controller."""
    if payload["couldControl"] is None:
        return []
    lines = ["Who could control, and what would have to be so"]
    lines += grouped(payload["couldControl"], titles(payload), "If {condition}: {now} → {would}")
    empty = "  Nobody: nothing that the sources name would make it so."
    return [*lines, *([] if payload["couldControl"] else [empty]), ""]


def titles(payload: Payload) -> dict[str, str]:
    """Doctrine -> its title."""
    return {doctrine["name"]: doctrine["title"] for doctrine in payload["doctrines"]}


def grouped(entries: list[Payload], named: dict[str, str], form: str) -> list[str]:
    """Entries by controller; those that say the same of several doctrines in one line."""
    lines = []
    for actor in dict.fromkeys(entry["controller"]["id"] for entry in entries):
        of = [entry for entry in entries if entry["controller"]["id"] == actor]
        lines.append(safe(f"  {of[0]['controller']['label']}"))
        for text in dict.fromkeys(form.format(**entry) for entry in of):
            by = ", ".join(named[entry["doctrine"]] for entry in of if form.format(**entry) == text)
            lines.append(safe(f"    {text} ({by})"))
    return lines
