"""How two things are connected: best evidenced first, hubs last, and where nothing connects them, why not."""

import datetime as dt

import pytest
from world import Values, World, iri

from regraph.analysis.connection import Connections, connections_between, vias_named
from regraph.errors import BadChoice
from regraph.graph.hubs import HUB_DEGREE
from regraph.graph.relations import VIAS
from regraph.model.scenario import Scenario, Status
from regraph.names import local

DAY = dt.date(2026, 2, 10)


def connections(
    world: World,
    ends: str = "a b",
    *,
    day: dt.date = DAY,
    exclude: tuple[str, ...] = (),
    vias: tuple[str, ...] = VIAS,
    bounds: tuple[int, int] = (6, 5),
) -> Connections:
    start, end = map(iri, ends.split())
    frame = Scenario(day, frozenset(), frozenset(exclude))
    return connections_between(world.knowledge(), (start, end), frame, vias=frozenset(vias), bounds=bounds)


def paths(found: Connections) -> list[str]:
    """Paths as slugs joined by arrows."""
    return [">".join(local(n) for n in (c.steps[0].start, *(s.end for s in c.steps))) for c in found.connections]


def blocked(found: Connections) -> list[tuple[str, Status]]:
    return [(local(b.relation.claim), b.standing.status) for b in found.blocked]


def test_a_path_goes_through_deals_as_well_as_shares() -> None:
    world = World().stake("a", "fund", "0.5").thing("fund").thing("b")
    world.claim("loan", "Loan", "news", hasLender="fund", hasBorrower="b", stage="in-force", bindingness="binding")
    assert paths(connections(world)) == ["a>fund>b"]


def test_the_best_evidenced_path_comes_first_and_the_weakest_hop_is_named() -> None:
    world = World().stake("a", "b", "0.5", "news", certainty="alleged", stage="proposed")
    world.stake("a", "x", "0.5").stake("x", "b", "0.5", "news", certainty="stated-by-party")
    found = connections(world)
    assert paths(found) == ["a>x>b", "a>b"]
    assert [c.weakest for c in found.connections] == [0, 0]


def test_the_weakest_hop_is_the_one_whose_best_relation_is_the_weakest() -> None:
    world = World().stake("a", "x", "0.5").stake("x", "b", "0.5", "news", certainty="alleged")
    assert [c.weakest for c in connections(world).connections] == [1]


@pytest.mark.parametrize("kind", ("State", "IntergovernmentalOrganisation", "Stockpile", "Forum"))
def test_a_path_through_what_connects_everything_comes_last_and_is_named(kind: str) -> None:
    world = World().thing("hub", kind).thing("a").thing("b")
    for end in "ab":
        world.claim(f"tie-{end}", "Participation", "news", hasParticipant=end, isParticipationIn="hub")
    world.stake("a", "x", "0.1").stake("x", "y", "0.1").stake("y", "b", "0.1", "news", certainty="alleged")
    found = connections(world)
    assert paths(found) == ["a>x>y>b", "a>hub>b"]
    assert [tuple(map(local, c.hubs)) for c in found.connections] == [(), ("hub",)]


def test_whatever_has_relations_with_everything_is_a_hub() -> None:
    world = World()
    for number in range(HUB_DEGREE + 1):
        world.stake("hub", f"firm-{number}", "0.1")
    found = connections(world, "firm-1 firm-2")
    assert [tuple(map(local, c.hubs)) for c in found.connections] == [("hub",)]


def test_a_hub_that_is_asked_about_is_no_hub_on_the_way() -> None:
    world = World().thing("b", "State").stake("b", "a", "0.5")
    assert [c.hubs for c in connections(world).connections] == [()]


CLOSED: tuple[tuple[str, dict[str, Values], dt.date, tuple[str, ...], Status], ...] = (
    (
        "not yet",
        {"startEarliest": "2023-01-01", "startLatest": "2025-12-31"},
        dt.date(2022, 12, 31),
        (),
        Status.NOT_THEN,
    ),
    ("over", {"endEarliest": "2024-01-01", "endLatest": "2024-12-31"}, DAY, (), Status.NOT_THEN),
    ("excluded", {"certainty": "alleged"}, DAY, ("alleged",), Status.EXCLUDED),
    ("denied", {"certainty": "denied"}, DAY, (), Status.DENIED),
)


