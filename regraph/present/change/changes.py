"""What changed between two states of knowledge, as a dictionary: the value that answers used, the value they use now,
and the accounts that say either. What is printed of it is in `regraph.present.change.comparison`.
"""

import datetime as dt
from dataclasses import dataclass

from regraph.analysis.change.changes import Changes, ClaimChange, Effect, is_wording, speakers
from regraph.analysis.change.entries import Described, Entry, Judgement, JudgementChange, speaking
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Scenario
from regraph.model.things import Account, Claim, Source, Thing
from regraph.present.dossier import standing_of
from regraph.wording.changes import FIELDS, field_text, group_text, group_word, plain_text
from regraph.wording.evidence import Payload, claim_payload, head, thing_payload, when_payload


@dataclass(frozen=True)
class Side:
    """One side of a comparison.

    Args:
        text: the date or the directory as it was asked for.
        knowledge: what is known there.
        known_by: the day by which its accounts were published; None for all of them.
    """

    text: str
    knowledge: Knowledge
    known_by: dt.date | None


def changes_payload(
    before: Side, after: Side, changes: Changes, scenario: Scenario, about: str | None = None
) -> Payload:
    """The answer of `diff`.

    Args:
        scenario: the day on which claims stand as they are said to.
        about: IRI of the one thing that the changes concern; None for all.
    """
    sides = (before.knowledge, after.knowledge)
    claims: dict[str, list[Payload]] = {effect.value: [] for effect in Effect}
    for change in changes.claims:
        claims[change.effect.value].append(change_payload(*sides, change, scenario))
    return {
        **head(after.knowledge, "diff", scenario.as_of, None),
        "about": thing_payload(sides[1] if is_known(sides[1], about) else sides[0], about) if about else None,
        "before": side_payload(before),
        "after": side_payload(after),
        "same": changes.is_empty,
        "claims": claims,
        "things": [entry_payload(*sides, entry) for entry in changes.things],
        "judgements": [judgement_payload(*sides, change) for change in changes.judgements],
        "sources": [entry_payload(*sides, entry) for entry in changes.sources],
        "accounts": [entry_payload(*sides, entry) for entry in changes.accounts],
    }


def is_known(knowledge: Knowledge, iri: str | None) -> bool:
    """True for a thing, claim, source or account of this side."""
    return any(iri in part for part in (knowledge.things, knowledge.claims, knowledge.sources, knowledge.accounts))


def side_payload(side: Side) -> Payload:
    """One side: what was asked for, and how much is known there."""
    knowledge = side.knowledge
    return {
        "text": side.text,
        "knownBy": side.known_by.isoformat() if side.known_by else None,
        "latestAccount": knowledge.latest.isoformat() if knowledge.latest else None,
        "sources": len(speaking(knowledge)),
        "accounts": len(knowledge.accounts),
        "claims": len(knowledge.claims),
        "things": len(knowledge.things),
    }


def change_payload(before: Knowledge, after: Knowledge, change: ClaimChange, scenario: Scenario) -> Payload:
    """One claim: whole where it is on one side, else both states with what differs."""

    def stated(knowledge: Knowledge, claim: Claim) -> Payload:
        return claim_payload(knowledge, claim, standing_of(knowledge, claim, scenario))

    was, now = change.before, change.after
    if was is None or now is None:
        return stated(after if now else before, change.claim)
    return {
        "id": change.node,
        "label": now.label,
        "kind": now.kind or None,
        "before": stated(before, was),
        "after": stated(after, now),
        "changes": [value_change(before, was, after, now, group) for group in change.groups],
        "joined": list(change.joined),
        "left": list(change.left),
        "restated": [{"account": account, "properties": list(names)} for account, names in change.restated],
    }


def value_change(before: Knowledge, was: Claim, after: Knowledge, now: Claim, group: str) -> Payload:
    """One group of properties: what answers used, what they use now, and who says either."""
    texts = group_text(before, was, group), group_text(after, now, group)
    if texts[0] == texts[1]:
        texts = plain_text(before, was, group), plain_text(after, now, group)
    return {
        "property": group,
        "label": group_word(now, group),
        "isWording": is_wording(was, now, group),
        "before": {"text": texts[0], "accounts": list(speakers(was, group))},
        "after": {"text": texts[1], "accounts": list(speakers(now, group))},
    }


def entry_payload(before: Knowledge, after: Knowledge, entry: Entry) -> Payload:
    """One thing, source or account: added, withdrawn, or changed with the fields that differ."""
    knowledge, described = (after, entry.after) if entry.after is not None else (before, entry.before)
    assert described is not None
    return {
        "change": changed(entry),
        **described_payload(knowledge, described),
        "fields": [
            {
                "field": FIELDS.get(name, name.replace("_", " ")),
                "before": field_text(before, name, getattr(entry.before, name)),
                "after": field_text(after, name, getattr(entry.after, name)),
            }
            for name in entry.names
        ],
    }


def changed(change: Entry | JudgementChange) -> str:
    """What happened: `added`, `withdrawn` or `changed`."""
    return "added" if change.before is None else "withdrawn" if change.after is None else "changed"


def described_payload(knowledge: Knowledge, described: Described) -> Payload:
    """One thing, source or account in short."""
    if isinstance(described, Thing):
        return thing_payload(knowledge, described.iri)
    if isinstance(described, Source):
        return {
            "id": described.iri,
            "title": described.title,
            "publisher": knowledge.label(described.publisher),
            "published": when_payload(described.published),
            "url": described.url,
        }
    return account_in_short(knowledge, described)


def account_in_short(knowledge: Knowledge, account: Account) -> Payload:
    """One account without the claims it makes."""
    return {
        "id": account.iri,
        "source": account.source,
        "voice": knowledge.label(account.voice),
        "section": account.section,
        "voiceIsParty": account.is_party,
        "published": account.published.isoformat(),
    }


def judgement_payload(before: Knowledge, after: Knowledge, change: JudgementChange) -> Payload:
    """One recorded judgement: what it is on, and its reason, on either side."""

    def stated(knowledge: Knowledge, judgement: Judgement | None) -> Payload | None:
        if judgement is None:
            return None
        return {"on": [thing_payload(knowledge, node) for node in judgement.nodes], "reason": judgement.reason}

    return {"change": changed(change), "before": stated(before, change.before), "after": stated(after, change.after)}
