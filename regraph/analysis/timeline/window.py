"""The days that a timeline is asked for, and whether an event can lie in them.

An event known within bounds lies possibly in every stretch that its bounds meet, so that it may be in several. One
without any date lies in no stretch; it stands only in an answer that is asked for no days.
"""

import datetime as dt
from dataclasses import dataclass

from regraph.errors import BadBounds
from regraph.model.dates import Answer, When

FIRST, LAST = dt.date.min, dt.date.max


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of days, both included; None is open.

    Raises:
        BadBounds: `first` is after `last`.
    """

    first: dt.date | None = None
    last: dt.date | None = None

    def __post_init__(self) -> None:
        if self.first and self.last and self.first > self.last:
            raise BadBounds(f"--from {self.first} is after --to {self.last}")

    @property
    def is_open(self) -> bool:
        """True where no days are asked for, so that what has no date stands in the answer as well."""
        return self.first is None and self.last is None

    def holds(self, when: When) -> Answer:
        """Whether an event that lies within some bounds lies in this stretch.

        Example:
            >>> year = Window(dt.date(2025, 1, 1), dt.date(2025, 12, 31))
            >>> year.holds(When(dt.date(2025, 3, 1), dt.date(2025, 3, 31))).value
            'yes'
            >>> year.holds(When(dt.date(2023, 1, 1), dt.date(2025, 12, 31))).value, year.holds(When()).value
            ('possibly', 'no')
        """
        if self.is_open:
            return Answer.YES
        if when.is_unknown:
            return Answer.NO
        first, last = self.first or FIRST, self.last or LAST
        low, high = when.earliest or FIRST, when.latest or LAST
        if high < first or low > last:
            return Answer.NO
        return Answer.YES if first <= low and high <= last else Answer.POSSIBLY


def by_day(when: When) -> tuple[dt.date, dt.date]:
    """The key that sorts events: the last day on which one can lie, its first where no last is stated; undated last.

    What is due "by the end of 2026" so stands where it falls due, and what happened "between 2023 and 2025" where it
    has surely happened.

    Example:
        >>> day = dt.date(2026, 12, 31)
        >>> by_day(When(None, day)) < by_day(When(dt.date(2027, 1, 1), None)) < by_day(When())
        True
    """
    if when.is_unknown:
        return LAST, LAST
    end = when.latest or when.earliest or LAST
    return end, when.earliest or FIRST
