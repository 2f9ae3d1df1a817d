"""What rests on one source or account alone, and what would change in answers without it, as dictionary, text and rows.

It says what would be left unsaid, never what is untrue.
"""

from collections import defaultdict
from collections.abc import Iterable

from regraph.analysis.change.changes import ClaimChange, is_wording, speakers
from regraph.analysis.change.reliance import Reliance
from regraph.analysis.independence import KINDS, Reason, groups_of, reasons_of
from regraph.model.knowledge import Knowledge
from regraph.wording.changes import group_text, group_word
from regraph.wording.evidence import Payload, thing_payload
from regraph.wording.words import kind_word, safe

EFFECT_COLUMNS = ("effect", "id", "label", "kind", "property", "old", "new")
FIRST = 3
LINK_WORDS = {
    "copy": "same text",
    "publisher": "same publisher",
    "voice": "same voice",
    "work": "by way of the same work",
}


def reliance_payload(knowledge: Knowledge, found: Reliance) -> Payload:
    """What rests on one source or account, and what would change without it."""
    claims = [reliance_claim(knowledge, node, found) for node in found.told]
    return {
        "id": found.iri,
        "label": knowledge.label(found.iri),
        "isAccount": found.iri in knowledge.accounts,
        "links": links(knowledge, found.accounts),
        "claims": sorted(claims, key=by_kind),
        "changes": [change for each in found.changes for change in change_payloads(knowledge, found.without, each)],
        "unmentioned": sorted((thing_entry(knowledge, iri) for iri in found.unmentioned), key=by_kind),
    }


def thing_entry(knowledge: Knowledge, iri: str) -> Payload:
    """A thing of the register in short, with the label of its class."""
    return {**thing_payload(knowledge, iri), "kindLabel": knowledge.word(knowledge.things[iri].kind)}


def by_kind(entry: Payload) -> tuple[str, str, str]:
    """What claims and things are sorted by."""
    return entry["kindLabel"], entry["label"], entry["id"]


def reliance_claim(knowledge: Knowledge, node: str, found: Reliance) -> Payload:
    """A claim that a source or account tells: who else tells it, and how many groups in all."""
    accounts = knowledge.claims.tellers(node)
    return {
        **claim_short(knowledge, node),
        "accounts": len(accounts),
        "groups": len(groups_of(knowledge, accounts)),
        "alone": node not in found.without.claims,
    }


def links(knowledge: Knowledge, accounts: Iterable[str]) -> list[Payload]:
    """What some accounts share with others, so that those do not bear them out; `accounts` of each are the others."""
    own = set(accounts)
    found = []
    for reason in reasons_of(knowledge, knowledge.accounts):
        others = [account for account in reason.accounts if account not in own]
        if others and own.intersection(reason.accounts):
            sources = sorted({knowledge.accounts[account].source for account in others})
            found.append({**reason_payload(knowledge, reason), "accounts": others, "sources": sources})
    return sorted(found, key=lambda link: KINDS.index(link["kind"]))


def change_payloads(knowledge: Knowledge, without: Knowledge, change: ClaimChange) -> list[Payload]:
    """Each value of a claim that answers would not use without the source: before, after, and whose they are."""
    was, now = change.before, change.after
    assert was is not None and now is not None
    return [
        {
            "claim": claim_short(knowledge, change.node),
            "property": group,
            "word": group_word(was, group),
            "old": group_text(knowledge, was, group),
            "new": group_text(without, now, group),
            "oldAccounts": list(speakers(was, group)),
            "newAccounts": list(speakers(now, group)),
        }
        for group in change.groups
        if not is_wording(was, now, group)
    ]


def claim_short(knowledge: Knowledge, node: str) -> Payload:
    """A claim in short; its kind is null where it is only the description of a thing."""
    kind = knowledge.claims.kind(node)
    return {
        **thing_payload(knowledge, node),
        "kind": kind or None,
        "kindLabel": kind_word(knowledge, kind) if kind else "description",
    }


