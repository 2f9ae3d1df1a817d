"""Everything known of one thing, each claim in the section where a reader looks for it, with who says so."""

import datetime as dt

import pytest
from world import Values, World, iri

from regraph.model.scenario import Scenario
from regraph.present.dossier import (
    CSV_COLUMNS,
    DONE,
    DUE,
    FIGURES,
    OTHER,
    OVERDUE,
    SECTIONS,
    STANDING,
    dossier_payload,
    dossier_rows,
    dossier_text,
)
from regraph.wording.evidence import Payload

DAY = dt.date(2026, 2, 10)


def answer(world: World, slug: str, exclude: str = "") -> Payload:
    frame = Scenario(DAY, frozenset(), frozenset((exclude,)) - {""})
    return dossier_payload(world.knowledge(), iri(slug), frame, None)


def placed(payload: Payload) -> dict[str, list[str]]:
    """Section -> slugs of its claims."""
    return {s["title"]: [c["id"].rsplit("/", 1)[-1] for c in s["claims"]] for s in payload["sections"]}


PLACES: tuple[tuple[str, dict[str, Values], str], ...] = (
    ("Stake", {"isHeldBy": "other", "isStakeIn": "it"}, "Who owns or controls it"),
    ("Stake", {"isHeldBy": "it", "isStakeIn": "other"}, "What it owns or controls"),
    ("Option", {"isHeldBy": "other", "isInterestIn": "it"}, "Who owns or controls it"),
    ("Parentage", {"hasParent": "other", "hasSubsidiary": "it"}, "Who owns or controls it"),
    ("Parentage", {"hasParent": "it", "hasSubsidiary": "other"}, "What it owns or controls"),
    ("Loan", {"hasLender": "other", "hasBorrower": "it"}, "Money"),
    ("Placement", {"hasInvestor": "other", "hasIssuer": "it"}, "Money"),
    ("Offtake", {"hasBuyer": "other", "hasSeller": "it"}, "Sales and supply"),
    ("Memorandum", {"hasSignatory": ("other", "it")}, "Other deals"),
    ("Acquisition", {"hasBuyer": "other", "hasTarget": "it"}, "Other deals"),
    ("Role", {"isRoleOf": "other", "isRoleAt": "it"}, "People, members and partners"),
    ("ProgrammeSupply", {"hasSupplier": "it", "isSupplyTo": "other"}, "Sales and supply"),
    ("Investigation", {"hasRegulator": "other", "isAbout": "it"}, "Proceedings"),
    ("Figure", {"isFigureOf": "it", "valueAtMost": "5"}, FIGURES),
    ("Milestone", {"isMilestoneOf": "it", "isDone": "false", "dateLatest": "2026-01-31"}, OVERDUE),
    ("Milestone", {"isMilestoneOf": "it", "isDone": "false", "dateLatest": "2026-02-10"}, DUE),
    ("Milestone", {"isMilestoneOf": "it", "isDone": "false"}, DUE),
    ("Milestone", {"isMilestoneOf": "it", "isDone": "true", "dateEarliest": "2026-03-01"}, DUE),
    ("Milestone", {"isMilestoneOf": "it", "isDone": "true"}, DONE),
    ("Condition", {"isConditionOf": "it", "statement": "first"}, DUE),
    ("Condition", {"isConditionOf": "it", "statement": "first", "isMet": "false", "dateLatest": "2025-12-31"}, OVERDUE),
    ("Condition", {"isConditionOf": "it", "statement": "first", "isMet": "true"}, DONE),
    ("Condition", {"isConditionOf": "it", "statement": "first", "conditionKind": "clawback"}, STANDING),
    ("Absence", {"isAbout": "it", "statement": "none"}, "What the sources do not say"),
    ("Assessment", {"isAbout": "it", "statement": "risky"}, "What voices make of it"),
)


@pytest.mark.parametrize(("kind", "values", "section"), PLACES, ids=[f"{p[0]} {p[2]}" for p in PLACES])
def test_a_claim_stands_where_a_reader_looks_for_it(kind: str, values: dict[str, Values], section: str) -> None:
    world = World().thing("it").thing("other").claim("x", kind, "news", **values)
    assert placed(answer(world, "it")) == {section: ["x"]}


def test_every_section_is_reached_by_some_case() -> None:
    assert {section for _, _, section in PLACES} | {OTHER} == {title for title, _, _ in SECTIONS}


