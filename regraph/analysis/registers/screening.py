"""A rule on a whole register of stakes, by columns: a verdict for each of its names, at the ends of all shares.

A register is taken as whole: who is not in it holds nothing. It knows no accounts, states or kinds of actors.
"""

import datetime as dt

import numpy as np

from regraph.analysis.screening.judging import everywhere
from regraph.analysis.screening.rules import Rule
from regraph.analysis.screening.verdict import Holdings, Verdict, settled
from regraph.engine.stakes import Mask, Stakes
from regraph.register.register import Register
from regraph.register.voting import votes_in

ECONOMIC = {"equity", "profits", "capital"}
KINDS = ("cascading", "direct")


def registered(
    rule: Rule, register: Register, listed: list[int], day: dt.date, one: int | None = None
) -> list[tuple[str, str]]:
    """Name and verdict of each that somebody holds, or that is listed, in the order of the names; or of one.

    Args:
        rule: one that counts direct stakes or goes step by step.
        listed: indices of those who count.
        day: the day asked about.
        one: index of the only one asked about.
    """
    seeds = np.zeros(len(register.names), np.bool_)
    seeds[listed] = True
    held, sure, possible = seeds.copy(), seeds.copy(), seeds.copy()
    for test in rule.tests:
        for stakes in stakes_for(register, test.basis, day):
            held |= np.diff(stakes.holders_from) > 0
            low, high = everywhere(test, stakes, seeds)
            sure, possible = sure | low, possible | high
    chosen = np.flatnonzero(held) if one is None else np.array([one])
    return worded(rule, register, chosen, (seeds, sure, possible))


def stakes_for(register: Register, basis: tuple[str, ...], day: dt.date) -> list[Stakes]:
    """The stakes of each basis that a test counts; votes are as the shares where the register has none."""
    counts_shares, has_votes = bool(ECONOMIC & set(basis)), bool(register.manifest.stakes["votes"])
    shares = [register.stakes(day)] if counts_shares or not has_votes else []
    return [*shares, *([votes_in(register, day)] if "votes" in basis and has_votes else [])]


def worded(
    rule: Rule, register: Register, chosen: np.ndarray[tuple[int], np.dtype[np.int64]], flags: tuple[Mask, Mask, Mask]
) -> list[tuple[str, str]]:
    """Names and verdicts of some actors and assets."""
    settles = rule.words("settles")
    answers = [settled(found, settles) for found in (Holdings.NO, Holdings.POSSIBLE, Holdings.YES)]
    words = [verdict.value for verdict in (*answers, Verdict.NAMED)]
    seeds, sure, possible = (flag[chosen] for flag in flags)
    codes = np.where(seeds, 3, np.where(sure, 2, np.where(possible, 1, 0)))
    content, begins = register.names.content.tobytes(), register.names.begins
    starts, ends = begins[chosen].tolist(), begins[chosen + 1].tolist()
    names = (content[start:end].decode("utf-8") for start, end in zip(starts, ends, strict=True))
    return [(name, words[code]) for name, code in zip(names, codes.tolist(), strict=True)]
