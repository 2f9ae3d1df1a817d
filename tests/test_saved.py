"""Each saved question says what it asks and needs, finds what its example promises, and stands in the documentation."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from regraph.errors import BadChoice, BadQuery, BadSyntax
from regraph.facts.syntax import text_of
from regraph.model.dates import period
from regraph.model.knowledge import Knowledge
from regraph.model.lookup import entity
from regraph.names import PREFIXES
from regraph.store.sparql.binding import Term, binders, bound, term
from regraph.store.sparql.evaluation import Outline, evaluated
from regraph.store.sparql.guard import guarded
from regraph.store.sparql.query import filled_in
from regraph.store.sparql.results import Answer, plain_text
from regraph.store.sparql.saved import Question, named, question, questions, saved, values
from regraph.store.sparql.tokens import plain
from regraph.store.view import View

QUESTIONS = questions()
ROOT = Path(__file__).resolve().parents[1]
each = pytest.mark.parametrize("asked", QUESTIONS, ids=[asked.name for asked in QUESTIONS])


def terms(knowledge: Knowledge, asked: Question, given: dict[str, str]) -> dict[str, Term]:
    """The parameters of a question as terms, on a fixed day."""
    found = {"asOf": term("date", "2026-02-10"), "knownBy": term("date", "2026-02-06")}
    for name, value in values(asked, given).items():
        kind = asked.kind(name)
        known = entity(knowledge, value) if kind == "entity" else value
        found[name] = term(kind, str(period(known).latest) if kind == "date" else known)
    return found


def found_by(view: View, knowledge: Knowledge, asked: Question, given: dict[str, str]) -> Answer:
    """What a question finds, within this process; that another answers alike is for the tests of `answer`."""
    return evaluated(view, *filled_in(plain(asked.text), terms(knowledge, asked, given)))


@cache
def outline(name: str) -> Outline:
    """What the guard makes of a question as it stands in its file."""
    return guarded(plain(named(name).text))


@pytest.fixture(scope="module")
def examples(knowledge: Knowledge, resolved: View) -> Callable[[str], Answer]:
    """What each question finds with its example, asked once."""

    @cache
    def found(name: str) -> Answer:
        asked = named(name)
        return found_by(resolved, knowledge, asked, dict(asked.example))

    return found


def test_there_are_enough_questions_with_names_of_their_own() -> None:
    assert len(QUESTIONS) >= 18
    assert len(QUESTIONS) == len({asked.title for asked in QUESTIONS})
    assert len(QUESTIONS) == len(list((ROOT / "ontology" / "questions").glob("*.rq")))


@each
def test_a_question_is_a_sentence_and_its_parameters_are_used(asked: Question) -> None:
    assert re.fullmatch(r"[A-Z].*[?.]", asked.title)
    used = outline(asked.name).variables
    assert [p.name for p in asked.parameters if p.name not in used or p.name in binders(asked.text)] == []
    assert {p.name for p in asked.parameters if p.is_required} <= set(asked.example)
    assert set(asked.example) <= {p.name for p in asked.parameters}


@each
def test_a_question_finds_something_with_its_example(examples: Callable[[str], Answer], asked: Question) -> None:
    found = examples(asked.name)
    assert (found.form, found.is_empty) == ("SELECT", False)
    assert all(any(cell is not None for cell in row) for row in found.rows)


@each
def test_a_question_that_needs_nothing_finds_at_least_as_much_when_it_is_left_open(
    knowledge: Knowledge, resolved: View, examples: Callable[[str], Answer], asked: Question
) -> None:
    if any(parameter.is_required for parameter in asked.parameters):
        with pytest.raises(BadQuery, match=f"{asked.name} needs --param"):
            values(asked, {})
        return
    if asked.example:  # where there is none, its example leaves it open already
        everything = evaluated(resolved, bound(plain(asked.text), terms(knowledge, asked, {})), outline(asked.name))
        assert len(everything.rows) >= len(examples(asked.name).rows)


@each
def test_a_question_can_be_asked_of_the_union(knowledge: Knowledge, union: View, asked: Question) -> None:
    filled = bound(asked.text, terms(knowledge, asked, dict(asked.example)))
    assert union.store.query(filled, prefixes=PREFIXES) is not None


def column(resolved: View, knowledge: Knowledge, name: str, variable: str, **given: str) -> list[str]:
    """One column of a saved question."""
    asked = named(name)
    found = found_by(resolved, knowledge, asked, given)
    return [plain_text(row[found.columns.index(variable)]) for row in found.rows]


def test_an_option_is_never_listed_among_owners(resolved: View, knowledge: Knowledge) -> None:
    assert column(resolved, knowledge, "who-owns", "claim", company="Serra Verde") == []
    assert [
        kind.split("#")[1]
        for kind in column(resolved, knowledge, "options-and-warrants-outstanding", "kind", target="Serra Verde")
    ] == ["Option"]


def test_a_proposed_stake_is_never_listed_among_owners(resolved: View, knowledge: Knowledge) -> None:
    assert column(resolved, knowledge, "who-owns", "claim", company="USA Rare Earth") == []
    stages = column(resolved, knowledge, "what-does-x-hold", "stage", holder="United States government")
    assert "proposed" in {stage.rsplit("/", 1)[-1] for stage in stages}


def test_a_part_is_not_added_to_its_whole(resolved: View, knowledge: Knowledge) -> None:
    most = column(resolved, knowledge, "money-by-stage-and-bindingness", "atMost", recipient="USA Rare Earth")
    assert sorted(most) == ["1500000000", "1600000000"]


def test_the_ends_of_offtakes_are_those_of_each_account(resolved: View, knowledge: Knowledge) -> None:
    assert column(resolved, knowledge, "offtake-until", "ends", by="2026-06-30") == ["certain"]
    assert column(resolved, knowledge, "offtake-until", "ends", by="2026-12-31") == ["certain"] * 3


def test_disagreements_tell_which_value_is_used(resolved: View, knowledge: Knowledge) -> None:
    claim = "id:serra-verde-chinese-offtake"
    values_used = zip(
        column(resolved, knowledge, "disagreements-between-accounts", "property", claim=claim),
        column(resolved, knowledge, "disagreements-between-accounts", "used", claim=claim),
        strict=True,
    )
    assert sorted(used for name, used in values_used if name.endswith("#endLatest")) == ["false", "true", "true"]


HEADS = {
    "an unknown kind": (
        "# Q?\n# param: x thing any - a thing",
        "2: a parameter is of the kind date, entity, number, text",
    ),
    "no meaning": ("# Q?\n# param: x entity any", "2: write `# param: NAME KIND DEFAULT - what it is`"),
    "bound by the query": (
        "# Q?\n# param: x entity any - a thing\nSELECT * { BIND(1 AS ?x) }",
        "1: ?x is a parameter, and the query gives it a value itself",
    ),
    "no title": ("SELECT * { ?s ?p ?o }", "1: a saved question begins with its question as a sentence"),
}


@pytest.mark.parametrize(("text", "message"), HEADS.values(), ids=HEADS)
def test_a_file_that_is_no_saved_question_is_named_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "q.rq"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadSyntax) as caught:
        saved(path)
    assert f"{path}:{message}" in str(caught.value)


def test_a_query_typed_in_may_have_parameters_too() -> None:
    asked = question("typed", "# Who?\n# param: x text a b - a word\nSELECT ?s { ?s ?p ?x }")
    assert (asked.title, values(asked, {})) == ("Who?", {"x": "a b"})
    with pytest.raises(BadQuery, match="line 1: write `# param:"):
        question("typed", "# param: x\nASK {}")


def test_an_unknown_question_is_answered_with_those_there_are() -> None:
    with pytest.raises(BadChoice, match="--named: 'owners' is none of absences-stated, "):
        named("owners")


def test_an_unknown_parameter_is_answered_with_those_there_are() -> None:
    with pytest.raises(BadChoice, match="--param: 'name' is none of company"):
        values(named("who-owns"), {"name": "x"})


def test_the_documentation_lists_every_question_as_it_is() -> None:
    page = text_of(ROOT / "docs" / "queries.md")
    listed = re.findall(r"^\| `([a-z-]+)` \| (.*?) \| (.*?) \|$", page, re.MULTILINE)
    expected = [
        (q.name, q.title, ", ".join(f"`{p.name}`" + (" (required)" if p.is_required else "") for p in q.parameters))
        for q in QUESTIONS
    ]
    assert expected == listed
