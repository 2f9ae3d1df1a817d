"""The answers of `owners` and `holdings`: what counts, each chain with evidence, what stands beside, what is untold."""

import datetime as dt
from decimal import ROUND_CEILING, Decimal

import pytest
from world import Values, World, iri

from regraph.analysis import ownership
from regraph.analysis.integrated.answer import DEFAULT, holdings_by, owners_by
from regraph.analysis.integrated.share import rounded
from regraph.engine.integrated import CONVENTIONS, Convention
from regraph.model.scenario import Scenario, excluded, included
from regraph.present.holdings import CSV_COLUMNS, ownership_payload, ownership_rows, ownership_text
from regraph.wording.evidence import Payload

DAY = dt.date(2026, 2, 10)


def answer(
    world: World,
    slug: str,
    command: str = "owners",
    *,
    include: str = "",
    exclude: str = "",
    day: dt.date = DAY,
    convention: Convention = DEFAULT,
) -> Payload:
    certainties, _ = excluded((exclude,), frozenset())
    frame = Scenario(day, included((include,)), certainties)
    knowledge = world.knowledge()
    integrated = owners_by if command == "owners" else holdings_by
    return ownership_payload(knowledge, integrated(knowledge, iri(slug), frame, convention), frame, None, command)


def lines(payload: Payload) -> list[str]:
    return ownership_text(payload).splitlines()


def joint() -> World:
    return (
        World()
        .thing("state", "State", "State")
        .stake("state", "a", "1")
        .stake("a+b", "beta", "", "news", shareAbove="0.5")
    )


def test_each_holder_is_a_line_nearest_first_and_a_group_before_its_members() -> None:
    found = lines(answer(joint(), "beta"))[3:7]
    assert [line.split(":")[0].strip() for line in found] == ["A and B jointly", "A", "B", "State"]
    assert found[0].startswith("  A and B jointly: above 50 % up to 100 % · ")
    assert found[1].startswith("  A: share not stated · ")
    assert "direct" in found[0] and "through 1 other" in found[3]


def test_a_chain_is_numbered_says_its_share_its_weakest_hop_and_why_it_ends() -> None:
    world = (
        World()
        .thing("top", "Person", "Top")
        .stake("top", "beta", "0.5", "news", certainty="alleged")
        .stake("beta", "mine", "0.5")
    )
    text = ownership_text(answer(world, "mine"))
    assert "Chain 1 of 1, from Top (share through the chain: 25 %)" in text
    assert "  1. Top holds a stake in Beta" in text
    assert "  2. Beta holds a stake in Mine" in text
    assert "  Weakest hop: 1 (alleged · closed / in force). The trail ends: Top is a natural person." in text


def test_a_joint_holding_is_one_hop_taken_by_the_group() -> None:
    (chain, other) = answer(joint(), "beta")["chains"]
    (first, second) = other["hops"] if len(other["hops"]) == 2 else chain["hops"]
    assert second["source"]["label"] == "A and B jointly"
    assert [member["label"] for member in second["source"]["members"]] == ["A", "B"]
    assert first["source"]["label"] == "State"


def test_what_is_not_counted_stands_beside_with_the_reason_and_what_would_count_it() -> None:
    world = World().stake("a", "beta", "0.1").thing("us", "State", "U.S.")
    world.claim("option", "Option", "news", isHeldBy="us", isInterestIn="beta", shareBelow="0.5", stage="announced")
    payload = answer(world, "beta")
    (entry,) = payload["beside"]
    assert entry["claim"]["needs"] == ["options"]
    text = ownership_text(payload)
    assert "Beside the answer, not counted\n  - U.S. has an option on Beta\n" in text
    assert "contingent: option not reported as exercised, announced; counted with --include options" in text
    assert "U.S." not in text.split("Beside the answer")[0]


def test_what_is_included_is_counted_and_the_frame_says_so() -> None:
    world = World().thing("us", "State", "U.S.").thing("beta")
    world.claim("option", "Option", "news", isHeldBy="us", isInterestIn="beta", shareBelow="0.5", stage="announced")
    found = lines(answer(world, "beta", include="options"))
    assert "included: options" in found[1]
    assert found[3].startswith("  U.S.: below 50 % · ")
    assert "Beside the answer, not counted" not in found


