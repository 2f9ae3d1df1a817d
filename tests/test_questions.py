"""The competency questions: each file in `tests/questions/` finds the rows that a curator read from the sources."""

import csv
from pathlib import Path

import pytest

from regraph.store.sparql.evaluation import evaluated
from regraph.store.sparql.query import answer, filled_in
from regraph.store.sparql.results import plain_text
from regraph.store.sparql.tokens import plain
from regraph.store.view import View

QUESTIONS = sorted((Path(__file__).parent / "questions").glob("*.rq"))
LEAST = 20


def expected(path: Path) -> tuple[list[str], list[list[str]]]:
    """The header and the sorted rows of the file beside a question."""
    with path.with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    return header, sorted(rows)


def cases() -> list[object]:
    """The questions, each by its name."""
    return [pytest.param(path, id=path.stem) for path in QUESTIONS]


def test_there_are_enough_questions_and_each_has_its_answer() -> None:
    assert len(QUESTIONS) >= LEAST
    assert [path.name for path in QUESTIONS if not path.with_suffix(".csv").is_file()] == []
    assert [path.name for path in (QUESTIONS[0].parent).glob("*.csv") if path.with_suffix(".rq") not in QUESTIONS] == []


def test_each_question_opens_with_its_sentence() -> None:
    firsts = {path.name: path.read_text(encoding="utf-8").splitlines()[0] for path in QUESTIONS}
    assert {name: line for name, line in firsts.items() if not line.startswith("# ")} == {}


@pytest.mark.parametrize("path", cases())
def test_a_question_finds_the_rows_that_its_curator_read(resolved: View, path: Path) -> None:
    found = evaluated(resolved, *filled_in(plain(path.read_text(encoding="utf-8")), {}))
    header, rows = expected(path)
    assert header == list(found.columns)
    assert rows == sorted([plain_text(cell) for cell in row] for row in found.rows)


@pytest.mark.parametrize("path", QUESTIONS[::20], ids=lambda path: path.stem)
def test_a_question_is_answered_alike_in_a_process_of_its_own(resolved: View, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert evaluated(resolved, *filled_in(plain(text), {})) == answer(resolved, text)
