"""Whether a passage names a thing, states a share in words, or gives a day: the three questions evidence is asked.

It knows names and words only as they are written; it never guesses at pronouns, translations or near misses.
"""

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

MONTHS = "January February March April May June July August September October November December".split()
# What ties a day to the day of publication or to another day: the year is then not in the passage.
RELATIVE = re.compile(
    r"\b(?:today|tonight|yesterday|tomorrow|now|currently|recently|earlier|annual|ago|overdue|onwards?|since"
    r"|(?:last|this|next|past|coming|following|same|previous|the) (?:day|week|weekend|month|quarter|year|summer|autumn"
    rf"|fall|winter|spring|{'|'.join(MONTHS)})"
    r"|(?:mid-|early |late |end of (?:the )?|end-|by )?year[- ]end|end of (?:the |this )?year"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Q[1-4]|H[12]"
    r"|(?:\d+|[a-z]+)(?:[ -]|\+ )(?:days?|weeks?|months?|years?|decades?))\b",
    re.IGNORECASE,
)
SHARE_WORDS = {
    Decimal("0.5"): r"majority|minority|controlling|control",
    Decimal(1): r"full|fully|whole|wholly|entire|entirely|complete|completely|outright|sole|solely|all",
}


def is_named(text: str, names: Iterable[str], plural: bool = False) -> bool:
    """True where `text` holds one of `names` as a word of its own.

    Args:
        plural: let the name end in a further `s`.
    Example:
        >>> is_named("the U.S. Export-Import\\u00a0Bank's loan", ["export import bank"])
        True
        >>> is_named("we tell us so", ["US"])
        False
    """
    return any(pattern(name, plural).search(text) for name in names if name.strip())


@lru_cache(maxsize=65536)
def pattern(name: str, plural: bool) -> re.Pattern[str]:
    """What matches one name: any space or hyphen between its words; its case counts for names of up to three letters."""
    words = (re.escape(word).replace("'", "['’]").replace("’", "['’]") for word in re.split(r"[\s\-‐‑–]+", name.strip()))
    body = r"[\s\-‐‑–]+".join(words) + (r"s?" if plural else "")
    flags = re.NOFLAG if sum(map(str.isalpha, name)) <= 3 else re.IGNORECASE
    return re.compile(rf"(?<!\w){body}(?!\w)", flags)


def shares_in(text: str) -> frozenset[Decimal]:
    """The shares that words state: a majority or minority bounds 0.5, full ownership is 1.

    Example:
        >>> sorted(shares_in("a majority stake in the fully owned firm"))
        [Decimal('0.5'), Decimal('1')]
    """
    return frozenset(
        share for share, words in SHARE_WORDS.items() if re.search(rf"\b(?:{words})\b", text, re.IGNORECASE)
    )


def is_dated(text: str, day: dt.date) -> bool:
    """True where `text` gives the year of `day`, its month by name, or a word relative to another day.

    Example:
        >>> is_dated("by end-2027", dt.date(2027, 12, 31)), is_dated("in March 2023", dt.date(2025, 1, 1))
        (True, False)
    """
    month = MONTHS[day.month - 1]
    short = month[:3] if month != "May" else month
    return (
        day.year in years_in(text)
        or re.search(rf"\b{month}\b|\b{short}(?:t)?\.?(?= \d)", text) is not None
        or RELATIVE.search(text) is not None
    )


def years_in(text: str) -> frozenset[int]:
    """The years that `text` states: 2026, FY2026, FY26, and both ends of 2024-25."""
    found = {int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", text)}
    found |= {2000 + int(year) for year in re.findall(r"(?:FY ?|['’])(\d\d)\b", text)}
    for begin, end in re.findall(r"(?<!\d)((?:19|20)\d\d)[-–/](\d\d)(?!\d)", text):
        found.add(int(begin[:2] + end))
    return frozenset(found)
