"""A passage names a thing only by a name as written, and gives a day only by its year, its month or a word for it."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regraph.check.mentions import is_dated, is_named, reach, shares_in, years_in

SAID = dt.date(2026, 2, 5)
NAMED = {
    "as written": ("Serra Verde ships", "Serra Verde", True),
    "in another case": ("SERRA VERDE ships", "Serra Verde", True),
    "over a line break": ("Serra\n  Verde ships", "Serra Verde", True),
    "over a no-break space": ("Serra\u00a0Verde ships", "Serra Verde", True),
    "with a hyphen for a space": ("the Export-Import Bank", "Export Import Bank", True),
    "as a possessive": ("Serra Verde’s mine", "Serra Verde", True),
    "with a typographic apostrophe": ("Glencore’s interests", "Glencore's interests", True),
    "ending in a full stop": ("by Mawei Mining Company Ltd. in May", "Mawei Mining Company Ltd.", True),
    "inside a longer word": ("Glencored", "Glencore", False),
    "in part": ("Serra is green", "Serra Verde", False),
    "a short name in its case": ("the US gave", "US", True),
    "a short name in another case": ("it gave us time", "US", False),
    "a short name with stops in another case": ("u.s. aid", "U.S.", False),
    "an empty name": ("anything", " ", False),
    "a name like a pattern": ("A+B (C) bought", "A+B (C)", True),
}
DATED = {
    "its year": ("by end-2027", "2027-12-31", True),
    "the end of a short range": ("in 2024-25", "2025-12-31", True),
    "a fiscal year": ("in FY27", "2027-12-31", True),
    "another year": ("by end-2027", "2028-12-31", False),
    "its month and year": ("in September 2025", "2025-09-30", True),
    "its short month and year": ("Jun 2026–Mar 2028", "2028-03-31", True),
    "another month of its year": ("in September 2025", "2025-03-31", False),
    "the edge of a year beside a month": ("between May 2025 and the end of the year", "2025-12-31", True),
    "its month without a year": ("on January 29", "2026-01-29", True),
    "its month without a year, long ago": ("on January 29", "2023-01-29", False),
    "another month without a year": ("on January 29", "2026-03-29", False),
    "a modal verb": ("it may sell", "2026-05-01", False),
    "last December": ("said last December", "2025-12-31", True),
    "this week": ("confirmed this week", "2026-02-02", True),
    "this week, years away": ("confirmed this week", "2029-02-02", False),
    "last year": ("a change last year", "2025-01-01", True),
    "a weekday": ("on Wednesday", "2026-02-04", True),
    "within the span it states": ("over the next 12–24 months", "2028-02-05", True),
    "past the span it states": ("over the next 12–24 months", "2029-02-05", False),
    "a decade from now": ("for roughly a decade", "2035-12-31", True),
    "no time at all": ("it owns the mine", "2026-02-05", False),
}


@pytest.mark.parametrize("case", NAMED)
def test_a_name_is_found_as_written(case: str) -> None:
    text, name, expected = NAMED[case]
    assert is_named(text, [name]) is expected


@pytest.mark.parametrize("text", ["rare earth projects", "rare-earth elements", "Rare earths", "REEs", "of REE"])
def test_a_common_noun_is_found_in_singular_and_plural(text: str) -> None:
    assert is_named(text, ["rare earths", "REE"], is_common=True)


def test_a_proper_name_has_no_plural() -> None:
    assert not is_named("the Apples", ["Apple"])


@pytest.mark.parametrize("case", DATED)
def test_a_day_is_found_by_year_month_or_word(case: str) -> None:
    text, day, expected = DATED[case]
    assert is_dated(text, dt.date.fromisoformat(day), SAID) is expected


def test_without_a_day_of_publication_only_the_year_counts() -> None:
    assert [is_dated(t, dt.date(2026, 2, 4)) for t in ("this week", "in 2026")] == [False, True]


def test_shares_are_stated_in_words() -> None:
    words = ("a majority stake", "a minority option", "the full acquisition", "all of it", "control of a mine")
    half, whole = frozenset({Decimal("0.5")}), frozenset({Decimal(1)})
    assert [shares_in(text) for text in words] == [half, half, whole, whole, frozenset()]


def test_the_longest_span_counts() -> None:
    assert (reach("in 30 days, or two years"), reach("soon")) == (732, -1)


@given(st.integers(1900, 2099))
def test_every_year_is_read(year: int) -> None:
    assert years_in(f"In {year}, 12{year} tonnes") == {year}


@given(st.text(min_size=1, max_size=40))
def test_any_name_is_found_in_itself(name: str) -> None:
    assert is_named(f"¶ {name} ¶", [name]) is bool(name.strip())
