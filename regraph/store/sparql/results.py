"""Answers of queries, and their standard written forms: W3C result formats for rows, Turtle and its kin for graphs.

Nothing here depends on the order in which the store happened to find things: rows that the query does not order are
sorted, blank nodes are renamed by what they say, and triples stand in the canonical order of our own files.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import groupby

import pyoxigraph as ox

from regraph.errors import BadChoice
from regraph.facts.canonical import iri_text, subject_blocks
from regraph.names import PREFIXES, XSD

Node = ox.NamedNode | ox.Literal | ox.BlankNode | ox.Triple
Row = tuple[Node | None, ...]

ROW_FORMATS = {"tsv": ox.QueryResultsFormat.TSV, "xml": ox.QueryResultsFormat.XML}
GRAPH_FORMATS = {"nt": ox.RdfFormat.N_TRIPLES, "xml": ox.RdfFormat.RDF_XML, "json": ox.RdfFormat.JSON_LD}
FORMATS = ("csv", "json", "nt", "table", "tsv", "turtle", "xml")


@dataclass(frozen=True)
class Answer:
    """What a query found.

    Args:
        form: SELECT, ASK, CONSTRUCT or DESCRIBE.
        columns: the names of the columns; subject, predicate and object for a graph.
        rows: one term or None per column.
        truth: the answer of an ASK.
    """

    form: str
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    truth: bool | None = None

    @property
    def is_graph(self) -> bool:
        """True where the rows are triples."""
        return self.form in ("CONSTRUCT", "DESCRIBE")

    @property
    def is_empty(self) -> bool:
        """True where nothing was found; a yes or no is an answer either way."""
        return self.truth is None and not self.rows


def written(answer: Answer, form: str) -> str:
    """An answer in a standard format.

    Args:
        form: rows and truth: csv, json, tsv, xml; a graph: json (JSON-LD), nt, turtle, xml (RDF/XML). `table` is Turtle
            for a graph and is no format of rows.
    Raises:
        BadChoice: a format that cannot hold this kind of answer.
    """
    if answer.is_graph:
        return graph_text(answer, form)
    if form == "csv":
        return csv_text(answer)
    if form == "json":
        return json_text(answer)
    if form not in ROW_FORMATS:
        raise BadChoice(f"--format of {answer.form}", form, ("table", "csv", "json", *ROW_FORMATS))
    parsed = ox.parse_query_results(json_text(answer).encode(), format=ox.QueryResultsFormat.JSON)
    return ended(text_of(parsed.serialize(format=ROW_FORMATS[form])))


def csv_text(answer: Answer) -> str:
    """Rows or truth as SPARQL 1.1 Query Results CSV (W3C, 2013), with Unix line ends."""
    if answer.truth is not None:
        return f"{str(answer.truth).lower()}\n"
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows([plain_text(cell) for cell in row] for row in answer.rows)
    return out.getvalue()


def plain_text(term: Node | None) -> str:
    """A term without its datatype or language; an IRI in full."""
    if term is None:
        return ""
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)


def json_text(answer: Answer) -> str:
    """Rows or truth as SPARQL 1.1 Query Results JSON (W3C, 2013)."""
    if answer.truth is not None:
        return json.dumps({"head": {}, "boolean": answer.truth}) + "\n"
    rows = [
        {name: json_term(cell) for name, cell in zip(answer.columns, row, strict=True) if cell is not None}
        for row in answer.rows
    ]
    found = {"head": {"vars": list(answer.columns)}, "results": {"bindings": rows}}
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def json_term(term: Node) -> dict[str, str]:
    """One term as the JSON results format has it."""
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    assert isinstance(term, ox.Literal)
    found = {"type": "literal", "value": term.value}
    if term.language:
        return found | {"xml:lang": term.language}
    return found if term.datatype.value == XSD + "string" else found | {"datatype": term.datatype.value}


def graph_text(answer: Answer, form: str) -> str:
    """A graph in an RDF format; Turtle in the canonical form of our own files where no blank node forbids it."""
    triples = [ox.Triple(*row) for row in answer.rows]  # type: ignore[arg-type]
    if form not in ("table", "turtle", *GRAPH_FORMATS):
        raise BadChoice(f"--format of {answer.form}", form, ("turtle", *sorted(GRAPH_FORMATS)))
    plain = not any(isinstance(cell, ox.BlankNode | ox.Triple) for row in answer.rows for cell in row)
    if form in ("table", "turtle") and plain:
        head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(PREFIXES.items()))
        quads = [ox.Quad(t.subject, t.predicate, t.object) for t in triples]
        return head + "".join("\n" + block for block in subject_blocks(quads, ""))
    kind = GRAPH_FORMATS.get(form, ox.RdfFormat.N_TRIPLES)
    text = text_of(ox.serialize(triples, format=kind, prefixes=PREFIXES if form == "xml" else None))
    return json.dumps(json.loads(text), ensure_ascii=False, indent=1) + "\n" if form == "json" else ended(text)


def text_of(serialised: bytes | None) -> str:
    """What pyoxigraph wrote, as text."""
    return (serialised or b"").decode("utf-8")


def ended(text: str) -> str:
    """A text that ends in a line end, unless it is empty."""
    return text if not text or text.endswith("\n") else text + "\n"


def sorted_rows(
    columns: tuple[str, ...], rows: Iterable[Row], ordered: bool, order: tuple[str, ...]
) -> tuple[Row, ...]:
    """Rows in an order that is the same in every run.

    Args:
        ordered: the query orders them; then that order stays.
        order: the variables they are ordered by, where these are columns; rows alike in them are sorted.
    """
    if not ordered:
        return tuple(sorted(rows, key=row_key))
    places = [columns.index(name) for name in order if name in columns]
    if not order or len(places) < len(order):
        return tuple(rows)
    groups = groupby(rows, key=lambda row: [str(row[place]) for place in places])
    return tuple(row for _, group in groups for row in sorted(group, key=row_key))


def row_key(row: Row) -> tuple[tuple[int, Decimal, str], ...]:
    """A key that sorts rows by their cells: unbound, then numbers, then all else by text, IRIs last."""
    return tuple(term_key(cell) for cell in row)


def term_key(term: Node | None) -> tuple[int, Decimal, str]:
    """A key that sorts terms."""
    if term is None:
        return 0, Decimal(0), ""
    if isinstance(term, ox.NamedNode):
        return 3, Decimal(0), term.value
    if isinstance(term, ox.Literal) and term.datatype.value in (XSD + "decimal", XSD + "integer"):
        try:
            return 1, Decimal(term.value), str(term)
        except InvalidOperation:
            return 2, Decimal(0), str(term)
    return 2, Decimal(0), str(term)


def sorted_triples(triples: Iterable[ox.Triple]) -> tuple[Row, ...]:
    """Triples sorted by their text, each once, blank nodes named by the standard canonicalisation.

    Source:
        RDF Dataset Canonicalization (RDFC-1.0), W3C 2024.
    """
    graph = ox.Dataset(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    graph.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return tuple(sorted(((q.subject, q.predicate, q.object) for q in graph), key=lambda row: tuple(map(str, row))))


def cells(answer: Answer, name: Callable[[str], str]) -> list[tuple[str, ...]]:
    """The rows as people read them: prefixed names with the label beside, numbers and texts plain.

    Args:
        name: the label of a thing, claim or account by its IRI; an empty text where it has none.
    """
    return [tuple("" if cell is None else cell_text(cell, name) for cell in row) for row in answer.rows]


def cell_text(term: Node, name: Callable[[str], str]) -> str:
    """One term as people read it."""
    if isinstance(term, ox.NamedNode):
        label = name(term.value)
        return f"{iri_text(term.value)} ({label})" if label else iri_text(term.value)
    return term.value if isinstance(term, ox.Literal) else str(term)