def reason_payload(knowledge: Knowledge, reason: Reason) -> Payload:
    """What accounts share: the publisher, voice, work or text, and which accounts."""
    named = reason.kind in ("publisher", "voice")
    shared = knowledge.label(reason.shared) if named else reason.shared
    return {"kind": reason.kind, "shared": shared, "accounts": list(reason.accounts)}


def count(number: int, word: str) -> str:
    """A number with its noun.

    Example:
        >>> count(1, "claim"), count(1200, "claim")
        ('1 claim', '1,200 claims')
    """
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def reliance_text(found: Payload, whole: bool) -> list[str]:
    """What rests on a source or account, in lines; of long lists the first few of each kind, unless `whole`."""
    alone = [claim for claim in found["claims"] if claim["alone"]]
    elsewhere = [claim for claim in found["claims"] if not claim["alone"]]
    dependent = [claim for claim in elsewhere if claim["groups"] == 1]
    word, told = "account" if found["isAccount"] else "source", count(len(elsewhere), "claim")
    lines = [
        *link_lines(found),
        f"Would vanish without this {word}: {len(alone)} of {count(len(found['claims']), 'claim')}",
        *kind_lines(alone, whole),
        "",
        f"Told by others too: {told}, {len(dependent)} of them by none that is independent",
        *(kind_lines(dependent, whole) if whole else []),
        "",
        f"Would be answered otherwise: {count(len(found['changes']), 'value')}",
        *change_lines(found["changes"]),
        "",
        f"Would no longer be mentioned: {count(len(found['unmentioned']), 'thing')}",
        *kind_lines(found["unmentioned"], whole),
    ]
    return list(map(safe, lines))


def link_lines(found: Payload) -> list[str]:
    """What the accounts share with others, a line each; "" after them."""
    lines = [
        f"  - {LINK_WORDS[link['kind']]}: {link['shared']} ({count(len(link['accounts']), 'other account')}"
        f" in {count(len(link['sources']), 'source')})"
        for link in found["links"]
    ]
    return ["Not independent of others", *lines, ""] if lines else []


def kind_lines(entries: list[Payload], whole: bool) -> list[str]:
    """Claims or things by kind: how many, and the first few; with `whole` each on a line of its own."""
    kinds: dict[str, list[Payload]] = defaultdict(list)
    for entry in entries:
        kinds[entry["kindLabel"]].append(entry)
    lines = []
    for kind, some in kinds.items():
        if whole:
            lines += [f"  {kind} ({len(some)})", *(f"    - {e['label']} · id:{e['slug']}" for e in some)]
        else:
            more = f"; {len(some) - FIRST} more" if len(some) > FIRST else ""
            lines.append(f"  {kind} ({len(some)}): {'; '.join(e['label'] for e in some[:FIRST])}{more}")
    return lines + (["  `--all` lists each"] if not whole and any(len(some) > FIRST for some in kinds.values()) else [])


def change_lines(changes: list[Payload]) -> list[str]:
    """The values that answers would give otherwise, claim by claim."""
    lines, last = [], ""
    for change in changes:
        if change["claim"]["id"] != last:
            lines.append(
                f"  {change['claim']['label']} ({change['claim']['kindLabel']}) · id:{change['claim']['slug']}"
            )
        last = change["claim"]["id"]
        lines.append(f"    - {change['word']}: {change['old']} → {change['new']}")
    return lines


def effect_rows(payload: Payload) -> list[tuple[str, ...]]:
    """One CSV row for each claim that would vanish, value that would change, and thing that would not be mentioned."""
    found = payload["reliance"]
    rows: list[tuple[str, ...]] = [("vanishes", *named(c), "", "", "") for c in found["claims"] if c["alone"]]
    rows += [("changes", *named(c["claim"]), c["word"], c["old"], c["new"]) for c in found["changes"]]
    return rows + [("no longer mentioned", *named(thing), "", "", "") for thing in found["unmentioned"]]


def named(entry: Payload) -> tuple[str, str, str]:
    """IRI, label and kind of a claim or thing."""
    return entry["id"], entry["label"], entry["kindLabel"]
