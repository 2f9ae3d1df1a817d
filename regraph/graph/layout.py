"""The border to igraph: where the boxes of a picture stand, layered from what holds to what is held.

Knows nothing of what a box means. The same boxes and lines give the same places; nothing here draws or rounds a share.
"""

import math
import random
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import combinations

import igraph

from regraph.graph.spacing import GAP, offsets_of, spread, wish

LAYER_GAP, PART_GAP = 30.0, 80.0
LAYERED_MOST = 700
STARTS, SMALL = 16, 200
SWEEPS = 40
STRAIGHT = 6.0
ROOMY = 4.0
ROUNDS, LEAST_ROUNDS, CROWD = 150, 50, 2500
WIDE = 1.7
Point = tuple[int, int]
Line = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Box:
    """One box to place: its name and its size in pixels."""

    id: str
    width: float
    height: float


@dataclass(frozen=True)
class Layout:
    """Where everything stands.

    Args:
        places: box -> centre.
        bends: index of a line -> the points it runs through between its boxes, from its start to its end.
    """

    places: Mapping[str, Point] = field(default_factory=dict)
    bends: Mapping[int, tuple[Point, ...]] = field(default_factory=dict)


@dataclass
class Part:
    """One connected part of the picture while it is laid out: boxes, and lines as pairs of indexes into them.

    Args:
        boxes: the real boxes first, then one thin one for each layer that a long line crosses.
        layers: layer of each box, 0 on top.
        steps: neighbours of each box in the next layer up or down, with the weight of the line.
        chains: index of a line -> the thin boxes on its way.
    """

    boxes: list[Box]
    layers: list[int]
    steps: dict[int, list[tuple[int, float]]]
    chains: dict[int, list[int]]


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


def graph_of(count: int, pairs: list[tuple[int, int]], *, directed: bool = False) -> igraph.GraphBase:
    """A graph of igraph, without what its own class adds: that loads numpy for every first graph of a process."""
    return igraph.GraphBase(count, pairs, directed)


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


def bends_of(part: Part, chain: list[int], across: list[float], down: list[tuple[float, float]]) -> tuple[Point, ...]:
    """The points a long line runs through: straight through each layer, from its edge to its other edge."""
    if len(chain) > 1 and part.layers[chain[0]] > part.layers[chain[1]]:
        down = [(bottom, top) for top, bottom in down]
    return tuple((round(across[i]), round(y)) for i in chain for y in down[part.layers[i]])


def layered(boxes: list[Box], pairs: list[tuple[int, int]], weights: list[int]) -> Part:
    """Layers for all boxes, and thin boxes where a line crosses one."""
    layers = layers_of(len(boxes), pairs, weights)
    part = Part(list(boxes), layers, {i: [] for i in range(len(boxes))}, {})
    for number, (a, b) in enumerate(pairs):
        turn = 1 if layers[a] < layers[b] else -1
        chain = []
        for layer in range(layers[a] + turn, layers[b], turn):
            chain.append(len(part.boxes))
            part.boxes.append(Box("", 8, 0))
            part.layers.append(layer)
        part.chains[number] = chain
        stops = [a, *chain, b]
        for near, far in zip(stops, stops[1:], strict=False):
            weight = STRAIGHT if near >= len(boxes) and far >= len(boxes) else 1.0
            part.steps.setdefault(near, []).append((far, weight))
            part.steps.setdefault(far, []).append((near, weight))
    return part


def layers_of(count: int, pairs: list[tuple[int, int]], weights: list[int]) -> list[int]:
    """A layer for each box: below everything above it, and as near to what it stands over as that allows.

    Source:
        Sugiyama, Tagawa and Toda, "Methods for visual understanding of hierarchical system structures", IEEE Trans.
        SMC 11 (1981); cycles are broken as by Eades, Lin and Smyth, "A fast and effective heuristic for the feedback
        arc set problem", Information Processing Letters 47 (1993).
    """
    graph = graph_of(count, pairs, directed=True)
    against = set(graph.feedback_arc_set(weights=[w + 0.1 for w in weights], method="eades")) if pairs else set()
    downward = [(b, a) if i in against else (a, b) for i, (a, b) in enumerate(pairs) if a != b]
    above: dict[int, list[int]] = {i: [] for i in range(count)}
    below: dict[int, list[int]] = {i: [] for i in range(count)}
    for a, b in downward:
        above[b].append(a)
        below[a].append(b)
    order = graph_of(count, downward, directed=True).topological_sorting()
    layers = [0] * count
    for i in order:
        layers[i] = max((layers[a] + 1 for a in above[i]), default=0)
    for i in reversed(order):
        if below[i] and len(below[i]) >= len(above[i]):
            layers[i] = min(layers[b] for b in below[i]) - 1
    first = min(layers, default=0)
    return [layer - first for layer in layers]


