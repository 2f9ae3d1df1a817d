"""Lists as dictionaries and rows: what a text finds, and the sources with what rests on them."""

import datetime as dt
from collections import defaultdict

from regraph.model.knowledge import Knowledge
from regraph.model.lookup import Hit
from regraph.names import local
from regraph.wording.evidence import Payload, head, when_payload
from regraph.wording.words import safe

FIND_COLUMNS = ("name", "label", "kind", "id")
SOURCE_COLUMNS = ("source", "title", "publisher", "published", "accounts", "claims", "alone", "url")
ACCOUNT_COLUMNS = ("account", "voice", "section", "party", "published", "claims", "alone")


def find_payload(knowledge: Knowledge, text: str, hits: tuple[Hit, ...], as_of: dt.date) -> Payload:
    """The answer of `find`."""
    found = [
        {"id": h.iri, "label": h.label, "kind": h.kind, "kindLabel": knowledge.word(h.kind), "name": h.name}
        for h in hits
    ]
    return {**head(knowledge, "find", as_of, None), "text": text, "found": found}


def find_text(payload: Payload) -> str:
    """One line a thing: its label, its kind, the name that matched, and its slug."""
    if not payload["found"]:
        return safe(
            f"Nothing is named {payload['text'][:80]!r}. Try a part of the name,"
            " or `regraph sources` for what is covered."
        )
    lines = []
    for hit in payload["found"]:
        by = f" (as “{hit['name']}”)" if hit["name"] != hit["label"] else ""
        lines.append(safe(f"{hit['label']}{by} — {hit['kindLabel']} · id:{local(hit['id'])}"))
    return "\n".join(lines + ["", f"{len(payload['found'])} found; latest account known: {payload['latestAccount']}"])


def find_rows(payload: Payload) -> list[tuple[str, ...]]:
    """One CSV row a thing."""
    return [(hit["name"], hit["label"], hit["kind"], hit["id"]) for hit in payload["found"]]


def sources_payload(knowledge: Knowledge, as_of: dt.date, known_by: dt.date | None, only: str | None = None) -> Payload:
    """The answer of `sources`: per source its accounts, how many claims it makes, and how many stand on it alone."""
    told: dict[str, set[str]] = defaultdict(set)
    by: dict[str, set[str]] = defaultdict(set)
    for node, claim in knowledge.claims.items():
        for account in claim.accounts:
            told[account].add(node)
            about = knowledge.accounts.get(account)
            by[node].add(about.source if about else account)
    speaking = {account.source for account in knowledge.accounts.values()}
    listed = [s for s in knowledge.sources if s in speaking and only in (None, s)]
    return {
        **head(knowledge, "sources", as_of, known_by),
        "sources": [source_payload(knowledge, source, told, by) for source in listed],
    }


def source_payload(knowledge: Knowledge, iri: str, told: dict[str, set[str]], by: dict[str, set[str]]) -> Payload:
    """One source with its accounts."""
    source = knowledge.sources[iri]
    accounts = [a for a in knowledge.accounts.values() if a.source == iri]
    nodes = {node for account in accounts for node in told[account.iri]}
    return {
        "id": iri,
        "title": source.title,
        "publisher": knowledge.label(source.publisher),
        "published": when_payload(source.published),
        "url": source.url,
        "sha256": source.sha256,
        "cites": list(source.cites),
        "claims": len(nodes),
        "alone": sum(1 for node in nodes if by[node] == {iri}),
        "accounts": [
            {
                "id": a.iri,
                "label": a.label,
                "voice": knowledge.label(a.voice),
                "section": a.section,
                "voiceIsParty": a.is_party,
                "published": a.published.isoformat(),
                "claims": len(told[a.iri]),
                "alone": sum(1 for node in told[a.iri] if len(knowledge.claims[node].accounts) == 1),
            }
            for a in sorted(accounts, key=lambda a: a.iri)
        ],
    }


def sources_text(payload: Payload) -> str:
    """A block a source, with a line an account."""
    lines = []
    for source in payload["sources"]:
        published = source["published"]["text"] if source["published"] else "no date"
        lines.append(safe(f"{source['publisher']}: “{source['title']}”, {published}"))
        lines += [safe(f"  {source['url']}")] if source["url"] else []
        lines.append(
            f"  {source['claims']} claims, {source['alone']} of them in no other source · source:{local(source['id'])}"
        )
        for account in source["accounts"]:
            party = ", a party" if account["voiceIsParty"] else ""
            said = f"{account['claims']} claims, {account['alone']} in no other account"
            lines.append(
                safe(f"    - {account['voice']} ({account['section']}{party}): {said} · account:{local(account['id'])}")
            )
        lines += [safe(f"  cites: {'; '.join(source['cites'])}")] if source["cites"] else []
        lines.append("")
    accounts = sum(len(source["accounts"]) for source in payload["sources"])
    total = f"{len(payload['sources'])} sources, {accounts} accounts; latest account known: {payload['latestAccount']}"
    return "\n".join([*lines, total])


def sources_rows(payload: Payload) -> list[tuple[str, ...]]:
    """One CSV row a source."""
    return [
        (s["id"], s["title"], s["publisher"], s["published"]["text"] if s["published"] else "", str(len(s["accounts"])),
         str(s["claims"]), str(s["alone"]), s["url"] or "")
        for s in payload["sources"]
    ]  # fmt: skip
