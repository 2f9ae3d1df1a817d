"""Where the boxes of a picture stand, layered from what holds to what is held.

Knows nothing of what a box means. The same boxes and lines give the same places; nothing here draws or rounds a share.
"""

from collections.abc import Sequence

from regraph.graph.layout.border import graph_of
from regraph.graph.layout.boxes import Box, Layout, Line
from regraph.graph.layout.forces import scattered
from regraph.graph.layout.layers import aligned, bends_of, heights, layered, ordered
from regraph.graph.layout.packing import packed

LAYERED_MOST = 700


def layout_of(boxes: Sequence[Box], lines: Sequence[Line]) -> Layout:
    """Places for boxes joined by lines.

    Args:
        boxes: each with a name of its own.
        lines: upper box, lower box, and how strongly the upper one wants to stand above (0 for a line without
            direction).
    Returns:
        Centres, and the bends of lines that cross layers; parts that nothing joins stand side by side. A part of more
        than `LAYERED_MOST` boxes is not layered: its boxes stand where the forces between them are least.
    """
    index = {box.id: i for i, box in enumerate(boxes)}
    pairs = [(index[a], index[b]) for a, b, _ in lines]
    part_of = graph_of(len(boxes), pairs).connected_components()
    members: dict[int, list[Box]] = {}
    for box, part in zip(boxes, part_of, strict=True):
        members.setdefault(part, []).append(box)
    chosen: dict[int, list[int]] = {part: [] for part in members}
    for number, (a, _) in enumerate(pairs):
        chosen[part_of[a]].append(number)
    parts = [part_layout(here, [lines[i] for i in chosen[part]], chosen[part]) for part, here in members.items()]
    return packed(parts, {box.id: box for box in boxes})


def part_layout(boxes: list[Box], lines: list[Line], numbers: list[int]) -> Layout:
    """One connected part; `numbers` are the indexes by which the caller knows its lines."""
    index = {box.id: i for i, box in enumerate(boxes)}
    pairs = [(index[a], index[b]) for a, b, _ in lines]
    if len(boxes) > LAYERED_MOST:
        return scattered(boxes, pairs)
    part = layered(boxes, pairs, [weight for *_, weight in lines])
    rows = ordered(part)
    across, down = aligned(part, rows), heights(part, rows)
    places = {box.id: (round(across[i]), round(sum(down[part.layers[i]]) / 2)) for i, box in enumerate(boxes)}
    bends = {numbers[n]: bends_of(part, chain, across, down) for n, chain in part.chains.items() if chain}
    return Layout(places, bends)
