"""The facts as read: one pass over the quads sorts them into register, sources, statements per account, and terms.

This is the last place below `regraph.model` that sees RDF terms; it decides nothing about which value is right.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Union

from regraph.facts.places import fact_files, ontology_files
from regraph.names import (
    ACCOUNT,
    ALT_LABEL,
    BROADER,
    DEFINITION,
    NOTATION,
    RDF_TYPE,
    RDFS_LABEL,
    RDFS_SUBCLASS,
    REGISTER,
    RG,
    SOURCE,
    local,
)

if TYPE_CHECKING:  # a look-up that finds a kept copy needs no parser
    import pyoxigraph as ox

Terms = Union["ox.NamedNode", "ox.Literal", "ox.BlankNode", "ox.Triple"]
Description = dict[str, list[Terms]]
FUNCTIONAL = "http://www.w3.org/2002/07/owl#FunctionalProperty"
TERM_PROPERTIES = frozenset(
    (ALT_LABEL, BROADER, DEFINITION, NOTATION, RDF_TYPE, RDFS_LABEL, RDFS_SUBCLASS, RG.rank, RG.sentence)
)


def description() -> Description:
    """An empty property table: IRI of the property -> values."""
    return defaultdict(list)


class TermTable(dict[str, Description]):
    """Ontology term -> properties, and what follows from them alone: worked out once, for all facts read beside it."""

    def __missing__(self, term: str) -> Description:
        self[term] = description()
        return self[term]

    @cached_property
    def single(self) -> frozenset[str]:
        """The properties of which a node has at most one value."""
        return frozenset(i for i, about in self.items() if FUNCTIONAL in named(about.get(RDF_TYPE, ())))

    @cached_property
    def superclasses(self) -> Mapping[str, tuple[str, ...]]:
        """Class -> all its superclasses of ours by their local names, nearest first."""
        direct = {
            iri: sorted(c for c in named(about.get(RDFS_SUBCLASS, ())) if c.startswith(RG.namespace))
            for iri, about in self.items()
            if iri.startswith(RG.namespace)
        }
        found = {}
        for iri in direct:
            line = list(direct[iri])
            for parent in line:
                line.extend(p for p in direct.get(parent, ()) if p not in line)
            found[local(iri)] = tuple(map(local, line))
        return found


def named(terms: Iterable[Terms]) -> tuple[str, ...]:
    """The IRIs among some terms."""
    return tuple(t.value for t in terms if not hasattr(t, "datatype"))  # type: ignore[union-attr]


@dataclass
class Dataset:
    """Facts and terms sorted by where they stand.

    Args:
        register: thing -> properties, from the register graph.
        sources: source or account IRI -> properties, from the source graphs.
        statements: node -> account -> properties.
        terms: ontology term -> properties.
        all_quads: every fact quad, as read.
        ontology: the quads of the ontology.
        paths: the fact files they came from.
        dropped: the accounts that are left out (see `select`).
    """

    register: dict[str, Description] = field(default_factory=lambda: defaultdict(description))
    sources: dict[str, Description] = field(default_factory=lambda: defaultdict(description))
    statements: dict[str, dict[str, Description]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(description))
    )
    terms: TermTable = field(default_factory=TermTable)
    all_quads: "list[ox.Quad]" = field(default_factory=list)
    ontology: "list[ox.Quad]" = field(default_factory=list)
    paths: tuple[Path, ...] = ()
    dropped: frozenset[str] = frozenset()

    @cached_property
    def quads(self) -> "list[ox.Quad]":
        """The fact quads that are selected: a few answers ask for them, and filtering them takes longer than most."""
        return [q for q in self.all_quads if not concerns(q, self.dropped)] if self.dropped else self.all_quads

    def add_facts(self, quads: "Iterable[ox.Quad]") -> None:
        """Sort fact quads by their graph."""
        places: dict[str, Callable[[str], Description]] = {}
        for quad in quads:
            graph: str = getattr(quad.graph_name, "value", "")
            if graph not in places:
                places[graph] = self.place(graph)
            places[graph](quad.subject.value)[quad.predicate.value].append(quad.object)  # type: ignore[union-attr]
            self.all_quads.append(quad)

    def place(self, graph: str) -> Callable[[str], Description]:
        """Where the statements of a graph go: from a subject to its property table."""
        if graph == REGISTER:
            return self.register.__getitem__
        if graph.startswith(SOURCE):
            return self.sources.__getitem__
        if graph.startswith(ACCOUNT):
            return lambda subject: self.statements[subject][graph]
        return lambda subject: description()

    def add_terms(self, quads: "Iterable[ox.Quad]") -> None:
        """Sort ontology quads by subject: what they are, are called, mean, and are kinds of."""
        self.terms.__dict__.clear()
        for quad in quads:
            predicate = quad.predicate.value
            if predicate in TERM_PROPERTIES:
                self.terms[quad.subject.value][predicate].append(quad.object)  # type: ignore[union-attr]
            self.ontology.append(quad)

    def accounts(self) -> tuple[str, ...]:
        """The accounts that are described, sorted."""
        return tuple(sorted(iri for iri in self.sources if iri.startswith(ACCOUNT)))


def read(directories: tuple[Path, ...] = ()) -> Dataset:
    """Everything in the given facts directories (default: the shipped facts), with the ontology.

    Raises:
        BadSyntax, BadFile, NoFacts: as the reading of files does.
    """
    from regraph.facts.syntax import quads_of_all

    data = Dataset(paths=fact_files(directories))
    data.add_terms(quads_of_all(ontology_files()))
    data.add_facts(quads_of_all(data.paths))
    return data


def select(data: Dataset, known_by: dt.date | None = None, without: frozenset[str] = frozenset()) -> Dataset:
    """The same facts, but only the accounts that count.

    Args:
        known_by: keep accounts published on or before this day.
        without: IRIs of sources or accounts that are left out.
    """
    dropped = frozenset(iri for iri in data.accounts() if is_dropped(data.sources, iri, known_by, without))
    if not dropped:
        return data
    kept = {iri: about for iri, about in data.sources.items() if iri not in dropped}
    statements = {
        node: {account: about for account, about in by.items() if account not in dropped}
        for node, by in data.statements.items()
        if by.keys() - dropped
    }
    return Dataset(
        data.register, kept, statements, data.terms, data.all_quads, data.ontology, data.paths, data.dropped | dropped
    )


def concerns(quad: "ox.Quad", accounts: Set[str]) -> bool:
    """True for a quad that some of the accounts state, or that describes one of them."""
    graph = str(quad.graph_name.value)  # type: ignore[union-attr]
    return graph in accounts or (graph.startswith(SOURCE) and quad.subject.value in accounts)  # type: ignore[union-attr]


def is_dropped(
    sources: Mapping[str, Description], account: str, known_by: dt.date | None, without: frozenset[str]
) -> bool:
    """True where an account is left out, by its date, itself, or its source."""
    about = sources[account]
    published = next((t.value for t in about.get(RG.published, ())), None)  # type: ignore[union-attr]
    if known_by is not None and (published is None or published > known_by.isoformat()):
        return True
    source = {t.value for t in about.get(RG.isAccountOf, ())}  # type: ignore[union-attr]
    return account in without or bool(source & without)
