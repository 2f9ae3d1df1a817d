"""One form for one set of statements: written twice it stays, in any order, and reads back as what was written."""

import random
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from world import HEAD

from regraph.errors import BadSyntax
from regraph.facts.canonical import canonical, escaped, iri_text, term_text
from regraph.facts.places import fact_files, ontology_files
from regraph.facts.syntax import quads_of_text, text_of
from regraph.names import PREFIXES, XSD

TRIG, TURTLE = Path("x.trig"), Path("x.ttl")
LETTERS = st.characters(exclude_categories=["Cs"])
SAFE = st.text("abcXYZ019-_.~/é: ", min_size=1, max_size=12).map(lambda end: end.replace(" ", "%20"))
IRIS = st.builds(lambda base, end: ox.NamedNode(base + end), st.sampled_from(sorted(PREFIXES.values())), SAFE)
PLAIN = st.text(LETTERS, max_size=30).map(ox.Literal)
TAGGED = st.builds(
    lambda text, tag: ox.Literal(text, language=tag), st.text(LETTERS, max_size=9), st.sampled_from(["en", "de-at"])
)
TYPED = st.builds(
    lambda text, kind: ox.Literal(text, datatype=ox.NamedNode(XSD + kind)),
    st.one_of(
        st.decimals(allow_nan=False, allow_infinity=False).map(str), st.text(LETTERS, max_size=9), st.just("true")
    ),
    st.sampled_from(["decimal", "integer", "boolean", "date", "gYear", "double"]),
)
QUADS = st.lists(st.builds(ox.Quad, IRIS, IRIS, st.one_of(IRIS, PLAIN, TAGGED, TYPED), IRIS), max_size=8)


def turtle(quads: list[ox.Quad], path: Path = TRIG) -> str:
    """Quads in the plainest text of a format, in their order."""
    lines = [f"<{q.graph_name.value}> {{ {q.subject} {q.predicate} {q.object} . }}\n" for q in quads]  # type: ignore[union-attr]
    plain = [f"{q.subject} {q.predicate} {q.object} .\n" for q in quads]
    return "".join(lines if path == TRIG else plain)


@given(QUADS)
def test_reading_what_was_written_gives_the_same_statements(quads: list[ox.Quad]) -> None:
    assert set(quads_of_text(canonical(turtle(quads), TRIG), TRIG)) == set(quads)


@given(QUADS)
def test_formatting_twice_is_formatting_once(quads: list[ox.Quad]) -> None:
    once = canonical(turtle(quads), TRIG)
    assert canonical(once, TRIG) == once


@given(QUADS, st.randoms(use_true_random=False))
def test_the_order_of_statements_never_changes_the_form(quads: list[ox.Quad], chance: random.Random) -> None:
    shuffled = quads + quads[:3]
    chance.shuffle(shuffled)
    assert canonical(turtle(shuffled), TRIG) == canonical(turtle(quads), TRIG)


@given(QUADS)
def test_turtle_is_formatted_like_trig(quads: list[ox.Quad]) -> None:
    once = canonical(turtle(quads, TURTLE), TURTLE)
    assert canonical(once, TURTLE) == once
    assert {quad.triple for quad in quads_of_text(once, TURTLE)} == {quad.triple for quad in quads}


@given(QUADS, st.builds(ox.Quad, IRIS, IRIS, IRIS, IRIS))
def test_a_new_statement_adds_lines_and_moves_none(quads: list[ox.Quad], new: ox.Quad) -> None:
    before = canonical(turtle(quads), TRIG).splitlines()
    after = iter(canonical(turtle([*quads, new]), TRIG).splitlines())
    assert all(line in after for line in before)


@given(QUADS)
def test_windows_line_ends_and_a_byte_order_mark_change_nothing(quads: list[ox.Quad]) -> None:
    once = canonical(turtle(quads), TRIG)
    assert canonical("\ufeff" + once.replace("\n", "\r\n"), TRIG) == once


