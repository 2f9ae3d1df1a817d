"""Counted holdings as columns: joint groups, bounds with open ends, votes for shares where they are stated."""

import datetime as dt
from decimal import Decimal

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from world import Values, World, iri

from regraph.analysis.columns import Columns, peeled, shares_in, votes_in
from regraph.analysis.counting import JOINT, counted
from regraph.engine.stakes import HALF, WHOLE
from regraph.model.scenario import Scenario

DAY = dt.date(2026, 2, 10)
Row = tuple[str, str, int, int]


def rows(columns: Columns) -> list[Row]:
    """Each stake by slugs, a group as `joint`."""
    names = ["joint" if name.startswith(JOINT) else name.rsplit("/", 1)[-1] for name in columns.stakes.names]
    table = columns.stakes
    ends = zip(table.holder.tolist(), table.held.tolist(), table.low.tolist(), table.high.tolist(), strict=True)
    return sorted((names[a], names[b], low, high) for a, b, low, high in ends)


def shares(world: World, day: dt.date = DAY) -> list[Row]:
    return rows(shares_in(counted(world.knowledge(), Scenario(day), bodies=True)))


def votes(world: World, *doubted: str) -> list[Row]:
    knowledge = world.knowledge()
    found = counted(knowledge, Scenario(DAY), bodies=True)
    return rows(votes_in(knowledge, found, [iri(slug) for slug in doubted]))


def test_a_stake_is_a_row_in_units() -> None:
    assert shares(World().stake("a", "beta", "0.25")) == [("a", "beta", WHOLE // 4, WHOLE // 4)]


def test_an_open_end_is_odd() -> None:
    world = World().stake("a", "beta", "", "news", shareAbove="0.5", shareBelow="0.75")
    assert shares(world) == [("a", "beta", HALF + 1, WHOLE * 3 // 4 - 1)]


def test_a_joint_holding_runs_through_its_group() -> None:
    assert shares(World().stake("a+b", "beta", "0.6")) == [
        ("a", "joint", 0, WHOLE),
        ("b", "joint", 0, WHOLE),
        ("joint", "beta", WHOLE * 6 // 10, WHOLE * 6 // 10),
    ]


def test_what_is_only_possibly_in_force_may_be_nothing() -> None:
    world = World().stake("a", "beta", "0.5", "news", startEarliest="2023-01-01", startLatest="2025-12-31")
    assert shares(world, dt.date(2024, 6, 30)) == [("a", "beta", 0, HALF)]


def test_what_is_doubted_may_be_nothing() -> None:
    world = World().stake("a", "beta", "0.5").stake("b", "beta", "0.3")
    assert votes(world, "stake-a-in-beta") == [("a", "beta", 0, HALF), ("b", "beta", WHOLE * 3 // 10, WHOLE * 3 // 10)]


def with_votes(world: World, holders: tuple[str, ...] = ("a",), **values: Values) -> World:
    return world.claim("votes", "VotingRight", "news", isHeldBy=holders, isInterestIn="beta", **values)


def test_once_votes_are_stated_the_stakes_of_others_say_nothing_of_votes() -> None:
    world = with_votes(
        World().stake("a", "beta", "0.4").stake("b", "beta", "0.6"), shareAtLeast="0.6", shareAtMost="0.6"
    )
    assert votes(world) == [
        ("a", "beta", WHOLE * 6 // 10, WHOLE * 6 // 10),
        ("b", "beta", 0, WHOLE),
    ]
    assert shares(world)[0] == ("a", "beta", WHOLE * 4 // 10, WHOLE * 4 // 10)


def test_votes_of_unstated_number_change_nothing() -> None:
    assert votes(with_votes(World().stake("a", "beta", "0.4"))) == [("a", "beta", WHOLE * 4 // 10, WHOLE * 4 // 10)]


def test_joint_votes_stand_for_the_joint_stake_of_the_same_holders() -> None:
    world = with_votes(World().stake("a+b", "beta", "0.3"), ("a", "b"), shareAtLeast="0.6", shareAtMost="0.6")
    assert votes(world) == [
        ("a", "joint", 0, WHOLE),
        ("b", "joint", 0, WHOLE),
        ("joint", "beta", WHOLE * 6 // 10, WHOLE * 6 // 10),
    ]


@pytest.mark.parametrize("kind", ("Control", "Operatorship", "BoardRight"))
def test_rights_are_no_stakes(kind: str) -> None:
    world = World().stake("a", "beta", "0.4").thing("b").claim("x", kind, "news", isHeldBy="b", isInterestIn="beta")
    assert [row[:2] for row in shares(world)] == [("a", "beta")]


def test_every_row_leads_back_to_its_step() -> None:
    knowledge = World().stake("b", "beta", "0.3").stake("a", "beta", "0.2").knowledge()
    columns = shares_in(counted(knowledge, Scenario(DAY), bodies=True))
    assert {hop.relation.source: Decimal(low) / WHOLE for hop, (low, _) in columns.bounds.items()} == {
        iri("a"): Decimal("0.2"),
        iri("b"): Decimal("0.3"),
    }


@given(st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6))))
def test_what_is_peeled_off_from_both_sides_stands_in_no_ring(pairs: set[tuple[int, int]]) -> None:
    above: dict[str, set[str]] = {}
    below: dict[str, set[str]] = {}
    for holder, held in pairs:
        above.setdefault(str(held), set()).add(str(holder))
        below.setdefault(str(holder), set()).add(str(held))
    left = peeled(above, below) & peeled(below, above)
    graph = nx.DiGraph((str(holder), str(held)) for holder, held in pairs)
    rings = [
        part for part in nx.strongly_connected_components(graph) if len(part) > 1 or graph.has_edge(*(*part, *part))
    ]
    assert left >= {member for part in rings for member in part}
    assert left == {node for node in graph if any(nx.has_path(graph, r, node) for p in rings for r in p)
                    and any(nx.has_path(graph, node, r) for p in rings for r in p)}  # fmt: skip


def test_what_leads_to_a_thing_stands_under_it_once() -> None:
    columns = shares_in(
        counted(World().stake("a", "beta", "0.2").stake("b", "beta").knowledge(), Scenario(DAY), bodies=True)
    )
    assert [hop.relation.source for hop in columns.into[iri("beta")]] == [iri("a"), iri("b")]
    assert (sorted(columns.into), columns.around) == ([iri("beta")], frozenset())
