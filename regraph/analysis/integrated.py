"""Integrated shares of owners and holdings, by the convention asked for, from the engine on columns.

The chains stay as the explanation. Where nothing runs in a ring, what the engine finds is what the chains add up to,
and is taken from them exactly; else the engine's ends are rounded outward to a billionth. A holding that is only
possibly in force adds nothing at least.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from regraph.analysis.columns import Columns, shares_in
from regraph.analysis.counting import JOINT, Hop, counted
from regraph.analysis.ownership import Holding, Ownership, holdings_of, owners_of, product
from regraph.engine.integrated import CONVENTIONS, Convention, Owned, holdings, owners
from regraph.engine.stakes import Stakes, stakes_of, units
from regraph.errors import BadChoice
from regraph.model.knowledge import Knowledge, once
from regraph.model.scenario import Scenario, Status
from regraph.model.share import ONE, ZERO, Share, percent, total

DEFAULT: Convention = "stop-at-target"
GRID = Decimal("1e-9")
NEAR = Decimal("1e-12")  # closer to a billionth than this is that billionth: floats differ by less


@dataclass(frozen=True, slots=True)
class Integrated(Share):
    """A share added up over many ways; by `walk-sum` it may pass 1, and have no upper end."""

    def __post_init__(self) -> None:
        assert ZERO <= self.low <= self.high

    def text(self) -> str:
        """The share as people read it; a fraction without end is rounded and said to be.

        Example:
            >>> Integrated(Decimal("0.666666666"), Decimal("0.666666667")).text()
            'about 66.6667 %'
        """
        if not self.high.is_finite():
            return f"at least {percent(self.low)}, without an upper bound"
        if ZERO < self.high - self.low <= 2 * GRID:
            return f"about {percent(round((self.low + self.high) / 2, 6))}"
        if self.high > ONE:
            return percent(self.low) if self.is_exact else f"{percent(self.low)} to {percent(self.high)}"
        return Share.text(Share(self.low, self.high, self.low_open, self.high_open))


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


@dataclass(frozen=True)
class Shares:
    """An answer with its shares integrated by a convention.

    Args:
        convention: one of `CONVENTIONS`.
        answer: holders, chains, and what stands beside.
        along: holder or held -> what its chains alone add up to, where rings make that another share.
        wholes: what is known of each thing on the chains, sorted by name.
        own: thing -> what it holds of itself, directly or through others.
        closed: rings that hold themselves entirely, so that no share leaves them.
        is_wide: True where some share is sure to lie within its bounds, but the bounds may be too wide.
    """

    convention: Convention
    answer: Ownership
    along: Mapping[str, Share]
    wholes: tuple[Whole, ...]
    own: Mapping[str, Share]
    closed: tuple[tuple[str, ...], ...]
    is_wide: bool


def convention_named(name: str) -> Convention:
    """A convention by its name.

    Raises:
        BadChoice: there is none of that name.
    """
    for convention in CONVENTIONS:
        if name == convention:
            return convention
    raise BadChoice("--convention", name, CONVENTIONS)


def owners_by(knowledge: Knowledge, entity: str, scenario: Scenario, convention: Convention = DEFAULT) -> Shares:
    """Who owns `entity`, with shares by a convention.

    Args:
        convention: `stop-at-target`: what part of the dividend ever arrives at the owner, never more than all,
            y[i, j] = a[i, j] + sum over k other than i of y[i, k] a[k, j] (Baldone, Brioschi and Paleari 1998).
            `walk-sum`: A (I - A)^-1, which counts what passes the owner again (Brioschi, Buzzacchi and Colombo 1989).
            `simple-paths`: the products along chains without repetition, added.
    """
    return by_engine(knowledge, owners_of(knowledge, entity, scenario), scenario, convention, upward=True)


def holdings_by(knowledge: Knowledge, actor: str, scenario: Scenario, convention: Convention = DEFAULT) -> Shares:
    """What `actor` owns, with shares by a convention, as `owners_by`."""
    return by_engine(knowledge, holdings_of(knowledge, actor, scenario), scenario, convention, upward=False)


def held_shares(knowledge: Knowledge, actor: str, scenario: Scenario) -> tuple[Holding, ...]:
    """What `actor` owns with shares by the usual convention, and nothing beside: the holdings of `holdings_by`."""
    answer = holdings_of(knowledge, actor, scenario)
    _, shares, _ = integrated(knowledge, answer, scenario, DEFAULT, upward=False)
    return tuple(with_share(holding, shares, upward=False) for holding in answer.holdings)


@once
def columns_of(knowledge: Knowledge, scenario: Scenario, upward: bool) -> Columns:
    """The shares that count as columns; upward a state's own offices are held by it."""
    return shares_in(counted(knowledge, scenario, bodies=upward))


