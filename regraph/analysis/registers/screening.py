"""A rule on a register of stakes: what may be said of one thing, or of everything that somebody holds.

A register is taken as whole: who is not in it holds nothing. It knows no accounts, states or kinds of actors, so that
only the listed count from the start, and what else a rule asks stays unasked and is named. What rests on a stake that
is alleged, disputed or the like is caught as alleged at most.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from regraph.analysis.registers.doubt import firm
from regraph.analysis.registers.spreading import KINDS, reached
from regraph.analysis.screening.judging import Pool, side
from regraph.analysis.screening.passing import Amount
from regraph.analysis.screening.rules.rule import Criterion, Rule
from regraph.analysis.screening.verdict import STRENGTH, Holdings, Verdict, settled
from regraph.engine.stakes import Stakes
from regraph.register.nearby import Nearby, nearby, reach
from regraph.register.register import Register
from regraph.register.voting import votes_in

ECONOMIC = {"equity", "profits", "capital"}
FEW = 1_500  # stakes above one thing; past this, only what the kernels answer for whole registers is asked
ORDER = (Holdings.NO, Holdings.POSSIBLE, Holdings.ALLEGED, Holdings.YES)


@dataclass(frozen=True, slots=True)
class Entry:
    """What is said of one thing, for one holder where the rule asks about holders.

    Args:
        entity: index of the thing.
        holder: index of the holder; None for all who count.
        verdict: what may be said.
        share: what those who count have of it by the deciding test, at least and at most; None where it was not added.
    """

    entity: int
    holder: int | None
    verdict: Verdict
    share: tuple[Amount, Amount] | None = None


@dataclass(frozen=True)
class Asking:
    """A rule asked of a register on a day.

    Args:
        listed: indices of those who count, or of the holders asked about.
    """

    rule: Rule
    register: Register
    listed: tuple[int, ...]
    day: dt.date

    def stakes(self, test: Criterion) -> Iterator[Stakes]:
        """The stakes of each basis that a test counts; votes are as the shares where the register has none."""
        has_votes = bool(self.register.manifest.stakes["votes"])
        if ECONOMIC & set(test.basis) or not has_votes:
            yield self.register.stakes(self.day)
        if "votes" in test.basis and has_votes:
            yield votes_in(self.register, self.day)

    def settled(self, found: Holdings) -> Verdict:
        """What the rule allows to be said of holdings."""
        return settled(found, self.rule.words("settles"))


def everything(asking: Asking) -> Iterator[Entry]:
    """What is said of each thing that somebody holds, or that is listed, in the order of the names.

    Where the rule asks about holders: of each listed holder, and only where something is found.
    """
    if asking.rule.asks != "holders":
        held, answers = swept(asking, asking.listed)
        listed = set(asking.listed)
        held[list(listed)] = True
        words = [asking.settled(found) for found in ORDER]
        for place in np.flatnonzero(held).tolist():
            yield Entry(place, None, Verdict.NAMED if place in listed else words[answers[place]])
        return
    found = [(place, holder) for holder in asking.listed for place in found_by(asking, holder)]
    for (place, answer), holder in sorted(found, key=lambda one: (one[0][0], one[1])):
        yield Entry(place, holder, asking.settled(ORDER[answer]))


def found_by(asking: Asking, holder: int) -> list[tuple[int, int]]:
    """The things in which one holder meets a test or may, with the place of the answer."""
    answers = swept(asking, (holder,))[1]
    answers[holder] = 0
    places = np.flatnonzero(answers)
    return list(zip(places.tolist(), answers[places].tolist(), strict=True))


def swept(
    asking: Asking, listed: Iterable[int]
) -> tuple["np.ndarray[tuple[int], np.dtype[np.bool_]]", "np.ndarray[tuple[int], np.dtype[np.int8]]"]:
    """What is held by anybody, and the place in `ORDER` of the strongest answer on each thing."""
    seeds = np.zeros(len(asking.register.names), np.bool_)
    seeds[list(listed)] = True
    held, answers = np.zeros_like(seeds), np.zeros(len(seeds), np.int8)
    for test in (test for test in asking.rule.tests if test.way.kind in KINDS):
        for stakes in asking.stakes(test):
            held |= np.diff(stakes.holders_from) > 0
            solid = firm(asking.register, stakes)
            sure, possible = reached(test, solid, seeds)
            claimed = sure if solid is stakes else reached(test, stakes, seeds)[0]
            for place, mask in enumerate((possible, claimed, sure), 1):
                answers = np.where(mask, np.maximum(answers, np.int8(place)), answers)
    return held, answers


def one_thing(asking: Asking, thing: int) -> list[Entry]:
    """What is said of one thing; of each of its holders where the rule asks about holders and none is listed."""
    parts = [(test, part) for test in asking.rule.tests for part in parts_of(asking, test, thing)]
    holders = asking.listed if asking.rule.asks == "holders" else ()
    if is_much(asking, thing):
        return [entry for entry in everything(asking) if entry.entity == thing]
    if asking.rule.asks == "holders":
        above = {int(i) for _, (_, near) in parts for i in near.nodes} - {thing}
        chosen = sorted(above & set(holders) if holders else above)
        return [best(asking, parts, thing, holder) for holder in chosen]
    entry = best(asking, parts, thing, None)
    return [Entry(thing, None, Verdict.NAMED, entry.share) if thing in asking.listed else entry]


def is_much(asking: Asking, thing: int) -> bool:
    """True where more stands above a thing than is asked one by one."""
    return any(
        reach(stakes, thing, upward=True, few=FEW) is None
        for test in asking.rule.tests
        for stakes in asking.stakes(test)
    )


def parts_of(asking: Asking, test: Criterion, thing: int) -> Iterator[tuple[tuple[Pool, Pool], Nearby]]:
    """What stands above a thing on each basis of a test: without doubt, and as claimed."""
    for stakes in asking.stakes(test):
        near, solid = (nearby(s, thing, upward=True, few=FEW) for s in (stakes, firm(asking.register, stakes)))
        yield (pool(solid.stakes), pool(near.stakes)), near


def pool(stakes: Stakes) -> Pool:
    """Stakes with bounds as narrow as they allow each other; a register has no joint holdings."""
    return Pool(stakes.tightened(), np.zeros(stakes.actors, np.bool_))


def best(
    asking: Asking, parts: list[tuple[Criterion, tuple[tuple[Pool, Pool], Nearby]]], thing: int, holder: int | None
) -> Entry:
    """The strongest answer of all tests, for one holder or for the listed."""
    listed = asking.listed if holder is None else (holder,)
    found = [one for test, (pools, near) in parts for one in tested(test, pools, near, listed, thing)]
    answer, share = min(found, key=lambda one: (STRENGTH[one[0]], -one[1][1].value, -one[1][0].value))
    return Entry(thing, holder, asking.settled(answer), share)


def tested(
    test: Criterion, pools: tuple[Pool, Pool], near: Nearby, listed: Iterable[int], thing: int
) -> Iterator[tuple[Holdings, tuple[Amount, Amount]]]:
    """A test of those listed who stand above a thing, all together or each by itself, with what they have of it."""
    present = {near.place_of(i) for i in listed if i in near.nodes and i != thing}
    sets = [frozenset(present)] if test.together else [frozenset({one}) for one in sorted(present)]
    at = near.place_of(thing)
    for seeds in sets or [frozenset()]:
        solid, claimed, most = (
            side(part, test, seeds, seeds, at, is_low=is_low)
            for part, is_low in ((pools[0], True), (pools[1], True), (pools[0], False))
        )
        answers = zip((solid, claimed, most), (Holdings.YES, Holdings.ALLEGED, Holdings.POSSIBLE), strict=True)
        yield next((answer for one, answer in answers if one.met), Holdings.NO), (solid.value, most.value)


def unlooked(asking: Asking, *, is_sweep: bool) -> Iterator[str]:
    """What a rule asks that a register does not tell, or that was not asked of it."""
    rule = asking.rule
    if any("board-seats" in test.basis for test in rule.tests):
        yield "board seats: a register tells of none"
    if rule.asks == "states":
        nations = ", ".join(rule.words("states"))
        yield f"who is a government, body, national or entity of {nations}: only the listed count"
    if "person" in rule.words("holder_kinds"):
        yield "who is a natural person: who is held by others is taken to be none, of anybody else it is not told"
    for name in rule.words("seeds_from"):
        yield f"whom the rule {name} catches: list them to count them"
    for test in rule.tests if is_sweep else ():
        if test.way.kind not in KINDS:
            yield f"{test.name}: {test.says}"
    for trigger in rule.triggers:
        yield f"{trigger.name}: {trigger.says}"


def as_person(asking: Asking, entry: Entry, held: "np.ndarray[tuple[int], np.dtype[np.bool_]]") -> Entry:
    """An entry, of a holder that is no natural person where the rule asks for those."""
    if entry.holder is None or "person" not in asking.rule.words("holder_kinds") or not held[entry.holder]:
        return entry
    return Entry(entry.entity, entry.holder, Verdict.NOT_A_PERSON, entry.share)


def screened(asking: Asking, thing: int | None) -> Iterator[Entry]:
    """What is said of one thing, or of everything."""
    held = np.diff(asking.register.stakes(asking.day).holders_from) > 0
    for entry in everything(asking) if thing is None else one_thing(asking, thing):
        yield as_person(asking, entry, held)
