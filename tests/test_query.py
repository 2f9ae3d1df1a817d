"""A query is answered, refused, explained or stopped; it never reaches anything but the facts, and never runs on."""

import multiprocessing
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pyoxigraph as ox
import pytest

from regraph.errors import BadQuery, QueryTimeout, RefusedQuery
from regraph.names import ID
from regraph.store.dataset import Dataset, select
from regraph.store.sparql import evaluation
from regraph.store.sparql import query as query_module
from regraph.store.sparql.binding import term
from regraph.store.sparql.evaluation import Outline
from regraph.store.sparql.query import answer
from regraph.store.sparql.results import plain_text
from regraph.store.view import View, resolved_view, union_view

EXPLOSIVE = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
STAKES = "SELECT ?stake { ?stake a rg:Stake }"
ROOT = Path(__file__).resolve().parents[1]
DAY = {"asOf": term("date", "2026-02-10"), "knownBy": term("date", "2026-02-06")}
limited = pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods(), reason="this system has no limits for processes"
)


@pytest.fixture
def view(resolved: View) -> View:
    """The resolved view of the shipped facts."""
    return resolved


@contextmanager
def other_thread() -> Iterator[None]:
    """A second thread of this process, with which a fork would not be safe."""
    end = threading.Event()
    thread = threading.Thread(target=end.wait)
    thread.start()
    try:
        yield
    finally:
        end.set()
        thread.join()


def reach(view: View) -> dict[ox.NamedNode | ox.DefaultGraph, set[ox.Triple]]:
    """All that a query can reach: the triples of each graph."""
    graphs: list[ox.NamedNode | ox.DefaultGraph] = [ox.DefaultGraph(), *map(ox.NamedNode, view.accounts)]
    return {g: {quad.triple for quad in view.store.quads_for_pattern(None, None, None, g)} for g in graphs}


def column(view: View, text: str) -> list[str]:
    """The first column of an answer."""
    return [plain_text(row[0]) for row in answer(view, text, DAY).rows]


def test_select_finds_rows(view: View) -> None:
    found = answer(view, STAKES)
    assert (found.form, found.columns, len(found.rows) > 3) == ("SELECT", ("stake",), True)
    assert found.rows == tuple(sorted(found.rows, key=str))


def test_ask_tells_the_truth(view: View) -> None:
    assert answer(view, "ASK { ?s a rg:Stake }").truth is True
    assert answer(view, "ASK { ?s a rg:Nothing }").truth is False


def test_construct_finds_triples(view: View) -> None:
    found = answer(view, "CONSTRUCT { ?a rg:linkedTo ?b } { ?a rg:linkedTo ?b }")
    assert (found.form, found.is_graph) == ("CONSTRUCT", True)
    assert found.rows


def test_describe_finds_triples(view: View) -> None:
    found = answer(view, "DESCRIBE id:serra-verde")
    assert found.form == "DESCRIBE"
    assert {ID + "serra-verde"} == {plain_text(row[0]) for row in found.rows}


def test_a_graph_reaches_the_accounts_that_count_and_no_other_graph(facts: Dataset, resolved: View) -> None:
    graphs = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
    assert list(facts.accounts()) == column(resolved, graphs)
    first = facts.accounts()[0]
    rest = select(facts, without=frozenset([first]))
    assert list(facts.accounts()[1:]) == column(resolved_view(rest), graphs)
    assert list(facts.accounts()[1:]) == column(union_view(rest), graphs)


def test_dropping_an_account_answers_as_if_it_had_never_been_read(facts: Dataset) -> None:
    for account in facts.accounts()[20:21]:
        read = Dataset(terms=facts.terms, ontology=facts.ontology)
        mine = (quad for quad in facts.quads if ox.NamedNode(account) not in (quad.graph_name, quad.subject))
        read.add_facts(mine)
        dropped = select(facts, without=frozenset([account]))
        expected = reach(resolved_view(read))
        assert ox.NamedNode(account) not in expected
        assert expected == reach(resolved_view(dropped))


def test_prefixes_are_declared_and_may_be_declared_anew(view: View) -> None:
    assert column(view, STAKES) == column(
        view, STAKES.replace("SELECT", "PREFIX rg: <https://w3id.org/regraph/ontology#> SELECT")
    )
    assert column(view, "PREFIX rg: <http://x/> " + STAKES) == []


DAYS = {
    "a column": ("SELECT ?asOf { }", "2026-02-10"),
    "the day known by": ("SELECT ?knownBy { }", "2026-02-06"),
    "a filter": ("SELECT ?x { BIND('2026-02-10'^^xsd:date AS ?x) FILTER(?x = ?asOf) }", "2026-02-10"),
    "a sub-select": ("SELECT ?x { { SELECT (MAX(?asOf) AS ?x) { } } }", "2026-02-10"),
    "a value of its own": ("SELECT ?asOf { VALUES ?asOf { 7 } }", "7"),
    "a name of its own": ("SELECT (7 AS ?asOf) { }", "7"),
}


@pytest.mark.parametrize(("text", "value"), DAYS.values(), ids=DAYS)
def test_the_two_days_hold_where_a_query_uses_them(view: View, text: str, value: str) -> None:
    assert [value] == column(view, text)


def test_a_parameter_that_reads_as_an_iri_is_not_passed_over(view: View) -> None:
    with pytest.raises(BadQuery, match=r"\?asOf cannot be filled in here; write a space before and after each < and >"):
        answer(view, "SELECT * { ?s rg:dateLatest ?d ; rg:x ?y FILTER(?d<?asOf&&?y>1) }", DAY)