def by_engine(
    knowledge: Knowledge, answer: Ownership, scenario: Scenario, convention: Convention, *, upward: bool
) -> Shares:
    """An answer with the shares that the engine finds."""
    found, shares, simple = integrated(knowledge, answer, scenario, convention, upward=upward)
    stakes = columns_of(knowledge, scenario, upward).stakes
    holders = tuple(with_share(holding, shares, upward=upward) for holding in answer.holdings)
    differing = {o: s for o, s in simple.items() if answer.rings and o in shares and not same(s, shares[o])}
    things = sorted({answer.entity, *(h.relation.target for c in answer.chains for h in c.hops)}, key=knowledge.label)
    return Shares(
        convention,
        replace(answer, holdings=holders, clipped=answer.clipped or bool(found and found.is_clipped)),
        differing,
        tuple(whole for thing in things if (whole := whole_of(knowledge, scenario, thing, upward)) is not None),
        {thing: own for thing in things if (own := own_share(knowledge, scenario, thing, upward)) is not None},
        tuple(tuple(stakes.names[i] for i in ring) for ring in found.closed) if found else (),
        found is not None and not all(found.exact.tolist()),
    )  # fmt: skip


def integrated(
    knowledge: Knowledge, answer: Ownership, scenario: Scenario, convention: Convention, *, upward: bool
) -> tuple[Owned | None, dict[str, Share], dict[str, Share]]:
    """What the engine finds, the shares that this gives by the other end, and what the chains alone add up to."""
    columns = columns_of(knowledge, scenario, upward)
    near, ask = answer.entity, owners if upward else holdings
    found = ask(columns.stakes, columns.index[near], convention) if near in columns.index else None
    groups = groups_in(knowledge, scenario, upward)
    ends = with_whole_groups(columns, groups, bounds_of(columns, found), near, convention, upward=upward)
    simple = along_chains(answer, upward=upward)
    return found, {other: reconciled(simple.get(other), *ends[other]) for other in ends}, simple


def bounds_of(columns: Columns, found: Owned | None) -> dict[str, tuple[Decimal, Decimal]]:
    """Other end -> both ends of its share as the engine gives them."""
    if found is None:
        return {}
    rows = zip(found.index.tolist(), found.low.tolist(), found.high.tolist(), strict=True)
    return {columns.stakes.names[i]: (Decimal(low), Decimal(high)) for i, low, high in rows}


@once
def groups_in(knowledge: Knowledge, scenario: Scenario, upward: bool) -> dict[str, dict[str, Decimal]]:
    """`whole_groups` of the shares that count."""
    return whole_groups(columns_of(knowledge, scenario, upward))


def with_whole_groups(
    columns: Columns,
    groups: Mapping[str, Mapping[str, Decimal]],
    ends: dict[str, tuple[Decimal, Decimal]],
    near: str,
    convention: Convention,
    *,
    upward: bool,
) -> dict[str, tuple[Decimal, Decimal]]:
    """The ends of shares, the lower ones raised for who owns a part of each holder of a joint holding.

    However they split it, at least the smallest of these parts of the joint holding arrives at that owner.

    Args:
        groups: as `whole_groups` gives them.
    """
    raised = dict(ends)
    for owner, parts in sorted(groups.items()):
        if owner in ends or owner == near:
            stakes = joined(columns, owner, parts)
            start = columns.index[near]
            again = bounds_of(
                columns, owners(stakes, start, convention) if upward else holdings(stakes, start, convention)
            )
            for other in (owner,) if upward else ends:
                raised[other] = (max(raised[other][0], again[other][0]), raised[other][1])
    return raised


def whole_groups(columns: Columns) -> dict[str, dict[str, Decimal]]:
    """Owner -> group -> the least that the owner has of every member, where it has a part of all of them."""
    members: dict[str, set[str]] = {}
    for hop in columns.hops:
        if hop.relation.target.startswith(JOINT):
            members.setdefault(hop.relation.target, set()).add(hop.relation.source)
    found: dict[str, dict[str, Decimal]] = {}
    for group, holders in sorted(members.items()):
        least = [
            {name: low for name, (low, _) in bounds_of(columns, owners(columns.stakes, columns.index[h])).items()}
            | {h: ONE}
            for h in sorted(holders)
        ]
        for owner in set(least[0]).intersection(*least[1:]):
            low = rounded(min(part[owner] for part in least), ROUND_FLOOR)
            if low > 0:
                found.setdefault(owner, {})[group] = low
    return found


