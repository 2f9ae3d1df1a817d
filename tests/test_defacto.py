"""Control in fact: turnout, rivals, groups that vote as one; a plain fixpoint in fractions beside it."""

from fractions import Fraction

import exact
import numpy as np
import pytest
from control_world import NAMES, Bounds, Shares, columns, named, percent, sampled, world
from hypothesis import given, settings
from hypothesis import strategies as st

from regraph.engine.control import controlling_pairs, de_facto_pairs

SIXTY, FULL = Fraction(3, 5), Fraction(1)
CASES = [
    ("40 % where 75 % come (White, Direct Consolidation)", percent({"a>b": 40, "c>b": 35}), Fraction(3, 4), "ab", "ab"),
    ("at 60 % both would pass, the larger has it", percent({"a>b": 40, "c>b": 35}), SIXTY, "ab", "ab"),
    ("two as large have nothing", percent({"a>b": 35, "c>b": 35}), SIXTY, "", ""),
    ("a group outvotes the largest holder", percent({"a>b": 40, "c>b": 25, "d>b": 20, "d>c": 60}), SIXTY,
      "db dc", "db dc"),
    ("what is controlled votes along", percent({"a>b": 35, "b>c": 20, "a>c": 20, "d>c": 30}), SIXTY, "ab ac", "ab ac"),
    ("an unknown rival leaves it open", percent({"a>b": 40, "c>b": (0, 100)}), SIXTY, "", "ab cb"),
    ("an unknown rival too small to matter", percent({"a>b": 40, "c>b": (0, 30)}), SIXTY, "ab", "ab"),
    ("at full turnout it is the majority", percent({"a>b": 50, "c>d": 51}), FULL, "cd", "cd"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("bounds", "turnout", "definite", "possible"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_who_is_not_outvoted_controls(bounds: Bounds, turnout: Fraction, definite: str, possible: str) -> None:
    assert named(de_facto_pairs(world(bounds), turnout)) == definite.split()
    assert named(de_facto_pairs(world(bounds), turnout, possible=True)) == possible.split()


def plainly(votes: Shares, turnout: Fraction) -> set[str]:
    """The definition written down: joined votes above half of the turnout and above each rival group's."""
    tie = {name: {name} for name in NAMES}
    for one, other in exact.majority_control(votes):
        together = tie[one] | tie[other]
        for name in together:
            tie[name] = together
    pairs = set()
    for owner in NAMES:
        found = {owner}
        while more := {j for j in set(NAMES) - found if wins(votes, found, j, tie, turnout)}:
            found |= more
        pairs |= {owner + j for j in found - {owner}}
    return pairs


def wins(votes: Shares, voters: set[str], company: str, tie: dict[str, set[str]], turnout: Fraction) -> bool:
    """Whether voters have more than half of those who come, and than any rival."""
    of = {i: share for (i, j), share in votes.items() if j == company}
    own = sum((of.get(i, Fraction(0)) for i in voters), Fraction(0))
    rivals = [k for k in of if k not in voters and k != company]
    sums = [sum((of[i] for i in rivals if i in tie[k]), Fraction(0)) for k in rivals]
    return own > turnout / 2 and all(own > rival for rival in sums)


@given(columns(), st.integers(0, 99))
@settings(max_examples=15, deadline=None)
def test_control_in_fact_keeps_to_what_true_shares_give(bounds: Bounds, seed: int) -> None:
    random = np.random.default_rng(seed)
    definite = set(named(de_facto_pairs(world(bounds), SIXTY)))
    possible = set(named(de_facto_pairs(world(bounds), SIXTY, possible=True)))
    samples = [sampled(bounds, random) for _ in range(3)]
    assert all(definite <= plainly(sample, SIXTY) <= possible for sample in samples)
    known = {pair: (int(share * 2 * 10**9), int(share * 2 * 10**9)) for pair, share in samples[0].items()}
    if all(share * 2 * 10**9 % 2 == 0 for share in samples[0].values()):
        both = {frozenset(named(de_facto_pairs(world(known), SIXTY, possible=p))) for p in (False, True)}
        assert both == {frozenset(plainly(samples[0], SIXTY))}


@given(columns())
@settings(max_examples=12, deadline=None)
def test_at_full_turnout_control_in_fact_is_control_by_majority(bounds: Bounds) -> None:
    for possible in (False, True):
        majority = named(controlling_pairs(world(bounds), possible=possible))
        assert named(de_facto_pairs(world(bounds), FULL, possible=possible)) == majority
