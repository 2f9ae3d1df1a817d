"""Answers read back as what they are, in every format, and the same answer is always the same text."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regraph.errors import BadChoice
from regraph.facts.canonical import canonical
from regraph.names import ID, RG, XSD
from regraph.store.sparql.results import Answer, Node, Row, cells, plain_text, sorted_rows, sorted_triples, written

N, L = ox.NamedNode, ox.Literal
DECIMAL, INTEGER = N(XSD + "decimal"), N(XSD + "integer")
ROWS: tuple[Row, ...] = (
    (N(ID + "adq"), L('a, "b"\n<c> & d')),
    (None, L("São", language="pt")),
    (ox.BlankNode("x"), L("0.40", datatype=DECIMAL)),
    (N(ID + "dfc"), None),
    (L(""), L("2026-01-01", datatype=N(XSD + "date"))),
)
ANSWER = Answer("SELECT", ("thing", "value"), ROWS)
GRAPH = Answer(
    "CONSTRUCT",
    ("subject", "predicate", "object"),
    ((N(ID + "a"), N(RG.isPartOf), N(ID + "b")), (N(ID + "a"), N(RG.place), L('x "y"'))),
)
RESULTS = {
    "json": ox.QueryResultsFormat.JSON,
    "tsv": ox.QueryResultsFormat.TSV,
    "xml": ox.QueryResultsFormat.XML,
}
GRAPHS = {
    "json": ox.RdfFormat.JSON_LD,
    "nt": ox.RdfFormat.N_TRIPLES,
    "table": ox.RdfFormat.TURTLE,
    "turtle": ox.RdfFormat.TURTLE,
    "xml": ox.RdfFormat.RDF_XML,
}


def read(text: str, form: str) -> list[Row]:
    """Rows read back from a standard format."""
    found = ox.parse_query_results(text.encode(), format=RESULTS[form])
    assert isinstance(found, ox.QuerySolutions)
    assert list(ANSWER.columns) == [variable.value for variable in found.variables]
    return [(row[0], row[1]) for row in found]


@pytest.mark.parametrize("form", ["json", "xml"])
def test_rows_read_back_as_they_were(form: str) -> None:
    assert [str(row) for row in ROWS] == [str(row) for row in read(written(ANSWER, form), form)]


def test_rows_in_tsv_read_back_as_they_were() -> None:
    assert list(map(str, ROWS[0])) == list(map(str, read(written(ANSWER, "tsv"), "tsv")[0]))


def test_rows_in_csv_are_plain_values() -> None:
    lines = 'thing,value\nhttps://w3id.org/regraph/id/adq,"a, ""b""\n<c> & d"\n,São\n_:x,0.40\n'
    assert lines + "https://w3id.org/regraph/id/dfc,\n,2026-01-01\n" == written(ANSWER, "csv")


def test_json_has_the_shape_of_the_standard() -> None:
    payload = json.loads(written(ANSWER, "json"))
    assert {"head", "results"} == set(payload)
    assert payload["head"] == {"vars": ["thing", "value"]}
    assert payload["results"]["bindings"][2] == {
        "thing": {"type": "bnode", "value": "x"},
        "value": {"type": "literal", "value": "0.40", "datatype": XSD + "decimal"},
    }
    assert payload["results"]["bindings"][1] == {"value": {"type": "literal", "value": "São", "xml:lang": "pt"}}


TRUTHS = {"csv": "true\n", "tsv": "true\n", "json": '{"head": {}, "boolean": true}\n'}


@pytest.mark.parametrize(("form", "text"), TRUTHS.items())
def test_a_truth_is_written_by_the_standard(form: str, text: str) -> None:
    assert text == written(Answer("ASK", truth=True), form)


def test_a_truth_in_xml_reads_back() -> None:
    found = ox.parse_query_results(written(Answer("ASK", truth=False), "xml").encode(), format=RESULTS["xml"])
    assert isinstance(found, ox.QueryBoolean)
    assert not found


@pytest.mark.parametrize("form", GRAPHS)
def test_a_graph_reads_back_as_it_was(form: str) -> None:
    quads = ox.parse(written(GRAPH, form).encode(), format=GRAPHS[form])
    assert sorted(map(str, GRAPH.rows)) == sorted(str((q.subject, q.predicate, q.object)) for q in quads)


def test_a_graph_in_turtle_is_in_the_canonical_form() -> None:
    text = written(GRAPH, "turtle")
    assert text == canonical(text, Path("answer.ttl"))


def test_a_graph_with_blank_nodes_is_turtle_too() -> None:
    rows = sorted_triples([ox.Triple(ox.BlankNode(), N(RG.place), L("x"))])
    text = written(Answer("CONSTRUCT", GRAPH.columns, rows), "turtle")
    assert len(list(ox.parse(text.encode(), format=ox.RdfFormat.TURTLE))) == 1


WRONG = [
    (ANSWER, "turtle"),
    (ANSWER, "nt"),
    (ANSWER, "table"),
    (Answer("ASK", truth=True), "nt"),
    (GRAPH, "csv"),
    (GRAPH, "tsv"),
]


@pytest.mark.parametrize(("answer", "form"), WRONG, ids=[f"{a.form} as {f}" for a, f in WRONG])
def test_a_format_that_cannot_hold_the_answer_is_refused(answer: Answer, form: str) -> None:
    with pytest.raises(BadChoice, match=f"--format of {answer.form}: '{form}' is none of"):
        written(answer, form)


TERMS: st.SearchStrategy[Node | None] = st.one_of(
    st.none(),
    st.sampled_from(["a", "b"]).map(lambda slug: N(ID + slug)),
    st.integers(-20, 20).map(lambda n: L(str(n), datatype=INTEGER)),
    st.decimals(-2, 2, places=1).map(lambda n: L(str(n), datatype=DECIMAL)),
    st.sampled_from(["", "x", "banana"]).map(L),
)
TABLES = st.lists(st.tuples(TERMS, TERMS), max_size=8)


@given(TABLES, st.randoms())
def test_rows_that_are_not_ordered_are_sorted(rows: list[Row], chance: object) -> None:
    mixed = list(rows)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert sorted_rows(("a", "b"), rows, False, ()) == sorted_rows(("a", "b"), mixed, False, ())


@given(st.lists(st.integers(0, 3), max_size=8))
def test_numbers_sort_as_numbers(numbers: list[int]) -> None:
    rows: list[Row] = [(L(str(n * 7), datatype=INTEGER),) for n in numbers]
    found = [Decimal(plain_text(row[0])) for row in sorted_rows(("n",), rows, False, ())]
    assert sorted(found) == found


def test_an_order_of_the_query_stays_and_only_ties_are_sorted() -> None:
    rows: list[Row] = [(L("z"), L("2")), (L("a"), L("9")), (L("a"), L("1")), (L("m"), L("0"))]
    found = [tuple(map(plain_text, row)) for row in sorted_rows(("key", "n"), rows, True, ("key",))]
    assert found == [("z", "2"), ("a", "1"), ("a", "9"), ("m", "0")]


@pytest.mark.parametrize("order", [(), ("elsewhere",)], ids=["by an expression", "by what is no column"])
def test_an_order_that_cannot_be_followed_stays_as_it_is(order: tuple[str, ...]) -> None:
    rows: list[Row] = [(L("z"),), (L("a"),), (L("m"),)]
    assert tuple(rows) == sorted_rows(("key",), rows, True, order)


@given(st.permutations(range(6)), st.permutations(range(6)))
def test_blank_nodes_are_named_by_what_they_say(order: list[int], names: list[int]) -> None:
    def triples(name: Callable[[int], str]) -> list[ox.Triple]:
        nodes = [ox.BlankNode(name(at)) for at in range(6)]
        links = [ox.Triple(a, N(RG.isPartOf), b) for a, b in zip(nodes, nodes[1:], strict=False)]
        return [*links, ox.Triple(nodes[0], N(RG.place), L("first"))]

    mixed = triples(lambda at: f"n{names[at]}")
    assert sorted_triples(triples(lambda at: f"b{at}")) == sorted_triples(mixed[at] for at in order)


def test_cells_show_prefixed_names_with_labels() -> None:
    shown = cells(ANSWER, lambda iri: "ADQ" if iri == ID + "adq" else "")
    assert shown[0] == ("id:adq (ADQ)", 'a, "b"\n<c> & d')
    assert shown[1:] == [("", "São"), ("_:x", "0.40"), ("id:dfc", ""), ("", "2026-01-01")]
