"""When agreements end, in the words of each account, and from when their parties are free to contract.

An account that calls an agreement ended and gives no day is read as ended by its own publication. What no account says
of an end is not guessed: an agreement without one is not open for ever, its end is not stated.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from regraph.model.dates import Answer, When
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import ENDED
from regraph.model.things import Claim, Statement
from regraph.names import local

DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class EndTold:
    """What one account says of the end of an agreement.

    Args:
        account: IRI.
        stage: the stage that it gives; None where it gives none.
        end: the last day of the agreement.
    """

    account: str
    stage: str | None
    end: When

    def by(self, until: dt.date) -> Answer:
        """Whether it has ended once `until` is over, by this account."""
        if self.end.earliest is not None and self.end.earliest > until:
            return Answer.NO
        return Answer.YES if self.end.latest is not None and self.end.latest <= until else Answer.POSSIBLY


def ends_told(knowledge: Knowledge, claim: Claim) -> tuple[EndTold, ...]:
    """The end of an agreement by each account that says something of it, in the order of the accounts."""
    found = (end_of(knowledge, claim, statement) for statement in claim.statements)
    return tuple(told for told in found if not told.end.is_unknown)


def end_of(knowledge: Knowledge, claim: Claim, said: Statement) -> EndTold:
    """What one account says of the end."""
    alone = Claim(claim.node, claim.kind, claim.label, said.values, (said.account,))
    stages = said.values.get("stage", ())
    stage = local(str(stages[0])) if stages else None
    end = alone.when("end")
    if end.is_unknown and stage in ENDED and said.account in knowledge.accounts:
        end = When(None, knowledge.accounts[said.account].published)
    return EndTold(said.account, stage, end)


def ends_by(told: Iterable[EndTold], until: dt.date) -> Answer:
    """Whether an agreement has ended once `until` is over: certain where every account that gives an end says so.

    A later `until` never turns certain into possible, or possible into no.

    Example:
        >>> in_2026, open_end = When(dt.date(2026, 1, 1), dt.date(2026, 12, 31)), When(dt.date(2026, 1, 1), None)
        >>> ends_by([EndTold("a", None, in_2026)], dt.date(2026, 12, 31)).value
        'yes'
        >>> ends_by([EndTold("a", None, in_2026), EndTold("b", None, open_end)], dt.date(2026, 12, 31)).value
        'possibly'
        >>> ends_by([], dt.date(2026, 12, 31)).value
        'no'
    """
    answers = {each.by(until) for each in told}
    if answers <= {Answer.NO}:
        return Answer.NO
    return Answer.YES if answers == {Answer.YES} else Answer.POSSIBLY


def free_from(end: When) -> When:
    """The first day after an agreement: one day after the bounds of its last day.

    Example:
        >>> free_from(When(dt.date(2026, 12, 31), dt.date(2026, 12, 31))).text()
        '2027-01-01'
    """
    return When(after(end.earliest), after(end.latest))


def after(day: dt.date | None) -> dt.date | None:
    """The next day; None where there is none."""
    return None if day is None or day == dt.date.max else day + DAY
