"""The owners of a thing over time: every stretch of days on which the answer is the same, and what changed between.

Time is cut at every day on which a claim may begin or end, or is first told. Where bounds leave open when something
changed, the stretch in between is its own, and what holds there is only possible.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from regraph.analysis.counting import CHAIN_VIAS
from regraph.analysis.integrated.answer import DEFAULT, owners_by
from regraph.analysis.ownership import Holding, Ownership
from regraph.engine.integrated import Convention
from regraph.graph.relations import Relation, relations_of
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Scenario

DAY = dt.timedelta(days=1)
ENDS = ("start", "end")


@dataclass(frozen=True)
class Stretch:
    """Days on which the owners are the same.

    Args:
        first: the first day; None for as far back as one may ask.
        last: the last day; None for as long as nothing else is known.
        answer: the owners, as on the first day.
    """

    first: dt.date | None
    last: dt.date | None
    answer: Ownership


@dataclass(frozen=True)
class Turn:
    """A claim that begins or ends, between two days.

    Args:
        claim: IRI.
        end: `start` or `end`.
    """

    claim: str
    end: str


@dataclass(frozen=True)
class History:
    """The owners of a thing over time.

    Args:
        stretches: in order, without gaps.
        turns: the claims on the way that state when they begin or end, by day.
        undated: the claims on the way that state neither.
    """

    entity: str
    stretches: tuple[Stretch, ...]
    turns: tuple[Turn, ...]
    undated: tuple[str, ...]


def history_of(knowledge: Knowledge, entity: str, scenario: Scenario, convention: Convention = DEFAULT) -> History:
    """The owners of `entity` over all time, as far as the sources tell; the day of the scenario plays no part."""
    claims = claims_above(knowledge, entity)
    days = sorted({day for claim in claims for day in days_of(knowledge, claim)})
    starts = [dt.date.min, *days]
    found: list[Stretch] = []
    for first, after in zip(starts, [*days, None], strict=True):
        answer = owners_by(knowledge, entity, scenario._replace(as_of=first), convention).answer
        last = after - DAY if after else None
        if found and seen(knowledge, found[-1].answer) == seen(knowledge, answer):
            found[-1] = replace(found[-1], last=last)
        else:
            found.append(Stretch(first if first > dt.date.min else None, last, answer))
    turns = [Turn(c, end) for c in claims for end in ENDS if not knowledge.claims[c].when(end).is_unknown]
    dated = {turn.claim for turn in turns}
    by_day = sorted(turns, key=lambda turn: (earliest(knowledge, turn), turn.claim, turn.end))
    return History(entity, tuple(found), tuple(by_day), tuple(c for c in claims if c not in dated))


def claims_above(knowledge: Knowledge, entity: str) -> tuple[str, ...]:
    """The claims on every way up from a thing, on whatever day they hold, sorted."""
    into: dict[str, list[Relation]] = {}
    for relation in relations_of(knowledge):
        if relation.via in CHAIN_VIAS:
            into.setdefault(relation.target, []).append(relation)
    found: set[str] = set()
    queue, seen_things = [entity], {entity}
    for thing in queue:
        for relation in into.get(thing, ()):
            found.add(relation.claim)
            queue += [relation.source] if relation.source not in seen_things else []
            seen_things.add(relation.source)
    return tuple(sorted(found))


def days_of(knowledge: Knowledge, claim: str) -> Iterable[dt.date]:
    """The days on which a claim may come to stand otherwise than on the day before."""
    said = knowledge.claims[claim]
    start, end = said.when("start"), said.when("end")
    told = knowledge.told(said)
    yield from (day for day in (start.earliest, start.latest, end.earliest) if day)
    yield from (day + DAY for day in (end.earliest, end.latest) if day and day < dt.date.max)
    yield from (day for day in (*told, end.latest) if day and day > dt.date.min)


def earliest(knowledge: Knowledge, turn: Turn) -> dt.date:
    """The first day on which a turn may have come."""
    when = knowledge.claims[turn.claim].when(turn.end)
    return when.earliest or when.latest or dt.date.min


def seen(knowledge: Knowledge, answer: Ownership) -> tuple[tuple[object, ...], ...]:
    """What makes two answers the same: who has how much, by what, how well evidenced, and how sure that it was then."""
    return tuple((*key(holding), knowledge.claims[holding.weakest].concept("certainty")) for holding in answer.holdings)


def key(holding: Holding) -> tuple[object, ...]:
    """One holding without the ways that lead to it."""
    share = None if holding.share is None else (holding.share.low, holding.share.high, holding.share.text())
    return holding.holder, share, holding.possible, holding.kinds
