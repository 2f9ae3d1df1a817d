"""Evidence read again: whether each claim's passages name its parties and state its figures and dates.

A claim that a reader could not find in the passages it cites is a miss, with the reasons. Nothing is excused here: an
editorial note on the node is handed on beside the miss, and the reader judges. pyoxigraph is imported to tell IRIs from
literals in the statements as read; nothing is parsed or queried here.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pyoxigraph as ox

from regraph.check.archive import Archive, archive, first, passage
from regraph.check.findings import Finding
from regraph.check.mentions import is_dated, is_named, shares_in
from regraph.check.numerals import numbers_in
from regraph.check.reading import Reading, subject_of
from regraph.facts.canonical import iri_text
from regraph.names import ALT_LABEL, NOTE, PREFIXES, RDF_TYPE, RDFS_LABEL, RG, SKOS, local
from regraph.store.dataset import Dataset, Description, Terms

NAMED = ("Actor", "Asset", "Programme")
SHARES = tuple(getattr(RG, "share" + end) for end in ("AtLeast", "AtMost", "Above", "Below"))
VALUES = tuple(getattr(RG, "value" + end) for end in ("AtLeast", "AtMost", "Above", "Below"))
OTHER_FIGURES = (
    *(RG.amountAtLeast, RG.amountAtMost, RG.securityCount, RG.unitPrice, RG.exercisePrice),
    *(RG.tenorYears, RG.interestMargin),
)
DATES = tuple(getattr(RG, point + end) for point in ("start", "end", "date") for end in ("Earliest", "Latest"))
COMMON_NAMES = (RDFS_LABEL, ALT_LABEL, SKOS + "prefLabel", SKOS + "notation")
BETWEEN = " ¶ "  # stands between two passages, so that no name or number is read across them


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a claim is not verified: `kind` is passage, party, figure or date."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Miss:
    """One claim of one account that its passages do not bear out."""

    path: Path
    line: int
    node: str
    account: str
    reasons: tuple[Reason, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What reading the evidence again has shown.

    Args:
        claims: statements (a node in an account) that cite a passage.
        verified: those whose parties, figures and dates all stand in their passages.
        unnamed: unknown parties of claims, which no text names and nothing can verify.
        misses: the others whose text was at hand, sorted by place.
        unread: one finding for each source whose text is missing or is not the one that was read.
        unverifiable: claims that rest on such a source.
    """

    claims: int
    verified: int
    unnamed: int
    unverifiable: int
    misses: tuple[Miss, ...]
    unread: tuple[Finding, ...]

    @property
    def share(self) -> Decimal:
        """The verified part of all claims, 0 to 1; 0 where there are none."""
        return Decimal(self.verified) / self.claims if self.claims else Decimal(0)

    @property
    def unexplained(self) -> tuple[Miss, ...]:
        """The misses whose node carries no editorial note."""
        return tuple(miss for miss in self.misses if not miss.note)


@dataclass(frozen=True, slots=True)
class Cited:
    """One node in one account, with the passages it cites."""

    node: str
    account: str
    about: Description
    said: dt.date | None

    @property
    def passages(self) -> tuple[str, ...]:
        """The IRIs of its passages, sorted."""
        return iris(self.about[RG.evidence])

    @property
    def sources(self) -> frozenset[str]:
        """The sources that its passages lie in."""
        return frozenset(iri.split("#", 1)[0] for iri in self.passages)

    @property
    def parties(self) -> frozenset[str]:
        """The node itself and every IRI that its values point to, passages apart."""
        values = (iris(terms) for predicate, terms in self.about.items() if predicate != RG.evidence)
        return frozenset({self.node}.union(*values))


def verification(reading: Reading, corpus: Path, advance: Callable[[], None] = lambda: None) -> Verification:
    """Read every passage again.

    Args:
        corpus: the directory of the archived texts.
        advance: called once per claim, for a progress bar.
    Raises:
        BadFile: `corpus` cannot be read.
    """
    texts, names = archive(corpus, reading.dataset), Names(reading.dataset)
    claims = verified = unnamed = unverifiable = 0
    misses = []
    for cited in statements(reading.dataset):
        advance()
        claims += 1
        unnamed += len(names.unknowns & cited.parties)
        if cited.sources & texts.unread.keys():
            unverifiable += 1
            continue
        reasons = tuple(reasons_against(cited, texts, names))
        verified += not reasons
        if reasons:
            path, line = reading.place(cited.account, cited.node)
            misses.append(Miss(path, line, cited.node, cited.account, reasons, first(cited.about, NOTE)))
    misses.sort(key=lambda miss: (miss.path, miss.line, miss.node))
    return Verification(claims, verified, unnamed, unverifiable, tuple(misses), unread(reading, texts))


def statements(data: Dataset) -> Iterator[Cited]:
    """Each node in each account that cites a passage, sorted."""
    for node in sorted(data.statements):
        for account, about in sorted(data.statements[node].items()):
            if about.get(RG.evidence):
                yield Cited(node, account, about, day_of(first(data.sources.get(account, {}), RG.published)))


