"""What answers made of hops have in common: the line of their frame, a hop with its evidence, where accounts differ."""

import re
from functools import lru_cache

from regraph.wording.evidence import Payload
from regraph.wording.numbered import Footnotes
from regraph.wording.words import safe, spaced

JOINING = ("a", "an", "and", "as", "at", "by", "for", "in", "of", "on", "the", "to", "under", "with")
CONVENTIONS = {
    "stop-at-target": "shares by stop-at-target: what ever arrives at the owner",
    "walk-sum": "shares by walk-sum: what passes the owner, again and again",
    "simple-paths": "shares integrated over simple paths",
}
UNDATED = "no dates stated"


def dateline(payload: Payload) -> str:
    """The frame of the answer in one line."""
    parts = [f"latest account known: {payload['latestAccount'] or 'none'}"]
    parts += [f"known by {payload['knownBy']}"] if payload["knownBy"] else []
    if payload.get("convention"):
        parts.append(CONVENTIONS[payload["convention"]])
    for word in ("include", "exclude"):
        if payload.get(word):
            parts.append(f"{word}d: " + ", ".join(payload[word]))
    return safe("; ".join(parts))


def hop_lines(hop: Payload, number: int, footnotes: Footnotes) -> list[str]:
    """One hop: who and what in short, its sentence, what that does not say, and who says so."""
    claim = hop["claim"]
    lines = [safe(f"  {number}. {hop['source']['label']} {hop['verb']} {hop['target']['label']}")]
    lines += [safe(f"     {claim['sentence']}")] if claim["sentence"] else []
    lines.append(safe(f"     {hop_details(hop)}"))
    marks = footnotes.cite(claim["accounts"])
    return [*lines, *difference_lines(claim, footnotes), f"     {marks}"]


def hop_details(hop: Payload) -> str:
    """The name, share, amount, axes, dates and standing of a hop, as far as its sentence does not say them."""
    claim = hop["claim"]
    told = f"{claim['sentence'] or ''} {spaced(claim['kind'] or '')}"
    dates = dates_text(claim) if not claim["sentence"] or dates_text(claim) == UNDATED else ""
    reason = unsaid(hop["reason"], told)
    standing = f"{hop['status']}{': ' if reason else ''}{reason}"
    parts = [unsaid(part, told) for part in (claim["label"], hop["shareText"], claim["amount"] or "") if part]
    return " · ".join(part for part in (*parts, claim["axes"], dates, standing) if part)


def dates_text(claim: Payload) -> str:
    """The date bounds of a claim in words."""
    parts = [f"{name} {claim[name]['text']}" for name in ("start", "end", "date") if claim[name]]
    return ", ".join(parts) or UNDATED


def difference_lines(claim: Payload, footnotes: Footnotes) -> list[str]:
    """One line for each property on which accounts differ."""
    lines = []
    for difference in claim["differences"]:
        if difference["property"] == "certainty" and not is_doubted(difference):
            continue
        said = [f"{entry['text']} {footnotes.number(entry['account'])}" for entry in difference["said"]]
        used = footnotes.number(difference["used"])
        rule = f"{used} is used: {difference['rule']}"
        lines.append(safe(f"     accounts differ on {difference['property']}: {'; '.join(said)}. {rule}"))
    return lines


def is_doubted(difference: Payload) -> bool:
    """True where some account gives less than a party's word, a report or an estimate: worth a line of its own."""
    said = {
        value["id"].rsplit("/", 1)[-1]
        for entry in difference["said"]
        for values in entry["values"].values()
        for value in values
    }
    return not said <= {"stated-by-party", "reported", "estimated"}


def unsaid(part: str, said: str) -> str:
    """A part of an answer where a sentence does not say it already, else an empty text.

    Example:
        >>> unsaid("Serra Verde stake in Pela Ema", "According to A (2026), Serra Verde holds a stake in Pela Ema.")
        ''
        >>> unsaid("lender: Bank", "Alpha borrows.")
        'lender: Bank'
    """
    return "" if words_of(said).issuperset(words_of(part)) else part


@lru_cache(maxsize=1 << 14)  # names and sentences that many answers put beside each other
def words_of(text: str) -> frozenset[str]:
    """The words of a text, in small letters; those that only join are left out."""
    return frozenset(word for word in re.findall(r"\w+", text.casefold()) if word not in JOINING)
