"""Owners over time: stretches of the same answer, turns within their bounds, and what carries no date."""

import datetime as dt

from world import World, iri

from regraph.analysis.history import History, history_of
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Scenario
from regraph.present.owning.history import CSV_COLUMNS, history_payload, history_rows, history_text

DAY = dt.date(2026, 2, 10)


def told(world: World | Knowledge, entity: str) -> History:
    knowledge = world.knowledge() if isinstance(world, World) else world
    return history_of(knowledge, iri(entity), Scenario(DAY))


def stretches(found: History) -> list[tuple[str, str, list[tuple[str, str, bool]]]]:
    return [
        (
            str(s.first or ""),
            str(s.last or ""),
            [(h.holder.rsplit("/")[-1], h.share.text() if h.share else "", h.possible) for h in s.answer.holdings],
        )
        for s in found.stretches
    ]


def dated(holder: str, share: str, **days: str) -> World:
    return World().stake(holder, "beta", share, "news", **days)


def test_a_change_within_bounds_has_a_stretch_of_its_own_in_which_it_is_only_possible() -> None:
    world = dated("a", "0.5", startEarliest="2022-12-01", startLatest="2023-06-30")
    assert stretches(told(world, "beta")) == [
        ("", "2022-11-30", []),
        ("2022-12-01", "2023-06-29", [("a", "up to 50 %", True)]),
        ("2023-06-30", "", [("a", "50 %", False)]),
    ]


def test_the_last_day_of_a_holding_counts() -> None:
    days = {
        "startEarliest": "2020-01-01",
        "startLatest": "2020-01-01",
        "endEarliest": "2021-03-31",
        "endLatest": "2021-03-31",
    }
    assert stretches(told(dated("a", "0.5", **days), "beta")) == [
        ("", "2019-12-31", []),
        ("2020-01-01", "2021-03-31", [("a", "50 %", False)]),
        ("2021-04-01", "", []),
    ]


def test_what_carries_no_date_is_only_possible_before_it_is_told_and_said_to_be_undated() -> None:
    found = told(World().stake("a", "beta", "0.5"), "beta")
    assert stretches(found) == [
        ("", "2026-02-02", [("a", "up to 50 %", True)]),
        ("2026-02-03", "", [("a", "50 %", False)]),
    ]
    assert (found.turns, found.undated) == ((), (iri("stake-a-in-beta"),))


def test_days_on_which_nothing_changes_for_the_owners_are_joined() -> None:
    world = dated("a", "0.5", startEarliest="2020-01-01", startLatest="2020-01-01").account("later", "2026-02-08")
    world.says(
        "later", "stake-a-in-beta", "Stake", isHeldBy="a", isStakeIn="beta", shareAtLeast="0.5", shareAtMost="0.5"
    )
    assert [s[:2] for s in stretches(told(world, "beta"))] == [("", "2019-12-31"), ("2020-01-01", "")]


def test_a_change_above_an_owner_is_a_change() -> None:
    world = dated("a", "1", startEarliest="2020-01-01", startLatest="2020-01-01")
    world.stake("x", "a", "0.6", "news", startEarliest="2023-05-01", startLatest="2023-05-01")
    assert [s[0] for s in stretches(told(world, "beta"))] == ["", "2020-01-01", "2023-05-01"]


def test_a_thing_without_any_claim_has_one_stretch_without_owners() -> None:
    assert stretches(told(World().thing("beta"), "beta")) == [("", "", [])]


def test_a_turn_is_told_with_both_of_its_bounds_and_who_says_so() -> None:
    knowledge = dated("a", "0.5", startEarliest="2022-12-01", startLatest="2023-06-30").knowledge()
    found = history_of(knowledge, iri("beta"), Scenario(DAY))
    payload = history_payload(knowledge, found, Scenario(DAY), None, "stop-at-target")
    text = history_text(payload)
    assert (
        "from 2022-12-01 to 2023-06-29\n  A: up to 50 % · by stake · weakest evidence: reported · only possibly\n"
        in text
    )
    assert "(between 2022-12-01 and 2023-06-30): Stake A In Beta begins" in text and "Sources" in text
    rows = [dict(zip(CSV_COLUMNS, row, strict=True)) for row in history_rows(payload)]
    assert [(r["first_day"], r["owner_label"], r["share_high"], r["status"]) for r in rows] == [
        ("2022-12-01", "A", "0.5", "possibly in force"),
        ("2023-06-30", "A", "0.5", "counted"),
    ]


def test_nothing_is_told_of_who_stood_at_mawei_before_the_shift(knowledge: Knowledge) -> None:
    found = told(knowledge, "mawei-concession")
    assert [(str(s.first or ""), str(s.last or "")) for s in found.stretches] == [
        ("", "2022-12-31"), ("2023-01-01", "2025-12-30"), ("2025-12-31", "2026-02-02"), ("2026-02-03", ""),
    ]  # fmt: skip
    assert all(h.possible for h in found.stretches[1].answer.holdings)


def test_an_allegation_is_called_one_on_every_day(knowledge: Knowledge) -> None:
    found = told(knowledge, "mawei-concession")
    payload = history_payload(knowledge, found, Scenario(DAY), None, "stop-at-target")
    owners = [owner for stretch in payload["stretches"] for owner in stretch["owners"]]
    alleged = {owner["owner"]["label"] for owner in owners if owner["certainty"] == "alleged"}
    assert alleged == {"Chinese state", "Chinese state-linked firms said to control Mawei Mining"}
    lines = [line for line in history_text(payload).splitlines() if line.startswith("  Chinese state")]
    assert lines and all("weakest evidence: alleged" in line for line in lines)
