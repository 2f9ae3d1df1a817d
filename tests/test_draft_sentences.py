"""Sentences as spans of the text itself, whatever its white space; and the box with a summary."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regraph.check.archive import LONGEST
from regraph.draft.sentences import sentences_in, summary_box

CASES = {
    "two sentences": ("It paid. It left.", ["It paid.", "It left."]),
    "abbreviations": (
        "The U.S. Bank and Mr. Roe of Roe Inc. paid No. 5 on Jan. 6. It left.",
        ["The U.S. Bank and Mr. Roe of Roe Inc. paid No. 5 on Jan. 6.", "It left."],
    ),
    "a decimal": ("It paid $1.5 million. Then 2.5%.", ["It paid $1.5 million.", "Then 2.5%."]),
    "bullets": ("  • It paid.\n\n  – It left\n", ["It paid.", "It left"]),
    "Windows line ends": ("\ufeffA heading\r\nIt paid.\r\n", ["A heading", "It paid."]),
    "a quotation": ("“It paid.” “It left.”", ["“It paid.”", "“It left.”"]),
    "nothing": (" \r\n • \n", []),
}


@pytest.mark.parametrize("case", CASES)
def test_a_text_is_cut_into_sentences(case: str) -> None:
    text, expected = CASES[case]
    assert [text[b:e] for b, e in sentences_in(text, 0, len(text))] == expected


def test_a_sentence_longer_than_a_passage_may_be_is_cut_at_a_space() -> None:
    text = "word " * 300
    spans = list(sentences_in(text, 0, len(text)))
    assert all(e - b <= LONGEST and not text[b:e].startswith(" ") for b, e in spans)
    assert "".join(text[b:e].strip() + " " for b, e in spans) == text


@given(st.text(alphabet="aB .!?\r\n•“”\ufeff5é", max_size=200))
def test_spans_are_in_order_apart_and_hold_every_letter(text: str) -> None:
    spans = list(sentences_in(text, 0, len(text)))
    assert all(b < e for b, e in spans)
    assert all(e <= b for (_, e), (b, _) in zip(spans, spans[1:], strict=False))
    assert sum(c.isalnum() for c in text) == sum(c.isalnum() for b, e in spans for c in text[b:e])


def test_a_summary_box_is_its_heading_and_its_bullets() -> None:
    text = "Head https://a.org/ Highlights\n\n  • It paid.\n  • It left.\n\nThe body of the text.\n• A bullet"
    box = summary_box(text, 0, len(text))
    assert box is not None
    assert text[box[0] : box[1]] == "Highlights\n\n  • It paid.\n  • It left.\n\n"


@pytest.mark.parametrize("text", ("Highlights of it\n• It paid.", "It paid.\n• It left.", "Highlights\n\nIt paid."))
def test_what_is_no_box_is_none(text: str) -> None:
    assert summary_box(text, 0, len(text)) is None
