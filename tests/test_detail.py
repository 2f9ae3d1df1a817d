"""The panel of a page: each thing and claim leads with its sentence, as it stands on the day of the page."""

import datetime as dt

from world import Values, World, iri

from regraph.model.knowledge import Knowledge, known, known_by_day
from regraph.model.scenario import Scenario
from regraph.page.panel.detail import edge_detail, thing_detail
from regraph.page.panel.looks import Looks
from regraph.page.panel.sayings import Sayings
from regraph.page.picture import picture_of
from regraph.store.dataset import Dataset
from regraph.wording.evidence import Payload
from regraph.wording.sentences import sentence

DAY = dt.date(2026, 2, 10)
HELD: dict[str, Values] = {"isHeldBy": "a", "isInterestIn": "b"}


def panel(world: World) -> Payload:
    """The panel of the only edge of a world."""
    knowledge = world.knowledge()
    (edge,) = picture_of(knowledge, (), Scenario(DAY)).edges
    return edge_detail(knowledge, edge)


def test_the_panel_of_an_option_says_that_it_is_one() -> None:
    found = panel(World().thing("a").thing("b").claim("x", "Option", "news", **HELD, stage="announced"))
    assert found["sentence"] == (
        "According to News Desk (2026-02-03), A has an option to acquire an unstated share of B;"
        " not reported as exercised; announced."
    )


def test_a_deal_of_many_parties_has_a_sentence_too() -> None:
    world = World().thing("a").thing("b").thing("c")
    found = panel(world.claim("x", "Memorandum", "news", hasSignatory=("a", "b", "c"), stage="signed"))
    assert found["sentence"].startswith("According to News Desk (2026-02-03), A, B and C have a memorandum")


def test_what_is_said_of_a_thing_is_said_in_sentences() -> None:
    world = World().thing("mine", "Mine").says("news", "mine", description="text:open pit")
    world.says("news", "view", "Assessment", label="text:Prospect", isAbout="mine", certainty="opinion",
               statement="text:may close")  # fmt: skip
    found = thing_detail(world.knowledge(), iri("mine"), ())
    assert found["sentence"] == "Mine, according to News Desk (2026-02-03): open pit."
    assert [item["text"] for group in found["said"] for item in group["items"]] == [
        "Prospect, in the view of News Desk (2026-02-03): may close."
    ]


def test_a_thing_that_no_account_describes_has_no_sentence() -> None:
    assert thing_detail(World().thing("mine", "Mine").knowledge(), iri("mine"), ())["sentence"] == ""


def test_panels_share_a_sentence_only_where_it_is_the_same(facts: Dataset, knowledge: Knowledge) -> None:
    sayings = Sayings()
    for _, known_then in known_by_day(facts, knowledge)[-2:]:
        for claim in list(known_then.claims.values())[::9]:
            for standing in (None, Scenario(DAY).standing(known_then, claim)):
                assert sayings.sentence(known_then, claim, standing) == sentence(known_then, claim, standing)
    assert len(sayings.sentences) < 2 * len(list(knowledge.claims)[::9])


def test_a_sentence_is_made_anew_where_the_claim_that_it_names_is_called_otherwise() -> None:
    world = World().account("first", "2026-02-03").account("second", "2026-02-05")
    world.thing("a").thing("b").says("first", "loan", "Loan", label="text:Old name", hasLender="a", hasBorrower="b")
    world.says("second", "loan", "Loan", label="text:New name", hasLender="a", hasBorrower="b")
    world.says("first", "term", "Condition", label="text:Term", isConditionOf="loan", statement="text:The mine opens.")
    data, sayings = world.dataset(), Sayings()
    told = [sayings.sentence(k, k.claims[iri("term")]) for _, k in known_by_day(data, known(data))]
    assert [("Old name" in text, "New name" in text) for text in told] == [(True, False), (False, True)]


def test_a_panel_is_made_anew_where_a_claim_that_it_speaks_of_is_called_otherwise() -> None:
    world = World().account("first", "2026-02-03").account("second", "2026-02-05").thing("mine", "Mine")
    world.thing("a").thing("b").says("first", "loan", "Loan", label="text:Old name", hasLender="a", hasBorrower="b")
    world.says("second", "loan", "Loan", label="text:New name", hasLender="a", hasBorrower="b")
    world.says("first", "term", "Condition", label="text:Term", isConditionOf=("loan", "mine"))
    data, looks = world.dataset(), Looks({})
    shown = [looks.details[looks.of_thing(k, iri("mine"), ())]["said"] for _, k in known_by_day(data, known(data))]
    told = [group["items"][0]["text"] for (group,) in shown]
    assert [("Old name" in text, "New name" in text) for text in told] == [(True, False), (False, True)]
