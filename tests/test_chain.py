"""The supply chain stage by stage: who stands where and why, figures apart, and silence that is called silence."""

import csv
import datetime as dt
import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from terminal import run
from test_schemas import keeps
from world import World, iri

from regraph.analysis.supply.chain import Member, Stage, chain_of, chain_rows
from regraph.analysis.supply.commodities import above, commodity_named, within
from regraph.analysis.supply.located import Located, located
from regraph.analysis.supply.stages import CHAIN, KIND_STAGES, stages
from regraph.errors import UnknownCommodity
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Scenario
from regraph.names import PREFIXES, local
from regraph.present.supply.chain_text import countries_text
from regraph.present.supply.margin import WIDTH, wrapped
from regraph.store.sparql.binding import term
from regraph.store.sparql.query import answer
from regraph.store.sparql.results import plain_text
from regraph.store.sparql.saved import named
from regraph.store.view import View, resolved_view

TODAY = ("--as-of", "2026-02-10")
SCENARIO = Scenario(dt.date(2026, 2, 10))
COMMODITY, JURISDICTION = PREFIXES["commodity"], PREFIXES["jurisdiction"]
ORDER = ["exploration", "mining", "concentration", "separation", "refining", "metal", "alloy", "magnet", "recycling",
         "end-use"]  # fmt: skip
pytestmark = pytest.mark.usefixtures("read_once")


@pytest.fixture(scope="module")
def whole(knowledge: Knowledge) -> dict[str, Stage]:
    """The chain of all commodities, by stage; "" for what stands at none."""
    return by_stage(chain_of(knowledge, SCENARIO))


def by_stage(found: tuple[Stage, ...]) -> dict[str, Stage]:
    return {local(each.stage): each for each in found}


def things(stage: Stage) -> list[str]:
    return sorted(local(member.thing) for member in stage.members)


def member(stage: Stage, slug: str) -> Member:
    return next(each for each in stage.members if each.thing == iri(slug))


def test_the_stages_stand_in_the_order_of_the_scheme(knowledge: Knowledge) -> None:
    assert [local(stage) for stage in stages(knowledge)] == ORDER


def test_every_kind_that_names_a_stage_is_a_kind_of_asset(knowledge: Knowledge) -> None:
    assert set(KIND_STAGES.values()) <= {CHAIN + stage for stage in ORDER}
    assert all(knowledge.is_a(kind, "Asset") for kind in KIND_STAGES)


# Read by hand: ...-serra-verde-breaks-the-china-loop#char=34077,34135 (Pela Ema), ...-power-without-a-flag (Mutanda
# and KCC), ...-energy-fuels-asm-deal-maps-a-western-detour#char=12041,12222 (White Mesa), ...-usa-rare-earth-at-the-
# crossroads#char=103232,103285 (Round Top), ...-trump-administration-draws-the-line (ReElement, Ionic).
STANDS = {
    "exploration": ["japan-deep-sea-rare-earth-test"],
    "mining": ["baogang-group-mining-research-institute", "kamoto-copper-company", "mutanda-mining", "pela-ema",
               "round-top"],
    "concentration": [],
    "separation": ["round-top", "white-mesa-heavy-rare-earth-separation-pilot", "white-mesa-mill"],
    "refining": ["ionic-minerals-technologies", "reelement-technologies"],
    "metal": ["asm-metals-plant-planned-in-the-united-states", "korean-metals-plant"],
    "alloy": ["asm-metals-plant-planned-in-the-united-states", "korean-metals-plant", "less-common-metals"],
    "magnet": ["mp-materials-apple-magnet-recycling-project", "stillwater-magnet-facility"],
    "recycling": ["mp-materials-apple-magnet-recycling-project", "reelement-technologies"],
    "end-use": [],
}  # fmt: skip


@pytest.mark.parametrize("stage", ORDER)
def test_who_stands_at_a_stage_is_who_the_sources_put_there(whole: dict[str, Stage], stage: str) -> None:
    assert things(whole[stage]) == STANDS[stage]


