"""Close links: a fifth held directly, through others, or by a third; compared with exact sums over walks."""

from fractions import Fraction

import exact
import numpy as np
import published
import pytest
from control_world import NAMES, Bounds, columns, joined, named, percent, sampled, shares_of, world
from hypothesis import given, settings
from hypothesis import strategies as st

from regraph.engine.control import Pairs, close_links, links, owning_pairs
from regraph.engine.control.attribution import ONE, bar
from regraph.engine.control.chains import paired
from regraph.engine.control.links import COARSE, FINE, FINEST, NOBODY, arriving, exact_low, ring_by_ring, sorted_pairs
from regraph.engine.control.loops.descent import UNSOLVED, passed_down
from regraph.engine.control.loops.pushes import arriving_shares
from regraph.engine.control.loops.walked import solved, walks_within
from regraph.engine.stakes import WHOLE, Stakes, stakes_of

FIFTH = Fraction(1, 5)
CASES = [
    ("a fifth", percent({"a>b": 20}), "ab", "ab"),
    ("less than a fifth", percent({"a>b": 19}), "", ""),
    ("a fifth of many small ways", percent({"a>b": 10, "b>e": 40, "a>c": 20, "c>e": 50, "a>e": 6}),
      "ac ae be ce", "ac ae be ce"),
    ("the product along a chain", percent({"a>b": 40, "b>c": 50}), "ab ac bc", "ab ac bc"),
    ("a third with a fifth of both", percent({"a>b": 20, "a>c": 30}), "ab ac", "ab ac bc"),
    ("own shares are scaled out", percent({"a>b": 19, "b>b": 10}), "ab", "ab"),
]  # fmt: skip