@pytest.mark.parametrize(("values", "day", "exclude", "status"), [c[1:] for c in CLOSED], ids=[c[0] for c in CLOSED])
def test_where_nothing_connects_the_answer_says_what_would_and_why_it_does_not(
    values: dict[str, Values], day: dt.date, exclude: tuple[str, ...], status: Status
) -> None:
    world = World().stake("a", "x", "0.5", "news", startEarliest="2020-01-01", startLatest="2020-01-01")
    found = connections(world.stake("x", "b", "0.5", "news", **values), day=day, exclude=exclude)
    assert (paths(found), blocked(found)) == ([], [("stake-x-in-b", status)])


OPEN: tuple[tuple[str, dict[str, Values], Status], ...] = (
    ("proposed", {"stage": "proposed", "bindingness": "non-binding"}, Status.BESIDE),
    ("ended on a day not stated", {"stage": "terminated"}, Status.ENDED),
    ("possibly", {"startEarliest": "2026-01-01", "startLatest": "2026-12-31"}, Status.POSSIBLE),
)


@pytest.mark.parametrize(("values", "status"), [o[1:] for o in OPEN], ids=[o[0] for o in OPEN])
def test_a_path_lists_what_connects_whatever_its_stage_and_says_how_it_stands(
    values: dict[str, Values], status: Status
) -> None:
    found = connections(World().stake("a", "b", "0.5", "news", **values))
    assert paths(found) == ["a>b"]
    assert found.standings[iri("stake-a-in-b")].status is status


def test_things_that_nothing_connects_have_nothing_blocked_either() -> None:
    found = connections(World().stake("a", "x").stake("y", "b"))
    assert (paths(found), blocked(found), found.shortest) == ([], [], None)


def test_only_the_kinds_of_relation_that_are_asked_for_are_walked() -> None:
    world = World().stake("a", "b").claim("tie", "Membership", "news", hasMember="a", isMembershipIn="b")
    for via in ("role", "ownership"):
        ((step,),) = [c.steps for c in connections(world, vias=(via,)).connections]
        assert {r.via for r in step.relations} == {via}
    assert paths(connections(world, vias=("offtake",))) == []


def test_a_path_that_is_too_long_is_not_given_but_its_length_is() -> None:
    found = connections(World().stake("a", "x").stake("x", "b"), bounds=(1, 5))
    assert (paths(found), found.shortest) == ([], 2)


def test_a_search_that_was_cut_off_says_so() -> None:
    names = "abcdefgh"
    world = World()
    for x in names:
        for y in names:
            if x < y and (x, y) != ("a", "b"):
                world.stake(x, y, "0.1")
    assert connections(world, bounds=(6, 1000)).clipped
    assert not connections(world, bounds=(6, 3)).clipped


def test_every_standing_on_the_way_is_there() -> None:
    found = connections(World().stake("a", "x").stake("x", "b"))
    assert {r.claim for c in found.connections for s in c.steps for r in s.relations} <= set(found.standings)


def test_words_for_kinds_of_relation_come_one_by_one_or_joined() -> None:
    assert vias_named(("role,finance", "deal")) == {"role", "finance", "deal"}
    assert vias_named(()) == frozenset(VIAS)


def test_a_wrong_word_for_a_kind_of_relation_is_refused_with_the_right_ones() -> None:
    with pytest.raises(BadChoice, match="--via: 'love' is none of ownership, control, option"):
        vias_named(("love",))


def test_the_order_of_files_never_changes_the_answer() -> None:
    world = (
        World()
        .stake("a", "x", "", "one")
        .stake("x", "b", "", "two")
        .stake("a", "y", "", "two")
        .stake("y", "b", "", "one")
    )
    knowledge = (world.knowledge(), world.knowledge(order=-1))
    one, two = (connections_between(k, (iri("a"), iri("b")), Scenario(DAY)) for k in knowledge)
    assert one == two