def test_a_query_is_guarded(view: View) -> None:
    with pytest.raises(RefusedQuery, match="^SERVICE is refused: a query only reads") as caught:
        answer(view, "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }")
    assert caught.value.word == "SERVICE"


BAD = {
    "no SPARQL": ("SELECT ?s { ?s ?p }", "line 1: this is not SPARQL 1.1"),
    "no such grouping": (
        "SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o }",
        "line 1: the SELECT contains a variable that is unbound",
    ),
    "a relative IRI": ("SELECT * { <adq> ?p ?o }", "<adq> is no IRI in full; write it with a prefix, such as id:adq"),
    "an unknown function": ("SELECT (<http://x/f>(1) AS ?y) { }", "the query cannot be evaluated: The custom function"),
}


@pytest.mark.parametrize(("text", "message"), BAD.values(), ids=BAD)
def test_what_cannot_be_evaluated_is_explained(view: View, text: str, message: str) -> None:
    with pytest.raises(BadQuery) as caught:
        answer(view, text)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize("seconds", [0, -1, float("nan"), float("inf")])
def test_a_time_limit_must_be_one(view: View, seconds: float) -> None:
    with pytest.raises(BadQuery, match="give a number of seconds above 0"):
        answer(view, STAKES, seconds=seconds)


@pytest.mark.parametrize(("seconds", "threads"), [(0.4, False), (1.5, True)], ids=["forked", "in a new Python"])
def test_an_explosive_query_is_stopped_and_leaves_nothing_running(view: View, seconds: float, threads: bool) -> None:
    late = pytest.raises(QueryTimeout, match=f"ran past {seconds} s and was stopped")
    with other_thread() if threads else nullcontext(), late as caught:
        answer(view, EXPLOSIVE, seconds=seconds)
    assert caught.value.seconds == seconds
    assert multiprocessing.active_children() == []


def test_an_answer_is_the_same_in_a_new_python(view: View) -> None:
    here = answer(view, STAKES)
    assert here.rows
    with other_thread():
        assert query_module.start_context().get_start_method() == "spawn"
        assert answer(view, STAKES) == here


def test_too_many_rows_are_no_answer(view: View, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evaluation, "MOST_ROWS", 5)
    monkeypatch.setattr(query_module, "start_context", lambda: multiprocessing.get_context("fork"))
    with pytest.raises(BadQuery, match="more than 5 rows; narrow it, count them, or add LIMIT"):
        answer(view, "SELECT * { ?s ?p ?o }")
    assert len(answer(view, "SELECT * { ?s ?p ?o } LIMIT 5").rows) == 5


@limited
def test_a_query_that_outgrows_its_memory_is_stopped(view: View, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(query_module, "MEMORY", 100 << 20)
    with pytest.raises(BadQuery, match="likely for its size; narrow it|more than 0 GiB of memory"):
        answer(view, "SELECT DISTINCT ?a ?d ?g ?i { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i")


def ended(writer: object, *rest: object) -> None:
    """A child that dies without a word."""
    raise SystemExit(3)


def test_a_child_that_dies_is_reported(view: View, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(query_module, "answer_apart", ended)
    with pytest.raises(BadQuery, match=r"the system stopped the query \(3\)"):
        answer(view, STAKES)


@contextmanager
def listening() -> Iterator[tuple[int, list[str]]]:
    """A server on this machine that notes each connection; its port, and the notes."""
    seen: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        end = threading.Event()

        def serve() -> None:
            while not end.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                seen.append("reached")
                connection.close()

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield server.getsockname()[1], seen
        finally:
            time.sleep(0.2)
            end.set()
            thread.join()


def unguarded(text: str) -> Outline:
    """What a guard would be that lets everything pass."""
    return Outline("SELECT", False, (), frozenset())


@limited
def test_even_past_the_guard_a_query_reaches_no_network(view: View, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(query_module, "guarded", unguarded)
    context = multiprocessing.get_context("fork")
    monkeypatch.setattr(query_module, "start_context", lambda: context)
    with listening() as (port, seen), pytest.raises(BadQuery, match="the query cannot be evaluated"):
        answer(view, f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}", seconds=10)
    assert seen == []


def test_the_engine_would_reach_the_network_if_it_were_let(view: View) -> None:
    with listening() as (port, seen), pytest.raises(OSError):
        list(ox.Store().query(f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}"))  # type: ignore[arg-type]
    assert seen[:1] == ["reached"]


TWICE = """
from regraph.store.dataset import read
from regraph.store.sparql.query import answer
from regraph.store.sparql.results import written
from regraph.store.view import resolved_view
view = resolved_view(read())
print(written(answer(view, "SELECT * { ?s rg:isStatedIn ?a ; a ?kind } ORDER BY ?kind"), "csv"))
print(written(answer(view, "CONSTRUCT { ?s rg:isAbout [ rg:place ?l ] } { ?s a rg:Stake ; rdfs:label ?l }"), "turtle"))
"""


def test_an_answer_does_not_depend_on_the_order_of_hashes() -> None:
    def output(seed: str) -> str:
        environment = {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        run = subprocess.run([sys.executable, "-c", TWICE], capture_output=True, text=True, env=environment, check=True)
        return run.stdout

    one = output("1")
    assert len(one.splitlines()) > 100
    assert one == output("2")
