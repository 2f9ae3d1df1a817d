"""The order in which exposures are ranked: one criterion after the other, and no score.

Only what is in force decides before the number of what is not; an allegation, an option or a link never does.
"""

from decimal import Decimal

from regraph.analysis.control.verdicts import Answer
from regraph.analysis.exposure.channels import CHANNELS, MONEY, SALES
from regraph.analysis.exposure.exposure import Exposure
from regraph.analysis.exposure.marks import ALLEGED, CONTINGENT, IN_FORCE, LINKED, POSSIBLE
from regraph.model.knowledge import Knowledge
from regraph.model.share import ZERO

ORDER = (
    "control that is certain", "the share held at least", "the share held at most", "contingent shares",
    "money in force, by number of deals", "price support and offtake in force, by number",
    "operatorship, licences, rights, links and roles in force, by number",
    "then what is possible, contingent, alleged, and linked, by number", "name",
)  # fmt: skip
OTHERS = tuple(c for c in CHANNELS if c not in (*MONEY, *SALES, "shares", "control", "contingent"))
OPEN = frozenset((CONTINGENT, POSSIBLE))
Key = tuple[object, ...]


def key_of(knowledge: Knowledge, exposure: Exposure) -> Key:
    """What an exposure is ranked by, smallest first; see `ORDER`."""
    low, high = share_held(exposure)
    least, most = contingent(exposure)
    counts = [len(claims(exposure, *channels)) for channels in (MONEY, SALES, OTHERS)]
    beside = [len(claims(exposure, *CHANNELS, column=c)) for c in (POSSIBLE, CONTINGENT, ALLEGED, LINKED)]
    rest = (*(-count for count in (*counts, *beside)), knowledge.label(exposure.entity), exposure.entity)
    return (not controls(exposure), -low, -high, -least, -most, *rest)


def controls(exposure: Exposure) -> bool:
    """True where the actor controls the thing, whatever the true shares are and without any allegation."""
    return any(verdict.answer is Answer.YES for verdict in exposure.controls)


def share_held(exposure: Exposure) -> tuple[Decimal, Decimal]:
    """The greatest share at least, and at most, that one holder is not merely alleged, proposed or linked to have."""
    sure = [held.share for held in exposure.held if not held.marks - {POSSIBLE}]
    low = [held.share.low for held in exposure.held if not held.marks]
    return max(low, default=ZERO), max((share.high for share in sure), default=ZERO)


def contingent(exposure: Exposure) -> tuple[Decimal, Decimal]:
    """The greatest contingent share in the thing itself at least, and at most: options, and stakes not in force."""
    lines = (line for line in exposure.of("shares", "contingent", column=CONTINGENT) if not line.carried.steps)
    shares = [line.direct.share for line in lines if line.marks <= OPEN and line.direct.share is not None]
    return max((s.low for s in shares), default=ZERO), max((s.high for s in shares), default=ZERO)


def claims(exposure: Exposure, *channels: str, column: str = IN_FORCE) -> set[str]:
    """The claims of some channels in one column, each once."""
    return {line.direct.claim for line in exposure.of(*channels, column=column)}