def ordered(part: Part) -> list[list[int]]:
    """The boxes of each layer from left to right, with few lines crossing: the best of several starts."""
    if len(part.boxes) > SMALL:
        return arranged(part, 0)
    return min((arranged(part, start) for start in range(STARTS)), key=lambda rows: crossings(part, rows))


def arranged(part: Part, start: int) -> list[list[int]]:
    """One order of each layer, from the boxes in an order that `start` decides."""
    order = list(range(len(part.boxes)))
    if start:
        random.Random(start).shuffle(order)
    index = {box: i for i, box in enumerate(order)}
    down = sorted(
        (index[i], index[j]) for i, steps in part.steps.items() for j, _ in steps if part.layers[i] < part.layers[j]
    )
    graph = graph_of(len(order), down, directed=True)
    coords = igraph.Graph.layout_sugiyama(graph, layers=[part.layers[box] for box in order], maxiter=200).coords
    rows: list[list[int]] = [[] for _ in range(max(part.layers, default=0) + 1)]
    for i in sorted(range(len(order)), key=lambda i: (coords[i][0], order[i])):
        rows[part.layers[order[i]]].append(order[i])
    return rows


def crossings(part: Part, rows: list[list[int]]) -> int:
    """How many pairs of lines cross between the layers."""
    place = {box: i for row in rows for i, box in enumerate(row)}
    found = 0
    for upper in rows:
        ends = [(place[i], place[j]) for i in upper for j, _ in part.steps[i] if part.layers[j] > part.layers[i]]
        found += sum((a[0] - b[0]) * (a[1] - b[1]) < 0 for a, b in combinations(ends, 2))
    return found


def aligned(part: Part, rows: list[list[int]]) -> list[float]:
    """How far right each box stands: as near to its neighbours as the order in its row and the widths allow."""
    across = [0.0] * len(part.boxes)
    offsets = [offsets_of([part.boxes[i].width for i in row]) for row in rows]
    for row, room in zip(rows, offsets, strict=True):
        for i, x in zip(row, spread([0.0] * len(row), room), strict=True):
            across[i] = x
    near = {i: (part.steps.get(i, []), sum(weight for _, weight in part.steps.get(i, []))) for row in rows for i in row}
    pulls = [[(i, *near[i]) for i in row] for row in rows]
    downward = list(zip(pulls, offsets, strict=True))
    for sweep in range(SWEEPS):
        for row_pulls, room in downward if sweep % 2 == 0 else reversed(downward):
            wanted = [wish(steps, total, across, across[i]) for i, steps, total in row_pulls]
            for (i, _, _), x in zip(row_pulls, spread(wanted, room), strict=True):
                across[i] = x
    return across


def heights(part: Part, rows: list[list[int]]) -> list[tuple[float, float]]:
    """The upper and the lower edge of each layer."""
    down, edge = [], 0.0
    for row in rows:
        tall = max((part.boxes[i].height for i in row), default=0.0)
        down.append((edge, edge + tall))
        edge += tall + LAYER_GAP
    return down


def scattered(boxes: list[Box], pairs: list[tuple[int, int]]) -> Layout:
    """Places for a part too large for layers: forces from a fixed start, with room for each box on the whole."""
    side = len(boxes) ** 0.5
    dice = random.Random(len(boxes))
    start = [(dice.random() * side, dice.random() * side) for _ in boxes]
    with fixed_dice(len(boxes)):
        coords = graph_of(len(boxes), pairs).layout_fruchterman_reingold(
            seed=start, niter=rounds_of(len(boxes)), grid=True
        )
    wide, high = (max(c) - min(c) for c in zip(*coords, strict=True))
    room = ROOMY * sum((box.width + GAP) * (box.height + GAP) for box in boxes)
    scale = (room / max(wide * high, 1e-9)) ** 0.5
    places = {box.id: (round(x * scale), round(y * scale)) for box, (x, y) in zip(boxes, coords, strict=True)}
    return Layout(places)


def rounds_of(count: int) -> int:
    """How often the forces act on so many boxes.

    The more there are, the closer they crowd and the longer a round takes; with fewer rounds the lines of a large part
    are as short, and the time grows little faster than the part.

    Example:
        >>> [rounds_of(count) for count in (701, 2500, 10000, 90000)]
        [150, 150, 75, 50]
    """
    return max(LEAST_ROUNDS, round(ROUNDS * math.sqrt(min(1.0, CROWD / count))))


@contextmanager
def fixed_dice(seed: int) -> Iterator[None]:
    """Let igraph throw dice that fall the same way each time, and give its own back."""
    igraph.set_random_number_generator(random.Random(seed))
    try:
        yield
    finally:
        igraph.set_random_number_generator(random)


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
