"""Control as a least fixpoint: hand-worked and published cases, the exact reference, and bounds held to samples."""

from decimal import Decimal
from fractions import Fraction

import exact
import numpy as np
import published
import pytest
from control_world import NAMES, Bounds, columns, joined, named, percent, sampled, shares_of, world
from hypothesis import given, settings
from hypothesis import strategies as st

from regraph.engine.control import (
    MAJORITY,
    Threshold,
    controlled_by,
    controllers_of,
    controlling_pairs,
    held_together,
    is_definite,
    reason,
    rings_of,
    ultimate_controllers,
)
from regraph.engine.control.loops.sets import caught_sets
from regraph.engine.control.majority import EVERY_STEP, NOTHING, index, one_by_one
from regraph.engine.jit import compiled, is_compiling
from regraph.engine.stakes import HALF, WHOLE, Stakes, stakes_of, units

CASES: list[tuple[str, Bounds, str, str]] = [
    ("a half is no majority", percent({"a>b": 50}), "", ""),
    ("above a half without more is one", {("a", "b"): (HALF + 1, WHOLE)}, "ab", "ab"),
    ("a half at least is perhaps one", {("a", "b"): (HALF, WHOLE)}, "", "ab"),
    ("up to a half is none", {("a", "b"): (0, HALF)}, "", ""),
    ("a share that nobody states is perhaps one", {("a", "b"): (0, WHOLE)}, "", "ab"),
    ("an unknown share beside a known half is none", percent({"a>b": (0, 100), "c>b": 50}), "", ""),
    ("votes of what is controlled are joined", percent({"a>b": 60, "a>c": 30, "b>c": 30}), "ab ac", "ab ac"),
    ("a ring of two lifts nobody", percent({"a>b": 30, "a>c": 30, "b>c": 60, "c>b": 60}), "bc cb", "bc cb"),
    ("mutual halves control nothing", percent({"a>b": 50, "b>a": 50}), "", ""),
    ("own shares vote for nobody", percent({"a>b": 30, "b>b": 60}), "", ""),
    ("two stakes above a quarter are a majority", {("a", "b"): (HALF + 1, WHOLE), ("b", "c"): (HALF // 2 + 1, WHOLE),
      ("a", "c"): (HALF // 2 + 1, WHOLE)}, "ab ac", "ab ac bc"),
    ("three open ends just below a half are not one", {("a", "b"): (WHOLE, WHOLE), ("a", "c"): (WHOLE, WHOLE),
      ("a", "d"): (HALF - 7, HALF), ("b", "d"): (3, HALF), ("c", "d"): (3, HALF)}, "ab ac", "ab ac ad"),
    ("joint halves of bounds", percent({"a>b": (20, 60), "c>b": (40, 50)}), "", "ab"),
    ("the least of the others leaves no room", percent({"a>b": (20, 60), "c>b": (50, 60)}), "", "cb"),
]  # fmt: skip


@pytest.mark.parametrize(("bounds", "definite", "possible"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_control_is_definite_possible_or_neither(bounds: Bounds, definite: str, possible: str) -> None:
    stakes = world(bounds)
    assert named(controlling_pairs(stakes)) == definite.split()
    pairs = controlling_pairs(stakes, possible=True)
    assert named(pairs) == possible.split()
    assert [
        pair for pair, sure in zip(named(pairs), is_definite(stakes, pairs), strict=True) if sure
    ] == definite.split()


def test_stakes_that_exceed_the_whole_still_give_an_answer() -> None:
    stakes = world(percent({"a>b": 80, "c>b": 90}))
    assert named(controlling_pairs(stakes)) == named(controlling_pairs(stakes, possible=True)) == ["ab", "cb"]


def test_a_threshold_between_two_billionths_is_passed_by_the_next_one() -> None:
    third = Threshold(Fraction(1, 3))
    below, above = units(Decimal("0.333333333")), units(Decimal("0.333333334"))
    assert named(controlling_pairs(world({("a", "b"): (below + 1, below + 2)}), third)) == []
    assert named(controlling_pairs(world({("a", "b"): (below + 1, below + 2)}), third, possible=True)) == ["ab"]
    assert named(controlling_pairs(world({("a", "b"): (above, above)}), third)) == ["ab"]


def test_what_is_held_together_is_told_in_both_ends() -> None:
    stakes = world({**percent({"a>b": 60, "a>c": (10, 30)}), ("b", "c"): (WHOLE * 4 // 10 + 1, WHOLE // 2)})
    pairs = controlling_pairs(stakes)
    assert named(pairs) == ["ab", "ac"]
    assert held_together(stakes, pairs).tolist() == [WHOLE * 6 // 10, HALF + 1]
    assert held_together(stakes, pairs, upper=True).tolist() == [WHOLE * 6 // 10, WHOLE * 8 // 10]


def test_many_unknown_shares_do_not_run_over() -> None:
    rows = [(0, 60, WHOLE, WHOLE), *((i, 61, 0, WHOLE) for i in range(60)), *((60, 61, 0, WHOLE) for _ in range(60))]
    stakes = stakes_of([str(i) for i in range(62)], [(0, i, WHOLE, WHOLE) for i in range(1, 60)] + rows)
    assert controlled_by(stakes, 0).tolist() == list(range(1, 61))
    assert controlled_by(stakes, 0, possible=True).tolist() == list(range(1, 62))
    assert controllers_of(stakes, 61, possible=True).tolist() == list(range(61))


ASKED = [
    pytest.param(example, question, id=example.id)
    for example in published.examples()
    for question in example.questions
    if question.ask == "control" and question.values["doctrine"] == "majority"
]


def of_example(example: published.Example) -> tuple[Stakes, list[str]]:
    """The votes of a published example, and its names in order."""
    names = sorted({name for pair in example.votes() for name in pair})
    whole = {(names.index(i), names.index(j)): int(share * WHOLE) for (i, j), share in example.votes().items()}
    return stakes_of(names, [(*pair, share, share) for pair, share in whole.items()]), names


@pytest.mark.parametrize(("example", "question"), ASKED)
def test_published_examples_are_answered(example: published.Example, question: published.Question) -> None:
    stakes, names = of_example(example)
    owner = question.values.get("owner")
    pairs = controlling_pairs(stakes)
    found = [(names[i], names[j]) for i, j in zip(pairs.controller, pairs.controlled, strict=True)]
    assert sorted(map(tuple, question.rows())) == [pair for pair in found if owner in (None, pair[0])]


@given(columns(), st.integers(0, 99))
@settings(max_examples=15, deadline=None)
def test_definite_is_what_all_and_possible_what_some_true_shares_give(bounds: Bounds, seed: int) -> None:
    stakes, random = world(bounds), np.random.default_rng(seed)
    definite, possible = set(named(controlling_pairs(stakes))), set(named(controlling_pairs(stakes, possible=True)))
    samples = [joined(exact.majority_control(sampled(bounds, random))) for _ in range(4)]
    assert all(definite <= found <= possible for found in samples)
    lowest = joined(exact.majority_control(shares_of(bounds, 0)))
    assert definite == lowest  # an open end of these bounds lies half a billionth above the closed one


@given(columns())
@settings(max_examples=15, deadline=None)
def test_each_possible_pair_holds_for_some_corner_of_the_bounds(bounds: Bounds) -> None:
    closed = {pair: (low - low % 2, high) for pair, (low, high) in bounds.items()}
    found = controlling_pairs(world(closed), possible=True)
    lows, highs = shares_of(closed, 0), shares_of(closed, 1)
    for i, j in map(tuple, named(found)):
        control = {i}
        while j not in control:  # raise the votes of what is controlled as far as the others leave room
            before = set(control)
            for held in set(NAMES) - before:
                others = sum(
                    (low for pair, low in lows.items() if pair[1] == held and pair[0] not in before), Fraction(0)
                )
                own = sum((high for pair, high in highs.items() if pair[1] == held and pair[0] in before), Fraction(0))
                if min(own, 1 - others) > Fraction(1, 2):
                    control.add(held)
            assert control > before


@given(columns(), st.permutations(NAMES), st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_names_order_and_companies_apart_change_nothing(bounds: Bounds, other: list[str], random: object) -> None:
    renamed = {(other[NAMES.index(i)], other[NAMES.index(j)]): ends for (i, j), ends in bounds.items()}
    items = list(renamed.items())
    random.shuffle(items)  # type: ignore[attr-defined]
    apart = world({**dict(items), ("x", "y"): (WHOLE, WHOLE)}, NAMES + "xy")
    for possible in (False, True):
        plain = named(controlling_pairs(world(bounds), possible=possible))
        expected = sorted("".join(other[NAMES.index(name)] for name in pair) for pair in plain)
        assert expected == named(controlling_pairs(apart, possible=possible), NAMES + "xy")[: len(plain)]


@given(columns(), st.integers(0, 14))
@settings(max_examples=15, deadline=None)
def test_more_votes_never_lose_control_and_one_answer_is_part_of_all(bounds: Bounds, which: int) -> None:
    before = controlling_pairs(world(bounds))
    for actor in range(len(NAMES)):
        mine = [NAMES[actor] + NAMES[j] for j in controlled_by(world(bounds), actor)]
        assert mine == [pair for pair in named(before) if pair[0] == NAMES[actor]]
        above = [NAMES[i] + NAMES[actor] for i in controllers_of(world(bounds), actor)]
        assert above == [pair for pair in named(before) if pair[1] == NAMES[actor]]
    if bounds:
        pair = sorted(bounds)[which % len(bounds)]
        more = {**bounds, pair: (min(WHOLE, bounds[pair][0] + WHOLE // 10), WHOLE)}
        mine_only = {name for name in named(before) if name[0] == pair[0]}
        assert mine_only <= set(named(controlling_pairs(world(more))))


@pytest.mark.skipif(not is_compiling(), reason="numba is not installed: there is only the plain form")
def test_the_compiled_loop_finds_what_the_plain_one_does() -> None:
    random = np.random.default_rng(7)
    table = random.integers(1, 9, (30, 3)).tolist()
    stakes = stakes_of("abcdefghi", [(i, j, tenths * HALF // 5, tenths * HALF // 5) for i, j, tenths in table])
    everybody = one_by_one(np.arange(9, dtype=np.int32))
    arguments = (everybody, index(stakes), (stakes.low, stakes.low), (1, MAJORITY.bar(1), EVERY_STEP), NOTHING)
    plain, fast = caught_sets(*arguments), compiled(caught_sets)(*arguments)
    assert [column.tolist() for column in plain] == [column.tolist() for column in fast]
    assert len(plain[1]) > 0


def test_a_reason_names_the_stakes_that_count_and_their_sum() -> None:
    stakes = world(percent({"a>b": 60, "a>c": 20, "b>c": (25, 40), "d>c": 30}))
    why = reason(stakes, 0, 2)
    assert [(NAMES[c.holder], c.low, c.high, c.is_certain) for c in why.contributions] == [
        ("a", WHOLE // 5, WHOLE // 5, True),
        ("b", WHOLE // 4, WHOLE * 2 // 5, True),
    ]
    assert (why.verdict, why.low, why.high) == ("possible", WHOLE * 45 // 100, WHOLE * 6 // 10)
    assert (reason(stakes, 0, 1).verdict, reason(stakes, 3, 2).verdict) == ("yes", "no")
    assert [NAMES[c.holder] for c in reason(stakes, 3, 2).contributions] == ["d"]


def test_the_last_in_line_are_those_whom_nobody_controls_and_rings_are_named() -> None:
    stakes = world(percent({"a>b": 60, "b>c": 60, "d>e": 60, "e>d": 60, "e>f": 70}))
    last = ultimate_controllers(controlling_pairs(stakes), stakes.actors)
    found = [NAMES[i] + NAMES[j] for i, j in zip(last.company, last.controller, strict=True)]
    assert found == ["ba", "ca", "de", "ed", "fd", "fe"]
    assert last.ring.tolist() == [-1, -1, 3, 3, 3, 3]
    assert rings_of(last) == [[3, 4]]
    assert last.of(5) == [3, 4]


def test_a_ring_below_somebody_is_not_the_last_in_line() -> None:
    stakes = world(percent({"a>b": 60, "a>c": 30, "b>c": 55, "c>b": 40}))
    last = ultimate_controllers(controlling_pairs(stakes), stakes.actors)
    assert [NAMES[i] + NAMES[j] for i, j in zip(last.company, last.controller, strict=True)] == ["ba", "ca"]
    assert rings_of(last) == []


@given(columns())
@settings(max_examples=15, deadline=None)
def test_every_controlled_company_has_somebody_last_whom_only_its_ring_controls(bounds: Bounds) -> None:
    pairs = controlling_pairs(world(bounds))
    last, found = ultimate_controllers(pairs, len(NAMES)), set(named(pairs))
    for company in set(pairs.controlled.tolist()):
        above = {i for i, j in map(tuple, found) if j == NAMES[company]}
        top = {i for i in above if all(i + k in found for k in above | set(NAMES) if k + i in found)}
        assert {NAMES[i] for i in last.of(company)} == top != set()
