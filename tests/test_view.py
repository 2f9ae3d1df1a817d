"""A plain pattern sees each thing once, and sees only what the selected accounts say."""

import datetime as dt
import pickle
from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from world import World, iri

from regraph.errors import BadSyntax
from regraph.names import ACCOUNT, PREFIXES, RDF_TYPE, RDFS_LABEL, REGISTER, RG, local
from regraph.store import view as view_module
from regraph.store.dataset import Dataset, select
from regraph.store.resolution import Resolver
from regraph.store.view import View, resolved_triples, resolved_view, shortcut_rules, shortcuts, union_view

SUM = "SELECT (SUM(?most) AS ?n) { ?loan a rg:Loan ; rg:amountAtMost ?most }"


def lent(*amounts: str) -> World:
    """One loan, of which each of several accounts gives its own amount."""
    world = World().thing("bank").thing("mine-co").thing("loan", "Loan")
    for at, amount in enumerate(amounts):
        money = {"amountAtLeast": amount, "amountAtMost": amount, "currency": "USD"}
        parties = {"hasLender": "bank", "hasBorrower": "mine-co", "stage": "signed", "bindingness": "binding"}
        world.account(f"news-{at}", f"2026-02-0{at + 1}").says(f"news-{at}", "loan", "Loan", **money, **parties)
    return world


def quick(world: World, order: int = 1) -> Dataset:
    """A world as read, of the ontology only what derives from roles of parties: building a view takes a moment."""
    data = world.dataset(order)
    data.ontology = [quad for quad in data.ontology if local(quad.predicate.value) == "subPropertyOf"]
    return data


def column(view: View, text: str) -> list[str]:
    """The only column of a query, as plain text, sorted."""
    found = view.store.query(text, prefixes=PREFIXES)
    assert isinstance(found, ox.QuerySolutions)
    return sorted(row[0].value for row in found)


def graph(view: View, name: str) -> set[ox.Triple]:
    """The triples of one named graph."""
    return {quad.triple for quad in view.store.quads_for_pattern(None, None, None, ox.NamedNode(name))}


def by_subject(found: set[ox.Triple]) -> dict[object, set[ox.Triple]]:
    """Triples by their subject."""
    table: dict[object, set[ox.Triple]] = defaultdict(set)
    for triple in found:
        table[triple.subject].add(triple)
    return table


def default(view: View) -> set[ox.Triple]:
    """The triples of the default graph."""
    return {quad.triple for quad in view.store.quads_for_pattern(None, None, None, ox.DefaultGraph())}


def resolved_values(data: Dataset) -> set[ox.Triple]:
    """The resolved triples as a store has them, which writes numbers in its own way."""
    store = ox.Store()
    store.extend(resolved_triples(data, Resolver(data)))
    return {quad.triple for quad in store}


def reach(view: View) -> tuple[set[ox.Triple], dict[str, set[ox.Triple]]]:
    """All that a query can reach."""
    return default(view), {account: graph(view, account) for account in view.accounts}


def test_a_disputed_amount_counts_once_in_the_resolved_view() -> None:
    assert [n.split(".")[0] for n in column(resolved_view(lent("500", "600", "700").dataset()), SUM)] == ["700"]


def test_the_union_holds_every_amount_of_a_disputed_one() -> None:
    found = column(union_view(lent("500", "600", "700").dataset()), "SELECT ?n { ?loan rg:amountAtMost ?n }")
    assert found == ["500", "600", "700"]


@pytest.mark.parametrize("build", [resolved_view, union_view])
def test_what_three_accounts_say_alike_is_found_once(build: object) -> None:
    assert callable(build)
    view = build(lent("500", "500", "500").dataset())
    assert [iri("bank")] == column(view, "SELECT ?bank { ?loan rg:hasLender ?bank }")
    assert [n.split(".")[0] for n in column(view, SUM)] == ["500"]


def test_each_account_keeps_its_own_amount() -> None:
    view = resolved_view(lent("500", "600").dataset())
    found = column(view, "SELECT ?most { GRAPH ?account { ?loan rg:amountAtMost ?most } }")
    assert found == ["500", "600"]


def test_a_node_tells_which_accounts_speak_of_it() -> None:
    view = resolved_view(lent("500", "600").dataset())
    assert column(view, "SELECT ?a { id:loan rg:isStatedIn ?a }") == [ACCOUNT + "news-0", ACCOUNT + "news-1"]


@pytest.mark.parametrize("build", [resolved_view, union_view])
def test_the_accounts_are_the_only_named_graphs(build: object) -> None:
    assert callable(build)
    view = build(lent("500", "600").dataset())
    assert view.accounts == (ACCOUNT + "news-0", ACCOUNT + "news-1")
    assert {graph.value for graph in view.store.named_graphs()} == set(view.accounts)


def test_kind_and_label_of_a_registered_node_are_those_of_the_register(facts: Dataset) -> None:
    said = {quad.triple for quad in facts.quads if quad.graph_name == ox.NamedNode(REGISTER)}
    values, register = by_subject(resolved_values(facts)), by_subject(said)
    spoken_of = values.keys() & register.keys()
    assert len(spoken_of) > 50
    for subject in spoken_of:
        named = (ox.NamedNode(RDF_TYPE), ox.NamedNode(RDFS_LABEL))
        expected = {t for t in register[subject] if t.predicate in named}
        predicates = {t.predicate for t in expected}
        assert {t for t in values[subject] if t.predicate in predicates} == expected


