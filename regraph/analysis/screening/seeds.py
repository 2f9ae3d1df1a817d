"""Who counts for a rule from the start: the listed, or the government, bodies, nationals and entities of its nations.

A nation's government is found by its country code, or by the country's name. Who is only said to lie in a nation, or is
called its body by a doubtful claim, counts possibly; who is merely linked to a state does not count.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from regraph.analysis.counting import Counted
from regraph.analysis.screening.holdings import SOLID
from regraph.analysis.screening.rules.rule import Rule
from regraph.model.knowledge import Knowledge
from regraph.model.lookup import folded
from regraph.names import BASE, local

NATION = BASE + "jurisdiction/"
LISTED = "listed"


@dataclass(frozen=True, slots=True, order=True)
class Seed:
    """One who counts.

    Args:
        iri: of the actor.
        kind: `listed`, a kind of `seeds` in the rule's words, or the name of another rule that catches it.
        why: in a few words.
        sure: 2 for certain, 1 as a doubtful claim has it, 0 for possibly.
        claim: the claim that says so; "" where the register does, or the list.
    """

    iri: str
    kind: str
    why: str
    sure: int = 2
    claim: str = ""


def seeds_of(knowledge: Knowledge, rule: Rule, counted: Counted, listed: Iterable[str]) -> tuple[Seed, ...]:
    """Who counts for a rule, each once by the surest reason, sorted.

    Args:
        counted: what counts in the scenario; a state's bodies are among it.
        listed: IRIs of the listed.
    """
    found = [Seed(iri, LISTED, "listed") for iri in listed]
    if rule.asks == "states":
        found += governments(knowledge, rule)
        found += bodies(knowledge, counted, {seed.iri: seed.why for seed in found if seed.kind == "government"})
        found += of_the_nations(knowledge, rule) + seated(knowledge, rule)
    wanted = {LISTED, *rule.words("seeds")}
    best: dict[str, Seed] = {}
    for seed in sorted(found, key=lambda s: (-s.sure, s)):
        if seed.kind in wanted:
            best.setdefault(seed.iri, seed)
    return tuple(sorted(best.values()))


def governments(knowledge: Knowledge, rule: Rule) -> list[Seed]:
    """The states that are the nations of a rule."""
    found = []
    for iri, thing in sorted(knowledge.things.items()):
        code = nation_of(knowledge, iri, rule) if thing.kind == "State" else ""
        if code:
            found.append(Seed(iri, "government", f"the state of a covered nation ({code})"))
    return found


def nation_of(knowledge: Knowledge, iri: str, rule: Rule) -> str:
    """The code of the covered nation that a state is; "" for any other."""
    thing = knowledge.things[iri]
    if thing.jurisdiction:
        code = local(thing.jurisdiction)
        return code if code in rule.words("states") else ""
    names = {folded(name) for name in (thing.label, *thing.names)}
    codes = (c for c in rule.words("states") if NATION + c in knowledge.terms)
    return next((c for c in codes if folded(knowledge.terms[NATION + c][0]) in names), "")


def bodies(knowledge: Knowledge, counted: Counted, states: dict[str, str]) -> list[Seed]:
    """The bodies that claims give to the governments that count."""
    found = []
    for hop in counted.hops:
        claim = knowledge.claims[hop.relation.claim]
        if hop.relation.source in states and claim.concept("linkKind") == "body-of":
            sure = 2 if (claim.concept("certainty") or "reported") in SOLID else 1
            why = f"a body of {knowledge.label(hop.relation.source)}"
            found.append(Seed(hop.relation.target, "government-body", why, sure, claim.node))
    return found


def of_the_nations(knowledge: Knowledge, rule: Rule) -> list[Seed]:
    """Bodies, nationals and entities that the register puts under the law of a covered nation."""
    found = []
    for iri, thing in sorted(knowledge.things.items()):
        code = local(thing.jurisdiction) if thing.jurisdiction else ""
        if code in rule.words("states") and thing.kind != "State" and knowledge.is_a(thing.kind, "Actor"):
            kind = {"GovernmentBody": "government-body", "Person": "national"}.get(thing.kind, "organised-there")
            found.append(Seed(iri, kind, f"under the law of a covered nation ({code})"))
    return found


def seated(knowledge: Knowledge, rule: Rule) -> list[Seed]:
    """Entities that a claim places in a covered nation; whether their seat is meant is not told."""
    found = []
    for iri, thing in sorted(knowledge.things.items()):
        if iri in knowledge.claims and knowledge.is_a(thing.kind, "Actor") and thing.kind not in ("State", "Person"):
            places = {local(place) for place in knowledge.claims[iri].iris("isLocatedIn")} & {*rule.words("states")}
            if places:
                where = ", ".join(sorted(places))
                found.append(Seed(iri, "seated-there", f"said to lie in a covered nation ({where})", 0, iri))
    return found