def test_what_is_excluded_leaves_the_answer_and_the_frame_says_so() -> None:
    world = World().stake("a", "beta", "0.1", "news", certainty="alleged").stake("b", "beta", "0.2")
    found = lines(answer(world, "beta", exclude="alleged"))
    assert "excluded: alleged" in found[1]
    assert [line.split(":")[0].strip() for line in found if line.startswith("  ") and ", direct" in line] == ["B"]
    assert any("excluded: alleged, taken out by --exclude" in line for line in found)


def test_what_began_later_is_named_and_what_stood_in_its_place_is_said_to_be_untold() -> None:
    world = World().stake("a", "beta", "0.5", "news", startEarliest="2023-01-01", startLatest="2025-12-31")
    payload = answer(world, "beta", day=dt.date(2022, 12, 31))
    assert payload["holdings"] == []
    assert payload["notes"] == [
        "Stake A In Beta: it starts between 2023 and 2025."
        " What stood in its place at Beta on 2022-12-31 the sources do not say."
    ]


def test_what_only_possibly_held_on_the_day_is_flagged_and_noted() -> None:
    payload = answer(World().stake("a", "beta", "0.5"), "beta", day=dt.date(2020, 1, 1))
    text = ownership_text(payload)
    assert payload["holdings"][0]["status"] == "possibly in force"
    assert "only possibly in force" in text
    assert "Whether these held on 2020-01-01 the sources do not say: Stake A In Beta" in text


def test_stakes_that_add_up_past_all_mark_the_answer_and_are_named_with_what_they_add_up_to() -> None:
    payload = answer(World().stake("a", "beta", "0.7").stake("b", "beta", "0.6"), "beta")
    assert [(w["least"], w["isOverfull"]) for w in payload["wholes"]] == [("1.3", True)]
    assert lines(payload)[2] == (
        "! The stakes in Beta add up past 100 %, to at least 130 %: the sources disagree or overlap"
        " (Stake A In Beta; Stake B In Beta)."
    )


def test_what_is_known_of_a_thing_stands_against_what_nobody_names() -> None:
    world = (
        World().stake("a", "beta", "0.6").stake("b", "beta", "", "news", shareAtMost="0.1").stake("beta", "mine", "1")
    )
    assert lines(answer(world, "mine"))[7:10] == [
        "Known and not named",
        "  Beta: the holders counted have directly 60 % to 70 %; whose the rest is (30 % to 40 %) the sources do not"
        " name",
        "  Mine: the holders counted have directly 100 %; nothing is left",
    ]


RING = (("p", "one", "0.5"), ("two", "one", "0.5"), ("q", "two", "0.5"), ("one", "two", "0.5"))


def ring() -> World:
    """Two companies that own half of each other (Elliott, Golub and Jackson, 2014), and an owner outside of each."""
    world = World()
    for holder, held, share in RING:
        world.stake(holder, held, share)
    return world


BY_CONVENTION = {
    # By hand: of one's dividend p gets 1/2, and 1/4 of it comes back to one through two: 1/2 + 1/8 + 1/32 ... = 2/3.
    "stop-at-target": {"P": "about 66.6667 %", "Two": "50 %", "Q": "about 33.3333 %"},
    "walk-sum": {"P": "about 66.6667 %", "Two": "about 66.6667 %", "Q": "about 33.3333 %"},
    "simple-paths": {"P": "50 %", "Two": "50 %", "Q": "25 %"},
}


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_each_convention_of_shares_gives_its_own_answer_in_a_ring_and_is_named(convention: Convention) -> None:
    payload = answer(ring(), "one", convention=convention)
    assert {h["owner"]["label"]: h["share"]["text"] for h in payload["holdings"]} == BY_CONVENTION[convention]
    assert payload["convention"] == convention and convention in lines(payload)[1].replace(
        "simple paths", "simple-paths"
    )
    assert any(note.startswith("Holdings run in a ring through ") for note in payload["notes"])


def test_where_a_ring_makes_another_share_than_its_chains_both_are_told() -> None:
    payload = answer(ring(), "one")
    assert {h["owner"]["label"]: h["alongChains"] and h["alongChains"]["text"] for h in payload["holdings"]} == {
        "P": "50 %",
        "Two": None,
        "Q": "25 %",
    }
    assert "P: about 66.6667 % (by its chains alone 50 %: a ring makes the difference)" in ownership_text(payload)


