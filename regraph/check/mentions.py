"""Whether a passage names a thing, states a share in words, or gives a day: the three questions evidence is asked.

It knows names and words only as they are written; it never guesses at pronouns, translations or near misses.
"""

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from regraph.check.numerals import DIGITS, NUMBER_WORD, base_of

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
MONTH = re.compile(rf"\b(?:({'|'.join(MONTHS)})|({'|'.join(m[:3] for m in MONTHS if m != 'May')})t?\b\.?)(?![a-z])")
# What ties a day to the day of publication: the year is then not in the passage.
RELATIVE = re.compile(
    r"\b(?:today|tonight|yesterday|tomorrow|now|currently|recently|since|overdue|ago|already|annual"
    r"|(?:last|this|next|past|coming|following|same|previous|the) (?:day|week|weekend|month|quarter|year|summer|autumn"
    rf"|fall|winter|spring|{'|'.join(MONTHS)})"
    r"|year[- ]end|end-?of-?year|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Q[1-4]|H[12])\b",
    re.IGNORECASE,
)
SPAN = re.compile(rf"({DIGITS}|{NUMBER_WORD}|an?|the|next)[ -]\+? ?(day|week|month|year|decade)s?\b", re.IGNORECASE)
DAYS = {"day": 1, "week": 7, "month": 31, "year": 366, "decade": 3660}
SHARE_WORDS = {
    Decimal("0.5"): r"majority|minority",
    Decimal(1): r"full|fully|whole|wholly|entire|entirely|complete|completely|outright|sole|solely|all",
}


def is_named(text: str, names: Iterable[str], is_common: bool = False) -> bool:
    """True where `text` holds one of `names` as a word of its own.

    Args:
        is_common: the names are common nouns, which stand in the singular or the plural.
    Example:
        >>> is_named("the U.S. Export-Import\\u00a0Bank's loan", ["export import bank"])
        True
        >>> is_named("we tell us so", ["US"])
        False
        >>> is_named("a rare-earth project", ["rare earths"], is_common=True)
        True
    """
    return any(pattern(name, is_common).search(text) for name in names if name.strip())


@lru_cache(maxsize=65536)
def pattern(name: str, is_common: bool) -> re.Pattern[str]:
    """What matches one name: any space or hyphen between its words; case counts in names of up to three letters."""
    is_short = sum(map(str.isalpha, name)) <= 3
    written = name.strip().removesuffix("s") if is_common and not is_short else name.strip()
    words = (re.sub("['’]", "['’]", re.escape(word)) for word in re.split(r"[\s\-‐‑–]+", written))
    body = r"[\s\-‐‑–]+".join(words) + ("s?" if is_common else "")
    return re.compile(rf"(?<!\w){body}(?!\w)", re.NOFLAG if is_short else re.IGNORECASE)


def shares_in(text: str) -> frozenset[Decimal]:
    """The shares that words state: a majority or minority bounds 0.5, full ownership is 1.

    Example:
        >>> sorted(shares_in("a majority stake in the fully owned firm"))
        [Decimal('0.5'), Decimal('1')]
    """
    return frozenset(
        share for share, words in SHARE_WORDS.items() if re.search(rf"\b(?:{words})\b", text, re.IGNORECASE)
    )


def is_dated(text: str, day: dt.date, said: dt.date | None = None) -> bool:
    """True where `text` gives `day`: by year and month as far as it names any, or by its distance from `said`.

    Args:
        said: the day of publication; a month without a year, or a word such as "this week", means a day of that
            year or the next to it, and a span of time at most that span from it.
    Example:
        >>> is_dated("by end-2027", dt.date(2027, 12, 31)), is_dated("in March 2023", dt.date(2025, 1, 1))
        (True, False)
        >>> is_dated("announced last December", dt.date(2025, 12, 31), said=dt.date(2026, 2, 5))
        True
    """
    years, months = years_in(text), months_in(text)
    is_edge = (day.month, day.day) in ((1, 1), (12, 31))
    if day.year in years and (not months or day.month in months or is_edge):
        return True
    if said is None:
        return False
    is_near = abs(day.year - said.year) <= 1
    if years:
        return is_near and RELATIVE.search(text) is not None
    is_worded = day.month in months or RELATIVE.search(text) is not None
    return (is_near and is_worded) or abs((day - said).days) <= reach(text)


def reach(text: str) -> int:
    """The longest span of time that `text` states, in days.

    Example:
        >>> reach("over the next 12–24 months")
        744
    """
    spans = (int(base_of(number_of(match[1].lower())) * DAYS[match[2].lower()]) for match in SPAN.finditer(text))
    return max(spans, default=-1)


def number_of(word: str) -> str:
    """The number before a span of time; "the" and "next" stand for one."""
    return "one" if word in ("the", "next") else word


def months_in(text: str) -> frozenset[int]:
    """The months that `text` names, 1 to 12."""
    return frozenset(
        next(n for n, month in enumerate(MONTHS, 1) if month.startswith(match[1] or match[2]))
        for match in MONTH.finditer(text)
    )


def years_in(text: str) -> frozenset[int]:
    """The years that `text` states: 2026, FY2026, FY26, and both ends of 2024-25."""
    found = {int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", text)}
    found |= {2000 + int(year) for year in re.findall(r"(?:FY ?|['’])(\d\d)\b", text)}
    for begin, end in re.findall(r"(?<!\d)((?:19|20)\d\d)[-–/](\d\d)(?!\d)", text):
        found.add(int(begin[:2] + end))
    return frozenset(found)
