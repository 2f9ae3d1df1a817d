"""Where a text gives a date, and the days between which it lies where the words alone decide that.

A word that means a day only beside the day of publication ("last December") is listed without bounds: whoever reads it
works them out. dateparser and its like would fill in the missing year, month and day by themselves; a draft must not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from regraph.check.mentions import MONTHS
from regraph.errors import BadBounds, BadDate
from regraph.model.dates import NEVER_STATED, When, period

MONTH = rf"(?P<month>{'|'.join(MONTHS)}|(?:{'|'.join(m[:3] for m in MONTHS if m != 'May')})t?\.?)(?![a-z])"
YEAR = r"(?:19|20)\d\d"
RANGE = rf"(?P<from>{YEAR})(?: ?[-–/] ?| (?:to|and|or) )(?P<to>{YEAR}|\d\d)"
PERIOD = rf"(?P<part>Q[1-4]|H[12]|first half|second half|(?:first|second|third|fourth) quarter)(?: of)? (?P<of>{YEAR})"
DATE = re.compile(
    rf"(?<![\w$€£¥.,])(?<!\d-)(?:(?P<iso>{YEAR}-\d\d-\d\d)|{PERIOD}|{RANGE}"
    rf"|(?:(?P<first>\d{{1,2}})(?:st|nd|rd|th)? )?{MONTH}(?: (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d%]))?"
    rf"(?:,? (?P<year>{YEAR}))?|FY ?(?P<fiscal>{YEAR}|\d\d)|(?P<alone>{YEAR})s?)(?![\w%]|,\d|\.\d)"
)
RELATIVE = re.compile(
    r"\b(?:(?:last|this|next|past|coming|following) (?:day|week|weekend|month|quarter|year|summer|autumn|fall|winter"
    rf"|spring|{'|'.join(MONTHS)})|today|yesterday|tomorrow|year[- ]end|end-?of-?year"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
BOUND = re.compile(
    r"\b(?:by|before|until|through|since|after|from|early|mid|late|end)[- ](?:of |the end of |end[- ]of[- ]|end-)?\Z"
)
PARTS = {
    "Q1": (1, 3),
    "Q2": (4, 6),
    "Q3": (7, 9),
    "Q4": (10, 12),
    "H1": (1, 6),
    "H2": (7, 12),
    "first quarter": (1, 3),
    "second quarter": (4, 6),
    "third quarter": (7, 9),
    "fourth quarter": (10, 12),
    "first half": (1, 6),
    "second half": (7, 12),
}


@dataclass(frozen=True, slots=True)
class DateMention:
    """A place where a text gives a date.

    Args:
        when: the days between which the words put it; unknown where they need the day of publication.
    """

    begin: int
    end: int
    when: When


def dates_in(text: str, begin: int, end: int) -> Iterator[DateMention]:
    """Where `text` gives a date between two offsets, in order.

    Example:
        >>> text = "Signed last December, closed Jan. 26, 2026, due by end-2027."
        >>> [(text[d.begin:d.end], d.when.text()) for d in dates_in(text, 0, len(text))]
        [('last December', 'not stated'), ('Jan. 26, 2026', '2026-01-26'), ('by end-2027', '2027')]
    """
    found = [DateMention(m.start(), m.end(), NEVER_STATED) for m in RELATIVE.finditer(text, begin, end)]
    taken = [(d.begin, d.end) for d in found]
    for match in DATE.finditer(text, begin, end):
        if is_date(match) and not any(b < match.end() and match.start() < e for b, e in taken):
            bound = BOUND.search(text, max(begin, match.start() - 20), match.start())
            found.append(DateMention(bound.start() if bound else match.start(), match.end(), bounds_of(match)))
    yield from sorted(found, key=lambda one: one.begin)


def is_date(match: re.Match[str]) -> bool:
    """True but for the word "may", which needs a day or a year beside it to be a month."""
    return match["month"] != "May" or bool(match["first"] or match["day"] or match["year"])


def bounds_of(match: re.Match[str]) -> When:
    """The days between which a date lies; unknown where it gives no year, or no such day exists."""
    try:
        if match["part"]:
            first, last = PARTS[match["part"]]
            return between(f"{match['of']}-{first:02}", f"{match['of']}-{last:02}")
        if match["from"]:
            last_year = match["to"] if len(match["to"]) == 4 else match["from"][:2] + match["to"]
            return between(match["from"], last_year)
        return period(written(match)) if written(match) else NEVER_STATED
    except (BadDate, BadBounds):
        return NEVER_STATED


def written(match: re.Match[str]) -> str:
    """A date as `2026-01-26`, `2026-01` or `2026`; "" where its year is not given."""
    if match["iso"] or match["alone"] or match["fiscal"]:
        return match["iso"] or match["alone"] or ("20" + match["fiscal"])[-4:]
    if not match["year"]:
        return ""
    month = next(n for n, name in enumerate(MONTHS, 1) if name.startswith(match["month"][:3]))
    number = match["first"] or match["day"]
    return f"{match['year']}-{month:02}" + (f"-{int(number):02}" if number else "")


def between(first: str, last: str) -> When:
    """From the beginning of one period to the end of another."""
    return When(period(first).earliest, period(last).latest)
