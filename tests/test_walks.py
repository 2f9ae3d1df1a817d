"""Parts, rings, simple paths and own shares: what integrated ownership is put together from."""

from types import ModuleType

import numpy as np
import pytest
from hypothesis import given, settings
from ownership_world import UNIT, Row, bounded_rows, columns

from regraph.engine import jit
from regraph.engine.integrated import holdings, owners
from regraph.engine.stakes import HALF, WHOLE, stakes_of
from regraph.engine.treasury import own_shares
from regraph.engine.walks import closure, components, flow, paths, rings, robust
from regraph.engine.walks.closure import NONE, ancestors, descendants
from regraph.engine.walks.rings import by_elimination, by_library, rings_of

# a -> b -> c -> b, c -> d; e -> e; f -> d
WAYS = ((0, 1), (1, 2), (2, 1), (2, 3), (4, 4))
ROWS = [*((holder, held, HALF, HALF) for holder, held in WAYS), (5, 3, UNIT, UNIT)]
FIFTH = 4 * UNIT
STAKES = stakes_of("abcdef", ROWS)


def test_a_part_is_what_reaches_a_company_or_what_an_owner_reaches_ring_by_ring_outward() -> None:
    up, down = ancestors(STAKES, 3), descendants(STAKES, 0)
    assert sorted(up.nodes.tolist()) == [0, 1, 2, 3, 5]
    assert (up.nodes[0], up.groups[up.rings].tolist()) == (3, [up.nodes.tolist().index(1)])
    assert (down.nodes.tolist(), down.groups.tolist()) == ([0, 1, 2, 3], [0, 1, 3, 4])


def test_the_start_of_a_part_may_stand_within_a_ring() -> None:
    part = ancestors(STAKES, 2)
    assert (part.nodes[: part.groups[1]].tolist(), part.origin) == ([1, 2], 1)


def test_a_part_of_many_nodes_grows_as_it_is_found() -> None:
    chain = columns([(i, i + 1, WHOLE, WHOLE) for i in range(150)])
    assert ancestors(chain, 150).nodes.tolist() == list(range(150, -1, -1))
    assert owners(chain, 150).low.tolist() == pytest.approx([1.0] * 150)


def test_who_holds_itself_stands_in_a_ring_of_one() -> None:
    part = ancestors(STAKES, 4)
    assert [(ring.begin, ring.end, ring.is_closed) for ring in rings_of(STAKES, part)] == [(0, 1, False)]


def test_a_ring_is_solved_once_for_all_parts() -> None:
    stakes = stakes_of("abcdef", ROWS)
    (first,), (second,) = rings_of(stakes, ancestors(stakes, 3)), rings_of(stakes, descendants(stakes, 0))
    assert first.low is second.low
    assert first.low.walks == pytest.approx(np.array([[4 / 3, 2 / 3], [2 / 3, 4 / 3]]))
    assert first.low.kept == pytest.approx([0.75, 0.75])


def test_a_ring_without_exit_is_closed_by_its_units_and_has_no_walks() -> None:
    nearly = columns([(0, 1, WHOLE, WHOLE), (1, 0, WHOLE - 2, WHOLE - 2)])
    whole = columns([(0, 1, WHOLE, WHOLE), (1, 0, WHOLE, WHOLE)])
    assert [r.is_closed for s in (nearly, whole) for r in rings_of(s, ancestors(s, 0))] == [False, True]
    (ring,) = rings_of(whole, ancestors(whole, 0))
    assert (ring.low.exists, ring.low.walks) == (False, None)


@pytest.mark.parametrize("solve", [by_elimination, by_library])
def test_bounds_that_go_around_for_ever_have_no_walks(solve: object) -> None:
    assert callable(solve)
    assert solve(np.array([[0.0, 1.0], [1.0, 0.5]]), np.array([0.0, -0.5]))[0] is None
    assert solve(np.array([[0.0, 1.5], [1.0, 0.0]]), np.array([0.0, -0.5]))[0] is None
    walks, _ = solve(np.array([[0.0, 1.0], [0.5, 0.0]]), np.array([0.5, 0.0]))
    assert walks == pytest.approx(np.array([[2, 2], [1, 2]]))


