"""How things, dates and lists stand within a sentence: articles, number, prepositions.

Nothing here knows a claim; what it is given it says whole, and it never shortens a name.
"""

import re
from functools import lru_cache

from regraph.model.dates import Span, When, period_end
from regraph.model.knowledge import Knowledge
from regraph.names import local

# A name that ends in one of these, or has a preposition in it, is a description and takes "the".
HEADS_WORDS = (
    "Act Administration Agency Agreement Arrangement Association Bank Board Bureau Commission Committee"
    " Congress Consortium Corporation Council Court Emirates Exchange Facility Forum Framework Fund"
    " Government Initiative Institute Kingdom Ministry Office Parliament Partnership Party Plant Program"
    " Programme Project Republic Reserve Senate Service Society States Stockpile Subcommittee Survey"
    " Union Mission"
)
HEADS = frozenset(HEADS_WORDS.split())
PREPOSITIONS = ("of", "for", "on", "under", "in", "at", "to", "with", "near", "that", "said", "by", "as")
BARE = ("Company", "Person", "Fund", "StateOwnedEnterprise")
# First words of descriptions, which are no names and so stand small within a sentence.
COMMON_WORDS = (
    "A Abolition Allied An Any Business-focused Buyers Commercial Commitments Completion Control"
    " Customers Definitive Delay Early Executive Exemption Existing Experts First Full Incremental"
    " Industry Initial Investors Issuer Joint Leading Link Magnet Majority Manufacturers Memorandum"
    " Mineral-linked Mining Nominated One-year Overseas Participating Partners Pilot Planned Preferential"
    " Private Processing Producers Promised Proposed Purchase Rare Reference Removal Renegotiation Second"
    " Senior Speakers Strategic Subsidiaries Supporters Surface Technical Total Unnamed World's"
)
COMMON = frozenset(COMMON_WORDS.split())


def noun(knowledge: Knowledge, iri: str) -> str:
    """A thing or claim by its name as it stands within a sentence, with its article.

    A name that nobody gave is read from the identifier, so that no slug reaches a reader.
    """
    label = knowledge.label(iri)
    if label == local(iri):
        return label.replace("-", " ")
    kind = knowledge.things[iri].kind if iri in knowledge.things else ""
    return with_article(label, kind)


@lru_cache(maxsize=8192)  # a name stands in the sentences of all that it is a party to
def with_article(label: str, kind: str = "") -> str:
    """A name with "the" where it is a description, its first word small where that is no name.

    Example:
        >>> with_article("U.S. Department of Defense", "GovernmentBody"), with_article("Serra Verde", "Company")
        ('the U.S. Department of Defense', 'Serra Verde')
        >>> with_article("Issuer of the press release"), with_article("India's 2026/27 budget")
        ('the issuer of the press release', "India's 2026/27 budget")
        >>> with_article("The Continent", "Organisation"), with_article("Malawian officials")
        ('The Continent', 'Malawian officials')
    """
    first, _, rest = label.partition(" ")
    if not rest or first == "The" or kind in BARE or (first.endswith(("'s", "’s")) and first not in COMMON):
        return label
    small = first in COMMON and (rest[0].islower() or first in ("Senior", "Unnamed"))
    said = f"{first[0].lower()}{first[1:]} {rest}" if small else label
    return said if first in ("A", "An", "Any") or not is_described(label, kind) else f"the {said}"


def is_described(label: str, kind: str) -> bool:
    """True for a name that describes what it names."""
    words = label.split()
    inner = any(word in PREPOSITIONS for word in words[1:])
    if is_plural(label):
        return (inner and words[0] != "Democrats") or kind == "Consortium"
    return inner or words[-1] in HEADS or words[-1].islower() or kind == "GovernmentBody"


@lru_cache(maxsize=8192)
def is_plural(label: str) -> bool:
    """True where the noun that a description turns on is in the plural.

    Example:
        >>> is_plural("Chinese customers of Serra Verde"), is_plural("Rare Earth Exchanges"), is_plural("rare earths")
        (True, False, True)
    """
    words = label.split()
    end = next((place for place, word in enumerate(words) if place and word in PREPOSITIONS), len(words))
    head = words[end - 1] if words else ""
    plain = head.islower() or (end < len(words) and words[0] in COMMON)
    return plain and head.endswith("s") and not head.endswith(("ss", "us", "is"))


