"""A published rule applied to the curated facts: a verdict for a thing, or for each of its holders, with its reasons.

Holdings count as the scenario has them; options stand beside. What the sources leave unnamed is never taken for
harmless: a thing is only cleared where nobody unnamed could change the answer.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from regraph.analysis.counting import JOINT, Aside, Counted, counted
from regraph.analysis.screening import triggers
from regraph.analysis.screening.holdings import ECONOMIC, UNNAMED, VOTES, Held, held_in
from regraph.analysis.screening.judging import Pool, Seeds, side
from regraph.analysis.screening.passing import NOTHING, meets
from regraph.analysis.screening.rules.rule import Criterion, Rule
from regraph.analysis.screening.screened import Counts, Screened, Step, Tested
from regraph.analysis.screening.seeds import Seed, seeds_of
from regraph.analysis.screening.verdict import STRENGTH, Holdings, Verdict, settled, strongest
from regraph.graph.relations import Relation, relations_of
from regraph.model.dates import Answer, Span
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Scenario

BASES = {"equity": ECONOMIC, "profits": ECONOMIC, "capital": ECONOMIC, "votes": VOTES}


@dataclass(frozen=True)
class Screening:
    """A rule on the facts in a scenario.

    Args:
        others: the rules whose caught entities count as well.
        listed: IRIs of the listed.
    """

    knowledge: Knowledge
    scenario: Scenario
    rule: Rule
    others: tuple[Rule, ...] = ()
    listed: frozenset[str] = frozenset()

    @cached_property
    def counted(self) -> Counted:
        """What counts in the scenario, and what stands beside."""
        return counted(self.knowledge, self.scenario, bodies=True)

    @cached_property
    def held(self) -> dict[str, Held]:
        """The holdings by basis."""
        every = (iri for iri, thing in self.knowledge.things.items() if self.is_screened(thing.kind))
        return held_in(self.knowledge, self.counted, every)

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        """All relations of the facts."""
        return relations_of(self.knowledge)

    @cached_property
    def seeds(self) -> tuple[Seed, ...]:
        """Who counts from the start, those that other rules catch included."""
        found = seeds_of(self.knowledge, self.rule, self.counted, sorted(self.listed))
        own = {seed.iri for seed in found}
        caught = [seed for rule in self.others for seed in self.caught_by(rule) if seed.iri not in own]
        return (*found, *caught)

    def caught_by(self, rule: Rule) -> Iterable[Seed]:
        """Who counts because another rule catches it, or possibly does."""
        sure = {Holdings.YES: 2, Holdings.ALLEGED: 1, Holdings.POSSIBLE: 0}
        other = Screening(self.knowledge, self.scenario, rule, (), self.listed)
        for thing in other.things:
            found = strongest([tested.found for tested in other.tested(thing)])
            if found in sure:
                yield Seed(thing, rule.name, f"{rule.name}: {found.value}", sure[found])

    def is_screened(self, kind: str) -> bool:
        """True for the kinds of things that a rule can be asked about."""
        return self.knowledge.is_a(kind, "Actor") or self.knowledge.is_a(kind, "Asset")

    @cached_property
    def things(self) -> tuple[str, ...]:
        """Everything of which somebody is said to hold something, or to be linked to it, sorted."""
        found = {hop.relation.target for hop in self.counted.hops} | {a.relation.target for a in self.counted.beside}
        return tuple(sorted(iri for iri in found if not iri.startswith(JOINT)))

    @property
    def in_force(self) -> tuple[Answer, str]:
        """Whether the rule applies on the day asked about, and why."""
        return in_force(self.rule, self.scenario.as_of)

    def verdicts(self, thing: str) -> tuple[Screened, ...]:
        """The verdict on a thing; where the rule asks about holders, one for each that has anything of it."""
        if self.rule.asks != "holders":
            return (self.screened(thing, ""),)
        return tuple(self.screened(thing, holder) for holder in self.holders(thing))

    def holders(self, thing: str) -> tuple[str, ...]:
        """Everyone who has anything of a thing, on any basis, and the groups of joint holders, sorted."""
        found: set[str] = set()
        for held in self.held.values():
            found |= {name for name in upward(held.solid, held.index[thing], held) if name != thing}
        return tuple(sorted(found, key=lambda iri: (not iri.startswith(JOINT), self.knowledge.label(iri), iri)))

    def screened(self, thing: str, holder: str) -> Screened:
        """The verdict on a thing, for one holder or for those who count from the start."""
        tested = self.tested(thing, holder)
        found = strongest([t.found for t in tested])
        best = min(tested, key=lambda t: (STRENGTH[t.found], -t.high.value.value), default=None)
        steps = self.steps(best, thing) if best else ()
        counting = {holder} if holder else {seed.iri for seed in self.seeds} | {step.thing for step in steps} - {thing}
        asked = triggers.Asked(self.knowledge, self.scenario, self.rule, thing, counting)
        told = triggers.told_of(asked, self.relations)
        named = next((s for s in self.seeds if s.iri == thing and not holder), None)
        would = self.verdict(found, told, named, holder)
        verdict = Verdict.NOT_IN_FORCE if self.in_force[0] is Answer.NO else would
        why = "" if named is None else named.why if named.sure == 2 else f"possibly, {named.why}"
        return Screened(thing, holder, verdict, would, found, tested, steps, told, self.beside(thing), why)

    def verdict(self, found: Holdings, told: tuple[triggers.Told, ...], named: Seed | None, holder: str) -> Verdict:
        """What may be said, from the holdings and from what else catches."""
        if holder and "person" in self.rule.words("holder_kinds") and not self.is_person(holder):
            return Verdict.NOT_A_PERSON
        if named and named.sure == 2:
            return Verdict.NAMED
        if found not in (Holdings.YES, Holdings.ALLEGED) and any(t.status == triggers.MET for t in told):
            return Verdict.CAUGHT
        verdict = settled(found, self.rule.words("settles"))
        open_ended = named or any(t.status == triggers.CLAIMED for t in told)
        weak = (Verdict.NOT, Verdict.NOT_BY_HOLDINGS, Verdict.UNSETTLED)
        return Verdict.POSSIBLE if open_ended and verdict in weak and self.rule.words("settles") else verdict

    def is_person(self, iri: str) -> bool:
        """True for a natural person, and for one whom the sources do not name and who may be one."""
        thing = self.knowledge.things.get(iri)
        return thing is not None and thing.kind in ("Person", "UnknownParty")

    def tested(self, thing: str, holder: str = "") -> tuple[Tested, ...]:
        """Every test of the rule on every basis that holdings have."""
        found = []
        for test in self.rule.tests:
            for basis in dict.fromkeys(BASES[b] for b in test.basis if b in BASES):
                found.append(self.test(test, basis, thing, holder))
        return tuple(found)

    def test(self, test: Criterion, basis: str, thing: str, holder: str) -> Tested:
        """One test on one basis: of all who count together, or the best of each by itself."""
        held = self.held[basis]
        sure = {s.iri: s.sure for s in self.seeds} if not holder else {holder: 2}
        first = held.places(s.iri for s in self.seeds if s.kind in test.way.first_tier)
        sets = [sure] if test.together else [{iri: n} for iri, n in sure.items()]
        found = [self.of_some(test, held, basis, one, first, held.index[thing]) for one in sets or [{}]]
        best = min(found, key=lambda t: (STRENGTH[t.found], -t.high.value.value, -t.low.value.value, sorted(t.who)))
        if best.found is Holdings.NO and not holder and self.is_open(test, held, sure, first, thing):
            return replace(best, found=Holdings.UNNAMED)
        if test.way.kind == "climb" and best.found is not Holdings.NO and self.may_be_held(test, held, holder):
            return replace(best, found=Holdings.POSSIBLE)  # where the sources end is not where ownership ends
        return best

    def may_be_held(self, test: Criterion, held: Held, holder: str) -> bool:
        """True where somebody whom the sources do not name could have enough of a holder to be climbed on to."""
        unnamed = held.unnamed.high.direct(held.index[UNNAMED], held.index[holder])
        return meets(unnamed, test.threshold, test.inclusive)

    def of_some(self, test: Criterion, held: Held, basis: str, sure: dict[str, int], first: Seeds, at: int) -> Tested:
        """A test of what some have together: surely, as claimed, or possibly."""
        by = [held.places(iri for iri, n in sure.items() if n >= least) - {at} for least in (2, 1, 0)]
        solid = side(held.solid, test, by[0], first & by[0], at, is_low=True)
        claimed = side(held.claimed, test, by[1], first & by[1], at, is_low=True)
        most = side(held.solid, test, by[2], first & by[2], at, is_low=False)
        answers = zip((solid, claimed, most), (Holdings.YES, Holdings.ALLEGED, Holdings.POSSIBLE), strict=True)
        found = next((answer for one, answer in answers if one.met), Holdings.NO)
        return Tested(test, basis, found, held.names(by[2]), solid, most)

    def is_open(self, test: Criterion, held: Held, sure: dict[str, int], first: Seeds, thing: str) -> bool:
        """True where those whom the sources do not name could meet a test, alone or with those who count."""
        unnamed = held.places([UNNAMED])
        seeds = (held.places(i for i in sure if i != thing) if test.together else frozenset()) | unnamed
        return side(held.unnamed, test, seeds, (first & seeds) | unnamed, held.index[thing], is_low=False).met

    def steps(self, best: Tested, thing: str) -> tuple[Step, ...]:
        """Through which stakes those who count come to hold the thing, from it upward."""
        held = self.held[best.basis]
        seeds, found, waiting = held.places(best.who), list[Step](), [held.index[thing]]
        seen = set(waiting)
        for at in waiting:
            rows = [r for r in held.solid.high.rows[at] if best.high.weights[r.holder].is_some]
            stakes = tuple(self.counts(held, best, r.holder, r.place) for r in rows)
            is_group = held.claimed.stakes.names[at].startswith(JOINT)
            found += [self.step(held, best, at, stakes)] if stakes and not is_group else []
            onward = sorted({r.holder for r in rows} - seeds - seen)
            seen |= set(onward)
            waiting += onward
        return tuple(found)

    def step(self, held: Held, best: Tested, at: int, stakes: tuple[Counts, ...]) -> Step:
        """What those who count have of one thing on the way."""
        low, high = held.solid.low, held.solid.high
        least = low.value(at, [best.low.weights[row.holder] for row in low.rows[at]])
        most = high.value(at, [best.high.weights[row.holder] for row in high.rows[at]])
        return Step(held.claimed.stakes.names[at], least, most, stakes)

    def counts(self, held: Held, best: Tested, holder: int, place: int) -> Counts:
        """One stake that counts, and why its holder does."""
        name = held.claimed.stakes.names[holder]
        seed = next((s for s in self.seeds if s.iri == name), None)
        why = seed.why if seed and name in best.who else "asked about" if name in best.who else "held by who counts"
        if name.startswith(JOINT):
            why = self.why_together(held, best, holder)
        elif best.high.tiers is not None and name not in best.who:
            unsure = "possibly " if best.low.tiers is None or best.low.tiers[holder] < 0 else ""
            why = f"{unsure}caught itself, at step {best.high.tiers[holder]}"
        weights = (best.low.weights or (NOTHING,) * (holder + 1))[holder], best.high.weights[holder]
        return Counts(held.hop(place), *weights, why)

    def why_together(self, held: Held, best: Tested, group: int) -> str:
        """Why a group of joint holders counts: all of its members do, or some."""
        rows = held.solid.high.rows[group]
        names = [self.knowledge.label(held.claimed.stakes.names[r.holder]) for r in rows
                 if best.high.weights[r.holder].is_some]  # fmt: skip
        return "all of them count" if len(names) == len(rows) else f"of them counts {', '.join(sorted(names))}"

    def beside(self, thing: str) -> tuple[Aside, ...]:
        """Claims about the thing, or about whoever holds it, that are no counted holdings."""
        held = self.held[ECONOMIC]
        above = {thing, *upward(held.solid, held.index[thing], held)}
        counted_here = {hop.relation.claim for basis in self.held.values() for hop in basis.hops}
        links = [Aside(h.relation, h.standing) for h in self.counted.hops if h.relation.claim not in counted_here]
        found = [a for a in (*links, *self.counted.beside) if a.relation.target in above]
        return tuple(sorted(found, key=lambda a: (a.relation.claim, a.relation.source, a.relation.target)))


def in_force(rule: Rule, day: dt.date) -> tuple[Answer, str]:
    """Whether a rule applies on a day, and why."""
    start = rule.effective
    if start.is_unknown:
        return Answer.POSSIBLY, "since when it applies is not dated"
    if Span(start).excluded_on(day):
        return Answer.NO, f"it applies only since {start.text()}"
    unsure = start.latest is not None and day < start.latest
    return (Answer.POSSIBLY if unsure else Answer.YES), f"it applies since {start.text()}"


def upward(pool: Pool, at: int, held: Held) -> frozenset[str]:
    """Everyone who holds anything of a thing, through any chain."""
    found, waiting = set[int](), [at]
    while waiting:
        new = {row.holder for row in pool.high.rows[waiting.pop()] if row.high.is_some} - found
        found |= new
        waiting += sorted(new)
    return held.names(found - {at})
