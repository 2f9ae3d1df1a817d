"""Where accounts differ on one thing, in short: what is disputed, what each says, and what answers use.

The command `conflicts` says more; this is the part of it that the page of one thing has room for.
"""

from regraph.analysis.dispute.conflicts import Conflict, conflicts_of
from regraph.analysis.dispute.verdict import Said
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Scenario
from regraph.wording.disputes import property_words, said_words
from regraph.wording.evidence import Payload, account_payload
from regraph.wording.numbered import Footnotes
from regraph.wording.words import safe


def disputes(knowledge: Knowledge, iri: str, scenario: Scenario) -> list[Payload]:
    """Where accounts differ on a thing and on the claims that name it, the gravest first."""

    def left_out(node: str) -> bool:
        return knowledge.claims[node].concept("certainty") in scenario.exclude

    found = conflicts_of(knowledge, iri)
    return [dispute_payload(knowledge, conflict) for conflict in found if not all(map(left_out, conflict.nodes))]


def dispute_payload(knowledge: Knowledge, conflict: Conflict) -> Payload:
    """One disagreement."""
    return {
        "label": knowledge.label(conflict.nodes[0]),
        "claims": list(conflict.nodes),
        "property": conflict.property,
        "propertyText": property_words(knowledge, conflict),
        "verdict": conflict.verdict.value,
        "compatible": conflict.verdict.is_compatible,
        "why": conflict.why,
        "used": conflict.used or None,
        "rule": conflict.rule or None,
        "said": [said_payload(knowledge, conflict, said) for said in conflict.said],
    }


def said_payload(knowledge: Knowledge, conflict: Conflict, said: Said) -> Payload:
    """What one account says."""
    return {
        "claim": said.node,
        "part": said.part or None,
        "text": said_words(knowledge, conflict, said),
        "account": account_payload(knowledge, knowledge.claims[said.node], said.account),
    }


def disputed_lines(disputed: list[Payload], footnotes: Footnotes) -> list[str]:
    """Where accounts differ, a paragraph each."""
    lines = [line for dispute in disputed for line in dispute_lines(dispute, footnotes)]
    return ["What is disputed", *map(safe, lines), ""] if lines else []


def dispute_lines(dispute: Payload, footnotes: Footnotes) -> list[str]:
    """One disagreement: each value with those who give it, why they differ, and what is used by which rule."""
    told: dict[str, list[Payload]] = {}
    for said in dispute["said"]:
        told.setdefault(said["text"], []).append(said["account"])
    lines = [f"  - {dispute['label']}: accounts differ on the {dispute['propertyText']}; {dispute['verdict']}"]
    for text, accounts in told.items():
        marks = [f"{account['voice']} {account['published']} {footnotes.cite([account])}" for account in accounts]
        lines.append(f"    {text}: {'; '.join(marks)}")
    used = f" {footnotes.number(dispute['used'])} is used: {dispute['rule']}." if dispute["used"] else ""
    why = dispute["why"].rstrip(".")
    return [*lines, f"    {why[:1].upper()}{why[1:]}.{used}"]