def test_why_a_thing_stands_at_a_stage_is_said(whole: dict[str, Stage]) -> None:
    assert member(whole["mining"], "pela-ema").by == ("kind", "stated")
    assert member(whole["magnet"], "stillwater-magnet-facility").by == ("kind", "stated")
    assert member(whole["mining"], "round-top").by == ("stated",)


def test_what_is_stated_planned_and_possible_stand_apart(whole: dict[str, Stage]) -> None:
    figures = member(whole["mining"], "pela-ema").figures
    told = {local(c.node): (c.concept("realisation"), str(c.decimal("valueAtMost"))) for c in figures}
    assert told == {
        "fig-pela-ema-capacity": ("actual", "5000"),
        "fig-pela-ema-capacity-after-expansion": ("planned", "6500"),
    }


def test_a_programme_aims_at_a_stage_and_stands_at_none(whole: dict[str, Stage]) -> None:
    assert [local(m.thing) for m in whole["magnet"].programmes] == ["india-rare-earth-magnet-subsidies"]
    assert "india-rare-earth-magnet-subsidies" not in things(whole["magnet"])


def test_deposits_and_projects_that_no_source_puts_at_a_stage_stand_at_none(whole: dict[str, Stage]) -> None:
    assert {"bayan-obo", "mawei-deposit", "ngualla-rare-earth-project", "white-mesa-phase-2-project"} <= set(
        things(whole[""])
    )


def test_the_united_states_hold_nothing_at_a_stage_by_an_option(whole: dict[str, Stage]) -> None:
    owners = {local(h.relation.source) for s in whole.values() for m in s.members for h in m.owners}
    assert "united-states-government" not in owners
    assert {h.relation.kind for s in whole.values() for m in s.members for h in m.owners}.isdisjoint({"Option"})


COUNTRIES = {
    "mining": {"BR": ["pela-ema"], "CD": ["kamoto-copper-company", "mutanda-mining"], "CN": ["chinese-state"],
               "US": ["round-top"]},
    "magnet": {"CN": ["chinese-state"]},
    "concentration": {},
}  # fmt: skip


@pytest.mark.parametrize("stage", COUNTRIES)
def test_the_countries_of_a_stage_are_those_that_the_sources_state(whole: dict[str, Stage], stage: str) -> None:
    found = {local(country): [local(i) for i in named] for country, named in whole[stage].countries}
    assert found == COUNTRIES[stage]


def test_a_plant_with_a_country_in_its_name_has_no_country_by_it(whole: dict[str, Stage]) -> None:
    assert [local(i) for i in whole["metal"].unplaced] == ["korean-metals-plant"]


NARROWED = {
    "rare earths": {"mining": ["pela-ema", "round-top"], "metal": [], "magnet": []},
    "HREE": {"mining": ["pela-ema"], "separation": ["white-mesa-heavy-rare-earth-separation-pilot"]},
    "NdPr": {"mining": [], "separation": [], "": ["white-mesa-phase-2-project"]},
    "copper": {"mining": ["kamoto-copper-company", "mutanda-mining"], "separation": []},
}


@pytest.mark.parametrize("name", NARROWED)
def test_a_commodity_narrows_the_chain_along_its_hierarchy(knowledge: Knowledge, name: str) -> None:
    found = by_stage(chain_of(knowledge, SCENARIO, commodity_named(knowledge, name)))
    assert {stage: things(found[stage]) for stage in NARROWED[name]} == NARROWED[name]


def test_who_names_no_commodity_or_a_broader_one_stands_beside(knowledge: Knowledge) -> None:
    found = by_stage(chain_of(knowledge, SCENARIO, COMMODITY + "ndpr"))
    assert [local(i) for i in found["magnet"].beside] == [
        "mp-materials-apple-magnet-recycling-project", "stillwater-magnet-facility",
    ]  # fmt: skip
    assert {"round-top", "white-mesa-mill"} == {local(i) for i in found["separation"].beside}