def test_paths_within_rings_are_followed_up_to_a_budget_and_that_is_said() -> None:
    rows = [(i, j, WHOLE // 10, WHOLE // 10) for i in range(5) for j in range(5) if i != j]
    whole = owners(columns(rows), 0, "simple-paths")
    # From 1 to 0: direct, 3 ways through one, 6 through two, 6 through three others.
    assert whole.low[0] == pytest.approx(0.1 + 3 * 0.01 + 6 * 0.001 + 6 * 0.0001)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paths, "BUDGET", 10)
        clipped = owners(columns(rows), 0, "simple-paths")
    assert (whole.is_clipped, clipped.is_clipped) == (False, True)
    assert (clipped.low <= whole.low).all()
    assert clipped.high == pytest.approx(owners(columns(rows), 0).high)


def test_companies_that_hold_themselves_are_found_with_how_much() -> None:
    found = own_shares(STAKES, np.arange(6))
    assert (found.index.tolist(), found.low.round(9).tolist()) == ([1, 2, 4], [0.25, 0.25, 0.5])
    assert own_shares(STAKES, np.array([0, 3])).index.tolist() == []


def test_the_greatest_chance_prefers_the_holder_nearest_to_the_owner() -> None:
    # What b and c leave of d goes to b, since a has more of b; c keeps its least.
    rows = [(0, 1, 16 * UNIT, 16 * UNIT), (0, 2, 4 * UNIT, 4 * UNIT), (1, 3, 2 * UNIT, WHOLE), (2, 3, 6 * UNIT, WHOLE)]
    stakes = columns(rows)
    part = ancestors(stakes, 3)
    top = robust.best(part, rings_of(stakes, part), part.nodes.tolist().index(0), len(rows))
    assert (top.value[part.origin], top.is_exact) == (pytest.approx(0.7 * 0.8 + 0.3 * 0.2), True)


def test_the_greatest_chance_prefers_a_holder_that_is_only_a_little_nearer() -> None:
    # b keeps its least tenth, c gets the other nine.
    rows = [(0, 1, HALF, HALF), (0, 2, 12 * UNIT, 12 * UNIT), (1, 3, 2 * UNIT, WHOLE), (2, 3, 6 * UNIT, WHOLE)]
    assert owners(columns(rows), 3).high.tolist() == pytest.approx([0.1 * 0.5 + 0.9 * 0.6, 0.7, 0.9])


def test_what_holders_out_of_reach_must_have_is_not_for_those_within() -> None:
    # Nobody reaches 0, which leaves 5 % of 1: where 2 has it, 3 has none, and nothing goes around through 3.
    rows = [(0, 1, 19 * UNIT, WHOLE), (2, 1, 0, WHOLE), (3, 1, 0, WHOLE), (1, 3, 0, 14 * UNIT)]
    found = holdings(columns(rows), 2)
    assert (found.index.tolist(), found.high.tolist()) == ([1, 3], pytest.approx([0.05, 0.035]))


LARGE = [(0, 1, FIFTH, FIFTH), (1, 2, FIFTH, FIFTH), (2, 0, FIFTH, FIFTH), (1, 1, HALF, HALF), (2, 1, FIFTH, FIFTH)]


@pytest.mark.parametrize(("module", "limit"), [(rings, "STEPS"), (flow, "ROUNDS")])
def test_a_large_ring_left_unfinished_has_wider_intervals_that_hold_the_truth(
    monkeypatch: pytest.MonkeyPatch, module: ModuleType, limit: str
) -> None:
    true = [owners(columns(LARGE), company) for company in range(3)]
    monkeypatch.setattr(rings, "DIRECT", 0)
    monkeypatch.setattr(module, limit, 8)
    wide = [owners(columns(LARGE), company) for company in range(3)]
    assert all((w.low <= t.low).all() and (t.high <= w.high).all() for w, t in zip(wide, true, strict=True))
    assert max(float((w.high - w.low).max()) for w in wide) > 1e-6


def test_a_large_ring_whose_upper_bounds_pass_the_whole_may_be_held_entirely(monkeypatch: pytest.MonkeyPatch) -> None:
    # b or c may have all of a, and a all of both: nothing less than 1 is an upper end, and each has a certain half.
    rows = [(1, 0, 0, WHOLE), (2, 0, 0, WHOLE), (0, 1, HALF, WHOLE), (0, 2, HALF, WHOLE), (3, 0, 0, WHOLE)]
    monkeypatch.setattr(rings, "DIRECT", 0)
    monkeypatch.setattr(rings, "STEPS", 200)
    found = owners(columns(rows), 0)
    assert (found.low.tolist(), found.high.tolist()) == ([0.0] * 3, [1.0] * 3)
    assert owners(columns(rows), 1).high.tolist() == [1.0] * 3


@pytest.fixture(scope="module")
def compiled() -> None:
    """numba costs seconds to compile all kernels: those that every answer needs are compiled here, once."""
    pytest.importorskip("numba", reason="numba is not installed: kernels run as plain Python only")


@given(rows=bounded_rows(5))
@settings(max_examples=10, deadline=None)
def test_compiled_kernels_find_what_plain_ones_find(compiled: None, rows: list[Row]) -> None:
    stakes = columns(rows, 5)
    table = (stakes.holder, stakes.held, stakes.low, stakes.high)
    for start in range(5):
        found = []
        for form in (jit.compiled, lambda function: function):
            marks = np.zeros(5, np.int32)
            nodes = form(closure.reached)(start, (stakes.holders_from, NONE), stakes.holders_from, table, marks)
            first, ends, least, most, sums = form(closure.laid_out)(nodes, stakes.holders_from, table, marks)
            places, groups = form(components.components)(first, ends, True)
            value, error = np.ones(len(nodes)), np.zeros(len(nodes))
            form(flow.scattered)(0, len(groups) - 1, (groups, first, ends), least / WHOLE, value, error)
            found.append([column.tolist() for column in (nodes, first, ends, least, most, sums, places, groups, value)])
        assert found[0] == found[1]
