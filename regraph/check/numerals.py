"""The numbers that a passage of English states, in any usual notation, as exact decimals.

Written by hand because the libraries at hand guess (quantulum3 needs a trained classifier, number-parser and text2num
rewrite the sentence and drop units), and a check must not guess: it yields only what the words say.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from math import prod

SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
UNITS = {word: Decimal(value) for value, word in enumerate(SMALL)}
ROUND = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
TENS = {word: Decimal(10 * value) for value, word in enumerate(ROUND, 2)}
WORDS = UNITS | TENS
SCALES = {
    "hundred": Decimal(100),
    "thousand": Decimal(10**3),
    "million": Decimal(10**6),
    "mln": Decimal(10**6),
    "mn": Decimal(10**6),
    "billion": Decimal(10**9),
    "bn": Decimal(10**9),
    "trillion": Decimal(10**12),
    "tn": Decimal(10**12),
    "dozen": Decimal(12),
    "decade": Decimal(10),
    "%": Decimal("0.01"),
    "percent": Decimal("0.01"),
    "per cent": Decimal("0.01"),
    "percentage point": Decimal("0.01"),
    "bps": Decimal("0.0001"),
    "basis point": Decimal("0.0001"),
    "kt": Decimal(10**3),
    "ktpa": Decimal(10**3),
    "mt": Decimal(10**6),
    "kiloton": Decimal(10**3),
    "kilotonne": Decimal(10**3),
    "k": Decimal(10**3),
    "m": Decimal(10**6),
    "b": Decimal(10**9),
    "t": Decimal(10**12),
}
FRACTIONS = {"half": Decimal("0.5"), "quarter": Decimal("0.25"), "fifth": Decimal("0.2"), "tenth": Decimal("0.1")}

DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![.,]?\d)"
TENFOLD = "|".join(TENS)
NUMBER_WORD = rf"(?:{TENFOLD})[- ](?:{'|'.join(list(UNITS)[1:10])})|{'|'.join(sorted(WORDS, key=len, reverse=True))}"
MAGNITUDE = r"hundred|thousand|million|mln|mn|billion|bn|trillion|tn|dozen|decade"
SCALE = (
    rf"(?:(?:\+|-plus)?[ -]?(?:{MAGNITUDE}|percent|per cent|percentage point|bps|basis point|ktpa|kilotonne|kiloton|kt)"
    r"s?(?![A-Za-z])|\+? ?%|(?-i: ?Mt|[kKMBT]|(?<=\d)[mb])(?![A-Za-z]))"
)
MONEY = r"(?:(?:US|AU|A|CA|C)?\$|[€£¥]|USD|EUR)"
ONE = re.compile(
    rf"(?<![\w.,])(?P<money>{MONEY} ?)?(?P<base>{DIGITS}|(?<![-\w])(?:{NUMBER_WORD}|an?)(?![\w]))"
    rf"(?P<scales>(?:{SCALE})*)(?P<range>\+?(?: ?[-–—] ?| to | and | or )(?=~?{MONEY}? ?(?:\d|{NUMBER_WORD})))?",
    re.IGNORECASE,
)
HALF_A = re.compile(rf"\b(half|quarter) (?:of )?an? ({MAGNITUDE})\b|\bhalf[- ]({MAGNITUDE})\b", re.IGNORECASE)
PART = re.compile(rf"\b(?:({NUMBER_WORD}|an?)[- ])?(half|quarter|fifth|tenth)s?\b", re.IGNORECASE)
MONTHS = re.compile(rf"\b({DIGITS}|{NUMBER_WORD})[- ]months?\b", re.IGNORECASE)


def numbers_in(text: str) -> frozenset[Decimal]:
    """Every number that `text` states: percent as fractions, kilotonnes as tonnes, months also as years.

    Example:
        >>> sorted(map("{:f}".format, numbers_in("a $565M loan at 150 bps, 8–16% of half a billion")))
        ['0.0150', '0.08', '0.16', '500000000.0', '565000000']
    """
    plain = re.sub(r"\s", " ", text).replace("‑", "-")
    found = [base_of(match[1].lower()) / 12 for match in MONTHS.finditer(plain)]
    for match in HALF_A.finditer(plain):
        found.append(FRACTIONS[(match[1] or "half").lower()] * SCALES[(match[2] or match[3]).lower()])
    plain = HALF_A.sub(" ", plain)
    found += [base_of((match[1] or "a").lower()) * FRACTIONS[match[2].lower()] for match in PART.finditer(plain)]
    return frozenset((*found, *counted(PART.sub(" ", plain))))


def counted(text: str) -> Iterator[Decimal]:
    """Numbers in digits or words with what multiplies them; a range lends its end's multiplier to its beginning."""
    matches = [m for m in ONE.finditer(text) if m["scales"] or m["base"].lower() not in ("a", "an")]
    for index, match in enumerate(matches):
        scales = scales_of(match["scales"], bool(match["money"]))
        value = base_of(match["base"].lower())
        lent = []
        if match["range"] and not scales and index + 1 < len(matches):
            end = matches[index + 1]
            lent = scales_of(end["scales"], bool(end["money"] or match["money"]))
            yield prod(lent, start=value)
        if not lent or match["range"].strip(" +").isalpha():
            yield prod(scales, start=value)


def base_of(text: str) -> Decimal:
    """A number in digits, or in words up to ninety-nine.

    Example:
        >>> base_of("6,500"), base_of("fifty-four")
        (Decimal('6500'), Decimal('54'))
    """
    if text in ("a", "an"):
        return Decimal(1)
    if text[0].isdigit():
        return Decimal(text.replace(",", ""))
    return sum((WORDS[word] for word in re.split(r"[- ]", text)), Decimal(0))


def scales_of(text: str, is_money: bool) -> list[Decimal]:
    """What the words after a number multiply it by; `m`, `b` and `T` alone are scales of money only."""
    found = []
    for match in re.finditer(SCALE, f"0{text}", re.IGNORECASE):
        word = re.sub(r"^(?:\+|-plus)?[ -]?", "", match[0]).strip()
        key = word.lower() if word.lower() in SCALES else word.lower().removesuffix("s")
        if is_money or word not in ("m", "b", "T"):
            found.append(SCALES[key])
    return found
