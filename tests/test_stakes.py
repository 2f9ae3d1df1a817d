"""Stakes as columns: order, indices, tightening and units."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regraph.engine.stakes import HALF, WHOLE, Index, Stakes, arranged, fraction, stakes_of, units

TENTH = WHOLE // 10
THREE = stakes_of("abc", [(1, 2, HALF, HALF), (0, 2, TENTH, HALF), (0, 1, 1, WHOLE)])


def pairs(stakes: Stakes) -> list[tuple[int, int]]:
    """Holder and held, row by row."""
    return list(zip(stakes.holder.tolist(), stakes.held.tolist(), strict=True))


def test_stakes_are_sorted_by_what_is_held_then_by_holder_and_keep_their_row() -> None:
    assert pairs(THREE) == [(0, 1), (0, 2), (1, 2)]
    assert THREE.row.tolist() == [2, 1, 0]


def test_the_indices_lead_to_the_holders_and_to_the_holdings_of_each() -> None:
    assert THREE.holders_from.tolist() == [0, 0, 1, 3]
    assert THREE.holdings_from.tolist() == [0, 2, 3, 3]
    assert THREE.held[THREE.by_holder].tolist() == [1, 2, 2]


def test_indices_that_are_known_are_taken_as_they_are_and_dropped_with_any_stake() -> None:
    known = Index(THREE.holders_from, THREE.by_holder, THREE.holdings_from)
    stored = Stakes(THREE.names, THREE.holder, THREE.held, THREE.low, THREE.high, THREE.row, known)
    assert stored.by_holder is known.by_holder
    assert stored.only(THREE.low > 1).holders_from.tolist() == [0, 0, 0, 2]


def test_a_holder_has_no_more_than_the_others_leave() -> None:
    assert THREE.tightened().high.tolist() == [WHOLE, HALF, HALF]
    wide = stakes_of("abc", [(0, 2, HALF, WHOLE), (1, 2, TENTH, WHOLE)])
    assert wide.tightened().high.tolist() == [WHOLE - TENTH, HALF]


def test_what_more_than_half_leaves_is_less_than_half() -> None:
    more = stakes_of("abc", [(0, 2, HALF + 1, WHOLE), (1, 2, 0, WHOLE)])
    assert more.tightened().high.tolist() == [WHOLE, HALF - 1]


def test_bounds_that_contradict_each_other_stay_and_are_named() -> None:
    full = stakes_of("abc", [(0, 2, HALF, WHOLE), (1, 2, WHOLE, WHOLE)])
    assert full.overfull().tolist() == [2]
    assert full.tightened().high.tolist() == [WHOLE, WHOLE]
    assert THREE.overfull().tolist() == []


def test_no_stakes_have_no_holders() -> None:
    none = stakes_of("ab", [])
    assert (len(none), none.actors, none.holders_from.tolist()) == (0, 2, [0, 0, 0])


@pytest.mark.parametrize(
    ("share", "is_open", "is_low", "expected"),
    [
        ("0.5", False, True, HALF),
        ("0.5", True, True, HALF + 1),
        ("0.5", True, False, HALF - 1),
        ("0", True, True, 1),
        ("0.3333333333333", False, True, 666_666_666),
        ("0.3333333333333", True, False, 666_666_668),
        ("0.50000000000000000000000000000000001", False, False, HALF + 2),
    ],
)
def test_an_end_is_rounded_outward_and_an_open_one_is_odd(
    share: str, is_open: bool, is_low: bool, expected: int
) -> None:
    assert units(Decimal(share), is_open=is_open, is_low=is_low) == expected


@given(st.integers(0, 10**9), st.booleans(), st.booleans())
def test_an_end_read_back_is_the_end_written(billionths: int, is_open: bool, is_low: bool) -> None:
    share = Decimal(billionths) / 10**9
    assert fraction(units(share, is_open=is_open, is_low=is_low), is_low=is_low) == (share, is_open)


@given(st.permutations(range(6)))
def test_the_order_of_the_rows_changes_nothing(order: list[int]) -> None:
    rows = [(0, 1, 2, 4), (0, 2, 2, 4), (1, 2, 2, 6), (2, 0, 2, 8), (1, 0, 2, 2), (2, 2, 0, 2)]
    table = np.array([rows[i] for i in order], dtype=np.int32).T
    found = arranged("abc", *table)
    assert (pairs(found), found.high.tolist()) == ([(1, 0), (2, 0), (0, 1), (0, 2), (1, 2), (2, 2)], [2, 8, 4, 4, 6, 2])
