"""Sums of financing: how much money is promised, how far it binds and how much has closed, by currency.

A deal is one node however many accounts tell of it, and no deal is added twice. Two currencies are never added; stages
and degrees of bindingness only where that is asked for.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from regraph.analysis.money.amounts import Amount, Cell, amount_of
from regraph.analysis.money.answer import (
    KINDS,
    Finance,
    LeftOut,
    Line,
    Question,
    grouped,
    line_order,
    sums_of,
)
from regraph.analysis.money.deals import (
    FUNDERS,
    PROGRAMMES,
    RECIPIENTS,
    deals_of,
    involved,
    is_financing,
    is_on_call,
    may_move_money,
    parties,
    scope,
)
from regraph.analysis.money.grouping import GROUPINGS
from regraph.analysis.money.replaced import Aside, replaced
from regraph.analysis.money.standing import Stand, made_of, stand_of, within
from regraph.analysis.money.totals import BESIDE, Total, money_figures, totals_of
from regraph.analysis.money.wholes import tree_of
from regraph.model.dates import Answer
from regraph.model.knowledge import Knowledge, once
from regraph.model.scenario import Scenario, Status
from regraph.model.telling import pointing
from regraph.model.things import Claim
from regraph.names import local

ALL = Question()
STATUS_KINDS = {Status.DENIED: "denied", Status.EXCLUDED: "excluded", Status.ENDED: "ended"}
MONEY_TERMS = ("amountAtLeast", "amountAtMost", "currency", "instrument", "interestMargin", "tenorYears",
               *FUNDERS, *RECIPIENTS)  # fmt: skip
MONEY_KINDS = ("Financing", "EquityPurchase", "PriceSupport")
Stands = Mapping[str, tuple[Claim, Stand]]


def finance_of(knowledge: Knowledge, scenario: Scenario, question: Question = ALL) -> Finance:
    """Sums of financing on a day.

    What is counted of a whole and its parts, and of a deal and the one that replaces it, is settled over all deals
    before the question narrows them: a narrower question never has a larger sum.

    Args:
        question: whose deals, made when, grouped by what.
    Returns:
        Sums as intervals in whole units of their currency, one a `Cell`: never across currencies, and across stages and
        bindingness only where `question.across` says so. Every deal of the answer is a line or left out with a reason.
    Raises:
        BadFact: an amount that is no interval from zero.
    """
    book = book_of(knowledge, scenario)
    asked = Asked(knowledge, scenario, question, book.asides, book.doubtful)
    live = book.live
    chosen = {node: book.stands[node] for node in book.involving(asked.things)}
    lines = sorted(filter(None, (asked.line(*pair) for n, pair in chosen.items() if n in live)), key=line_order)
    left = filter(None, (asked.left_out(*pair, n in live) for n, pair in chosen.items()))
    return Finance(
        question,
        tuple(lines),
        sums_of(lines),
        grouped(lines),
        tuple(total for total in book.totals if asked.touches(total.nodes, chosen)),
        tuple(f for f in book.figures if asked.touches(f.iris("isFigureOf"), chosen)),
        absences(asked, frozenset(chosen)),
        tuple(sorted(left, key=lambda out: (KINDS.index(out.kind), out.claim.node))),
        () if lines else nearest(asked),
    )


@dataclass(frozen=True)
class Book:
    """All deals of a scenario, settled before any question narrows them.

    Args:
        stands: deal -> its claim and how it stands, sorted.
        live: those of them that are financing on the day.
        parties: who pays or gets the money, what it is for, the programme, or the deal itself -> the deals.
        asides: deal -> why it is not added to the others.
        doubtful: deals that may have been replaced by the day.
        totals: stated totals beside their parts.
        figures: totals of money that are of no stated parts.
    """

    stands: Stands
    live: Stands
    parties: Mapping[str, tuple[str, ...]]
    asides: Mapping[str, Aside]
    doubtful: frozenset[str]
    totals: tuple[Total, ...]
    figures: tuple[Claim, ...]

    def involving(self, things: frozenset[str]) -> list[str]:
        """The deals of some things, sorted; all where there are none."""
        if not things:
            return list(self.stands)
        return sorted({deal for thing in things for deal in self.parties.get(thing, ())})


@once
def book_of(knowledge: Knowledge, scenario: Scenario) -> Book:
    """What every question about money in a scenario rests on."""
    stands = {claim.node: (claim, stand_of(knowledge, scenario, claim)) for claim in deals_of(knowledge)}
    live = {n: pair for n, pair in stands.items() if pair[1].counts is not Answer.NO}
    live = {n: pair for n, pair in live.items() if is_financing(knowledge, pair[0])}
    replacing, doubtful = replaced(knowledge, live)
    deals = {node: claim for node, (claim, _) in live.items()}
    tree = tree_of(knowledge, {node: claim for node, claim in deals.items() if node not in replacing})
    figures = (figure for figure in money_figures(knowledge, scenario) if figure.concept("figureKind") in BESIDE)
    return Book(
        stands,
        live,
        by_party(knowledge, tuple(claim for claim, _ in stands.values())),
        {**replacing, **tree.asides},
        doubtful,
        totals_of(knowledge, scenario, deals, tree),
        tuple(figure for figure in figures if not figure.all("isSumOf")),
    )


def by_party(knowledge: Knowledge, deals: tuple[Claim, ...]) -> Mapping[str, tuple[str, ...]]:
    """Everybody and everything that a deal involves -> the deals."""
    found: dict[str, list[str]] = {}
    for claim in deals:
        for thing in sorted(involved(knowledge, claim)):
            found.setdefault(thing, []).append(claim.node)
    return {thing: tuple(nodes) for thing, nodes in found.items()}


@dataclass(frozen=True)
class Asked:
    """A question in its frame: it says of each deal whether it is a line, and if not, why.

    Args:
        asides: deal -> why it is not added to the others.
        doubtful: deals that may have been replaced by the day.
    """

    knowledge: Knowledge
    scenario: Scenario
    question: Question
    asides: Mapping[str, Aside] = field(default_factory=dict)
    doubtful: frozenset[str] = frozenset()

    @cached_property
    def things(self) -> frozenset[str]:
        """What is asked about: the thing and its parts; empty for everything."""
        return scope(self.knowledge, self.question.entity) if self.question.entity else frozenset()

    def touches(self, nodes: frozenset[str] | tuple[str, ...], chosen: Stands) -> bool:
        """True for a total or figure of the thing asked about, or of deals of it."""
        return not self.things or bool(self.things.intersection(nodes)) or any(node in chosen for node in nodes)

    def line(self, claim: Claim, stand: Stand) -> Line | None:
        """The line of a deal that stands on the day; None where it is not counted."""
        made = made_of(self.knowledge, claim)
        timely = within(made.when, self.question.window)
        if claim.node in self.asides or timely is Answer.NO:
            return None
        possible = "" if timely is Answer.YES else f"made {made.when.text()}"
        if claim.node in self.doubtful:
            possible = "another deal may have replaced it by that day"
        if stand.counts is Answer.POSSIBLY:
            possible = stand.why
        amount = amount_of(claim)
        groups = tuple(GROUPINGS[word](self.knowledge, claim) for word in self.question.by)
        return Line(claim, stand, amount, made, self.cell(claim, amount), possible, groups)

    def cell(self, claim: Claim, amount: Amount | None) -> Cell:
        """What the sum of a deal may be added to."""
        axes = {
            axis: "" if axis in self.question.across else claim.concept(axis) or "" for axis in ("stage", "bindingness")
        }
        currency = amount.currency if amount else str(claim.one("currency") or "")
        return Cell(currency, axes["stage"], axes["bindingness"], is_on_call(self.knowledge, claim))

    def left_out(self, claim: Claim, stand: Stand, is_live: bool) -> LeftOut | None:
        """Why a deal that would be financing is not counted; None for one that is, or that moves no money."""
        timely = within(made_of(self.knowledge, claim).when, self.question.window)
        if not is_live:
            return None if timely is Answer.NO else self.not_live(claim, stand)
        if timely is Answer.NO:
            return None if claim.node in self.asides else LeftOut(claim, stand, "period")
        aside = self.asides.get(claim.node)
        return LeftOut(claim, stand, aside.kind, "", aside.others) if aside else None

    def not_live(self, claim: Claim, stand: Stand) -> LeftOut | None:
        """Why a deal is no financing that stands on the day."""
        if is_financing(self.knowledge, claim):
            return LeftOut(claim, stand, STATUS_KINDS.get(stand.standing.status, "not-then"), stand.why)
        moves = stand.counts is not Answer.NO and may_move_money(self.knowledge, claim)
        return LeftOut(claim, stand, "no-amount") if moves else None


def absences(asked: Asked, chosen: frozenset[str]) -> tuple[Claim, ...]:
    """What the sources say is missing of the deals of an answer, or of money for the thing asked about; by IRI."""
    knowledge, found = asked.knowledge, []
    nodes = pointing(knowledge, "Absence", asked.things | chosen) if asked.things else None
    for node in knowledge.claims.by_kind.get("Absence", ()) if nodes is None else nodes:
        absence = knowledge.claims[node]
        about = set(absence.iris("isAbout"))
        of_money = not asked.things or about & asked.things
        excluded = absence.concept("certainty") in asked.scenario.exclude
        of_deals = any(is_financing(knowledge, knowledge.claims[deal]) for deal in about & chosen)
        if not excluded and (of_deals or (of_money and is_money(knowledge, absence))):
            found.append(absence)
    return tuple(found)


def is_money(knowledge: Knowledge, absence: Claim) -> bool:
    """True where what is missing is a kind of financing or one of its terms."""
    terms = [local(iri).rsplit("#", 1)[-1] for iri in absence.iris("absentTerm")]
    return any(t in MONEY_TERMS or any(knowledge.is_a(t, kind) for kind in MONEY_KINDS) for t in terms)


def nearest(asked: Asked, most: int = 5) -> tuple[str, ...]:
    """Things with financing: first those that some claim names together with the thing asked about; sorted by name."""
    knowledge = asked.knowledge
    places = with_financing(knowledge, asked.scenario)
    claims = {node for iri in asked.things for node in knowledge.mentions.get(iri, ())}
    close = {iri for node in claims for iri in knowledge.claims.targets(node) if iri in places}
    named = dict.fromkeys((*sorted(close, key=places.__getitem__), *islice(places, most + len(asked.things | close))))
    return tuple(islice((iri for iri in named if iri not in asked.things), most))


@once
def with_financing(knowledge: Knowledge, scenario: Scenario) -> Mapping[str, int]:
    """Who pays or gets money on the day, and the programmes, sorted by name -> its place among them."""
    roles = (*FUNDERS, *RECIPIENTS, *PROGRAMMES)
    live = book_of(knowledge, scenario).live.values()
    named = {iri for claim, _ in live for iri in parties(knowledge, claim, roles)}
    return {iri: place for place, iri in enumerate(sorted(named, key=lambda iri: (knowledge.label(iri), iri)))}
