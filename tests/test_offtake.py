"""Who buys what from whom: the agreements that the sources tell of, their ends by each account, and what is none."""

import csv
import datetime as dt
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from terminal import run
from test_schemas import keeps
from world import Values, World, iri

from regraph.analysis.supply.about import about, absences
from regraph.analysis.supply.agreements import Agreement, Filters, Nature, Phase, agreements, end_rows, nearest
from regraph.analysis.supply.ends import EndTold, ends_by, free_from
from regraph.analysis.supply.involved import Involved
from regraph.model.dates import Answer, When
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Scenario
from regraph.names import PREFIXES, local
from regraph.present.supply.margin import WIDTH
from regraph.store.sparql.binding import Term, term
from regraph.store.sparql.query import answer
from regraph.store.sparql.results import plain_text
from regraph.store.sparql.saved import named
from regraph.store.view import View, resolved_view

Day = dt.date
TODAY = ("--as-of", "2026-02-10")
SCENARIO = Scenario(Day(2026, 2, 10))
SERRA, VAULT = "serra-verde-chinese-offtake", "project-vault-purchase-commitments"
RIGHT = "orion-cmc-right-to-direct-mutanda-and-kcc-production"
SUPPLIERS = ("hartree-partners", "mercuria-americas", "traxys")
pytestmark = pytest.mark.usefixtures("read_once")


def slugs(found: tuple[Agreement, ...]) -> list[str]:
    """The agreements by name, in order."""
    return [local(each.claim.node) for each in found]


# What the archived sources say, read by hand: 2026-02-06-...-serra-verde-breaks-the-china-loop#char=35064,35251 (body:
# shortened in December 2025, to the end of 2026), #char=33357,33428 (box: ended in December 2025), the digest
# #char=9794,9890 (end of 2026); ...-power-without-a-flag#char=76071,76206 (right to direct output to nominated buyers).
WHOLE = [
    (SERRA, Nature.OFFTAKE, Phase.IN_FORCE),
    (RIGHT, Nature.DIRECTION, Phase.NOT_YET),
    (VAULT, Nature.SUPPLY, Phase.NOT_YET),
    *((f"{name}-supply-to-project-vault", Nature.PROGRAMME, Phase.UNSTAGED) for name in SUPPLIERS),
]


def test_the_agreements_of_the_sources_are_told_apart_by_what_they_are_and_how_far_they_got(
    knowledge: Knowledge,
) -> None:
    found = agreements(knowledge, SCENARIO)
    assert [(local(a.claim.node), a.nature, a.phase) for a in found] == WHOLE


def test_serra_verde_s_offtake_was_shortened_and_has_not_ended(knowledge: Knowledge) -> None:
    (found,) = agreements(knowledge, SCENARIO, iri("serra-verde"))
    assert (found.phase, found.claim.when("end").text()) == (Phase.IN_FORCE, "2026-12-31")
    assert [(t.stage, t.end.text()) for t in found.ends] == [
        ("in-force", "2026-12-31"),
        ("in-force", "2026-12-31"),
        ("terminated", "2025-12"),
    ]
    told = about(knowledge, SCENARIO, found.claim.node)
    assert [local(c.node) for c in told.changes] == ["serra-verde-offtake-renegotiation"]
    assert [local(c.node) for c in told.terms] == ["fig-serra-verde-chinese-offtake-original-term"]
    assert [local(c.node) for c in told.milestones] == ["milestone-serra-verde-offtake-renegotiated"]


ENDS = {
    "before any account has it end": ("2025-11-30", Answer.NO),
    "within the month of the summary box": ("2025-12-15", Answer.POSSIBLY),
    "after the summary box, before the bodies": ("2026-06-30", Answer.POSSIBLY),
    "the last day of all": ("2026-12-31", Answer.YES),
}


@pytest.mark.parametrize("name", ENDS)
def test_whether_it_ends_by_a_day_is_what_the_accounts_together_say(knowledge: Knowledge, name: str) -> None:
    day, expected = ENDS[name]
    (found,) = agreements(knowledge, SCENARIO, iri("serra-verde"))
    until = Day.fromisoformat(day)
    assert found.ends_by(until) is expected
    listed = agreements(knowledge, SCENARIO, filters=Filters(until=until))
    assert slugs(listed) == ([] if expected is Answer.NO else [SERRA])


INVOLVED: dict[str, dict[str, list[tuple[str, str | None]]]] = {
    "serra-verde": {SERRA: [("seller", None)]},
    "chinese-customers-of-serra-verde": {SERRA: [("buyer", None)]},
    "pela-ema": {SERRA: [("asset of", "serra-verde")]},
    "orion-critical-mineral-consortium": {RIGHT: [("may direct output", None)]},
    "mutanda-mining": {RIGHT: [("asset or matter concerned", None)]},
    "glencore": {RIGHT: [("holder of", "kamoto-copper-company"), ("holder of", "mutanda-mining")]},
    "traxys": {"traxys-supply-to-project-vault": [("seller", None)]},
    RIGHT: {RIGHT: [("the agreement asked about", None)]},
    "usa-rare-earth": {},
    "chinese-state": {},
}


