"""The sections on what accounts differ on, and on what the sources do not say."""

from collections.abc import Iterator

from regraph.present.conflicts import SECTIONS as VOICES
from regraph.present.conflicts import dependence
from regraph.present.document.claims import claims_points
from regraph.present.document.parts import Block, Heading, Item, Line, Paragraph, Points, Section, Sources
from regraph.wording.evidence import Payload

ABSENT = "What the sources do not say"
SILENCE = (
    "Silence is no statement: this is what voices say is missing, undisclosed or undecided. What nobody mentions is not"
    " here."
)


def dispute_section(payload: Payload, sources: Sources) -> Iterator[Section]:
    """Where accounts differ, side by side; nothing where they agree."""
    if payload["conflicts"]:
        yield Section("Where accounts differ", "differences", tuple(dispute_blocks(payload, sources)))


def dispute_blocks(payload: Payload, sources: Sources) -> Iterator[Block]:
    """One heading a verdict, one entry a disagreement."""
    for verdict in dict.fromkeys(conflict["verdict"] for conflict in payload["conflicts"]):
        found = [conflict for conflict in payload["conflicts"] if conflict["verdict"] == verdict]
        yield Heading(f"{verdict[0].upper()}{verdict[1:]} ({len(found)})")
        yield Points(tuple(conflict_item(conflict, sources) for conflict in found))


def conflict_item(conflict: Payload, sources: Sources) -> Item:
    """One disagreement: every value with those who give it, and what is used by which rule."""
    told: dict[str, list[Payload]] = {}
    for said in conflict["said"]:
        told.setdefault(said["text"], []).append(said["account"])
    below: list[Line] = [(f"{text}:", *voices(accounts), *sources.cite(accounts)) for text, accounts in told.items()]
    why = conflict["why"]
    rule = f" Used here by the rule “{conflict['rule']}”: {used(conflict)}." if conflict["used"] else ""
    ending = "" if why.endswith(".") else "."
    below.append((f"{why[0].upper()}{why[1:]}{ending}{dependence(conflict)}{rule}",))
    return Item((f"{conflict['label']} — {conflict['propertyText']}",), tuple(below))


def voices(accounts: list[Payload]) -> Line:
    """Who says so, and when."""
    names = [f"{a['voice']}{VOICES.get(a['section'] or '', '')}, {a['published']}" for a in accounts]
    return ("; ".join(dict.fromkeys(names)),)


def used(conflict: Payload) -> str:
    """The value that answers use, as its account gives it."""
    return next((s["text"] for s in conflict["said"] if s["account"]["id"] == conflict["used"]), "as resolved")


def absence_section(show: Payload, sources: Sources) -> Iterator[Section]:
    """What voices say is missing; nothing where none says so."""
    found = [claim for section in show["sections"] if section["title"] == ABSENT for claim in section["claims"]]
    if found:
        about = show["entity"]["id"]
        yield Section(ABSENT, "not-said", (Paragraph((SILENCE,), "quiet"), claims_points(found, about, sources)))
