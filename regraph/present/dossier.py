"""Everything known of one thing as dictionaries, text and rows: what it is, who holds it, what it holds, money, sales,
people, figures, dates, conditions, what is disputed, and what the sources say is missing."""

import datetime as dt
from collections import defaultdict

from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Scenario, Standing, Status
from regraph.model.things import Claim
from regraph.wording.evidence import Payload, claim_payload, head, thing_payload
from regraph.wording.hops import UNDATED, dateline, dates_text, difference_lines
from regraph.wording.numbered import Footnotes
from regraph.wording.words import role, safe, spaced

CSV_COLUMNS = (
    "section", "claim", "label", "kind", "roles", "share_low", "share_high", "low_open", "high_open",
    "amount", "certainty", "stage",
    "bindingness", "status", "start", "end", "date", "accounts",
)  # fmt: skip
HOLDS = ("hasParent", "isHeldBy", "isInterestOf")
TIMELESS = ("Absence", "Assessment", "Condition", "Figure", "Milestone")
HELD = ("isStakeIn", "isInterestIn", "isHoldingIn", "hasSubsidiary")
SECTIONS = (
    ("Who owns or controls it", ("Interest", "Parentage"), HELD),
    ("What it owns or controls", ("Interest", "Parentage"), HOLDS),
    ("Money", ("Financing", "EquityPurchase", "PriceSupport"), ()),
    ("Sales and supply", ("Offtake", "Supply", "ProgrammeSupply"), ()),
    ("Other deals", ("Deal",), ()),
    ("People, members and partners", ("Tie",), ()),
    ("Proceedings", ("Proceeding",), ()),
    ("Figures", ("Figure",), ()),
    ("Milestones", ("Milestone",), ()),
    ("Conditions", ("Condition",), ()),
    ("What the sources say is missing or open", ("Absence",), ()),
    ("Judgements of a voice", ("Assessment",), ()),
)
NO_SHARE = {"low": "", "high": "", "lowOpen": "", "highOpen": ""}
OTHER = "Also mentioned in"


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
    }


def sections(knowledge: Knowledge, iri: str, scenario: Scenario) -> list[Payload]:
    """The claims that point to a thing, by section, in the order of `SECTIONS`."""
    found: dict[str, list[Payload]] = defaultdict(list)
    for node in knowledge.mentions.get(iri, ()):
        claim = knowledge.claims[node]
        standing = standing_of(knowledge, claim, scenario)
        if claim.concept("certainty") in scenario.exclude:
            continue
        roles = sorted(name for name, values in claim.values.items() if iri in values)
        found[section_of(knowledge, claim, roles)].append({**claim_payload(knowledge, claim, standing), "roles": roles})
    order = [title for title, _, _ in SECTIONS] + [OTHER]
    return [{"title": title, "claims": sorted(found[title], key=claim_order)} for title in order if title in found]


def standing_of(knowledge: Knowledge, claim: Claim, scenario: Scenario) -> Standing:
    """How a claim stands on the day; a figure's period or a milestone's day is no time in force."""
    if claim.kind in TIMELESS and claim.concept("certainty") != "denied":
        return Standing(Status.COUNTED, "")
    return scenario.standing(knowledge, claim)


def claim_order(payload: Payload) -> tuple[str, str, str]:
    """Claims of one kind together, dated ones in time."""
    when = payload["date"] or payload["start"] or {}
    return payload["kind"] or "", when.get("earliest") or when.get("latest") or "", payload["label"]


def section_of(knowledge: Knowledge, claim: Claim, roles: list[str]) -> str:
    """The section a claim belongs to, by its kind and by how the thing stands in it."""
    for title, kinds, held in SECTIONS:
        if any(knowledge.is_a(claim.kind, kind) for kind in kinds) and (not held or set(held) & set(roles)):
            return title
    return OTHER


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
        lines += ["As described", *claim_lines(payload["claim"], entity["id"], footnotes), ""]
    for section in payload["sections"]:
        lines.append(section["title"])
        for claim in section["claims"]:
            lines += claim_lines(claim, entity["id"], footnotes)
        lines.append("")
    if not payload["sections"] and not payload["claim"]:
        lines += ["The sources at hand say nothing of it by that date.", ""]
    return "\n".join(lines + footnotes.lines())


def claim_lines(claim: Payload, about: str, footnotes: Footnotes) -> list[str]:
    """One claim: what, with whom, how much, how sure, when, said by whom."""
    share = f"share {claim['share']['text']}" if claim["share"] else ""
    kind = spaced(claim["kind"] or "description")
    head_line = " · ".join(part for part in (kind, share, claim["amount"] or "", claim["axes"]) if part)
    lines = [safe(f"  - {claim['label']}"), safe(f"    {head_line}")]
    parties = parties_text(claim, about)
    lines += [safe(f"    {parties}")] if parties else []
    statement = claim["values"].get("statement")
    lines += [safe(f"    {' '.join(map(str, statement))}")] if statement else []
    status = "" if claim.get("status") in (None, "counted") else f" · {claim['status']}: {claim['reason']}"
    lines += [safe(f"    {dates_text(claim)}{status}")] if status or dates_text(claim) != UNDATED else []
    differences = [line[1:] for line in difference_lines(claim, footnotes)] if cited(claim, footnotes) else []
    return [*lines, *differences, f"    {footnotes.cite(claim['accounts'])}"]


def cited(claim: Payload, footnotes: Footnotes) -> bool:
    """Number the accounts of a claim, so that its differences can name them."""
    return bool(footnotes.cite(claim["accounts"]))


def parties_text(claim: Payload, about: str) -> str:
    """The other things and plain values a claim names, each with its role."""
    said = []
    for name, values in claim["values"].items():
        if name.endswith(("Earliest", "Latest", "AtLeast", "AtMost", "Above", "Below")) or name in SAID_ELSEWHERE:
            continue
        shown = [
            v["label"] if isinstance(v, dict) else str(v)
            for v in values
            if not (isinstance(v, dict) and v["id"] == about)
        ]
        if shown:
            said.append(f"{role(name)}: {', '.join(shown)}")
    return "; ".join(said)


SAID_ELSEWHERE = ("statement", "currency", "unit", "isApproximate")


def dossier_rows(payload: Payload) -> list[tuple[str, ...]]:
    """One CSV row a claim, in the columns `CSV_COLUMNS`."""
    rows = []
    own = [{"title": "As described", "claims": [{**payload["claim"], "roles": []}]}] if payload["claim"] else []
    for section in own + payload["sections"]:
        for claim in section["claims"]:
            share = claim["share"] or NO_SHARE
            dates = [claim[name]["text"] if claim[name] else "" for name in ("start", "end", "date")]
            axes = [claim[axis] or "" for axis in ("certainty", "stage", "bindingness")]
            accounts = "|".join(account["id"] for account in claim["accounts"])
            rows.append(
                (section["title"], claim["id"], claim["label"], claim["kind"] or "", "|".join(claim["roles"]),
                 share["low"], share["high"], str(share["lowOpen"]).lower(), str(share["highOpen"]).lower(),
                 claim["amount"] or "", *axes, claim["status"], *dates, accounts)
            )  # fmt: skip
    return rows
