"""One connected part in layers: which layer each box stands in, in which order, and how far right.

A box stands below everything above it, but where lines run in a ring; lines cross as little as several starts find.
"""

import random
from dataclasses import dataclass
from itertools import combinations

from regraph.graph.layout.border import graph_of, sugiyama
from regraph.graph.layout.boxes import Box, Point
from regraph.graph.layout.spacing import offsets_of, spread, wish

LAYER_GAP = 30.0
STARTS, SMALL = 16, 200
SWEEPS = 40
STRAIGHT = 6.0


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
    coords = sugiyama(graph, [part.layers[box] for box in order])
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