def test_a_claim_that_only_a_voice_not_followed_ties_to_a_thing_is_no_holding_of_it() -> None:
    world = (
        World().account("body").account("summary", section="summary").thing("mine").thing("interests").thing("orion")
    )
    world.thing("x", "Stake").says("body", "x", "Stake", isHeldBy="orion", isStakeIn="interests")
    world.says("summary", "x", "Stake", isHeldBy="orion", isStakeIn="mine")
    assert "What it owns or controls" not in placed(answer(world, "mine"))


def test_an_interest_that_is_only_named_in_another_owns_nothing() -> None:
    world = (
        World()
        .stake("a", "b")
        .claim("warrants", "Warrant", "news", isHeldBy="a", isInterestIn="b", isShareTogetherWith="stake-a-in-b")
    )
    assert placed(answer(world, "stake-a-in-b")) == {OTHER: ["warrants"]}


def test_sections_come_in_a_fixed_order_whatever_the_order_of_the_facts() -> None:
    world = World().thing("it").thing("other")
    for number, (kind, values, _) in enumerate(reversed(PLACES)):
        world.claim(f"x-{number}", kind, "news", **values)
    assert list(placed(answer(world, "it"))) == [title for title, _, _ in SECTIONS if title != OTHER]


def test_what_has_a_time_stands_in_time_and_the_undated_last() -> None:
    world = World().thing("it")
    for slug, day in (("late", "2025-01-01"), ("early", "2023-01-01"), ("middle", "2024-01-01")):
        world.says("news", slug, "Milestone", isMilestoneOf="it", isDone="true", dateEarliest=day, dateLatest=day)
        world.says("news", f"{slug}-figure", "Figure", isFigureOf="it", valueAtMost="5", startEarliest=day)
    world.says("news", "a", "Milestone", isMilestoneOf="it", isDone="true")
    assert placed(answer(world, "it")) == {
        FIGURES: ["early-figure", "middle-figure", "late-figure"],
        DONE: ["early", "middle", "late", "a"],
    }


def test_what_is_due_under_a_deal_of_a_thing_is_told_with_the_thing() -> None:
    world = World().thing("it").thing("bank").claim("loan", "Loan", "news", hasLender="bank", hasBorrower="it")
    world.says("news", "first", "Condition", isConditionOf="loan", statement="text:A plant runs.", isMet="false")
    found = answer(world, "it")
    assert placed(found) == {"Money": ["loan"], DUE: ["first"]}
    assert [section["claims"][0]["roles"] for section in found["sections"]] == [["hasBorrower"], []]


def test_what_is_disputed_stands_once_with_each_value_and_what_is_used() -> None:
    world = World().account("one", "2026-02-03").account("two", "2026-02-04")
    world.stake("a", "it", "0.4", "one")
    world.says("two", "stake-a-in-it", "Stake", isHeldBy="a", isStakeIn="it", shareAtLeast="0.5", shareAtMost="0.5")
    found = answer(world, "it")
    assert [(d["property"], d["verdict"], d["claims"]) for d in found["disputed"]] == [
        ("share", "contradiction", [iri("stake-a-in-it")])
    ]
    text = dossier_text(found)
    assert text.index("Who owns or controls it") < text.index("What is disputed") < text.index("Sources")
    assert "  - Stake A In It: accounts differ on the share; contradiction\n" in text
    assert "    40 %: News Desk 2026-02-03 [1: 100–150]\n    50 %: News Desk 2026-02-04 [2: 200–250]\n" in text
    assert " [2] is used: later over earlier.\n" in text


def test_a_claim_leads_with_its_sentence_and_says_nothing_twice() -> None:
    text = dossier_text(answer(World().stake("a", "it", "0.4"), "it"))
    assert (
        "  - According to News Desk (2026-02-03), A holds 40 % of It.\n    reported · closed / in force\n    [1: "
        in text
    )


def test_a_price_has_its_currency_a_count_its_commas_and_a_margin_its_percent() -> None:
    world = World().thing("a").thing("it").account("news", "2026-02-03")
    world.claim("right", "Warrant", isHeldBy="a", isInterestIn="it", securityCount="17600000",
                          exercisePrice="21.50", currency="USD", tenorYears="10")  # fmt: skip
    world.claim("loan", "Loan", hasLender="a", hasBorrower="it", interestMargin="0.0150", interestBase="Treasury")
    text = dossier_text(answer(world, "it"))
    for words in ("number of securities: 17,600,000", "exercise price: USD 21.50", "years it runs: 10",
                  "interest above: Treasury", "interest margin: 1.5 %"):  # fmt: skip
        assert words in text


