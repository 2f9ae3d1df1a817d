"""Ownership and control in exact fractions: each convention written down as it is defined, slow and plain.

The engine is compared with these functions. They share nothing with it: no matrix library, no graph library, no
floating point. Shares run from holder to held. Never use them outside tests: the time grows with every possible way.
"""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from itertools import permutations, product
from math import prod

Stakes = Mapping[tuple[str, str], Fraction]
Convention = Callable[[Stakes, str, str], Fraction]
Pairs = set[tuple[str, str]]

HALF = Fraction(1, 2)


class ClosedRing(ValueError):
    """A ring that holds itself entirely: no share of it can be told."""


def nodes(stakes: Stakes) -> list[str]:
    """Everybody who holds or is held, sorted."""
    return sorted({node for pair in stakes for node in pair})


def share(stakes: Stakes, holder: str, held: str) -> Fraction:
    """The direct share, nothing where none is stated."""
    return stakes.get((holder, held), Fraction(0))


def simple_ways(stakes: Stakes, owner: str, company: str) -> Iterator[list[Fraction]]:
    """The shares along each way from `owner` down to `company` that meets nobody twice."""

    def onward(at: str, met: tuple[str, ...], along: list[Fraction]) -> Iterator[list[Fraction]]:
        for held in nodes(stakes):
            if (at, held) in stakes and held == company:
                yield [*along, stakes[at, held]]
            elif (at, held) in stakes and held not in met:
                yield from onward(held, (*met, held), [*along, stakes[at, held]])

    yield from onward(owner, (owner, company), [])


def simple_paths(stakes: Stakes, owner: str, company: str) -> Fraction:
    """The sum over ways without repetition of the products along them.

    Example:
        >>> str(simple_paths({("a", "b"): Fraction(1, 2), ("b", "c"): Fraction(1, 2)}, "a", "c"))
        '1/4'
    """
    return sum((prod(way, start=Fraction(1)) for way in simple_ways(stakes, owner, company)), Fraction(0))


def solved(matrix: list[list[Fraction]], right: list[Fraction]) -> list[Fraction]:
    """The solution of a square system, by elimination.

    Raises:
        ClosedRing: the system has no single solution.
    """
    size = len(matrix)
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for column in range(size):
        pivot = next((i for i in range(column, size) if rows[i][column]), None)
        if pivot is None:
            raise ClosedRing("a ring holds itself entirely")
        rows[column], rows[pivot] = rows[pivot], rows[column]
        rows[column] = [value / rows[column][column] if value else value for value in rows[column]]
        for i in range(size):
            if i != column and rows[i][column]:
                times = rows[i][column]
                rows[i] = [a - times * b if b else a for a, b in zip(rows[i], rows[column], strict=True)]
    return [row[size] for row in rows]


def arriving(stakes: Stakes, owner: str, company: str, through: list[str]) -> Fraction:
    """y with y[j] = a[owner, j] + sum of y[k] a[k, j] over the k in `through`, at `company`."""
    everybody = nodes(stakes)
    if company not in everybody:
        return Fraction(0)
    matrix = [[Fraction(j == k) - (share(stakes, k, j) if k in through else 0) for k in everybody] for j in everybody]
    right = [share(stakes, owner, j) for j in everybody]
    return solved(matrix, right)[everybody.index(company)]


def walk_sum(stakes: Stakes, owner: str, company: str) -> Fraction:
    """The sum over all walks of the products along them, A (I - A)^-1; above 1 where rings pass the owner again.

    Source:
        Brioschi, Buzzacchi and Colombo, Journal of Banking and Finance 13 (1989).
    """
    return arriving(stakes, owner, company, nodes(stakes))


def stop_at_target(stakes: Stakes, owner: str, company: str) -> Fraction:
    """The sum over the walks that do not pass `owner` again: what part of the dividend ever arrives there.

    Source:
        Baldone, Brioschi and Paleari (1998): y[i, j] = a[i, j] + sum over k other than i of y[i, k] a[k, j].
    """
    return arriving(stakes, owner, company, [node for node in nodes(stakes) if node != owner])


