"""Control of one thing of a register, and what it controls in turn: the same verdicts as on facts, by votes and shares.

A register tells no rights, so that control by right is never asked. How much is left out of an answer is said with it.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from regraph.analysis.control.answer import FOUND, Controlling, ordered
from regraph.analysis.control.doctrines import Bars, Doctrine
from regraph.analysis.control.ground import Ground, Level
from regraph.analysis.control.linked import DOCTRINE, close_links_of
from regraph.analysis.control.reasons import share_words
from regraph.analysis.control.verdicts import Answer, Verdict, every_pair, paired, said, verdict
from regraph.analysis.registers.extent import MOST, Extent, extent_of
from regraph.analysis.registers.ground import ground_in, in_fact_everywhere
from regraph.analysis.registers.told import address
from regraph.register.register import Register
from regraph.register.voting import votes_in

UNASKED = "by-right"
SMALL = 300  # stakes; past this, the ways of those who control nothing are not laid out one by one
HOLDS = Level.POSSIBLE + 1  # the rank of who holds a thing and cannot control it


@dataclass(frozen=True)
class Question:
    """What is asked of a register.

    Args:
        day: of the world that is asked about.
        limit: how many actors above, and how many things below, are told; 0 for all.
    """

    day: dt.date
    doctrines: Sequence[Doctrine]
    bars: Bars
    limit: int


@dataclass(frozen=True)
class Found:
    """An answer, and what it leaves out.

    Args:
        notes: what must not be taken from the answer.
    """

    ground: Ground
    answer: Controlling
    notes: tuple[str, ...]


def control_in(register: Register, actor: int, question: Question) -> Found:
    """Who controls an actor or asset of a register, and what it controls, by each doctrine."""
    votes, shares = votes_in(register, question.day), register.stakes(question.day)
    asked = tuple(d for d in question.doctrines if d.name != UNASKED)
    extent = extent_of(votes, shares, actor, asked, question.bars)
    if not extent.is_whole:
        asked = tuple(d for d in asked if d.name != DOCTRINE)
    ground = ground_in(register, (votes, shares), extent, question.day, question.bars)
    if not extent.is_whole and question.bars.turnout is not None:
        ground.pairs.update(in_fact_everywhere(register, votes, ground, question.bars))
    entity = address(register, register.names[actor])
    (above, upward), (below, downward) = (
        judged(ground, entity, asked, question.limit) for judged in (above_it, below_it)
    )
    links = close_links_of(ground, entity) if any(d.name == DOCTRINE for d in asked) else []
    shown = ordered(ground, [*above, *below, *kept(links, question.limit)])
    answer = Controlling(entity, asked, shown, last_in(ground, shown), (), ())
    counts = (upward, downward, len(pairs_of(links)), len(ground.counted.hops))
    return Found(ground, answer, tuple(notes(question, extent, counts)))


def above_it(ground: Ground, entity: str, doctrines: Sequence[Doctrine], limit: int) -> tuple[list[Verdict], int]:
    """The verdicts on those that stand above a thing, and how many these are.

    Who controls it comes first, then who may, then who holds it; past the limit nobody is judged.
    """
    names = [d.name for d in doctrines if d.name != DOCTRINE]
    direct = {hop.relation.source for hop in ground.steps_into.get(entity, ())}

    def rank(actor: str) -> tuple[int, str]:
        found = (level for level in Level if any(entity in paired(ground, name, actor, level) for name in names))
        return int(next(found, Level.POSSIBLE + (1 if actor in direct else 2))), actor

    everybody = sorted(ground.above(entity), key=rank)
    if len(ground.counted.hops) > SMALL:
        everybody = [actor for actor in everybody if rank(actor)[0] <= HOLDS]
    chosen = everybody[: limit or None]
    return [verdict_on(ground, n, actor, entity, rank(actor)[0]) for actor in chosen for n in names], len(everybody)


def verdict_on(ground: Ground, doctrine: str, actor: str, entity: str, rank: int) -> Verdict:
    """The verdict on one above a thing; of a mere holder, where much stands there, by its own stakes alone."""
    if rank != HOLDS or len(ground.counted.hops) <= SMALL:
        return verdict(ground, doctrine, actor, entity)
    steps = tuple(hop for hop in ground.steps_into[entity] if hop.relation.source == actor)
    shares = sorted(f"{share_words(hop)} of {ground.knowledge.label(entity)}" for hop in steps)
    because = (f"has {', '.join(shares)}: the stated shares rule it out",)
    return said(ground, doctrine, (actor, entity), Answer.NO, because, steps=steps)


def below_it(ground: Ground, entity: str, doctrines: Sequence[Doctrine], limit: int) -> tuple[list[Verdict], int]:
    """The verdicts on what a thing is found to control, or may, and how much that is; the surest first."""
    names = [d.name for d in doctrines if d.name != DOCTRINE]
    levels: dict[str, Level] = {}
    for level in Level:
        for thing in sorted({thing for name in names for thing in paired(ground, name, entity, level)} - {entity}):
            levels.setdefault(thing, level)
    chosen = list(levels)[: limit or None]
    found = [verdict(ground, name, entity, thing) for thing in chosen for name in names]
    return [one for one in found if one.answer in FOUND], len(levels)


def kept(verdicts: Sequence[Verdict], limit: int) -> list[Verdict]:
    """The verdicts on the first actors or things: those found first, then the others, by name."""
    first = set(pairs_of(verdicts)[: limit or None])
    return [v for v in verdicts if pair(v) in first]


def pairs_of(verdicts: Sequence[Verdict]) -> list[tuple[str, str]]:
    """The pairs that verdicts are about: found ones first, the strongest of them before."""
    best: dict[tuple[str, str], int] = {}
    for one in verdicts:
        place = FOUND.index(one.answer) if one.answer in FOUND else len(FOUND)
        best[pair(one)] = min(place, best.get(pair(one), place))
    return sorted(best, key=lambda ends: (best[ends], ends))


def pair(found: Verdict) -> tuple[str, str]:
    """Whom a verdict is about."""
    return found.controller, found.controlled


def last_in(ground: Ground, verdicts: Sequence[Verdict]) -> frozenset[tuple[str, str]]:
    """The controllers found that nobody is found to control in turn, by any doctrine asked: there the trail ends."""
    found = [v for v in verdicts if v.answer in FOUND and v.doctrine != DOCTRINE]
    held = {
        controlled
        for name in dict.fromkeys(v.doctrine for v in found)
        for controller, controlled in every_pair(ground, name, ground.votes(Level.POSSIBLE), possible=True)
        if controller != controlled
    }
    return frozenset(pair(v) for v in found if v.controller not in held)


def notes(question: Question, extent: Extent, counts: tuple[int, int, int, int]) -> Iterator[str]:
    """What an answer from a register leaves out."""
    if any(d.name == UNASKED for d in question.doctrines):
        yield "by right is not asked: a register tells of stakes and votes, and of no right."
    if counts[3] > SMALL:
        yield f"More than {SMALL} stakes stand around it: who neither may control it nor holds it directly is left out."
    if not extent.above:
        yield f"More than {MOST:,} stakes stand above it; judged is who of them can control it, or holds it."
    if not extent.is_whole and any(d.name == DOCTRINE for d in question.doctrines):
        yield f"close links are not asked: more than {MOST:,} stakes stand around it; `control --all` has them all."
    for where, count in zip(("above it", "below it", "linked"), counts, strict=False):
        if question.limit and count > question.limit:
            yield f"{question.limit:,} of {count:,} {where} are told; --limit 0 tells all."