@pytest.mark.parametrize("name", INVOLVED)
def test_how_a_thing_stands_in_an_agreement_is_said(knowledge: Knowledge, name: str) -> None:
    found = agreements(knowledge, SCENARIO, iri(name))
    told = {local(a.claim.node): [(i.role, local(i.through) if i.through else None) for i in a.involved] for a in found}
    assert told == INVOLVED[name]


def test_what_voices_say_is_not_there_is_listed_with_what_it_is_about(knowledge: Knowledge) -> None:
    assert [local(c.node) for c in absences(knowledge, SCENARIO)] == [
        "absence-argentina-rare-earth-offtake",
        "absence-us-uae-framework-tonnage",
        "absence-usa-rare-earth-guaranteed-offtake",
    ]
    found = absences(knowledge, SCENARIO, iri("usa-rare-earth"))
    assert [local(c.node) for c in found] == ["absence-usa-rare-earth-guaranteed-offtake"]


COMMODITIES = {"rare-earths": [SERRA], "heavy-rare-earths": [SERRA], "dysprosium": [], "copper": [RIGHT]}


@pytest.mark.parametrize("name", COMMODITIES)
def test_a_commodity_takes_in_what_is_within_it_and_nothing_wider(knowledge: Knowledge, name: str) -> None:
    filters = Filters(commodity=PREFIXES["commodity"] + name)
    assert slugs(agreements(knowledge, SCENARIO, filters=filters)) == COMMODITIES[name]


def asked(view: View, name: str, **given: Term) -> tuple[list[str], list[list[str]]]:
    """The columns and rows of a saved question."""
    found = answer(view, named(name).text, {"asOf": term("date", "2026-02-10"), **given})
    return list(found.columns), [[plain_text(cell) for cell in row] for row in found.rows]


@pytest.mark.parametrize("until", (None, "2025-12-15", "2026-06-30"))
def test_the_saved_question_has_the_rows_of_the_function(
    knowledge: Knowledge, resolved: View, until: str | None
) -> None:
    assert_same_rows(knowledge, resolved, until)


def assert_same_rows(known: Knowledge, view: View, until: str | None) -> None:
    given = {"by": term("date", until)} if until else {}
    columns, rows = asked(view, "offtake-until", **given)
    wanted = [columns.index(n) for n in ("deal", "account", "stage", "endEarliest", "endLatest", "ends")]
    found = {tuple(local(row[at]) if at == columns.index("stage") else row[at] for at in wanted) for row in rows}
    assert found == set(end_rows(known, Day.fromisoformat(until) if until else None))


def deal(kind: str = "Offtake", **values: Values) -> World:
    """One agreement of Alpha with Beta."""
    filled: dict[str, Values] = {"hasSeller": "alpha", "hasBuyer": "beta", "stage": "in-force"}
    filled |= {"bindingness": "not-stated"}
    return World().thing("alpha").thing("beta").claim("x", kind, "news", **(filled | values))


def the_one(world: World, day: str = "2026-02-10", entity: str | None = None) -> Agreement:
    (found,) = agreements(world.knowledge(), Scenario(Day.fromisoformat(day)), iri(entity) if entity else None)
    return found


EDGES: dict[str, tuple[World, Nature, Phase, str | None]] = {
    "no end is stated": (deal(), Nature.OFFTAKE, Phase.IN_FORCE, None),
    "an end in the past": (
        deal(endEarliest="2025-12-31", endLatest="2025-12-31"), Nature.OFFTAKE, Phase.ENDED, "2025-12-31"
    ),
    "called ended without a day": (deal(stage="terminated"), Nature.OFFTAKE, Phase.ENDED, "by 2026-02-03"),
    "announced": (deal(stage="announced"), Nature.OFFTAKE, Phase.NOT_YET, None),
    "in force on paper and binding nobody": (deal(bindingness="non-binding"), Nature.OFFTAKE, Phase.NOT_YET, None),
    "denied": (deal(certainty="denied"), Nature.OFFTAKE, Phase.DENIED, None),
    "begins later": (deal(startEarliest="2027-01-01", startLatest="2027-01-01"), Nature.OFFTAKE, Phase.NOT_YET, None),
    "ends somewhen this year": (
        deal(endEarliest="2026-01-01", endLatest="2026-12-31"), Nature.OFFTAKE, Phase.POSSIBLE, "2026"
    ),
    "supply": (deal("Supply"), Nature.SUPPLY, Phase.IN_FORCE, None),
    "a right to direct output": (
        deal(hasBeneficiary="gamma").thing("gamma"), Nature.DIRECTION, Phase.IN_FORCE, None
    ),
    "a buyer in whose favour it is made": (deal(hasBeneficiary="beta"), Nature.OFFTAKE, Phase.IN_FORCE, None),
}  # fmt: skip


