"""Two things side by side: what is equal, different, only one's, or of a kind that the other cannot have."""

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from terminal import run
from test_schemas import keeps
from world import World, iri

from regraph.analysis.comparing.comparison import Match, Row, compared
from regraph.analysis.comparing.sections import SECTIONS, can_have, family_of, section_of
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Scenario
from regraph.present.comparing.text import COLUMNS, TITLES, WIDTH

pytestmark = pytest.mark.usefixtures("read_once")
DAY = ("--as-of", "2026-02-10")
NOW = Scenario(date(2026, 2, 10))
EQUAL, DIFFERENT, ONLY_A, ONLY_B, NOT_COMPARABLE, BOTH = Match


def told(a: str, b: str, *words: str, facts: Path | None = None) -> dict[str, Any]:
    """An answer as a dictionary, that keeps to its schema."""
    found = json.loads(run("compare", a, b, *words, "--format", "json", facts=facts).out)
    assert isinstance(found, dict)
    keeps(found)
    return found


def matches(knowledge: Knowledge, a: str, b: str, scenario: Scenario = NOW) -> dict[tuple[str, str], Match]:
    """How two things stand to each other on each property."""
    return {(row.section, row.property): row.match for row in compared(knowledge, iri(a), iri(b), scenario)}


# Read by hand: who lends to either, the option on one and the proposed stake in the other, the offtake of one alone.
WORKED = {
    "2026-02-06-rare-earth-exchanges-serra-verde-breaks-the-china-loop#char=34055,34207": (
        "owners", "Option isInterestIn", ONLY_A
    ),
    "2026-02-04-rare-earth-exchanges-usa-rare-earth-at-the-crossroads#char=101186,101246": (
        "owners", "Stake isStakeIn", ONLY_B
    ),
    "2026-02-04-rare-earth-exchanges-usa-rare-earth-at-the-crossroads#char=100987,101072": (
        "money", "Loan hasBorrower", DIFFERENT
    ),
    "2026-02-05-strategic-metals-digest#char=9596,9692": ("sales", "Offtake hasSeller", ONLY_A),
}  # fmt: skip


@pytest.mark.parametrize(("section", "name", "match"), WORKED.values(), ids=WORKED)
def test_two_companies_stand_to_each_other_as_the_passages_say(
    knowledge: Knowledge, section: str, name: str, match: Match
) -> None:
    assert matches(knowledge, "serra-verde", "usa-rare-earth")[section, name] is match


def test_the_offtake_that_a_voice_says_is_not_guaranteed_is_said_where_it_is_missing() -> None:
    (row,) = [row for row in told("Serra Verde", "USA Rare Earth", *DAY)["rows"] if row["section"] == "sales"]
    assert [absence["label"] for absence in row["notSaid"]] == ["No guaranteed offtake for USA Rare Earth"]


def test_an_option_and_a_warrant_are_compared_term_by_term_and_a_price_keeps_its_currency() -> None:
    found = told("us-option-on-serra-verde", "us-government-warrants-on-usa-rare-earth", *DAY)
    own = {row["property"]: row for row in found["rows"] if row["section"] == "itself"}
    assert (own["holders"]["match"], own["stage"]["match"]) == ("equal", "different")
    assert [cell["text"] for cell in own["exercisePrice"]["b"]] == ["USD 17.17"]
    assert [cell["text"] for cell in own["share"]["a"]] == ["below 50 %"]


def twins() -> World:
    """Two companies with a like loan, one with a stake more; a third of another kind."""
    world = World().thing("a").thing("b").thing("bank").thing("mine", "Mine")
    for slug in ("a", "b"):
        world.claim(
            f"loan-{slug}", "Loan", "news", hasBorrower=slug, hasLender="bank", amountAtMost="5", currency="USD"
        )
    return (
        world.stake("a", "mine", "0.40").says("news", "a", description="text:One.").says("news", "b", commodity="tin")
    )


