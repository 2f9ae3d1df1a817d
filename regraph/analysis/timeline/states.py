"""What a dated event is on a day: told as done, due, overdue, or one on which accounts differ.

This is the only place that says what overdue means. It looks at one claim and the accounts behind it; it neither
chooses claims nor words them. What is denied has not happened, and what is merely planned is never told as begun.
"""

import datetime as dt
from enum import Enum

from regraph.model.knowledge import Knowledge
from regraph.model.scenario import ENDED, NOT_YET, OPTIONAL_KINDS
from regraph.model.things import Claim, Values
from regraph.names import local

POINTS = ("start", "end", "date")
TALKED_OF = ("proposed", "reported-talks")
PAPERS = ("Amendment", "Framework", "Memorandum")


class State(Enum):
    """What an event is on the day asked about, in the order in which answers list them."""

    HAPPENED = "happened"
    DISPUTED = "accounts differ"
    OVERDUE = "overdue"
    DUE = "due"
    OFF = "called off"
    DENIED = "denied"


def state_of(knowledge: Knowledge, claim: Claim, point: str, as_of: dt.date) -> State:
    """What the `start`, `end` or `date` of a claim is on a day.

    Args:
        point: one of `POINTS`; the date of a milestone is the day on which it is done, of a condition that it is met.
    Returns:
        OVERDUE only where its latest bound is before `as_of` and no account says that it came about; DUE where it can
        still come, or has no latest bound; DISPUTED where only accounts whose word is not used say that it did.
    """
    when = claim.when(point)
    told = knowledge.told(claim)[1]
    if claim.concept("certainty") == "denied":
        return State.DENIED
    if point == "start" and is_called_off(claim, told):
        return State.OFF
    if when.earliest is not None and when.earliest > as_of:
        return State.DUE
    if says_done(claim.kind, claim.values, point) or is_told_as_past(claim, point, told):
        return State.HAPPENED
    if any(says_done(said.kind or claim.kind, said.values, point) for said in claim.statements):
        return State.DISPUTED
    return State.OVERDUE if when.latest is not None and when.latest < as_of else State.DUE


def says_done(kind: str, values: Values, point: str) -> bool:
    """True where some values, of one account or as answers use them, say that an event came about.

    Example:
        >>> says_done("Milestone", {"isDone": (True,)}, "date"), says_done("Milestone", {"isDone": (False,)}, "date")
        (True, False)
        >>> says_done("Loan", {"stage": ("in-force",)}, "end"), says_done("Loan", {"stage": ("in-force",)}, "start")
        (False, True)
    """
    if kind in ("Condition", "Milestone"):
        return values.get("isDone") == (True,) or values.get("isMet") == (True,)
    stage = local(str(values["stage"][0])) if values.get("stage") else ""
    if point == "end":
        return stage in ENDED
    return bool(values.get("outcome")) or (bool(stage) and stage not in ahead(kind))


def ahead(kind: str) -> tuple[str, ...]:
    """The stages at which what a claim tells has not begun: an option is there once it is announced."""
    if kind in OPTIONAL_KINDS:
        return TALKED_OF
    return tuple(stage for stage in NOT_YET if stage != "signed") if kind in PAPERS else NOT_YET


def is_told_as_past(claim: Claim, point: str, told: dt.date) -> bool:
    """True for what has no stage and is neither milestone nor condition, and whose day was over when it was told."""
    latest = claim.when(point).latest
    flagged = claim.kind in ("Condition", "Milestone") or claim.concept("stage")
    return not flagged and latest is not None and (latest < told if point == "end" else latest <= told)


def is_called_off(claim: Claim, told: dt.date) -> bool:
    """True for what its voice calls ended before the day on which it was to begin."""
    start = claim.when("start")
    return claim.concept("stage") in ENDED and start.earliest is not None and start.earliest > told


def is_standing(claim: Claim) -> bool:
    """True for a condition that holds while a deal runs, and of which no account says whether it is met or by when."""
    runs = claim.concept("conditionKind") in ("clawback", "covenant")
    return claim.kind == "Condition" and runs and not claim.all("isMet") and claim.when("date").is_unknown
