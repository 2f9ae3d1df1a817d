"""Deals within deals: which of a whole and its parts is counted, so that no sum of money is added twice.

A whole is counted by its parts where each of them states an amount, else as a whole. What is not counted stands beside
with its difference. A ring of deals that are each part of the other is counted by none of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter

from regraph.analysis.money.amounts import Amount, added, amount_of
from regraph.analysis.money.deals import above, states_amount
from regraph.analysis.money.replaced import Aside
from regraph.model.knowledge import Knowledge
from regraph.model.things import Claim


@dataclass(frozen=True)
class Tree:
    """Deals and the deals that are part of them.

    Args:
        parts: whole -> its nearest parts, sorted; only deals that have some.
        asides: deal -> why it is not counted itself.
    """

    parts: Mapping[str, tuple[str, ...]]
    asides: Mapping[str, Aside]


def tree_of(knowledge: Knowledge, deals: Mapping[str, Claim]) -> Tree:
    """Which of some deals are counted.

    Args:
        deals: deal -> claim, of the financing that may be counted.
    """
    ringed = {n: r for n, c in deals.items() if (r := ring(knowledge, c))}
    free = {node: claim for node, claim in deals.items() if node not in ringed}
    up = {node: tuple(nearest(knowledge, claim, free)) for node, claim in free.items()}
    parts: dict[str, list[str]] = {}
    for node, tops in sorted(up.items()):
        for top in tops:
            parts.setdefault(top, []).append(node)
    order = tuple(TopologicalSorter({node: parts.get(node, ()) for node in free}).static_order())
    sized: dict[str, bool] = {}
    for node in order:
        below = parts.get(node, ())
        sized[node] = states_amount(free[node]) or (bool(below) and all(sized[part] for part in below))
    asides = {node: Aside("ring", found) for node, found in ringed.items()}
    splits = {n for n, below in parts.items() if not states_amount(free[n]) or all(sized[part] for part in below)}
    asides |= placed(order[::-1], up, splits, {top: tuple(found) for top, found in parts.items()})
    return Tree({top: tuple(found) for top, found in sorted(parts.items())}, asides)


def placed(
    order: tuple[str, ...],
    up: Mapping[str, tuple[str, ...]],
    splits: set[str],
    parts: Mapping[str, tuple[str, ...]],
) -> dict[str, Aside]:
    """Why deals are not counted themselves, wholes first: counted by their parts, or within a whole that is counted.

    Where two wholes that are counted as such share a part, only the first by IRI is.
    """
    asides: dict[str, Aside] = {}
    counted: dict[str, tuple[str, ...]] = {}  # deal -> the wholes that count it in
    for node in order:
        over = {top for near in up[node] for top in counted.get(near, ())}
        over |= {near for near in up[node] if near not in asides}
        if over:
            counted[node] = tuple(sorted(over))
            asides[node] = Aside("within", counted[node])
        elif node in splits:
            asides[node] = Aside("parts", parts[node])
    for node, tops in sorted(counted.items()):
        standing = [top for top in tops if top not in asides]
        for top in standing[1:]:
            asides[top] = Aside("overlap", (standing[0], node))
    return asides


def ring(knowledge: Knowledge, claim: Claim) -> tuple[str, ...]:
    """The deals of the ring that a deal stands in, itself left out unless it is its own part; empty where in none."""
    over = tuple(above(knowledge, claim))
    if claim.node not in over:
        return ()
    others = {iri for iri in over if claim.node in above(knowledge, knowledge.claims[iri])}
    return tuple(sorted(others - {claim.node})) or (claim.node,)


def nearest(knowledge: Knowledge, claim: Claim, deals: Mapping[str, Claim]) -> list[str]:
    """The nearest larger deals of some deals, whatever stands between."""
    over = [iri for iri in above(knowledge, claim) if iri in deals]
    further = {iri for near in over for iri in above(knowledge, deals[near])}
    return sorted(set(over) - further)


def told_amount(node: str, deals: Mapping[str, Claim], tree: Tree) -> Amount | None:
    """What a deal states, or what its parts come to where it states nothing and all of them do."""
    stated = amount_of(deals[node])
    below = tree.parts.get(node, ())
    if stated is not None or not below:
        return stated
    inner = [told_amount(part, deals, tree) for part in below]
    return None if None in inner else added([amount for amount in inner if amount is not None])