def unread(reading: Reading, texts: Archive) -> tuple[Finding, ...]:
    """One finding for each source without its text."""
    found = []
    for source, reason in texts.unread.items():
        path, line = reading.place(source, source, "rg:archivedAs")
        message = f"evidence in this source cannot be verified: {reason}; archive the text that was read"
        found.append(Finding(path, line, "evidence", source, message))
    return tuple(sorted(found))


def reasons_against(cited: Cited, texts: Archive, names: "Names") -> Iterator[Reason]:
    """Why one claim is not verified; nothing where it is."""
    passages = [passage(texts, iri) for iri in cited.passages]
    yield from (Reason("passage", one.fault) for one in passages if one.fault)
    text = BETWEEN.join(one.text for one in passages if not one.fault)
    if text:
        yield from missing_names(cited.parties, names, text)
        yield from missing_figures(cited.about, text)
        yield from missing_dates(cited.about, text, cited.said)


def missing_names(parties: Iterable[str], names: "Names", text: str) -> Iterator[Reason]:
    """The parties and commodities that `text` does not name; an unknown party has no name to look for."""
    for iri in sorted(parties):
        is_common = iri in names.commodities
        known = names.commodities[iri] if is_common else names.things.get(iri, ())
        if known and not is_named(text, known, is_common):
            listed = ", ".join(f'"{name}"' for name in known[:4])
            yield Reason("party", f"{iri_text(iri)} is not named in its passages; known names: {listed}")


def missing_figures(about: Description, text: str) -> Iterator[Reason]:
    """The figures of a statement that `text` does not state in any usual notation."""
    stated = numbers_in(text)
    in_words = stated | shares_in(text)
    is_part = first(about, RG.unit) == "1"
    for predicate in (*SHARES, *VALUES, *OTHER_FIGURES):
        for value in decimals(about.get(predicate, ())):
            is_share = predicate in SHARES or (is_part and value <= 1)
            if value not in (in_words if is_share else stated) and not (is_share and is_limit(about, predicate, value)):
                yield Reason("figure", f"figure {value:f} ({iri_text(predicate)}) is not in its passages{said(stated)}")


def is_limit(about: Description, predicate: str, value: Decimal) -> bool:
    """True for 0 or 1 where it only closes an interval that another bound opens: "a majority" is up to 1."""
    family = SHARES if predicate in SHARES else VALUES
    bounds = {bound for one in family for bound in decimals(about.get(one, ()))}
    return value in (0, 1) and len(bounds) > 1


def said(numbers: Iterable[Decimal]) -> str:
    """What numbers a text states instead, for a message."""
    found = sorted(numbers)[:8]
    return f"; they state {', '.join(f'{n.normalize():f}' for n in found)}" if found else ", which state no number"


def missing_dates(about: Description, text: str, said: dt.date | None) -> Iterator[Reason]:
    """The date bounds that `text` gives neither by year and month nor in relation to the day it was said."""
    for predicate in DATES:
        for term in about.get(predicate, ()):
            day = day_of(value_of(term))
            if day and not is_dated(text, day, said):
                yield Reason(
                    "date", f"date {day} ({iri_text(predicate)}) is not in its passages by year, month or word"
                )


def day_of(text: str) -> dt.date | None:
    """A day; None for what is no day, which the rule on ill-typed literals reports."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


class Names:
    """The names by which texts may call actors, assets, programmes and commodities."""

    def __init__(self, data: Dataset) -> None:
        parents = data.terms.superclasses
        self.things: dict[str, tuple[str, ...]] = {}
        self.unknowns: set[str] = set()
        self.commodities = commodities(data.ontology)
        for iri, about in data.register.items():
            kinds = {local(kind) for kind in iris(about.get(RDF_TYPE, ()))}
            above = kinds.union(*(parents.get(kind, ()) for kind in kinds))
            if "UnknownParty" in kinds:
                self.unknowns.add(iri)
            elif "HeldInterest" not in kinds and above.intersection(NAMED):
                self.things[iri] = texts_of(about, RDFS_LABEL, ALT_LABEL)


def commodities(ontology: Iterable[ox.Quad]) -> dict[str, tuple[str, ...]]:
    """Commodity -> its names and symbols."""
    found: dict[str, dict[str, None]] = {}
    for quad in ontology:
        if subject_of(quad).startswith(PREFIXES["commodity"]) and quad.predicate.value in COMMON_NAMES:
            found.setdefault(subject_of(quad), {})[value_of(quad.object)] = None
    return {iri: tuple(names) for iri, names in found.items()}


def texts_of(about: Description, *predicates: str) -> tuple[str, ...]:
    """The distinct texts of some properties, in the order of the properties."""
    found = (value_of(term) for predicate in predicates for term in about.get(predicate, ()))
    return tuple(dict.fromkeys(found))


def iris(terms: Iterable[Terms]) -> tuple[str, ...]:
    """The IRIs among some terms, sorted."""
    return tuple(sorted(term.value for term in terms if isinstance(term, ox.NamedNode)))


def decimals(terms: Iterable[Terms]) -> Iterator[Decimal]:
    """The numbers among some terms; what is no number is left to the rule on ill-typed literals."""
    for term in terms:
        try:
            number = Decimal(value_of(term))
        except InvalidOperation:
            continue
        if number.is_finite():
            yield number


def value_of(term: Terms) -> str:
    """The text of a term."""
    return "" if isinstance(term, ox.Triple) else str(term.value)