@pytest.mark.parametrize("name", EDGES)
def test_an_agreement_is_what_its_account_makes_of_it(name: str) -> None:
    world, nature, phase, end = EDGES[name]
    found = the_one(world)
    assert (found.nature, found.phase) == (nature, phase)
    assert [told.end.text() for told in found.ends] == ([end] if end else [])


@pytest.mark.parametrize("name", ("called ended without a day", "ends somewhen this year"))
def test_the_saved_question_reads_the_ends_of_an_edge_alike(name: str) -> None:
    world = EDGES[name][0]
    assert_same_rows(world.knowledge(), resolved_view(world.dataset()), "2026-06-30")


def test_what_is_included_is_still_not_said_to_be_in_force() -> None:
    scenario = Scenario(Day(2026, 2, 10), include=frozenset({"proposed"}))
    (found,) = agreements(deal(stage="proposed").knowledge(), scenario)
    assert (found.phase, found.standing.counts) == (Phase.INCLUDED, True)


def test_what_is_excluded_is_left_out() -> None:
    scenario = Scenario(Day(2026, 2, 10), exclude=frozenset({"alleged"}))
    assert agreements(deal(certainty="alleged").knowledge(), scenario) == ()


def test_expected_sales_and_planned_output_are_no_offtake() -> None:
    world = deal().claim(
        "sales", "Figure", "news", figureKind="revenue", realisation="planned", isFigureOf="alpha", currency="USD",
        valueAtLeast="5",
    )  # fmt: skip
    assert slugs(agreements(world.knowledge(), SCENARIO)) == ["x"]


def test_a_holder_stands_in_an_agreement_through_its_stake_and_the_share_is_kept() -> None:
    found = the_one(deal().stake("omega", "alpha", "0.4"), entity="omega")
    (role,) = found.involved
    assert isinstance(role, Involved) and role.share is not None
    assert (role.role, role.through, role.share.text(), role.weakest) == (
        "holder of", iri("alpha"), "40 %", iri("stake-omega-in-alpha"),
    )  # fmt: skip


def test_an_option_on_the_seller_makes_nobody_stand_in_its_agreements() -> None:
    world = (
        deal().thing("omega").claim("o", "Option", "news", isHeldBy="omega", isInterestIn="alpha", shareAtMost="0.4")
    )
    assert agreements(world.knowledge(), SCENARIO, iri("omega")) == ()


def test_a_ring_of_holders_ends() -> None:
    world = deal().stake("omega", "alpha", "0.4").stake("alpha", "omega", "0.1")
    assert [i.role for i in the_one(world, entity="omega").involved] == ["holder of"]


def test_free_to_contract_begins_one_day_after_the_bounds_of_the_end() -> None:
    assert free_from(When(Day(2025, 12, 1), Day(2025, 12, 31))) == When(Day(2025, 12, 2), Day(2026, 1, 1))
    assert free_from(When(None, dt.date.max)) == When(None, None)


def test_where_nothing_answers_the_sources_name_something_else(knowledge: Knowledge) -> None:
    orion = iri("orion-critical-mineral-consortium")
    found = nearest(knowledge, SCENARIO, None, Filters(buyer=orion))
    assert slugs(found.otherwise) == [RIGHT]
    assert [local(each) for each in found.named] == ["hartree-partners", "mercuria-americas", local(orion),
                                                     "serra-verde", "traxys"]  # fmt: skip


days = st.dates(Day(2025, 1, 1), Day(2028, 1, 1))
told = st.builds(
    lambda a, b, open_low, open_high: EndTold(
        "a", None, When(None if open_low else min(a, b), None if open_high else max(a, b))
    ),
    days, days, st.booleans(), st.booleans(),
)  # fmt: skip
RANKS = (Answer.NO, Answer.POSSIBLY, Answer.YES)


@given(st.lists(told, max_size=4), days, days)
def test_a_later_day_never_takes_an_agreement_away(ends: list[EndTold], one: Day, other: Day) -> None:
    early, late = ends_by(ends, min(one, other)), ends_by(ends, max(one, other))
    assert RANKS.index(early) <= RANKS.index(late)
    assert ends_by(ends[::-1], one) is ends_by(ends, one)


def many(sellers: list[int]) -> World:
    """One agreement a number, with the seller of that number."""
    world = World().thing("beta")
    for place, seller in enumerate(sellers):
        world = world.thing(f"s{seller}").claim(
            f"d{place}", "Offtake", "news", hasSeller=f"s{seller}", hasBuyer="beta", stage="in-force"
        )
    return world


