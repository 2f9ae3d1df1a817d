"""Rows become CSV that reads back as the same rows, whatever stands in them."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from regraph.present.rows import csv_text

cells = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=20)


@given(st.lists(st.tuples(cells, cells), max_size=5))
def test_rows_read_back_as_they_were_written(rows: list[tuple[str, ...]]) -> None:
    text = csv_text(("a", "b"), rows)
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert [tuple(row) for row in read] == [("a", "b"), *rows]


def test_lines_end_as_on_unix_and_only_what_must_be_is_quoted() -> None:
    assert csv_text(("a", "b"), [('say "no"', "x, y"), ("é", "")]) == 'a,b\n"say ""no""","x, y"\né,\n'


def test_no_rows_are_a_header_alone() -> None:
    assert csv_text(("a", "b"), []) == "a,b\n"
