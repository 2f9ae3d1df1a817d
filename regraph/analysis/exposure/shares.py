"""The shares in a thing that an actor, and each body that stands for it, holds directly and through others.

Each share is that of one holder, integrated over its chains; shares of several bodies of one state are never added, and
what is alleged is apart from what is not.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from regraph.analysis.control.ground import FIRM
from regraph.analysis.exposure.marks import ALLEGED, POSSIBLE, Marks, Way, weight
from regraph.analysis.exposure.world import World
from regraph.analysis.integrated.answer import held_shares
from regraph.analysis.ownership import Holding
from regraph.model.scenario import CERTAINTIES, Scenario
from regraph.model.share import Share

DOUBTED = frozenset(CERTAINTIES) - frozenset(FIRM)
SHARING = ("Stake", "Parentage", "LicenceHolding", "HeldInterest")


@dataclass(frozen=True)
class Held:
    """The share of one holder, directly and through others.

    Args:
        holder: IRI of the actor asked about, or of a body that stands for it by no share.
        share: integrated by stop-at-target, fractions of 1.
        way: how the holder stands for the actor.
        marks: of the way, and `alleged` where the share needs an allegation or an opinion.
        chains: number of chains.
    """

    holder: str
    share: Share
    way: Way
    marks: Marks
    chains: int


def shares_held(found_in: World, entity: str, standing: Mapping[str, tuple[Way, ...]]) -> tuple[Held, ...]:
    """The shares in a thing that stand for an actor, those in force first.

    A holder that the actor owns by shares is within the actor's own share and is not told again.
    """
    found = []
    for holder in found_in.above(entity) & standing.keys():
        way = standing[holder][0]
        if not way.steps or way.steps[-1].kind not in SHARING:
            found += held_by(found_in, entity, holder, way)
    return tuple(sorted(found, key=lambda h: (weight(h.marks), -h.share.low, -h.share.high, h.holder)))


def held_by(found_in: World, entity: str, holder: str, way: Way) -> list[Held]:
    """The share of one holder without what is doubted, and as claimed where that differs."""
    firm = holding_in(found_in, entity, holder, claimed=False)
    claimed = holding_in(found_in, entity, holder, claimed=True)
    found = [Held(holder, h.share, way, way.marks | unsure(h), h.chains) for h in (firm,) if h and h.share]
    if claimed and claimed.share and (firm is None or firm.share != claimed.share):
        found.append(Held(holder, claimed.share, way, way.marks | unsure(claimed) | {ALLEGED}, claimed.chains))
    return found


def unsure(holding: Holding) -> Marks:
    """The mark of a holding of which every chain is only possibly in force."""
    return frozenset({POSSIBLE}) if holding.possible else frozenset()


def holding_in(found_in: World, entity: str, holder: str, *, claimed: bool) -> Holding | None:
    """What a holder has of a thing, with or without what is alleged, disputed or an opinion."""
    asked = found_in.scenario
    without = asked if claimed else Scenario(asked.as_of, asked.include, asked.exclude | DOUBTED, asked.without)
    key = (holder, claimed)
    if key not in found_in.holdings:
        held = held_shares(found_in.knowledge, holder, without)
        found_in.holdings[key] = {holding.held: holding for holding in held}
    return found_in.holdings[key].get(entity)
