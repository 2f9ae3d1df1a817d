"""The dictionaries that every answer shares: nothing rounded, nothing hidden, every stated thing with who says so."""

import datetime as dt
from decimal import Decimal

import pytest
from world import World, iri

from regraph.model.dates import NEVER_STATED, When
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Standing, Status
from regraph.model.share import Share
from regraph.model.things import Claim, Value
from regraph.names import ACCOUNT, SOURCE
from regraph.wording.evidence import (
    account_payload,
    claim_payload,
    differences,
    has_share,
    head,
    number,
    share_payload,
    thing_payload,
    value_payload,
    when_payload,
)

Day = dt.date


def two_accounts() -> Knowledge:
    """A stake that a party and a later report tell differently."""
    world = World().account("filing", "2026-01-26", section="filing", party=True, voice="beta")
    world.account("report", "2026-02-04")
    world.stake("alpha", "beta", "0.4", "filing", editorialNote="text:the basis is not stated")
    return world.says(
        "report",
        "stake-alpha-in-beta",
        "Stake",
        isHeldBy="alpha",
        isStakeIn="beta",
        shareAtLeast="0.5",
        shareAtMost="0.5",
    ).knowledge()


@pytest.mark.parametrize(
    ("value", "expected"),
    ((Decimal("0.10"), "0.10"), (Decimal("1E+9"), "1000000000"), (Decimal("0"), "0"), (None, None)),
    ids=str,
)
def test_a_number_is_text_that_no_reader_rounds(value: Decimal | None, expected: str | None) -> None:
    assert number(value) == expected


def test_a_share_keeps_both_ends_and_whether_they_are_open() -> None:
    found = share_payload(Share(Decimal("0.5"), Decimal("1"), low_open=True))
    assert found == {"low": "0.5", "high": "1", "lowOpen": True, "highOpen": False, "text": "above 50 % up to 100 %"}
    assert share_payload(None) is None


def test_a_date_keeps_both_bounds_and_its_words() -> None:
    found = when_payload(When(None, Day(2027, 12, 31)))
    assert found == {"earliest": None, "latest": "2027-12-31", "text": "by the end of 2027"}
    assert when_payload(NEVER_STATED) is None


def test_an_account_names_source_voice_title_publisher_day_address_and_passages() -> None:
    knowledge = two_accounts()
    claim = knowledge.claims[iri("stake-alpha-in-beta")]
    assert account_payload(knowledge, claim, ACCOUNT + "filing") == {
        "id": ACCOUNT + "filing",
        "source": SOURCE + "filing",
        "voice": "Beta",
        "section": "filing",
        "voiceIsParty": True,
        "title": "About filing",
        "publisher": "News Desk",
        "published": "2026-01-26",
        "url": "https://example.org/filing",
        "restsOn": [],
        "passages": [SOURCE + "filing#char=100,150"],
    }


def test_an_account_names_all_who_speak_in_it_and_the_work_it_rests_on() -> None:
    world = World().account("study", voice=("das", "maitra"), section="quoted", rests_on="Journal 70")
    knowledge = world.stake("alpha", "beta", "0.4", "study").knowledge()
    found = account_payload(knowledge, knowledge.claims[iri("stake-alpha-in-beta")], ACCOUNT + "study")
    assert (found["voice"], found["restsOn"]) == ("Das and Maitra", ["Journal 70"])


def test_an_account_that_is_not_described_is_named_all_the_same() -> None:
    knowledge = two_accounts()
    found = account_payload(knowledge, knowledge.claims[iri("stake-alpha-in-beta")], ACCOUNT + "ghost")
    assert (found["id"], found["title"], found["passages"]) == (ACCOUNT + "ghost", None, [])


def test_a_claim_carries_axes_bounds_values_accounts_and_differences() -> None:
    knowledge = two_accounts()
    found = claim_payload(knowledge, knowledge.claims[iri("stake-alpha-in-beta")])
    assert (found["certainty"], found["stage"], found["bindingness"]) == ("reported", "in-force", None)
    assert found["share"]["text"] == "40 %"
    assert found["values"]["isHeldBy"] == [{"id": iri("alpha"), "label": "Alpha"}]
    assert found["note"] == "the basis is not stated"
    assert [account["id"] for account in found["accounts"]] == [ACCOUNT + "filing", ACCOUNT + "report"]
    assert "status" not in found


def test_a_claim_in_a_scenario_says_how_it_stands() -> None:
    knowledge = two_accounts()
    claim = knowledge.claims[iri("stake-alpha-in-beta")]
    found = claim_payload(knowledge, claim, Standing(Status.BESIDE, "proposed", ("proposed",)))
    assert (found["status"], found["reason"], found["needs"]) == ("contingent", "proposed", ["proposed"])


def test_where_accounts_differ_each_value_stands_with_its_account_and_the_rule() -> None:
    knowledge = two_accounts()
    (found,) = differences(knowledge, knowledge.claims[iri("stake-alpha-in-beta")])
    assert (found["property"], found["used"]) == ("share", ACCOUNT + "filing")
    assert found["rule"] == "a party's own words over a report"
    assert [(entry["account"], entry["values"]["shareAtMost"]) for entry in found["said"]] == [
        (ACCOUNT + "filing", ["0.4"]),
        (ACCOUNT + "report", ["0.5"]),
    ]


VALUES: tuple[tuple[Value, object], ...] = (
    (True, True),
    (4, 4),
    (Decimal("0.50"), "0.50"),
    (Day(2026, 2, 3), "2026-02-03"),
    ("plain text", "plain text"),
    (iri("alpha"), {"id": iri("alpha"), "label": "Alpha"}),
)


@pytest.mark.parametrize(("value", "expected"), VALUES, ids=[str(v[0]) for v in VALUES])
def test_a_value_is_told_by_its_type(value: Value, expected: object) -> None:
    assert value_payload(two_accounts(), value) == expected


KINDS: tuple[tuple[str, dict[str, tuple[Value, ...]], bool], ...] = (
    ("Stake", {}, True),
    ("Option", {}, True),
    ("Loan", {}, False),
    ("Control", {"shareAbove": (Decimal("0.5"),)}, True),
)


@pytest.mark.parametrize(("kind", "values", "expected"), KINDS, ids=[k[0] for k in KINDS])
def test_a_share_is_shown_where_one_is_stated_or_belongs(
    kind: str, values: dict[str, tuple[Value, ...]], expected: bool
) -> None:
    assert has_share(Claim("x", kind, "x", values, ())) is expected


def test_a_thing_in_short_is_its_iri_label_kind_and_slug() -> None:
    assert thing_payload(two_accounts(), iri("alpha")) == {
        "id": iri("alpha"),
        "label": "Alpha",
        "kind": "Company",
        "slug": "alpha",
    }


def test_every_answer_begins_with_its_day_and_the_latest_account() -> None:
    found = head(two_accounts(), "show", Day(2026, 2, 10), Day(2026, 2, 5))
    assert found == {"command": "show", "asOf": "2026-02-10", "knownBy": "2026-02-05", "latestAccount": "2026-02-04"}
