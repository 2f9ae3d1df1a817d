"""Everything known, as plain values: the things, the sources and accounts, and one resolved claim per node.

The reader turns RDF terms into Python values here, once; nothing above this module sees a term.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from regraph.errors import BadFact
from regraph.model.dates import When
from regraph.model.things import Account, Claim, Source, Statement, Thing, Value
from regraph.names import ALT_LABEL, DEFINITION, NOTE, RDF_TYPE, RDFS_LABEL, RDFS_SUBCLASS, RG, XSD, local
from regraph.store.dataset import Dataset, Description, Terms
from regraph.store.resolution import Resolver

# What XML Schema allows, narrower than Python's readers: no exponents, no NaN, no week dates, ASCII digits.
LEXICAL: Mapping[str, tuple[re.Pattern[str], Callable[[str], Value], str]] = {
    "decimal": (re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"), Decimal, "0.25"),
    "integer": (re.compile(r"[+-]?[0-9]+"), int, "5"),
    "date": (re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), dt.date.fromisoformat, "2026-02-01"),
    "boolean": (re.compile(r"true|false|1|0"), lambda text: text in ("true", "1"), "true"),
}
# Properties whose values are concepts, classes, passages or texts: most of what is said, and never a thing or claim.
LEAD_NOWHERE = frozenset(
    (RDF_TYPE, RDFS_LABEL, NOTE, RG.evidence, RG.certainty, RG.stage, RG.bindingness, RG.statement, RG.figureKind)
    + (RG.realisation, RG.unit, RG.currency, RG.valueAtLeast, RG.valueAtMost, RG.dateEarliest, RG.dateLatest)
)
IDENTIFIERS = ("iso3166", "isin", "lei", "wikidata")


@dataclass(frozen=True)
class Knowledge:
    """What a selection of accounts says.

    Args:
        things: IRI -> register entry.
        sources: IRI -> source document.
        accounts: IRI -> account.
        claims: node IRI -> resolved claim; things that accounts describe are among them.
        terms: ontology IRI -> (label, definition).
        parents: class local name -> its superclasses, nearest first.
    """

    things: Mapping[str, Thing]
    sources: Mapping[str, Source]
    accounts: Mapping[str, Account]
    claims: "Claims"
    terms: Mapping[str, tuple[str, str]]
    parents: Mapping[str, tuple[str, ...]]

    def is_a(self, kind: str, ancestor: str) -> bool:
        """True where a kind is another, or one of its kinds: `is_a("Loan", "Deal")`."""
        return kind == ancestor or ancestor in self.parents.get(kind, ())

    def label(self, iri: str) -> str:
        """How people call a thing, a claim or a term; its last part where nobody says."""
        if iri in self.things:
            return self.things[iri].label
        if iri in self.claims:
            return self.claims.label(iri)
        if iri in self.terms:
            return self.terms[iri][0]
        described = self.sources.get(iri) or self.accounts.get(iri)
        return described.label if described else local(iri)

    def word(self, kind: str) -> str:
        """The label of a class or property given by its local name."""
        return self.terms.get(RG.namespace + kind, (kind, ""))[0]

    def told(self, claim: Claim) -> tuple[dt.date, dt.date]:
        """The days of the first and the latest account of a claim."""
        days = [self.accounts[a].published for a in claim.accounts if a in self.accounts] or [dt.date.min]
        return min(days), max(days)

    @cached_property
    def latest(self) -> dt.date | None:
        """The day of the latest account known."""
        return max((a.published for a in self.accounts.values()), default=None)

    @cached_property
    def mentions(self) -> Mapping[str, tuple[str, ...]]:
        """Thing or claim -> the claims whose values point to it, sorted."""
        found: dict[str, set[str]] = {}
        for node in self.claims:
            for iri in self.claims.targets(node):
                if iri != node and (iri in self.things or iri in self.claims):
                    found.setdefault(iri, set()).add(node)
        return {iri: tuple(sorted(nodes)) for iri, nodes in found.items()}


def known(data: Dataset) -> Knowledge:
    """The plain values of a dataset.

    Raises:
        BadFact: a literal that its datatype does not allow.
    """
    resolver = Resolver(data)
    things = {iri: thing_of(iri, about) for iri, about in sorted(data.register.items()) if is_thing(about)}
    return Knowledge(
        things=things,
        sources={i: source_of(i, d) for i, d in sorted(data.sources.items()) if RG.Source in iris(d, RDF_TYPE)},
        accounts={i: account_of(i, d) for i, d in sorted(data.sources.items()) if RG.Account in iris(d, RDF_TYPE)},
        claims=Claims(data, resolver, things),
        terms=TermTexts(data),
        parents=superclasses(data),
    )


class TermTexts(Mapping[str, tuple[str, str]]):
    """Ontology IRI -> (label, definition), read when asked for."""

    def __init__(self, data: Dataset) -> None:
        self.data = data

    def __getitem__(self, iri: str) -> tuple[str, str]:
        if iri not in self.data.terms:
            raise KeyError(iri)
        about = self.data.terms[iri]
        return text(about, RDFS_LABEL), text(about, DEFINITION)

    def __contains__(self, iri: object) -> bool:
        return iri in self.data.terms

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self.data.terms))

    def __len__(self) -> int:
        return len(self.data.terms)


class Claims(Mapping[str, Claim]):
    """Node IRI -> resolved claim, worked out when it is first asked for: a look-up touches few of them."""

    def __init__(self, data: Dataset, resolver: Resolver, things: Mapping[str, Thing]) -> None:
        self.data, self.resolver, self.things = data, resolver, things
        self.order = tuple(sorted(data.statements))
        self.made: dict[str, Claim] = {}

    def __getitem__(self, node: str) -> Claim:
        if node not in self.made:
            if node not in self.data.statements:
                raise KeyError(node)
            self.made[node] = claim_of(node, self.data, self.resolver, self.things)
        return self.made[node]

    def __contains__(self, node: object) -> bool:
        return node in self.data.statements

    def __iter__(self) -> Iterator[str]:
        return iter(self.order)

    def __len__(self) -> int:
        return len(self.order)

    def kind(self, node: str) -> str:
        """The local name of a claim's class, without resolving the claim; "" for a thing that is described."""
        for _, about in sorted(self.data.statements[node].items()):
            for kind in iris(about, RDF_TYPE):
                return local(kind)
        return ""

    def label(self, node: str) -> str:
        """The label of a claim, resolved only where accounts give several."""
        if node in self.things:
            return self.things[node].label
        told = self.data.statements[node].values()
        if len(told) == 1:
            return text(next(iter(told)), RDFS_LABEL) or local(node)
        said = {text(about, RDFS_LABEL) for about in told} - {""}
        return self[node].label if len(said) > 1 else next(iter(said), local(node))

    def targets(self, node: str) -> set[str]:
        """The IRIs that any account of a claim points to."""
        return {
            term.value  # type: ignore[union-attr]
            for about in self.data.statements[node].values()
            for predicate, objects in about.items()
            if predicate not in LEAD_NOWHERE
            for term in objects
            if not hasattr(term, "datatype")
        }


