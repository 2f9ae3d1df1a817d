"""What the passages of one claim do not say: parties they do not name, figures and dates they do not state.

What may stand in other words in a text is looked for in `mentions` and `numerals`; nothing is counted here.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from regraph.check.archive import Archive, first, passage
from regraph.check.evidence.cited import Cited, day_of, decimals, value_of
from regraph.check.evidence.named import Names
from regraph.check.mentions import is_dated, is_named, shares_in
from regraph.check.numerals import numbers_in
from regraph.facts.canonical import iri_text
from regraph.names import RG
from regraph.store.dataset import Description

SHARES = tuple(getattr(RG, "share" + end) for end in ("AtLeast", "AtMost", "Above", "Below"))
VALUES = tuple(getattr(RG, "value" + end) for end in ("AtLeast", "AtMost", "Above", "Below"))
OTHER_FIGURES = (
    *(RG.amountAtLeast, RG.amountAtMost, RG.securityCount, RG.unitPrice, RG.exercisePrice),
    *(RG.tenorYears, RG.interestMargin),
)
DATES = tuple(getattr(RG, point + end) for point in ("start", "end", "date") for end in ("Earliest", "Latest"))
BETWEEN = " ¶ "  # stands between two passages, so that no name or number is read across them


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a claim is not verified: `kind` is passage, party, figure or date."""

    kind: str
    text: str


def reasons_against(cited: Cited, texts: Archive, names: Names) -> Iterator[Reason]:
    """Why one claim is not verified; nothing where it is."""
    passages = [passage(texts, iri) for iri in cited.passages]
    yield from (Reason("passage", one.fault) for one in passages if one.fault)
    text = BETWEEN.join(one.text for one in passages if not one.fault)
    if text:
        yield from missing_names(cited.parties, names, text)
        yield from missing_figures(cited.about, text)
        yield from missing_dates(cited.about, text, cited.said)


def missing_names(parties: Iterable[str], names: Names, text: str) -> Iterator[Reason]:
    """The parties and commodities that `text` does not name; an unknown party has no name to look for."""
    for iri in sorted(parties):
        is_common = iri in names.commodities
        known = names.commodities[iri] if is_common else names.things.get(iri, ())
        if known and not is_named(text, known, is_common):
            listed = ", ".join(f'"{name}"' for name in known[:4])
            yield Reason("party", f"{iri_text(iri)} is not named in its passages; known names: {listed}")


def missing_figures(about: Description, text: str) -> Iterator[Reason]:
    """The figures of a statement that `text` does not state in any usual notation."""
    stated = numbers_in(text)
    in_words = stated | shares_in(text)
    is_part = first(about, RG.unit) == "1"
    for predicate in (*SHARES, *VALUES, *OTHER_FIGURES):
        for value in decimals(about.get(predicate, ())):
            is_share = predicate in SHARES or (is_part and value <= 1)
            if value not in (in_words if is_share else stated) and not (is_share and is_limit(about, predicate, value)):
                yield Reason("figure", f"figure {value:f} ({iri_text(predicate)}) is not in its passages{said(stated)}")


def is_limit(about: Description, predicate: str, value: Decimal) -> bool:
    """True for 0 or 1 where it only closes an interval that another bound opens: "a majority" is up to 1."""
    family = SHARES if predicate in SHARES else VALUES
    bounds = {bound for one in family for bound in decimals(about.get(one, ()))}
    return value in (0, 1) and len(bounds) > 1


def said(numbers: Iterable[Decimal]) -> str:
    """What numbers a text states instead, for a message."""
    found = sorted(numbers)[:8]
    return f"; they state {', '.join(f'{n.normalize():f}' for n in found)}" if found else ", which state no number"


def missing_dates(about: Description, text: str, said: dt.date | None) -> Iterator[Reason]:
    """The date bounds that `text` gives neither by year and month nor in relation to the day it was said."""
    for predicate in DATES:
        for term in about.get(predicate, ()):
            day = day_of(value_of(term))
            if day and not is_dated(text, day, said):
                yield Reason(
                    "date", f"date {day} ({iri_text(predicate)}) is not in its passages by year, month or word"
                )
