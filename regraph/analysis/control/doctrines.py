"""The doctrines of control by name: what each asks, from whom it is taken, and the figures it needs.

What a doctrine finds is worked out elsewhere; here stands only what it means, so that every answer can say it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from regraph.engine.control.threshold import MAJORITY, Threshold
from regraph.errors import BadChoice

EVERY = "all"


@dataclass(frozen=True, slots=True)
class Doctrine:
    """One reading of control.

    Args:
        name: how it is asked for.
        title: how a table heads it.
        asks: what must hold, in one sentence.
        source: where the definition is taken from.
    """

    name: str
    title: str
    asks: str
    source: str


DOCTRINES: Mapping[str, Doctrine] = {
    doctrine.name: doctrine
    for doctrine in (
        Doctrine(
            "majority",
            "majority",
            "X and the companies that X already controls hold together more than half of the votes, by least fixpoint.",
            "Ceri, Gottlob and Tanca, Logic Programming and Databases (1990), the company control problem",
        ),
        Doctrine(
            "majority-chain",
            "majority chain",
            "A chain of direct stakes leads down from X, each of them above half.",
            "the control chain of Claessens, Djankov and Lang (2000) at one half",
        ),
        Doctrine(
            "weakest-link",
            "weakest link",
            "The least stake along a chain, for the chain where that is greatest, is above the threshold.",
            "La Porta, Lopez-de-Silanes and Shleifer (1999), 20 %; by name in Claessens, Djankov and Lang (2000)",
        ),
        Doctrine(
            "de-facto",
            "de facto",
            "X and the companies that X so controls hold together more than half of the votes expected to be present,"
            " and more than any rival.",
            "the European Commission's jurisdictional notice on mergers; IFRS 10, B41 to B43; the turnout is the"
            " asker's, no source states it",
        ),
        Doctrine(
            "by-right",
            "by right",
            "A right is claimed that lets X decide: control by means not stated, a state that owns or controls, a body"
            " of a state, the holding of a licence, the running of an asset; joined with majorities above and below.",
            "as each account claims it; a mere link to a state, and a right to sit on a board, are no control",
        ),
        Doctrine(
            "close-links",
            "close links",
            "X owns 20 % or more, directly or through others, or is so owned, or a third owns as much of both.",
            "Regulation (EU) 575/2013, article 4(1)(38); Guideline (EU) 2015/510 of the ECB, article 138",
        ),
    )
}


@dataclass(frozen=True)
class Bars:
    """The figures that doctrines need.

    Args:
        turnout: part of the votes expected to be present; None where nobody says, and `de-facto` is then not asked.
        weakest: what a weakest link must be above.
        close: what a close link must reach.
    """

    turnout: Decimal | None = None
    weakest: Decimal = Decimal("0.2")
    close: Decimal = Decimal("0.2")

    def of(self, doctrine: str) -> Threshold | None:
        """What a doctrine's shares are compared with; None where it cannot be asked."""
        if doctrine == "weakest-link":
            return Threshold(self.weakest)
        if doctrine == "close-links":
            return Threshold(self.close, inclusive=True)
        if doctrine == "de-facto":
            return None if self.turnout is None else Threshold(self.turnout / 2)
        return MAJORITY


def doctrines_named(name: str, bars: Bars) -> Sequence[Doctrine]:
    """One doctrine by its name, or all that can be asked, in their order.

    Raises:
        BadChoice: no doctrine has that name, or it is `de-facto` and nobody says the turnout.
    Example:
        >>> [doctrine.title for doctrine in doctrines_named("by-right", Bars())]
        ['by right']
    """
    if name == EVERY:
        return tuple(doctrine for doctrine in DOCTRINES.values() if bars.of(doctrine.name))
    if name not in DOCTRINES:
        raise BadChoice("--doctrine", name, (*DOCTRINES, EVERY))
    if bars.of(name) is None:
        raise BadChoice("--turnout", "", ("a fraction above 0 and up to 1, which de-facto needs: 0.7 for 70 %",))
    return (DOCTRINES[name],)
