"""What a difference on an axis amounts to: how far a matter has come, whether it binds, how sure a voice is.

A later account may know of a later step; a voice that leaves open whether something binds contradicts nobody.
"""

import datetime as dt

from regraph.analysis.dispute.verdict import Found, Said, Verdict
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import ENDED
from regraph.names import local

ORDER = ("reported-talks", "proposed", "announced", "signed", "approved", "in-force")
FULL = frozenset(("stated-by-party", "reported", "estimated"))
LEFT_OPEN = "not-stated"


def stage_verdict(knowledge: Knowledge, said: tuple[Said, ...]) -> Found:
    """Stages that differ: a contradiction where one voice has ended what another, no earlier, has not."""
    told = sorted((day(knowledge, s), concept(s)) for s in said)
    ended = [when for when, stage in told if stage in ENDED]
    going = [when for when, stage in told if stage not in ENDED]
    if ended and going and max(going) >= min(ended):
        return Verdict.CONTRADICTION, "one account calls it ended, another that is no earlier does not"
    if rises(told):
        return (
            Verdict.STAGE,
            f"the later account gives the further stage: it may have moved on between {told[0][0]} and {told[-1][0]}",
        )
    return Verdict.STAGE, "the accounts differ on how far it has come"


def rises(told: list[tuple[dt.date, str]]) -> bool:
    """True where the stage only moves on with the day of the account, and accounts of one day agree."""
    steps = dict.fromkeys(told)
    places = [ORDER.index(stage) if stage in ORDER else len(ORDER) for _, stage in steps]
    return len({when for when, _ in steps}) == len(steps) and places == sorted(places)


def bindingness_verdict(knowledge: Knowledge, said: tuple[Said, ...]) -> Found:
    """Bindingness that differs: no contradiction where one voice leaves open what another states."""
    if len({concept(s) for s in said} - {LEFT_OPEN}) == 1:
        return Verdict.PRECISION, "one account leaves open whether it binds, another says"
    return Verdict.STAGE, "the accounts differ on whether it binds"


def certainty_verdict(knowledge: Knowledge, said: tuple[Said, ...]) -> Found | None:
    """Certainty that differs; None where every voice states, reports or estimates."""
    weaker = sorted({concept(s) for s in said} - FULL)
    if not weaker:
        return None
    fuller = sorted({concept(s) for s in said} & FULL)
    return (
        Verdict.CERTAINTY,
        f"one account gives it as {words(weaker[0])}, another as {words((fuller or weaker)[-1])}",
    )


def words(certainty: str) -> str:
    """A certainty as a voice has it.

    Example:
        >>> words("stated-by-party"), words("opinion")
        ("a party's own word", 'an opinion')
    """
    return WORDS.get(certainty, certainty.replace("-", " "))


WORDS = {"stated-by-party": "a party's own word", "opinion": "an opinion", "estimated": "an estimate"}


def concept(said: Said) -> str:
    """The concept that an account gives."""
    return local(str(said.values[0][1][0]))


def day(knowledge: Knowledge, said: Said) -> dt.date:
    """The day of an account."""
    about = knowledge.accounts.get(said.account)
    return about.published if about else dt.date.min
