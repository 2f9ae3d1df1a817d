"""Sums that do not add up, parts that exceed their whole, and bounds that exclude each other."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from world import World, iri

from regraph.analysis.dispute.bounds import Bounds, bounds_of, slack
from regraph.analysis.dispute.conflicts import conflicts_of
from regraph.analysis.dispute.verdict import Verdict
from regraph.errors import BadFact


def exact(number: str, prefix: str = "amount", **more: str) -> dict[str, str]:
    """An exact sum in dollars."""
    return {f"{prefix}AtLeast": number, f"{prefix}AtMost": number, "currency": "USD"} | more


def summed(whole: str, *parts: dict[str, str], told_by: str = "one") -> World:
    """A total of a programme with its parts; the whole is told by `one`."""
    world = World().account("one").account("two").thing("fund", "FundingProgramme")
    names = tuple(f"part-{number}" for number in range(len(parts)))
    for name, values in zip(names, parts, strict=True):
        world.claim(name, "Loan", told_by, **values)
    return world.claim("total", "Figure", "one", figureKind="funding-total", isFigureOf="fund",
                       isSumOf=names, **exact(whole, "value"))  # fmt: skip


def sums(world: World) -> list[tuple[Verdict, str]]:
    """What is wrong with sums and shares of a world."""
    return [(c.verdict, c.why) for c in conflicts_of(world.knowledge()) if c.property in ("sum", "share")]


LONG = "1" + 29 * "0"
SUMS = {
    "parts that miss a long whole in its last digit": (
        (LONG + "1", exact(LONG + "0"), exact("2")),
        [(Verdict.SUM, f"the parts add up to USD 1{9 * ',000'},002, the whole is given as USD 1{9 * ',000'},001")],
    ),
    "parts that add up to a long whole": ((LONG + "2", exact(LONG + "0"), exact("2")), []),
    "parts that add up": (("12", exact("10"), exact("2")), []),
    "parts that fall short": (
        ("12", exact("10"), exact("1.5")),
        [(Verdict.SUM, "the parts add up to USD 11.5, the whole is given as USD 12")],
    ),
    "a ceiling within which they can": (("12", {"amountAtMost": "11", "currency": "USD"}, exact("2")), []),
    "a ceiling that is too low": (
        ("12", {"amountAtMost": "9", "currency": "USD"}, exact("2")),
        [(Verdict.SUM, "the parts add up to USD 2 to 11, the whole is given as USD 12")],
    ),
    "a part given as about": (("12.05", exact("10"), exact("2", isApproximate="true")), []),
    "another currency": (("12", exact("10"), exact("1") | {"currency": "EUR"}), []),
    "a part without an amount": (("12", exact("10"), {}), []),
}


@pytest.mark.parametrize("name", SUMS)
@pytest.mark.parametrize("told_by", ("one", "two"))
def test_parts_add_up_or_not(name: str, told_by: str) -> None:
    (whole, *parts), expected = SUMS[name]
    assert sums(summed(whole, *parts, told_by=told_by)) == expected


def test_an_account_is_held_to_its_own_parts_only() -> None:
    world = summed("12", exact("10"), exact("2"))
    world.says("two", "part-0", "Loan", **exact("9")).says("two", "part-1", "Loan", **exact("2"))
    assert sums(world) == []
    world.says("two", "total", "Figure", figureKind="funding-total", isFigureOf="fund", **exact("12", "value"))
    assert sums(world) == [
        (
            Verdict.SUM,
            "the parts add up to USD 11, the whole is given as USD 12; in 1 other account they add up",
        )
    ]


def programme(*loans: dict[str, str]) -> World:
    """A total of a programme, and loans under it that nobody calls all of it."""
    world = World().account("one").thing("fund", "FundingProgramme")
    world.claim("total", "Figure", "one", figureKind="funding-total", isFigureOf="fund", **exact("10", "value"))
    for number, values in enumerate(loans):
        world.claim(f"loan-{number}", "Loan", "one", isUnder="fund", **values)
    return world


def test_parts_of_a_programme_may_fall_short_of_its_total_and_not_exceed_it() -> None:
    assert sums(programme(exact("3"), exact("2"))) == []
    assert sums(programme(exact("3"), exact("8"))) == [
        (Verdict.EXCESS, "the parts come to at least USD 11, the whole is given as USD 10")
    ]


def test_what_is_within_another_part_or_ended_is_not_added() -> None:
    assert sums(programme(exact("8"), exact("3", isPartOf="loan-0"))) == []
    assert sums(programme(exact("8"), exact("3", stage="terminated"))) == []


def test_parts_of_a_deal_cannot_exceed_it() -> None:
    world = World().account("one").claim("whole", "Framework", "one", **exact("10"))
    for number in "12":
        world.claim(f"part-{number}", "Loan", "one", isPartOf="whole", **exact("6"))
    (conflict,) = conflicts_of(world.knowledge())
    assert conflict.verdict is Verdict.EXCESS
    assert conflict.nodes == (iri("whole"), iri("part-1"), iri("part-2"))
    assert [said.part for said in conflict.said] == ["whole", "part", "part"]


def test_stakes_past_all_of_a_thing_are_found() -> None:
    world = World().stake("alpha", "mine", "0.6").stake("beta", "mine", "0.5")
    assert sums(world) == [(Verdict.EXCESS, "the stakes in Mine come to 110 % if all are held at once")]
    assert sums(World().stake("alpha", "mine", "0.6").stake("beta", "mine", "0.4")) == []
    third = "0." + 30 * "3" + "4"
    thirds = World().stake("alpha", "mine", third).stake("beta", "mine", third).stake("gamma", "mine", third)
    (found,) = sums(thirds)
    assert found[1] == f"the stakes in Mine come to 100.{28 * '0'}2 % if all are held at once"


def test_two_majorities_are_more_than_all() -> None:
    world = World().stake("alpha", "mine", "", "news", shareAbove="0.5").stake("beta", "mine", "0.5")
    assert sums(world) == [(Verdict.EXCESS, "the stakes in Mine come to more than 100 % if all are held at once")]


NOT_AT_ONCE = {
    "one that ended": {"endEarliest": "2020-01-01", "endLatest": "2020-12-31"},
    "one proposed": {"stage": "proposed"},
    "one denied": {"certainty": "denied"},
    "one counted together with warrants": {"isShareTogetherWith": "warrants"},
}


@pytest.mark.parametrize("name", NOT_AT_ONCE)
def test_stakes_that_are_not_held_at_once_are_not_added(name: str) -> None:
    world = World().thing("warrants").stake("alpha", "mine", "0.6")
    assert sums(world.stake("beta", "mine", "0.5", "news", **NOT_AT_ONCE[name])) == []


def test_a_stake_held_through_another_is_counted_once() -> None:
    world = World().stake("alpha", "mine", "1.0").stake("parent", "mine", "1.0").stake("parent", "alpha", "0.9")
    assert sums(world) == []


def test_a_holder_within_a_joint_holding_is_counted_once() -> None:
    assert sums(World().stake("alpha+beta", "mine", "0.8").stake("alpha", "mine", "0.4")) == []


HALF = Decimal("0.5")


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    (
        (Bounds(HALF, HALF), Bounds(HALF, HALF), True),
        (Bounds(HALF, None, low_open=True), Bounds(HALF, HALF), False),
        (Bounds(None, HALF, high_open=True), Bounds(HALF, None), False),
        (Bounds(None, HALF), Bounds(HALF, None), True),
        (Bounds(), Bounds(HALF, HALF), True),
        (Bounds(HALF, HALF, measure=("USD", "")), Bounds(Decimal(2), Decimal(2), measure=("EUR", "")), True),
    ),
)
def test_bounds_meet_where_some_value_lies_in_both(one: Bounds, other: Bounds, meet: bool) -> None:
    assert one.meets(other) is meet
    assert other.meets(one) is meet


@given(st.decimals("-1000000", "1000000", places=4))
def test_a_number_meets_what_is_given_as_about_it(number: Decimal) -> None:
    stated = {"valueAtLeast": (number,), "valueAtMost": (number,)}
    about = bounds_of({**stated, "isApproximate": (True,)}, "measure")
    assert about.meets(bounds_of(stated, "measure")) and about.meets(about)
    assert slack(number) <= abs(number) * Decimal("0.05")


def test_what_is_given_as_about_a_long_number_is_widened_by_its_last_digit() -> None:
    long = (Decimal(30 * "1" + "0"),)
    about = bounds_of({"valueAtLeast": long, "valueAtMost": long, "isApproximate": (True,)}, "measure")
    assert (about.low, about.high) == (Decimal(29 * "1" + "05"), Decimal(30 * "1" + "5"))


def test_what_is_no_number_is_named() -> None:
    with pytest.raises(BadFact, match="valueAtLeast: 'ten' is no number"):
        bounds_of({"valueAtLeast": ("ten",)}, "measure")
