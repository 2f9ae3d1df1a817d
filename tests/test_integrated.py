"""Integrated ownership by three conventions against values by hand, published examples and exact fractions."""

import math
from collections.abc import Iterable
from fractions import Fraction
from functools import cache, partial
from math import ceil, floor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ownership_world import UNIT, Row, both_ways, bounded_rows, columns, is_exact, share, true_ends
from published import Example, Question, examples

from regraph.engine import integrated
from regraph.engine.integrated import CONVENTIONS, Convention, Owned, holdings, owners
from regraph.engine.stakes import HALF, WHOLE, stakes_of
from regraph.engine.walks import rings, robust

Row4 = tuple[int, int, Owned, int]
CLOSE = 1e-9
FEW = settings(max_examples=8, deadline=None)
ASKED = [
    pytest.param(example, question, convention, id=f"{example.id}-{number}-{convention}")
    for example in examples()
    for number, question in enumerate(example.questions, 1)
    if question.ask == "integrated"
    for convention in question.values["conventions"]
]
# a holds half of b, b a fifth of a; both hold half and a fifth of c: a ring above a company.
RING = columns(
    [(0, 1, 10 * UNIT, 10 * UNIT), (1, 0, 4 * UNIT, 4 * UNIT), (0, 2, 10 * UNIT, 10 * UNIT), (1, 2, 4 * UNIT, 4 * UNIT)]
)


def about(low: float, high: float) -> object:
    """An interval up to rounding."""
    return (pytest.approx(low, rel=CLOSE, abs=1e-12), pytest.approx(high, rel=CLOSE, abs=1e-12))


def assert_inside(narrow: Iterable[Row4], wide: Iterable[Row4]) -> None:
    """Every interval lies within the one beside it, up to rounding."""
    for (owner, company, inner, other), (_, _, outer, _) in zip(narrow, wide, strict=True):
        assert share(inner, other)[0] >= share(outer, other)[0] - 1e-11, (owner, company)
        assert share(inner, other)[1] <= share(outer, other)[1] * (1 + 1e-9) + 1e-11, (owner, company)


@pytest.mark.parametrize(
    ("convention", "expected"),
    [
        # a has 0.5 and 0.2 x 0.5 through b; walks that pass a again count it 1 / (1 - 0.1) times.
        ("simple-paths", {0: 0.6, 1: 0.3}),
        ("stop-at-target", {0: 0.6, 1: 0.3}),
        ("walk-sum", {0: 0.6 / 0.9, 1: 0.3 / 0.9}),
    ],
)
def test_a_ring_above_a_company_counts_its_members_once_or_again(
    convention: Convention, expected: dict[int, float]
) -> None:
    found = owners(RING, 2, convention)
    assert found.index.tolist() == [0, 1]
    assert {i: share(found, i)[0] for i in (0, 1)} == pytest.approx(expected)
    assert {i: share(holdings(RING, i, convention), 2)[1] for i in (0, 1)} == pytest.approx(expected)


def test_own_shares_are_scaled_out_and_told() -> None:
    stakes = columns([(0, 1, 10 * UNIT, 10 * UNIT), (1, 1, 4 * UNIT, 4 * UNIT)])
    assert {c: share(owners(stakes, 1, c), 0) for c in CONVENTIONS} == {
        "simple-paths": about(0.5, 0.5), "walk-sum": about(0.625, 0.625), "stop-at-target": about(0.625, 0.625)
    }  # fmt: skip
    assert owners(stakes, 1).own == about(0.2, 0.2)
    assert owners(stakes, 1, "walk-sum").own == about(0.25, 0.25)


def test_what_is_left_goes_to_one_holder_only() -> None:
    # Two subsidiaries of a may have all of c, but not both: by upper bounds alone a would have 0.5 + 0.5 x ... = 1.
    rows = [(0, 1, 12 * UNIT, 12 * UNIT), (0, 2, 10 * UNIT, 10 * UNIT), (1, 3, 0, WHOLE), (2, 3, 0, WHOLE)]
    found = owners(columns(rows), 3)
    assert (share(found, 0), share(found, 1)) == (about(0, 0.6), about(0, 1))
    assert found.exact.all()