FORMS: dict[str, tuple[ox.NamedNode | ox.Literal, str]] = {
    "a number as written": (ox.Literal("0.50", datatype=ox.NamedNode(XSD + "decimal")), "0.50"),
    "a decimal without a point": (ox.Literal("7", datatype=ox.NamedNode(XSD + "decimal")), '"7"^^xsd:decimal'),
    "a whole number": (ox.Literal("54", datatype=ox.NamedNode(XSD + "integer")), "54"),
    "truth": (ox.Literal("true", datatype=ox.NamedNode(XSD + "boolean")), "true"),
    "truth as a digit": (ox.Literal("1", datatype=ox.NamedNode(XSD + "boolean")), '"1"^^xsd:boolean'),
    "a date": (ox.Literal("2026-02-05", datatype=ox.NamedNode(XSD + "date")), '"2026-02-05"^^xsd:date'),
    "a text over two lines": (ox.Literal('a\n"b"\t\\'), r'"a\n\"b\"\t\\"'),
    "a text with a tag": (ox.Literal("Erde", language="de"), '"Erde"@de'),
    "a thing": (ox.NamedNode(PREFIXES["id"] + "pela-ema"), "id:pela-ema"),
    "a passage": (ox.NamedNode(PREFIXES["source"] + "x#char=1,2"), f"<{PREFIXES['source']}x#char=1,2>"),
    "a name that ends in a dot": (ox.NamedNode(PREFIXES["id"] + "a."), f"<{PREFIXES['id']}a.>"),
}


@pytest.mark.parametrize("case", FORMS)
def test_a_term_has_one_form(case: str) -> None:
    term, expected = FORMS[case]
    assert term_text(term) == expected


def test_the_class_comes_first_then_the_label_then_the_rest_by_iri() -> None:
    text = HEAD + 'account:a { id:x rg:b 1 ; skos:note "n" ; rdfs:label "X" ; a rg:Mine . }'
    lines = canonical(text, TRIG).split("\n\n")[1].split("\n")
    assert [line.split()[0] for line in lines[2:-2]] == ["a", "rdfs:label", "skos:note", "rg:b", "."]


REFUSED = {
    "a comment": ("# why\n", 1, "comment would be lost"),
    "a comment behind a statement": ("account:a { id:x a id:y . # why\n}", 1, "comment would be lost"),
    "a blank node": ("account:a { id:x a [] . }", 1, "no stable name"),
    "a list": ("account:a { id:x a (1 2) . }", 1, "no stable name"),
    "a statement in no graph": ("id:x a id:y .", None, "outside any graph"),
    "a relative IRI": ("account:a { <x> a id:y . }", 1, "correct the syntax here"),
    "an unknown prefix": ("account:a { foo:x a id:y . }", 1, "correct the syntax here"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_would_be_lost_is_refused_with_its_line(case: str) -> None:
    text, line, words = REFUSED[case]
    with pytest.raises(BadSyntax, match=words) as caught:
        canonical(HEAD + text, TRIG)
    assert caught.value.line == (1 if line is None else HEAD.count("\n") + line)


def test_the_shipped_files_are_what_formatting_them_gives() -> None:
    paths = (*fact_files(), *ontology_files())
    assert len(paths) >= 11
    assert [path for path in paths if canonical(text_of(path), path) != text_of(path)] == []


@given(st.text(LETTERS))
def test_an_escaped_text_stands_on_one_line(text: str) -> None:
    assert len(f'"{escaped(text)}"'.split("\n")) == 1 and "\r" not in escaped(text)


@given(SAFE)
def test_an_iri_is_prefixed_only_where_it_reads_back(end: str) -> None:
    iri = PREFIXES["id"] + end
    quads = quads_of_text(HEAD + f"{iri_text(iri)} a id:x .", TURTLE)
    assert quads[0].subject == ox.NamedNode(iri)