def claim_of(node: str, data: Dataset, resolver: Resolver, things: Mapping[str, Thing]) -> Claim:
    """One resolved claim with its statements."""
    resolution = resolver.resolve(node)
    told = sorted(data.statements[node].items())

    def tell() -> tuple[Statement, ...]:
        return tuple(statement_of(node, account, about) for account, about in told)

    kind = next((local(k) for _, about in told for k in iris(about, RDF_TYPE)), "")
    values = {local(p): tuple(map(value_of, objects)) for p, objects in resolution.values.items() if p != RDF_TYPE}
    label = things[node].label if node in things else str(next(iter(values.get("label", ())), local(node)))
    used = {local(group): chosen for group, chosen in resolution.used.items()}
    return Claim(node, kind, label, values, tuple(account for account, _ in told), tell, used)


def statement_of(node: str, account: str, about: Description) -> Statement:
    """What one account says of one node."""
    values = {local(p): tuple(sorted(map(value_of, o), key=str)) for p, o in about.items() if p != RDF_TYPE}
    kind = next(iter(iris(about, RDF_TYPE)), None)
    return Statement(node, account, local(kind) if kind else None, values)


def is_thing(about: Description) -> bool:
    """True for a register entry that is a thing, not a judgement."""
    return RG.Judgement not in iris(about, RDF_TYPE)


