"""Everything known of one thing as dictionaries, text and rows: what it is, who holds it, what it holds, money, sales,
people, figures over time, proceedings, what is due, what is disputed, and what the sources do not say.

Each claim leads with its sentence; what that sentence says is not said again beneath it.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from decimal import Decimal

from regraph.analysis.timeline.states import State, is_standing, state_of
from regraph.model.knowledge import Knowledge, once
from regraph.model.scenario import Scenario, Standing, Status
from regraph.model.share import percent, plain
from regraph.model.things import Claim
from regraph.present.disputed import disputed_lines, disputes
from regraph.wording.evidence import Payload, claim_payload, head, thing_payload
from regraph.wording.hops import dateline, unsaid
from regraph.wording.numbered import Footnotes
from regraph.wording.words import role, safe, spaced

CSV_COLUMNS = (
    "section", "claim", "label", "kind", "roles", "share_low", "share_high", "low_open", "high_open",
    "amount", "certainty", "stage",
    "bindingness", "status", "start", "end", "date", "accounts", "sentence",
)  # fmt: skip
HOLDS = ("hasParent", "isHeldBy", "isInterestOf")
TIMELESS = ("Absence", "Assessment", "Condition", "Figure", "Milestone")
HELD = ("isStakeIn", "isInterestIn", "isHoldingIn", "hasSubsidiary")
OVERDUE, DUE = "Overdue: expected by now, and no account confirms it", "What is due: not done, not met"
DONE, STANDING = "What has happened or is met", "Conditions that hold while a deal runs"
FIGURES, OTHER = "Figures over time", "Also mentioned in"
SECTIONS = (
    ("Who owns or controls it", ("Interest", "Parentage"), HELD),
    ("What it owns or controls", ("Interest", "Parentage"), HOLDS),
    ("Money", ("Financing", "EquityPurchase", "PriceSupport"), ()),
    ("Sales and supply", ("Offtake", "Supply", "ProgrammeSupply"), ()),
    ("Other deals", ("Deal",), ()),
    ("People, members and partners", ("Tie",), ()),
    (FIGURES, ("Figure",), ()),
    ("Proceedings", ("Proceeding",), ()),
    (OVERDUE, (), ()),
    (DUE, (), ()),
    (STANDING, (), ()),
    (DONE, (), ()),
    ("What the sources do not say", ("Absence",), ()),
    ("What voices make of it", ("Assessment",), ()),
    (OTHER, (), ()),
)
# What is disputed stands before what the sources do not say.
AFTER_DISPUTED = ("What the sources do not say", "What voices make of it", OTHER)
NO_SHARE = {"low": "", "high": "", "lowOpen": "", "highOpen": ""}


def dossier_payload(knowledge: Knowledge, iri: str, scenario: Scenario, known_by: dt.date | None) -> Payload:
    """The answer of `show`, whole."""
    thing = knowledge.things.get(iri)
    own = knowledge.claims.get(iri)
    if own is not None and own.concept("certainty") in scenario.exclude:
        own = None
    return {
        **head(knowledge, "show", scenario.as_of, known_by),
        "exclude": list(scenario.left_out),
        "entity": {
            **thing_payload(knowledge, iri),
            "kindLabel": knowledge.word(thing.kind if thing else own.kind if own else ""),
            "names": list(thing.names) if thing else [],
            "jurisdiction": knowledge.label(thing.jurisdiction) if thing and thing.jurisdiction else None,
            "identifiers": dict(thing.identifiers) if thing else {},
            "unknownBecause": thing.unknown_because if thing else None,
            "count": thing.count if thing else None,
        },
        "claim": claim_payload(knowledge, own, standing_of(knowledge, own, scenario)) if own else None,
        "sections": sections(knowledge, iri, scenario),
        "disputed": disputes(knowledge, iri, scenario),
    }


def sections(knowledge: Knowledge, iri: str, scenario: Scenario) -> list[Payload]:
    """The claims that concern a thing, by section, in the order of `SECTIONS`."""
    found: dict[str, list[Payload]] = defaultdict(list)
    for claim in concerned(knowledge, iri):
        if claim.concept("certainty") in scenario.exclude:
            continue
        roles = sorted(name for name, values in claim.values.items() if iri in values)
        payload = {**claim_payload(knowledge, claim, standing_of(knowledge, claim, scenario)), "roles": roles}
        found[section_of(knowledge, claim, roles, scenario.as_of)].append(payload)
    order = [title for title, _, _ in SECTIONS if title in found]
    return [{"title": title, "claims": sorted(found[title], key=order_in(title))} for title in order]


def concerned(knowledge: Knowledge, iri: str) -> Iterator[Claim]:
    """The claims that name a thing, and what is due or needed under the deals and interests among them."""
    near = knowledge.mentions.get(iri, ())
    held = [node for node in near if any(knowledge.is_a(knowledge.claims.kind(node), k) for k in ("Deal", "Interest"))]
    far = {node for deal in held for node in knowledge.mentions.get(deal, ())} - {*near, iri}
    under = {node for node in far if knowledge.claims.kind(node) in ("Condition", "Milestone")}
    yield from (knowledge.claims[node] for node in sorted({*near, *under}))


def standing_of(knowledge: Knowledge, claim: Claim, scenario: Scenario) -> Standing:
    """How a claim stands on the day; a figure's period or a milestone's day is no time in force."""
    if claim.kind in TIMELESS and claim.concept("certainty") != "denied":
        return Standing(Status.COUNTED, "")
    told = knowledge.claims.has(claim)
    return kept_standing(knowledge, scenario, claim.node) if told else scenario.standing(knowledge, claim)


@once
def kept_standing(knowledge: Knowledge, scenario: Scenario, node: str) -> Standing:
    """How a claim stands on the day; many answers tell the same."""
    return scenario.standing(knowledge, knowledge.claims[node])


def order_in(title: str) -> Callable[[Payload], tuple[str, ...]]:
    """How the claims of a section are sorted: by time where time is what matters, else by kind and then time."""
    dated = title in (FIGURES, OVERDUE, DUE, DONE)

    def key(payload: Payload) -> tuple[str, ...]:
        when = payload["date"] or payload["start"] or {}
        day = when.get("earliest") or when.get("latest") or "9999"
        return (day if dated else payload["kind"] or "", day, payload["label"], payload["id"])

    return key


def section_of(knowledge: Knowledge, claim: Claim, roles: list[str], as_of: dt.date) -> str:
    """The section a claim belongs to, by its kind, by how the thing stands in it, and by what is due on the day."""
    if claim.kind in ("Condition", "Milestone"):
        return due_section(knowledge, claim, as_of)
    for title, kinds, held in SECTIONS:
        if any(knowledge.is_a(claim.kind, kind) for kind in kinds) and (not held or set(held) & set(roles)):
            return title
    return OTHER


def due_section(knowledge: Knowledge, claim: Claim, as_of: dt.date) -> str:
    """The section of a milestone or condition on a day: overdue, due, standing while a deal runs, or done.

    What only accounts whose word is not used call done stands with what is due, and its sentence says that they differ.
    """
    if is_standing(claim):
        return STANDING
    places = {State.OVERDUE: OVERDUE, State.HAPPENED: DONE, State.DENIED: OTHER}
    return places.get(state_of(knowledge, claim, "date", as_of), DUE)


def dossier_text(payload: Payload) -> str:
    """The answer as a person reads it."""
    footnotes = Footnotes()
    entity = payload["entity"]
    lines = [safe(f"{entity['label']} — {entity['kindLabel'] or 'thing'} ({entity['slug']})")]
    if entity["names"]:
        lines.append(safe(f"also written: {'; '.join(entity['names'])}"))
    facts = [entity["jurisdiction"], entity["unknownBecause"], *(f"{k} {v}" for k, v in entity["identifiers"].items())]
    if entity["count"] is not None:
        facts.append(f"{entity['count']} counted by a source")
    lines += [safe("; ".join(fact for fact in facts if fact))] if any(facts) else []
    lines += [safe(f"on {payload['asOf']}; {dateline(payload)}"), ""]
    if payload["claim"]:
        lines += ["What it is", *claim_lines(payload["claim"], entity["id"], footnotes), ""]
    disputed = disputed_lines(payload["disputed"], footnotes)
    for section in payload["sections"]:
        if section["title"] in AFTER_DISPUTED:
            lines, disputed = lines + disputed, []
        lines.append(section["title"])
        for claim in section["claims"]:
            lines += claim_lines(claim, entity["id"], footnotes)
        lines.append("")
    if not payload["sections"] and not payload["claim"]:
        lines += ["The sources at hand say nothing of it by that date.", ""]
    return "\n".join(lines + disputed + footnotes.lines())


def claim_lines(claim: Payload, about: str, footnotes: Footnotes) -> list[str]:
    """One claim: its sentence, what that does not say, and who says so."""
    said = claim["sentence"] or claim["label"]
    told = f"{said} {spaced(claim['kind'] or '')}"
    lines = [safe(f"  - {said}")]
    lines += [safe(f"    {line}") for line in (details(claim, told), parties_text(claim, about, told)) if line]
    return [*lines, f"    {footnotes.cite(claim['accounts'])}"]


def details(claim: Payload, said: str) -> str:
    """The name of a claim, its axes and how it stands, as far as its sentence does not say so."""
    axes = claim["axes"] if claim["stage"] or claim["bindingness"] or not claim["sentence"] else ""
    reason = unsaid(claim["reason"], said)
    status = "" if claim["status"] == Status.COUNTED.value else f"{claim['status']}{': ' if reason else ''}{reason}"
    return " · ".join(part for part in (unsaid(claim["label"], said), axes, status) if part)


def parties_text(claim: Payload, about: str, said: str) -> str:
    """The other things and plain values of a claim, each with its role, as far as its sentence does not name them."""
    found = []
    for name, values in claim["values"].items():
        if name.endswith(("Earliest", "Latest", "AtLeast", "AtMost", "Above", "Below")) or name in SAID_ELSEWHERE:
            continue
        labels = [(v["id"], v["label"]) if isinstance(v, dict) else ("", worded(claim, name, str(v))) for v in values]
        shown = [label for iri, label in labels if iri != about and unsaid(label, said)]
        if shown:
            found.append(f"{WORDS.get(name) or role(name)}: {', '.join(shown)}")
    return "; ".join(found)


def worded(claim: Payload, name: str, text: str) -> str:
    """A value that is no thing as people read it: a count with commas, a margin in percent, a price in its currency."""
    if name in PRICES:
        return " ".join((*claim["values"].get("currency", ())[:1], text))
    if name in NUMBERS and NUMERAL.fullmatch(text):
        return NUMBERS[name](Decimal(text))
    return text


PRICES = ("exercisePrice", "unitPrice")
NUMBERS = {"interestMargin": percent, "securityCount": plain}
NUMERAL = re.compile(r"[0-9]{1,30}(\.[0-9]{1,30})?")
WORDS = {
    "concerns": "concerns", "isAbout": "also about", "isConditionOf": "also of", "isFigureOf": "also of",
    "isMilestoneOf": "also of", "isPartOf": "part of", "isSumOf": "sum of", "securityCount": "number of securities",
    "tenorYears": "years it runs", "unitPrice": "price of one", "interestBase": "interest above",
}  # fmt: skip


SAID_ELSEWHERE = (
    "statement", "currency", "unit", "isApproximate", "isDone", "isMet", "linkKind", "realisation", "absenceKind",
    "absentTerm", "conditionKind", "shareBasis",
)  # fmt: skip


def dossier_rows(payload: Payload) -> list[tuple[str, ...]]:
    """One CSV row a claim, in the columns `CSV_COLUMNS`."""
    rows = []
    own = [{"title": "What it is", "claims": [{**payload["claim"], "roles": []}]}] if payload["claim"] else []
    for section in own + payload["sections"]:
        for claim in section["claims"]:
            share = claim["share"] or NO_SHARE
            dates = [claim[name]["text"] if claim[name] else "" for name in ("start", "end", "date")]
            axes = [claim[axis] or "" for axis in ("certainty", "stage", "bindingness")]
            accounts = "|".join(account["id"] for account in claim["accounts"])
            rows.append(
                (section["title"], claim["id"], claim["label"], claim["kind"] or "", "|".join(claim["roles"]),
                 share["low"], share["high"], str(share["lowOpen"]).lower(), str(share["highOpen"]).lower(),
                 claim["amount"] or "", *axes, claim["status"], *dates, accounts, claim["sentence"] or "")
            )  # fmt: skip
    return rows
