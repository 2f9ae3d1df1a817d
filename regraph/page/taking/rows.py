"""What a table of relations says of one edge besides its words: who stands to whom, shares, sums and days as bounds.

Numbers are as the facts write them, and nothing is added up: what a claim says once stands in each of its relations.
"""

from decimal import Decimal
from itertools import combinations

from regraph.model.knowledge import Knowledge
from regraph.model.share import Share, plain
from regraph.model.things import Claim
from regraph.page.edges import Edge, End
from regraph.wording.evidence import Payload
from regraph.wording.words import role, share_text

DAYS = ("startEarliest", "startLatest", "endEarliest", "endLatest")


def row_of(knowledge: Knowledge, edge: Edge) -> Payload:
    """The values of an edge that a table has in columns of their own.

    Returns:
        `relations`: from, to, the role of each, and whether an arrow leads there; `joint`: who holds together;
        `share`: least, most, which of them it does not reach, and its words; `amount`: least, most and currency;
        `days`: the bounds `DAYS`; `standing`: its status and the reason. What is not stated is empty.
    """
    claim, first = knowledge.claims[edge.claim], edge.relations[0]
    itself = not claim.kind
    return {
        "relations": [[a.node, b.node, role(a.role), role(b.role), b.arrow] for a, b in pairs(edge.ends)],
        "joint": list(first.joint),
        "share": [] if first.share is None else [*share_cells(first.share), share_text(first, first.share)],
        "amount": [] if itself else amount_cells(claim),
        "days": [] if itself else [str(claim.day(name) or "") for name in DAYS],
        "standing": [edge.standing.status.value, edge.standing.reason],
    }


def pairs(ends: tuple[End, ...]) -> list[tuple[End, End]]:
    """Who stands to whom, as it is drawn: each upper party to each lower one, and parties of one role to each other."""
    if len({end.role for end in ends}) == 1:
        return list(combinations(ends, 2))
    return [(a, b) for a in ends if a.above for b in ends if not b.above]


def digits(number: Decimal) -> str:
    """A number for machines: no separators, no exponent, nothing rounded.

    Example:
        >>> digits(Decimal("5.65E+8")), digits(Decimal("0.50"))
        ('565000000', '0.5')
    """
    return plain(number).replace(",", "")


def share_cells(share: Share) -> list[str]:
    """A share as its least and most, in fractions of 1, and which of them it does not reach.

    Example:
        >>> from decimal import Decimal
        >>> share_cells(Share(Decimal("0.5"), Decimal(1), low_open=True))
        ['0.5', '1', 'low']
    """
    ends = [name for name, is_open in (("low", share.low_open), ("high", share.high_open)) if is_open]
    return [digits(share.low), digits(share.high), " and ".join(ends)]


def amount_cells(claim: Claim) -> list[str]:
    """The least and the most of a sum, and its currency; nothing where no sum is stated."""
    bounds = [claim.decimal(name) for name in ("amountAtLeast", "amountAtMost")]
    if bounds == [None, None]:
        return []
    return [*("" if bound is None else digits(bound) for bound in bounds), str(claim.one("currency") or "")]
