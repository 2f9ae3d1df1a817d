"""What a list of actors catches: rules that count holdings of the listed and of those already caught together.

An entity is caught when listed actors and caught entities together hold directly at or above a threshold of it; a
caught entity then counts with the whole of its stake. The least fixpoint of that, as in control by a majority.

Source:
    US Treasury, OFAC, Revised guidance on entities owned by persons whose property is blocked (13 August 2014).
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from regraph.engine.control.chains import links_of
from regraph.engine.control.majority import EVERY_STEP, closures
from regraph.engine.control.threshold import Threshold
from regraph.engine.stakes import Stakes


@dataclass(frozen=True, eq=False)
class Caught:
    """What is caught, ascending, without the listed: for all true shares within the bounds, or for some."""

    definite: npt.NDArray[np.int32]
    possible: npt.NDArray[np.int32]


def caught(
    stakes: Stakes,
    listed: Iterable[int],
    threshold: Threshold,
    *,
    together: bool = True,
    tiers: int = EVERY_STEP,
) -> Caught:
    """What the listed catch.

    Args:
        listed: who is listed; these are never in the answer.
        threshold: what the direct stakes must meet.
        together: the stakes of all that are caught are added; otherwise one holder alone must meet the threshold.
        tiers: an entity caught at this step catches nothing further.

    Example:
        >>> from decimal import Decimal
        >>> from regraph.engine.stakes import stakes_of
        >>> stakes = stakes_of("xyab", [(0, 2, 5 * 10**8, 5 * 10**8), (1, 2, 5 * 10**8, 5 * 10**8)])
        >>> half = Threshold(Decimal("0.5"), inclusive=True)
        >>> caught(stakes, [0, 1], half).definite.tolist(), caught(stakes, [0], half).possible.tolist()
        ([2], [])
    """
    members = np.unique(np.fromiter(listed, np.int32))
    groups = (np.array([0, len(members)]), members)
    found = []
    for possible in (False, True):
        if together:
            found.append(closures(stakes, groups, threshold, possible=possible, steps=tiers)[1])
        else:
            links, anything = links_of(stakes, threshold, possible=possible)
            found.append(closures(links, groups, anything, possible=False, steps=tiers)[1])
    return Caught(*found)
