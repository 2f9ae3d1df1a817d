"""The answer on control: verdicts for one thing or for all, where the trail ends, and what is said against it.

Absences are what voices say does not exist; they are told beside verdicts and never weighed against them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from regraph.analysis.control.doctrines import Doctrine
from regraph.analysis.control.ground import Ground
from regraph.analysis.control.linked import DOCTRINE, close_links, close_links_of
from regraph.analysis.control.reasons import called
from regraph.analysis.control.verdicts import Answer, Verdict, verdict
from regraph.analysis.counting import JOINT, Aside
from regraph.analysis.endings import WIDELY_HELD, end_kind, end_words, widely_held
from regraph.model.knowledge import Knowledge
from regraph.names import local

ABSENT = ("BoardRight", "Control", "Interest", "Parentage", "Stake", "StateLink", "VotingRight")
ORDER = {answer: place for place, answer in enumerate(Answer)}
FOUND = (Answer.YES, Answer.CLAIMED, Answer.POSSIBLE)


@dataclass(frozen=True)
class Controlling:
    """Who controls a thing, or everybody that controls anything.

    Args:
        entity: the thing asked about; "" for all.
        doctrines: the doctrines asked, in their order.
        verdicts: strongest first; by controlled thing, doctrine, answer and name.
        last: the pairs of `verdicts` whose controller nobody is found to control in turn: the trail ends.
        beside: claims about the thing and what stands above it that are not counted.
        absences: claims that somebody has no control, stake or right there, or that it is widely held.
        ends: what the trail ends in at each controller of `last`: a person, a state, a widely held company, or nowhere.
        trail_end: why nobody controls the thing, where a voice or the register says so.
    """

    entity: str
    doctrines: tuple[Doctrine, ...]
    verdicts: tuple[Verdict, ...]
    last: frozenset[tuple[str, str]]
    beside: tuple[Aside, ...]
    absences: tuple[str, ...]
    ends: Mapping[str, str] = field(default_factory=dict)
    trail_end: str = ""


def control_of(ground: Ground, entity: str, doctrines: Sequence[Doctrine]) -> Controlling:
    """Who controls `entity`, by each doctrine: a verdict for everybody that stands above it."""
    above = ground.above(entity)
    found = [v for d in doctrines for v in verdicts_on(ground, d.name, entity, above)]
    things = {entity, *above}
    beside = [a for a in ground.counted.beside if a.relation.target in things and not a.standing.counts]
    key = sorted(beside, key=lambda a: (a.relation.claim, a.relation.source, a.relation.target))
    last, wide = last_in_line(ground, found), widely_held(ground.knowledge, ground.scenario)
    return Controlling(
        entity, tuple(doctrines), ordered(ground, found), last, tuple(key), absences_about(ground.knowledge, things),
        {actor: end_kind(ground.knowledge, wide, actor) for actor, _ in sorted(last)},
        end_words(ground.knowledge, wide, entity),
    )  # fmt: skip


def verdicts_on(ground: Ground, doctrine: str, entity: str, above: Sequence[str]) -> list[Verdict]:
    """The verdicts of one doctrine on a thing; close links lead to others than those above it as well."""
    if doctrine == DOCTRINE:
        return close_links_of(ground, entity)
    return [verdict(ground, doctrine, actor, entity) for actor in above]


def control_everywhere(ground: Ground, doctrines: Sequence[Doctrine]) -> Controlling:
    """Every pair of which control is found or possible, by each doctrine."""
    things = sorted(thing for thing in ground.steps_into if not thing.startswith(JOINT))
    links = close_links(ground) if any(d.name == DOCTRINE for d in doctrines) else []
    direct = [d.name for d in doctrines if d.name != DOCTRINE]
    every = [v for thing in things for name in direct for v in verdicts_on(ground, name, thing, ground.above(thing))]
    found = [v for v in (*every, *links) if v.answer in FOUND]
    last, wide = last_in_line(ground, found), widely_held(ground.knowledge, ground.scenario)
    ends = {actor: end_kind(ground.knowledge, wide, actor) for actor, _ in sorted(last)}
    return Controlling("", tuple(doctrines), ordered(ground, found), last, (), (), ends)


def ordered(ground: Ground, verdicts: Sequence[Verdict]) -> tuple[Verdict, ...]:
    """Verdicts by what is controlled, doctrine, how strong they are, and name."""
    places = {name: place for place, name in enumerate(dict.fromkeys(v.doctrine for v in verdicts))}
    label = ground.knowledge.label
    return tuple(
        sorted(
            verdicts,
            key=lambda v: (
                label(v.controlled), v.controlled, places[v.doctrine], ORDER[v.answer],
                len(v.steps) if v.answer in FOUND else 0, called(ground, v.controller), v.controller,
            ),
        )
    )  # fmt: skip


def last_in_line(ground: Ground, verdicts: Sequence[Verdict]) -> frozenset[tuple[str, str]]:
    """The controllers found that nobody is found to control in turn, by any doctrine asked: there the trail ends."""
    controlling = [v for v in verdicts if v.doctrine != DOCTRINE]  # a close link is no control
    found = {(v.controller, v.controlled) for v in controlling if v.answer in FOUND}
    doctrines = dict.fromkeys(v.doctrine for v in controlling)

    @cache
    def is_controlled(actor: str) -> bool:
        above = [other for other in ground.above(actor) if other not in ground.groups.get(actor, ())]
        return any(verdict(ground, name, other, actor).answer in FOUND for name in doctrines for other in above)

    return frozenset(pair for pair in found if not is_controlled(pair[0]))


def absences_about(knowledge: Knowledge, things: set[str]) -> tuple[str, ...]:
    """The claims that control, a stake or a right in some things does not exist or is not told, sorted."""
    nodes = sorted({node for thing in things for node in knowledge.mentions.get(thing, ())})
    return tuple(
        node
        for node in nodes
        if knowledge.claims.kind(node) == "Absence"
        and (
            set(map(local, knowledge.claims[node].iris("absentTerm"))) & set(ABSENT)
            or knowledge.claims[node].concept("absenceKind") == WIDELY_HELD
        )
        and things & set(knowledge.claims[node].iris("isAbout"))
    )