def test_a_ring_is_not_blamed_for_what_others_hold() -> None:
    world = World().stake("a", "beta", "0.6").stake("b", "beta").stake("a", "far", "0.5").stake("far", "a", "0.1")
    payload = answer(world, "beta")
    assert {h["owner"]["label"]: (h["share"]["text"], h["alongChains"]) for h in payload["holdings"]} == {
        "A": ("60 %", None),
        "B": ("up to 40 %", None),
        "Far": ("6 %", None),
    }


def test_long_shares_are_told_to_the_last_digit() -> None:
    long = 30 * "3" + "4"
    world = World().stake("a", "mine", "0." + long).stake("b", "mine", "0." + long).stake("c", "mine", "0." + long)
    payload = answer(world, "mine")
    assert {h["share"]["text"] for h in payload["holdings"]} == {f"{long[:2]}.{long[2:]} %"}
    assert payload["wholes"][0]["least"] == "1." + 30 * "0" + "2"
    assert f"add up past 100 %, to at least 100.{28 * '0'}2 %:" in ownership_text(payload)


def test_a_share_past_all_measure_is_rounded_outward() -> None:
    assert rounded(Decimal(10**25 + 1) / 3, ROUND_CEILING) * 3 >= 10**25 + 1


def test_own_shares_are_said_and_scaled_out() -> None:
    payload = answer(World().stake("beta", "beta", "0.1").stake("a", "beta", "0.45"), "beta")
    assert {h["owner"]["label"]: h["share"]["text"] for h in payload["holdings"]} == {"A": "50 %"}
    assert payload["notes"] == [
        "Beta holds 10 % of itself, directly or through others; that part is scaled out of what others have."
    ]


def test_a_ring_that_holds_itself_entirely_is_reported() -> None:
    payload = answer(World().stake("a", "b", "1").stake("b", "a", "1"), "a")
    assert [[node["slug"] for node in one] for one in payload["closedRings"]] == [["a", "b"]]
    assert any("hold themselves entirely" in note for note in payload["notes"])


def test_who_owns_all_holders_of_a_joint_holding_owns_it_whoever_has_which_part() -> None:
    world = World().stake("state", "a", "1").stake("state", "b", "1").stake("a+b", "beta", "0.6")
    found = {h["owner"]["label"]: h["share"]["text"] for h in answer(world, "beta")["holdings"]}
    assert found == {"A and B jointly": "60 %", "A": "up to 60 %", "B": "up to 60 %", "State": "60 %"}
    assert [h["share"]["text"] for h in answer(world, "state", "holdings")["holdings"]] == ["100 %", "100 %", "60 %"]


def test_who_holds_together_with_its_own_company_has_no_owner_for_that() -> None:
    world = World().stake("state", "a", "0.5").stake("state+a", "beta", "0.6")
    assert answer(world, "state")["holdings"] == []
    assert {h["owner"]["label"]: h["share"]["text"] for h in answer(world, "beta")["holdings"]} == {
        "A and State jointly": "60 %",
        "A": "up to 60 %",
        "State": "30 % to 60 %",
    }
    assert [h["share"]["text"] for h in answer(world, "state", "holdings")["holdings"]] == ["50 %", "30 % to 60 %"]


def test_who_owns_a_joint_holder_has_the_same_least_from_either_side() -> None:
    world = World().stake("b", "c", "0.5").stake("c", "a", "0.5").stake("c+a", "c", "0.5")
    # By hand: of c, b gets 1/2, and of the other half at least what a passes on: y = 1/2 + 1/2 * 1/2 * y, so y = 2/3.
    owners = {h["owner"]["label"]: h["share"] for h in answer(world, "a")["holdings"]}
    holdings = {h["owned"]["label"]: h["share"] for h in answer(world, "b", "holdings")["holdings"]}
    assert owners["B"] == holdings["A"]
    assert (owners["B"]["low"], holdings["C"]["low"]) == ("0.333333333", "0.666666666")


def test_by_simple_paths_nothing_comes_around_through_a_joint_holding() -> None:
    world = World().stake("a", "b", "0.6").stake("b", "c", "0.5").stake("a+b", "c", "0.05").stake("c", "b", "0.2")
    found = answer(world, "c", convention="simple-paths")
    # By hand: 0.6 x 0.5, and of the 0.05 at least 0.6 x 0.05 where b has all of it: no more than 0.33 is sure.
    assert {h["owner"]["label"]: h["share"]["text"] for h in found["holdings"]}["A"].startswith("30 % to ")
    whole = World().stake("top", "a", "1").stake("top", "b", "1").stake("a+b", "c", "0.6").stake("top", "d", "0.5")
    found = answer(whole.stake("d", "top", "0.1"), "c", convention="simple-paths")
    assert {h["owner"]["label"]: h["share"]["text"] for h in found["holdings"]}["Top"] == "60 %"


