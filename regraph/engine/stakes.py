"""Stakes as columns: who holds what share of what, within which bounds, as integers in arrays.

One form for the curated facts and for whole registers. Nothing here knows IRIs, accounts or files; it never rounds a
bound inward.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import ceil, floor
from typing import Any

import numpy as np
import numpy.typing as npt

from regraph.engine.order import ordered

Integers = npt.NDArray[np.int32]
Sums = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

WHOLE = 2_000_000_000  # a share of 1; an odd number is an open end, half a billionth beside the even one it excludes
HALF = WHOLE // 2


@dataclass(frozen=True, eq=False)
class Index:
    """What `Stakes` otherwise works out from its columns, as kept beside them on disk; see there."""

    holders_from: Sums
    by_holder: Sums
    holdings_from: Sums


@dataclass(frozen=True, eq=False)
class Stakes:
    """Columns of stakes, sorted by what is held, then by holder.

    Args:
        names: index -> name of an actor or asset.
        holder: index of the holder, one a stake.
        held: index of what is held, one a stake, ascending.
        low: least share, in units of 1/`WHOLE`; odd where the end is open, so that "above 50 %" is `HALF + 1`.
        high: greatest share, in the same units; odd where the end is open.
        row: number of the stake where it came from (a line of a file, a claim), one a stake.
        index: where holders and holdings begin, if it is known already.
    """

    names: Sequence[str]
    holder: Integers
    held: Integers
    low: Integers
    high: Integers
    row: Integers
    index: Index | None = None

    def __len__(self) -> int:
        return len(self.holder)

    @property
    def actors(self) -> int:
        """How many actors and assets there are."""
        return len(self.names)

    @cached_property
    def holders_from(self) -> Sums:
        """Where the holders of each thing begin: those of `j` are rows `holders_from[j]` to `holders_from[j + 1]`."""
        return self.index.holders_from if self.index else starts(self.held, self.actors)

    @cached_property
    def by_holder(self) -> Sums:
        """The rows sorted by holder, then by what is held."""
        return self.index.by_holder if self.index else self._holdings[0]

    @cached_property
    def holdings_from(self) -> Sums:
        """Where the holdings of each actor begin in `by_holder`."""
        return self.index.holdings_from if self.index else self._holdings[1]

    @cached_property
    def _holdings(self) -> tuple[Sums, Sums]:
        """`by_holder` and `holdings_from`, which come of one pass."""
        return ordered(self.holder, self.actors)

    @cached_property
    def known(self) -> dict[tuple[str, int], Any]:
        """What kernels have worked out of these stakes once and may need again, by what it is and of whom."""
        return {}

    def only(self, kept: Mask) -> "Stakes":
        """The same actors with some of the stakes."""
        columns = {name: getattr(self, name)[kept] for name in ("holder", "held", "low", "high", "row")}
        return replace(self, **columns, index=None)

    def tightened(self) -> "Stakes":
        """No holder can have more than what the others must have at least leave; bounds only ever narrow.

        A thing whose holders have more than all of it at least is left as it is: its bounds contradict each other.
        """
        odd = self.low % 2
        least = np.bincount(self.held, weights=self.low - odd, minlength=self.actors)[self.held]
        is_open = np.bincount(self.held, weights=odd, minlength=self.actors)[self.held] > odd  # of the others' ends one
        left = WHOLE - (least - (self.low - odd)) - is_open
        high = np.where(least <= WHOLE, np.minimum(self.high, np.maximum(left, self.low)), self.high)
        return replace(self, high=high.astype(np.int32))

    def overfull(self) -> npt.NDArray[np.int64]:
        """The things whose holders have together more than all of it at least, ascending."""
        least = np.bincount(self.held, weights=self.low, minlength=self.actors)
        return np.flatnonzero(least > WHOLE)


def stakes_of(names: Sequence[str], rows: Iterable[tuple[int, int, int, int]]) -> Stakes:
    """Columns of a few stakes.

    Args:
        names: index -> name.
        rows: holder, held, low and high in units of 1/`WHOLE`; the number of a row is its place.
    """
    table = np.array(list(rows), dtype=np.int32).reshape(-1, 4)
    return arranged(names, *table.T)


def arranged(names: Sequence[str], holder: Integers, held: Integers, low: Integers, high: Integers) -> Stakes:
    """Columns brought into the order that `Stakes` needs; stakes of one pair keep the order they came in."""
    order = np.lexsort((holder, held))
    one, other, least, most = (np.ascontiguousarray(c[order], dtype=np.int32) for c in (holder, held, low, high))
    return Stakes(names, one, other, least, most, order.astype(np.int32))


def starts(keys: npt.NDArray[Any], count: int) -> Sums:
    """Where each key begins in a sorted column, with the end of the last."""
    return np.searchsorted(keys, np.arange(count + 1)).astype(np.int64)


def units(share: Decimal, *, is_open: bool = False, is_low: bool = True) -> int:
    """One end of a share interval in units of 1/`WHOLE`, rounded outward to a billionth.

    Example:
        >>> units(Decimal("0.5")), units(Decimal("0.5"), is_open=True)
        (1000000000, 1000000001)
        >>> units(Decimal("0.5"), is_open=True, is_low=False)
        999999999
    """
    scaled = Fraction(share) * HALF  # a Decimal would round to the digits of its context, inward as well
    whole = floor(scaled) if is_low else ceil(scaled)
    if not is_open or whole != scaled:
        return 2 * whole
    return 2 * whole + (1 if is_low else -1)


def fraction(value: int, *, is_low: bool = True) -> tuple[Decimal, bool]:
    """The share that an end in units stands for, and whether the end is open; the inverse of `units`.

    Example:
        >>> fraction(1000000001), fraction(999999999, is_low=False)
        ((Decimal('0.5'), True), (Decimal('0.5'), True))
    """
    odd = value % 2
    return Decimal(value - odd if is_low else value + odd) / WHOLE, bool(odd)
