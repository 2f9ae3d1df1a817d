"""Where a trail of owners ends: a person, a state, what a voice calls widely held, or where the sources fall silent."""

import datetime as dt

import pytest
from world import Values, World, iri

from regraph.analysis.control.answer import control_of
from regraph.analysis.control.doctrines import Bars, doctrines_named
from regraph.analysis.control.ground import ground
from regraph.analysis.endings import widely_held
from regraph.analysis.integrated.answer import holdings_by, owners_by
from regraph.model.scenario import Scenario
from regraph.page.panel.unknowns import unknowns_of
from regraph.present.holdings import ownership_payload, ownership_text
from regraph.present.owning.control import control_payload, control_rows, control_text
from regraph.wording.evidence import Payload

DAY = dt.date(2026, 2, 10)
SURE = "Top is widely held, and none of its holders controls it"
SILENT = "the sources name no owner of Top"


def wide(world: World, slug: str = "top", account: str = "news", /, **values: Values) -> World:
    """A voice calls a thing widely held."""
    said = {"label": "text:Control of Top", "absenceKind": "widely-held", "absentTerm": "Control", "isAbout": slug}
    statement = "text:No holder controls it."
    return world.says(account, f"control-of-{slug}", "Absence", **{**said, "statement": statement, **values})


def owned() -> World:
    """Top holds 60 % of Beta."""
    return World().thing("top", "Company", "Top").stake("top", "beta", "0.6")


def owners(world: World, slug: str = "beta", command: str = "owners") -> Payload:
    """The answer of `owners`, whole."""
    knowledge, scenario = world.knowledge(), Scenario(DAY)
    integrated = owners_by if command == "owners" else holdings_by
    return ownership_payload(knowledge, integrated(knowledge, iri(slug), scenario), scenario, None, command)


def control(world: World, slug: str = "beta") -> Payload:
    """The answer of `control`, whole."""
    at = ground(world.knowledge(), Scenario(DAY), Bars())
    return control_payload(at, control_of(at, iri(slug), doctrines_named("all", Bars())), None)


ENDINGS: dict[str, tuple[dict[str, Values], str, str]] = {
    "reported": ({}, "widely-held", SURE),
    "stated by the company": ({"certainty": "stated-by-party"}, "widely-held", SURE),
    "since before the day": ({"startEarliest": "2020-01-01", "startLatest": "2020-12-31"}, "widely-held", SURE),
    "alleged": ({"certainty": "alleged"}, "trail-ends", f"{SILENT}; that it is widely held is alleged"),
    "an opinion": ({"certainty": "opinion"}, "trail-ends", f"{SILENT}; that it is widely held is an opinion"),
    "denied": ({"certainty": "denied"}, "trail-ends", SILENT),
    "over": ({"endEarliest": "2024-01-01", "endLatest": "2024-01-01"}, "trail-ends", SILENT),
    "perhaps over": (
        {"endEarliest": "2026-01-01", "endLatest": "2026-12-31"},
        "trail-ends", f"{SILENT}; whether it was widely held on that day the sources do not say",
    ),
    "another absence": ({"absenceKind": "not-disclosed"}, "trail-ends", SILENT),
}  # fmt: skip


@pytest.mark.parametrize("case", ENDINGS)
def test_a_trail_ends_in_a_widely_held_company_only_where_a_voice_surely_says_so(case: str) -> None:
    values, kind, words = ENDINGS[case]
    payload = owners(wide(owned(), **values))
    (chain,) = payload["chains"]
    assert (chain["endKind"], chain["end"]) == (kind, words)
    ends = "The trail ends" if kind == "widely-held" else "The trail ends here"
    assert f". {ends}: {words}." in ownership_text(payload)


