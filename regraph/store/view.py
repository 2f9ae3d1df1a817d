"""The facts as a SPARQL store: every claim in the graph of its account, and one default graph to ask.

The default graph is merged here, triple by triple, and never left to the engine as a list of graphs: pyoxigraph 0.5.13
answers a pattern once for each graph of that list that holds the triple, so a sum would count a fact twice that two
graphs state.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from regraph.errors import BadSyntax
from regraph.facts.places import shipped
from regraph.facts.syntax import text_of
from regraph.names import ACCOUNT, PREFIXES, RDF_TYPE, RDFS_LABEL, REGISTER, RG, SOURCE
from regraph.store.dataset import Dataset, Terms
from regraph.store.resolution import Resolver

PARTIES = "CONSTRUCT { ?deal rg:hasParty ?party } WHERE { ?role rdfs:subPropertyOf+ rg:hasParty . ?deal ?role ?party }"
Graphs = dict[str, list[ox.Quad]]
DEFAULT = ox.DefaultGraph()


@dataclass(frozen=True)
class View:
    """What a query sees.

    Args:
        store: its default graph is what a plain pattern matches; its named graphs are those of the accounts, and no
            other: handed a list of graphs with each query, the engine would try each of them at every pattern.
        accounts: the IRIs of the named graphs that `GRAPH` reaches, sorted.
    """

    store: ox.Store
    accounts: tuple[str, ...]

    def __reduce__(self) -> tuple[object, tuple[bytes, tuple[str, ...]]]:
        return restored, (self.store.dump(format=ox.RdfFormat.N_QUADS) or b"", self.accounts)


def restored(quads: bytes, accounts: tuple[str, ...]) -> View:
    """A view from its quads as N-Quads: how one travels to another process."""
    store = ox.Store()
    store.load(quads, format=ox.RdfFormat.N_QUADS)
    return View(store, accounts)


def resolved_view(data: Dataset, resolver: Resolver | None = None) -> View:
    """The view in which a property that can have one value has one, with the shortcuts.

    Args:
        resolver: one of the same facts, which may have resolved them already.
    Raises:
        BadSyntax: a shortcut rule that is not a CONSTRUCT query.
    """
    graphs = by_graph(data)
    view = accounts_of(graphs)
    merge(view.store, resolved_triples(data, resolver or Resolver(data)), graphs.get(REGISTER, ()), data.ontology)
    merge(view.store, list(shortcuts(view.store)), *source_graphs(graphs))
    return view


def union_view(data: Dataset) -> View:
    """The view in which everything that any account says stands side by side; no resolution, no shortcuts."""
    graphs = by_graph(data)
    view = accounts_of(graphs)
    merge(view.store, graphs.get(REGISTER, ()), data.ontology, *source_graphs(graphs))
    merge(view.store, *(graphs[account] for account in view.accounts))
    return view


def by_graph(data: Dataset) -> Graphs:
    """The facts by the IRI of their graph."""
    found: Graphs = defaultdict(list)
    for quad in data.quads:
        found[getattr(quad.graph_name, "value", "")].append(quad)
    return dict(found)


def accounts_of(graphs: Graphs) -> View:
    """The accounts in their graphs, with an empty default graph."""
    accounts = tuple(sorted(graph for graph in graphs if graph.startswith(ACCOUNT)))
    store = ox.Store()
    for account in accounts:
        store.extend(graphs[account])
    return View(store, accounts)


def resolved_triples(data: Dataset, resolver: Resolver) -> Iterator[ox.Quad]:
    """For every node that an account speaks of: the values used, its kinds and label, and who speaks of it."""
    for node in sorted(data.statements):
        values: dict[str, Iterable[Terms]] = dict(resolver.resolve(node).values)
        register = data.register.get(node, {})
        for predicate in (RDF_TYPE, RDFS_LABEL):
            if register.get(predicate):
                values[predicate] = register[predicate]
        values[RG.isStatedIn] = [ox.NamedNode(account) for account in data.statements[node]]
        subject = ox.NamedNode(node)
        for predicate, objects in values.items():
            yield from (ox.Quad(subject, ox.NamedNode(predicate), value) for value in objects)


def shortcuts(store: ox.Store) -> Iterator[ox.Triple]:
    """What the rules in `ontology/shortcuts/` derive from the default graph, and each party of any role as a party."""
    yield from constructed(store, PARTIES)
    for path in shortcut_rules():
        try:
            yield from constructed(store, text_of(path))
        except SyntaxError as error:
            raise BadSyntax(path, 1, f"not a CONSTRUCT query: {error}") from error


def shortcut_rules() -> tuple[Path, ...]:
    """The files of the shortcut rules, sorted."""
    return tuple(sorted((shipped("ontology") / "shortcuts").glob("*.rq")))


def constructed(store: ox.Store, rule: str) -> Iterable[ox.Triple]:
    """The triples of one CONSTRUCT query over the default graph."""
    found = store.query(rule, prefixes=PREFIXES)
    if not isinstance(found, ox.QueryTriples):
        raise SyntaxError("the rule asks for something else than triples")
    return found


def merge(store: ox.Store, *parts: Iterable[ox.Triple | ox.Quad]) -> None:
    """Add what is said to the default graph, each triple once however many parts hold it."""
    for part in parts:
        store.extend(map(in_default_graph, part))


def in_default_graph(said: ox.Triple | ox.Quad) -> ox.Quad:
    """What is said, wherever it stands, as said in the default graph."""
    if isinstance(said, ox.Quad) and said.graph_name == DEFAULT:
        return said
    return ox.Quad(said.subject, said.predicate, said.object)


def source_graphs(graphs: Graphs) -> Iterator[list[ox.Quad]]:
    """Each graph that describes a source, but for a source of which no account is left."""
    told = ox.NamedNode(RG.isAccountOf)
    for graph in sorted(graphs):
        if graph.startswith(SOURCE) and any(quad.predicate == told for quad in graphs[graph]):
            yield graphs[graph]
