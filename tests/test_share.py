"""Shares are intervals: whatever the true values are, the interval that is computed holds them."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from regraph.errors import BadShare
from regraph.model.share import ONE, SOME, UNKNOWN, ZERO, Share, added, percent, plain, total


def share(text: str) -> Share:
    """An interval as mathematicians write it: `(0.5,1]`; one number is exact."""
    if text[0] not in "[(":
        return Share(Decimal(text), Decimal(text))
    low, high = text[1:-1].split(",")
    return Share(Decimal(low), Decimal(high), text[0] == "(", text[-1] == ")")


@st.composite
def shares(draw: st.DrawFn) -> Share:
    """Any interval of shares, in thousandths, often at 0 and 1."""
    ends = st.integers(0, 1000) | st.sampled_from((0, 500, 1000))
    low, high = sorted((draw(ends), draw(ends)))
    if low == high:
        return Share(Decimal(low) / 1000, Decimal(high) / 1000)
    return Share(Decimal(low) / 1000, Decimal(high) / 1000, draw(st.booleans()), draw(st.booleans()))


@st.composite
def shares_with_a_true_value(draw: st.DrawFn) -> tuple[Share, Fraction]:
    """An interval and one value that it allows."""
    found = draw(shares())
    low, high = Fraction(found.low), Fraction(found.high)
    if low == high:
        return found, low
    part = draw(st.fractions(0, 1, max_denominator=64))
    value = low + (high - low) * part
    assume(holds(found, value))
    return found, value


def holds(found: Share, value: Fraction) -> bool:
    """True where an interval allows a value."""
    low, high = Fraction(found.low), Fraction(found.high)
    return (low < value or (low == value and not found.low_open)) and (
        value < high or (value == high and not found.high_open)
    )


@given(shares_with_a_true_value(), shares_with_a_true_value())
def test_the_true_product_is_inside_the_product(one: tuple[Share, Fraction], other: tuple[Share, Fraction]) -> None:
    assert holds(one[0].times(other[0]), one[1] * other[1])


@given(shares_with_a_true_value(), shares_with_a_true_value())
def test_the_true_sum_is_inside_the_sum_where_it_can_be_true(
    one: tuple[Share, Fraction], other: tuple[Share, Fraction]
) -> None:
    assume(one[1] + other[1] <= 1)
    assert holds(one[0].plus(other[0]), one[1] + other[1])


@given(shares_with_a_true_value())
def test_the_true_remainder_is_inside_the_remainder(one: tuple[Share, Fraction]) -> None:
    assert holds(one[0].remainder(), 1 - one[1])


@given(shares(), shares())
def test_no_end_of_a_product_is_wider_than_the_ends_it_comes_from(one: Share, other: Share) -> None:
    found = one.times(other)
    assert (found.low, found.high) == (one.low * other.low, one.high * other.high)
    reached = [(a, b) for a in closed_ends(one) for b in closed_ends(other)]
    assert all(holds(found, Fraction(a) * Fraction(b)) for a, b in reached)


def closed_ends(found: Share) -> list[Decimal]:
    return [end for end, is_open in ((found.low, found.low_open), (found.high, found.high_open)) if not is_open]


@given(st.lists(shares(), max_size=6))
def test_a_sum_is_never_more_than_all(found: list[Share]) -> None:
    summed = total(found)
    assert ZERO <= summed.low <= summed.high <= ONE


@given(shares(), shares())
def test_order_never_changes_a_product_or_a_sum(one: Share, other: Share) -> None:
    assert one.times(other) == other.times(one)
    assert one.plus(other) == other.plus(one)


@given(shares(), shares(), shares())
def test_grouping_never_changes_a_product_or_a_sum(one: Share, two: Share, three: Share) -> None:
    assert one.times(two).times(three) == one.times(two.times(three))
    assert one.plus(two).plus(three) == one.plus(two.plus(three))


@given(shares())
def test_all_of_a_share_is_that_share_and_nothing_of_it_is_nothing(one: Share) -> None:
    assert one.times(Share(ONE, ONE)) == one
    assert one.times(Share(ZERO, ZERO)) == Share(ZERO, ZERO)
    assert one.plus(Share(ZERO, ZERO)) == one


@given(shares())
def test_the_remainder_of_a_remainder_is_the_share(one: Share) -> None:
    assert one.remainder().remainder() == one


@given(shares())
def test_a_majority_is_a_share_that_leaves_everybody_else_less(one: Share) -> None:
    rest = one.remainder()
    below = rest.high < Decimal("0.5") or (rest.high == Decimal("0.5") and rest.high_open)
    assert one.is_majority == below


@given(shares())
def test_a_text_never_says_more_than_the_interval(one: Share) -> None:
    text = one.text()
    assert (text == percent(one.low)) == one.is_exact
    assert ("above" in text) == (one.low_open and one.low > ZERO)
    if text != "not stated":
        assert ("below" in text) == one.high_open


def test_a_long_chain_of_long_shares_is_not_rounded() -> None:
    third = share("0.123456789012345678901")
    assert Fraction(third.times(third).times(third).low) == Fraction(third.low) ** 3
    assert third.times(third).text() == "1.5241578753238836750437433565526596567801 %"


def test_what_a_long_share_leaves_and_long_numbers_come_to_is_not_rounded() -> None:
    long = "0." + 31 * "3"
    assert share(long).remainder().text() == f"66.{28 * '6'}7 %"
    assert percent(Decimal(long)) == f"33.{29 * '3'} %"
    numbers = [Decimal(number) for number in ("1" + 30 * "0", "0." + 29 * "0" + "1")]
    assert Fraction(added(numbers)) == sum(map(Fraction, numbers))


PRODUCTS = (
    ("0.5", "0.5", "0.25"),
    ("(0.5,1]", "0.4", "(0.2,0.4]"),
    ("(0.5,1]", "(0.5,1]", "(0.25,1]"),
    ("[0,1]", "0.4", "[0,0.4]"),
    ("(0,1]", "0.4", "(0,0.4]"),
    ("(0,1]", "[0,1]", "[0,1]"),
    ("[0,0.5)", "0.4", "[0,0.2)"),
    ("[0,0.5)", "0", "0"),
)


@pytest.mark.parametrize(("one", "other", "expected"), PRODUCTS, ids=lambda v: v)
def test_a_product_is_exact_at_both_ends(one: str, other: str, expected: str) -> None:
    assert share(one).times(share(other)) == share(expected)


SUMS = (
    ("0.7", "0.2", "0.9"),
    ("0.7", "[0.2,0.6]", "[0.9,1]"),
    ("0.7", "(0.2,0.6]", "(0.9,1]"),
    ("(0.5,1]", "(0.5,1]", "1"),
    ("0.5", "0.5", "1"),
    ("0.8", "0.7", "1"),
    ("[0,0.3)", "0.7", "[0.7,1)"),
)


@pytest.mark.parametrize(("one", "other", "expected"), SUMS, ids=lambda v: v)
def test_a_sum_is_exact_at_both_ends_and_stops_at_all(one: str, other: str, expected: str) -> None:
    assert share(one).plus(share(other)) == share(expected)


def test_the_sum_of_nothing_is_exactly_nothing() -> None:
    assert total([]) == Share(ZERO, ZERO)


TEXTS = (
    ("[0,1]", "not stated"),
    ("(0,1]", "not stated"),
    ("0", "0 %"),
    ("1", "100 %"),
    ("0.4", "40 %"),
    ("0.015", "1.5 %"),
    ("(0.5,1]", "above 50 % up to 100 %"),
    ("[0.5,1]", "at least 50 %"),
    ("[0,0.16]", "up to 16 %"),
    ("[0,0.5)", "below 50 %"),
    ("[0.08,0.16]", "8 % to 16 %"),
    ("[0.25,0.5)", "25 % to below 50 %"),
    ("(0.25,0.5)", "above 25 % up to below 50 %"),
    ("[0,1)", "below 100 %"),
)


@pytest.mark.parametrize(("one", "expected"), TEXTS, ids=lambda v: v)
def test_a_share_reads_as_people_say_it(one: str, expected: str) -> None:
    assert share(one).text() == expected


BAD = (
    ("51", "51", False, False, "share bounds 51 to 51 are not 0 to 1 in order"),
    ("-0.1", "0.5", False, False, "share bounds -0.1 to 0.5 are not 0 to 1 in order"),
    ("0.5", "0.4", False, False, "share bounds 0.5 to 0.4 are not 0 to 1 in order"),
    ("0.5", "0.5", True, False, "no share is both above and below 0.5"),
    ("0.5", "0.5", False, True, "no share is both above and below 0.5"),
)


@pytest.mark.parametrize(("low", "high", "low_open", "high_open", "words"), BAD, ids=lambda v: str(v))
def test_bounds_that_cannot_be_are_refused(low: str, high: str, low_open: bool, high_open: bool, words: str) -> None:
    with pytest.raises(BadShare, match=words):
        Share(Decimal(low), Decimal(high), low_open, high_open)


@pytest.mark.parametrize(
    ("one", "expected"),
    (("0.51", True), ("(0.5,1]", True), ("[0.5,1]", False), ("0.5", False), ("[0,1]", False), ("(0.5,0.6)", True)),
    ids=lambda v: str(v),
)
def test_a_majority_is_above_one_half_whatever_the_value(one: str, expected: bool) -> None:
    assert share(one).is_majority is expected


def test_an_unknown_share_is_anything_and_some_share_is_not_nothing() -> None:
    assert UNKNOWN.is_unknown and SOME.is_unknown
    assert holds(UNKNOWN, Fraction(0)) and not holds(SOME, Fraction(0))


@pytest.mark.parametrize(
    ("number", "expected"),
    (
        ("247800.00", "247,800"),
        ("0.10", "0.1"),
        ("1E+3", "1,000"),
        ("0", "0"),
        ("1000", "1,000"),
        ("0.0000001", "0.0000001"),
    ),
)
def test_a_number_reads_without_exponent_or_idle_zeros(number: str, expected: str) -> None:
    assert plain(Decimal(number)) == expected
