"""Where a text gives a sum, a share or a quantity, with the numbers that the check of the evidence would read there.

It uses the same patterns as that check (`regraph.check.numerals`, which says why no library does), so that a number
which is proposed here is one that the check finds again. It never says whether a number is a bound, a total or a plan.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest

from regraph.check.mentions import shares_in
from regraph.check.numerals import HALF_A, ONE, PART, numbers_in

CURRENCIES = {
    "$": "USD",
    "US$": "USD",
    "USD": "USD",
    "A$": "AUD",
    "AU$": "AUD",
    "C$": "CAD",
    "CA$": "CAD",
    "€": "EUR",
    "EUR": "EUR",
    "£": "GBP",
    "¥": "",
}
CURRENCY_WORDS = {
    "dollar": "USD",
    "us dollar": "USD",
    "u.s. dollar": "USD",
    "euro": "EUR",
    "yuan": "CNY",
    "yen": "JPY",
    "rupee": "INR",
    "pound sterling": "GBP",
    "renminbi": "CNY",
}
UNITS = {
    **dict.fromkeys(("t", "ton", "tonne", "metric ton", "metric tonne", "kt", "mt", "kiloton", "kilotonne"), "t"),
    **dict.fromkeys(("ktpa", "tpa", "mtpa"), "t/a"),
    **dict.fromkeys(("kg", "kilogram", "kilo"), "kg"),
    **dict.fromkeys(("m", "meter", "metre"), "m"),
    **dict.fromkeys(("km", "kilometer", "kilometre"), "km"),
    **dict.fromkeys(("ppm", "parts per million"), "[ppm]"),
    **dict.fromkeys(("year", "yr"), "a"),
    "month": "mo",
    "week": "wk",
    "day": "d",
    "decade": "10.a",
    "hectare": "har",
    "acre": "[acr_us]",
    "mw": "MW",
    "gw": "GW",
}
WORDS = sorted((*UNITS, *CURRENCY_WORDS), key=len, reverse=True)
AFTER = re.compile(
    rf"\+?[ -]?(?P<word>{'|'.join(map(re.escape, WORDS))})(?:e?s)?"
    r"(?P<rate>(?:/| per | a | each )(?:year|annum|yr)\b|/a\b)?(?![\w])",
    re.IGNORECASE,
)
SCALED = re.compile(r"(?P<scale>ktpa|kilotonn?e?|kt|Mt)s?\Z")
BOUNDS = {"majority": "above 0.5 up to 1.0", "minority": "below 0.5"}
SHARE_WORDS = re.compile(
    r"\b(?:majority|minority|wholly[- ]owned|full(?:y[- ]owned| acquisition| ownership)|outright|sole owner)\b",
    re.IGNORECASE,
)
IN_PERCENT = re.compile(r"%|per ?cent|basis point|\bbps\b", re.IGNORECASE)
YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Figure:
    """A place where a text gives a number.

    Args:
        kind: amount, share, quantity or count.
        values: the numbers that may be meant, as the check reads them, sorted; both ends of a range.
        unit: ISO 4217 code of an amount, UCUM code of a quantity, "1" of a share; "" where the words do not say.
        bound: what a word such as "majority" means; "" for a number.
    """

    begin: int
    end: int
    kind: str
    values: tuple[Decimal, ...]
    unit: str
    bound: str = ""


def figures_in(text: str, begin: int, end: int, dates: tuple[tuple[int, int], ...] = ()) -> Iterator[Figure]:
    """Where `text` gives a number between two offsets, in order.

    Args:
        dates: spans that give a date, whose numbers are no figures.

    Example:
        >>> text = "lends $565M for 8–16% of 6,500 tonnes a year"
        >>> for f in figures_in(text, 0, len(text)):
        ...     print(text[f.begin : f.end], f.kind, *map("{:f}".format, f.values), f.unit)
        $565M amount 565000000 USD
        8–16% share 0.08 0.16 1
        6,500 tonnes a year quantity 6500 t/a
    """
    taken = list(dates)
    for first, last in spans(text, begin, end):
        if not any(b < last and first < e for b, e in taken):
            figure = figure_of(text, first, last, end)
            if figure is not None:
                taken.append((figure.begin, figure.end))
                yield figure


def spans(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    """Where numbers stand: words for shares, halves and fifths, numbers with what multiplies them, ranges whole."""
    plain = re.sub(r"\s", " ", text[begin:end]).replace("‑", "-")
    found = [(m.start(), m.end()) for rule in (HALF_A, SHARE_WORDS) for m in rule.finditer(plain)]
    if not HALF_A.search(plain):
        found += [(m.start(), m.end()) for m in PART.finditer(plain) if m[1] or m[2].lower() == "half"]
    found += numbers(plain)
    return [(begin + b, begin + e) for b, e in sorted(found, key=lambda span: (span[0], -span[1]))]


def numbers(plain: str) -> Iterator[tuple[int, int]]:
    """Where numbers stand with what multiplies them; the two ends of a range are one."""
    matches = list(ONE.finditer(plain))
    first = None
    for match, after in zip_longest(matches, matches[1:]):
        first = match.start() if first is None else first
        if after is None or not is_range(match, after):
            if is_number(plain[first : match.end()], match):
                yield first, match.end() - len(match["range"] or "")
            first = None


def is_range(match: re.Match[str], after: re.Match[str]) -> bool:
    """True where two numbers are the ends of one range: not "9% and 15%", "A$5 and €7" or "in 2023 to 53%"."""
    if not match["range"] or YEAR.fullmatch(match["base"]):
        return False
    is_list = match["range"].strip().isalpha() and match["range"].strip().lower() != "to"
    is_other = bool(after["money"]) and (after["money"] or "").strip() != (match["money"] or "").strip()
    return not (is_list and (match["scales"] or is_other))


def is_number(words: str, match: re.Match[str]) -> bool:
    """True but for articles, "one" alone and bare years, which the dates take."""
    return bool(match["scales"] or match["money"]) or not (
        words.lower() in ("a", "an", "one") or YEAR.fullmatch(match["base"])
    )


def figure_of(text: str, begin: int, end: int, limit: int) -> Figure | None:
    """The figure in a span, its unit taken from the words after it; None where the check would read no number."""
    after = AFTER.match(text, end, limit)
    word = after["word"].lower() if after else ""
    last = after.end() if after else end
    written = text[begin:last]
    values = tuple(sorted(numbers_in(written) | shares_in(written)))
    if word == "month" and len(values) == 2:
        values = values[1:]  # the check also reads months as years
    if not values:
        return None
    kind, unit = meaning(text[begin:end], word, bool(after and after["rate"]), values)
    return Figure(begin, last, kind, values, unit, BOUNDS.get(written.lower(), ""))


def meaning(number: str, word: str, is_rate: bool, values: tuple[Decimal, ...]) -> tuple[str, str]:
    """What kind of figure a number is, and its unit or currency."""
    sign = re.match(r"(?:US|AU|A|CA|C)?\$|[€£¥]|USD|EUR", number, re.IGNORECASE)
    if sign or word in CURRENCY_WORDS:
        return "amount", CURRENCIES.get(sign[0].upper(), "") if sign else CURRENCY_WORDS[word]
    if IN_PERCENT.search(number) or SHARE_WORDS.search(number) or (not word and values[-1] < 1):
        return "share", "1"
    scaled = SCALED.search(number.rstrip())
    unit = UNITS.get(word) or (UNITS[scaled["scale"].lower()] if scaled and scaled["scale"].lower() in UNITS else "")
    return ("quantity", unit + ("/a" if is_rate else "")) if unit else ("count", "")
