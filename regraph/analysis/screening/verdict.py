"""The words in which a screening answers: what holdings say, and what a rule lets holdings settle."""

from enum import Enum


class Holdings(Enum):
    """What the holdings alone say of a test, strongest first."""

    YES = "yes"
    ALLEGED = "as alleged"
    POSSIBLE = "possible"
    UNNAMED = "not known"
    NO = "no"


class Verdict(Enum):
    """What may be said of a thing under a rule."""

    NAMED = "counts itself"
    CAUGHT = "caught"
    ALLEGED = "caught as alleged"
    POSSIBLE = "possible"
    UNSETTLED = "cannot be settled by holdings"
    NOT_BY_HOLDINGS = "not caught by holdings"
    NOT = "not caught"
    NOT_A_PERSON = "asks for natural persons"
    NOT_IN_FORCE = "rule not in force"


STRENGTH = {found: place for place, found in enumerate(Holdings)}
IF_SETTLED = {
    Holdings.YES: Verdict.CAUGHT,
    Holdings.ALLEGED: Verdict.ALLEGED,
    Holdings.POSSIBLE: Verdict.POSSIBLE,
    Holdings.UNNAMED: Verdict.UNSETTLED,
    Holdings.NO: Verdict.NOT_BY_HOLDINGS,
}


def settled(found: Holdings, settles: tuple[str, ...]) -> Verdict:
    """The verdict that a rule allows on what holdings say.

    Args:
        settles: the answers that holdings alone settle under the rule: `yes`, `no`.
    Example:
        >>> settled(Holdings.NO, ("yes", "no")), settled(Holdings.NO, ("yes",))
        (<Verdict.NOT: 'not caught'>, <Verdict.NOT_BY_HOLDINGS: 'not caught by holdings'>)
        >>> settled(Holdings.YES, ())
        <Verdict.UNSETTLED: 'cannot be settled by holdings'>
    """
    if "yes" not in settles:
        return Verdict.UNSETTLED
    return Verdict.NOT if found is Holdings.NO and "no" in settles else IF_SETTLED[found]


def strongest(found: list[Holdings]) -> Holdings:
    """The strongest of several answers; no where there is none."""
    return min(found, key=STRENGTH.__getitem__, default=Holdings.NO)
