"""The border to igraph: bare graphs, orders of layers, and dice that fall the same way each time.

Only here is igraph imported, and only where something is laid out: it loads much. Nothing here knows of boxes or their
sizes.
"""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import igraph


def load() -> None:
    """Load igraph before it is needed."""
    import igraph  # noqa: F401


def graph_of(count: int, pairs: list[tuple[int, int]], *, directed: bool = False) -> "igraph.GraphBase":
    """A graph of igraph, without what its own class adds: that loads numpy for every first graph of a process."""
    import igraph

    return igraph.GraphBase(count, pairs, directed)


def sugiyama(graph: "igraph.GraphBase", layers: list[int]) -> list[list[float]]:
    """Where each box of a graph in layers stands, across and down; what counts is the order within a layer."""
    import igraph

    coords: list[list[float]] = igraph.Graph.layout_sugiyama(graph, layers=layers, maxiter=200).coords
    return coords


@contextmanager
def fixed_dice(seed: int) -> Iterator[None]:
    """Let igraph throw dice that fall the same way each time, and give its own back."""
    import igraph

    igraph.set_random_number_generator(random.Random(seed))
    try:
        yield
    finally:
        igraph.set_random_number_generator(random)
