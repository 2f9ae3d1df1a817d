"""Boxes to place, and where they stand: plain values, that know nothing of how places are found."""

from collections.abc import Mapping
from dataclasses import dataclass, field

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