def test_a_joint_group_gives_each_member_anything_up_to_all_of_it() -> None:
    group = stakes_of(["one", "other", "group", "mine"], [(0, 2, 0, WHOLE), (1, 2, 0, WHOLE), (2, 3, HALF + 1, WHOLE)])
    found = owners(group, 3)
    assert (share(found, 0), share(found, 2)) == (about(0, 1), about(0.5, 1))


def test_a_ring_that_holds_itself_entirely_is_named_and_nothing_is_divided_by_zero() -> None:
    stakes = columns([(0, 1, WHOLE, WHOLE), (1, 0, WHOLE, WHOLE), (1, 2, 6 * UNIT, 6 * UNIT)])
    found = owners(stakes, 2)
    assert found.closed == ((0, 1),)
    assert (share(found, 0), share(found, 1)) == (about(0.3, 0.3), about(0.3, 0.3))
    assert owners(stakes, 0).own == (1.0, 1.0)
    assert share(owners(stakes, 2, "walk-sum"), 0) == about(0.3, math.inf)
    assert share(owners(stakes, 2, "simple-paths"), 0) == about(0.3, 0.3)


def test_a_ring_that_might_hold_itself_entirely_bounds_the_walk_that_stops_and_not_the_walk_sum() -> None:
    stakes = columns([(0, 1, 0, WHOLE), (1, 0, 0, WHOLE)])
    assert share(owners(stakes, 1), 0) == (0.0, 1.0)
    assert share(owners(stakes, 1, "walk-sum"), 0) == (0.0, math.inf)
    assert owners(stakes, 1).closed == ()


def test_a_nearly_closed_ring_is_as_exact_as_an_open_one() -> None:
    # All but a billionth goes around, so that nearly all of a arrives at b, and in the end all of it at c.
    nearly = WHOLE - 2
    stakes = columns([(0, 1, nearly, nearly), (1, 0, nearly, nearly), (2, 0, 2, 2), (2, 1, 2, 2)])
    found = owners(stakes, 0)
    assert share(found, 2) == about(1, 1)
    assert share(found, 1) == about(1 - 1e-9, 1 - 1e-9)


def test_more_than_all_is_computed_capped_and_marked() -> None:
    stakes = columns([(0, 2, WHOLE, WHOLE), (1, 2, HALF, HALF), (0, 1, HALF, HALF)])
    found = owners(stakes, 2)
    assert (found.overfull, share(found, 0), share(found, 1)) == ((2,), (1.0, 1.0), about(0.5, 0.5))
    assert holdings(stakes, 0).overfull == (2,)


def test_a_company_without_holders_has_no_owners() -> None:
    found = owners(RING.only(RING.held == 2), 0)
    assert (found.index.tolist(), found.own, found.closed, found.overfull) == ([], (0.0, 0.0), (), ())


def test_a_stake_that_the_others_leave_nothing_makes_no_owner() -> None:
    stakes = columns([(0, 2, WHOLE, WHOLE), (1, 2, 0, HALF)])
    assert owners(stakes, 2).index.tolist() == [0]
    assert holdings(stakes, 1).index.tolist() == []


def test_stakes_of_one_pair_add_up() -> None:
    assert share(owners(columns([(0, 1, UNIT, UNIT), (0, 1, UNIT, 2 * UNIT)]), 1), 0) == about(0.1, 0.15)


