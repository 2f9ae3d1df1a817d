"""Dates as bounds, spans of time between two of them, and what can be said of a day.

A comparison that the bounds cannot decide answers POSSIBLY, never a guess.
"""

import calendar
import datetime as dt
from dataclasses import dataclass, field
from enum import Enum

from regraph.errors import BadBounds, BadDate

Day = dt.date


class Answer(Enum):
    """Whether something is so: certain, excluded, or undecided by what the sources say."""

    YES = "yes"
    NO = "no"
    POSSIBLY = "possibly"


@dataclass(frozen=True, slots=True)
class When:
    """A point in time somewhere between two days, both included; None is unbounded.

    Raises:
        BadBounds: `earliest` is after `latest`.
    """

    earliest: Day | None = None
    latest: Day | None = None

    def __post_init__(self) -> None:
        if self.earliest and self.latest and self.earliest > self.latest:
            raise BadBounds(f"{self.earliest} is after {self.latest}")

    @property
    def is_unknown(self) -> bool:
        """True where neither bound is known."""
        return self.earliest is None and self.latest is None

    def text(self) -> str:
        """The date with the precision of its source.

        Example:
            >>> When(Day(2023, 1, 1), Day(2023, 12, 31)).text()
            '2023'
            >>> When(Day(2023, 1, 1), Day(2025, 12, 31)).text()
            'between 2023 and 2025'
            >>> When(Day(2026, 12, 1), Day(2028, 12, 31)).text()
            'between 2026-12 and 2028-12'
            >>> When(None, Day(2027, 12, 31)).text()
            'by the end of 2027'
        """
        if self.earliest is None:
            return "not stated" if self.latest is None else f"by {end_text(self.latest)}"
        if self.latest is None:
            return f"from {start_text(self.earliest)}"
        if self.earliest == self.latest:
            return self.earliest.isoformat()
        low, high = periods_of(self.earliest, self.latest)
        return low if self.latest == period_end(low) else f"between {low} and {high}"


NEVER_STATED = When()


def periods_of(earliest: Day, latest: Day) -> tuple[str, str]:
    """The longest periods of one length, years, months or days, of which the first begins and the last ends as bounded.

    Example:
        >>> periods_of(Day(2026, 12, 1), Day(2028, 12, 31)), periods_of(Day(2025, 1, 1), Day(2025, 1, 31))
        (('2026-12', '2028-12'), ('2025-01', '2025-01'))
    """
    low, high = start_text(earliest), end_text(latest).removeprefix("the end of ")
    width = max(len(low), len(high))
    return (low, high) if len(low) == len(high) else (str(earliest)[:width], str(latest)[:width])


def start_text(day: Day) -> str:
    """The shortest period that begins on `day`: `2023`, `2023-04` or the day itself."""
    if (day.month, day.day) == (1, 1):
        return f"{day.year:04}"
    return day.isoformat()[:7] if day.day == 1 else day.isoformat()  # "%Y" writes the year 1 as "1"


def end_text(day: Day) -> str:
    """The longest period that ends on `day`, said as its end."""
    if (day.month, day.day) == (12, 31):
        return f"the end of {day.year:04}"
    is_last = day.day == calendar.monthrange(day.year, day.month)[1]
    return f"the end of {day.isoformat()[:7]}" if is_last else day.isoformat()


def period_end(text: str) -> Day:
    """The last day of a period written `2023`, `2023-04` or `2023-04-05`."""
    return period(text).latest  # type: ignore[return-value]


def period(text: str) -> When:
    """The bounds of a date as a person writes it: `2023`, `2023-04` or `2023-04-05`.

    Raises:
        BadDate: it is none of the three, or no such day exists.
    Example:
        >>> period("2023-02")
        When(earliest=datetime.date(2023, 2, 1), latest=datetime.date(2023, 2, 28))
    """
    parts = text.split("-")
    widths = tuple(len(part) for part in parts)
    if widths not in ((4,), (4, 2), (4, 2, 2)) or not all(part.isascii() and part.isdigit() for part in parts):
        raise BadDate(text)
    numbers = [int(part) for part in parts]
    try:
        first = Day(*(numbers + [1, 1])[:3])
    except ValueError as error:
        raise BadDate(text) from error
    if len(numbers) == 1:
        return When(first, Day(first.year, 12, 31))
    if len(numbers) == 2:
        return When(first, Day(first.year, first.month, calendar.monthrange(first.year, first.month)[1]))
    return When(first, first)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time: when something begins and when it ends."""

    start: When = field(default_factory=When)
    end: When = field(default_factory=When)

    @property
    def is_unknown(self) -> bool:
        """True where neither begin nor end is stated."""
        return self.start.is_unknown and self.end.is_unknown

    def holds_on(self, day: Day, told: Day) -> tuple[Answer, str]:
        """Whether this span covers `day`, and why, as told by an account of the day `told`.

        Before `told`, a thing without a stated start is only possible. After it, a thing without a stated end is
        taken to go on; the answer says that it is taken so.

        Returns:
            The answer and one phrase with its reason.
        """
        no = self.excluded_on(day)
        if no:
            return Answer.NO, no
        if self.start.latest is not None and day < self.start.latest:
            return Answer.POSSIBLY, f"it starts {self.start.text()}"
        if self.start.is_unknown and day < told:
            return Answer.POSSIBLY, f"the sources give no start and speak of it as of {told}"
        if self.start.latest is None and day < told:
            return Answer.POSSIBLY, f"it starts {self.start.text()}, the day is not stated"
        if self.end.earliest is not None and day > self.end.earliest:  # the last day counts
            return Answer.POSSIBLY, f"it ends {self.end.text()}"
        return Answer.YES, "in force on that day" if day <= told else self.lasting(told)

    def lasting(self, told: Day) -> str:
        """Why it is taken to hold on a day between that of an account and its end, or after it where none is stated."""
        end = "no end is stated since" if self.end.is_unknown else f"it ends {self.end.text()}"
        return f"as stated on {told}; {end}"

    def excluded_on(self, day: Day) -> str:
        """Why the bounds exclude `day`, or an empty text."""
        if self.start.earliest is not None and day < self.start.earliest:
            return f"it starts {self.start.text()}"
        if self.end.latest is not None and day > self.end.latest:
            return f"it ends {self.end.text()}"
        return ""

    def text(self) -> str:
        """Both ends, or an empty text where neither is stated."""
        parts = []
        if not self.start.is_unknown:
            parts.append(f"since {self.start.text()}" if self.end.is_unknown else f"start {self.start.text()}")
        if not self.end.is_unknown:
            parts.append(f"end {self.end.text()}")
        return ", ".join(parts)
