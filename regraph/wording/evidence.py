"""Who says so: claims and their accounts as plain dictionaries, the shape that every JSON answer shares.

The tables are printed from these same dictionaries, so that no format can say more or less than another.
"""

import datetime as dt
from decimal import Decimal
from typing import Any

from regraph.model.dates import When
from regraph.model.knowledge import Knowledge, once
from regraph.model.scenario import Standing
from regraph.model.share import Share
from regraph.model.things import Account, Claim, Statement, Value
from regraph.names import local
from regraph.store.resolution import GROUPS, RULES
from regraph.wording.words import axes, quantity

Payload = dict[str, Any]
STANDING = ("status", "reason", "needs")
HIDDEN = ("evidence", "label", "certainty", "stage", "bindingness", "editorialNote", "isStatedIn")
BOUNDS = ("Earliest", "Latest", "AtLeast", "AtMost", "Above", "Below")


def number(value: Decimal | None) -> str | None:
    """A decimal as JSON carries it: a string, so that no reader rounds it."""
    return None if value is None else f"{value:f}"


def share_payload(share: Share | None) -> Payload | None:
    """A share interval; None where the kind of relation knows no share."""
    if share is None:
        return None
    return {
        "low": number(share.low),
        "high": number(share.high),
        "lowOpen": share.low_open,
        "highOpen": share.high_open,
        "text": share.text(),
    }


def when_payload(when: When) -> Payload | None:
    """Date bounds; None where neither is stated."""
    if when.is_unknown:
        return None
    return {
        "earliest": when.earliest.isoformat() if when.earliest else None,
        "latest": when.latest.isoformat() if when.latest else None,
        "text": when.text(),
    }


def account_payload(knowledge: Knowledge, claim: Claim, account: str) -> Payload:
    """One account of a claim, with the passages it rests on."""
    about = knowledge.accounts.get(account)
    source = knowledge.sources.get(about.source) if about else None
    passages = next((s.passages for s in claim.statements if s.account == account), ())
    return {
        "id": account,
        "source": about.source if about else None,
        "voice": voices_text(knowledge, about) if about else None,
        "section": about.section if about else None,
        "voiceIsParty": about.is_party if about else None,
        "title": source.title if source else None,
        "publisher": knowledge.label(source.publisher) if source else None,
        "published": about.published.isoformat() if about else None,
        "url": source.url if source else None,
        "restsOn": list(about.rests_on) if about else [],
        "passages": list(passages),
    }


def voices_text(knowledge: Knowledge, account: Account) -> str:
    """Who speaks in an account, all who speak together."""
    return " and ".join(map(knowledge.label, (account.voice, *account.other_voices)))


def claim_payload(knowledge: Knowledge, claim: Claim, standing: Standing | None = None) -> Payload:
    """A claim with its axes, bounds, values, accounts, and where the accounts differ."""
    if not knowledge.claims.has(claim):  # one that was put together to be said
        return payload_of(knowledge, claim, standing)
    return dict(kept_payload(knowledge, claim.node, standing))


@once
def kept_payload(knowledge: Knowledge, node: str, standing: Standing | None) -> Payload:
    """A claim as it is told in a standing: many answers tell the same."""
    return payload_of(knowledge, knowledge.claims[node], standing)


def payload_of(knowledge: Knowledge, claim: Claim, standing: Standing | None) -> Payload:
    """A claim as a dictionary."""
    payload: Payload = {
        "id": claim.node,
        "kind": claim.kind or None,
        "label": claim.label,
        "sentence": said_of(knowledge, claim, standing),
        "certainty": claim.concept("certainty"),
        "stage": claim.concept("stage"),
        "bindingness": claim.concept("bindingness"),
        "axes": axes(claim),
        "share": share_payload(claim.share) if has_share(claim) else None,
        "start": when_payload(claim.when("start")),
        "end": when_payload(claim.when("end")),
        "date": when_payload(claim.when("date")),
        "amount": quantity(claim, "amount") or quantity(claim, "value") or None,
        "values": {
            name: [value_payload(knowledge, v) for v in vs]
            for name, vs in sorted(claim.values.items())
            if name not in HIDDEN
        },
        "note": " ".join(sorted(map(str, claim.all("editorialNote")))) or None,
        "differences": differences(knowledge, claim),
        "accounts": [account_payload(knowledge, claim, account) for account in claim.accounts],
    }
    if standing is not None:
        payload["status"] = standing.status.value
        payload["reason"] = standing.reason
        payload["needs"] = list(standing.needs)
    return payload


def said_of(knowledge: Knowledge, claim: Claim, standing: Standing | None) -> str | None:
    """A claim in its sentence; None where its kind has none."""
    from regraph.wording.sentences import sentence  # a list of names needs none

    return sentence(knowledge, claim, standing) or None


def hop_payload(knowledge: Knowledge, claim: Claim, standing: Standing) -> Payload:
    """The claim of a hop, which tells its standing itself; its sentence is in the mood of that standing."""
    payload = claim_payload(knowledge, claim, standing)
    return {name: value for name, value in payload.items() if name not in STANDING}


def has_share(claim: Claim) -> bool:
    """True where a share is stated, or the kind carries one."""
    return claim.kind in ("Stake", "Option", "Warrant", "Convertible", "VotingRight") or not claim.share.is_unknown


def value_payload(knowledge: Knowledge, value: Value) -> Any:
    """A property value: things with id and label, numbers as strings, days as ISO dates."""
    if isinstance(value, bool | int):
        return value
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if value.startswith("https://w3id.org/regraph/"):
        return {"id": value, "label": knowledge.label(value)}
    return value


def differences(knowledge: Knowledge, claim: Claim) -> list[Payload]:
    """Each property group on which accounts differ: what each says, whose value is used, and by which rule."""
    found = []
    for group, (account, rule) in sorted(claim.used.items()):
        names = GROUPS.get(group, (group,))
        said = [said_payload(knowledge, claim, s, group) for s in claim.statements if any(n in s.values for n in names)]
        found.append({"property": group, "used": account, "rule": RULES[rule], "said": said})
    return found


def said_payload(knowledge: Knowledge, claim: Claim, said: Statement, group: str) -> Payload:
    """What one account says of a property group, as values and in words."""
    from regraph.wording.changes import group_text  # only where accounts differ

    alone = Claim(claim.node, said.kind or claim.kind, claim.label, said.values, (said.account,))
    names = [name for name in GROUPS.get(group, (group,)) if name in said.values]
    return {
        "account": said.account,
        "text": group_text(knowledge, alone, group),
        "values": {name: [value_payload(knowledge, v) for v in said.values[name]] for name in names},
    }


def thing_payload(knowledge: Knowledge, iri: str) -> Payload:
    """One thing in short."""
    thing = knowledge.things.get(iri)
    kind = thing.kind if thing else knowledge.claims.kind(iri) if iri in knowledge.claims else None
    return {"id": iri, "label": knowledge.label(iri), "kind": kind, "slug": local(iri)}


def head(knowledge: Knowledge, command: str, as_of: dt.date, known_by: dt.date | None) -> Payload:
    """What every answer begins with."""
    return {
        "command": command,
        "asOf": as_of.isoformat(),
        "knownBy": known_by.isoformat() if known_by else None,
        "latestAccount": knowledge.latest.isoformat() if knowledge.latest else None,
    }
