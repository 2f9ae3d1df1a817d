"""What connects everything to everything: a way through it says little about its ends."""

from collections import Counter
from collections.abc import Iterable

from regraph.graph.relations import Relation
from regraph.model.knowledge import Knowledge

HUB_KINDS = ("State", "IntergovernmentalOrganisation", "Programme")
HUB_DEGREE = 40
HUB_COST = 100.0


def is_hub(knowledge: Knowledge, node: str) -> bool:
    """True for states, organisations of states, and programmes."""
    kind = knowledge.things[node].kind if node in knowledge.things else ""
    return any(knowledge.is_a(kind, hub) for hub in HUB_KINDS)


def hubs_in(knowledge: Knowledge, relations: Iterable[Relation]) -> frozenset[str]:
    """The things that connect everything to everything: the same, and whatever has more than `HUB_DEGREE` relations."""
    degrees = Counter(node for relation in relations for node in (relation.source, relation.target))
    things = ((node, n) for node, n in degrees.items() if node in knowledge.things)
    return frozenset(node for node, n in things if n > HUB_DEGREE or is_hub(knowledge, node))