@pytest.mark.parametrize(("bounds", "owned", "linked"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_pairs_linked_at_a_fifth(bounds: Bounds, owned: str, linked: str) -> None:
    assert named(owning_pairs(world(bounds))) == owned.split()
    assert named(close_links(world(bounds))) == linked.split()
    assert named(close_links(world(bounds), third_party=False)) == owned.split()


def test_nothing_is_linked_where_nothing_is_held() -> None:
    assert named(close_links(world({}))) == []


def test_bounds_on_both_sides_of_a_fifth_are_possible() -> None:
    stakes = world(percent({"a>b": (10, 30), "c>d": (10, 30), "e>d": 80}))
    assert named(close_links(stakes)) == ["de"]
    assert named(close_links(stakes, possible=True)) == ["ab", "cd", "de"]


def test_a_pair_that_no_true_shares_give_is_not_possible() -> None:
    # e has 15 % of both that may hold b, who hold 100 % of it together at most: never more than 15 % of b.
    stakes = world(percent({"e>a": 15, "e>c": 15, "a>b": (0, 80), "c>b": (0, 80)}))
    assert named(owning_pairs(stakes, possible=True)) == ["ab", "cb"]


def test_a_large_register_keeps_what_is_too_much_work_to_strike_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "WORK", 0)
    stakes = world(percent({"e>a": 15, "e>c": 15, "a>b": (0, 80), "c>b": (0, 80)}))
    assert named(owning_pairs(stakes, possible=True)) == ["ab", "cb", "eb"]


def test_a_sum_that_a_ring_only_comes_to_in_the_end_is_not_called_definite() -> None:
    # 18 % of what own shares leave, 18 / 90: a fifth exactly, but no finite number of rounds reaches it.
    stakes = world(percent({"a>b": 18, "b>b": 10}))
    assert [named(owning_pairs(stakes, possible=possible)) for possible in (False, True)] == [[], ["ab"]]


def test_published_pairs_are_found_where_the_two_conventions_agree() -> None:
    example = next(e for e in published.examples() if e.id == "prometheux-supervision")
    assert example.lows()
    names = sorted({name for pair in example.lows() for name in pair})
    bounds = {pair: (int(share * WHOLE), int(share * WHOLE)) for pair, share in example.lows().items()}
    rows = {("abcdefghij"[names.index(i)], "abcdefghij"[names.index(j)]): ends for (i, j), ends in bounds.items()}
    expected = exact.owns_at_least(example.lows(), FIFTH, exact.simple_paths)
    found = named(owning_pairs(world(rows, "abcdefghij")), "abcdefghij")
    assert sorted("abcdefghij"[names.index(i)] + "abcdefghij"[names.index(j)] for i, j in expected) == found


@given(columns(), st.integers(0, 99))
@settings(max_examples=12, deadline=None)
def test_links_are_those_of_the_exact_sums(bounds: Bounds, seed: int) -> None:
    closed = {pair: (low - low % 2, high) for pair, (low, high) in bounds.items()}
    sample = sampled(closed, np.random.default_rng(seed))
    try:
        lowest = joined(exact.owns_at_least(shares_of(closed, 0), FIFTH))
        between = joined(exact.owns_at_least(sample, FIFTH))
    except exact.ClosedRing:
        return
    stakes = world(closed)
    definite = set(named(owning_pairs(stakes)))
    assert definite <= lowest  # a ring may come to a fifth without ever reaching it in finite steps
    assert all(exact.stop_at_target(shares_of(closed, 0), *pair) == FIFTH for pair in map(tuple, lowest - definite))
    assert definite <= between <= set(named(owning_pairs(stakes, possible=True)))


def test_a_ring_that_uses_the_budget_up_hides_nothing_of_the_next_company() -> None:
    # c may hold all of a, which holds all of c: what goes around them for ever comes first, and then d is asked about.
    stakes = world(percent({"a>d": (10, 75), "a>c": 100, "c>a": (0, 100)}))
    assert named(owning_pairs(stakes, possible=True)) == ["ac", "ad", "ca", "cd"]


def test_many_small_holders_in_a_ring_hide_nobody_behind_them() -> None:
    # Forty hold 0.9 % each, and x has nine tenths of all of them: 32.4 % at least, though each part is too small to
    # be sent on at first, and nobody on a ring is settled.
    ring = range(40)
    small, hundredth, most = WHOLE * 9 // 1000, WHOLE // 100, WHOLE * 9 // 10
    held = [(k, 40, small, small) for k in ring] + [(41, k, most, most) for k in ring]
    stakes = stakes_of([str(k) for k in range(42)], held + [(k, (k + 1) % 40, hundredth, hundredth) for k in ring])
    for possible in (False, True):
        pairs = owning_pairs(stakes, possible=possible)
        assert (41, 40) in zip(pairs.controller.tolist(), pairs.controlled.tolist(), strict=True)


def test_who_may_lie_on_a_ring_is_never_settled_without_a_target() -> None:
    stakes = world(percent({"a>b": 40, "b>c": 50, "c>b": 30, "d>c": 20, "b>e": 45, "a>e": 2}))
    core, columns = np.array([0, 1, 1, 0, 0, 0], np.uint8), (stakes.holder, stakes.holders_from)
    rule = (1, 4 * 10**17, 10**16, 10**9)
    start, owner, sure = arriving_shares(np.array([1, 2, 4], np.int32), NOBODY, columns, stakes.low, core, rule)
    assert start.tolist() == [0, 2, 5, 7]
    assert [(NAMES[i], bool(settled)) for i, settled in zip(owner, sure, strict=True)] == [
        ("a", True), ("c", False), ("b", False), ("d", True), ("a", True), ("a", True), ("b", False)
    ]  # fmt: skip


@st.composite
def webs(draw: st.DrawFn) -> Stakes:
    """Ten actors who hold one another, one another's holders and themselves, each held to nine tenths at most."""
    names, bounds, found = "abcdefghij", draw(st.sampled_from((20, 100, 7))), dict[tuple[str, str], tuple[int, int]]()
    for held in names[1:]:
        left = bounds * 9 // 10
        for holder in draw(st.lists(st.sampled_from(names), max_size=4, unique=True)):
            share = draw(st.integers(0, left))
            left -= share
            low = share * (WHOLE // bounds // 2 * 2) + draw(st.integers(0, 1))
            found[holder, held] = (low, WHOLE)
    return world(found, names)


def asked_one_by_one(stakes: Stakes) -> Pairs:
    """Who owns a fifth, by sending each company's whole up to its holders: nothing is shared between companies."""
    whole, enough = paired(stakes), bar(links.FIFTH, 1)
    companies = np.flatnonzero(np.diff(whole.holders_from)).astype(np.int32)
    thing, owner, settled = arriving(whole, companies, NOBODY, (1, enough, COARSE, FINE))
    again, target, sure = arriving(whole, thing[~settled], owner[~settled], (1, enough, COARSE, FINEST))
    for at in np.flatnonzero(~sure):
        sure[at] = exact_low(stakes, int(target[at]), int(again[at])) >= enough
    return sorted_pairs(np.r_[owner[settled], target[sure]], np.r_[thing[settled], again[sure]])


@pytest.mark.parametrize("short", [ONE // 1_000, ONE // 6], ids=["with short lists", "with lists all too short"])
@given(stakes=webs())
@settings(max_examples=25, deadline=None)
def test_all_companies_together_give_what_each_gives_alone(short: int, stakes: Stakes) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(links, "SHORT", short)
        assert owning_pairs(stakes).keys().tolist() == asked_one_by_one(stakes).keys().tolist()


@given(webs())
@settings(max_examples=15, deadline=None)
def test_lists_that_keep_everything_contain_the_exact_share(stakes: Stakes) -> None:
    whole = paired(stakes)
    share = whole.low - whole.low % 2
    groups, graph = ring_by_ring(whole, share), (whole.holder, whole.holders_from, share)
    rings, all_of = walks_within(whole, groups, share), np.ones(whole.actors, np.uint8)
    shares = {
        (str(i), str(j)): Fraction(int(s), WHOLE) for i, j, s in zip(whole.holder, whole.held, share, strict=True) if s
    }
    for thing, owner in {(j, i) for i, j in shares}:
        true = exact.stop_at_target(shares, owner, thing)
        for past, wanted in ((-3_000_000, "settled"), (3_000_000, "left out")):
            doubled = 2 * (int(true * ONE) + past)
            found = passed_down(groups, graph, rings, (all_of, all_of), (doubled, 1))
            pairs = zip(found[0].tolist(), found[1].tolist(), found[2].tolist(), strict=True)
            sure = {(j, i): bool(is_sure) for j, i, is_sure in pairs}
            if thing != owner:
                assert sure.get((int(thing), int(owner))) is (True if wanted == "settled" else None)


def test_of_a_ring_that_holds_itself_entirely_each_has_all_of_the_others() -> None:
    stakes = world(percent({"a>b": 100, "b>a": 100, "b>c": 30, "d>c": 20, "c>e": 90}))
    assert named(owning_pairs(stakes)) == ["ab", "ac", "ae", "ba", "bc", "be", "ce", "dc"]


def test_a_ring_held_to_more_than_all_is_left_to_the_walks_of_each() -> None:
    stakes = world(percent({"a>b": 40, "b>a": 30, "d>a": 90, "b>c": 60}))
    share = stakes.low
    where, _, _ = walks_within(stakes, ring_by_ring(stakes, share), share)
    assert UNSOLVED in where.tolist()
    assert named(owning_pairs(stakes)) == ["ab", "ac", "ba", "bc", "da", "db", "dc"]


def test_the_walks_within_a_ring_are_right_to_the_error_told() -> None:
    shares = np.array([[[0.0, 0.5, 0.0], [0.25, 0.0, 0.5], [0.5, 0.0, 0.0]], [[0.5, 0, 0], [0, 0.5, 0], [0, 0, 0.5]]])
    walks, error = solved(shares)
    # by hand: 1 - A has the determinant 3/4; the second ring turns each share into 1 / (1 - 1/2)
    expected = np.array([[[4, 2, 1], [2, 4, 2], [2, 1, 3.5]], 3 * np.diag([2.0, 2, 2])]) / 3
    assert np.abs(walks - expected).max() <= error.max() < 1e-13


def test_a_ring_without_an_inverse_is_told_by_its_error() -> None:
    assert solved(np.array([[[0.0, 1.0], [1.0, 0.0]]]))[1].tolist() == [1.0]
