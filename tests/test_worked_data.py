"""The published examples are complete, and exact arithmetic gives what they print, or proves them wrong."""

import tomllib
from collections.abc import Callable
from fractions import Fraction

import exact
import pytest
from published import FILES, Example, Question, examples

EXAMPLES = examples()
LEAST = 45
STANDINGS = ("exact", "rounded", "wrong")
SOURCE = {"author", "year", "title", "url", "read"}
FIELDS = {"id", "place", "shows", "stakes", "questions"}
ASKED = [
    pytest.param(example, question, id=f"{example.id}-{number}-{question.ask}")
    for example in EXAMPLES
    for number, question in enumerate(example.questions, 1)
]


def test_every_file_names_its_source_and_each_example_has_all_fields() -> None:
    texts = {path.name: tomllib.loads(path.read_text(encoding="utf-8")) for path in FILES}
    assert {name: SOURCE - set(text["source"]) for name, text in texts.items()} == {name: set() for name in texts}
    rows = {row["id"]: row for text in texts.values() for row in text["example"]}
    assert {id: FIELDS - set(row) for id, row in rows.items()} == {id: set() for id in rows}
    assert [id for id, row in rows.items() if not all(row[field] for field in FIELDS)] == []


def test_there_are_enough_examples_and_no_two_share_an_id() -> None:
    assert len(EXAMPLES) >= LEAST
    assert len({example.id for example in EXAMPLES}) == len(EXAMPLES)


def test_an_answer_that_is_not_exact_has_its_value_and_a_wrong_one_its_proof() -> None:
    assert {question.standing for example in EXAMPLES for question in example.questions} == set(STANDINGS)
    inexact = [(e, q) for e in EXAMPLES for q in e.questions if q.standing != "exact"]
    assert [e.id for e, q in inexact if not any(key.startswith("exact") for key in q.values)] == []
    assert [e.id for e, q in inexact if q.standing == "wrong" and not e.note] == []


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: str(example.id))
def test_nobody_is_held_to_more_than_all_unless_the_example_says_so(example: Example) -> None:
    held = {stake.held for stake in example.stakes}
    sums = {company: sum(stake.share[0] for stake in example.stakes if stake.held == company) for company in held}
    assert example.overfull == any(total > 1 for total in sums.values())
    assert len(example.lows()) == len(example.stakes)


def half_a_digit(printed: str) -> Fraction:
    """Half a unit of the last printed digit."""
    return Fraction(1, 2 * 10 ** len(printed.partition(".")[2]))


def asked(example: Example, question: Question) -> Question:
    """The question, after a look whether its printed figures stand as it says."""
    for end in ("", "_min", "_max"):
        printed, true = question.values.get("published" + end), question.values.get("exact" + end)
        if isinstance(printed, str) and true is not None:
            near = abs(Fraction(printed) - Fraction(true)) <= half_a_digit(printed)
            assert question.standing == ("rounded" if near else "wrong")
    return question


def integrated(example: Example, question: Question) -> None:
    owner, company = question.values["owner"], question.values["company"]
    for name in question.values["conventions"]:
        convention = exact.CONVENTIONS[name]
        if "published" in question.values:
            assert question.answer() == convention(example.lows(), owner, company)
        else:
            found = exact.bounds(convention, example.lows(), example.highs(), owner, company)
            assert (question.answer("_min"), question.answer("_max")) == found


def control(example: Example, question: Question) -> None:
    if question.values["doctrine"] == "majority-chain":
        found = exact.majority_chain(example.votes())
    else:
        found = exact.majority_control(example.votes(), Fraction(question.values.get("turnout", "1")) / 2)
    owner = question.values.get("owner")
    expected = {(owner, company) for owner, company in question.rows()}
    assert expected == {pair for pair in found if owner in (None, pair[0])}


def control_share(example: Example, question: Question) -> None:
    found = exact.control_share(example.votes(), question.values["owner"], question.values["company"])
    assert question.answer() == found / Fraction(question.values.get("turnout", "1"))


def owns_at_least(example: Example, question: Question) -> None:
    for name in question.values["conventions"]:
        threshold = Fraction(question.values["threshold"])
        found = exact.owns_at_least(example.lows(), threshold, exact.CONVENTIONS[name])
        assert {(owner, company) for owner, company in question.rows()} == found


def close_links(example: Example, question: Question) -> None:
    third_party = question.values["third_party"]
    for name in question.values["conventions"]:
        threshold, convention = Fraction(question.values["threshold"]), exact.CONVENTIONS[name]
        found = exact.close_links(example.lows(), threshold, convention, third_party=third_party)
        assert {(one, other) for one, other in question.rows()} == found


def beneficial_owners(example: Example, question: Question) -> None:
    company, threshold = question.values["company"], Fraction(question.values["threshold"])
    shares = {person: exact.stop_at_target(example.lows(), person, company) for person in question.values["people"]}
    assert question.rows() == [person for person, share in shares.items() if share >= threshold]


def tightened(example: Example, question: Question) -> None:
    owner, company = question.values["owner"], question.values["company"]
    assert question.answer("_max") == exact.tightened(example.lows(), example.highs(), owner, company)


ANSWERS: dict[str, Callable[[Example, Question], None]] = {
    "integrated": integrated,
    "control": control,
    "control-share": control_share,
    "owns-at-least": owns_at_least,
    "close-links": close_links,
    "beneficial-owners": beneficial_owners,
    "tightened": tightened,
}


@pytest.mark.parametrize(("example", "question"), ASKED)
def test_exact_arithmetic_gives_the_published_answer_or_the_one_that_corrects_it(
    example: Example, question: Question
) -> None:
    ANSWERS[question.ask](example, asked(example, question))


def test_every_kind_of_question_is_asked() -> None:
    assert {question.ask for example in EXAMPLES for question in example.questions} == set(ANSWERS)
