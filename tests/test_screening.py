"""Rules put to stakes: the examples of every rule, what must not change an answer, bounds that hold what is true."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from screening import Row, example_of, examples, pool_of, verdict

from regraph.analysis.screening.judging import Pool, everywhere, mask, side, tiers_of
from regraph.analysis.screening.rules.reading import rules_in, shipped_rules
from regraph.analysis.screening.rules.rule import KINDS, Criterion, Rule, Way
from regraph.engine.stakes import stakes_of, units
from regraph.engine.tiers import NEVER

RULES = {rule.name: rule for rule in rules_in(shipped_rules())}
CASES = [(name, told["id"], told) for name in RULES for told in examples(name)]
CHECKED = [(RULES[name], told) for name, _, told in CASES]
IDS = [f"{name} {case}" for name, case, _ in CASES]


@pytest.mark.parametrize(("rule", "told"), CHECKED, ids=IDS)
def test_an_example_ends_as_it_says(rule: Rule, told: dict[str, Any]) -> None:
    example = example_of(rule, told)
    found = {(a["entity"], a.get("holder", "")): a["verdict"] for a in told["expect"]}
    assert {key: verdict(rule, example, *key) for key in found} == found


@pytest.mark.parametrize(("rule", "told"), CHECKED, ids=IDS)
def test_the_order_of_the_names_changes_nothing(rule: Rule, told: dict[str, Any]) -> None:
    names = tuple(holder["name"] for holder in told["holder"])
    for answer in told["expect"]:
        key = answer["entity"], answer.get("holder", "")
        assert verdict(rule, example_of(rule, told, names[::-1]), *key) == answer["verdict"]


def test_every_kind_of_attribution_has_an_example() -> None:
    assert {test.way.kind for rule, _ in CHECKED for test in rule.tests} == set(KINDS)


NAMES = "abcdef"
HALF = Decimal("0.5")
TESTS = {
    "cascading": Way("cascading"),
    "two tiers": Way("cascading", tiers=2),
    "direct": Way("direct"),
    "multiply": Way("multiply"),
    "full": Way("full-through-majority", HALF),
    "in proportion": Way("multiply-through-majority", HALF, True),
    "chain": Way("majority-chain", HALF),
    "in a controller": Way("in-a-controller", HALF),
}


def asked(kind: str, threshold: str = "0.5", *, together: bool = True) -> Criterion:
    """A test of a kind of attribution, the threshold being enough."""
    aggregate = "together" if together else "each"
    return Criterion("threshold", "", "", Decimal(threshold), True, aggregate, ("equity",), TESTS[kind])


@st.composite
def holdings(draw: st.DrawFn) -> list[tuple[str, str, int, int, int]]:
    """Stakes in hundredths with bounds around what is true; what is true of each thing is never more than all of it."""
    rows = []
    for held in NAMES:
        left = 100
        for holder in draw(st.lists(st.sampled_from(NAMES), max_size=3, unique=True)):
            true = draw(st.sampled_from([0, 1, 10, 25, 40, 49, 50, 51, 60, 75, 100]))
            if holder != held and true <= left:
                low, high = draw(st.integers(0, true)), draw(st.integers(true, 100))
                exact = draw(st.booleans())
                rows.append((holder, held, true if exact else low, true, true if exact else high))
                left -= true
    return rows


def pools(rows: list[tuple[str, str, int, int, int]]) -> tuple[Pool, Pool]:
    """The stakes with their bounds, and as they truly are."""

    def made(low: int, high: int) -> Pool:
        share: list[Row] = [(str(r[0]), str(r[1]), Decimal(r[low]) / 100, Decimal(r[high]) / 100) for r in rows]
        return pool_of(NAMES, share)

    return made(2, 4), made(3, 3)


def met(pool: Pool, test: Criterion, seeds: set[int], thing: int, *, is_low: bool) -> bool:
    """Whether the seeds together meet a test."""
    return side(pool, test, frozenset(seeds), frozenset(seeds), thing, is_low=is_low).met


Sets = st.sets(st.integers(0, 5), min_size=1, max_size=3)


@given(rows=holdings(), seeds=Sets, thing=st.integers(0, 5))
def test_what_is_true_lies_between_what_is_sure_and_what_may_be(
    rows: list[tuple[str, str, int, int, int]], seeds: set[int], thing: int
) -> None:
    bounded, true = pools(rows)
    seeds = seeds - {thing}
    for kind in sorted(TESTS):
        test = asked(kind)
        low, high = (met(bounded, test, seeds, thing, is_low=is_low) for is_low in (True, False))
        surely, possibly = (met(true, test, seeds, thing, is_low=is_low) for is_low in (True, False))
        assert low <= surely <= possibly <= high, kind


@given(rows=holdings(), seeds=Sets, more=st.integers(0, 5), thing=st.integers(0, 5))
def test_more_who_count_never_free_anybody(
    rows: list[tuple[str, str, int, int, int]], seeds: set[int], more: int, thing: int
) -> None:
    bounded, _ = pools(rows)
    for kind in sorted(set(TESTS) - {"in a controller"}):
        for is_low in (True, False):
            fewer = met(bounded, asked(kind), seeds - {thing}, thing, is_low=is_low)
            more_met = met(bounded, asked(kind), (seeds | {more}) - {thing}, thing, is_low=is_low)
            assert fewer <= more_met, kind


@given(rows=holdings(), seeds=Sets)
def test_the_cascade_is_the_least_set_that_is_closed(
    rows: list[tuple[str, str, int, int, int]], seeds: set[int]
) -> None:
    _, true = pools(rows)
    found = {NAMES[j] for j, tier in enumerate(tiers_of(true, asked("cascading"), frozenset(seeds), frozenset(seeds),
                                                        is_low=True)) if tier != NEVER}  # fmt: skip
    least = {NAMES[j] for j in seeds}
    while True:
        new = {n for n in NAMES if sum(r[3] for r in rows if r[1] == n and r[0] in least) >= 50} - least
        if not new:
            break
        least |= new
    assert least == found


def test_a_ring_that_holds_itself_catches_nothing_and_passes_nothing_whole() -> None:
    sixty = Decimal("0.6")
    rows = [("b", "c", sixty, sixty), ("c", "b", sixty, sixty), ("a", "b", Decimal("0.1"), Decimal("0.1"))]
    for kind in TESTS:
        assert met(pool_of(NAMES, rows), asked(kind), {0}, 1, is_low=False) is False, kind


def test_a_threshold_met_by_products_is_met_exactly() -> None:
    third, half = Decimal("0.7"), Decimal("0.714285714")  # 0.7 x 0.714285714 is below 0.5 by less than a billionth
    rows = [("a", "b", third, third), ("b", "c", half, half)]
    assert met(pool_of(NAMES, rows), asked("multiply"), {0}, 2, is_low=False) is False
    rows = [("a", "b", Decimal("0.8"), Decimal("0.8")), ("b", "c", Decimal("0.625"), Decimal("0.625"))]
    assert met(pool_of(NAMES, rows), asked("multiply"), {0}, 2, is_low=True) is True


def test_an_open_end_meets_what_must_be_passed_and_a_closed_one_does_not() -> None:
    above = units(HALF, is_open=True)
    for low, expected in ((above, True), (units(HALF), False)):
        pool = Pool(stakes_of("ab", [(0, 1, low, 2_000_000_000)]), np.zeros(2, np.bool_))
        strict = replace(asked("direct"), inclusive=False)
        assert met(pool, strict, {0}, 1, is_low=True) is expected
        assert met(pool, replace(strict, way=Way("cascading")), {0}, 1, is_low=True) is expected


JOINT = [(0, 2, 0, 2_000_000_000), (1, 2, 0, 2_000_000_000), (2, 3, units(HALF, is_open=True), 2_000_000_000)]


@pytest.mark.parametrize("kind", sorted(set(TESTS) - {"in a controller"}))
def test_joint_holders_who_all_count_surely_count_and_one_of_them_possibly(kind: str) -> None:
    pool = Pool(stakes_of(("x", "y", "joint", "held"), JOINT), np.array([False, False, True, False]))
    test = asked(kind)
    assert met(pool, test, {0, 1}, 3, is_low=True) is True
    assert met(pool, test, {0}, 3, is_low=True) is False
    assert met(pool, test, {0}, 3, is_low=False) is True


def test_a_group_of_joint_holders_is_no_step_of_its_own() -> None:
    rows = [*JOINT, (3, 4, 2_000_000_000, 2_000_000_000)]
    pool = Pool(stakes_of(("x", "y", "joint", "held", "below"), rows), np.arange(5) == 2)
    tiers = tiers_of(pool, asked("two tiers"), frozenset({0, 1}), frozenset({0, 1}), is_low=True)
    assert tiers.tolist() == [0, 0, 0, 1, 2]


def test_what_others_surely_have_is_not_possibly_theirs() -> None:
    rows = [("a", "c", Decimal(0), Decimal(1)), ("b", "c", Decimal("0.6"), Decimal("0.6"))]
    for kind in TESTS:
        assert met(pool_of(NAMES, rows), asked(kind), {0}, 2, is_low=False) is False, kind


def test_nobody_has_half_of_what_another_has_more_than_half_of() -> None:
    rows = [(0, 2, 0, 2_000_000_000), (1, 2, units(HALF, is_open=True), 2_000_000_000), (3, 2, 0, 2_000_000_000)]
    wide = stakes_of("abcd", rows)
    pool = Pool(replace(wide, high=wide.tightened().high), np.zeros(4, np.bool_))
    for kind in TESTS:
        assert met(pool, asked(kind), {0}, 2, is_low=False) is False, kind
        assert met(pool, asked(kind), {0, 3}, 2, is_low=False) is False, kind
    for together in (True, False):
        found = everywhere(asked("cascading", together=together), wide, mask(frozenset({0, 3}), 4))[1]
        assert found.tolist() == [True, False, False, True]


def test_a_whole_register_is_judged_as_its_parts_are() -> None:
    rows = [(0, 1, 1_000_000_000, 1_000_000_000), (1, 2, 400_000_000, 1_200_000_000), (3, 2, 0, 2_000_000_000)]
    stakes = stakes_of("abcd", rows)
    low, high = everywhere(asked("cascading"), stakes, mask(frozenset({0}), 4))
    assert (low.tolist(), high.tolist()) == ([True, True, False, False], [True, True, True, False])
    low, high = everywhere(asked("direct"), stakes, mask(frozenset({0}), 4))
    assert (low.tolist(), high.tolist()) == ([True, True, False, False], [True, True, False, False])


def test_each_by_itself_does_not_add_what_several_hold() -> None:
    rows = [(0, 2, 600_000_000, 600_000_000), (1, 2, 600_000_000, 600_000_000)]
    stakes = stakes_of("abc", rows)
    seeds = mask(frozenset({0, 1}), 3)
    assert everywhere(asked("direct"), stakes, seeds)[0].tolist() == [True, True, True]
    assert everywhere(asked("direct", together=False), stakes, seeds)[0].tolist() == [True, True, False]
