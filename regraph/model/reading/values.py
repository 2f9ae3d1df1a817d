"""From RDF terms to plain values: one thing, source, account, statement or claim at a time, and the tree of classes.

Nothing above this module sees a term. It raises on a literal that its datatype does not allow; it decides nothing.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from regraph.errors import BadFact
from regraph.model.things import Account, Claim, Source, Statement, Thing, Value, bounded
from regraph.names import ALT_LABEL, RDF_TYPE, RDFS_LABEL, RG, XSD, local
from regraph.store.dataset import Dataset, Description, Terms
from regraph.store.resolution import Resolver

# What XML Schema allows, narrower than Python's readers: no exponents, no NaN, no week dates, ASCII digits.
LEXICAL: Mapping[str, tuple[re.Pattern[str], Callable[[str], Value], str]] = {
    XSD + "decimal": (re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"), Decimal, "0.25"),
    XSD + "integer": (re.compile(r"[+-]?[0-9]+"), int, "5"),
    XSD + "date": (re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), dt.date.fromisoformat, "2026-02-01"),
    XSD + "boolean": (re.compile(r"true|false|1|0"), lambda text: text in ("true", "1"), "true"),
}
IDENTIFIERS = tuple((name, getattr(RG, name)) for name in ("iso3166", "isin", "lei", "wikidata"))


def claim_of(
    node: str,
    data: Dataset,
    resolver: Resolver,
    things: Mapping[str, Thing],
    statement: Callable[[str, str], Statement],
) -> Claim:
    """One resolved claim with its statements.

    Args:
        statement: gives what an account says of a node.
    """
    resolution = resolver.resolve(node)
    told = sorted(data.statements[node].items())
    accounts = tuple(account for account, _ in told)

    def tell() -> tuple[Statement, ...]:
        return tuple(statement(node, account) for account in accounts)

    kind = next((local(k) for _, about in told for k in iris(about, RDF_TYPE)), "")
    values = {local(p): tuple(map(value_of, objects)) for p, objects in resolution.values.items() if p != RDF_TYPE}
    label = things[node].label if node in things else str(next(iter(values.get("label", ())), local(node)))
    used = {local(group): chosen for group, chosen in resolution.used.items()}
    return Claim(node, kind, label, values, accounts, tell, used)


def statement_of(node: str, account: str, about: Description) -> Statement:
    """What one account says of one node."""
    values = {local(p): values_of(o) for p, o in about.items() if p != RDF_TYPE}
    kind = next(iter(iris(about, RDF_TYPE)), None)
    return Statement(node, account, local(kind) if kind else None, values)


def is_a(about: Description, kind: str) -> bool:
    """True for a description of a class by its IRI."""
    return any(term.value == kind for term in about.get(RDF_TYPE, ()))  # type: ignore[union-attr]


def is_thing(about: Description) -> bool:
    """True for a register entry that is a thing, not a judgement."""
    return not is_a(about, RG.Judgement)


def thing_of(iri: str, about: Description) -> Thing:
    """One entry of the register; hundreds are read at every start, and most say little."""
    count = text(about, RG.partyCount)
    others = about.get(ALT_LABEL, ())
    return Thing(
        iri=iri,
        kind=local(next(iter(iris(about, RDF_TYPE)), "")),
        label=text(about, RDFS_LABEL) or local(iri),
        names=tuple(sorted(term.value for term in others)) if others else (),  # type: ignore[union-attr]
        jurisdiction=next(iter(iris(about, RG.isUnderJurisdiction)), None),
        identifiers=tuple((key, text(about, name)) for key, name in IDENTIFIERS if text(about, name)),
        unknown_because=text(about, RG.unknownBecause) or None,
        count=int(count) if count.isdigit() else None,
    )


def source_of(iri: str, about: Description) -> Source:
    """One source document."""
    return Source(
        iri=iri,
        label=text(about, RDFS_LABEL) or local(iri),
        title=text(about, RG.title),
        publisher=next(iter(iris(about, RG.isPublishedBy)), ""),
        published=bounded(iri, day(about, RG.publishedEarliest), day(about, RG.publishedLatest)),
        url=text(about, RG.url) or None,
        sha256=text(about, RG.sha256),
        archived_as=text(about, RG.archivedAs),
        cites=tuple(sorted(str(value_of(t)) for t in about.get(RG.citesSource, ()))),
    )


def account_of(iri: str, about: Description) -> Account:
    """One account."""
    voices = iris(about, RG.hasVoice)
    return Account(
        iri=iri,
        label=text(about, RDFS_LABEL) or local(iri),
        source=next(iter(iris(about, RG.isAccountOf)), ""),
        voice=next(iter(voices), ""),
        section=local(next(iter(iris(about, RG.section)), "body")),
        published=day(about, RG.published) or dt.date.min,
        is_party=text(about, RG.voiceIsParty) == "true",
        other_voices=voices[1:],
        rests_on=tuple(sorted(str(value_of(t)) for t in about.get(RG.restsOn, ()))),
    )


def iris(about: Description, predicate: str) -> tuple[str, ...]:
    """The IRIs that a property points to, sorted."""
    found = about.get(predicate)
    return tuple(sorted(t.value for t in found if not hasattr(t, "datatype"))) if found else ()  # type: ignore[union-attr]


def text(about: Description, predicate: str) -> str:
    """The first value of a property as text, or an empty text."""
    found = about.get(predicate)
    return min(str(t.value) for t in found) if found else ""  # type: ignore[union-attr]


def texts(about: Description, predicate: str) -> tuple[str, ...]:
    """Every value of a property as text, sorted."""
    return tuple(sorted(str(t.value) for t in about.get(predicate, ())))  # type: ignore[union-attr]


def day(about: Description, predicate: str) -> dt.date | None:
    """The first value of a property as a day."""
    found = next((value_of(t) for t in about.get(predicate, ())), None)
    return found if isinstance(found, dt.date) else None


def values_of(objects: Sequence[Terms]) -> tuple[Value, ...]:
    """Terms as plain values, sorted as they are written."""
    found = tuple(map(value_of, objects))
    return found if len(found) < 2 else tuple(sorted(found, key=str))


def value_of(term: Terms) -> Value:
    """A term as a plain value: IRIs and texts as str, numbers as Decimal or int, days as date, truth as bool.

    Raises:
        BadFact: the text is not of its datatype.
    """
    return typed(term) if hasattr(term, "datatype") else str(term.value)  # type: ignore[union-attr]


@lru_cache(maxsize=8192)  # days and shares are written again and again
def typed(literal: Terms) -> Value:
    """A literal as a plain value; as its text where its datatype is none of `LEXICAL`.

    Raises:
        BadFact: the text is not of its datatype.
    """
    kind, written = literal.datatype.value, str(literal.value)  # type: ignore[union-attr]
    if kind not in LEXICAL:
        return written
    pattern, make, example = LEXICAL[kind]
    try:
        if not pattern.fullmatch(written):
            raise ValueError(written)
        return make(written)
    except ValueError as error:
        raise BadFact(local(kind), f"{written[:60]!r} is none; write {example}") from error
