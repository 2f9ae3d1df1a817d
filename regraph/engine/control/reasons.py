"""Why somebody controls something, or does not: whose stakes count together, and what they come to."""

from dataclasses import dataclass

from regraph.engine.control.majority import controlled_by
from regraph.engine.control.threshold import FULL, MAJORITY, OPEN, Threshold, scaled
from regraph.engine.stakes import Stakes


@dataclass(frozen=True)
class Contribution:
    """One stake that counts: its place in the columns, who holds it, and its bounds in units of 1/`WHOLE`.

    Args:
        is_certain: True where its holder is the controller, or is controlled for all true shares within the bounds.
    """

    place: int
    holder: int
    low: int
    high: int
    is_certain: bool


@dataclass(frozen=True)
class Reason:
    """The stakes that decide about one pair.

    Args:
        verdict: `yes`, `no`, or `possible` where it depends on the true shares within their bounds.
        contributions: the stakes of the controller and of what it (perhaps) controls, by holder.
        low: what the certain ones come to at least, in units; odd where that end is open.
        high: what all come to at most, as far as the other holders leave room; odd where that end is open.
    """

    verdict: str
    contributions: tuple[Contribution, ...]
    low: int
    high: int


def reason(stakes: Stakes, controller: int, controlled: int, threshold: Threshold = MAJORITY) -> Reason:
    """Why `controller` controls `controlled` by joined votes, does not, or perhaps does.

    Example:
        >>> from regraph.engine.stakes import stakes_of
        >>> why = reason(stakes_of("abc", [(0, 1, 2 * 10**9, 2 * 10**9), (1, 2, 8 * 10**8, 12 * 10**8)]), 0, 2)
        >>> why.verdict, [(c.holder, c.low) for c in why.contributions], why.high
        ('possible', [(1, 800000000)], 1200000000)
    """
    sure = {controller, *controlled_by(stakes, controller, threshold).tolist()}
    maybe = {controller, *controlled_by(stakes, controller, threshold, possible=True).tolist()}
    verdict = "yes" if controlled in sure else "possible" if controlled in maybe else "no"
    column = range(*stakes.holders_from[controlled : controlled + 2].tolist())
    voters = (maybe | sure) - {controlled}
    found = tuple(
        Contribution(row, who, int(stakes.low[row]), int(stakes.high[row]), who in sure)
        for row in column
        if (who := int(stakes.holder[row])) in voters
    )
    return Reason(verdict, found, *ends(stakes, column, found))


def ends(stakes: Stakes, column: range, found: tuple[Contribution, ...]) -> tuple[int, int]:
    """What contributions come to, at least and at most."""
    least = sum(scaled(one.low, 1) for one in found if one.is_certain)
    others = set(column) - {one.place for one in found}
    left = FULL - sum(scaled(int(stakes.low[row]), 1) for row in others)
    own = sum(scaled(one.low, 1) for one in found)
    most = sum(scaled(one.high, -1) for one in found)
    return floored(least), ceiled(most if left < own else min(most, left))


def floored(total: int) -> int:
    """A sum of lower bounds in units; odd where an end is open."""
    even = total // (2 * OPEN) * 2
    return even + (total > even * OPEN)


def ceiled(total: int) -> int:
    """A sum of upper bounds in units; odd where an end is open."""
    even = -(-total // (2 * OPEN)) * 2
    return even - (total < even * OPEN)
