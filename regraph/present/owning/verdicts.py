"""Verdicts as lines of text: the most decided first, and what is said of several in the same words said once.

Folding loses nothing that differs: two verdicts share a line only with the same word, reasons and claims.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from regraph.wording.evidence import Payload
from regraph.wording.numbered import Footnotes
from regraph.wording.words import safe

NO_CLAIM = ("no", "not known")
STRENGTH = {"yes": 0, "possible": 1, "no": 3, "not known": 4}  # any other word is a mere claim, after what is reported
RIGHTLESS = "the sources state no right that decides, beyond the shares"
LINK, THROUGH = "close-links", ": through "
Key = tuple[str, str, tuple[str, ...]]
ENDS = {
    "person": " · the trail ends: a natural person",
    "state": " · the trail ends: a state",
    "widely-held": " · the trail ends: widely held",
    "trail-ends": " · the trail ends here: nobody is found to control it",
}


@dataclass(frozen=True)
class Line:
    """What several doctrines say alike of one pair."""

    words: str
    because: str
    claims: tuple[str, ...]
    doctrines: tuple[str, ...]
    strength: float


@dataclass(frozen=True)
class Block:
    """Everybody of whom the same is said."""

    names: tuple[str, ...]
    ending: str
    lines: tuple[Line, ...]


def verdict_lines(
    payload: Payload, found: Sequence[Payload], far: str, claims: dict[str, Payload], notes: Footnotes
) -> list[str]:
    """Verdicts that share one end, by the other.

    Args:
        far: the end that tells them apart, `controller` or `controlled`.
    """
    ids = dict.fromkeys(verdict[far]["id"] for verdict in found)
    alone = [block([v for v in found if v[far]["id"] == node], far) for node in ids]
    kept = [trimmed(one) for one in alone]
    lines = [text for one in together(kept) for text in block_lines(payload, one, claims, notes)]
    hidden = any(len(one.lines) != len(other.lines) for one, other in zip(alone, kept, strict=True))
    return [*lines, *(["  (by right: no other right that decides is stated)"] if hidden else []), ""]


def block(verdicts: Sequence[Payload], far: str) -> Block:
    """What the doctrines say of one pair, strongest first."""
    end = next((v["end"] for v in verdicts if v["last"]), None) if far == "controller" else None
    lines: dict[Key, list[Payload]] = {}
    for verdict in verdicts:
        lines.setdefault(among(lines, alike(verdict)), []).append(verdict)
    told = [Line(*key, tuple(v["doctrine"] for v in same), strength(same)) for key, same in lines.items()]
    ordered = tuple(sorted(told, key=lambda line: line.strength))
    return Block((verdicts[0][far]["label"],), ENDS[end] if end else "", ordered)


def among(lines: Iterable[Key], key: Key) -> Key:
    """The line that says the same of as many claims, and through whom as well, if there is one."""
    word, why, claims = key
    same = (other for other in lines if other[0] == word and set(claims) <= set(other[2]))
    return next((other for other in same if other[1].startswith(THROUGH) and other[1].endswith(f";{why[1:]}")), key)


def alike(verdict: Payload) -> Key:
    """What makes verdicts of several doctrines one line."""
    return said(verdict), because(verdict), tuple(sorted({step["claim"] for step in verdict["steps"]}))


def strength(verdicts: Sequence[Payload]) -> float:
    """How decided verdicts are, lowest first; a mere link comes after control."""
    links = all(verdict["doctrine"] == LINK for verdict in verdicts)
    return STRENGTH.get(verdicts[0]["verdict"], 2) + (0.5 if links else 0)


def trimmed(one: Block) -> Block:
    """A block without the line that no right is stated, where it has another."""
    lines = tuple(line for line in one.lines if line.because != f": {RIGHTLESS}")
    return Block(one.names, one.ending, lines or one.lines)


def together(blocks: Iterable[Block]) -> list[Block]:
    """Blocks that say the same joined, the most decided first."""
    joined: dict[tuple[str, tuple[Line, ...]], tuple[str, ...]] = {}
    for one in blocks:
        joined[one.ending, one.lines] = (*joined.get((one.ending, one.lines), ()), *one.names)
    found = [Block(names, ending, lines) for (ending, lines), names in joined.items()]
    return sorted(found, key=lambda one: one.lines[0].strength)


def block_lines(payload: Payload, one: Block, claims: dict[str, Payload], notes: Footnotes) -> list[str]:
    """One block: whom it is about, and what is said of each of them."""
    each = ", each" if len(one.names) > 1 else ""
    lines = [safe(f"  {'; '.join(one.names)}{each}{one.ending}")]
    for line in one.lines:
        marks = dict.fromkeys(mark for node in line.claims for mark in cited(claims[node], notes))
        text = safe(f"    {line.words} ({doctrines_text(payload, line.doctrines)}){line.because}")
        lines.append(f"{text} {' '.join(marks)}".rstrip())
    return lines


def doctrines_text(payload: Payload, names: Sequence[str]) -> str:
    """Doctrines by their titles; all that were asked in two words."""
    titles = {doctrine["name"]: doctrine["title"] for doctrine in payload["doctrines"]}
    return "every doctrine asked" if len(names) == len(titles) > 2 else ", ".join(titles[name] for name in names)


def said(verdict: Payload) -> str:
    """The verdict in a few words.

    Example:
        >>> said({"verdict": "possible", "jointly": True, "certainty": "alleged", "share": None})
        'possible, jointly, as alleged'
    """
    word, certainty = verdict["verdict"], (verdict["certainty"] or "").replace("-", " ")
    words = [word, *(["jointly"] if verdict["jointly"] and word not in NO_CLAIM else [])]
    if word == "yes":
        words.append("as estimated" if certainty == "estimated" else "as stated")
    elif word == "possible" and certainty not in ("", "reported", "stated by party"):
        words.append(f"as {certainty}")
    share = verdict["share"]["text"] if verdict["share"] else "not stated"
    return ", ".join(words) + (f", {share}" if share != "not stated" else "")


def because(verdict: Payload) -> str:
    """The reasons of a verdict, to follow it; that an owner owns enough is what a close link says already."""
    reasons = verdict["reasons"]
    if verdict["doctrine"] == LINK and reasons and reasons[0].endswith((" owns enough of it", " own enough of it")):
        reasons = reasons[1:]
    return f": {'; '.join(reasons)}" if reasons else ""


def cited(claim: Payload, footnotes: Footnotes) -> list[str]:
    """The numbers of the accounts of a claim, without passages."""
    footnotes.cite(claim["accounts"])
    return [footnotes.number(account["id"]) for account in claim["accounts"]]
