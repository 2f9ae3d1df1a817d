"""Chains of majorities and weakest links, worked by hand, against the exact reference, and held to samples."""

from decimal import Decimal
from fractions import Fraction

import exact
import numpy as np
import published
import pytest
from control_world import NAMES, Bounds, columns, joined, named, percent, sampled, shares_of, world
from hypothesis import given, settings
from hypothesis import strategies as st

from regraph.engine.control import Threshold, chain_pairs, controlling_pairs, weakest_links_above, weakest_links_below
from regraph.engine.control.chains import paired
from regraph.engine.stakes import HALF, WHOLE, stakes_of

FIFTH = Threshold(Decimal("0.2"), inclusive=True)
ASKED = [
    pytest.param(example, question, id=example.id)
    for example in published.examples()
    for question in example.questions
    if question.ask == "control" and question.values["doctrine"] == "majority-chain"
]


@pytest.mark.parametrize(("example", "question"), ASKED)
def test_published_chains_are_found(example: published.Example, question: published.Question) -> None:
    names = sorted({name for pair in example.votes() for name in pair})
    whole = {(names.index(i), names.index(j)): int(share * WHOLE) for (i, j), share in example.votes().items()}
    pairs = chain_pairs(stakes_of(names, [(*pair, share, share) for pair, share in whole.items()]))
    found = [(names[i], names[j]) for i, j in zip(pairs.controller, pairs.controlled, strict=True)]
    assert sorted(map(tuple, question.rows())) == [pair for pair in found if pair[0] == question.values["owner"]]


def test_votes_are_not_added_up_between_chains() -> None:
    stakes = world(percent({"a>b": 60, "a>c": 30, "b>c": 30}))
    assert named(chain_pairs(stakes)) == ["ab"]
    assert named(chain_pairs(stakes, FIFTH)) == ["ab", "ac", "bc"]
    assert named(controlling_pairs(stakes)) == ["ab", "ac"]


def test_a_threshold_of_a_fifth_takes_a_fifth_and_an_open_end_at_it() -> None:
    assert named(chain_pairs(world(percent({"a>b": 20})), FIFTH)) == ["ab"]
    above = Threshold(Decimal("0.2"))
    assert named(chain_pairs(world({("a", "b"): (WHOLE // 5, WHOLE)}), above)) == []
    assert named(chain_pairs(world({("a", "b"): (WHOLE // 5 + 1, WHOLE)}), above)) == ["ab"]


def test_the_weakest_link_of_the_best_chain_in_both_ends() -> None:
    stakes = world(percent({"a>b": 90, "b>d": (20, 30), "a>c": 40, "c>d": (35, 60)}))
    links = weakest_links_above(stakes, 3)
    assert [links.low[0] * 100 // WHOLE, links.high[0] * 100 // WHOLE] == [35, 40]
    below = weakest_links_below(stakes, 0)
    assert (below.low * 100 // WHOLE).tolist() == [0, 90, 40, 35, 0, 0]


def test_stakes_of_one_pair_count_together_and_keep_their_open_ends() -> None:
    stakes = stakes_of("ab", [(0, 1, HALF // 2 + 1, HALF // 2 + 3), (0, 1, HALF // 2 + 1, HALF - 1)])
    one = paired(stakes)
    assert (one.low.tolist(), one.high.tolist()) == ([HALF + 1], [HALF * 3 // 2 + 3])
    assert named(chain_pairs(stakes)) == ["ab"]


def test_an_upper_end_leaves_the_others_their_least() -> None:
    stakes = world({("a", "b"): (0, WHOLE), ("c", "b"): (HALF + 1, WHOLE)})
    assert paired(stakes).high.tolist() == [HALF - 1, WHOLE]
    assert named(chain_pairs(stakes, possible=True)) == ["cb"]


@given(columns(), st.integers(0, 99))
@settings(max_examples=12, deadline=None)
def test_chains_keep_to_what_true_shares_give(bounds: Bounds, seed: int) -> None:
    stakes, random = world(bounds), np.random.default_rng(seed)
    definite, possible = set(named(chain_pairs(stakes))), set(named(chain_pairs(stakes, possible=True)))
    samples = [sampled(bounds, random) for _ in range(3)]
    assert all(definite <= joined(exact.majority_chain(sample)) <= possible for sample in samples)
    assert definite == joined(exact.majority_chain(shares_of(bounds, 0)))
    for owner in range(2):
        widths = weakest_links_below(stakes, owner)
        for company in set(range(len(NAMES))) - {owner}:
            low, high = (Fraction(int(end[company]), WHOLE) for end in (widths.low, widths.high))
            assert all(low <= exact.weakest_link(s, NAMES[owner], NAMES[company]) <= high for s in samples)
            assert low == exact.weakest_link(shares_of(bounds, 0), NAMES[owner], NAMES[company])
            assert weakest_links_above(stakes, company).low[owner] == widths.low[company]
