"""The exact reference against values worked out by hand, so that what the engine is compared with is itself checked."""

from fractions import Fraction

import exact
import pytest
from hypothesis import given
from hypothesis import strategies as st

HALF, FIFTH, TENTH = Fraction(1, 2), Fraction(1, 5), Fraction(1, 10)
PERCENT = st.integers(1, 30).map(lambda percent: Fraction(percent, 100))
# At most three holders of each of four companies, each with at most 30 %: no company is held to more than all.
COMPANIES = ("a", "b", "c", "d")
PAIRS = [(holder, held) for holder in COMPANIES for held in COMPANIES if holder != held]
STAKES = st.dictionaries(st.sampled_from(PAIRS), PERCENT, min_size=1)


def test_own_shares_raise_what_the_others_have() -> None:
    # A fifth of b is b's own: the half of a is a half of the four fifths that are out, 0.5 / 0.8 = 0.625.
    stakes = {("a", "b"): HALF, ("b", "b"): FIFTH}
    assert exact.simple_paths(stakes, "a", "b") == HALF
    assert exact.walk_sum(stakes, "a", "b") == Fraction(5, 8)
    assert exact.stop_at_target(stakes, "a", "b") == Fraction(5, 8)


def test_what_an_owner_has_of_itself_is_what_comes_back_to_it() -> None:
    stakes = {("a", "b"): HALF, ("b", "a"): FIFTH}
    assert exact.stop_at_target(stakes, "a", "a") == TENTH
    assert exact.walk_sum(stakes, "a", "a") == Fraction(1, 9)


def test_a_ring_that_holds_itself_entirely_is_named_and_not_divided_by_zero() -> None:
    stakes = {("a", "b"): Fraction(1), ("b", "a"): Fraction(1), ("c", "d"): HALF}
    with pytest.raises(exact.ClosedRing, match="holds itself entirely"):
        exact.walk_sum(stakes, "c", "d")


def test_nobody_unknown_has_a_share() -> None:
    assert {convention({("a", "b"): HALF}, "a", "z") for convention in exact.CONVENTIONS.values()} == {0}
    assert exact.weakest_link({("a", "b"): HALF}, "b", "a") == 0


def test_a_half_is_no_majority() -> None:
    assert exact.majority_control({("a", "b"): HALF}) == set()
    assert exact.majority_chain({("a", "b"): HALF}) == set()


def test_two_that_would_control_each_other_s_holder_do_not_lift_themselves() -> None:
    # With b and c the holder a would have 30 + 60 % of each; but it has neither to begin with.
    votes = {("a", "b"): "0.3", ("a", "c"): "0.3", ("b", "c"): "0.6", ("c", "b"): "0.6"}
    found = exact.majority_control({pair: Fraction(share) for pair, share in votes.items()})
    assert found == {("b", "c"), ("c", "b")}


def test_votes_joined_control_where_no_chain_of_majorities_leads() -> None:
    votes = {("a", "b"): "0.6", ("a", "c"): "0.3", ("b", "c"): "0.3"}
    stakes = {pair: Fraction(share) for pair, share in votes.items()}
    assert exact.majority_control(stakes) == {("a", "b"), ("a", "c")}
    assert exact.majority_chain(stakes) == {("a", "b")}
    assert exact.weakest_link(stakes, "a", "c") == Fraction(3, 10)


def test_the_weakest_link_is_the_least_share_along_the_strongest_way() -> None:
    votes = {("a", "b"): "0.9", ("b", "d"): "0.2", ("a", "c"): "0.4", ("c", "d"): "0.35"}
    assert exact.weakest_link({pair: Fraction(share) for pair, share in votes.items()}, "a", "d") == Fraction(7, 20)


def test_a_third_with_a_fifth_of_both_links_them() -> None:
    stakes = {("c", "a"): FIFTH, ("c", "b"): FIFTH, ("a", "b"): TENTH}
    assert exact.close_links(stakes, FIFTH) == {("a", "b"), ("a", "c"), ("b", "c")}
    assert exact.close_links(stakes, FIFTH, third_party=False) == {("a", "c"), ("b", "c")}


def test_the_greatest_share_leaves_the_others_their_least() -> None:
    # b and c each have 40 to 60 % of d, so neither more than 60, and a has all of b and half of c: 0.6 + 0.5 x 0.4.
    lows = {("b", "d"): Fraction(2, 5), ("c", "d"): Fraction(2, 5), ("a", "b"): Fraction(1), ("a", "c"): HALF}
    highs = {**lows, ("b", "d"): Fraction(3, 5), ("c", "d"): Fraction(3, 5)}
    assert exact.bounds(exact.stop_at_target, lows, highs, "a", "d") == (Fraction(3, 5), Fraction(4, 5))


@given(STAKES)
def test_a_walk_that_stops_has_no_more_than_all_and_no_less_than_the_plain_ways(stakes: exact.Stakes) -> None:
    for owner, company in stakes:
        plain = exact.simple_paths(stakes, owner, company)
        stopped = exact.stop_at_target(stakes, owner, company)
        assert plain <= stopped <= min(Fraction(1), exact.walk_sum(stakes, owner, company))


@given(STAKES)
def test_walks_that_stop_are_all_walks_less_the_returns(stakes: exact.Stakes) -> None:
    for owner, company in stakes:
        returns = 1 + exact.walk_sum(stakes, owner, owner)
        assert exact.stop_at_target(stakes, owner, company) * returns == exact.walk_sum(stakes, owner, company)