@pytest.mark.parametrize(("example", "question", "convention"), ASKED)
def test_published_shares_lie_within_the_interval(example: Example, question: Question, convention: Convention) -> None:
    names = sorted({name for stake in example.stakes for name in (stake.holder, stake.held)})
    bounds = [(floor(s.share[0] * HALF) * 2, ceil(s.share[1] * HALF) * 2) for s in example.stakes]
    ways = [(names.index(s.holder), names.index(s.held)) for s in example.stakes]
    stakes = stakes_of(names, [(*way, *bound) for way, bound in zip(ways, bounds, strict=True)])
    owner, company = question.values["owner"], question.values["company"]
    found = share(owners(stakes, names.index(company), convention), names.index(owner))
    true = [question.answer(end if "published" + end in question.values else "") for end in ("_min", "_max")]
    if example.overfull:  # what contradicts itself is capped, and its upper end says nothing
        assert found[0] == pytest.approx(min(1.0, float(true[0])), abs=5e-9)
    else:
        assert list(found) == pytest.approx([float(end) for end in true], abs=5e-9)


@pytest.mark.parametrize("convention", CONVENTIONS)
@given(rows=bounded_rows())
@FEW
def test_every_true_share_lies_within_the_interval_and_its_ends_are_attained(
    rows: list[Row], convention: Convention
) -> None:
    true = cache(partial(true_ends, rows, convention))
    for owner, company, found, other in both_ways(columns(rows), convention):
        low, high = share(found, other)
        if (bounds := true(owner, company)) is None:
            continue
        assert Fraction(low) <= bounds[0] <= bounds[1], (owner, company)
        assert float(bounds[0]) == pytest.approx(low, rel=CLOSE, abs=1e-11)
        assert math.isinf(high) or bounds[1] <= Fraction(high), (owner, company)
        if is_exact(found, other) and other != found.actor and math.isfinite(high):
            assert float(bounds[1]) == pytest.approx(high, rel=1e-8, abs=1e-11), (owner, company)


@pytest.mark.parametrize(("limit", "value"), [("WORK", 0), ("DIRECT", 0), ("SMALL", 0)])
@given(rows=bounded_rows())
@FEW
def test_the_ways_for_large_parts_are_sound_on_small_ones(rows: list[Row], limit: str, value: int) -> None:
    homes = {"WORK": [integrated], "DIRECT": [rings], "SMALL": [rings, robust]}
    stakes = columns(rows)
    with pytest.MonkeyPatch.context() as patch:
        for module in homes[limit]:
            patch.setattr(module, limit, value)
        found = list(both_ways(stakes, "stop-at-target"))
    assert_inside(both_ways(columns(rows), "stop-at-target"), found)


@given(rows=bounded_rows(5, 3), data=st.data())
@FEW
def test_narrower_bounds_never_widen_an_answer(rows: list[Row], data: st.DataObject) -> None:
    narrower: list[Row] = []
    for holder, held, low, high in rows:
        others = sum(row[2] for row in rows[len(narrower) + 1 :] + narrower if row[1] == held)
        least = data.draw(st.integers(low, min(high, WHOLE - others)))
        narrower.append((holder, held, least - least % 2, data.draw(st.integers(least, high).map(lambda n: n + n % 2))))
    for convention in CONVENTIONS:
        wide = list(both_ways(columns(rows, 5), convention))
        assert_inside(both_ways(columns(narrower, 5), convention), wide)


@given(rows=bounded_rows(5, 3), order=st.permutations(range(5)))
@FEW
def test_names_order_and_companies_elsewhere_change_nothing(rows: list[Row], order: list[int]) -> None:
    renamed = [(order[i], order[j], low, high) for i, j, low, high in reversed(rows)]
    elsewhere = [(order[0], 5, HALF, HALF), (6, 5, UNIT, HALF), (5, 6, UNIT, UNIT)]
    here, there = (
        columns(rows, 7),
        columns(renamed + [(order[i] if i < 5 else i, j, a, b) for i, j, a, b in elsewhere], 7),
    )
    for company in range(5):
        before, after = owners(here, company), owners(there, order[company])
        assert {order[i]: share(before, i) for i in before.index.tolist()} == {
            i: pytest.approx(share(after, i), abs=1e-11) for i in after.index.tolist()
        }


def test_an_interval_is_never_empty_and_owners_are_sorted() -> None:
    found = owners(RING, 2)
    assert (np.diff(found.index) > 0).all()
    assert (found.low <= found.high).all()
