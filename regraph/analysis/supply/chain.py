"""The supply chain stage by stage: who stands at each stage, where, with what capacity and owners, and who is not told.

Figures are listed one by one and never added: not across actual, planned and potential, not across units or periods.
That the sources name nobody at a stage, or nobody outside one country, is said of the sources and not of the world.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from regraph.analysis.counting import Hop, counted
from regraph.analysis.supply.commodities import COMMODITY, above, commodities_of, within
from regraph.analysis.supply.located import Located, located
from regraph.analysis.supply.stages import KIND_STAGES, OUTPUT, SHARES, is_told, placeable, places, stages
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Scenario
from regraph.model.things import Claim
from regraph.names import local

OCCURRENCE = "CommodityOccurrence"


@dataclass(frozen=True)
class Member:
    """One thing at a stage.

    Args:
        thing: IRI.
        by: why it stands there, sorted: `figure`, `kind`, `stated`.
        commodities: what it is said to yield, hold or make.
        located: where.
        figures: capacity and output, sorted, those of a broader commodity too; each is its own line and none is added
            to another.
        owners: direct holders in force on that day.
        tied: who takes part in it, as ties say.
        absences: what voices say is not there or not told of it.
        occurrences: what accounts say occurs in it.
    """

    thing: str
    by: tuple[str, ...]
    commodities: tuple[str, ...]
    located: Located
    figures: tuple[Claim, ...]
    owners: tuple[Hop, ...]
    tied: tuple[Claim, ...]
    absences: tuple[Claim, ...]
    occurrences: tuple[Claim, ...]


@dataclass(frozen=True)
class Stage:
    """One stage of the chain.

    Args:
        stage: IRI; "" for what is named at no stage.
        members: actors and assets, by name.
        programmes: programmes that aim at the stage; they stand at none.
        beside: actors and assets of which no commodity is stated, or only one that the one asked for is within.
        shares: market shares stated, those of a broader commodity too.
        absences: what voices say is not there at the stage.
        countries: jurisdiction -> the members and states that the sources place there.
        unplaced: members whose country no source states.
        around: as `countries`, for what stands beside and for market shares of a broader commodity.
    """

    stage: str
    members: tuple[Member, ...]
    programmes: tuple[Member, ...] = ()
    beside: tuple[str, ...] = ()
    shares: tuple[Claim, ...] = ()
    absences: tuple[Claim, ...] = ()
    countries: tuple[tuple[str, tuple[str, ...]], ...] = ()
    unplaced: tuple[str, ...] = ()
    around: tuple[tuple[str, tuple[str, ...]], ...] = ()


def chain_of(knowledge: Knowledge, scenario: Scenario, commodity: str | None = None) -> tuple[Stage, ...]:
    """The supply chain, stage by stage, in the order of the scheme; last what the sources name at no stage.

    Args:
        knowledge: the facts.
        scenario: the day asked about; what its `exclude` names is left out.
        commodity: IRI; only what is said to yield, hold or make it or what is within it. None for all.
    Returns:
        Every stage, those without anybody too. Narrowing the commodity never adds a member.
    """
    return Survey(knowledge, scenario, commodity).answer()


def chain_rows(knowledge: Knowledge, commodity: str | None = None) -> tuple[tuple[str, str, str], ...]:
    """Who stands at which stage and why: the rows of `chain-stages`.

    Args:
        commodity: IRI; None for all.
    Returns:
        Sorted rows of stage, thing (IRIs), and `stated`, `kind` or `figure`.
    """
    wanted = within(knowledge, commodity) if commodity else None
    return tuple(
        (place.stage, place.thing, place.by)
        for place in places(knowledge)
        if wanted is None or wanted & set(commodities_of(knowledge, place.thing))
    )


class Survey:
    """What one walk over the facts needs again and again, worked out once."""

    def __init__(self, knowledge: Knowledge, scenario: Scenario, commodity: str | None) -> None:
        self.knowledge, self.scenario = knowledge, scenario
        self.wanted = within(knowledge, commodity) if commodity else None
        self.wider = above(knowledge, commodity) if commodity else frozenset()
        self.hops: dict[str, list[Hop]] = defaultdict(list)
        for hop in counted(knowledge, scenario, bodies=True).hops:
            self.hops[hop.relation.target].append(hop)
        kinds = ((node, knowledge.claims.kind(node)) for node in knowledge.claims)
        chosen = [knowledge.claims[node] for node, kind in kinds if kind in ("Absence", "Figure")]
        told = [c for c in chosen if c.concept("certainty") not in {*scenario.exclude, "denied"}]
        self.figures = [c for c in told if c.kind == "Figure" and c.concept("figureKind") in (*OUTPUT, *SHARES)]
        self.absences = [c for c in told if c.kind == "Absence"]

    def answer(self) -> tuple[Stage, ...]:
        """Every stage, and what stands at none."""
        found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for place in places(self.knowledge, self.scenario.exclude):
            found[place.stage][place.thing].append(place.by)
        placed = {thing for things in found.values() for thing in things}
        known = [self.stage(stage, found[stage]) for stage in stages(self.knowledge)]
        return (*known, self.stage("", {thing: [] for thing in self.elsewhere(placed)}))

    def elsewhere(self, placed: set[str]) -> list[str]:
        """Assets, and what output figures are of, that no account, kind or figure puts at a stage."""
        things = self.knowledge.things
        assets = [iri for iri, thing in things.items() if self.is_site(iri, thing.kind)]
        output = [c for c in self.figures if c.concept("figureKind") in OUTPUT and not c.iris("chainStage")]
        of = [i for c in output for i in c.iris("isFigureOf") if placeable(self.knowledge, i)]
        return sorted(iri for iri in {*assets, *of} - placed if is_told(self.knowledge, iri))

    def is_site(self, iri: str, kind: str) -> bool:
        """True for a deposit or plant, and for any other asset of which a commodity is stated."""
        if any(self.knowledge.is_a(kind, site) for site in ("Deposit", "Mine", "Plant")):
            return True
        return self.knowledge.is_a(kind, "Asset") and bool(commodities_of(self.knowledge, iri))

    def stage(self, stage: str, found: Mapping[str, list[str]]) -> Stage:
        """One stage with everything that is told of it."""
        every = [self.member(thing, tuple(sorted(by))) for thing, by in found.items()]
        every.sort(key=lambda m: (self.knowledge.label(m.thing), m.thing))
        kept = [m for m in every if self.is_wanted(m.commodities)]
        programmes = tuple(m for m in kept if self.is_programme(m.thing))
        members = tuple(m for m in kept if not self.is_programme(m.thing))
        others = [m for m in every if m not in kept and self.might_be(m.commodities) and not self.is_programme(m.thing)]
        shares = self.shares_at(stage)
        exact = [claim for claim in shares if self.is_wanted(claim.iris("commodity"))]
        return Stage(
            stage,
            members,
            programmes,
            tuple(m.thing for m in others),
            shares,
            self.absences_at(stage),
            self.countries(members, exact),
            tuple(m.thing for m in members if not m.located.countries),
            self.countries(others, [claim for claim in shares if claim not in exact]),
        )

    def member(self, thing: str, by: tuple[str, ...]) -> Member:
        """One thing with what is told of it."""
        tied = [node for node in self.knowledge.mentions.get(thing, ()) if self.takes_part(node, thing)]
        figures = [c for c in self.figures if thing in c.iris("isFigureOf") and c.concept("figureKind") in OUTPUT]
        return Member(
            thing,
            by,
            commodities_of(self.knowledge, thing),
            located(self.knowledge, thing),
            tuple(c for c in figures if self.is_near(c)),
            tuple(self.hops[thing]),
            tuple(self.knowledge.claims[node] for node in tied),
            tuple(c for c in self.absences if thing in c.iris("isAbout")) if self.is_worked(thing) else (),
            self.occurrences(thing),
        )

    def is_worked(self, thing: str) -> bool:
        """True for an asset or company: what is missing of a state is not missing of its output."""
        kind = self.knowledge.things[thing].kind
        return any(self.knowledge.is_a(kind, group) for group in ("Asset", "Company", "StateOwnedEnterprise"))

    def occurrences(self, thing: str) -> tuple[Claim, ...]:
        """What accounts say occurs in a thing, of the commodity asked for."""
        near = [n for n in self.knowledge.mentions.get(thing, ()) if self.knowledge.claims.kind(n) == OCCURRENCE]
        claims = (self.knowledge.claims[node] for node in near)
        told = (c for c in claims if c.concept("certainty") not in {*self.scenario.exclude, "denied"})
        return tuple(c for c in told if thing in c.iris("isOccurrenceIn") and self.is_wanted(c.iris("commodity")))

    def takes_part(self, node: str, thing: str) -> bool:
        """True for a tie by which somebody takes part in a thing, as it counts on the day."""
        if self.knowledge.claims.kind(node) != "Participation":
            return False
        claim = self.knowledge.claims[node]
        return thing in claim.iris("isParticipationIn") and self.scenario.standing(self.knowledge, claim).counts

    def is_wanted(self, commodities: Iterable[str]) -> bool:
        """True for what is said of the commodity asked for, or of one within it."""
        return self.wanted is None or bool(self.wanted & set(commodities))

    def might_be(self, commodities: Iterable[str]) -> bool:
        """True where no commodity is stated, or one that the commodity asked for is within."""
        return not set(commodities) or bool(self.wider & set(commodities))

    def is_near(self, figure: Claim) -> bool:
        """True for a figure of the commodity asked for, of a broader one, or of none that is stated."""
        goods = figure.iris("commodity")
        return self.is_wanted(goods) or self.might_be(goods)

    def is_programme(self, thing: str) -> bool:
        """True for a programme: it aims at a stage and stands at none."""
        return self.knowledge.is_a(self.knowledge.things[thing].kind, "Programme")

    def shares_at(self, stage: str) -> tuple[Claim, ...]:
        """The market shares that figures state for a stage; for "" those that name none."""
        shares = [c for c in self.figures if c.concept("figureKind") in SHARES]
        at = [c for c in shares if stage in c.iris("chainStage") or (not stage and not c.iris("chainStage"))]
        return tuple(c for c in at if self.is_near(c))

    def absences_at(self, stage: str) -> tuple[Claim, ...]:
        """What voices say is missing of the kind of plant that stands at a stage."""
        kinds = {kind for kind, at in KIND_STAGES.items() if at == stage}
        missing = (c for c in self.absences if kinds & set(map(local, c.iris("absentTerm"))))
        return tuple(c for c in missing if self.wanted is None or any(map(self.touches, c.iris("isAbout"))))

    def touches(self, iri: str) -> bool:
        """True for what is said of the commodity asked for, of one within it, or of one that it is within."""
        about = self.knowledge.claims.get(iri)
        goods = {*commodities_of(self.knowledge, iri), *(about.iris("commodity") if about else ())}
        return bool((goods | {COMMODITY + local(iri)}) & {*(self.wanted or ()), *self.wider})

    def countries(self, members: Iterable[Member], shares: Iterable[Claim]) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Country -> who is placed there; a market share of a state places that state."""
        found: dict[str, set[str]] = defaultdict(set)
        for member in members:
            for country in member.located.countries:
                found[country].add(member.thing)
        for thing in (iri for claim in shares for iri in claim.iris("isFigureOf")):
            for country in located(self.knowledge, thing).countries:
                found[country].add(thing)
        return tuple((country, tuple(sorted(found[country]))) for country in sorted(found))