def thing_of(iri: str, about: Description) -> Thing:
    """One entry of the register."""
    found = ((key, text(about, getattr(RG, key))) for key in IDENTIFIERS)
    count = text(about, RG.partyCount)
    return Thing(
        iri=iri,
        kind=local(next(iter(iris(about, RDF_TYPE)), "")),
        label=text(about, RDFS_LABEL) or local(iri),
        names=tuple(sorted(term.value for term in about.get(ALT_LABEL, ()) if not isinstance(term, str))),  # type: ignore[union-attr]
        jurisdiction=next(iter(iris(about, RG.isUnderJurisdiction)), None),
        identifiers=tuple((key, value) for key, value in found if value),
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
        published=When(day(about, RG.publishedEarliest), day(about, RG.publishedLatest)),
        url=text(about, RG.url) or None,
        sha256=text(about, RG.sha256),
        archived_as=text(about, RG.archivedAs),
        cites=tuple(sorted(str(value_of(t)) for t in about.get(RG.citesSource, ()))),
    )


def account_of(iri: str, about: Description) -> Account:
    """One account."""
    return Account(
        iri=iri,
        label=text(about, RDFS_LABEL) or local(iri),
        source=next(iter(iris(about, RG.isAccountOf)), ""),
        voice=next(iter(iris(about, RG.hasVoice)), ""),
        section=local(next(iter(iris(about, RG.section)), "body")),
        published=day(about, RG.published) or dt.date.min,
        is_party=text(about, RG.voiceIsParty) == "true",
    )


def superclasses(data: Dataset) -> dict[str, tuple[str, ...]]:
    """Class -> all its superclasses of ours, nearest first."""
    direct = {
        iri: [c for c in iris(about, RDFS_SUBCLASS) if c.startswith(RG.namespace)]
        for iri, about in data.terms.items()
        if iri.startswith(RG.namespace)
    }
    found = {}
    for iri in direct:
        line = list(direct[iri])
        for parent in line:
            line.extend(p for p in direct.get(parent, ()) if p not in line)
        found[local(iri)] = tuple(map(local, line))
    return found


def iris(about: Description, predicate: str) -> tuple[str, ...]:
    """The IRIs that a property points to, sorted."""
    return tuple(sorted(t.value for t in about.get(predicate, ()) if not hasattr(t, "datatype")))  # type: ignore[union-attr]


def text(about: Description, predicate: str) -> str:
    """The first value of a property as text, or an empty text."""
    found = about.get(predicate)
    return min(str(t.value) for t in found) if found else ""  # type: ignore[union-attr]


def day(about: Description, predicate: str) -> dt.date | None:
    """The first value of a property as a day."""
    found = next((value_of(t) for t in about.get(predicate, ())), None)
    return found if isinstance(found, dt.date) else None


def value_of(term: Terms) -> Value:
    """A term as a plain value: IRIs and texts as str, numbers as Decimal or int, days as date, truth as bool.

    Raises:
        BadFact: the text is not of its datatype.
    """
    if not hasattr(term, "datatype"):
        return str(term.value)  # type: ignore[union-attr]
    kind, written = local(term.datatype.value), term.value  # type: ignore[union-attr]
    if kind not in LEXICAL or not term.datatype.value.startswith(XSD):
        return str(written)
    pattern, make, example = LEXICAL[kind]
    try:
        if not pattern.fullmatch(written):
            raise ValueError(written)
        return make(written)
    except ValueError as error:
        raise BadFact(kind, f"{written[:60]!r} is none; write {example}") from error
