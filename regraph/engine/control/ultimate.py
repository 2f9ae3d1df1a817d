"""The last in line: for each company the controllers that nobody controls, or the ring of those who control each other.

A ring at the top is named and never resolved: its members control one another, and nobody outside controls them.
"""

from dataclasses import dataclass

import numpy as np

from regraph.engine.control.loops.sets import Column, ranks
from regraph.engine.control.majority import Pairs
from regraph.engine.jit import kernel
from regraph.engine.order import ordered


@dataclass(frozen=True, eq=False)
class Ultimate:
    """The ultimate controllers of each controlled company, sorted by company, then by controller.

    Args:
        company: what is controlled, one a pair.
        controller: who controls it and has no controller outside its own ring.
        ring: the first member of the controller's ring, one a pair; -1 for a controller that nobody controls.
    """

    company: Column
    controller: Column
    ring: Column

    def __len__(self) -> int:
        return len(self.company)

    def of(self, company: int) -> list[int]:
        """The ultimate controllers of one company, ascending."""
        begin, end = np.searchsorted(self.company, (company, company + 1))
        found: list[int] = self.controller[begin:end].tolist()
        return found


def ultimate_controllers(pairs: Pairs, actors: int) -> Ultimate:
    """The controllers of each company that stand below nobody.

    Since who controls a company controls all that it controls, one controller stands above another exactly where it
    controls it and its own set is larger; where both sets are equal, the two control each other.

    Args:
        pairs: all pairs of one doctrine by least fixpoint, definite or possible.
        actors: how many actors and assets there are.

    Example:
        >>> chain = Pairs(np.array([0, 0, 1], np.int32), np.array([1, 2, 2], np.int32))
        >>> last = ultimate_controllers(chain, 3)
        >>> last.company.tolist(), last.controller.tolist(), last.ring.tolist()
        ([1, 2], [0, 0], [-1, -1])
    """
    size = np.bincount(pairs.controller, minlength=actors)
    below, ring = kernel(ranks, actors)(pairs.controller, pairs.controlled, size)
    kept = np.flatnonzero(below[pairs.controller] == 0)
    company, controller = pairs.controlled[kept], pairs.controller[kept]
    rows = ordered(company, actors)[0]
    return Ultimate(company[rows], controller[rows], ring[controller[rows]])


def rings_of(last: Ultimate) -> list[list[int]]:
    """The rings at the top that control something, each with its members ascending."""
    is_ring = last.ring >= 0
    members = {(int(r), int(c)) for r, c in zip(last.ring[is_ring], last.controller[is_ring], strict=True)}
    return [sorted(c for r, c in members if r == first) for first in sorted({r for r, _ in members})]
