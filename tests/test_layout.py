"""Boxes never lie on one another, what holds stands above what is held, and the same boxes stand in the same places."""

import random
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regraph.graph.layout.boxes import Box, Layout, Line
from regraph.graph.layout.placing import LAYERED_MOST, layout_of
from regraph.graph.layout.spacing import GAP, offsets_of, spread

SIZES = st.tuples(st.integers(30, 240), st.integers(16, 90))


@st.composite
def pictures(draw: st.DrawFn) -> tuple[list[Box], list[Line]]:
    """Some boxes, and lines between any two of them."""
    sizes = draw(st.lists(SIZES, min_size=1, max_size=24))
    boxes = [Box(f"b{i}", wide, high) for i, (wide, high) in enumerate(sizes)]
    ends = st.integers(0, len(boxes) - 1)
    lines = draw(st.lists(st.tuples(ends, ends, st.integers(0, 9)), max_size=40))
    return boxes, [(f"b{a}", f"b{b}", weight) for a, b, weight in lines if a != b]


def squares(count: int) -> list[Box]:
    return [Box(f"b{i}", 100, 40) for i in range(count)]


def overlapping(boxes: list[Box], layout: Layout) -> list[tuple[str, str]]:
    """The pairs of boxes that share a point."""

    def meet(a: Box, b: Box) -> bool:
        (ax, ay), (bx, by) = layout.places[a.id], layout.places[b.id]
        return abs(ax - bx) * 2 < a.width + b.width and abs(ay - by) * 2 < a.height + b.height

    return [(a.id, b.id) for a, b in combinations(boxes, 2) if meet(a, b)]


@given(pictures())
def test_boxes_never_overlap(picture: tuple[list[Box], list[Line]]) -> None:
    boxes, lines = picture
    layout = layout_of(boxes, lines)
    assert sorted(layout.places) == sorted(box.id for box in boxes)
    assert overlapping(boxes, layout) == []


@given(pictures())
def test_the_same_boxes_stand_in_the_same_places(picture: tuple[list[Box], list[Line]]) -> None:
    assert layout_of(*picture) == layout_of(*picture)


@given(pictures())
def test_without_a_ring_every_line_runs_downward(picture: tuple[list[Box], list[Line]]) -> None:
    boxes, lines = picture
    down = [(a, b, weight) for a, b, weight in lines if int(a[1:]) < int(b[1:])]
    layout = layout_of(boxes, down)
    for number, (upper, lower, _) in enumerate(down):
        stops = [layout.places[upper], *layout.bends.get(number, ()), layout.places[lower]]
        assert all(near[1] < far[1] or near == far for near, far in pairwise(stops))


def test_in_a_ring_the_stronger_line_decides_who_stands_above() -> None:
    for strong, weak in (("b0", "b1"), ("b1", "b0")):
        layout = layout_of(squares(2), [(strong, weak, 9), (weak, strong, 1)])
        assert layout.places[strong][1] < layout.places[weak][1]


def test_a_long_line_bends_around_the_boxes_in_between() -> None:
    boxes = squares(3)
    layout = layout_of(boxes, [("b0", "b1", 9), ("b1", "b2", 9), ("b0", "b2", 9)])
    (bends,) = layout.bends.values()
    middle = layout.places["b1"]
    assert list(layout.bends) == [2]
    assert all(abs(x - middle[0]) > boxes[1].width / 2 for x, _ in bends)


def test_parts_that_nothing_joins_stand_apart() -> None:
    boxes = squares(6)
    layout = layout_of(boxes, [("b0", "b1", 1), ("b2", "b3", 1)])
    assert overlapping([Box(b.id, b.width + GAP, b.height + GAP) for b in boxes], layout) == []


def test_nothing_has_an_empty_layout() -> None:
    assert layout_of([], []) == Layout()


@pytest.mark.parametrize("count", [1, 2])
def test_a_box_without_lines_has_a_place(count: int) -> None:
    assert len(layout_of(squares(count), []).places) == count


def test_a_part_too_large_for_layers_still_has_fixed_places_of_its_own() -> None:
    count = LAYERED_MOST + 1
    lines = [(f"b{i // 3}", f"b{i}", 1) for i in range(1, count)]
    first = layout_of(squares(count), lines)
    assert first == layout_of(squares(count), lines)
    assert len(set(first.places.values())) > 0.98 * count


def test_the_dice_of_other_code_are_left_alone() -> None:
    random.seed(7)
    expected = random.random()
    random.seed(7)
    layout_of(squares(LAYERED_MOST + 1), [(f"b{i - 1}", f"b{i}", 1) for i in range(1, LAYERED_MOST + 1)])
    assert expected == random.random()


@given(st.lists(st.tuples(st.floats(-1e4, 1e4), st.floats(1, 300)), min_size=1, max_size=30))
def test_a_row_keeps_its_order_and_its_gaps(row: list[tuple[float, float]]) -> None:
    places = spread([place for place, _ in row], offsets_of([width for _, width in row]))
    for (left, (_, wide)), (right, (_, high)) in pairwise(zip(places, row, strict=True)):
        assert right - left >= (wide + high) / 2 + GAP - 1e-6


def test_a_row_with_room_stands_where_it_wants() -> None:
    assert spread([0.0, 500.0, 900.0], offsets_of([100.0, 100.0, 100.0])) == [0.0, 500.0, 900.0]