def test_the_resolved_view_has_one_value_where_there_can_be_one(resolved: View) -> None:
    more = """SELECT ?subject { ?property a owl:FunctionalProperty .
        { SELECT ?subject ?property (COUNT(?value) AS ?n) { ?subject ?property ?value } GROUP BY ?subject ?property }
        FILTER(?n > 1) }"""
    assert column(resolved, more) == []


def test_every_resolved_value_is_one_that_an_account_gives(facts: Dataset, union: View) -> None:
    stated = ox.NamedNode(RG.isStatedIn)
    values = {t for t in resolved_values(facts) if t.predicate != stated}
    assert len(values) > 1000
    assert set() == values - default(union)


def test_each_party_of_any_role_is_a_party(resolved: View) -> None:
    lacking = """SELECT ?deal { ?role rdfs:subPropertyOf rg:hasParty . ?deal ?role ?party .
        FILTER NOT EXISTS { ?deal rg:hasParty ?party } }"""
    assert column(resolved, lacking) == []
    assert int(column(resolved, "SELECT (COUNT(?party) AS ?n) { ?deal rg:hasParty ?party }")[0]) >= 40


def test_a_stake_is_never_reached_as_another_interest_nor_an_option_as_a_stake(resolved: View) -> None:
    assert column(resolved, "SELECT ?x { ?x a rg:Stake ; rg:isInterestIn ?y }") == []
    assert column(resolved, "SELECT ?x { ?x rg:isStakeIn ?y ; a ?kind FILTER(?kind != rg:Stake) }") == []


def test_each_shortcut_rule_derives_something_from_the_shipped_facts(resolved: View) -> None:
    found = {local(t.predicate.value) for t in shortcuts(resolved.store)}
    rules = {path.stem for path in shortcut_rules()}
    assert {"controlled-by", "financed-by", "linked-to", "owned-by", "sells-to"} == rules
    assert {"controlledBy", "financedBy", "linkedTo", "ownedBy", "sellsTo", "hasParty"} == found


def test_shortcuts_are_in_the_default_graph_and_in_no_account(resolved: View) -> None:
    derived = set(shortcuts(resolved.store))
    assert set() == derived - default(resolved)
    assert set() == derived & set().union(*(graph(resolved, account) for account in resolved.accounts))


@pytest.mark.parametrize("rule", ["CONSTRUCT {", "SELECT * { ?s ?p ?o }"], ids=["broken", "not a CONSTRUCT"])
def test_a_shortcut_rule_that_is_none_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rule: str) -> None:
    (tmp_path / "shortcuts").mkdir()
    (tmp_path / "shortcuts" / "bad.rq").write_text(rule, encoding="utf-8")
    monkeypatch.setattr(view_module, "shipped", lambda name: tmp_path)
    with pytest.raises(BadSyntax, match="bad.rq:1: not a CONSTRUCT query"):
        resolved_view(quick(lent("500")))


def test_terms_of_the_ontology_can_be_asked_for(facts: Dataset, resolved: View) -> None:
    assert [RG.Financing] == column(resolved, "SELECT ?parent { rg:Loan rdfs:subClassOf ?parent }")
    assert {quad.triple for quad in facts.ontology} <= default(resolved)


def test_a_source_whose_accounts_are_not_known_yet_is_not_known_either(facts: Dataset) -> None:
    early = select(facts, dt.date(2026, 2, 4))
    published = "SELECT DISTINCT ?day { ?source a rg:Source ; rg:publishedLatest ?day }"
    for view in (resolved_view(early), union_view(early)):
        assert max(column(view, published)) <= "2026-02-04"
        assert {"2026-02-03", "2026-02-04"} == set(column(view, "SELECT ?day { ?a rg:published ?day }"))


@settings(max_examples=25)
@given(st.sets(st.integers(0, 3)), st.lists(st.sampled_from(["500", "600", "700"]), min_size=4, max_size=4))
def test_leaving_out_accounts_equals_never_having_read_them(dropped: set[int], amounts: list[str]) -> None:
    full, part = lent(*amounts), lent(*amounts)
    for at in dropped:
        del part.claims[f"news-{at}"], part.described[f"news-{at}"]
    without = frozenset(ACCOUNT + f"news-{at}" for at in dropped)
    for build in (resolved_view, union_view):
        assert reach(build(quick(part))) == reach(build(select(quick(full), without=without)))


@settings(max_examples=25)
@given(st.lists(st.sampled_from(["500", "600", "700"]), min_size=1, max_size=4))
def test_the_order_of_reading_changes_nothing(amounts: list[str]) -> None:
    world = lent(*amounts)
    for build in (resolved_view, union_view):
        assert reach(build(quick(world))) == reach(build(quick(world, order=-1)))


@settings(max_examples=25)
@given(st.lists(st.sampled_from(["500", "600", "700"]), min_size=1, max_size=4))
def test_the_union_contains_the_resolved_values(amounts: list[str]) -> None:
    data = quick(lent(*amounts))
    stated = ox.NamedNode(RG.isStatedIn)
    values = {t for t in resolved_values(data) if t.predicate != stated}
    assert values <= default(resolved_view(data))
    assert set() == values - default(union_view(data))


def test_a_view_travels_to_another_process(resolved: View) -> None:
    copy = pickle.loads(pickle.dumps(resolved))
    assert resolved.accounts == copy.accounts
    assert set(resolved.store) == set(copy.store)


def test_nothing_but_the_ontology_is_seen_where_every_account_is_left_out(facts: Dataset) -> None:
    none = select(facts, without=frozenset(facts.accounts()))
    assert resolved_view(none).accounts == ()
    assert column(resolved_view(none), "SELECT ?x { ?x rg:certainty ?c }") == []
