"""What accounts say of the claims of a page, in the words of JSON-LD: each account a graph, each value with its type.

Values stand as the accounts state them, unresolved; the page only chooses which claims and accounts it writes out.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from regraph.model.knowledge import Knowledge
from regraph.model.things import Account, Claim, Source, Thing, Value
from regraph.names import ALT_LABEL, NOTE, PREFIXES, RDFS_LABEL, REGISTER, RG, SECTION, local
from regraph.wording.evidence import Payload

ELSEWHERE = {"label": RDFS_LABEL, "altLabel": ALT_LABEL, "editorialNote": NOTE}
DATATYPES: Mapping[type, str] = {
    Decimal: "xsd:decimal",
    bool: "xsd:boolean",
    int: "xsd:integer",
    dt.date: "xsd:date",
}
LINK = "@id"
PASSAGE = re.compile(r"(.*)#char=([0-9]+),([0-9]+)")
# A name means one thing in a context: a prefix that is a property too is not used.
SHORT = {prefix: base for prefix, base in PREFIXES.items() if prefix not in RG.terms}
PREFIX_OF = {base: prefix for prefix, base in SHORT.items()}
BASES = re.compile(f"({'|'.join(map(re.escape, SHORT.values()))})(?!//)(?=.)", re.DOTALL)


class Writer:
    """Writes values under short names, and the context that gives the names their meaning."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.kinds: dict[str, str] = {"url": "xsd:anyURI"}
        self.pointing: dict[str, bool] = {}
        self.names: set[str] = set()
        self.prefixes = {"rg", "xsd"}

    def node(self, kind: str | None, values: Mapping[str, Iterable[Value]]) -> Payload:
        """One node: its class, and its values by the local names of their properties."""
        found: Payload = {"@type": "rg:" + kind} if kind else {}
        for name, said in sorted(values.items()):
            written = [self.value(name, value) for value in said]
            if written:
                found[name] = written[0] if len(written) == 1 else written
        return found

    def value(self, name: str, value: Value) -> Any:
        """One value; as a bare text where the context tells its type."""
        self.names.add(name)
        kind = self.kind(name, value)
        written = self.short(str(value)) if kind == LINK else literal(value)
        if kind == self.kinds.setdefault(name, kind):
            return written
        return {LINK: written} if kind == LINK else {"@value": written, **({"@type": kind} if kind else {})}

    def kind(self, name: str, value: Value) -> str:
        """What a value is: `@id` for an IRI, a datatype, or an empty text for a plain string."""
        if not isinstance(value, str):
            return DATATYPES[type(value)]
        if ":" in value and self.points(name):
            return LINK
        return "xsd:anyURI" if name == "url" else ""

    def points(self, name: str) -> bool:
        """True for a property whose values are things, claims or concepts."""
        if name not in self.pointing:
            self.pointing[name] = self.knowledge.terms.points(iri_of(name))
        return self.pointing[name]

    def short(self, iri: str) -> str:
        """An IRI under its prefix, where it has one."""
        prefix, short = shortened(iri)
        if prefix:
            self.prefixes.add(prefix)
        return short

    def context(self) -> Payload:
        """The meaning of every name that was written; `note` is for people and means nothing."""
        terms = {name: self.term(name) for name in sorted(self.names)}
        prefixes = {iri.partition(":")[0] for iri in map(self.short, map(iri_of, terms))} | self.prefixes
        return {**{prefix: SHORT[prefix] for prefix in sorted(prefixes)}, **terms, "note": None}

    def term(self, name: str) -> Any:
        """What one name means."""
        iri, kind = self.short(iri_of(name)), self.kinds[name]
        return {"@id": iri, "@type": kind} if kind else iri


@lru_cache(maxsize=1 << 15)  # a thing is named by all that is claimed of it
def shortened(iri: str) -> tuple[str, str]:
    """The prefix of an IRI, "" where it has none, and how it is written.

    Example:
        >>> shortened("https://w3id.org/regraph/id/serra-verde"), shortened("mailto:a@news.example")
        (('id', 'id:serra-verde'), ('', 'mailto:a@news.example'))
    """
    found = BASES.match(iri)
    prefix = PREFIX_OF[found[1]] if found else ""
    return prefix, f"{prefix}:{iri[found.end() :]}" if found else iri


