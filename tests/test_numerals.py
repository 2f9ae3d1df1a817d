"""The numbers of a passage are read in every usual notation, exactly, and nothing else is read into it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regraph.check.numerals import base_of, numbers_in

CASES = {
    "$565M": ["565000000"],
    "$565 million": ["565000000"],
    "US$150m": ["150000000"],
    "565 million": ["565000000"],
    "1.8bn": ["1800000000"],
    "$1.6B": ["1600000000"],
    "$12-billion": ["12000000000"],
    "$9bn enterprise value": ["9000000000"],
    "350+ million": ["350000000"],
    "350-plus million": ["350000000"],
    "5,000": ["5000"],
    "~6,500 tpa": ["6500"],
    "5,000 metric tons": ["5000"],
    "247.8 kt": ["247800"],
    "33.5ktpa": ["33500"],
    "12.5 Mt": ["12500000"],
    "16.1M shares": ["16100000"],
    "$21.50 per share": ["21.5"],
    "40 %": ["0.4"],
    "40%": ["0.4"],
    "40 percent": ["0.4"],
    "40 per cent": ["0.4"],
    "150 bps": ["0.015"],
    "150 basis points": ["0.015"],
    "8–16%": ["0.08", "0.16"],
    "8% to 16%": ["0.08", "0.16"],
    "1–5 percent": ["0.01", "0.05"],
    "between 8 and 16 percent": ["0.08", "0.16", "8"],
    "160–200 ppm": ["160", "200"],
    "$3.1-$3.5 billion": ["3100000000", "3500000000"],
    "$250 million to $500 million": ["250000000", "500000000"],
    "10–15 years": ["10", "15"],
    "a 15-year loan": ["15"],
    "15‑year": ["15"],
    "18 months": ["1.5", "18"],
    "roughly a decade": ["10"],
    "two decades": ["20"],
    "a dozen": ["12"],
    "two dozen": ["24"],
    "over half a billion dollars": ["500000000"],
    "half-million": ["500000"],
    "one hundred million": ["100000000"],
    "fifty-four countries": ["54"],
    "twenty": ["20"],
    "three-quarters": ["0.75"],
    "half of it": ["0.5"],
    "565\u00a0million": ["565000000"],
    "two (2)": ["2"],
    "200 m deep": ["200"],
    "March 2023": ["2023"],
    "H.R. 3617": ["3617"],
    "an option": [],
    "CO2 and B12": [],
    "section 3.4.5": [],
    "": [],
}


@pytest.mark.parametrize("text", CASES)
def test_a_notation_is_read(text: str) -> None:
    assert sorted(numbers_in(text)) == sorted(map(Decimal, CASES[text]))


def test_two_passages_are_not_read_into_one_number() -> None:
    assert numbers_in("the 5 ¶ million tonnes") == {Decimal(5)}


def test_a_number_in_words_up_to_ninety_nine_is_read() -> None:
    assert [base_of(word) for word in ("zero", "nineteen", "ninety-nine", "forty two")] == [0, 19, 99, 42]


@given(st.integers(0, 10**12))
def test_a_whole_number_is_read_as_written_with_or_without_commas(number: int) -> None:
    assert numbers_in(f"about {number} of them") == numbers_in(f"about {number:,} of them") == {Decimal(number)}


@given(
    st.decimals(0, 9999, places=2), st.sampled_from([("million", 10**6), ("billion", 10**9), ("%", Decimal("0.01"))])
)
def test_a_scale_multiplies_exactly(number: Decimal, scale: tuple[str, Decimal]) -> None:
    assert numbers_in(f"${number} {scale[0]}") == {number * scale[1]}


@given(st.text(max_size=200))
def test_no_text_stops_the_reader(text: str) -> None:
    assert all(number.is_finite() for number in numbers_in(text))
