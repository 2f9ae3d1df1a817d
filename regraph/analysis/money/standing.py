"""How a deal stands to sums of money on a day, and when it was made.

A sum of money is not an ownership answer: what is announced, proposed or non-binding is added up too, under its own
stage and bindingness. What has ended, is denied or was not there yet is not.
"""

import datetime as dt
from dataclasses import dataclass

from regraph.model.dates import Answer, Span, When
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import NOT_YET, Scenario, Standing, Status
from regraph.model.things import Claim

APART = (Status.DENIED, Status.EXCLUDED, Status.ENDED)


@dataclass(frozen=True, slots=True)
class Stand:
    """How a deal stands.

    Args:
        counts: YES, NO, or POSSIBLY where the sources do not decide whether it stood on that day.
        why: one phrase with the reason; "" where it surely counts.
        standing: how it stands to answers in general, which is the mood that it is said in.
    """

    counts: Answer
    why: str
    standing: Standing


def stand_of(knowledge: Knowledge, scenario: Scenario, claim: Claim) -> Stand:
    """How a deal stands to sums on the day of the scenario.

    A promise stands from the day it is first reported: that the money is to flow later does not make it none.
    """
    standing = scenario.standing(knowledge, claim)
    if standing.status in APART:
        return Stand(Answer.NO, standing.reason, standing)
    if standing.status is Status.POSSIBLE:
        return Stand(Answer.POSSIBLY, standing.reason, standing)
    first, _ = knowledge.told(claim)
    promised = claim.concept("stage") in NOT_YET and scenario.as_of >= first
    span = Span(When(), claim.span.end) if promised else claim.span
    answer, why = span.holds_on(scenario.as_of, first)
    return Stand(answer, "" if answer is Answer.YES else why, standing)


@dataclass(frozen=True, slots=True)
class Made:
    """When a deal was made.

    Args:
        when: bounds of the day.
        reported: True where no start is stated and the day is that of the first account.
    """

    when: When
    reported: bool


def made_of(knowledge: Knowledge, claim: Claim) -> Made:
    """When a deal was made: by its start; where none is stated, by the day of its first account."""
    start = claim.when("start")
    if not start.is_unknown:
        return Made(start, False)
    first, _ = knowledge.told(claim)
    return Made(When(first, first), True)


def within(made: When, window: When) -> Answer:
    """Whether a deal was made within a window of time; a side that is None is open.

    Example:
        >>> day = dt.date(2025, 1, 1)
        >>> within(When(dt.date(2024, 1, 1), dt.date(2025, 12, 31)), When(day, None))
        <Answer.POSSIBLY: 'possibly'>
    """
    begin, end = window.earliest or dt.date.min, window.latest or dt.date.max
    earliest, latest = made.earliest or dt.date.min, made.latest or dt.date.max
    if latest < begin or earliest > end:
        return Answer.NO
    return Answer.YES if begin <= earliest and latest <= end else Answer.POSSIBLY
