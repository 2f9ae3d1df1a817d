"""Who buys what from whom: offtake, rights to direct output, supply, and supply to programmes, one value an agreement.

What is expected to be sold, or planned to be made, is no agreement and never enters; a right to direct output to buyers
is no purchase. Nothing is added up here, and an agreement that is not in force keeps saying so.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from regraph.analysis.supply.commodities import within
from regraph.analysis.supply.ends import EndTold, ends_by, ends_told
from regraph.analysis.supply.involved import Involved, Involvement, involvement
from regraph.model.dates import Answer
from regraph.model.knowledge import Knowledge, once
from regraph.model.scenario import Scenario, Standing, Status, beside_reason
from regraph.model.things import Claim

KINDS = ("Offtake", "ProgrammeSupply", "Supply")
SELLERS, BUYERS = ("hasSeller", "hasSupplier"), ("hasBuyer", "hasRecipient", "isSupplyTo")


class Nature(Enum):
    """What kind of agreement it is, in the order in which answers list them."""

    OFFTAKE = "offtake"
    DIRECTION = "right to direct output"
    SUPPLY = "supply"
    PROGRAMME = "supply to a programme"


class Phase(Enum):
    """How far an agreement has got on the day asked about, in the order in which answers list them."""

    IN_FORCE = "in force"
    UNSTAGED = "told of, stage not stated"
    POSSIBLE = "possibly in force"
    INCLUDED = "not in force, counted by --include"
    NOT_YET = "not in force"
    ENDED = "ended"
    DENIED = "denied"


@dataclass(frozen=True)
class Agreement:
    """One agreement on what is bought, supplied, or directed to buyers.

    Args:
        claim: the resolved claim.
        nature, phase: what it is, and how far it has got on the day asked about.
        standing: how its claim stands in the scenario.
        sellers, buyers: IRIs, sorted; a programme that is supplied stands among the buyers.
        directors: who may direct output to buyers without being one.
        ends: what each account says of its end.
        involved: how the thing asked about stands in it; empty where nothing was asked about.
    """

    claim: Claim
    nature: Nature
    phase: Phase
    standing: Standing
    sellers: tuple[str, ...]
    buyers: tuple[str, ...]
    directors: tuple[str, ...]
    ends: tuple[EndTold, ...]
    involved: tuple[Involved, ...] = ()

    def ends_by(self, until: dt.date) -> Answer:
        """Whether it has ended once `until` is over, by the accounts that say something of its end."""
        return ends_by(self.ends, until)


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a question about agreements; None leaves it open.

    Args:
        buyer: IRI of a buyer, or of a programme that is supplied.
        until: only agreements that end by this day, certainly or possibly, by any account.
        commodity: IRI of a commodity; what is within it counts too.
    """

    buyer: str | None = None
    until: dt.date | None = None
    commodity: str | None = None

    @property
    def is_open(self) -> bool:
        """True where nothing is narrowed."""
        return self == Filters()


def agreements(
    knowledge: Knowledge, scenario: Scenario, entity: str | None = None, filters: Filters | None = None
) -> tuple[Agreement, ...]:
    """Every agreement on offtake or supply that concerns a thing, or every one that the sources tell of.

    Args:
        knowledge: the facts.
        scenario: the day asked about; what its `exclude` names is left out.
        entity: IRI of a seller, buyer, holder of a right to direct output, programme, asset, or agreement. What its
            assets sell, by stakes in force, and what the owners of an asset sell, is part of the answer and said so.
        filters: narrows the answer.
    Returns:
        Sorted by nature, by how far they have got, by the first day on which they may end, and by name.
    """
    chosen = filters or Filters()
    every = all_made(knowledge, scenario)
    if entity is None:
        found = list(every.values())
    else:
        stands = involvement(knowledge, scenario, entity)
        found = involving(stands, (every[node] for node in near(knowledge, stands) if node in every))
    return tuple(sorted((each for each in found if passes(knowledge, each, chosen)), key=order))


@once
def all_made(knowledge: Knowledge, scenario: Scenario) -> Mapping[str, Agreement]:
    """Claim -> the agreement that it tells of; what the scenario excludes is none."""
    found = (made(knowledge, scenario, knowledge.claims[node]) for node in nodes(knowledge))
    return {each.claim.node: each for each in found if each.standing.status is not Status.EXCLUDED}


def near(knowledge: Knowledge, stands: Involvement) -> list[str]:
    """The claims that name a thing, what it holds or who holds it, and the thing where it is a claim itself; sorted."""
    named = (stands.entity, *stands.held, *stands.holders)
    return sorted({stands.entity, *(node for iri in named for node in knowledge.mentions.get(iri, ()))})


@dataclass(frozen=True)
class Nearest:
    """What the sources name where nothing answers a question.

    Args:
        otherwise: agreements in which the thing or buyer asked about stands, without what narrowed the question.
        named: sellers, suppliers and holders of a right to direct output, by name.
    """

    otherwise: tuple[Agreement, ...] = ()
    named: tuple[str, ...] = ()


