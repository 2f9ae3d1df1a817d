"""Everything known, as plain values: the things, the sources and accounts, and one resolved claim per node.

What reads a term is in `regraph.model.reader`; here a claim is resolved once, when it is first asked for.
"""

import datetime as dt
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from regraph.model.reader import (
    account_of,
    claim_of,
    iris,
    is_a,
    is_thing,
    source_of,
    statement_of,
    text,
    texts,
    thing_of,
)
from regraph.model.things import Account, Claim, Source, Statement, Thing
from regraph.names import ALT_LABEL, BROADER, DEFINITION, NOTATION, OBJECT_PROPERTY, RDF_TYPE, RDFS_LABEL, RG, local
from regraph.store.dataset import Dataset, select
from regraph.store.heads import head_of
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
    claims: "Claims"
    terms: "TermTexts"
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
        names = (kind, *self.parents.get(kind, ()))
        return next(filter(None, (self.terms.template(RG.namespace + name) for name in names)), "")

    def told(self, claim: Claim) -> tuple[dt.date, dt.date]:
        """The days of the first and the latest account of a claim."""
        days = [self.accounts[a].published for a in claim.accounts if a in self.accounts] or [dt.date.min]
        return min(days), max(days)

    @cached_property
    def latest(self) -> dt.date | None:
        """The day of the latest account known."""
        return max((a.published for a in self.accounts.values()), default=None)

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
    things = {iri: thing_of(iri, about) for iri, about in sorted(data.register.items()) if is_thing(about)}
    return Knowledge(
        things=things,
        sources={i: source_of(i, d) for i, d in sorted(data.sources.items()) if is_a(d, RG.Source)},
        accounts={i: account_of(i, d) for i, d in sorted(data.sources.items()) if is_a(d, RG.Account)},
        claims=Claims(data, resolver, things, later.claims if later else None),
        terms=TermTexts(data),
        parents=data.terms.superclasses,
    )


def known_by_day(data: Dataset, whole: Knowledge) -> list[tuple[dt.date, Knowledge]]:
    """What was known by each day on which an account was published, ascending; nothing where there is no account.

    Args:
        whole: what all accounts of the facts say, which is what was known by the last day.
    """
    days = sorted({account.published for account in whole.accounts.values()})
    return [(day, known(select(data, day), whole)) for day in days[:-1]] + [(day, whole) for day in days[-1:]]


class TermTexts(Mapping[str, tuple[str, str]]):
    """Ontology IRI -> (label, definition), read when asked for."""

    def __init__(self, data: Dataset) -> None:
        self.data = data
        self.read: dict[str, tuple[str, str]] = {}
        self.templates: dict[str, str] = {}

    def __getitem__(self, iri: str) -> tuple[str, str]:
        if iri not in self.read:
            if iri not in self.data.terms:
                raise KeyError(iri)
            about = self.data.terms[iri]
            self.read[iri] = text(about, RDFS_LABEL), text(about, DEFINITION)
        return self.read[iri]

    def template(self, iri: str) -> str:
        """The sentence template of a class; "" where it has none of its own."""
        if iri not in self.templates:
            self.templates[iri] = text(self.data.terms[iri], RG.sentence) if iri in self.data.terms else ""
        return self.templates[iri]

    def broader(self, iri: str) -> tuple[str, ...]:
        """The concepts next above a concept, sorted; empty for one at the top, or that nobody defined."""
        return tuple(sorted(iris(self.data.terms[iri], BROADER))) if iri in self.data.terms else ()

    def names(self, iri: str) -> tuple[str, ...]:
        """The label of a concept, its other labels and its notation, those that it has."""
        about = self.data.terms.get(iri, {})
        return tuple(sorted(name for of in (RDFS_LABEL, ALT_LABEL, NOTATION) for name in texts(about, of)))

    def points(self, iri: str) -> bool:
        """True for a property whose values are things or claims, and not texts, numbers or days."""
        return iri in self.data.terms and OBJECT_PROPERTY in iris(self.data.terms[iri], RDF_TYPE)

    def rank(self, iri: str) -> int:
        """The place of a concept in its scheme, counted from 1; 0 where the scheme has no order."""
        return int(text(self.data.terms[iri], RG.rank) or 0) if iri in self.data.terms else 0

    def __contains__(self, iri: object) -> bool:
        return iri in self.data.terms

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self.data.terms))

    def __len__(self) -> int:
        return len(self.data.terms)