def test_the_agreements_of_all_sellers_are_all_agreements_in_any_order() -> None:
    world = many([0, 1, 1, 2])
    known = world.knowledge()
    whole = slugs(agreements(known, SCENARIO))
    parts = {slug for n in range(3) for slug in slugs(agreements(known, SCENARIO, iri(f"s{n}")))}
    assert (sorted(parts), len(whole)) == (sorted(whole), 4)


def test_the_agreements_of_the_sources_by_seller_supplier_and_asset_are_all_of_them(knowledge: Knowledge) -> None:
    names = ("serra-verde", "mutanda-mining", "project-vault", *SUPPLIERS)
    parts = {slug for name in names for slug in slugs(agreements(knowledge, SCENARIO, iri(name)))}
    assert parts == {slug for slug, _, _ in WHOLE}


@pytest.mark.parametrize("words", ((), ("serra-verde",), ("Pela Ema", "--until", "2026"), ("--buyer", "Orion CMC")))
def test_the_answer_keeps_to_its_schema_and_its_width(words: tuple[str, ...]) -> None:
    done = run("offtake", *words, *TODAY, "--format", "json")
    keeps(json.loads(done.out))
    lines = run("offtake", *words, *TODAY).out.splitlines()
    assert [line for line in lines if len(line) > WIDTH and "http" not in line] == []


def test_the_table_says_shortened_buyers_unnamed_and_from_when_free() -> None:
    text = run("offtake", "serra-verde", *TODAY).out
    said = " ".join(text.split())
    for words in (
        "buyer not named: the sources name none of the Chinese buyers",
        "ends 2026-12-31; free to contract from 2027-01-01",
        "2025-12, terminated, so free from between 2025-12-02 and 2026-01-01 [3]",
        "worded as a marked shortening",
        "about 10 years, a planned figure",
    ):
        assert words in said
    assert "Serra Verde ended" not in said


def test_supply_to_a_programme_that_is_only_proposed_says_so() -> None:
    said = " ".join(run("offtake", "Traxys", *TODAY).out.split())
    assert "Project Vault itself: proposed, not reported as in force" in said


def test_rows_are_one_a_line_of_the_answer_with_ids() -> None:
    rows = list(csv.DictReader(io.StringIO(run("offtake", *TODAY, "--format", "csv").out)))
    assert [row["line"] for row in rows] == [
        "offtake", "right to direct output", "supply", *["supply to a programme"] * 3, *["absence"] * 3,
    ]  # fmt: skip
    assert (rows[0]["id"], rows[0]["free_from_earliest"]) == (iri(SERRA), "2027-01-01")
    assert all(row["id"].startswith("https://") and row["accounts"] for row in rows)


ANSWERS = {
    "nothing, and what they do name": (
        ("glencore", "--commodity", "dysprosium"), 1,
        "None: the sources name no agreement on offtake or supply of Glencore of dysprosium.",
    ),
    "only an absence": (("USA Rare Earth",), 0, "No guaranteed offtake for USA Rare Earth"),
    "nothing known by then": (("--known-by", "2026-02-01"), 1, "None: the sources name no agreement"),
}  # fmt: skip


@pytest.mark.parametrize("name", ANSWERS)
def test_an_empty_answer_says_so_and_names_the_nearest(name: str) -> None:
    words, status, said = ANSWERS[name]
    done = run("offtake", *words, *TODAY)
    assert (done.status, done.err) == (status, "")
    assert said in " ".join(done.out.split())


WRONG = {
    "a day that is none": (("--until", "soon"), 2, "'soon' is not a date"),
    "a commodity that is none": (("--commodity", "unobtainium"), 2, "no commodity is named 'unobtainium'"),
    "a buyer that nobody is": (("--buyer", "zzzz"), 1, "no thing is named 'zzzz'"),
    "a seller that nobody is": (("zzzz",), 1, "no thing is named 'zzzz'"),
}


@pytest.mark.parametrize("name", WRONG)
def test_bad_input_ends_in_one_line(name: str) -> None:
    words, status, said = WRONG[name]
    done = run("offtake", *words, *TODAY)
    assert (done.status, done.out, done.err.count("\n")) == (status, "", 1)
    assert said in done.err


def test_hostile_names_reach_no_terminal(tmp_path: Path) -> None:
    world = World().thing("alpha", label="Al\u202epha").thing("beta", label="B\u0085eta")
    place = world.claim(
        "x", "Offtake", "news", hasSeller="alpha", hasBuyer="beta", stage="in-force", bindingness="binding"
    ).write(tmp_path / "facts")
    out = run("offtake", *TODAY, facts=place).out
    assert "\u202e" not in out and "\u0085" not in out