def test_what_others_hold_at_least_is_not_left_to_one_whose_share_is_not_stated() -> None:
    payload = answer(World().stake("a", "beta", "0.6").stake("b", "beta"), "beta")
    assert {h["owner"]["label"]: h["share"]["text"] for h in payload["holdings"]} == {"A": "60 %", "B": "up to 40 %"}


def test_a_holding_that_is_only_possibly_in_force_adds_nothing_at_least() -> None:
    early = dt.date(2024, 6, 30)
    world = World().stake("a", "beta", "0.5", "news", startEarliest="2023-01-01", startLatest="2025-12-31")
    (holding,) = answer(world, "beta", day=early)["holdings"]
    assert (holding["share"]["text"], holding["status"]) == ("up to 50 %", "possibly in force")


@pytest.mark.parametrize(
    ("kind", "end"), (("Person", "person"), ("State", "state"), ("Company", "trail-ends"), ("Fund", "trail-ends"))
)
def test_the_end_of_what_is_known_is_never_a_last_owner(kind: str, end: str) -> None:
    payload = answer(World().thing("top", kind, "Top").stake("top", "beta", "0.5"), "beta")
    assert payload["chains"][0]["endKind"] == end
    assert ("The trail ends here: " in ownership_text(payload)) is (end == "trail-ends")


def test_a_thing_without_owner_says_none_and_why() -> None:
    assert "None: the sources name no owner of Beta." in lines(answer(World().thing("beta"), "beta"))


def test_holdings_are_told_from_above() -> None:
    payload = answer(joint(), "state", "holdings")
    found = lines(payload)
    assert found[0] == "Holdings of State on 2026-02-10"
    assert [line.split(":")[0].strip() for line in found[3:5]] == ["A", "Beta"]
    assert [h["owned"]["slug"] for h in payload["holdings"]] == ["a", "beta"]
    assert payload["chains"][0]["end"] == "the sources name nothing that Beta holds on that day"


def test_a_search_that_was_cut_off_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ownership, "BUDGET", 1)
    world = World().stake("a", "beta").stake("b", "beta")
    payload = answer(world, "beta")
    assert payload["clipped"]
    assert "The search was clipped at its budget of chains: there may be more." in lines(payload)


def test_rows_carry_both_ends_of_the_share_and_whether_they_are_open() -> None:
    rows = [dict(zip(CSV_COLUMNS, row, strict=True)) for row in ownership_rows(answer(joint(), "beta"))]
    group = rows[0]
    assert (group["owner_label"], group["share_low"], group["share_high"]) == ("A and B jointly", "0.5", "1")
    assert (group["low_open"], group["high_open"], group["direct"], group["hops"]) == ("true", "false", "true", "1")
    assert {row["status"] for row in rows} == {"counted"}


def test_a_link_has_an_empty_share_in_rows_and_says_in_words_that_it_is_none() -> None:
    world = World().thing("state", "State", "State").thing("a")
    values: dict[str, Values] = {"isHeldBy": "state", "isInterestIn": "a", "linkKind": "linked-to"}
    payload = answer(world.claim("link", "StateLink", "news", **values), "a")
    (row,) = [dict(zip(CSV_COLUMNS, row, strict=True)) for row in ownership_rows(payload)]
    assert (row["share_low"], row["share_high"], row["kinds"]) == ("", "", "StateLink")
    assert lines(payload)[3].startswith("  State: no share: a link or right · ")


def test_every_holder_in_the_text_is_in_the_dictionary_and_the_rows() -> None:
    payload = answer(joint(), "beta")
    names = [holding["owner"]["label"] for holding in payload["holdings"]]
    text = ownership_text(payload)
    assert all(f"  {name}: " in text for name in names)
    assert [row[1] for row in ownership_rows(payload)] == names


def test_a_name_that_ends_in_a_full_stop_gets_no_second_one() -> None:
    world = World().thing("a", "Company", "Alpha Ltd.").stake("a", "beta", "0.5")
    assert lines(answer(world, "a"))[3] == "None: the sources name no owner of Alpha Ltd."
    assert not any(".." in line for line in lines(answer(world, "beta")))
