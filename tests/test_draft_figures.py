"""Figures and dates in a text: what kind they are, what they may mean, and that the check reads the same there."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regraph.check.numerals import numbers_in
from regraph.draft.days import dates_in
from regraph.draft.figures import figures_in

CASES = {
    "$565M": [("$565M", "amount", ["565000000"], "USD")],
    "up to US$1.6 billion": [("US$1.6 billion", "amount", ["1600000000.0"], "USD")],
    "A$5m and €7 million": [("A$5m", "amount", ["5000000"], "AUD"), ("€7 million", "amount", ["7000000"], "EUR")],
    "¥50 billion": [("¥50 billion", "amount", ["50000000000"], "")],
    "12 million dollars": [("12 million dollars", "amount", ["12000000"], "USD")],
    "8–16%": [("8–16%", "share", ["0.08", "0.16"], "1")],
    "9% and 15%": [("9%", "share", ["0.09"], "1"), ("15%", "share", ["0.15"], "1")],
    "between $5 and $7 million": [("$5 and $7 million", "amount", ["5", "5000000", "7000000"], "USD")],
    "150 bps": [("150 bps", "share", ["0.0150"], "1")],
    "a majority": [("majority", "share", ["0.5"], "1")],
    "the wholly owned firm": [("wholly owned", "share", ["1"], "1")],
    "half of it": [("half", "share", ["0.5"], "1")],
    "a half-billion-dollar loan": [("half-billion-dollar", "amount", ["500000000.0"], "USD")],
    "5,000 to 6,500 tpa": [("5,000 to 6,500 tpa", "quantity", ["5000", "6500"], "t/a")],
    "350 million metric tons": [("350 million metric tons", "quantity", ["350000000"], "t")],
    "12 kt": [("12 kt", "quantity", ["12000"], "t")],
    "24 months": [("24 months", "quantity", ["24"], "mo")],
    "55 countries": [("55", "count", ["55"], "")],
    "one of the banks and a loan": [],
    "fell from 90% in 2023 to 53% in 2024": [("90%", "share", ["0.90"], "1"), ("53%", "share", ["0.53"], "1")],
}


@pytest.mark.parametrize("text", CASES)
def test_a_figure_has_its_kind_its_values_and_its_unit(text: str) -> None:
    dates = tuple((d.begin, d.end) for d in dates_in(text, 0, len(text)))
    found = figures_in(text, 0, len(text), dates)
    assert [(text[f.begin : f.end], f.kind, [f"{v:f}" for v in f.values], f.unit) for f in found] == CASES[text]


@given(
    st.lists(
        st.sampled_from(
            [
                "$",
                "5",
                "1,000",
                "M",
                "billion",
                "%",
                "tons",
                "–",
                "and",
                "to",
                "half",
                "a",
                "quarter",
                "in",
                "2026",
                ".",
            ]
        ),
        max_size=9,
    )
)
def test_a_figure_states_only_numbers_that_the_check_reads_there(parts: list[str]) -> None:
    text = " ".join(parts)
    ends = 0
    for figure in figures_in(text, 0, len(text)):
        read = numbers_in(text[figure.begin : figure.end])
        assert figure.kind == "share" or set(figure.values) <= read
        assert (figure.begin >= ends, figure.end <= len(text)) == (True, True)
        ends = figure.end


def test_a_bound_in_words_is_said_as_a_bound() -> None:
    text = "a majority, then a minority"
    assert [f.bound for f in figures_in(text, 0, len(text))] == ["above 0.5 up to 1.0", "below 0.5"]
    assert next(figures_in(text, 0, len(text))).values == (Decimal("0.5"),)


DATES = {
    "on 2026-01-26": [("2026-01-26", "2026-01-26")],
    "on January 26, 2026": [("January 26, 2026", "2026-01-26")],
    "on 26 January 2026": [("26 January 2026", "2026-01-26")],
    "in Sept. 2025": [("Sept. 2025", "2025-09")],
    "by end-2027": [("by end-2027", "2027")],
    "in 2023-2025": [("2023-2025", "between 2023 and 2025")],
    "the 2026/27 budget": [("2026/27", "between 2026 and 2027")],
    "in Q3 2026": [("Q3 2026", "between 2026-07 and 2026-09")],
    "the first half of 2026": [("first half of 2026", "between 2026-01 and 2026-06")],
    "in FY26": [("FY26", "2026")],
    "on Feb. 3": [("Feb. 3", "not stated")],
    "last December": [("last December", "not stated")],
    "this week, by Friday": [("this week", "not stated"), ("Friday", "not stated")],
    "it may rise in May 2026": [("May 2026", "2026-05")],
    "it May rise": [],
    "H.R. 4090 and 2,026 tons of 1.2026": [],
    "February 31, 2026": [("February 31, 2026", "not stated")],
    "from 2027 to 2025": [("from 2027 to 2025", "not stated")],
}


@pytest.mark.parametrize("text", DATES)
def test_a_date_has_the_bounds_that_its_words_decide_and_no_others(text: str) -> None:
    found = [(text[d.begin : d.end], d.when.text()) for d in dates_in(text, 0, len(text))]
    assert found == DATES[text]
