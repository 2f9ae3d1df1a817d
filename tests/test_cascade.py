"""What a list catches: aggregation, steps, single holders, bounds; checked against a plain fixpoint in fractions."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from control_world import NAMES, Bounds, Shares, columns, percent, sampled, shares_of, world
from hypothesis import given, settings
from hypothesis import strategies as st

from regraph.engine.control import Threshold, caught
from regraph.engine.stakes import HALF, WHOLE

HALVES = Threshold(Decimal("0.5"), inclusive=True)
CASES = [
    ("half is enough", percent({"a>b": 50}), "a", "b", ""),
    ("two listed are added", percent({"a>c": 25, "b>c": 25}), "ab", "c", ""),
    ("one of them alone is not enough", percent({"a>c": 25, "b>c": 25}), "a", "", ""),
    ("what is caught counts wholly", percent({"a>b": 50, "b>c": 50, "c>d": 50}), "a", "bcd", ""),
    ("and with the listed", percent({"a>b": 50, "b>c": 25, "a>c": 25}), "a", "bc", ""),
    ("nothing dilutes below a half", percent({"a>b": 49, "b>c": 100}), "a", "", ""),
    ("mutual holders do not catch each other", percent({"a>b": 10, "b>c": 60, "c>b": 60}), "a", "", ""),
    ("a share up to half is perhaps enough", percent({"a>b": (25, 50)}), "a", "", "b"),
    ("a share below half is not", {("a", "b"): (0, HALF - 1)}, "a", "", ""),
    ("an unknown share is perhaps", {("a", "b"): (0, WHOLE), ("b", "c"): (HALF, HALF)}, "a", "", "bc"),
]  # fmt: skip


def letters(found: np.ndarray[tuple[int], np.dtype[np.int32]]) -> str:
    """Names of what is caught."""
    return "".join(NAMES[i] for i in found)


@pytest.mark.parametrize(("bounds", "listed", "definite", "perhaps"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_the_listed_catch_what_they_hold_together(bounds: Bounds, listed: str, definite: str, perhaps: str) -> None:
    found = caught(world(bounds), map(NAMES.index, listed), HALVES)
    assert (letters(found.definite), letters(found.possible)) == (definite, "".join(sorted(definite + perhaps)))


def test_steps_end_the_cascade() -> None:
    stakes = world(percent({"a>b": 50, "b>c": 50, "c>d": 50, "a>d": 10}))
    assert [letters(caught(stakes, [0], HALVES, tiers=n).definite) for n in range(4)] == ["", "b", "bc", "bcd"]


def test_one_by_one_a_single_holder_must_have_enough() -> None:
    stakes = world(percent({"a>c": 25, "b>c": 25, "a>d": 50, "d>e": 50}))
    found = caught(stakes, [0, 1], HALVES, together=False)
    assert (letters(found.definite), letters(found.possible)) == ("de", "de")


def plainly(shares: Shares, listed: set[str]) -> str:
    """The fixpoint written down as the rule says it."""
    found = set(listed)
    while True:
        sums = {j: sum((s for (i, of), s in shares.items() if of == j and i in found), Fraction(0)) for j in NAMES}
        more = {j for j, total in sums.items() if total >= Fraction(1, 2)} - found
        if not more:
            return "".join(sorted(found - listed))
        found |= more


@given(columns(), st.sets(st.sampled_from(NAMES), min_size=1, max_size=3), st.integers(0, 99))
@settings(max_examples=20, deadline=None)
def test_what_is_caught_keeps_to_what_true_shares_give(bounds: Bounds, listed: set[str], seed: int) -> None:
    found = caught(world(bounds), map(NAMES.index, listed), HALVES)
    random = np.random.default_rng(seed)
    samples = [set(plainly(sampled(bounds, random), listed)) for _ in range(4)]
    assert all(set(letters(found.definite)) <= sample <= set(letters(found.possible)) for sample in samples)
    assert letters(found.definite) == plainly(shares_of(bounds, 0), listed)