def test_who_says_that_it_is_widely_held_stands_with_the_answer() -> None:
    payload = owners(wide(owned()))
    (said,) = payload["widelyHeld"]
    assert (said["thing"]["label"], said["ends"]) == ("Top", True)
    text = ownership_text(payload).split("Said to be widely held\n")[1].splitlines()
    assert text[0] == (
        "  - Top: Control of Top, widely held according to News Desk (2026-02-03): no holder controls it."
    )
    assert text[1].startswith("    reported · counted") and text[2].startswith("    [1: ")


def test_a_thing_without_owners_that_is_widely_held_says_that_and_not_that_the_trail_ends() -> None:
    payload = owners(wide(World().thing("top", "Company", "Top")), "top")
    assert payload["trailEnd"] == SURE and f"None: {SURE}." in ownership_text(payload)


def test_known_holders_of_a_widely_held_company_stay_and_it_is_said_beside() -> None:
    world = wide(owned()).thing("fund", "Fund", "Fund").stake("fund", "top", "0.05")
    payload = owners(world)
    (chain,) = payload["chains"]
    assert (chain["from"]["label"], chain["end"]) == ("Fund", "the sources name no owner of Fund")
    assert [(said["thing"]["label"], said["ends"]) for said in payload["widelyHeld"]] == [("Top", True)]


def test_downward_nothing_is_said_of_wide_holding() -> None:
    assert owners(wide(owned()), "top", "holdings")["widelyHeld"] == []


def test_of_two_claims_the_sure_one_comes_first_and_ends_the_trail() -> None:
    world = wide(owned(), "top", "a", certainty="alleged")
    world.says(
        "b", "top-listed", "Absence", label="text:b", absenceKind="widely-held", isAbout="top", statement="text:s"
    )
    found = widely_held(world.knowledge(), Scenario(DAY))[iri("top")]
    assert [(said.claim, said.is_sure) for said in found] == [(iri("top-listed"), True), (iri("control-of-top"), False)]
    assert owners(world)["chains"][0]["endKind"] == "widely-held"


LAST = {
    "Person": ("person", " · the trail ends: a natural person"),
    "State": ("state", " · the trail ends: a state"),
    "Company": ("trail-ends", " · the trail ends here: nobody is found to control it"),
    "UnknownParty": ("trail-ends", " · the trail ends here: nobody is found to control it"),
}


@pytest.mark.parametrize("kind", LAST)
def test_a_controller_says_what_the_trail_ends_in(kind: str) -> None:
    values: dict[str, Values] = {"unknownBecause": "not named"} if kind == "UnknownParty" else {}
    payload = control(World().thing("top", kind, "Top", **values).stake("top", "beta", "0.6"))
    end, words = LAST[kind]
    assert {v["end"] for v in payload["verdicts"] if v["last"]} == {end}
    assert f"  Top{words}" in control_text(payload).splitlines()


def test_a_controller_that_is_widely_held_ends_the_trail_with_who_says_so() -> None:
    payload = control(wide(owned()))
    assert {(v["controller"]["label"], v["end"]) for v in payload["verdicts"] if v["last"]} == {("Top", "widely-held")}
    text = control_text(payload)
    assert "  Top · the trail ends: widely held" in text.splitlines()
    assert "Control of Top, widely held according to News Desk (2026-02-03): no holder controls it." in text
    assert {row[9] for row in control_rows(payload)} == {"widely-held"}


def test_a_widely_held_thing_with_nobody_above_it_is_controlled_by_nobody() -> None:
    payload = control(wide(World().thing("top", "Company", "Top")), "top")
    assert (payload["verdicts"], payload["trailEnd"]) == ([], SURE)
    assert f"None: {SURE}." in control_text(payload).splitlines()


def test_a_widely_held_company_is_no_open_end_of_a_picture() -> None:
    for world, expected in ((owned(), ["The sources name no owner of Top."]), (wide(owned()), [])):
        knowledge = world.knowledge()
        found = unknowns_of(knowledge, Scenario(DAY), (iri("top"), iri("beta")), ())
        assert [u.text for u in found if u.group == "Where the trail of owners ends"] == expected
