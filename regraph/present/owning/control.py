"""Control as a dictionary, text and rows: each verdict with its reason, and every claim it rests on with who says so.

A verdict is never shorter than what it waits for: *possible* says on what it depends, and an allegation stays one.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from regraph.analysis.control.answer import Controlling
from regraph.analysis.control.doctrines import Bars, Doctrine
from regraph.analysis.control.ground import Ground
from regraph.analysis.control.sensitivity import Could, Flip
from regraph.analysis.control.verdicts import Verdict
from regraph.analysis.counting import JOINT, Hop
from regraph.analysis.endings import TRAIL_ENDS
from regraph.model.share import percent
from regraph.present.holdings import beside_lines, beside_payloads, end_payload
from regraph.present.owning.sensitivity import could_lines, could_payload, flip_lines, flip_payload
from regraph.present.owning.verdicts import verdict_lines
from regraph.wording.evidence import Payload, claim_payload, head, share_payload, thing_payload
from regraph.wording.hops import dateline, difference_lines
from regraph.wording.numbered import Footnotes
from regraph.wording.words import safe, share_phrase, verb

CSV_COLUMNS = (
    "controller", "controller_label", "controlled", "controlled_label", "doctrine", "verdict", "certainty", "jointly",
    "last", "end", "share_low", "share_high", "low_open", "high_open", "reasons", "claims",
)  # fmt: skip
WAITING = "de facto is not asked: no source states a turnout; give one with --turnout."
STANDING_IN = "Where no votes are stated, shares stand for votes."


@dataclass(frozen=True)
class Turning:
    """What verdicts turn on, where that was asked.

    Args:
        flips: None where it was not asked.
        could: None where it was not asked.
    """

    flips: tuple[Flip, ...] | None = None
    could: tuple[Could, ...] | None = None


NOTHING_ASKED = Turning()


def control_payload(
    ground: Ground, answer: Controlling, known_by: dt.date | None, turning: Turning = NOTHING_ASKED
) -> Payload:
    """The answer of `control`, whole."""
    knowledge, scenario = ground.knowledge, ground.scenario
    return {
        **head(knowledge, "control", scenario.as_of, known_by),
        "entity": thing_payload(knowledge, answer.entity) if answer.entity else None,
        "doctrines": [doctrine_payload(doctrine, ground.bars) for doctrine in answer.doctrines],
        "include": sorted(scenario.include),
        "exclude": list(scenario.left_out),
        "verdicts": [verdict_payload(ground, found, answer) for found in answer.verdicts],
        "claims": claims_payload(ground, (hop for found in answer.verdicts for hop in found.steps)),
        "critical": None if turning.flips is None else [flip_payload(ground, flip) for flip in turning.flips],
        "couldControl": None if turning.could is None else [could_payload(ground, could) for could in turning.could],
        "trailEnd": trail_end(answer),
        "beside": beside_payloads(knowledge, answer.beside),
        "absences": [claim_payload(knowledge, knowledge.claims[node]) for node in answer.absences],
        "notes": notes(ground, answer),
    }


def trail_end(answer: Controlling) -> str | None:
    """Why nobody stands above the thing asked about, where a voice or the register says so."""
    return None if any(v.controlled == answer.entity for v in answer.verdicts) else answer.trail_end or None


def doctrine_payload(doctrine: Doctrine, bars: Bars) -> Payload:
    """A doctrine with its definition, and the figure that it is asked with."""
    figures = {"de-facto": bars.turnout, "weakest-link": bars.weakest, "close-links": bars.close}
    figure = figures.get(doctrine.name)
    return {
        "name": doctrine.name,
        "title": doctrine.title,
        "asks": doctrine.asks,
        "source": doctrine.source,
        "figure": None if figure is None else f"{figure:f}",
    }


def verdict_payload(ground: Ground, found: Verdict, answer: Controlling) -> Payload:
    """One verdict with its reasons and steps; the claims stand once in the whole answer."""
    is_last = (found.controller, found.controlled) in answer.last
    return {
        "controller": end_payload(ground.knowledge, found.controller, ground.groups.get(found.controller, ())),
        "controlled": thing_payload(ground.knowledge, found.controlled),
        "doctrine": found.doctrine,
        "verdict": found.word,
        "certainty": found.certainty or None,
        "jointly": found.jointly,
        "last": is_last,
        "end": answer.ends.get(found.controller, TRAIL_ENDS) if is_last else None,
        "share": share_payload(found.share),
        "reasons": list(found.because),
        "steps": [step_payload(ground, hop) for hop in found.steps if not hop.relation.target.startswith(JOINT)],
    }


def step_payload(ground: Ground, hop: Hop) -> Payload:
    """One step that a verdict rests on; a joint holding is one, taken by the group."""
    claim, relation = ground.knowledge.claims[hop.relation.claim], hop.relation
    return {
        "source": end_payload(ground.knowledge, relation.source, relation.joint),
        "verb": verb(claim, relation),
        "target": thing_payload(ground.knowledge, relation.target),
        "relation": relation.kind,
        "shareText": share_phrase(ground.knowledge, claim, relation),
        "claim": claim.node,
    }


def claims_payload(ground: Ground, hops: Iterable[Hop]) -> list[Payload]:
    """The claims of some steps, each once, with how they stand; in the order in which they are met."""
    standings = {hop.relation.claim: hop.standing for hop in hops}
    return [
        claim_payload(ground.knowledge, ground.knowledge.claims[node], standing) for node, standing in standings.items()
    ]


def notes(ground: Ground, answer: Controlling) -> list[str]:
    """What must not be taken from the answer."""
    by_votes = [d.name for d in answer.doctrines if d.name not in ("by-right", "close-links")]
    found = [STANDING_IN] if by_votes else []
    if len(answer.doctrines) > 1 and ground.bars.turnout is None:
        found.append(WAITING)
    full = {ground.claimed.stakes.names[int(place)] for place in ground.claimed.stakes.overfull()}
    for thing in sorted(full & {v.controlled for v in answer.verdicts}):
        name = ground.knowledge.label(thing)
        found.append(
            f"The stakes in {name} add up past 100 %: the sources disagree or overlap, and so may verdicts on it."
        )
    return found


def control_text(payload: Payload) -> str:
    """The answer as a person reads it: who controls and why, most decided first, what it rests on, the sources."""
    footnotes = Footnotes()
    entity = payload["entity"]
    title = f"Control of {entity['label']} on {payload['asOf']}" if entity else f"Control on {payload['asOf']}"
    lines = [safe(title), dateline(payload), "", *none_lines(payload)]
    claims = {claim["id"]: claim for claim in payload["claims"]}
    for heading, far, found in sections(payload):
        lines += [safe(heading)] if heading else []
        lines += verdict_lines(payload, found, far, claims, footnotes)
    lines += [*flip_lines(payload), *could_lines(payload)]
    lines += claim_lines(payload["claims"], footnotes)
    lines += beside_lines(payload["beside"], footnotes)
    lines += absence_lines(payload["absences"], footnotes)
    lines += doctrine_lines(payload)
    return "\n".join(lines + footnotes.lines())


def none_lines(payload: Payload) -> list[str]:
    """That nobody controls the thing asked about, or anything, and why."""
    entity, things = payload["entity"], {found["controlled"]["id"] for found in payload["verdicts"]}
    if entity["id"] in things if entity else things:
        return []
    none = payload["trailEnd"] or (
        "the sources name nobody above it" if entity else "nothing is found to be controlled"
    )
    return [safe(f"None: {none}{'; what stands beside says more' if payload['beside'] else ''}."), ""]


def sections(payload: Payload) -> Iterator[tuple[str, str, list[Payload]]]:
    """The verdicts by what they are about: heading, the end that tells them apart, and the verdicts."""
    entity, every = payload["entity"], payload["verdicts"]
    for thing in dict.fromkeys(found["controlled"]["id"] for found in every) if entity is None else (entity["id"],):
        found = [verdict for verdict in every if verdict["controlled"]["id"] == thing]
        if found:
            yield "" if entity else found[0]["controlled"]["label"], "controller", found
    below = [verdict for verdict in every if entity and verdict["controlled"]["id"] != entity["id"]]
    if entity and below:
        yield f"Below {entity['label']}, or linked to it", "controlled", below


def claim_lines(claims: list[Payload], footnotes: Footnotes) -> list[str]:
    """What verdicts rest on: each claim once, by its sentence."""
    lines = ["What this rests on"] if claims else []
    for claim in claims:
        lines.append(safe(f"  - {claim['sentence'] or claim['label']}"))
        reason = f": {claim['reason']}" if claim["reason"] else ""
        label = f"{claim['label']} · " if claim["sentence"] else ""
        lines.append(safe(f"    {label}{claim['axes']} · {claim['status']}{reason}"))
        marks = footnotes.cite(claim["accounts"])
        lines += [*(line[1:] for line in difference_lines(claim, footnotes)), f"    {marks}"]
    return [*lines, ""] if claims else []


def absence_lines(absences: list[Payload], footnotes: Footnotes) -> list[str]:
    """What voices say does not exist or is not told."""
    lines = ["Said not to be there, or not told"] if absences else []
    for claim in absences:
        lines += [safe(f"  - {claim['sentence'] or claim['label']}"), f"    {footnotes.cite(claim['accounts'])}"]
    return [*lines, ""] if absences else []


def doctrine_lines(payload: Payload) -> list[str]:
    """What each doctrine asks, and what must not be taken from the answer; their names alone where none answers."""
    titles = [doctrine["title"] for doctrine in payload["doctrines"]]
    if not payload["verdicts"]:
        told = [note for note in payload["notes"] if note not in (STANDING_IN, WAITING)]
        return [safe(f"Asked by doctrine: {', '.join(titles)}."), *(safe(f"  {note}") for note in told), ""]
    lines = ["The doctrines"]
    for doctrine in payload["doctrines"]:
        figure = f" Here {figure_text(doctrine['figure'])}." if doctrine["figure"] else ""
        lines.append(safe(f"  - {doctrine['title']}: {doctrine['asks']}{figure}"))
    return [*lines, *(safe(f"  {note}") for note in payload["notes"]), ""]


def figure_text(figure: str) -> str:
    """A figure in percent."""
    return percent(Decimal(figure))


def control_rows(payload: Payload) -> list[tuple[str, ...]]:
    """One CSV row a verdict, in the columns `CSV_COLUMNS`."""
    rows = []
    for found in payload["verdicts"]:
        share = found["share"] or {"low": "", "high": "", "lowOpen": "", "highOpen": ""}
        ends = [text for end in ("controller", "controlled") for text in (found[end]["id"], found[end]["label"])]
        flags = [str(share[key]).lower() for key in ("lowOpen", "highOpen")]
        truths = [str(found[key]).lower() for key in ("jointly", "last")]
        claims = dict.fromkeys(step["claim"] for step in found["steps"])
        rows.append(
            (*ends, found["doctrine"], found["verdict"], found["certainty"] or "", *truths, found["end"] or "",
             share["low"], share["high"], *flags, "; ".join(found["reasons"]), "|".join(claims))
        )  # fmt: skip
    return rows