TWINS: dict[tuple[str, str], Match] = {
    ("register", "kind"): EQUAL, ("itself", "certainty"): EQUAL, ("itself", "description"): ONLY_A,
    ("itself", "commodity"): ONLY_B, ("holdings", "Stake isHeldBy"): ONLY_A, ("money", "Loan hasBorrower"): EQUAL,
}  # fmt: skip


def test_what_is_said_alike_of_two_things_is_equal() -> None:
    assert matches(twins().knowledge(), "a", "b") == TWINS


def test_numbers_that_are_equal_are_equal_however_they_are_written() -> None:
    world = World().stake("a", "x", "0.4").stake("b", "x", "0.40")
    assert matches(world.knowledge(), "a", "b")["holdings", "Stake isHeldBy"] is EQUAL


def test_another_stage_or_certainty_is_a_difference() -> None:
    for values in ({"stage": "proposed"}, {"certainty": "alleged"}, {"bindingness": "non-binding"}):
        world = World().stake("a", "x", "0.4").stake("b", "x", "0.4", "news", **values)
        assert matches(world.knowledge(), "a", "b")["holdings", "Stake isHeldBy"] is DIFFERENT


def test_what_a_kind_of_thing_cannot_have_is_not_said_to_be_missing_from_it() -> None:
    world = twins().stake("b", "a", "0.1").thing("deal", "Loan").says("news", "deal", "Loan", hasLender="bank")
    found = matches(world.knowledge(), "b", "deal")
    assert found["holdings", "Stake isHeldBy"] is NOT_COMPARABLE
    assert found["itself", "hasLender"] is NOT_COMPARABLE
    assert found["itself", "certainty"] is EQUAL


def test_a_claim_that_names_both_stands_once_with_the_part_of_either() -> None:
    world = twins().claim("sale", "Supply", "news", hasSupplier="a", hasBuyer="b")
    rows = [row for row in compared(world.knowledge(), iri("a"), iri("b"), NOW) if row.match is BOTH]
    assert [(row.property, row.a[0].key, row.b[0].key) for row in rows] == [
        ("Supply sale", "hasSupplier", "hasBuyer"),
    ]


def test_a_value_of_each_account_stands_with_its_account_and_the_one_that_is_not_used_is_marked() -> None:
    world = World().account("body", "2026-02-03").account("box", "2026-02-03", source="body", section="summary")
    world.thing("x").thing("y").stake("x", "y", "0.4", "body").stake("y", "x", "0.4", "body")
    world.says("box", "stake-x-in-y", "Stake", isHeldBy="x", isStakeIn="y", shareAtLeast="0.5", shareAtMost="0.5")
    (row,) = [r for r in compared(world.knowledge(), iri("stake-x-in-y"), iri("stake-y-in-x"), NOW)
              if (r.section, r.property) == ("itself", "share")]  # fmt: skip
    assert [(entry.is_used, len(entry.accounts)) for entry in row.a] == [(True, 1), (False, 1)]
    assert row.match is EQUAL


def test_what_is_disputed_of_one_is_not_said_of_the_other() -> None:
    world = World().account("one", "2026-02-03").account("two", "2026-02-04").thing("z")
    world.stake("x", "y", "0.4", "one")
    world.says("two", "stake-x-in-y", "Stake", isHeldBy="x", isStakeIn="y", shareAtLeast="0.5", shareAtMost="0.5")
    assert matches(world.knowledge(), "x", "z")["disputes", "share"] is ONLY_A


def test_what_is_excluded_stands_on_neither_side() -> None:
    world = World().stake("a", "x", "0.4", certainty="alleged").thing("b")
    scenario = Scenario(date(2026, 2, 10), frozenset(), frozenset({"alleged"}))
    assert matches(world.knowledge(), "a", "b", scenario) == {("register", "kind"): EQUAL}


def mirrored(row: Row) -> Row:
    """A row with its sides exchanged."""
    swapped = {ONLY_A: ONLY_B, ONLY_B: ONLY_A}.get(row.match, row.match)
    return Row(row.section, row.property, swapped, row.b, row.a)


