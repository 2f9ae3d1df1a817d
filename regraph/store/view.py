"""The facts as a SPARQL store: every claim in the graph of its account, and one default graph to ask.

The default graph is merged here, triple by triple, and never left to the engine as a list of graphs: pyoxigraph 0.5.13
answers a pattern once for each graph of that list that holds the triple, so a sum would count a fact twice that two
graphs state.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from regraph.errors import BadSyntax
from regraph.facts.places import shipped
from regraph.facts.syntax import text_of
from regraph.names import ACCOUNT, ONTOLOGY, PREFIXES, RDF_TYPE, RDFS_LABEL, REGISTER, RESOLVED, RG, SHORTCUTS, SOURCE
from regraph.store.dataset import Dataset, Terms
from regraph.store.resolution import Resolver

PARTIES = "CONSTRUCT { ?deal rg:hasParty ?party } WHERE { ?role rdfs:subPropertyOf+ rg:hasParty . ?deal ?role ?party }"
Triples = Iterable[ox.Triple]


@dataclass(frozen=True)
class View:
    """What a query sees.

    Args:
        store: its default graph is what a plain pattern matches.
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


def resolved_view(data: Dataset) -> View:
    """The view in which a property that can have one value has one, with the shortcuts.

    Raises:
        BadSyntax: a shortcut rule that is not a CONSTRUCT query.
    """
    view = claims(data)
    resolved = list(resolved_triples(data))
    put(view.store, RESOLVED, resolved)
    merge(view.store, resolved, triples(view.store, REGISTER), triples(view.store, ONTOLOGY))
    derived = list(shortcuts(view.store))
    put(view.store, SHORTCUTS, derived)
    merge(view.store, derived, *source_triples(view.store))
    return view


def union_view(data: Dataset) -> View:
    """The view in which everything that any account says stands side by side; no resolution, no shortcuts."""
    view = claims(data)
    store = view.store
    merge(store, triples(store, REGISTER), triples(store, ONTOLOGY), *source_triples(store))
    merge(store, *(triples(store, account) for account in view.accounts))
    return view


def claims(data: Dataset) -> View:
    """The facts and terms in their graphs, with an empty default graph."""
    store = ox.Store()
    store.extend(data.quads)
    put(store, ONTOLOGY, (quad.triple for quad in data.ontology))
    graphs = (graph.value for graph in store.named_graphs() if isinstance(graph, ox.NamedNode))
    return View(store, tuple(sorted(graph for graph in graphs if graph.startswith(ACCOUNT))))


def resolved_triples(data: Dataset) -> Iterator[ox.Triple]:
    """For every node that an account speaks of: the values used, its kinds and label, and who speaks of it."""
    resolver = Resolver(data)
    for node in sorted(data.statements):
        values: dict[str, Iterable[Terms]] = dict(resolver.resolve(node).values)
        register = data.register.get(node, {})
        for predicate in (RDF_TYPE, RDFS_LABEL):
            if register.get(predicate):
                values[predicate] = register[predicate]
        values[RG.isStatedIn] = [ox.NamedNode(account) for account in data.statements[node]]
        for predicate, objects in values.items():
            yield from (ox.Triple(ox.NamedNode(node), ox.NamedNode(predicate), value) for value in objects)


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


def constructed(store: ox.Store, rule: str) -> Triples:
    """The triples of one CONSTRUCT query over the default graph."""
    found = store.query(rule, prefixes=PREFIXES)
    if not isinstance(found, ox.QueryTriples):
        raise SyntaxError("the rule asks for something else than triples")
    return found


def put(store: ox.Store, graph: str, found: Triples) -> None:
    """Add triples to a named graph."""
    store.extend(ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode(graph)) for t in found)


def merge(store: ox.Store, *parts: Triples) -> None:
    """Add triples to the default graph, each once however many parts hold it."""
    for part in parts:
        store.extend([ox.Quad(t.subject, t.predicate, t.object, ox.DefaultGraph()) for t in part])


def triples(store: ox.Store, graph: str) -> Triples:
    """The triples of one named graph."""
    return (quad.triple for quad in store.quads_for_pattern(None, None, None, ox.NamedNode(graph)))


def source_triples(store: ox.Store) -> list[Triples]:
    """The triples of each graph that describes a source, but for a source of which no account is left."""
    described = store.quads_for_pattern(None, ox.NamedNode(RG.isAccountOf), None, None)
    graphs = {str(quad.graph_name.value) for quad in described if isinstance(quad.graph_name, ox.NamedNode)}
    return [triples(store, graph) for graph in sorted(graphs) if graph.startswith(SOURCE)]