def test_ndpr_is_within_light_rare_earths_and_these_within_rare_earths(knowledge: Knowledge) -> None:
    light, rare = COMMODITY + "light-rare-earths", COMMODITY + "rare-earths"
    assert COMMODITY + "ndpr-oxide" in within(knowledge, light) < within(knowledge, rare)
    assert above(knowledge, COMMODITY + "ndpr") == {light, rare}


@pytest.mark.parametrize("name", ("NdPr", "ndpr", "commodity:ndpr", COMMODITY + "ndpr", "didymium"))
def test_a_commodity_is_found_by_any_of_its_names(knowledge: Knowledge, name: str) -> None:
    assert commodity_named(knowledge, name) == COMMODITY + "ndpr"


def test_a_commodity_that_is_none_has_the_nearest(knowledge: Knowledge) -> None:
    with pytest.raises(UnknownCommodity) as caught:
        commodity_named(knowledge, "dysprosum")
    assert caught.value.nearest == ("dysprosium",)


def test_narrowing_never_adds_anybody(knowledge: Knowledge) -> None:
    goods = sorted(within(knowledge, COMMODITY + "rare-earths"))[::2] + [COMMODITY + "rare-earths"]
    rows = {iri: set(chain_rows(knowledge, iri)) for iri in goods}
    assert len(rows) > 12
    everybody = set(chain_rows(knowledge))
    for iri_, found in rows.items():
        assert found <= everybody
        for wider in above(knowledge, iri_) & rows.keys():
            assert found <= rows[wider], (iri_, wider)


@pytest.mark.parametrize("name", (None, "rare-earths", "ndpr", "copper"))
def test_the_saved_question_has_the_rows_of_the_function(
    knowledge: Knowledge, resolved: View, name: str | None
) -> None:
    given = {"commodity": term("text", name)} if name else {}
    found = answer(resolved, named("chain-stages").text, {"asOf": term("date", "2026-02-10"), **given})
    rows = tuple(sorted(tuple(plain_text(cell) for cell in row) for row in found.rows))
    assert rows == chain_rows(knowledge, COMMODITY + name if name else None)


def test_the_answer_and_the_rows_name_the_same(knowledge: Knowledge, whole: dict[str, Stage]) -> None:
    rows = {(local(stage), local(thing)) for stage, thing, _ in chain_rows(knowledge)}
    found = {(s, local(m.thing)) for s in ORDER for m in (*whole[s].members, *whole[s].programmes)}
    assert found == rows


# Small worlds


def plant(slug: str = "works", kind: str = "Plant", **values: str) -> World:
    return World().thing(slug, kind).says("news", slug, **values)


def test_a_stage_may_come_from_a_figure_alone() -> None:
    world = World().thing("works", "Plant").claim(
        "f", "Figure", "news", figureKind="capacity", isFigureOf="works", chainStage="refining", realisation="actual",
        valueAtLeast="5", valueAtMost="5", unit="text:t/a",
    )  # fmt: skip
    assert chain_rows(world.knowledge()) == ((CHAIN + "refining", iri("works"), "figure"),)


@pytest.mark.parametrize("kind", sorted(KIND_STAGES))
def test_a_kind_puts_a_thing_at_its_stage(kind: str) -> None:
    world = World().thing("works", kind).says("news", "works", description="text:one")
    assert chain_rows(world.knowledge()) == ((KIND_STAGES[kind], iri("works"), "kind"),)


def test_a_plant_that_no_account_speaks_of_stands_nowhere() -> None:
    world = World().thing("works", "MagnetPlant").account("news")
    assert chain_rows(world.knowledge()) == ()
    view = resolved_view(world.dataset())
    assert answer(view, named("chain-stages").text, {"asOf": term("date", "2026-02-10")}).is_empty
    early = run("chain", *TODAY, "--known-by", "2020")
    assert early.status == 1 and "No source is read: what stands here says nothing of the world." in early.out
    assert "  - " not in early.out


