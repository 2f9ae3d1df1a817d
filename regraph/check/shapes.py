"""What the SHACL shapes find, account by account, with the register beside each for the classes of things.

This is the border to pySHACL, and the only module that holds facts as rdflib's terms: pyoxigraph's come in from the
reading and are turned into rdflib's here. Over the union of accounts an honest disagreement would break every limit on
counts, so no shape ever sees two accounts at once.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path

import pyoxigraph as ox
from pyshacl import validate
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS, SH
from rdflib.term import Node

from regraph.check.findings import Finding
from regraph.check.reading import Reading, subject_of
from regraph.errors import shortened
from regraph.facts.canonical import iri_text
from regraph.facts.places import shipped
from regraph.facts.syntax import quads_of
from regraph.names import ACCOUNT, RDF_TYPE, REGISTER, SOURCE, local

Triple = tuple[Node, Node, Node]
SUBCLASS_OF = str(RDFS.subClassOf)


def shape_findings(reading: Reading, advance: Callable[[], None] = lambda: None) -> tuple[Finding, ...]:
    """What the shapes find in the register, in each source graph and in each account, sorted.

    Args:
        advance: called once per graph, for a progress bar.
    """
    claims = shapes_graph(shipped("ontology") / "shapes.ttl")
    register = shapes_graph(shipped("ontology") / "register-shapes.ttl")
    classes = [triple(q) for q in reading.ontology if q.predicate.value == SUBCLASS_OF]
    types = types_of(reading)
    found: set[Finding] = set()
    with quiet():
        for graph, quads in reading.graphs.items():
            if graph == REGISTER or graph.startswith((ACCOUNT, SOURCE)):
                data = data_graph(quads, classes, types)
                shapes = register if graph == REGISTER else claims
                found.update(findings_in(reading, graph, data, shapes))
            advance()
    return tuple(sorted(found))


@cache
def shapes_graph(path: Path) -> Graph:
    """The shapes of one file, parsed once and used for every account."""
    graph = Graph()
    for quad in quads_of(path):
        graph.add(triple(quad))
    return graph


def bare_graph() -> Graph:
    """A graph that knows no prefixes: there are hundreds, and to bind two dozen in each costs more than to fill it."""
    return Graph(bind_namespaces="none")


def types_of(reading: Reading) -> dict[str, set[Triple]]:
    """Node -> its class by the register, or, for nodes that are not registered, by any account or source."""
    found: dict[str, set[Triple]] = {}
    registered = {subject_of(q) for q in reading.graphs.get(REGISTER, ()) if q.predicate.value == RDF_TYPE}
    for graph, quads in reading.graphs.items():
        for quad in quads:
            is_type = quad.predicate.value == RDF_TYPE
            if is_type and (graph == REGISTER or subject_of(quad) not in registered):
                found.setdefault(subject_of(quad), set()).add(triple(quad))
    return found


def data_graph(quads: Iterable[ox.Quad], classes: Iterable[Triple], types: dict[str, set[Triple]]) -> Graph:
    """One account's triples, the classes of the ontology, and the class of every node that the account names."""
    graph = bare_graph()
    named: set[str] = set()
    for quad in quads:
        graph.add(triple(quad))
        named |= {subject_of(quad), value_of(quad.object)}
    typed = {str(s) for s in graph.subjects(RDF.type, None)}
    for node in named & types.keys():
        if node not in typed or any(True for _ in graph.predicate_objects(URIRef(node))):
            for one in types[node]:
                graph.add(one)
    for one in classes:
        graph.add(one)
    return graph


def findings_in(reading: Reading, graph: str, data: Graph, shapes: Graph) -> Iterator[Finding]:
    """What `shapes` find on the nodes that `graph` itself describes."""
    subjects = {subject_of(quad) for quad in reading.graphs[graph]}
    needed = shapes_for(data, shapes)
    _, report, _ = validate(data, shacl_graph=needed, inference="none", advanced=False, inplace=True)
    assert isinstance(report, Graph)
    for result in report.subjects(RDF.type, SH.ValidationResult):
        focus = str(report.value(result, SH.focusNode))
        if focus in subjects:
            yield finding(reading, graph, report, result)


def shapes_for(data: Graph, shapes: Graph) -> Graph:
    """The shapes that look at some class of the data, whole: what all others would find is nothing, at a cost."""
    classes = set(data.objects(None, RDF.type))
    for kind in tuple(classes):
        classes.update(above for above in data.transitive_objects(kind, RDFS.subClassOf) if above is not None)
    return shapes_of(frozenset(shape for shape, kind in targets(shapes) if kind in classes), shapes)


@cache
def targets(shapes: Graph) -> tuple[tuple[Node, Node], ...]:
    """Each shape that looks at a class, and that class."""
    return tuple(shapes.subject_objects(SH.targetClass))


@lru_cache(maxsize=64)
def shapes_of(first: frozenset[Node], shapes: Graph) -> Graph:
    """Some shapes with all that they use; accounts of the same classes need the same."""
    needed = bare_graph()
    reached = dict.fromkeys(first)
    waiting = list(reached)
    for node in waiting:
        for predicate, value in shapes.predicate_objects(node):
            needed.add((node, predicate, value))
            if value not in reached and (value, None, None) in shapes:
                reached[value] = None
                waiting.append(value)
    return needed


def finding(reading: Reading, graph: str, report: Graph, result: Node) -> Finding:
    """One result of the validation, with its place."""
    focus = str(report.value(result, SH.focusNode))
    shape = str(report.value(result, SH.sourceShape))
    path = report.value(result, SH.resultPath)
    value = report.value(result, SH.value)
    word = iri_text(str(path)) if path is not None else ""
    message = str(report.value(result, SH.resultMessage))
    if value is not None and str(value) != focus:
        message += f"; found {word + ' ' if local(shape) == local(shape).capitalize() else ''}{shown(value)}"
    file, line = reading.place(graph, focus, word)
    return Finding(file, line, f"shape:{local(shape)}", focus, message)


def value_of(value: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    """The text of a term."""
    return "" if isinstance(value, ox.Triple) else str(value.value)


def shown(value: Node) -> str:
    """A value as a message shows it: IRIs shortened, texts cut."""
    return iri_text(str(value)) if isinstance(value, URIRef) else shortened(str(value), 60)


def triple(quad: ox.Quad) -> Triple:
    """A quad as rdflib's triple."""
    return term(quad.subject), term(quad.predicate), term(quad.object)


def term(value: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
    """A term of pyoxigraph as rdflib's, its text untouched."""
    if isinstance(value, ox.NamedNode):
        return URIRef(value.value)
    if isinstance(value, ox.BlankNode):
        return BNode(value.value)
    assert isinstance(value, ox.Literal)
    if value.language:
        return Literal(value.value, lang=value.language)
    return Literal(value.value, datatype=URIRef(value.datatype.value), normalize=False)


@contextmanager
def quiet() -> Iterator[None]:
    """Without rdflib's log lines on ill-typed literals: they come back as findings, in our words and with a place."""
    logger = logging.getLogger("rdflib.term")
    before, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = before
