"""Claims with the passages they cite, and their values as plain texts, numbers and days.

pyoxigraph is imported to tell IRIs from literals in the statements as read; nothing is parsed or queried here.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

from regraph.check.archive import first
from regraph.names import RG
from regraph.store.dataset import Dataset, Description, Terms


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


def statements(data: Dataset) -> Iterator[Cited]:
    """Each node in each account that cites a passage, sorted."""
    for node in sorted(data.statements):
        for account, about in sorted(data.statements[node].items()):
            if about.get(RG.evidence):
                yield Cited(node, account, about, day_of(first(data.sources.get(account, {}), RG.published)))


def iris(terms: Iterable[Terms]) -> tuple[str, ...]:
    """The IRIs among some terms, sorted."""
    return tuple(sorted(term.value for term in terms if isinstance(term, ox.NamedNode)))


def texts_of(about: Description, *predicates: str) -> tuple[str, ...]:
    """The distinct texts of some properties, in the order of the properties."""
    found = (value_of(term) for predicate in predicates for term in about.get(predicate, ()))
    return tuple(dict.fromkeys(found))


def decimals(terms: Iterable[Terms]) -> Iterator[Decimal]:
    """The numbers among some terms; what is no number is left to the rule on ill-typed literals."""
    for term in terms:
        try:
            number = Decimal(value_of(term))
        except InvalidOperation:
            continue
        if number.is_finite():
            yield number


def day_of(text: str) -> dt.date | None:
    """A day; None for what is no day, which the rule on ill-typed literals reports."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def value_of(term: Terms) -> str:
    """The text of a term."""
    return "" if isinstance(term, ox.Triple) else str(term.value)
