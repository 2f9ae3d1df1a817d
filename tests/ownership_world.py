"""Small worlds of stakes for the tests of integrated ownership, and the exact reference on the same bounds."""

from collections.abc import Iterator
from fractions import Fraction

import exact
from hypothesis import strategies as st

from regraph.engine.integrated import Convention, Owned, holdings, owners
from regraph.engine.stakes import WHOLE, Stakes, stakes_of

PARTS = 20
UNIT = WHOLE // PARTS
Row = tuple[int, int, int, int]
Bounds = dict[tuple[str, str], Fraction]


@st.composite
def bounded_rows(draw: st.DrawFn, most: int = 4, holders: int = 2) -> list[Row]:
    """Stakes of up to `most` actors in twentieths, rings and own shares among them; lows of a company at most all."""
    count, rows = draw(st.integers(2, most)), []
    for held in range(count):
        left = PARTS
        for holder in draw(st.lists(st.integers(0, count - 1), unique=True, max_size=holders)):
            low = draw(st.integers(0, left))
            high = draw(st.one_of(st.just(low), st.integers(low, PARTS)))
            left -= low
            if high:
                rows.append((holder, held, low * UNIT, high * UNIT))
    return rows


def columns(rows: list[Row], count: int = 0) -> Stakes:
    """The rows as stakes; actors are named by their index."""
    most = max((max(row[:2]) + 1 for row in rows), default=2)
    return stakes_of([str(i) for i in range(max(most, count))], rows)


def ends(rows: list[Row]) -> tuple[Bounds, Bounds]:
    """Lower and upper bounds for the exact reference."""
    lows = {(str(i), str(j)): Fraction(low, WHOLE) for i, j, low, _ in rows}
    return lows, {(str(i), str(j)): Fraction(high, WHOLE) for i, j, _, high in rows}


def share(found: Owned, other: int) -> tuple[float, float]:
    """The interval of one owner or company, or of the actor itself; nothing where it is not listed."""
    if other == found.actor:
        return found.own
    at = found.index.tolist().index(other) if other in found.index else -1
    return (float(found.low[at]), float(found.high[at])) if at >= 0 else (0.0, 0.0)


def is_exact(found: Owned, other: int) -> bool:
    """Whether an interval is said to be attained."""
    return other not in found.index or bool(found.exact[found.index.tolist().index(other)])


def both_ways(stakes: Stakes, convention: Convention) -> Iterator[tuple[int, int, Owned, int]]:
    """Each owner and company with the answer that has it and the index it is under: once upward and once downward."""
    upward = [owners(stakes, company, convention) for company in range(stakes.actors)]
    downward = [holdings(stakes, owner, convention) for owner in range(stakes.actors)]
    for owner in range(stakes.actors):
        for company in range(stakes.actors):
            yield owner, company, upward[company], owner
            yield owner, company, downward[owner], company


def true_ends(rows: list[Row], convention: Convention, owner: int, company: int) -> tuple[Fraction, Fraction] | None:
    """The least and the greatest true share over all corners; None where a ring holds itself entirely in one."""
    lows, highs = ends(rows)
    exactly = exact.CONVENTIONS[convention]
    try:
        found = [exactly(corner, str(owner), str(company)) for corner in exact.corners(lows, highs)]
        return exactly(lows, str(owner), str(company)), max(found)
    except exact.ClosedRing:
        return None
