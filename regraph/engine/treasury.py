"""Companies that hold themselves: own shares held directly, and through companies that they hold.

Such shares are scaled out of what everybody else has; this says of whom that is so, and how much it is.
"""

from dataclasses import dataclass

import numpy as np

from regraph.engine.integrated import arriving
from regraph.engine.stakes import Stakes
from regraph.engine.walks.closure import Floats, Places, ancestors
from regraph.engine.walks.rings import rings_of


@dataclass(frozen=True, eq=False)
class OwnShares:
    """What companies hold of themselves.

    Args:
        index: the companies, ascending.
        low: least part of each company's dividend that comes back to it.
        high: greatest part; 1 for a member of a ring that holds itself entirely.
    """

    index: Places
    low: Floats
    high: Floats


def own_shares(stakes: Stakes, companies: Places) -> OwnShares:
    """Which of some companies hold themselves, directly or through others, and how much.

    Example:
        >>> from regraph.engine.stakes import HALF, stakes_of
        >>> found = own_shares(stakes_of("ab", [(0, 1, HALF, HALF), (1, 0, HALF, HALF)]), np.arange(2))
        >>> found.index.tolist(), found.low.round(9).tolist()
        ([0, 1], [0.25, 0.25])
    """
    rows = []
    for company in companies.tolist():
        part = ancestors(stakes, company)
        if len(part.rings) and part.rings[0] == 0:  # only who stands in a ring of its own can hold itself
            found = arriving(part, rings_of(stakes, part), len(stakes))
            rows.append((company, found.low[part.origin], found.high[part.origin]))
    table = np.array(rows, dtype=float).reshape(-1, 3)
    return OwnShares(table[:, 0].astype(np.int64), table[:, 1], table[:, 2])
