"""Everything known, as plain values: the things, the sources and accounts, and one resolved claim per node.

What reads a term is in `regraph.model.reading`; here stands what is asked of all of it, and what that leads to is kept.
"""

import datetime as dt
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from regraph.model.reading.claims import Claims
from regraph.model.reading.terms import TermTexts
from regraph.model.reading.values import account_of, is_a, is_thing, source_of, thing_of
from regraph.model.things import Account, Claim, Source, Thing
from regraph.names import RG, local
from regraph.store.dataset import Dataset, select
from regraph.store.resolution import Resolver

MISSING: Any = object()  # what no function gives
Asked = ParamSpec("Asked")
Found = TypeVar("Found")


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
    claims: Claims
    terms: TermTexts
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

    def template(self, kind: str) -> str:
        """The sentence template of a class given by its local name, or of the nearest class above it that has one."""
        if kind not in self.templates:
            names = (kind, *self.parents.get(kind, ()))
            own = (self.terms.template(RG.namespace + name) for name in names)
            self.templates[kind] = next(filter(None, own), "")
        return self.templates[kind]

    def told(self, claim: Claim) -> tuple[dt.date, dt.date]:
        """The days of the first and the latest account of a claim."""
        days = [self.accounts[a].published for a in claim.accounts if a in self.accounts] or [dt.date.min]
        return min(days), max(days)

    @cached_property
    def latest(self) -> dt.date | None:
        """The day of the latest account known."""
        return max((a.published for a in self.accounts.values()), default=None)

    @cached_property
    def templates(self) -> dict[str, str]:
        """What `template` has given."""
        return {}

    @cached_property
    def kept(self) -> dict[Hashable, Any]:
        """What `once` keeps with it."""
        return {}

    @cached_property
    def mentions(self) -> Mapping[str, tuple[str, ...]]:
        """Thing or claim -> the claims whose values point to it, sorted."""
        found: dict[str, set[str]] = {}
        for node in self.claims:
            for iri in self.claims.targets(node):
                if iri != node and (iri in self.things or iri in self.claims):
                    found.setdefault(iri, set()).add(node)
        return {iri: tuple(sorted(nodes)) for iri, nodes in found.items()}


def once(
    make: Callable[Concatenate[Knowledge, Asked], Found],
) -> Callable[Concatenate[Knowledge, Asked], Found]:
    """A function of what is known that many answers rest on: worked out once for each question, and kept with it.

    What it gives is shared, so that nobody may change it.
    """

    @wraps(make)
    def kept(knowledge: Knowledge, /, *asked: Asked.args, **named: Asked.kwargs) -> Found:
        key = (make, asked, tuple(sorted(named.items())) if named else ())
        found: Found = knowledge.kept.get(key, MISSING)
        if found is MISSING:
            found = knowledge.kept[key] = make(knowledge, *asked, **named)
        return found

    return kept


def is_kept(knowledge: Knowledge, made: Callable[..., Any], *asked: object) -> bool:
    """True where a function that is worked out `once` has been asked this before, so that it costs nothing more."""
    return (getattr(made, "__wrapped__", made), asked, ()) in knowledge.kept


def known(data: Dataset, later: Knowledge | None = None) -> Knowledge:
    """The plain values of a dataset.

    Args:
        later: what more accounts of the same facts say; a claim that the same accounts tell is taken from it.
    Raises:
        BadFact: a literal that its datatype does not allow.
    """
    resolver = Resolver(data)
    if later:  # the register and the terms are the same; of what is said of sources there is less
        things, terms = later.things, later.terms
        sources = {iri: source for iri, source in later.sources.items() if iri in data.sources}
        accounts = {iri: account for iri, account in later.accounts.items() if iri in data.sources}
    else:
        things = {iri: thing_of(iri, about) for iri, about in sorted(data.register.items()) if is_thing(about)}
        terms = TermTexts(data)
        sources = {i: source_of(i, d) for i, d in sorted(data.sources.items()) if is_a(d, RG.Source)}
        accounts = {i: account_of(i, d) for i, d in sorted(data.sources.items()) if is_a(d, RG.Account)}
    claims = Claims(data, resolver, things, later.claims if later else None)
    return Knowledge(things, sources, accounts, claims, terms, data.terms.superclasses)


def known_by_day(data: Dataset, whole: Knowledge) -> list[tuple[dt.date, Knowledge]]:
    """What was known by each day on which an account was published, ascending; nothing where there is no account.

    Args:
        whole: what all accounts of the facts say, which is what was known by the last day.
    """
    days = sorted({account.published for account in whole.accounts.values()})
    return [(day, known(select(data, day), whole)) for day in days[:-1]] + [(day, whole) for day in days[-1:]]
