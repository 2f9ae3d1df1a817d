"""The stakes that an answer about one actor can depend on, cut out where they are few.

A register of millions mostly answers from a dozen stakes: cut out, they need no compiled kernel and touch little of the
disk. What is cut out has every holder of whatever is in reach, so that no answer differs from that on the whole.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from regraph.engine.stakes import Stakes

Places = npt.NDArray[np.int64]
FEW = 2_000  # stakes; past this, importing the compiler costs less than running without it


@dataclass(frozen=True, eq=False)
class Nearby:
    """A part of some stakes.

    Args:
        stakes: the part.
        nodes: index in the part -> index of the actor in the whole.
        rows: row in the part -> row in the whole.
    """

    stakes: Stakes
    nodes: Places
    rows: Places

    def place_of(self, actor: int) -> int:
        """The index in the part of an actor of the whole."""
        return int(np.searchsorted(self.nodes, actor))


def nearby(stakes: Stakes, start: int, *, upward: bool, few: int = FEW) -> Nearby:
    """What stands above an actor, or below it, with everybody who holds any of that; all stakes where it is much.

    Args:
        upward: towards those who hold, else towards what is held.
    """
    reached = reach(stakes, start, upward=upward, few=few)
    if reached is None:
        return Nearby(stakes, np.arange(stakes.actors), np.arange(len(stakes)))
    bounds = [(stakes.holders_from[i], stakes.holders_from[i + 1]) for i in sorted(reached)]
    rows = np.concatenate([np.arange(begin, end) for begin, end in bounds])
    nodes = np.array(sorted({*stakes.holder[rows].tolist(), *reached}))
    holder, held = (np.searchsorted(nodes, column[rows]).astype(np.int32) for column in (stakes.holder, stakes.held))
    names = [stakes.names[i] for i in nodes.tolist()]
    return Nearby(Stakes(names, holder, held, stakes.low[rows], stakes.high[rows], stakes.row[rows]), nodes, rows)


def reach(stakes: Stakes, start: int, *, upward: bool, few: int) -> set[int] | None:
    """Every actor in reach of one, and the one; None where their holders and holdings are more than a few."""
    found, waiting, count = {start}, [start], 0
    while waiting:
        actor = waiting.pop()
        holders = slice(*stakes.holders_from[actor : actor + 2].tolist())
        count += holders.stop - holders.start + (0 if upward else held_by(stakes, actor).size)
        if count > few:
            return None
        new = set((stakes.holder[holders] if upward else stakes.held[held_by(stakes, actor)]).tolist()) - found
        found |= new
        waiting += new
    return found


def held_by(stakes: Stakes, actor: int) -> Places:
    """The rows of what an actor holds."""
    return stakes.by_holder[slice(*stakes.holdings_from[actor : actor + 2].tolist())]
