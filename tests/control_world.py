"""What the tests of control share: stakes by name in whole percent, random bounded stakes, and feasible true shares."""

from fractions import Fraction

import numpy as np
from hypothesis import strategies as st

from regraph.engine.control import Pairs
from regraph.engine.stakes import WHOLE, Stakes, stakes_of

Bounds = dict[tuple[str, str], tuple[int, int]]  # holder, held -> units
Shares = dict[tuple[str, str], Fraction]
NAMES = "abcdef"


def world(bounds: Bounds, names: str = NAMES) -> Stakes:
    """Stakes by name."""
    return stakes_of(names, [(names.index(i), names.index(j), *ends) for (i, j), ends in bounds.items()])


def percent(shares: dict[str, int | tuple[int, int]]) -> Bounds:
    """Bounds of closed ends: `{"a>b": 60, "b>c": (20, 40)}`."""
    ends = {key: value if isinstance(value, tuple) else (value, value) for key, value in shares.items()}
    return {(key[0], key[2]): (low * WHOLE // 100, high * WHOLE // 100) for key, (low, high) in ends.items()}


def named(pairs: Pairs, names: str = NAMES) -> list[str]:
    """Pairs by name, in their order."""
    return [names[i] + names[j] for i, j in zip(pairs.controller, pairs.controlled, strict=True)]


def joined(pairs: set[tuple[str, str]]) -> set[str]:
    """Pairs of the exact reference, written as `named` does."""
    return {one + other for one, other in pairs}


def shares_of(bounds: Bounds, end: int) -> Shares:
    """One end of the bounds as shares."""
    return {pair: Fraction(ends[end], WHOLE) for pair, ends in bounds.items()}


@st.composite
def columns(draw: st.DrawFn) -> Bounds:
    """Bounded stakes that some true shares keep to: up to three holders a company; own shares and rings among them."""
    found: Bounds = {}
    for held in NAMES[:5]:
        left = 20
        for holder in draw(st.lists(st.sampled_from(NAMES), max_size=3, unique=True)):
            low = draw(st.integers(0, min(12, left)))
            high = draw(st.integers(low, 20) | st.just(low))
            is_open = draw(st.booleans()) and low < min(high, left)
            left -= low + is_open
            found[holder, held] = (low * WHOLE // 20 + is_open, high * WHOLE // 20)
    return found


def sampled(bounds: Bounds, random: np.random.Generator) -> Shares:
    """True shares within the bounds, of no company more than all; open ends are just kept away from."""
    found: Shares = {}
    for held in sorted({j for _, j in bounds}):
        column = {pair: ends for pair, ends in bounds.items() if pair[1] == held}
        least = {pair: Fraction(low + low % 2, WHOLE) for pair, (low, _) in column.items()}
        room = 1 - sum(least.values(), Fraction(0))
        for pair in random.permutation(sorted(column)):
            key = (str(pair[0]), str(pair[1]))
            more = min(room, Fraction(column[key][1], WHOLE) - least[key]) * Fraction(int(random.integers(0, 5)), 4)
            found[key] = least[key] + max(more, Fraction(0))
            room -= max(more, Fraction(0))
    return found
