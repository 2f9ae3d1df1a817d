"""Parts that nothing joins, side by side in about the shape of a screen; within a part nothing is moved."""

from collections.abc import Mapping

from regraph.graph.layout.boxes import Box, Layout, Point

PART_GAP = 80.0
WIDE = 1.7


def packed(parts: list[Layout], boxes: Mapping[str, Box]) -> Layout:
    """All parts in rows, largest first, in about the shape of a screen."""
    frames = [(frame_of(part, boxes), part) for part in parts if part.places]
    frames.sort(key=lambda f: (-(f[0][2] * f[0][3]), min(f[1].places)))
    total = sum((f[2] + PART_GAP) * (f[3] + PART_GAP) for f, _ in frames)
    across = max([f[2] for f, _ in frames] + [(total * WIDE) ** 0.5])
    places: dict[str, Point] = {}
    bends: dict[int, tuple[Point, ...]] = {}
    x = y = tall = 0.0
    for (left, top, width, height), part in frames:
        if x > 0 and x + width > across:
            x, y, tall = 0.0, y + tall + PART_GAP, 0.0
        dx, dy = round(x - left), round(y - top)
        places.update({name: (px + dx, py + dy) for name, (px, py) in part.places.items()})
        bends.update({n: tuple((px + dx, py + dy) for px, py in chain) for n, chain in part.bends.items()})
        x, tall = x + width + PART_GAP, max(tall, height)
    return Layout(places, bends)


def frame_of(part: Layout, boxes: Mapping[str, Box]) -> tuple[float, float, float, float]:
    """Left, top, width and height of a part with its boxes and bends."""
    bends = [point for chain in part.bends.values() for point in chain]
    left = min([x - boxes[i].width / 2 for i, (x, _) in part.places.items()] + [x for x, _ in bends])
    right = max([x + boxes[i].width / 2 for i, (x, _) in part.places.items()] + [x for x, _ in bends])
    top = min(y - boxes[i].height / 2 for i, (_, y) in part.places.items())
    bottom = max(y + boxes[i].height / 2 for i, (_, y) in part.places.items())
    return left, top, right - left, bottom - top
