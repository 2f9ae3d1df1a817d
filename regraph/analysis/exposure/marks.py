"""What keeps an exposure from being in force: the marks, how heavy each is, and the marks of a claim.

A mark is never taken off by another claim; an exposure has the marks of everything that it rests on.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from regraph.analysis.control.ground import FIRM
from regraph.analysis.counting import JOINT
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Scenario, Standing, Status

IN_FORCE = "in force"
POSSIBLE, LINKED, ALLEGED, CONTINGENT, PAST = "possible", "linked", "alleged", "contingent", "past"
HEAVIEST_FIRST = (PAST, CONTINGENT, ALLEGED, LINKED, POSSIBLE)
COLUMNS = (IN_FORCE, *reversed(HEAVIEST_FIRST))
STANDINGS = {
    Status.POSSIBLE: POSSIBLE,
    Status.BESIDE: CONTINGENT,
    Status.ENDED: PAST,
    Status.NOT_THEN: PAST,
    Status.DENIED: PAST,
}
Marks = frozenset[str]
NONE: Marks = frozenset()


@dataclass(frozen=True, slots=True)
class Step:
    """One step by which an actor stands for another, or a thing stands for another.

    Args:
        source: who owns, controls, comprises, is linked to, backs or holds.
        target: what is owned, controlled, comprised, linked, backed or held.
        claim: IRI; "" for a step that only the register tells.
        kind: local name of the claim's class, or `jurisdiction`, or `part`.
        marks: what keeps this step from being in force.
    """

    source: str
    target: str
    claim: str
    kind: str
    marks: Marks = NONE

    @property
    def named(self) -> "Step":
        """The step with the group of a joint holding named by its claim."""
        return replace(self, source=self.source.removeprefix(JOINT))


@dataclass(frozen=True, slots=True)
class Way:
    """How one end stands for another, step by step from the outermost; no steps where they are one.

    Args:
        marks: of the whole way, which may be fewer or more than those of its steps.
    """

    steps: tuple[Step, ...] = ()
    marks: Marks = NONE

    def then(self, steps: Iterable[Step], marks: Marks = NONE) -> "Way":
        """This way, and steps further."""
        return Way((*self.steps, *steps), self.marks | marks)


def column(marks: Marks) -> str:
    """The column that an exposure stands in: its heaviest mark, or in force.

    Example:
        >>> column(frozenset({LINKED, ALLEGED})), column(NONE)
        ('alleged', 'in force')
    """
    return next((mark for mark in HEAVIEST_FIRST if mark in marks), IN_FORCE)


def weight(marks: Marks) -> tuple[int, ...]:
    """How heavy marks are, to be compared: by the heaviest, then the next."""
    return tuple(int(mark in marks) for mark in HEAVIEST_FIRST)


def claim_marks(knowledge: Knowledge, scenario: Scenario, node: str) -> Marks:
    """The marks of one claim on the day asked about."""
    claim = knowledge.claims[node]
    doubt = {ALLEGED} if (claim.concept("certainty") or "reported") not in FIRM else set()
    open_ = {POSSIBLE} if scenario.is_possible(knowledge, claim) else set()
    return frozenset(doubt | open_) | standing_marks(scenario.standing(knowledge, claim))


def standing_marks(standing: Standing) -> Marks:
    """The marks of a standing."""
    return frozenset({STANDINGS[standing.status]}) if standing.status in STANDINGS else NONE
