"""What is known of one thing as a whole, whoever asks: what its holders have together, and what it holds of itself.

Where the holders are said to have more than all of it, this is kept and told, and never scaled away.
"""

from dataclasses import dataclass
from decimal import Decimal

from regraph.analysis.counting import JOINT
from regraph.analysis.integrated.chains import unsure
from regraph.analysis.integrated.columns import columns_of
from regraph.analysis.integrated.share import reconciled
from regraph.engine.integrated import owners
from regraph.model.knowledge import Knowledge, once
from regraph.model.scenario import Scenario
from regraph.model.share import ONE, Share, added, total


@dataclass(frozen=True)
class Whole:
    """What is known of one thing as a whole: what its known holders have together, directly.

    Args:
        thing: IRI.
        known: what they have at least and at most, no more than all.
        least: what their stakes come to at least, past all of it where they contradict each other.
        stakes: the claims, sorted.
    """

    thing: str
    known: Share
    least: Decimal
    stakes: tuple[str, ...]

    @property
    def is_overfull(self) -> bool:
        """True where the known holders have more than all of it."""
        return self.least > ONE


@once
def whole_of(knowledge: Knowledge, scenario: Scenario, thing: str, upward: bool) -> Whole | None:
    """What is known of a thing as a whole; None for one without direct holders of a share."""
    hops = () if thing.startswith(JOINT) else columns_of(knowledge, scenario, upward).into.get(thing, ())
    shares = [s for h in map(unsure, hops) if (s := h.relation.share) is not None]
    if not shares:
        return None
    claims = tuple(sorted({h.relation.claim for h in hops}))
    return Whole(thing, total(shares), added(s.low for s in shares), claims)


@once
def own_share(knowledge: Knowledge, scenario: Scenario, thing: str, upward: bool) -> Share | None:
    """What a thing holds of itself, directly or through others; None where it does not."""
    columns = columns_of(knowledge, scenario, upward)
    if thing not in columns.around:
        return None
    low, high = owners(columns.stakes, columns.index[thing]).own
    return reconciled(None, Decimal(low), Decimal(min(high, 1.0))) if high > 0 else None
