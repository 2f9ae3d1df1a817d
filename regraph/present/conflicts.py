"""Where accounts disagree as a dictionary, text and rows: what each says, who and when, what is used and by which rule.

All three are made from one dictionary. No line calls an account right or wrong.
"""

import datetime as dt
from dataclasses import dataclass

from regraph.analysis.dispute.conflicts import Conflict, concerning
from regraph.analysis.dispute.verdict import Said, Verdict
from regraph.analysis.independence import groups_of
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Scenario
from regraph.present.dossier import standing_of
from regraph.wording.disputes import property_words, said_words
from regraph.wording.evidence import Payload, account_payload, claim_payload, head, thing_payload, value_payload
from regraph.wording.hops import dateline
from regraph.wording.nouns import counted
from regraph.wording.numbered import Footnotes
from regraph.wording.words import safe

COLUMNS = (
    "conflict", "verdict", "claims", "labels", "property", "claim", "value", "account", "voice", "section",
    "published", "passages", "used", "rule", "why",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """What disagreements were asked for.

    Args:
        entity: IRI of the thing, claim, source or account they concern; None for all.
        verdicts: the verdicts asked for; none for all.
    """

    knowledge: Knowledge
    scenario: Scenario
    known_by: dt.date | None = None
    entity: str | None = None
    verdicts: tuple[str, ...] = ()


SHARED = {"copy": "one text", "publisher": "a publisher", "voice": "a voice", "work": "a work that they rest on"}
SECTIONS = {"summary": ", summary box", "filing": ", its filing"}


def conflicts_payload(asked: Asked, found: tuple[Conflict, ...]) -> Payload:
    """The answer of `conflicts`, whole."""
    knowledge, scenario = asked.knowledge, asked.scenario
    return {
        **head(knowledge, "conflicts", scenario.as_of, asked.known_by),
        "exclude": list(scenario.left_out),
        "verdicts": list(asked.verdicts),
        "entity": thing_payload(knowledge, asked.entity) if asked.entity else None,
        "compared": compared(knowledge, asked.entity),
        "conflicts": [conflict_payload(knowledge, conflict, scenario) for conflict in found],
    }


def compared(knowledge: Knowledge, entity: str | None) -> Payload:
    """How many claims were looked at, and how many of them several accounts tell."""
    nodes = frozenset(knowledge.claims) if entity is None else concerning(knowledge, entity)
    several = sum(1 for node in nodes if len(knowledge.claims.data.statements[node]) > 1)
    return {"claims": len(nodes), "toldBySeveral": several}


def conflict_payload(knowledge: Knowledge, conflict: Conflict, scenario: Scenario) -> Payload:
    """One disagreement."""
    claims = [knowledge.claims[node] for node in conflict.nodes]
    groups = groups_of(knowledge, {said.account for said in conflict.said})
    return {
        "label": knowledge.label(conflict.nodes[0]),
        "property": conflict.property,
        "propertyText": property_words(knowledge, conflict),
        "verdict": conflict.verdict.value,
        "compatible": conflict.verdict.is_compatible,
        "why": conflict.why,
        "used": conflict.used or None,
        "rule": conflict.rule or None,
        "independentGroups": len(groups),
        "shared": sorted({reason.kind for group in groups for reason in group.reasons}),
        "said": [said_payload(knowledge, conflict, said) for said in conflict.said],
        "claims": [claim_payload(knowledge, claim, standing_of(knowledge, claim, scenario)) for claim in claims],
    }


def said_payload(knowledge: Knowledge, conflict: Conflict, said: Said) -> Payload:
    """What one account says."""
    return {
        "claim": said.node,
        "part": said.part or None,
        "text": said_words(knowledge, conflict, said),
        "values": {name: [value_payload(knowledge, value) for value in values] for name, values in said.values},
        "account": account_payload(knowledge, knowledge.claims[said.node], said.account),
    }


def conflicts_text(payload: Payload) -> str:
    """The answer as a person reads it: a block a verdict, and in it a paragraph a disagreement."""
    footnotes = Footnotes()
    about = f" about {payload['entity']['label']}" if payload["entity"] else ""
    lines = [safe(f"Where accounts differ{about}"), f"on {payload['asOf']}; {dateline(payload)}", ""]
    for verdict in (v.value for v in Verdict):
        found = [c for c in payload["conflicts"] if c["verdict"] == verdict]
        lines += [f"{verdict[0].upper()}{verdict[1:]} ({len(found)})"] if found else []
        lines += [line for conflict in found for line in (*conflict_lines(conflict, footnotes), "")]
    if not payload["conflicts"]:
        lines += [safe(agreement(payload)), ""]
    return "\n".join(lines + footnotes.lines())


def agreement(payload: Payload) -> str:
    """What is said where nothing is disputed."""
    count = payload["compared"]["toldBySeveral"]
    if payload["verdicts"] or payload["exclude"]:
        return "Nothing of what was asked for differs; other differences may be left out."
    if not count:
        return "No claim at hand is told by more than one account, so that nothing could differ."
    on = payload["entity"]["label"] if payload["entity"] else "everything"
    return f"The accounts agree on {on}: {counted(count, 'claims')} told by more than one account."


def conflict_lines(conflict: Payload, footnotes: Footnotes) -> list[str]:
    """One disagreement: what is disputed, each value with those who give it, what is used, and why it is no more."""
    lines = [f"  {conflict['label']} — {conflict['propertyText']}"]
    told: dict[str, list[Payload]] = {}
    for said in conflict["said"]:
        told.setdefault(said["text"], []).append(said["account"])
    for text, accounts in told.items():
        lines.append(f"    - {text}: {'; '.join(spoken(account, footnotes) for account in accounts)}")
    why = conflict["why"]
    lines.append(f"    {why[0].upper()}{why[1:]}{'' if why.endswith('.') else '.'}{dependence(conflict)}")
    if conflict["used"]:
        lines.append(f"    Answers use {footnotes.number(conflict['used'])} ({conflict['rule']}).")
    return [safe(line) for line in lines]


def spoken(account: Payload, footnotes: Footnotes) -> str:
    """One account: voice, day, number and passages."""
    section = SECTIONS.get(account["section"] or "", "")
    return f"{account['voice']}{section}, {account['published']} {footnotes.cite([account])}"


def dependence(conflict: Payload) -> str:
    """What accounts share that are known not to be independent; "" where they may be."""
    shared = [SHARED[kind] for kind in conflict["shared"] if conflict["independentGroups"] == 1]
    return f" The accounts are not independent: they share {' and '.join(shared)}." if shared else ""


def conflicts_rows(payload: Payload) -> list[tuple[str, ...]]:
    """One CSV row for each account of a disagreement."""
    rows: list[tuple[str, ...]] = []
    for number, conflict in enumerate(payload["conflicts"], 1):
        claims = "|".join(claim["id"] for claim in conflict["claims"])
        labels = "|".join(claim["label"] for claim in conflict["claims"])
        for said in conflict["said"]:
            account = said["account"]
            used = "" if conflict["used"] is None else str(conflict["used"] == account["id"]).lower()
            rows.append(
                (str(number), conflict["verdict"], claims, labels, conflict["property"], said["claim"], said["text"],
                 account["id"], account["voice"] or "", account["section"] or "", account["published"] or "",
                 "|".join(account["passages"]), used, conflict["rule"] or "", conflict["why"])
            )  # fmt: skip
    return rows
