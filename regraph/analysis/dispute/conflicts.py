"""Where accounts disagree: on one property of one thing, in precision, or in sums that do not add up.

It says which value answers use and by which rule; it never decides who is right. What counts as a disagreement is in
`regraph.analysis.dispute`; here everything is asked, put together and sorted.
"""

from collections.abc import Iterable, Mapping

from regraph.analysis.dispute.differences import differences
from regraph.analysis.dispute.doubles import doubles, missing_and_stated
from regraph.analysis.dispute.holdings import overheld
from regraph.analysis.dispute.totals import totals
from regraph.analysis.dispute.verdict import Conflict, gravest_first
from regraph.model.judgements import judged
from regraph.model.knowledge import Knowledge, is_kept, once
from regraph.model.telling import told_by

__all__ = ["Conflict", "concerning", "conflicts_of"]


def conflicts_of(knowledge: Knowledge, entity: str | None = None) -> tuple[Conflict, ...]:
    """Every disagreement between accounts, or those that concern one thing.

    Those of one thing are looked for near it alone, unless all are known by then: whoever asks of very many things asks
    for all first.

    Args:
        entity: IRI of a thing, claim, source or account; None for all.
    Returns:
        Contradictions first, compatible differences last; then by claim and property.
    """
    if entity is None:
        return every(knowledge)
    return among_all(knowledge, entity) if is_kept(knowledge, every) else nearby(knowledge, entity)


@once
def every(knowledge: Knowledge) -> tuple[Conflict, ...]:
    """Every disagreement, in the order of answers."""
    return tuple(sorted(search(knowledge, knowledge.claims, knowledge.claims), key=gravest_first))


@once
def nearby(knowledge: Knowledge, entity: str) -> tuple[Conflict, ...]:
    """The disagreements that concern one thing, looked for among the claims about it and those around them."""
    near = concerning(knowledge, entity)
    found = search(knowledge, sorted(near), sorted(around(knowledge, near)))
    return tuple(sorted((c for c in found if not near.isdisjoint(c.nodes)), key=gravest_first))


def among_all(knowledge: Knowledge, entity: str) -> tuple[Conflict, ...]:
    """The same, chosen from all."""
    found, at = every(knowledge), places(knowledge)
    return tuple(found[place] for place in sorted({p for n in concerning(knowledge, entity) for p in at.get(n, ())}))


@once
def places(knowledge: Knowledge) -> Mapping[str, tuple[int, ...]]:
    """Claim -> where its disagreements stand among all."""
    found: dict[str, list[int]] = {}
    for place, conflict in enumerate(every(knowledge)):
        for node in dict.fromkeys(conflict.nodes):
            found.setdefault(node, []).append(place)
    return {node: tuple(numbers) for node, numbers in found.items()}


def search(knowledge: Knowledge, near: Iterable[str], around_it: Iterable[str]) -> Iterable[Conflict]:
    """The disagreements within each of some claims, and those between any of some more.

    Args:
        near, around_it: claims, sorted.
    """
    judgements = judged(knowledge)
    for node in near:
        yield from differences(knowledge, knowledge.claims[node], judgements.get(node))
    for between in (doubles, missing_and_stated, totals, overheld):
        yield from between(knowledge, around_it)


def concerning(knowledge: Knowledge, entity: str) -> frozenset[str]:
    """The claims about a thing, and the claim itself; of a source or account, the claims that it tells."""
    about = (node for node in (entity, *knowledge.mentions.get(entity, ())) if node in knowledge.claims)
    return frozenset((*about, *told_by(knowledge, entity)))


def around(knowledge: Knowledge, near: frozenset[str]) -> frozenset[str]:
    """Some claims, what they are part of, and all that point to one of them or to what they point to.

    Any two of one matter are among them.
    """
    things = near.union(*(knowledge.claims.targets(node) for node in near))
    claims = (iri for iri in things if iri in knowledge.claims)
    return frozenset().union(claims, *(knowledge.mentions.get(iri, ()) for iri in things))
