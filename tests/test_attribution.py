"""Shares attributed down chains: hand-worked rules, exact fractions where nothing jumps, bounds held to samples."""

from fractions import Fraction

import exact
import numpy as np
import pytest
from control_world import NAMES, Bounds, Shares, columns, percent, sampled, shares_of, world
from hypothesis import given, settings
from hypothesis import strategies as st

from regraph.engine.control import Passing, Threshold, attributed
from regraph.engine.control.attribution import FULL_THROUGH_MAJORITY, MULTIPLY, MULTIPLY_THROUGH_MAJORITY
from regraph.engine.stakes import HALF, WHOLE

QUARTER = Threshold(Fraction(1, 4), inclusive=True)
AT_HALF = Passing(Threshold(Fraction(1, 2), inclusive=True), wholly=True, below=True)
CASES = [
    ("a half counts wholly", percent({"a>b": 50, "b>c": 30}), AT_HALF, "a", (30, 30)),
    ("below a half it is multiplied", percent({"a>b": 40, "b>c": 30}), AT_HALF, "a", (12, 12)),
    ("a half is not above a half", percent({"a>b": 50, "b>c": 30}), FULL_THROUGH_MAJORITY, "a", (15, 15)),
    ("ways are added", percent({"a>b": 60, "b>c": 30, "a>d": 40, "d>c": 50, "a>c": 5}), AT_HALF, "a", (55, 55)),
    ("a half that is put together counts wholly", percent({"a>d": 60, "d>b": 20, "a>b": 30, "b>c": 40}), AT_HALF, "a",
      (40, 40)),
    ("the listed count each for itself", percent({"a>b": 100, "a>c": 10, "b>c": 20}), MULTIPLY, "ab", (30, 30)),
    ("below a majority nothing passes", percent({"a>b": 50, "b>c": 50}), MULTIPLY_THROUGH_MAJORITY, "a", (0, 0)),
    ("above one it passes in proportion", percent({"a>b": 60, "b>c": 50}), MULTIPLY_THROUGH_MAJORITY, "a", (30, 30)),
    ("bounds on both sides of the half", percent({"a>b": (40, 60), "b>c": 50}), AT_HALF, "a", (20, 50)),
    ("the least of others leaves no more", percent({"a>c": (0, 100), "d>c": 70}), AT_HALF, "a", (0, 30)),
    ("what is free goes where it counts most", percent({"a>b": 50, "b>c": (0, 60), "d>c": (20, 100)}), MULTIPLY, "a",
      (0, 30)),
]  # fmt: skip


@pytest.mark.parametrize(("bounds", "passing", "listed", "ends"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_holdings_pass_down_as_the_rule_says(
    bounds: Bounds, passing: Passing, listed: str, ends: tuple[int, int]
) -> None:
    held = attributed(world(bounds), map(NAMES.index, listed), passing)
    assert held.share(2) == (Fraction(ends[0], 100), Fraction(ends[1], 100))


def test_an_open_end_at_the_threshold_settles_it() -> None:
    more = attributed(world({("a", "b"): (HALF + 1, WHOLE), ("b", "c"): (HALF, HALF)}), [0])
    assert more.share(2) == (Fraction(1, 2), Fraction(1, 2))
    less = attributed(world({("a", "b"): (0, HALF // 2 - 1)}), [0])
    assert (less.meets(1, QUARTER), less.share(1)) == ("no", (Fraction(0), Fraction(1, 4)))
    thin = attributed(world({("a", "b"): (HALF + 1, WHOLE), ("b", "c"): (HALF, HALF)}), [0], MULTIPLY)
    above = Threshold(Fraction(1, 4))
    assert (thin.share(2)[0], thin.meets(2, QUARTER), thin.meets(2, above)) == (Fraction(1, 4), "yes", "yes")


def test_what_another_has_more_than_leaves_less_than_the_rest() -> None:
    free, half = (0, WHOLE), Threshold(Fraction(1, 2), inclusive=True)
    held = attributed(world({("a", "b"): free, ("d", "b"): (HALF + 1, WHOLE)}), [0])
    assert (held.meets(1, half), held.share(1)) == ("no", (Fraction(0), Fraction(1, 2)))
    # What b has of itself, more than nothing, comes back to b, so that a may have all of it in the end.
    round_again = attributed(world({("a", "b"): free, ("b", "b"): (1, WHOLE)}), [0])
    assert round_again.meets(1, Threshold(Fraction(1), inclusive=True)) == "possible"


def test_a_share_on_both_sides_of_the_threshold_is_possible() -> None:
    held = attributed(world(percent({"a>b": (20, 30)})), [0])
    assert [held.meets(thing, QUARTER) for thing in (0, 1, 2)] == ["yes", "possible", "no"]


def test_a_ring_that_nearly_holds_itself_is_answered_outward() -> None:
    nearly = WHOLE - 200
    held = attributed(world({("b", "c"): (nearly, nearly), ("c", "b"): (nearly, nearly), ("a", "b"): (100, 100)}), [0])
    low, high = held.share(1)
    assert low <= Fraction(100, WHOLE) / (1 - Fraction(nearly, WHOLE) ** 2) <= high <= 1


def plainly(shares: Shares, listed: set[str], company: str) -> Fraction:
    """The fixpoint of full attribution from a half, by plain steps; enough of them where every ring leaks."""
    value = dict.fromkeys(NAMES, Fraction(0))
    for _ in range(25):
        counts = {k: Fraction(1) if k in listed or value[k] >= Fraction(1, 2) else value[k] for k in NAMES}
        value = {
            j: sum((s * counts[k].limit_denominator(10**12) for (k, of), s in shares.items() if of == j), Fraction(0))
            for j in NAMES
        }
    return value[company]


@given(columns(), st.sets(st.sampled_from(NAMES), min_size=1, max_size=2), st.integers(0, 99))
@settings(max_examples=15, deadline=None)
def test_ends_contain_what_true_shares_give(bounds: Bounds, listed: set[str], seed: int) -> None:
    held = attributed(world(bounds), map(NAMES.index, listed), AT_HALF)
    sample, slack = sampled(bounds, np.random.default_rng(seed)), Fraction(1, 10**9)
    for company in set(NAMES) - listed:
        low, high = held.share(NAMES.index(company))
        found = plainly(sample, listed, company)
        assert found <= high + slack
        assert low <= plainly(sample, listed, company) + Fraction(1, 100)  # plain steps come from below


@given(columns())
@settings(max_examples=15, deadline=None)
def test_multiplied_shares_are_those_of_the_walk_that_stops(bounds: Bounds) -> None:
    lows = shares_of({pair: (low - low % 2, high) for pair, (low, high) in bounds.items()}, 0)
    held = attributed(world({pair: (int(s * WHOLE), int(s * WHOLE)) for pair, s in lows.items()}), [0], MULTIPLY)
    for company in NAMES[1:]:
        try:
            expected = exact.stop_at_target(lows, "a", company)
        except exact.ClosedRing:
            continue
        low, high = held.share(NAMES.index(company))
        assert low <= expected <= high
        assert high - low < Fraction(1, 10**6)