def test_what_is_denied_or_excluded_puts_nobody_anywhere() -> None:
    denied = plant(chainStage="metal", certainty="denied").knowledge()
    assert chain_rows(denied) == ()
    alleged = plant(chainStage="metal", certainty="alleged").knowledge()
    scenario = Scenario(dt.date(2026, 2, 10), exclude=frozenset({"alleged"}))
    assert things(by_stage(chain_of(alleged, scenario))["metal"]) == []


def test_figures_of_other_units_periods_and_realisations_stay_lines_of_their_own() -> None:
    world = plant(chainStage="metal")
    for place, (kind, unit) in enumerate(
        (("actual", "t/a"), ("planned", "t/a"), ("actual", "t"), ("potential", "t/a"))
    ):
        world = world.claim(
            f"f{place}", "Figure", "news", figureKind="capacity", isFigureOf="works", realisation=kind,
            valueAtLeast="5", valueAtMost="5", unit=f"text:{unit}",
        )  # fmt: skip
    (found,) = by_stage(chain_of(world.knowledge(), SCENARIO))["metal"].members
    assert [local(c.node) for c in found.figures] == ["f0", "f1", "f2", "f3"]


def test_a_part_has_the_country_of_its_whole_and_a_ring_of_parts_ends() -> None:
    world = World().thing("mine", "Mine").thing("pit", "Project").thing("shaft", "Project")
    world = world.says("news", "mine", isLocatedIn="BR").says("news", "pit", isPartOf="mine")
    world = world.says("news", "shaft", isPartOf="pit", place="text:deep down")
    assert located(world.knowledge(), iri("shaft")) == Located((JURISDICTION + "BR",), ("deep down",), iri("mine"))
    ring = World().thing("a", "Project").thing("b", "Project")
    ring = ring.says("news", "a", isPartOf="b").says("news", "b", isPartOf="a")
    assert located(ring.knowledge(), iri("a")) == Located()


def test_what_a_part_yields_is_not_said_of_the_whole() -> None:
    world = World().thing("mill", "SeparationPlant").thing("pilot", "Project")
    world = world.says("news", "mill", commodity="cerium")
    world = world.says("news", "pilot", isPartOf="mill", commodity="dysprosium", chainStage="separation")
    found = by_stage(chain_of(world.knowledge(), SCENARIO, COMMODITY + "dysprosium"))
    assert things(found["separation"]) == ["pilot"]


def test_a_joint_holding_is_one_owner_and_an_option_none() -> None:
    world = World().thing("mine", "Mine").says("news", "mine", isLocatedIn="BR")
    world = world.stake("a+b", "mine", "0.6").thing("c").claim(
        "o", "Option", "news", isHeldBy="c", isInterestIn="mine", shareAtMost="0.4"
    )  # fmt: skip
    (found,) = by_stage(chain_of(world.knowledge(), SCENARIO))["mining"].members
    (owner,) = found.owners
    assert owner.relation.joint == (iri("a"), iri("b"))
    assert owner.relation.share is not None and owner.relation.share.text() == "60 %"


@settings(max_examples=12)
@given(st.lists(st.sampled_from(("cerium", "ndpr", "light-rare-earths", "rare-earths", "copper", "")), max_size=5))
def test_narrowing_a_small_world_never_adds_a_member_and_order_changes_nothing(goods: list[str]) -> None:
    world = World().account("news")
    for place, name in enumerate(goods):
        values = {"commodity": name} if name else {}
        world = world.thing(f"p{place}", "Plant").says("news", f"p{place}", chainStage="metal", **values)
    there, back = world.knowledge(), world.knowledge(order=-1)
    wide, narrow = (chain_rows(there, COMMODITY + n) for n in ("rare-earths", "light-rare-earths"))
    assert set(narrow) <= set(wide) <= set(chain_rows(there))
    assert chain_rows(there) == chain_rows(back)


