"""What differs between two states of knowledge besides claims: things, sources, accounts, and recorded judgements.

Entries are compared field by field as the model reads them; it has no words for people.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from regraph.model.judgements import reasons
from regraph.model.knowledge import Knowledge
from regraph.model.things import Account, Source, Thing

Described = Thing | Source | Account


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing, source or account that is not the same on both sides; None where it is not there."""

    iri: str
    before: Described | None
    after: Described | None

    @property
    def names(self) -> tuple[str, ...]:
        """The fields that differ, where it is on both sides."""
        if self.before is None or self.after is None:
            return ()
        return tuple(n for n in self.after._fields if getattr(self.before, n) != getattr(self.after, n))


@dataclass(frozen=True, slots=True, order=True)
class Judgement:
    """The reason of a recorded judgement, and the nodes and things it is on, sorted."""

    nodes: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class JudgementChange:
    """One judgement that is not the same on both sides; None where it is not there."""

    before: Judgement | None
    after: Judgement | None


def speaking(knowledge: Knowledge) -> dict[str, Source]:
    """The sources of which some account is known."""
    told = {account.source for account in knowledge.accounts.values()}
    return {iri: source for iri, source in knowledge.sources.items() if iri in told}


def entries(
    before: Mapping[str, Described], after: Mapping[str, Described], scope: frozenset[str] | None = None
) -> tuple[Entry, ...]:
    """Every entry that differs, by IRI.

    Args:
        scope: the IRIs that are compared; None for all.
    """
    found = (Entry(iri, before.get(iri), after.get(iri)) for iri in sorted({*before, *after}))
    return tuple(entry for entry in found if entry.before != entry.after and (scope is None or entry.iri in scope))


def judgement_changes(
    before: Knowledge, after: Knowledge, scope: frozenset[str] | None = None
) -> tuple[JudgementChange, ...]:
    """Every judgement that differs: on other nodes with the same reason, with another reason, added, withdrawn.

    Args:
        scope: keep judgements on one of these nodes or things; None for all.
    Returns:
        By the nodes and reason that they have now, or had.
    """
    gone, come = judgements(before) - judgements(after), judgements(after) - judgements(before)
    pairs = matched(gone, come, lambda judgement: judgement.reason)
    old, new = (side - {pair[at] for pair in pairs} for at, side in enumerate((gone, come)))
    pairs += matched(old, new, lambda judgement: judgement.nodes)
    found = [JudgementChange(*pair) for pair in pairs]
    found += [JudgementChange(one, None) for one in gone - {pair[0] for pair in pairs}]
    found += [JudgementChange(None, one) for one in come - {pair[1] for pair in pairs}]
    return tuple(sorted((c for c in found if scope is None or scope & nodes_of(c)), key=lambda c: sides(c)[-1]))


def matched(
    gone: set[Judgement], come: set[Judgement], key: Callable[[Judgement], object]
) -> list[tuple[Judgement, Judgement]]:
    """The judgements on either side that alone have the same key."""
    found = []
    for one in sorted(gone):
        others = [other for other in come if key(other) == key(one)]
        if len(others) == 1 and sum(key(other) == key(one) for other in gone) == 1:
            found.append((one, others[0]))
    return found


def sides(change: JudgementChange) -> tuple[Judgement, ...]:
    """The judgement as it was and as it is, where it is there."""
    return tuple(judgement for judgement in (change.before, change.after) if judgement)


def nodes_of(change: JudgementChange) -> frozenset[str]:
    """The nodes and things that a judgement is or was on."""
    return frozenset(node for judgement in sides(change) for node in judgement.nodes)


def judgements(knowledge: Knowledge) -> set[Judgement]:
    """The recorded judgements, each with the nodes and things it is on."""
    found: dict[str, set[str]] = {}
    for node, told in reasons(knowledge).items():
        for reason in told:
            found.setdefault(reason, set()).add(node)
    return {Judgement(tuple(sorted(nodes)), reason) for reason, nodes in found.items()}