CONVENTIONS: dict[str, Convention] = {
    "simple-paths": simple_paths,
    "walk-sum": walk_sum,
    "stop-at-target": stop_at_target,
}


def controlled_by(votes: Stakes, owner: str, above: Fraction = HALF) -> set[str]:
    """The companies in which `owner` and the companies so found together have more than `above` of the votes."""
    found: set[str] = set()
    while True:
        more = {
            company
            for company in nodes(votes)
            if company != owner and sum(share(votes, voter, company) for voter in {owner, *found}) > above
        }
        if more <= found:
            return found
        found |= more


def majority_control(votes: Stakes, above: Fraction = HALF) -> Pairs:
    """Who controls which company: the least set closed under joining the votes of what is controlled."""
    return {(owner, company) for owner in nodes(votes) for company in controlled_by(votes, owner, above)}


def control_share(votes: Stakes, owner: str, company: str) -> Fraction:
    """The votes in `company` of `owner` and of the other companies it controls, however many they are."""
    voters = {owner, *controlled_by(votes, owner)} - {company}
    return sum((share(votes, voter, company) for voter in voters), Fraction(0))


def weakest_link(votes: Stakes, owner: str, company: str) -> Fraction:
    """The least share along a way without repetition, for the way where that is greatest.

    Source:
        La Porta, Lopez-de-Silanes and Shleifer, Journal of Finance 54 (1999).
    """
    return max((min(way) for way in simple_ways(votes, owner, company)), default=Fraction(0))


def majority_chain(votes: Stakes) -> Pairs:
    """The pairs joined by a chain of direct stakes each above a half."""
    everybody = nodes(votes)
    return {(a, b) for a in everybody for b in everybody if a != b and weakest_link(votes, a, b) > HALF}


def owns_at_least(stakes: Stakes, threshold: Fraction, convention: Convention = stop_at_target) -> Pairs:
    """Who has at least `threshold` of which company, directly or indirectly."""
    everybody = nodes(stakes)
    return {(a, b) for a in everybody for b in everybody if a != b and convention(stakes, a, b) >= threshold}


def close_links(
    stakes: Stakes, threshold: Fraction, convention: Convention = stop_at_target, *, third_party: bool = True
) -> Pairs:
    """The pairs, each sorted, of which one owns enough of the other or a third owns enough of both."""
    owned = owns_at_least(stakes, threshold, convention)
    links = {(min(pair), max(pair)) for pair in owned}
    if third_party:
        links |= {(a, b) for owner, a in owned for other, b in owned if owner == other and a < b}
    return links


def tightened(lows: Stakes, highs: Stakes, holder: str, held: str) -> Fraction:
    """The upper end that the lower ends of the others leave: a company is not held to more than all."""
    others = sum((low for (other, company), low in lows.items() if company == held and other != holder), Fraction(0))
    return min(highs[holder, held], 1 - others)


def corners(lows: Stakes, highs: Stakes) -> Iterator[Stakes]:
    """True shares as large as the bounds and the whole allow, filled up company by company in every order."""
    columns = [{pair: low for pair, low in lows.items() if pair[1] == held} for held in nodes(lows)]
    for chosen in product(*(fillings(column, highs) for column in columns)):
        yield {pair: value for filled in chosen for pair, value in filled.items()}


def fillings(lows: Stakes, highs: Stakes) -> list[Stakes]:
    """The shares in one company, filled up in every order, each outcome once."""
    found: list[Stakes] = []
    for order in permutations(sorted(lows)):
        filled = dict(lows)
        for pair in order:
            room = 1 - sum(filled.values())
            filled[pair] += min(highs[pair] - filled[pair], room)
        if filled not in found:
            found.append(filled)
    return found


def bounds(convention: Convention, lows: Stakes, highs: Stakes, owner: str, company: str) -> tuple[Fraction, Fraction]:
    """The least and the greatest share over all true shares within the bounds.

    A share never falls when a stake grows, and in each company's stakes it is a quotient of linear terms: the least
    lies at the lower ends, the greatest at a corner.
    """
    return convention(lows, owner, company), max(convention(c, owner, company) for c in corners(lows, highs))
