"""A large picture opens on what matters and folds everything else where it belongs, whatever the order of facts."""

import datetime as dt
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from world import World, iri

from regraph.model.scenario import Scenario
from regraph.page.course import Course, course_of
from regraph.page.folding import folds
from regraph.page.folding.blocks import folded_drawing
from regraph.page.folding.folds import Folding, folding_of
from regraph.page.page import page_of
from regraph.page.payload import states_of
from regraph.wording.evidence import Payload

DAY = dt.date(2026, 2, 10)


def hub(held: int = 320, order: int = 1, *about: str) -> Course:
    """One company that holds very many, is held through two others, and one pair that nothing joins to it."""
    world = World().stake("state", "parent", "0.6").stake("parent", "hub", "0.7").stake("apart", "alone", "0.5")
    for i in range(held):
        world.stake("hub", f"c{i:03}", "0.5")
    world.stake("c000", "deep", "0.5").claim("deal", "Loan", hasLender="state", hasBorrower="c319")
    return course_of([(DAY, world.knowledge(order=order))], tuple(map(iri, about)), Scenario(DAY))


def named(course: Course) -> tuple[Mapping[str, str], Folding]:
    """The name of each thing by its slug, and how the course is folded."""
    nodes = {f"n{i}": node for i, node in enumerate(course.things)}
    edges = {f"e{i}": states for i, states in enumerate(states_of(course).values())}
    return {node.iri.rsplit("/", 1)[-1]: name for name, node in nodes.items()}, folding_of(nodes, edges)


def drawn(course: Course) -> tuple[dict[str, Payload], list[Payload]]:
    """The boxes of a folded course by name, and its strokes."""
    nodes = {f"n{i}": node for i, node in enumerate(course.things)}
    edges = {f"e{i}": states for i, states in enumerate(states_of(course).values())}
    boxes, strokes = folded_drawing(nodes, edges, folding_of(nodes, edges))
    return {box["id"]: box for box in boxes}, strokes


@pytest.fixture(scope="module")
def course() -> Course:
    return hub()


def test_up_to_three_hundred_things_nothing_is_folded() -> None:
    names, folding = named(hub(290))
    assert len(names) == 297
    assert (set(folding.levels.values()), folding.folds) == ({0}, ())


def test_a_large_picture_opens_on_the_hub_and_the_chain_of_its_owners(course: Course) -> None:
    names, folding = named(course)
    seen = [name for name, level in folding.levels.items() if level == 0]
    assert len(seen) == folds.OPEN
    assert {names["state"], names["parent"], names["hub"]} <= set(seen)


def test_what_was_asked_for_is_open_and_what_is_nearest_to_it() -> None:
    names, folding = named(hub(320, 1, "c319"))
    assert [folding.levels[names[slug]] for slug in ("c319", "hub", "state")] == [0, 0, 0]


def test_what_a_hub_holds_is_folded_under_it_room_by_room(course: Course) -> None:
    names, folding = named(course)
    under = [fold for fold in folding.folds if fold.parent == names["hub"]]
    assert {(fold.via, fold.above) for fold in under} == {("ownership", False)}
    assert [len(fold.members) for fold in under] == [folds.ROOM] * 4 + [326 - 3 - folds.OPEN - 4 * folds.ROOM]
    assert [fold.within for fold in under] == ["", *(fold.id for fold in under[:-1])]


def test_what_nothing_joins_to_what_is_open_is_folded_apart(course: Course) -> None:
    names, folding = named(course)
    (apart,) = (fold for fold in folding.folds if not fold.parent)
    assert set(apart.members) < {names["apart"], names["alone"]}
    assert {folding.levels[names["apart"]], folding.levels[names["alone"]]} == {1, 2}


def test_every_thing_is_open_or_in_one_fold_and_every_claim_can_be_placed(course: Course) -> None:
    names, folding = named(course)
    boxes, strokes = drawn(course)
    members = [name for fold in folding.folds for name in fold.members]
    assert sorted([*members, *(n for n, level in folding.levels.items() if not level)]) == sorted(names.values())
    for box in boxes.values():
        if box["role"] == "claim":
            ends = [s["end"] for s in strokes if s["of"] == box["id"]]
            outer = [end for end in ends if not folding.levels[end]]
            assert (len(outer) > 1) == ("x" in box)
            assert len(outer) > 1 or {slot[0] for slot in box["slots"]} < set(ends)


def test_nothing_overlaps_in_a_block_and_a_block_holds_its_own(course: Course) -> None:
    boxes, _ = drawn(course)
    for fold in (box for box in boxes.values() if box["role"] == "fold"):
        inner = [
            (b["x"], b["y"], b["w"], b["h"])
            for b in boxes.values()
            if b.get("fold") == fold["id"] or b.get("within") == fold["id"]
        ]
        inner += [
            (x, y, b["w"], b["h"]) for b in boxes.values() for _, of, x, y in b.get("slots", ()) if of == fold["id"]
        ]
        wide, high = fold["room"]
        for i, (x, y, w, h) in enumerate(inner):
            assert abs(x) + w / 2 <= wide / 2 + 1
            assert abs(y) + h / 2 <= high / 2 + 1
            assert all(abs(x - p) >= (w + q) / 2 - 1 or abs(y - o) >= (h + r) / 2 - 1 for p, o, q, r in inner[i + 1 :])


def test_the_order_of_facts_changes_no_byte_of_a_folded_page(course: Course) -> None:
    assert page_of(course) == page_of(hub(order=-1))


@settings(max_examples=20)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=60))
def test_whatever_is_joined_nothing_is_lost(pairs: list[tuple[int, int]]) -> None:
    class Few:
        """A net of numbered things."""

        order = {f"n{i}": i for i in range(31)}
        ends = {f"e{i}": {f"n{a}": True, f"n{b}": False} for i, (a, b) in enumerate(pairs)}
        vias = dict.fromkeys(ends, "ownership")

        def rank(self, thing: str) -> tuple[int, int]:
            return 0, self.order[thing]

        def beside(self, thing: str) -> list[tuple[str, str]]:
            return [(c, o) for c, ends in self.ends.items() if thing in ends for o in ends if o != thing]

    folding = folds.Folder(Few(), ["n0"]).folding()  # type: ignore[arg-type]
    assert folding.levels.keys() == Few.order.keys()
    assert sorted(n for fold in folding.folds for n in fold.members) == sorted(n for n in Few.order if n != "n0")
    seen = {""}
    for fold in folding.folds:
        assert fold.within in seen
        seen.add(fold.id)