def linked(knowledge: Knowledge, things: Iterable[str], claims: Iterable[str]) -> Payload:
    """All that a page may write out as JSON-LD.

    Args:
        things, claims: IRIs of what the page draws.
    Returns:
        `context`; `register`: the IRI of the graph of things; `things`: IRI -> node; `said`: claim -> account -> node;
        `accounts` and `sources`: IRI -> node.
    """
    writer = Writer(knowledge)
    entered = {iri: knowledge.things[iri] for iri in sorted(things) if iri in knowledge.things}
    asked = sorted({*claims, *(set(things) - entered.keys())})
    told = [knowledge.claims[iri] for iri in asked if iri in knowledge.claims]  # nobody may have entered what is named
    heard = sorted({account for claim in told for account in claim.accounts} & knowledge.accounts.keys())
    accounts = {iri: knowledge.accounts[iri] for iri in heard}
    sources = {a.source: knowledge.sources[a.source] for a in accounts.values() if a.source in knowledge.sources}
    found: Payload = {
        "register": REGISTER,
        "things": {iri: thing_node(writer, thing) for iri, thing in entered.items()},
        "said": {claim.node: claim_nodes(writer, claim) for claim in told},
        "accounts": {iri: account_node(writer, account) for iri, account in accounts.items()},
        "sources": {iri: source_node(writer, sources[iri]) for iri in sorted(sources)},
    }
    return {"context": writer.context(), **found}


def brief(taken: Payload) -> Payload:
    """What `linked` gives, a passage of the source of an account as its characters alone, as panels write it."""
    for told in taken["said"].values():
        for account, node in told.items():
            source = taken["accounts"].get(account, {}).get("isAccountOf")
            found = node.get("evidence")
            if isinstance(found, str):
                node["evidence"] = characters(found, source)
            elif found:
                node["evidence"] = [characters(passage, source) for passage in found]
    return taken


def characters(passage: Any, source: Any) -> Any:
    """A passage of a source as its characters; any other as it stands.

    Example:
        >>> characters("source:x#char=310,402", "source:x"), characters("source:y#char=1,2", "source:x")
        ('310–402', 'source:y#char=1,2')
    """
    found = PASSAGE.fullmatch(passage) if isinstance(passage, str) else None
    return f"{found[2]}–{found[3]}" if found and found[1] == source else passage


def claim_nodes(writer: Writer, claim: Claim) -> dict[str, Payload]:
    """What each account says of one claim."""
    return {said.account: writer.node(said.kind, said.values) for said in claim.statements}


def thing_node(writer: Writer, thing: Thing) -> Payload:
    """What the register says of a thing: its class, its names, its identifiers."""
    identifiers = {name: (value,) for name, value in thing.identifiers}
    where = {"isUnderJurisdiction": (thing.jurisdiction,)} if thing.jurisdiction else {}
    return writer.node(thing.kind, {**label(thing.iri, thing.label), "altLabel": thing.names, **where, **identifiers})


def account_node(writer: Writer, account: Account) -> Payload:
    """An account: whose words they are, in which source, of which day."""
    values: dict[str, Iterable[Value]] = {
        **label(account.iri, account.label),
        "isAccountOf": (account.source,) if account.source else (),
        "hasVoice": (account.voice, *account.other_voices) if account.voice else (),
        "published": (account.published,) if account.published != dt.date.min else (),
        "section": (SECTION.namespace + account.section,),
        "voiceIsParty": (account.is_party,),
    }
    return writer.node("Account", values)


def source_node(writer: Writer, source: Source) -> Payload:
    """A source: what it is called, by whom and when it was published, where it stands."""
    values: dict[str, Iterable[Value]] = {
        **label(source.iri, source.label),
        "title": (source.title,) if source.title else (),
        "isPublishedBy": (source.publisher,) if source.publisher else (),
        "publishedEarliest": (source.published.earliest,) if source.published.earliest else (),
        "publishedLatest": (source.published.latest,) if source.published.latest else (),
        "url": (source.url,) if source.url else (),
        "sha256": (source.sha256,) if source.sha256 else (),
    }
    return writer.node("Source", values)


def label(iri: str, text: str) -> dict[str, tuple[str, ...]]:
    """The label of a node; none where it is only the last part of its IRI."""
    return {} if text == local(iri) else {"label": (text,)}


def iri_of(name: str) -> str:
    """The property of a local name.

    Example:
        >>> iri_of("isHeldBy"), iri_of("label")
        ('https://w3id.org/regraph/ontology#isHeldBy', 'http://www.w3.org/2000/01/rdf-schema#label')
    """
    return ELSEWHERE.get(name) or RG.namespace + name


def literal(value: Value) -> str:
    """A value in the letters of its datatype.

    Example:
        >>> literal(True), literal(Decimal("1E+3")), literal(dt.date(2026, 2, 3))
        ('true', '1000', '2026-02-03')
    """
    if isinstance(value, bool):
        return str(value).lower()
    return format(value, "f") if isinstance(value, Decimal) else str(value)
