"""A page shows on every day, by each state of knowledge, what the command line draws for that day."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from world import World, iri

from regraph.model.knowledge import Knowledge, known, known_by_day
from regraph.model.lookup import entity
from regraph.model.scenario import Scenario
from regraph.page.course import NOT_IN_SIGHT, Course, change_days, course_of
from regraph.page.picture import picture_of
from regraph.store.dataset import Dataset, select

DAY = dt.date(2026, 2, 10)
TOLD = (dt.date(2026, 2, 3), dt.date(2026, 2, 5))


def course(world: World, *about: str, depth: int = 2) -> Course:
    data = world.dataset()
    whole = known(data)
    states = [(TOLD[0], known(select(data, TOLD[0]), whole)), (TOLD[1], whole)]
    return course_of(states, tuple(map(iri, about)), Scenario(DAY), depth)


def days_about(found: Course, around: tuple[int, ...]) -> list[dt.date]:
    """Every day on which something changes, and the days that lie so far around it."""
    one = dt.timedelta(days=1)
    return sorted({DAY, dt.date.min, dt.date.max, *(day + n * one for day in found.days[1:] for n in around)})


def assert_course_is_pictures(
    found: Course, about: tuple[str, ...], depth: int = 2, around: tuple[int, ...] = (-1, 0, 1)
) -> None:
    for known_by, knowledge in enumerate(found.knowledge):
        for day in days_about(found, around):
            picture = picture_of(knowledge, about, Scenario(day), depth)
            assert found.at(day, known_by) == {edge.id: edge for edge in picture.edges}, (day, known_by)


@pytest.mark.parametrize("name", ("Serra Verde", "Mawei heavy mineral sands concession", ""), ids=str)
def test_each_state_is_the_picture_of_its_day(facts: Dataset, knowledge: Knowledge, name: str) -> None:
    first, *_, late, last = known_by_day(facts, knowledge)
    states = [first, late, last]
    about = (entity(knowledge, name),) if name else ()
    assert_course_is_pictures(course_of(states, about, Scenario(DAY)), about, around=(-1, 0))


BOUNDS = st.lists(st.dates(dt.date(2025, 12, 1), dt.date(2026, 3, 31)), min_size=4, max_size=4).map(sorted)


@given(
    st.lists(
        st.tuples(
            st.sampled_from("abcd"),
            st.sampled_from("cdef"),
            BOUNDS,
            st.sets(st.sampled_from(("startEarliest", "startLatest", "endEarliest", "endLatest"))),
            st.sampled_from(("in-force", "proposed", "terminated", "announced")),
            st.sampled_from(("reported", "alleged", "denied")),
            st.sampled_from(("first", "second")),
        ),
        max_size=5,
    ),
    st.sampled_from((("a",), ("c", "f"), ())),
    st.integers(0, 2),
)
def test_every_state_of_any_facts_is_the_picture_of_its_day(
    stakes: list[tuple[str, str, list[dt.date], set[str], str, str, str]], about: tuple[str, ...], depth: int
) -> None:
    world = World().account("first", str(TOLD[0])).account("second", str(TOLD[1]))
    for name in "abcdef":
        world.thing(name)
    for holder, held, bounds, stated, stage, certainty, account in stakes:
        names = ("startEarliest", "startLatest", "endEarliest", "endLatest")
        dates = {name: str(day) for name, day in zip(names, bounds, strict=True) if name in stated}
        if holder != held:
            world.stake(holder, held, "", account, stage=stage, certainty=certainty, **dates)
    found = course(world, *about, depth=depth)
    assert_course_is_pictures(found, tuple(map(iri, about)), depth)
    apart = [(day, world.knowledge(known_by=day)) for day in TOLD]  # each state of knowledge with claims of its own
    assert course_of(apart, tuple(map(iri, about)), Scenario(DAY), depth).tracks == found.tracks


def test_a_claim_is_taken_from_later_knowledge_only_where_no_other_account_tells_it_by_then(
    facts: Dataset, knowledge: Knowledge
) -> None:
    by_day = known_by_day(facts, knowledge)
    assert [day for day, _ in by_day] == sorted({account.published for account in knowledge.accounts.values()})
    day, early = by_day[1]
    alone = known(select(facts, day))
    shared = {node for node, claim in early.claims.items() if claim is knowledge.claims[node]}
    told = {node: claim.accounts == knowledge.claims[node].accounts for node, claim in alone.claims.items()}
    assert shared == {node for node, alike in told.items() if alike}
    assert 0 < len(shared) < len(told)
    for node, claim in list(alone.claims.items())[::7]:
        same = early.claims[node]
        assert (claim.values, claim.used, claim.statements) == (same.values, same.used, same.statements)
        assert alone.claims.kind(node) == early.claims.kind(node)
        assert alone.claims.targets(node) == early.claims.targets(node)
        for statement in same.statements:  # read once, however often its account is known
            assert any(statement is later for later in knowledge.claims[node].statements)


def test_nothing_is_known_of_any_day_without_an_account() -> None:
    data = World().thing("a").dataset()
    assert known_by_day(data, known(data)) == []


def test_what_an_account_tells_later_is_drawn_by_the_later_knowledge_alone() -> None:
    world = World().account("first", str(TOLD[0])).account("second", str(TOLD[1]))
    world.stake("a", "b", "0.5", "first").stake("b", "c", "0.5", "second")
    found = course(world)
    assert [sorted(edge.claim for edge in found.at(DAY, n).values()) for n in (0, 1)] == [
        [iri("stake-a-in-b")],
        [iri("stake-a-in-b"), iri("stake-b-in-c")],
    ]
    assert [node.label for node in found.things] == ["A", "B", "C"]


def test_what_is_out_of_reach_on_a_day_says_so() -> None:
    world = World().account("first", str(TOLD[0])).account("second", str(TOLD[1]))
    world.stake("a", "b", "", "first", endEarliest="2026-02-20", endLatest="2026-02-20").stake("b", "c", "", "first")
    found = course(world, "a")
    (track,) = (tracks[-1] for name, tracks in found.tracks.items() if name == iri("stake-b-in-c"))
    assert [(found.days[s.begin], s.edge is None, s.reason) for s in track][-1] == (
        dt.date(2026, 2, 21),
        True,
        NOT_IN_SIGHT,
    )


def test_a_claim_changes_on_no_day_but_those_that_are_named(knowledge: Knowledge) -> None:
    for claim in list(knowledge.claims.values())[::40]:
        days = sorted(change_days(knowledge, claim))
        for begin, end in zip([dt.date(1990, 1, 1), *days], [*days, dt.date(2060, 1, 1)], strict=True):
            last = max(begin, end - dt.timedelta(days=1))
            frames = (Scenario(begin), Scenario(last))
            first, other = (frame.standing(knowledge, claim) for frame in frames)
            assert first == other, (claim.node, begin, last)
