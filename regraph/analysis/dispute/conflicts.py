"""Where accounts disagree: on one property of one thing, in precision, or in sums that do not add up.

It says which value answers use and by which rule; it never decides who is right. What counts as a disagreement is in
`regraph.analysis.dispute`; here everything is asked, put together and sorted.
"""

from regraph.analysis.dispute.differences import differences
from regraph.analysis.dispute.doubles import doubles, missing_and_stated
from regraph.analysis.dispute.holdings import overheld
from regraph.analysis.dispute.totals import totals
from regraph.analysis.dispute.verdict import Conflict, gravest_first
from regraph.model.judgements import judged
from regraph.model.knowledge import Knowledge, once

__all__ = ["Conflict", "concerning", "conflicts_of"]


@once
def conflicts_of(knowledge: Knowledge, entity: str | None = None) -> tuple[Conflict, ...]:
    """Every disagreement between accounts, or those that concern one thing.

    Args:
        entity: IRI of a thing, claim, source or account; None for all.
    Returns:
        Contradictions first, compatible differences last; then by claim and property.
    """
    near = frozenset(knowledge.claims) if entity is None else concerning(knowledge, entity)
    judgements = judged(knowledge)
    claims = (knowledge.claims[node] for node in sorted(near))
    found = [conflict for claim in claims for conflict in differences(knowledge, claim, judgements.get(claim.node))]
    nodes = sorted(near if entity is None else around(knowledge, near))
    for search in (doubles, missing_and_stated, totals, overheld):
        found += [conflict for conflict in search(knowledge, nodes) if near & set(conflict.nodes)]
    return tuple(sorted(found, key=gravest_first))


def concerning(knowledge: Knowledge, entity: str) -> frozenset[str]:
    """The claims about a thing, and the claim itself; of a source or account, the claims that it tells."""
    about = (entity, *knowledge.mentions.get(entity, ()))
    told = {entity} if entity in knowledge.accounts else set()
    if entity in knowledge.sources:
        told = {a.iri for a in knowledge.accounts.values() if a.source == entity}
    heard = (n for n, by in knowledge.claims.data.statements.items() if told & by.keys()) if told else ()
    return frozenset((*(node for node in about if node in knowledge.claims), *heard))


def around(knowledge: Knowledge, near: frozenset[str]) -> frozenset[str]:
    """Some claims, and all that point to one of them or to what they point to: any two of one matter are among them."""
    things = near.union(*(knowledge.claims.targets(node) for node in near))
    return near.union(*(knowledge.mentions.get(iri, ()) for iri in things))