def joined(columns: Columns, owner: str, parts: Mapping[str, Decimal]) -> Stakes:
    """The stakes, with what an owner has of groups at least as stakes of its own."""
    table = columns.stakes
    rows = list(zip(table.holder.tolist(), table.held.tolist(), table.low.tolist(), table.high.tolist(), strict=True))
    rows += [
        (columns.index[owner], columns.index[group], units(low), units(low)) for group, low in sorted(parts.items())
    ]
    return stakes_of(table.names, rows)


def along_chains(answer: Ownership, *, upward: bool) -> dict[str, Share]:
    """Other end -> what the chains to it add up to; a hop that is only possibly in force adds nothing at least."""
    found: dict[str, list[Share]] = {}
    seen: dict[tuple[Hop, ...], None] = {}
    for chain in answer.chains:
        hops = chain.hops
        parts = [hops[i:] if upward else hops[: i + 1] for i in range(len(hops))]
        seen.update(dict.fromkeys(parts))
    for part in seen:
        share = product(tuple(map(unsure, part)))
        if share is not None:
            end = part[0].relation.source if upward else part[-1].relation.target
            found.setdefault(end, []).append(share)
    return {end: total(shares) for end, shares in found.items()}


def unsure(hop: Hop) -> Hop:
    """A hop whose share is nothing at least where it is only possibly in force."""
    share = hop.relation.share
    if share is None or hop.standing.status is not Status.POSSIBLE:
        return hop
    return replace(hop, relation=replace(hop.relation, share=Share(ZERO, share.high, False, share.high_open)))


def reconciled(simple: Share | None, low: Decimal, high: Decimal) -> Share:
    """One share from the engine's ends; exact where the chains add up to the same."""
    least, low_open = rounded(low, ROUND_FLOOR), False
    most, high_open = rounded(high, ROUND_CEILING) if high.is_finite() else high, False
    if simple is not None and abs(simple.low - low) <= GRID:
        least, low_open = simple.low, simple.low_open
    if simple is not None and high.is_finite() and abs(simple.high - high) <= GRID:
        most, high_open = simple.high, simple.high_open
    most = max(least, most)
    is_point = least == most
    return Integrated(least, most, low_open and not is_point, high_open and not is_point)


def rounded(value: Decimal, way: str) -> Decimal:
    """A float's value on the grid of billionths, outward unless it is one of them but for the float's own error.

    Example:
        >>> rounded(Decimal(0.1 + 0.2), ROUND_CEILING), rounded(Decimal(2 / 3), ROUND_FLOOR)
        (Decimal('0.300000000'), Decimal('0.666666666'))
    """
    nearest = value.quantize(GRID)
    return nearest if abs(value - nearest) <= NEAR else value.quantize(GRID, way)


def same(one: Share, other: Share) -> bool:
    """True where two shares have the same ends, to the billionth."""
    ends = ((one.low, other.low), (one.high, other.high))
    return all(b.is_finite() and abs(a - b) <= 2 * GRID for a, b in ends)


def with_share(holding: Holding, shares: Mapping[str, Share], *, upward: bool) -> Holding:
    """A holding with the share that the engine finds; a link or right has none."""
    return replace(holding, share=shares.get(holding.holder if upward else holding.held))


@once
def whole_of(knowledge: Knowledge, scenario: Scenario, thing: str, upward: bool) -> Whole | None:
    """What is known of a thing as a whole; None for one without direct holders of a share."""
    hops = () if thing.startswith(JOINT) else columns_of(knowledge, scenario, upward).into.get(thing, ())
    shares = [s for h in map(unsure, hops) if (s := h.relation.share) is not None]
    if not shares:
        return None
    claims = tuple(sorted({h.relation.claim for h in hops}))
    return Whole(thing, total(shares), sum((s.low for s in shares), ZERO), claims)


@once
def own_share(knowledge: Knowledge, scenario: Scenario, thing: str, upward: bool) -> Share | None:
    """What a thing holds of itself, directly or through others; None where it does not."""
    columns = columns_of(knowledge, scenario, upward)
    if thing not in columns.around:
        return None
    low, high = owners(columns.stakes, columns.index[thing]).own
    return reconciled(None, Decimal(low), Decimal(min(high, 1.0))) if high > 0 else None
