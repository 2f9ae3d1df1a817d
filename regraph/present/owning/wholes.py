"""What is known of things as a whole: what their counted holders have together, own shares, rings, contradictions."""

from decimal import Decimal

from regraph.analysis.integrated.answer import Shares
from regraph.analysis.integrated.wholes import Whole
from regraph.model.knowledge import Knowledge
from regraph.model.share import percent
from regraph.wording.evidence import Payload, share_payload, thing_payload
from regraph.wording.words import safe

UNSTATED = "a share that is not stated"
AROUND = {
    "stop-at-target": "What comes around counts until it first arrives at the owner.",
    "walk-sum": "What comes around counts each time it passes, so that shares may add up past 100 %.",
    "simple-paths": "A ring is walked once, so true shares may be higher.",
}


def whole_payload(knowledge: Knowledge, whole: Whole) -> Payload:
    """What the known direct holders of a thing have together, and what is left that the sources name nobody for."""
    return {
        "thing": thing_payload(knowledge, whole.thing),
        "known": share_payload(whole.known),
        "rest": share_payload(whole.known.remainder()),
        "least": f"{whole.least:f}",
        "isOverfull": whole.is_overfull,
        "stakes": [{"id": stake, "label": knowledge.label(stake)} for stake in whole.stakes],
    }


def marks(payload: Payload) -> list[str]:
    """What makes an answer doubtful as a whole: stakes that contradict each other."""
    lines = []
    for whole in (whole for whole in payload["wholes"] if whole["isOverfull"]):
        least, stakes = percent(Decimal(whole["least"])), "; ".join(stake["label"] for stake in whole["stakes"])
        said = f"! The stakes in {whole['thing']['label']} add up past 100 %, to at least {least}:"
        lines.append(safe(f"{said} the sources disagree or overlap ({stakes})."))
    return lines


def whole_lines(wholes: list[Payload]) -> list[str]:
    """How much of each thing its known holders have, and how much is left unnamed."""
    lines = ["Known and not named"] if wholes else []
    for whole in wholes:
        known, rest = whole["known"]["text"].replace("not stated", UNSTATED), whole["rest"]["text"]
        size = "" if rest == "not stated" else f" ({rest})"
        left = "nothing is left" if rest == "0 %" else f"whose the rest is{size} the sources do not name"
        lines.append(safe(f"  {whole['thing']['label']}: the holders counted have directly {known}; {left}"))
    return [*lines, ""] if wholes else []


def ring_notes(knowledge: Knowledge, shares: Shares) -> list[str]:
    """What rings of holdings and own shares do to the answer."""
    found = []
    if shares.answer.rings:
        names = ", ".join(knowledge.label(ring) for ring in shares.answer.rings)
        found.append(f"Holdings run in a ring through {names}. {AROUND[shares.convention]}")
    for thing, own in sorted(shares.own.items()):
        scaled = "" if shares.convention == "simple-paths" else "; that part is scaled out of what others have"
        found.append(f"{knowledge.label(thing)} holds {own.text()} of itself, directly or through others{scaled}.")
    for ring in shares.closed:
        names = " and ".join(knowledge.label(node) for node in ring)
        found.append(f"{names} hold themselves entirely: no share of them leaves the ring, and no owner can be told.")
    return found
