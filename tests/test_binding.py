"""A parameter is a term wherever its variable stands, and never a piece of the query."""

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regraph.errors import BadQuery
from regraph.names import XSD
from regraph.store.sparql.binding import Term, binders, bound, term
from regraph.store.sparql.guard import guarded

DAY = term("date", "2026-06-01")
WRITTEN = f'"2026-06-01"^^<{XSD}date>'
FACTS = """
@prefix u: <u:> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
u:early u:day "2026-01-01"^^xsd:date ; u:kind u:a . u:late u:day "2027-01-01"^^xsd:date ; u:kind u:b .
u:one { u:early u:said 1 } u:two { u:late u:said 2 }
"""
FINDS = {
    "a filter": ("SELECT ?s { ?s u:day ?d FILTER(?d <= ?by) }", ["u:early"]),
    "the other sign": ("SELECT ?s { ?s u:day ?d FILTER(?d <= $by) }", ["u:early"]),
    "a filter in OPTIONAL": (
        "SELECT ?s { ?s u:kind ?k OPTIONAL { ?s u:day ?d FILTER(?d <= ?by) } FILTER(!BOUND(?d)) }",
        ["u:late"],
    ),
    "a filter in NOT EXISTS": (
        "SELECT ?s { ?s u:kind ?k FILTER NOT EXISTS { ?s u:day ?d FILTER(?d <= ?by) } }",
        ["u:late"],
    ),
    "a filter in MINUS": ("SELECT ?s { ?s u:kind ?k MINUS { ?s u:day ?d FILTER(?d <= ?by) } }", ["u:late"]),
    "a filter in a sub-select": ("SELECT ?s { { SELECT ?s { ?s u:day ?d FILTER(?d <= ?by) } } }", ["u:early"]),
    "a column of a sub-select": (
        "SELECT ?s ?by { { SELECT ?s ?by { ?s u:day ?d FILTER(?d <= ?by) } } }",
        ["u:early"],
    ),
    "a nested group": ("SELECT ?s { { ?s u:day ?d } { FILTER(?by > ?never || true) } FILTER(?d <= ?by) }", ["u:early"]),
    "BIND": ("SELECT ?s { BIND(?by AS ?limit) ?s u:day ?d FILTER(?d <= ?limit) }", ["u:early"]),
    "GROUP BY": ("SELECT ?s ?by (COUNT(*) AS ?n) { ?s u:day ?d FILTER(?d <= ?by) } GROUP BY ?s ?by", ["u:early"]),
    "ORDER BY": ("SELECT ?s { ?s u:day ?d FILTER(?d <= ?by) } ORDER BY ?by DESC(?by)", ["u:early"]),
    "HAVING": ("SELECT ?s { ?s u:day ?d } GROUP BY ?s HAVING(MAX(?d) <= ?by)", ["u:early"]),
    "BOUND": ("SELECT ?s { ?s u:day ?d FILTER(!BOUND( ?by ) || ?d <= ?by) }", ["u:early"]),
    "an entity as subject": ("SELECT (?e AS ?s) { ?e u:day ?d FILTER(?d <= ?by) }", ["u:early"]),
    "an entity as graph": ("SELECT ?s { GRAPH ?g { ?s u:said ?n } }", ["u:late"]),
    "an entity as property": ("SELECT ?s { ?s ?p u:a }", ["u:early"]),
}
TERMS: dict[str, Term] = {
    "by": DAY,
    "e": term("entity", "u:early"),
    "g": term("entity", "u:two"),
    "p": term("entity", "u:kind"),
}


def found(text: str) -> list[str]:
    """The first column of a query over a few facts."""
    store = ox.Store()
    store.load(FACTS.encode(), format=ox.RdfFormat.TRIG)
    rows = store.query(text, prefixes={"u": "u:"})
    assert isinstance(rows, ox.QuerySolutions)
    return sorted(row[0].value for row in rows)


@pytest.mark.parametrize(("text", "rows"), FINDS.values(), ids=FINDS)
def test_a_parameter_holds_wherever_its_variable_stands(text: str, rows: list[str]) -> None:
    filled = bound(text, TERMS)
    guarded("PREFIX u: <u:> " + filled)
    assert rows == found(filled)


KEPT = {
    "a string": 'SELECT * { ?s ?x \'?by $by\' , """?by""" }',
    "a comment": "SELECT * { ?s ?x ?o } # ?by",
    "an IRI": "SELECT * { ?s ?x <http://x/?by> }",
    "a longer name": "SELECT * { ?s ?x ?byte }",
    "another parameter's column": "SELECT (1 AS ?n) { ?s ?x ?o }",
}


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_nothing_else_is_touched(text: str) -> None:
    assert text == bound(text, {"by": DAY})


def test_a_column_that_is_a_parameter_stays_a_column() -> None:
    assert f"SELECT ({WRITTEN} AS ?by) ?s {{ ?s ?x {WRITTEN} }}" == bound("SELECT ?by ?s { ?s ?x ?by }", {"by": DAY})


BINDERS = {
    "BIND": ("SELECT * { BIND(1 AS ?a) ?s ?p ?o }", {"a"}),
    "a column": ("SELECT (COUNT(?b) AS ?a) { ?s ?p ?b }", {"a"}),
    "GROUP BY": ("SELECT ?a { ?s ?p ?o } GROUP BY (STR(?o) AS ?a)", {"a"}),
    "VALUES": ("SELECT * { VALUES ?a { 1 } ?s ?p ?o }", {"a"}),
    "VALUES of two": ("SELECT * { ?s ?p ?o } VALUES (?a ?b) { (1 2) }", {"a", "b"}),
    "none": ("SELECT ?a { ?a ?p ?o FILTER(?o = 'AS ?x') }", set()),
}


@pytest.mark.parametrize(("text", "names"), BINDERS.values(), ids=BINDERS)
def test_the_variables_that_a_query_binds_itself_are_known(text: str, names: set[str]) -> None:
    assert names == binders(text)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_any_text_is_one_literal(text: str) -> None:
    filled = bound("SELECT (STR(?t) AS ?s) { }", {"t": term("text", text)})
    guarded(filled)
    assert [text] == found(filled)


HOSTILE = ['" } SERVICE <http://x/> { ?s ?p "', "' } #", "\\", '\\"', "?by", "\n} DROP ALL", "<http://x/>", "\\u0022"]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_one_literal(text: str) -> None:
    assert [text] == found(bound("SELECT (STR(?t) AS ?s) { }", {"t": term("text", text)}))


NO_TERMS = [
    ("entity", "http://x/> } SERVICE <http://y/", "is not the IRI of an entity"),
    ("entity", "not an iri", "is not the IRI of an entity"),
    ("number", "ten", "is not a number; write 1500000 or 0.51"),
    ("number", "NaN", "is not a number"),
    ("number", "1E999999999", "is not a number"),
    ("date", "2026", "is not a date"),
    ("date", '2026-01-01" || true', "is not a date"),
]


@pytest.mark.parametrize(("kind", "value", "message"), NO_TERMS)
def test_a_value_of_the_wrong_kind_is_refused(kind: str, value: str, message: str) -> None:
    with pytest.raises(BadQuery, match=message):
        term(kind, value)


def test_numbers_are_decimals_as_written() -> None:
    assert f'"0.510"^^<{XSD}decimal>' == str(term("number", "0.510"))
