"""The answer of `screen` as one dictionary: the rule, who counts, and a verdict for each thing with its reasons.

The disclaimer of the rule stands in every answer. Nothing here decides.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from regraph.analysis.counting import JOINT, Hop
from regraph.analysis.registers.screening import Entry
from regraph.analysis.screening.passing import SCALE, Amount
from regraph.analysis.screening.rules.rule import Criterion, Rule
from regraph.analysis.screening.screen import Screening
from regraph.analysis.screening.screened import Counts, Screened, Step, Tested
from regraph.analysis.screening.seeds import Seed
from regraph.analysis.screening.triggers import Told
from regraph.model.knowledge import Knowledge
from regraph.model.share import EXACT, Share
from regraph.present.holdings import beside_payloads, end_payload
from regraph.register.register import Register
from regraph.wording.evidence import Payload, claim_payload, head, hop_payload, number, share_payload, thing_payload
from regraph.wording.words import share_phrase, verb

PLAIN = ("name", "title", "authority", "citation", "url", "effective", "read", "summary", "asks", "disclaimer")
LISTS = ("states", "seeds", "lists", "settles", "exemptions", "covers_not")
NO_ADVICE = "Each rule is given as encoded from the texts it names; not legal advice."


def screen_payload(screening: Screening, found: Iterable[Screened], known_by: Any = None) -> Payload:
    """The answer of `screen RULE`, whole."""
    knowledge, scenario = screening.knowledge, screening.scenario
    in_force, why = screening.in_force
    return {
        **head(knowledge, "screen", scenario.as_of, known_by),
        "include": sorted(scenario.include),
        "exclude": list(scenario.left_out),
        "disclaimer": screening.rule.disclaimer,
        "rules": [rule_payload(screening.rule)],
        "inForce": in_force.value,
        "inForceWhy": why,
        "counts": [seed_payload(knowledge, seed) for seed in screening.seeds],
        "verdicts": [screened_payload(screening, one) for one in found],
        "register": None,
    }


def list_payload(rules: tuple[Rule, ...], as_of: str) -> Payload:
    """The answer of `screen --list`: the rules, applied to nothing."""
    return {
        "command": "screen", "asOf": as_of, "knownBy": None, "latestAccount": None, "include": [], "exclude": [],
        "disclaimer": NO_ADVICE, "rules": [rule_payload(rule) for rule in rules], "inForce": None, "inForceWhy": None,
        "counts": [], "verdicts": [], "register": None,
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Registered:
    """The verdicts on a register.

    Args:
        place: its directory.
        as_of: the day asked about.
        entries: the verdicts that are told.
        counts: how many verdicts there are, and how many of them are told unless a limit cuts them.
    """

    place: str
    as_of: str
    register: Register
    entries: tuple[Entry, ...]
    counts: tuple[int, int]


def register_payload(
    rule: Rule, found: Registered, listed: list[str], in_force: tuple[str, str], unlooked: tuple[str, ...]
) -> Payload:
    """The answer of `screen RULE --store DIR`: verdicts by name, no accounts.

    Args:
        unlooked: what the rule asks that the register does not tell.
    """
    names = found.register.names
    return {
        "command": "screen", "asOf": found.as_of, "knownBy": None, "latestAccount": None, "include": [], "exclude": [],
        "disclaimer": rule.disclaimer, "rules": [rule_payload(rule)], "inForce": in_force[0],
        "inForceWhy": in_force[1], "counts": [], "verdicts": [],
        "register": {
            "store": found.place, "told": found.register.told.isoformat(), "listed": listed,
            "screened": found.counts[0], "telling": found.counts[1],
            "verdicts": [entry_payload(names, entry) for entry in found.entries], "notLookedAt": list(unlooked),
        },
    }  # fmt: skip


def entry_payload(names: Sequence[str], entry: Entry) -> Payload:
    """One verdict on a register."""
    return {
        "entity": names[entry.entity],
        "holder": None if entry.holder is None else names[entry.holder],
        "verdict": entry.verdict.value,
        "share": None if entry.share is None else share_payload(share_between(*entry.share)),
    }


def rule_payload(rule: Rule) -> Payload:
    """A rule, as far as it is encoded."""
    about = rule.about
    return {
        **{name: about[name] for name in PLAIN},
        "effectiveNote": about.get("effective_note"),
        **{"coversNot" if name == "covers_not" else name: list(rule.words(name)) for name in LISTS},
        "naturalPersonsOnly": "person" in rule.words("holder_kinds"),
        "seedsFrom": list(rule.words("seeds_from")),
        "tests": [test_payload(test) for test in rule.tests],
        "triggers": [{"name": t.name, "says": t.says, "citation": t.citation} for t in rule.triggers],
        "sources": [dict(source) for source in about.get("source", ())],
    }


def test_payload(test: Criterion) -> Payload:
    """One test of a rule."""
    way = test.way
    return {
        "name": test.name,
        "says": test.says,
        "citation": test.citation,
        "threshold": number(test.threshold),
        "inclusive": test.inclusive,
        "aggregate": test.aggregate,
        "basis": list(test.basis),
        "attribution": {
            "kind": way.kind,
            "threshold": number(way.threshold),
            "inclusive": way.inclusive if way.threshold is not None else None,
            "tiers": way.tiers,
            "firstTier": list(way.first_tier),
            "note": way.note or None,
        },
    }


def seed_payload(knowledge: Knowledge, seed: Seed) -> Payload:
    """One who counts from the start, and why."""
    claims = [claim_payload(knowledge, knowledge.claims[seed.claim])] if seed.claim else []
    sure = ("possibly", "as alleged", "yes")[seed.sure]
    return {**thing_payload(knowledge, seed.iri), "as": seed.kind, "why": seed.why, "sure": sure, "claims": claims}


def screened_payload(screening: Screening, found: Screened) -> Payload:
    """The verdict on one thing."""
    knowledge = screening.knowledge
    return {
        "entity": thing_payload(knowledge, found.thing),
        "holder": node_payload(screening, found.holder) if found.holder else None,
        "verdict": found.verdict.value,
        "ifInForce": found.would.value,
        "holdings": found.found.value,
        "countsItself": found.named or None,
        "tests": [tested_payload(tested) for tested in found.tested],
        "steps": [step_payload(screening, step) for step in found.steps],
        "triggers": [told_payload(knowledge, told) for told in found.told],
        "beside": beside_payloads(knowledge, found.beside),
    }


def tested_payload(tested: Tested) -> Payload:
    """One test on one basis."""
    return {
        "test": tested.test.name,
        "basis": tested.basis,
        "result": tested.found.value,
        "share": share_payload(share_between(tested.low.value, tested.high.value)),
        "threshold": number(tested.test.threshold),
        "inclusive": tested.test.inclusive,
        "aggregate": tested.test.aggregate,
        "attribution": tested.test.way.kind,
    }


def share_between(low: Amount, high: Amount) -> Share:
    """A share from its two ends; stakes that overlap past the whole are cut to it."""
    least, most = (EXACT.divide(Decimal(min(a.value, SCALE)), Decimal(SCALE)) for a in (low, high))
    if least >= most:
        return Share(most, most)
    return Share(least, most, low.lean > 0, high.lean < 0 and high.value <= SCALE)


def step_payload(screening: Screening, step: Step) -> Payload:
    """The stakes in one thing that count."""
    return {
        "entity": node_payload(screening, step.thing),
        "share": share_payload(share_between(step.low, step.high)),
        "stakes": [counts_payload(screening, counts) for counts in step.stakes],
    }


def counts_payload(screening: Screening, counts: Counts) -> Payload:
    """One stake that counts: whose, its claim, how much of it, and why."""
    hop, knowledge = counts.hop, screening.knowledge
    claim, relation = knowledge.claims[hop.relation.claim], hop.relation
    return {
        "holder": node_payload(screening, relation.source),
        "verb": verb(claim, relation),
        "why": counts.why,
        "weight": share_payload(share_between(counts.least, counts.most)),
        "share": share_payload(relation.share),
        "shareText": share_phrase(knowledge, claim, relation),
        "status": hop.standing.status.value,
        "reason": hop.standing.reason,
        "claim": hop_payload(knowledge, claim, hop.standing),
    }


def node_payload(screening: Screening, iri: str) -> Payload:
    """A thing, or a group of joint holders by its members."""
    if not iri.startswith(JOINT):
        return thing_payload(screening.knowledge, iri)
    return end_payload(screening.knowledge, iri, members(screening.counted.hops, iri))


def members(hops: Iterable[Hop], group: str) -> tuple[str, ...]:
    """The members of a group of joint holders."""
    return next((h.relation.joint for h in hops if group in (h.relation.source, h.relation.target)), ())


def told_payload(knowledge: Knowledge, told: Told) -> Payload:
    """What the sources say of a trigger."""
    return {
        "name": told.trigger.name,
        "says": told.trigger.says,
        "citation": told.trigger.citation,
        "status": told.status,
        "why": told.why,
        "claims": [claim_payload(knowledge, knowledge.claims[claim]) for claim in told.claims],
    }
