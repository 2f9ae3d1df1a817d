"""Days as numbers, and which stakes are alive on one: definitely, possibly or not.

The same answers as `Span.holds_on` gives for one claim, for whole columns.
"""

import datetime as dt
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

EPOCH = dt.date(1970, 1, 1).toordinal()
NEVER, EVER = np.iinfo(np.int32).min, np.iinfo(np.int32).max  # an earliest, and a latest, that is not stated

Days = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]


def number_of(day: dt.date) -> int:
    """Days since 1970.

    Example:
        >>> number_of(dt.date(1970, 2, 1))
        31
    """
    return day.toordinal() - EPOCH


@dataclass(frozen=True, eq=False)
class Spans:
    """When each stake begins and ends, as bounds in days since 1970.

    Args:
        start: earliest and latest begin; `NEVER` and `EVER` where none is stated. None: stated for no stake.
        end: earliest and latest end; `EVER` for both where none is stated. None: stated for no stake.
    """

    start: tuple[Days, Days] | None
    end: tuple[Days, Days] | None

    def alive(self, day: dt.date, told: dt.date, count: int) -> tuple[Mask, Mask]:
        """Which stakes are alive on `day`, and which of them only possibly.

        Args:
            day: the day asked about.
            told: the day that the register tells of; before it, a stake without a start is only possible.
            count: how many stakes there are.
        """
        today, kept, possible = number_of(day), np.ones(count, np.bool_), np.zeros(count, np.bool_)
        if self.start is None:
            possible |= day < told
        else:
            kept &= self.start[0] <= today
            possible |= today < np.where(self.start[1] == EVER, number_of(told), self.start[1])
        if self.end is not None:
            kept &= today <= self.end[1]
            possible |= today > self.end[0]
        return kept, possible & kept