def nearest(
    knowledge: Knowledge, scenario: Scenario, entity: str | None = None, filters: Filters | None = None
) -> Nearest:
    """What the sources name instead of what `agreements` did not find."""
    every = agreements(knowledge, scenario)
    asked = [iri for iri in (entity, filters.buyer if filters else None) if iri is not None]
    otherwise = {a.claim.node: a for iri in asked for a in agreements(knowledge, scenario, iri)}
    named = {iri for each in every for iri in (*each.sellers, *each.directors)}
    by_name = sorted(named, key=lambda iri: (knowledge.label(iri), iri))
    return Nearest(tuple(otherwise[node] for node in sorted(otherwise)), tuple(by_name))


def nodes(knowledge: Knowledge) -> Iterable[str]:
    """The claims that are agreements, sorted, without resolving any other."""
    return sorted(node for kind in KINDS for node in knowledge.claims.by_kind.get(kind, ()))


def made(knowledge: Knowledge, scenario: Scenario, claim: Claim) -> Agreement:
    """One claim as an agreement."""
    standing = scenario.standing(knowledge, claim)
    buyers = named(claim, BUYERS)
    directors = tuple(iri for iri in claim.iris("hasBeneficiary") if iri not in buyers)
    nature = {"Offtake": Nature.OFFTAKE, "Supply": Nature.SUPPLY}.get(claim.kind, Nature.PROGRAMME)
    if nature is Nature.OFFTAKE and directors:
        nature = Nature.DIRECTION
    parties = (named(claim, SELLERS), buyers, directors)
    return Agreement(claim, nature, phase_of(claim, standing), standing, *parties, ends_told(knowledge, claim))


def named(claim: Claim, roles: tuple[str, ...]) -> tuple[str, ...]:
    """Everybody in some roles of a claim, sorted."""
    return tuple(sorted({iri for role in roles for iri in claim.iris(role)}))


def phase_of(claim: Claim, standing: Standing) -> Phase:
    """How far an agreement has got; being included does not put it in force."""
    if standing.status is Status.DENIED:
        return Phase.DENIED
    if standing.status is Status.ENDED or (standing.status is Status.NOT_THEN and "it ends" in standing.reason):
        return Phase.ENDED
    if standing.counts and beside_reason(claim):
        return Phase.INCLUDED
    if not standing.counts:
        return Phase.NOT_YET
    if standing.status is Status.POSSIBLE:
        return Phase.POSSIBLE
    return Phase.IN_FORCE if claim.concept("stage") else Phase.UNSTAGED


def passes(knowledge: Knowledge, agreement: Agreement, filters: Filters) -> bool:
    """True for an agreement that the filters leave in."""
    if filters.buyer is not None and filters.buyer not in agreement.buyers:
        return False
    if filters.until is not None and agreement.ends_by(filters.until) is Answer.NO:
        return False
    goods = agreement.claim.iris("commodity")
    return filters.commodity is None or bool(within(knowledge, filters.commodity) & set(goods))


def involving(stands: Involvement, found: Iterable[Agreement]) -> list[Agreement]:
    """The agreements in which a thing stands, itself or through what it owns, with how it stands there."""
    with_roles = ((each, stands.in_claim(each.claim)) for each in found)
    return [replace(each, involved=roles) for each, roles in with_roles if roles]


def order(agreement: Agreement) -> tuple[int, int, dt.date, str, str]:
    """Where an agreement stands in an answer."""
    days = [told.end.earliest or told.end.latest or dt.date.max for told in agreement.ends]
    place = (list(Nature).index(agreement.nature), list(Phase).index(agreement.phase))
    return (*place, min(days, default=dt.date.max), agreement.claim.label, agreement.claim.node)


def end_rows(knowledge: Knowledge, until: dt.date | None = None) -> tuple[tuple[str, str, str, str, str, str], ...]:
    """When agreements end, a row for each account that says something of it: the rows of `offtake-until`.

    Args:
        until: only ends that may lie on or before this day; None for all.
    Returns:
        Sorted rows of agreement, account (IRIs), stage, first and last day of the end as ISO dates (`""` where not
        stated), and `certain` or `possible`: whether it has ended once `until` is over (`""` without one).
    """
    rows = []
    for node in nodes(knowledge):
        for told in ends_told(knowledge, knowledge.claims[node]):
            answer = told.by(until) if until else None
            if answer is not Answer.NO:
                days = tuple(day.isoformat() if day else "" for day in (told.end.earliest, told.end.latest))
                ends = ANSWERS.get(answer, "") if answer else ""
                rows.append((node, told.account, told.stage or "", days[0], days[1], ends))
    return tuple(sorted(rows))


ANSWERS = {Answer.YES: "certain", Answer.POSSIBLY: "possible"}
