"""The answer of `path`: every hop with its evidence, said as it stands, and why there is none where there is none."""

import datetime as dt

import pytest
from world import Values, World, iri

from regraph.analysis.connection import connections_between
from regraph.model.scenario import NOT_YET, Scenario
from regraph.present.connections import CSV_COLUMNS, SHOWN, connections_payload, connections_rows, connections_text
from regraph.wording.evidence import Payload

DAY = dt.date(2026, 2, 10)


def answer(
    world: World, start: str = "a", end: str = "b", *, day: dt.date = DAY, exclude: str = "", max_hops: int = 6
) -> Payload:
    frame = Scenario(day, frozenset(), frozenset((exclude,)) - {""})
    knowledge = world.knowledge()
    found = connections_between(knowledge, (iri(start), iri(end)), frame, bounds=(max_hops, 5))
    return connections_payload(knowledge, found, frame, None, max_hops)


def lines(payload: Payload) -> list[str]:
    return connections_text(payload).splitlines()


def test_a_path_is_told_hop_by_hop_with_its_weakest() -> None:
    world = World().stake("a", "x", "0.5").stake("x", "b", "0.4", "news", certainty="alleged")
    assert lines(answer(world)) == [
        "How A → B are connected on 2026-02-10",
        "latest account known: 2026-02-03",
        "",
        "Path 1 of 1 · 2 hops",
        "  1. A holds a stake in X",
        "     According to News Desk (2026-02-03), A holds 50 % of X.",
        "     reported · closed / in force · no dates stated · counted:"
        " as stated on 2026-02-03; no end is stated since",
        "     [1: 100–150]",
        "  2. X holds a stake in B",
        "     It is alleged, according to News Desk (2026-02-03), that X holds 40 % of B.",
        "     alleged · closed / in force · no dates stated · counted: as stated on 2026-02-03; no end is stated since",
        "     [1: 200–250]",
        "  Weakest hop: 2 (alleged · closed / in force).",
        "",
        "Sources  [number: characters of the archived text]",
        "  [1] News Desk: “About news”, 2026-02-03",
        "      https://example.org/news",
    ]


def test_a_relation_is_said_in_its_own_direction_even_when_walked_backwards() -> None:
    assert "  1. B holds a stake in A" in lines(answer(World().stake("b", "a")))


def test_a_deal_between_equals_is_said_in_the_direction_of_the_path() -> None:
    world = World().thing("a").thing("b").claim("memo", "Memorandum", "news", hasSignatory=("a", "b"), stage="signed")
    assert lines(answer(world, "b", "a"))[4] == "  1. B — signed memorandum, as signatory and signatory — A"
    assert lines(answer(world, "a", "b"))[4] == "  1. A — signed memorandum, as signatory and signatory — B"


def test_a_joint_holder_is_named_with_the_others() -> None:
    payload = answer(World().stake("a+x", "b", "", "news", shareAbove="0.5"))
    assert "  1. A holds jointly with X a stake in B" in lines(payload)
    (relation,) = payload["paths"][0]["hops"][0]["relations"]
    assert [other["label"] for other in relation["jointlyWith"]] == ["X"]


@pytest.mark.parametrize("stage", NOT_YET)
def test_a_joint_stake_that_is_not_in_force_is_never_said_to_be_held(stage: str) -> None:
    text = connections_text(answer(World().stake("a+x", "b", "", "news", stage=stage)))
    assert "A would hold jointly with X a stake in B" in text


def test_a_joint_option_is_never_said_to_be_a_stake() -> None:
    world = World().thing("b")
    for slug in "ax":
        world.thing(slug)
    world.claim("option", "Option", "news", isHeldBy=("a", "x"), isInterestIn="b", stage="in-force")
    text = connections_text(answer(world))
    assert "a stake in" not in text
    assert "option" in lines(answer(world))[4]


@pytest.mark.parametrize("kind", ("Stake", "Operatorship", "Option"))
def test_what_has_ended_is_not_said_in_the_present(kind: str) -> None:
    values: dict[str, Values] = {"isHeldBy": "a", "isStakeIn" if kind == "Stake" else "isInterestIn": "b"}

    def first(stage: str) -> str:
        world = World().thing("a").thing("b").claim("x", kind, "news", **values, stage=stage)
        return lines(answer(world))[4]

    assert first("terminated") != first("in-force")


def test_relations_beside_the_first_are_told_and_the_rest_counted() -> None:
    world = World().stake("a", "b", "0.5")
    for number in range(SHOWN + 1):
        world.claim(f"tie-{number}", "Membership", "news", hasMember="a", isMembershipIn="b")
    found = lines(answer(world))
    assert sum(line.startswith("     also: ") for line in found) == SHOWN - 1
    assert "     and 2 more between the two (see --format json)" in found
    assert len(answer(world)["paths"][0]["hops"][0]["relations"]) == SHOWN + 2


def test_a_path_through_a_hub_says_that_it_is_a_weak_reason() -> None:
    world = World().thing("state", "State", "State").stake("state", "a").stake("state", "b")
    text = connections_text(answer(world))
    assert "It runs through State, which connects much to much: a weak reason to call the two connected." in text


def test_where_nothing_connects_it_says_what_would_and_why_it_does_not() -> None:
    world = World().stake("a", "b", "0.5", "news", startEarliest="2023-01-01", startLatest="2025-12-31")
    found = lines(answer(world, day=dt.date(2022, 12, 31)))
    assert found[3] == "No path on that day and with these claims. What would connect them, and why it does not:"
    assert found[5].endswith("not in force on the day asked about, as it starts between 2023 and 2025.")
    assert found[6] == "     reported · closed / in force · not in force on that day"
    assert "  What stood in its place on 2022-12-31 the sources do not say." in found


def test_a_path_that_is_only_excluded_is_not_said_to_be_untold() -> None:
    text = connections_text(answer(World().stake("a", "b", "0.5", "news", certainty="alleged"), exclude="alleged"))
    assert "excluded: alleged, taken out by --exclude" in text
    assert "What stood in its place" not in text


def test_where_the_path_is_too_long_its_length_and_the_remedy_are_told() -> None:
    found = lines(answer(World().stake("a", "x").stake("x", "b"), max_hops=1))
    assert found[3] == "No path of at most 1 hops; the shortest has 2 (--max-hops)."


def test_where_there_is_nothing_at_all_it_says_so() -> None:
    found = lines(answer(World().stake("a", "x").stake("y", "b")))
    assert found[3] == "No path: the sources connect the two by nothing that was asked for."


def test_a_search_that_was_cut_off_says_so() -> None:
    payload = answer(World().stake("a", "b")) | {"clipped": True}
    assert "The search was clipped at its budget: there may be more paths, or better ones." in lines(payload)


def test_rows_are_one_for_each_relation_of_each_hop() -> None:
    world = World().stake("a", "x", "0.5").stake("x", "b", "0.4", "news", certainty="alleged")
    world.claim("tie", "Membership", "news", hasMember="x", isMembershipIn="b")
    rows = [dict(zip(CSV_COLUMNS, row, strict=True)) for row in connections_rows(answer(world))]
    assert [(r["path"], r["hop"], r["relation"], r["weakest"]) for r in rows] == [
        ("1", "1", "Stake", "true"),
        ("1", "2", "Membership", "false"),
        ("1", "2", "Stake", "false"),
    ]
    assert (rows[0]["source_label"], rows[0]["target_label"], rows[0]["share_low"]) == ("A", "X", "0.5")
