"""Who says what a panel says: the accounts of some claims with the passages they rest on, and what is told of each."""

import datetime as dt
from collections import defaultdict
from functools import lru_cache

from regraph.model.knowledge import Knowledge
from regraph.model.things import Claim, Value
from regraph.names import local
from regraph.wording.evidence import Payload, account_payload

Sourced = tuple[str, tuple[str, ...]]


def sources(knowledge: Knowledge, claims: list[Claim], names: set[str] | None = None) -> list[Sourced]:
    """The accounts of some claims, latest first, each with the passages that it rests on.

    Args:
        names: only the accounts that state one of these properties.
    """
    passages: dict[str, list[Value]] = defaultdict(list)
    for claim in claims:
        for statement in claim.statements:
            if names is None or names & statement.values.keys():
                passages[statement.account] += statement.values.get("evidence", ())
    ordered = sorted(passages)
    if len(ordered) > 1:  # most claims have one
        days = {iri: knowledge.accounts[iri].published for iri in passages if iri in knowledge.accounts}
        ordered.sort(key=lambda account: days.get(account, dt.date.min), reverse=True)
    return [(account, spans(tuple(passages[account]))) for account in ordered]


@lru_cache(maxsize=1 << 13)  # an account says the same of a claim in every state of knowledge
def spans(passages: tuple[Value, ...]) -> tuple[str, ...]:
    """Some passages as their character offsets, in their order, each once."""
    return tuple(map(passage, sorted(set(map(str, passages)), key=place)))


@lru_cache(maxsize=1 << 15)  # a passage is named by the panels of all that it speaks of
def place(passage: str) -> tuple[int, ...]:
    """The offsets of a passage, as a sort key."""
    return tuple([int(offset) for offset in passage.rpartition("#char=")[2].split(",") if offset.isdecimal()])


@lru_cache(maxsize=1 << 15)
def passage(iri: str) -> str:
    """A passage as its character offsets in the archived text.

    Example:
        >>> passage("https://w3id.org/regraph/source/x#char=310,402")
        '310–402'
    """
    return "–".join(map(str, place(iri))) or local(iri)


def account_row(knowledge: Knowledge, account: str) -> Payload:
    """One account as the panel shows it: voice, publisher, title, date, and its address where it is one of the web."""
    about = knowledge.accounts.get(account)
    stub = Claim("", "", "", {}, ())
    found = account_payload(knowledge, stub, account)
    url = str(found["url"] or "")
    source = knowledge.sources.get(about.source) if about else None
    return {
        "voice": found["voice"] or local(account),
        "party": bool(found["voiceIsParty"]),
        "section": found["section"] or "",
        "publisher": found["publisher"] or "",
        "title": found["title"] or (about.label if about else local(account)),
        "date": found["published"] or "",
        "source": about.source if about else "",
        "sha256": source.sha256[:12] if source else "",
        "url": url if url.lower().startswith(("https://", "http://")) else "",
    }
