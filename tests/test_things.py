"""Plain values: what a claim says, read by the name of a property, and the share its bounds give."""

import dataclasses
import datetime as dt
from decimal import Decimal

import pytest

from regraph.errors import BadFact
from regraph.model.dates import NEVER_STATED, Span, When
from regraph.model.share import ONE, UNKNOWN, ZERO, Share
from regraph.model.things import Claim, Statement, Value, share_of

STAGE = "https://w3id.org/regraph/stage/in-force"
START = dt.date(2023, 1, 1)


def claim(**values: tuple[Value, ...]) -> Claim:
    return Claim("id:x", "Stake", "x", values, ())


def test_a_claim_gives_all_values_one_value_or_none() -> None:
    found = claim(isHeldBy=("id:a", "id:b"))
    assert found.all("isHeldBy") == ("id:a", "id:b")
    assert found.one("isHeldBy") == "id:a"
    assert (found.all("isStakeIn"), found.one("isStakeIn")) == ((), None)
    assert found.iris("isHeldBy") == ("id:a", "id:b")


def test_a_concept_is_read_by_its_notation() -> None:
    assert claim(stage=(STAGE,)).concept("stage") == "in-force"
    assert claim().concept("stage") is None


def test_zero_is_a_value() -> None:
    assert claim(shareAtLeast=(Decimal(0),)).decimal("shareAtLeast") == ZERO
    assert claim().decimal("shareAtLeast") is None


def test_a_number_stays_as_it_is_written() -> None:
    assert str(claim(amountAtMost=(Decimal("565000000.00"),)).decimal("amountAtMost")) == "565000000.00"


def test_dates_are_read_as_bounds() -> None:
    found = claim(startEarliest=(START,), endLatest=(START,))
    assert found.when("start") == When(START, None)
    assert found.span == Span(When(START, None), When(None, START))
    assert claim().when("date") == NEVER_STATED


def test_what_is_no_date_is_no_bound() -> None:
    assert claim(startEarliest=("2023",)).day("startEarliest") is None


SHARES = {
    "none stated": ({}, UNKNOWN),
    "exact": ({"shareAtLeast": "0.4", "shareAtMost": "0.4"}, Share(Decimal("0.4"), Decimal("0.4"))),
    "a majority": ({"shareAbove": "0.5"}, Share(Decimal("0.5"), ONE, low_open=True)),
    "a minority": ({"shareBelow": "0.5"}, Share(ZERO, Decimal("0.5"), high_open=True)),
    "up to": ({"shareAtMost": "0.16"}, Share(ZERO, Decimal("0.16"))),
    "at least": ({"shareAtLeast": "0.08"}, Share(Decimal("0.08"), ONE)),
    "nothing": ({"shareAtMost": "0"}, Share(ZERO, ZERO)),
    "a range": ({"shareAtLeast": "0.08", "shareBelow": "0.16"}, Share(Decimal("0.08"), Decimal("0.16"), False, True)),
}


@pytest.mark.parametrize("case", SHARES)
def test_the_four_bounds_make_an_interval(case: str) -> None:
    bounds, expected = SHARES[case]
    assert share_of({name: (Decimal(text),) for name, text in bounds.items()}) == expected


def test_bounds_that_cannot_be_a_share_are_refused_when_the_share_is_asked_for() -> None:
    with pytest.raises(
        BadFact, match="^id:x: share bounds 0 to 51 are not 0 to 1 in order; write fractions of 1"
    ) as caught:
        _ = claim(shareAtMost=(Decimal(51),)).share
    assert caught.value.node == "id:x"


def test_dates_out_of_order_are_refused_when_they_are_asked_for() -> None:
    with pytest.raises(BadFact, match="^id:x: 2023-01-01 is after 2022-01-01; the earlier bound comes first"):
        claim(startEarliest=(START,), startLatest=(dt.date(2022, 1, 1),)).when("start")


def test_the_passages_of_a_statement_are_sorted() -> None:
    assert Statement("id:x", "account:a", None, {"evidence": ("s#char=5,6", "s#char=1,2")}).passages == (
        "s#char=1,2",
        "s#char=5,6",
    )


def test_values_are_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        claim().kind = "Loan"  # type: ignore[misc]