def test_a_count_that_is_no_number_stands_as_it_was_given() -> None:
    world = World().thing("a").thing("it").account("news", "2026-02-03")
    world.claim("right", "Warrant", isHeldBy="a", isInterestIn="it", securityCount="text:a few", currency="USD")
    assert "number of securities: a few" in dossier_text(answer(world, "it"))


def test_what_has_no_sentence_goes_by_its_name() -> None:
    world = World().thing("mine", "Mine").says("news", "mine", securityCount="5")
    assert "  - Mine\n" in dossier_text(answer(world, "mine"))


def test_no_control_character_of_a_name_reaches_a_terminal() -> None:
    world = World().thing("a", "Company", "text:A\x1b[31m").stake("a", "it", "0.4")
    assert "\x1b" not in dossier_text(answer(world, "it"))


def test_the_head_names_kind_slug_other_names_and_why_a_party_is_unknown() -> None:
    world = World().thing(
        "buyers", "UnknownParty", "Buyers", altLabel=("the buyers", "offtakers"), unknownBecause="not named"
    )
    found = dossier_text(answer(world, "buyers")).splitlines()
    assert found[0] == "Buyers — unknown party (buyers)"
    assert found[1] == "also written: offtakers; the buyers"
    assert found[2] == "not named"
    assert found[3].startswith("on 2026-02-10; latest account known: ")


def test_a_thing_of_which_nothing_is_said_says_so() -> None:
    assert "The sources at hand say nothing of it by that date." in dossier_text(answer(World().thing("it"), "it"))


def test_what_an_account_says_of_the_thing_itself_comes_first() -> None:
    world = (
        World()
        .thing("mine", "Mine")
        .says("news", "mine", isLocatedIn="MW", depositType="ionic clay")
        .stake("a", "mine")
    )
    payload = answer(world, "mine")
    assert payload["claim"]["values"]["depositType"] == ["ionic clay"]
    text = dossier_text(payload)
    assert text.index("What it is") < text.index("Who owns or controls it")


def test_a_claim_tells_share_amount_axes_parties_dates_and_passages() -> None:
    world = World().thing("it").thing("bank")
    world.claim(
        "loan", "Loan", "news", hasLender="bank", hasBorrower="it", amountAtMost="600", currency="USD",
        stage="announced", bindingness="conditional", endEarliest="2027-12-31", endLatest="2027-12-31",
    )  # fmt: skip
    text = dossier_text(answer(world, "it"))
    assert (
        "  - According to News Desk (2026-02-03), Bank is to lend up to USD 600 to It; announced, not reported as"
        " closed or in force; subject to conditions; until 2027-12-31.\n"
        "    reported · announced · conditional · contingent: announced, conditional\n    [1: 100–150]\n"
    ) in text


def test_a_figure_of_a_past_period_is_not_said_to_be_out_of_force() -> None:
    world = World().thing("mine").says(
        "news", "output", "Figure", label="text:Output", isFigureOf="mine", valueAtMost="5", unit="t",
        startEarliest="2025-01-01", startLatest="2025-01-01", endEarliest="2025-12-31", endLatest="2025-12-31",
    )  # fmt: skip
    assert "not in force" not in dossier_text(answer(world, "mine"))


def test_what_is_excluded_is_left_out() -> None:
    world = World().stake("a", "it", "0.5", "news", certainty="alleged").stake("b", "it", "0.4")
    assert placed(answer(world, "it", "alleged")) == {"Who owns or controls it": ["stake-b-in-it"]}


def test_what_the_thing_itself_is_said_to_be_is_left_out_when_that_is_excluded() -> None:
    world = World().thing("mine", "Mine").says("news", "mine", isLocatedIn="MW", certainty="alleged")
    assert "Malawi" not in dossier_text(answer(world, "mine", "alleged"))


def test_a_single_claim_can_be_shown() -> None:
    payload = answer(
        World().stake("a", "b", "0.4").says("news", "note", "Assessment", isAbout="stake-a-in-b"), "stake-a-in-b"
    )
    assert payload["claim"]["share"]["text"] == "40 %"
    assert placed(payload) == {"What voices make of it": ["note"]}


def test_rows_are_one_for_each_claim_with_its_section_and_roles() -> None:
    rows = [
        dict(zip(CSV_COLUMNS, row, strict=True)) for row in dossier_rows(answer(World().stake("a", "it", "0.4"), "it"))
    ]
    (row,) = rows
    assert (row["section"], row["roles"], row["share_low"], row["status"]) == (
        "Who owns or controls it",
        "isStakeIn",
        "0.4",
        "counted",
    )
    assert row["sentence"] == "According to News Desk (2026-02-03), A holds 40 % of It."
