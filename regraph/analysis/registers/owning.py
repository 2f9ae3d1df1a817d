"""Every owner of everything in a register, company by company: the direct ones at once, the rest by the engine.

Most companies of a register are held by actors that nobody holds. Their owners are those of the file, and are told for
all of them in one pass; the engine follows chains only where there are any. Both say the same to the billionth.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from regraph.engine.integrated import Convention, owners
from regraph.engine.stakes import WHOLE, Mask, Stakes

Row = tuple[int, int, float, float]


def owners_of_all(
    stakes: Stakes, convention: Convention, companies: Sequence[int] | None = None
) -> Iterator[tuple[int, list[Row]]]:
    """The owners of each company, by index, with both ends of their shares; companies that nobody holds are left out.

    Args:
        companies: those asked about, ascending; None for all.
    """
    flat, tight = held_directly(stakes), stakes.tightened()
    held = np.diff(stakes.holders_from) > 0
    for company in range(stakes.actors) if companies is None else companies:
        if flat[company]:
            yield company, direct_rows(tight, company)
        elif held[company]:
            found = owners(stakes, company, convention)
            ends = zip(found.index.tolist(), found.low.tolist(), found.high.tolist(), strict=True)
            yield company, [(owner, company, low, high) for owner, low, high in ends if high > 0]


def held_directly(stakes: Stakes) -> Mask:
    """The companies whose holders nobody holds, each of them with one stake, and that are held to no more than all.

    An answer on these is the same by every convention: nothing arrives but by the stakes themselves.
    """
    is_held = np.diff(stakes.holders_from) > 0
    least = np.bincount(stakes.held, stakes.low - stakes.low % 2, stakes.actors)
    again = np.zeros(len(stakes), np.bool_)
    again[1:] = (stakes.held[1:] == stakes.held[:-1]) & (stakes.holder[1:] == stakes.holder[:-1])
    deep = np.bincount(stakes.held, is_held[stakes.holder] | again, stakes.actors) > 0
    found: Mask = is_held & ~deep & (least <= WHOLE)
    return found


def direct_rows(tight: Stakes, company: int) -> list[Row]:
    """The stakes in a company as shares; open ends count as closed, as the engine counts them."""
    rows = slice(*tight.holders_from[company : company + 2].tolist())
    columns = (tight.holder[rows].tolist(), tight.low[rows].tolist(), tight.high[rows].tolist())
    return [
        (owner, company, (low - low % 2) / WHOLE, (high + high % 2) / WHOLE)
        for owner, low, high in zip(*columns, strict=True)
        if high > 0
    ]
