"""The sources and their accounts, how much each tells and tells alone, and how far accounts are independent.

Dictionary, text and rows are made of one another, so that no format says more. What only dependent accounts tell is
counted as such; it is never called false.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping

from regraph.analysis.change.reliance import Reliance
from regraph.analysis.independence import groups_of, publisher_of
from regraph.model.knowledge import Knowledge
from regraph.model.things import Account
from regraph.names import local
from regraph.present.sources.reliance import (
    LINK_WORDS,
    claim_short,
    count,
    reason_payload,
    reliance_payload,
    reliance_text,
)
from regraph.wording.evidence import Payload, head, voices_text, when_payload
from regraph.wording.numbered import by_way_of
from regraph.wording.words import safe

SOURCE_COLUMNS = ("source", "title", "publisher", "published", "accounts", "claims", "alone", "url")


def sources_payload(
    knowledge: Knowledge, as_of: dt.date, known_by: dt.date | None, reliance: Reliance | None = None
) -> Payload:
    """The answer of `sources`.

    Args:
        reliance: what rests on the one source or account that is asked for; None for the list of all.
    """
    told: dict[str, set[str]] = defaultdict(set)
    for node in knowledge.claims:
        for account in knowledge.claims.tellers(node):
            told[account].add(node)
    speaking = {account.source for account in knowledge.accounts.values()}
    if reliance is not None:
        speaking = {knowledge.accounts[account].source for account in reliance.accounts}
    return {
        **head(knowledge, "sources", as_of, known_by),
        "sources": [source_payload(knowledge, s, told) for s in knowledge.sources if s in speaking],
        "independence": None if reliance else independence_payload(knowledge),
        "reliance": reliance_payload(knowledge, reliance) if reliance else None,
    }


def source_payload(knowledge: Knowledge, iri: str, told: Mapping[str, set[str]]) -> Payload:
    """One source with its accounts."""
    source = knowledge.sources[iri]
    accounts = sorted((a for a in knowledge.accounts.values() if a.source == iri), key=lambda a: a.iri)
    own = {account.iri for account in accounts}
    nodes = {node for account in own for node in told.get(account, ())}
    return {
        "id": iri,
        "title": source.title,
        "publisher": knowledge.label(source.publisher),
        "published": when_payload(source.published),
        "url": source.url,
        "sha256": source.sha256,
        "cites": list(source.cites),
        "claims": len(nodes),
        "alone": sum(own.issuperset(knowledge.claims.tellers(node)) for node in nodes),
        "accounts": [teller_payload(knowledge, a, told.get(a.iri, set())) for a in accounts],
    }


def teller_payload(knowledge: Knowledge, account: Account, nodes: set[str]) -> Payload:
    """One account with how much it tells, and how much of that nobody else tells."""
    return {
        "id": account.iri,
        "label": account.label,
        "voice": voices_text(knowledge, account),
        "section": account.section,
        "voiceIsParty": account.is_party,
        "published": account.published.isoformat(),
        "restsOn": list(account.rests_on),
        "claims": len(nodes),
        "alone": sum(len(knowledge.claims.tellers(node)) == 1 for node in nodes),
    }


def independence_payload(knowledge: Knowledge) -> Payload:
    """How many claims are told by how many groups of accounts that are not known to depend on each other."""
    counts: Counter[str] = Counter()
    several, tied = [], []
    for node in knowledge.claims:
        accounts = knowledge.claims.tellers(node)
        publishers = {publisher_of(knowledge, account) for account in accounts}
        groups = groups_of(knowledge, accounts) if len(publishers) > 1 else ()
        counts["alone" if len(accounts) == 1 else "onePublisher" if not groups else "publishers"] += 1
        if len(groups) > 1:
            several.append({**claim_short(knowledge, node), "groups": len(groups)})
        elif groups:
            reasons = [reason_payload(knowledge, reason) for reason in groups[0].reasons if reason.kind != "publisher"]
            tied.append({**claim_short(knowledge, node), "reasons": reasons})
    return {
        "claims": len(knowledge.claims),
        "oneAccount": counts["alone"],
        "onePublisher": counts["onePublisher"],
        "tied": tied,
        "several": several,
    }


def sources_rows(payload: Payload) -> list[tuple[str, ...]]:
    """One CSV row a source."""
    return [
        (s["id"], s["title"], s["publisher"], s["published"]["text"] if s["published"] else "", str(len(s["accounts"])),
         str(s["claims"]), str(s["alone"]), s["url"] or "")
        for s in payload["sources"]
    ]  # fmt: skip


def sources_text(payload: Payload, whole: bool = False) -> str:
    """A block a source, with a line an account; then how far accounts are independent, or what rests on the one.

    Args:
        whole: list every claim, where the text otherwise gives the first few.
    """
    lines = [line for source in payload["sources"] for line in source_lines(source)]
    if payload["reliance"] and not payload["sources"]:
        return safe(f"No account of {payload['reliance']['label']} is known by {payload['knownBy']}.")
    if payload["reliance"]:
        lines += [*reliance_text(payload["reliance"], whole), ""]
    if payload["independence"]:
        lines += [*independence_lines(payload["independence"], whole), ""]
    accounts = sum(len(source["accounts"]) for source in payload["sources"])
    total = f"{count(len(payload['sources']), 'source')}, {count(accounts, 'account')}"
    return "\n".join([*lines, f"{total}; latest account known: {payload['latestAccount']}"])


def source_lines(source: Payload) -> list[str]:
    """One source: what it is, how much it tells, and a line for each of its accounts."""
    published = source["published"]["text"] if source["published"] else "no date"
    lines = [f"{source['publisher']}: “{source['title']}”, {published}"]
    lines += [f"  {source['url']}"] if source["url"] else []
    told = f"{count(source['claims'], 'claim')}, {source['alone']} of them in no other source"
    lines.append(f"  {told} · source:{local(source['id'])}")
    for account in source["accounts"]:
        party = ", a party" if account["voiceIsParty"] else ""
        said = f"{count(account['claims'], 'claim')}, {account['alone']} in no other account"
        named = f"{by_way_of(account['restsOn'])} · account:{local(account['id'])}"
        lines.append(f"    - {account['voice']} ({account['section']}{party}): {said}{named}")
    lines += [f"  cites: {'; '.join(source['cites'])}"] if source["cites"] else []
    return [*map(safe, lines), ""]


def independence_lines(found: Payload, whole: bool) -> list[str]:
    """How many claims more than one independent group tells; with `whole`, which."""
    several, tied = found["several"], found["tied"]
    lines = [
        "Independence  [accounts of one publisher, one voice, one work or one text do not bear each other out]",
        f"  {count(found['claims'], 'claim')}: {found['oneAccount']} told by one account,"
        f" {found['onePublisher']} by several accounts that one publisher brings,",
        f"  {len(tied)} by several publishers that share a voice, a work or a text,"
        f" {len(several)} by two or more independent groups",
    ]
    if not whole:
        return lines + (["  `--all` lists the last two"] if several or tied else [])
    for claim in tied:
        shared = "; ".join(f"{LINK_WORDS[reason['kind']]}: {reason['shared']}" for reason in claim["reasons"])
        lines.append(f"    - {claim['label']} ({claim['kindLabel']}): one group; {shared} · id:{claim['slug']}")
    lines += [
        f"    - {claim['label']} ({claim['kindLabel']}): {claim['groups']} groups · id:{claim['slug']}"
        for claim in several
    ]
    return list(map(safe, lines))