NAMES = ("serra-verde", "usa-rare-earth", "pela-ema", "us-option-on-serra-verde", "mp-materials", "chinese-state",
         "dfc-financing-of-serra-verde", "usa-rare-earth-chips-loan", "shenghe-resources")  # fmt: skip


@settings(max_examples=12)
@given(st.lists(st.sampled_from(NAMES), min_size=2, max_size=2, unique=True))
def test_the_comparison_of_b_and_a_mirrors_that_of_a_and_b(knowledge: Knowledge, pair: list[str]) -> None:
    a, b = map(iri, pair)
    there, back = compared(knowledge, a, b, NOW), compared(knowledge, b, a, NOW)
    assert back == tuple(map(mirrored, there))
    assert len({(row.section, row.property) for row in there}) == len(there)


@pytest.mark.parametrize("pair", (NAMES[:2], NAMES[1:3], NAMES[3:5], NAMES[6:8]), ids=" and ".join)
def test_an_answer_keeps_to_its_schema_its_columns_and_its_width(pair: tuple[str, str]) -> None:
    found = told(*pair, *DAY)
    rows = list(csv.reader(io.StringIO(run("compare", *pair, *DAY, "--format", "csv").out)))
    assert rows[0] == list(COLUMNS)
    assert len(rows) - 1 == sum(len(row["a"]) + len(row["b"]) for row in found["rows"])
    lines = run("compare", *pair, *DAY).out.split("Sources  [")[0].splitlines()
    assert [line for line in lines if len(line) > WIDTH] == []
    told_cells = [c for row in found["rows"] if row["section"] != "register" for s in "ab" for c in row[s]]
    assert told_cells and all(cell["accounts"] and cell["text"] for cell in told_cells)


def test_a_proposed_stake_is_never_said_as_one_in_force() -> None:
    text = " ".join(run("compare", "Serra Verde", "USA Rare Earth", *DAY).out.split())
    assert "the United States government would hold" in text and "proposed only; non-binding" in text
    assert "government holds" not in text


def test_the_same_thing_twice_a_source_and_an_unknown_name_end_in_one_line() -> None:
    for words, status, message in (
        (("Serra Verde", "serra-verde"), 2, "A and B are both Serra Verde (serra-verde); name two things"),
        (("Serra Verde", "2026-02-05-strategic-metals-digest"), 2, "is a source or account; `regraph sources`"),
        (("Serra Verde", "nobody at all"), 1, "no thing is named 'nobody at all'"),
    ):
        done = run("compare", *words)
        assert (done.status, done.out, message in done.err, done.err.count("\n")) == (status, "", True, 1)


def test_two_things_of_which_nobody_speaks_are_answered_so(tmp_path: Path) -> None:
    place = World().thing("a").thing("b").account("news").write(tmp_path / "facts")
    done = run("compare", "a", "b", facts=place)
    assert (done.status, "The sources at hand say nothing of either by that date." in done.out) == (1, True)


def test_hostile_words_steer_no_terminal(tmp_path: Path) -> None:
    world = twins().thing("c", "Company", "a\u202eb | c").says("news", "c", description="text:x\u202ey")
    out = run("compare", "c", "a", facts=world.write(tmp_path / "facts")).out
    assert "\u202e" not in out and "a\ufffdb | c" in out


def test_every_section_has_a_title_and_every_kind_of_claim_a_section(knowledge: Knowledge) -> None:
    assert set(TITLES) == {"register", "itself", *SECTIONS, "disputes", "between"}
    found = {section_of(knowledge, knowledge.claims[node], ()) for node in knowledge.claims}
    assert found >= {
        "money",
        "sales",
        "deals",
        "ties",
        "figures",
        "proceedings",
        "milestones",
        "conditions",
        "absences",
    }
    assert (family_of(knowledge, iri("serra-verde")), can_have("Deal", "owners")) == ("Actor", False)
