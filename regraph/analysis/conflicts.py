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
from regraph.model.knowledge import Knowledge

__all__ = ["Conflict", "conflicts_of"]


def conflicts_of(knowledge: Knowledge, entity: str | None = None) -> tuple[Conflict, ...]:
    """Every disagreement between accounts, or those that concern one thing.

    Args:
        entity: IRI of a thing or claim; None for all.
    Returns:
        Contradictions first, compatible differences last; then by claim and property.
    """
    near = frozenset(knowledge.claims) if entity is None else {entity, *knowledge.mentions.get(entity, ())}
    judgements = judged(knowledge)
    claims = (knowledge.claims[node] for node in sorted(near) if node in knowledge.claims)
    found = [conflict for claim in claims for conflict in differences(knowledge, claim, judgements.get(claim.node))]
    for search in (doubles, missing_and_stated, totals, overheld):
        found += [conflict for conflict in search(knowledge) if near & set(conflict.nodes)]
    return tuple(sorted(found, key=gravest_first))