SAID: dict[str, tuple[dict[str, Any], str]] = {
    "nobody at all": ({"members": [], "countries": [], "unplaced": []}, "The sources name nobody at metal making."),
    "one country": (
        {"members": [1], "countries": [("China", ["Works"])], "unplaced": []},
        "The sources name nobody outside China at metal making: China (Works).",
    ),
    "one country, and somebody without one": (
        {"members": [1, 2], "countries": [("China", ["Works"])], "unplaced": ["Mill"]},
        "The sources name nobody outside China at metal making: China (Works); of Mill they state no country.",
    ),
    "two countries": (
        {"members": [1, 2], "countries": [("Brazil", ["Mill"]), ("China", ["Works"])], "unplaced": []},
        "Countries named at metal making: Brazil (Mill); China (Works).",
    ),
    "no country": (
        {"members": [1], "countries": [], "unplaced": ["Mill"]},
        "The sources state no country at metal making: Mill.",
    ),
}


@pytest.mark.parametrize("name", SAID)
def test_silence_is_said_of_the_sources(name: str) -> None:
    stage, expected = SAID[name]
    countries = [
        {"country": {"label": country}, "named": [{"label": label} for label in labels]}
        for country, labels in stage["countries"]
    ]
    unplaced = [{"label": label} for label in stage["unplaced"]]
    payload = stage | {"label": "metal making", "around": [], "countries": countries, "unplaced": unplaced}
    assert countries_text(payload, "") == expected


def test_a_share_of_a_broader_commodity_keeps_its_country_in_the_answer(knowledge: Knowledge) -> None:
    found = by_stage(chain_of(knowledge, SCENARIO, COMMODITY + "heavy-rare-earths"))["mining"]
    assert [local(country) for country, _ in found.countries] == ["BR"]
    assert [local(country) for country, _ in found.around] == ["CN", "US"]
    said = " ".join(run("chain", "HREE", *TODAY).out.split())
    assert "nobody outside Brazil" not in said
    assert "Given for rare earths, a broader commodity." in said


def test_lines_break_under_their_beginning_and_keep_the_marks_of_passages_whole() -> None:
    assert wrapped(["  - one two three [1: 10–20]"], 16) == ["  - one two", "    three", "    [1: 10–20]"]
    address = "      https://example.org/" + "x" * 120
    assert wrapped([address]) == [address]


@pytest.mark.parametrize("words", ((), ("copper", "--known-by", "2026-02-05")))
def test_the_answer_keeps_to_its_schema_and_its_width(words: tuple[str, ...]) -> None:
    keeps(json.loads(run("chain", *words, *TODAY, "--format", "json").out))
    lines = run("chain", *words, *TODAY).out.splitlines()
    assert [line for line in lines if len(line) > WIDTH and "http" not in line] == []


def test_the_table_calls_silence_silence_and_an_allegation_one() -> None:
    said = " ".join(run("chain", "rare earths", *TODAY).out.split())
    for words in (
        "The sources name nobody at concentration of rare earths.",
        "The sources name nobody outside China at magnet making of rare earths: China (Chinese state).",
        "The facts cover 26 sources (2026-02-03 to 2026-02-07). That they name nobody somewhere does not say that",
        "alleged only: Chinese state-linked firms said to control Mawei Mining controls (means not stated)",
        "capacity, planned: Capacity of Pela Ema after expansion",
    ):
        assert words in said, words


def test_rows_have_one_line_for_each_line_of_the_answer() -> None:
    rows = list(csv.DictReader(io.StringIO(run("chain", "HREE", *TODAY, "--format", "csv").out)))
    pela = [r for r in rows if r["thing"] == iri("pela-ema") and r["stage"] == "mining"]
    assert {row["line"] for row in pela} == {"member", "figure", "owner", "occurrence", "absence"}
    assert [r["by"] for r in pela if r["line"] == "member"] == ["kind|stated"]


def test_where_nobody_is_named_the_status_says_so() -> None:
    done = run("chain", "oil", *TODAY)
    assert (done.status, done.err) == (1, "")
    assert "The sources name nobody at mining of oil" in " ".join(done.out.split())


def test_a_commodity_that_is_none_ends_in_one_line() -> None:
    done = run("chain", "unobtainium", *TODAY)
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
