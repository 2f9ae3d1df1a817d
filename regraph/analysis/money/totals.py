"""Stated totals beside the sums of their parts, and money figures that are no deals. None of it is in a sum of deals.

A total is what a source states as a whole: a deal that has parts, or a figure that says what it adds up. A difference
is worked out only where every part states an amount in the currency of the whole.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from regraph.analysis.money.amounts import Amount, added, amount_of, difference
from regraph.analysis.money.wholes import Tree, told_amount
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Scenario
from regraph.model.things import Claim

BESIDE = ("funding-total", "capital-committed", "capital-target")


@dataclass(frozen=True)
class Total:
    """A whole as a source states it, and what its parts come to.

    Args:
        whole: the deal or figure.
        stated: what it states; None where it states no sum.
        parts: each part, with what it states or comes to.
        sum: what the parts come to; None where one states nothing, or in several currencies.
        difference: how much the whole is more than its parts, as bounds; None where that cannot be said.
        counted: `parts` or `whole`, whichever is in the sums; "" for a figure and for a whole that is left out.
    """

    whole: Claim
    stated: Amount | None
    parts: tuple[tuple[Claim, Amount | None], ...]
    sum: Amount | None
    difference: tuple[Decimal | None, Decimal | None] | None
    counted: str = ""

    @property
    def nodes(self) -> frozenset[str]:
        """The whole and its parts."""
        return frozenset((self.whole.node, *(part.node for part, _ in self.parts)))

    @property
    def is_mixed(self) -> bool:
        """True where the parts differ in stage or bindingness, so that the total adds what differs in kind."""
        return len({(part.one("stage"), part.one("bindingness")) for part, _ in self.parts}) > 1


def totals_of(knowledge: Knowledge, scenario: Scenario, deals: Mapping[str, Claim], tree: Tree) -> tuple[Total, ...]:
    """Every total of deals and figures, deals first, each sorted by IRI."""
    found = [deal_total(node, deals, tree) for node in tree.parts]
    for figure in money_figures(knowledge, scenario):
        named = [knowledge.claims[iri] for iri in figure.iris("isSumOf") if iri in knowledge.claims]
        if named:
            parts = tuple((part, part_amount(part, deals, tree)) for part in named)
            found.append(total(figure, amount_of(figure, "value"), parts))
    return tuple(found)


def deal_total(node: str, deals: Mapping[str, Claim], tree: Tree) -> Total:
    """A deal beside its parts."""
    parts = tuple((deals[part], told_amount(part, deals, tree)) for part in tree.parts[node])
    aside = tree.asides.get(node)
    counted = "whole" if aside is None else "parts" if aside.kind == "parts" else ""
    return total(deals[node], amount_of(deals[node]), parts, counted)


def total(whole: Claim, stated: Amount | None, parts: tuple[tuple[Claim, Amount | None], ...], used: str = "") -> Total:
    """A total from what its whole and its parts state."""
    amounts = [amount for _, amount in parts if amount is not None]
    summed = added(amounts) if len(amounts) == len(parts) else None
    return Total(whole, stated, parts, summed, difference(stated, summed) if stated and summed else None, used)


def part_amount(part: Claim, deals: Mapping[str, Claim], tree: Tree) -> Amount | None:
    """What a part of a figure states: a deal its amount, a figure its value."""
    if part.kind == "Figure":
        return amount_of(part, "value")
    return told_amount(part.node, deals, tree) if part.node in deals else amount_of(part)


def money_figures(knowledge: Knowledge, scenario: Scenario) -> Iterable[Claim]:
    """The figures in money that are totals, of a certainty that is not left out, sorted by IRI."""
    for node in knowledge.claims.by_kind.get("Figure", ()):
        figure = knowledge.claims[node]
        total_of_money = figure.concept("figureKind") in BESIDE or bool(figure.all("isSumOf"))
        left_out = figure.concept("certainty") in (*scenario.exclude, "denied")
        if figure.one("currency") and total_of_money and not left_out:
            yield figure