def listed(labels: list[str]) -> str:
    """Names as a list in a sentence; with semicolons where one of several has a comma of its own.

    Example:
        >>> listed(["A", "B", "C"])
        'A, B and C'
        >>> listed(["A", "B, quoted by C", "D"])
        'A; B, quoted by C; and D'
    """
    if len(labels) == 1:
        return labels[0]
    inner = ["," in re.sub(r"[(][^)]*[)]", "", label) for label in labels]
    if len(labels) > 2 and any(inner):
        return f"{'; '.join(labels[:-1])}; and {labels[-1]}"
    pause = "," if len(labels) == 2 and inner[0] else ""
    return f"{', '.join(labels[:-1])}{pause} and {labels[-1]}"


def an(words: str) -> str:
    """A noun with its indefinite article.

    Example:
        >>> an("investor"), an("lender")
        ('an investor', 'a lender')
    """
    return f"{'an' if words[:1].lower() in 'aeio' else 'a'} {words}"


def counted(number: int, plural: str) -> str:
    """A number with its noun.

    Example:
        >>> counted(1, "misses"), counted(2, "parties"), counted(1, "parties")
        ('1 miss', '2 parties', '1 party')
    """
    singular = {"misses": "miss", "parties": "party"}.get(plural, plural.removesuffix("s"))
    return f"{number} {singular if number == 1 else plural}"


def dated(when: When) -> str:
    """A date with its preposition and the precision of its source; "" where none is stated.

    Example:
        >>> from regraph.model.dates import period
        >>> dated(period("2023")), dated(period("2026-01-28")), dated(When(None, period_end("2027")))
        ('within 2023', 'on 2026-01-28', 'by the end of 2027')
    """
    if when.is_unknown:
        return ""
    text = month_text(when) or when.text()
    if text.startswith(("between ", "by ")):
        return text
    if text.startswith("from "):
        return f"not before {text.removeprefix('from ')}"
    return f"on {text}" if when.earliest == when.latest else f"within {text}"


def month_text(when: When) -> str:
    """The month that a date fills, or an empty text."""
    if when.earliest is None or when.latest is None or when.earliest.day != 1 or when.earliest == when.latest:
        return ""
    month = f"{when.earliest:%Y-%m}"
    return month if when.latest == period_end(month) else ""


def span_text(span: Span, place: int) -> str:
    """When something begins and ends, in the mood of its sentence; "" where neither is stated.

    Args:
        place: 0 for what is in force, 1 for what is not yet, 2 for what has ended.
    Example:
        >>> from regraph.model.dates import period
        >>> span_text(Span(period("2023")), 0), span_text(Span(When(), period("2026-12-31")), 0)
        ('since a day within 2023', 'until 2026-12-31')
    """
    start, end = day_text(span.start), day_text(span.end)
    parts = [f"{('since', 'from', 'from')[place]} {start}"] if start else []
    return " ".join([*parts, f"until {end}"] if end else parts)


def day_text(when: When) -> str:
    """A day as something begins or ends on it: `2026-01-28`, `a day within 2023`."""
    text = dated(when)
    return f"a day {text}" if text and not text.startswith("on ") else text.removeprefix("on ")


def period_text(span: Span) -> str:
    """The period that a quantity is of: `2025`, `2020 to 2024`; "" where none is stated.

    Example:
        >>> import datetime as dt
        >>> first, last = dt.date(2025, 1, 1), dt.date(2025, 12, 31)
        >>> period_text(Span(When(first, first), When(last, last)))
        '2025'
    """
    start, end = span.start, span.end
    if start.is_unknown or end.is_unknown:
        return span_text(span, 0)
    whole = When(start.earliest, end.latest) if start.earliest == start.latest and end.earliest == end.latest else None
    text = (month_text(whole) or whole.text()) if whole else ""
    if re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text):
        return text
    return f"{month_text(start) or start.text()} to {month_text(end) or end.text()}"
