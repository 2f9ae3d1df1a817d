"""Places for a part too large for layers: its boxes stand where the forces between them are least.

No order of rank is shown here, and no line bends.
"""

import math
import random

from regraph.graph.layout.border import fixed_dice, graph_of
from regraph.graph.layout.boxes import Box, Layout
from regraph.graph.layout.spacing import GAP

ROOMY = 4.0
ROUNDS, LEAST_ROUNDS, CROWD = 150, 50, 2500


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