class Claims(Mapping[str, Claim]):
    """Node IRI -> resolved claim, worked out when it is first asked for: a look-up touches few of them.

    Args:
        later: claims as more accounts of the same facts tell them.
    """

    def __init__(
        self, data: Dataset, resolver: Resolver, things: Mapping[str, Thing], later: "Claims | None" = None
    ) -> None:
        self.data, self.resolver, self.things, self.later = data, resolver, things, later
        self.order = tuple(sorted(data.statements))
        self.made: dict[str, Claim] = {}
        self.read: dict[tuple[str, str], Statement] = {}
        self.kinds: dict[str, str] = {}
        self.labels: dict[str, str] = {}
        self.pointed: dict[str, frozenset[str]] = {}

    def __getitem__(self, node: str) -> Claim:
        if node not in self.made:
            if node not in self.data.statements:
                raise KeyError(node)
            alike = self.alike(node)
            self.made[node] = self.resolved(node) if alike is None else alike[node]
        return self.made[node]

    def resolved(self, node: str) -> Claim:
        """A claim as its accounts tell it here."""
        return claim_of(node, self.data, self.resolver, self.things, self.statement)

    def statement(self, node: str, account: str) -> Statement:
        """What one account says of a claim; it says the same at all times."""
        if self.later is not None:
            return self.later.statement(node, account)
        if (node, account) not in self.read:
            self.read[node, account] = statement_of(node, account, self.data.statements[node][account])
        return self.read[node, account]

    def alike(self, node: str) -> "Claims | None":
        """The later claims, where the same accounts tell this one, so that nothing in it is another."""
        if self.later is None or self.later.data.statements[node].keys() != self.data.statements[node].keys():
            return None
        return self.later

    def __contains__(self, node: object) -> bool:
        return node in self.data.statements

    def __iter__(self) -> Iterator[str]:
        return iter(self.order)

    def __len__(self) -> int:
        return len(self.order)

    def has(self, claim: Claim) -> bool:
        """True for a claim that was resolved here; one that was put together elsewhere may say something else."""
        return self.made.get(claim.node) is claim

    def tellers(self, node: str) -> tuple[str, ...]:
        """The accounts that speak of a claim, sorted, without resolving it."""
        return tuple(sorted(self.data.statements[node]))

    def kind(self, node: str) -> str:
        """The local name of a claim's class, without resolving the claim; "" for a thing that is described."""
        if node not in self.kinds:
            alike = self.alike(node)
            self.kinds[node] = self.read_kind(node) if alike is None else alike.kind(node)
        return self.kinds[node]

    def read_kind(self, node: str) -> str:
        """The same, read from the accounts."""
        told = self.data.statements[node]
        kinds = (head_of(told[account]).kind for account in sorted(told))
        return local(next(filter(None, kinds), ""))

    @cached_property
    def by_kind(self) -> Mapping[str, tuple[str, ...]]:
        """Local name of a class -> the claims of that very class, sorted."""
        found: dict[str, list[str]] = {}
        for node in self:
            found.setdefault(self.kind(node), []).append(node)
        return {kind: tuple(nodes) for kind, nodes in found.items()}

    def label(self, node: str) -> str:
        """The label of a claim, resolved only where accounts give several."""
        if node not in self.labels:
            self.labels[node] = self.things[node].label if node in self.things else self.called(node)
        return self.labels[node]

    def called(self, node: str) -> str:
        """The label that accounts give a claim."""
        told = self.data.statements[node]
        if len(told) == 1:
            return head_of(next(iter(told.values()))).label or local(node)
        said = {head_of(about).label for about in told.values()} - {""}
        return self[node].label if len(said) > 1 else next(iter(said), local(node))

    def targets(self, node: str) -> frozenset[str]:
        """The IRIs that any account of a claim points to."""
        if node not in self.pointed:
            alike, told = self.alike(node), self.data.statements[node].values()
            read = (iri for about in told for iri in head_of(about).targets)
            self.pointed[node] = frozenset(read) if alike is None else alike.targets(node)
        return self.pointed[node]
