"""Published worked examples of ownership and control, read from worked/*.toml: stakes, questions, printed answers.

Each file is one source. A figure stands as it was printed; where that is rounded or wrong, `exact` has the value and a
note the proof. Nothing is computed here.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "worked"
FILES = sorted(FOLDER.glob("*.toml"))

Bounds = tuple[Fraction, Fraction]


@dataclass(frozen=True)
class Stake:
    """One direct stake: bounds of the share, and of the votes where they differ from it."""

    holder: str
    held: str
    share: Bounds
    votes: Bounds


@dataclass(frozen=True)
class Question:
    """What is asked of the stakes, with the printed answer; the keys are those of the file."""

    ask: str
    values: Mapping[str, Any]

    @property
    def standing(self) -> str:
        """Whether the printed answer is `exact`, `rounded` or `wrong`."""
        return str(self.values.get("standing", "exact"))

    def answer(self, end: str = "") -> Fraction:
        """The true figure (`end` is `_min` or `_max` for an interval)."""
        key = "exact" + end
        return Fraction(self.values[key if key in self.values else "published" + end])

    def rows(self) -> Any:
        """The true list: of pairs, or of names."""
        return self.values.get("exact", self.values["published"])


@dataclass(frozen=True)
class Example:
    """One worked example of one source."""

    id: str
    citation: str
    url: str
    shows: str
    stakes: tuple[Stake, ...]
    questions: tuple[Question, ...]
    overfull: bool
    note: str

    def lows(self) -> dict[tuple[str, str], Fraction]:
        """Holder and held to the lower end of the share."""
        return {(stake.holder, stake.held): stake.share[0] for stake in self.stakes}

    def highs(self) -> dict[tuple[str, str], Fraction]:
        """Holder and held to the upper end of the share."""
        return {(stake.holder, stake.held): stake.share[1] for stake in self.stakes}

    def votes(self) -> dict[tuple[str, str], Fraction]:
        """Holder and held to the lower end of the votes."""
        return {(stake.holder, stake.held): stake.votes[0] for stake in self.stakes}


def stake_of(row: Mapping[str, str]) -> Stake:
    """A stake of a file; its votes are its share unless the file says otherwise."""
    low, high = (row["share"],) * 2 if "share" in row else (row["share_min"], row["share_max"])
    share = (Fraction(low), Fraction(high))
    votes = (Fraction(row["votes"]),) * 2 if "votes" in row else share
    return Stake(row["holder"], row["held"], share, votes)


def examples_of(path: Path) -> list[Example]:
    """The examples of one file, in its order."""
    text = tomllib.loads(path.read_text(encoding="utf-8"))
    source = text["source"]
    head = f"{source['author']} ({source['year']}), {source['title']}"
    return [
        Example(
            row["id"],
            f"{head}, {row['place']}",
            row["place"] if "http" in row["place"] else source["url"],
            row["shows"],
            tuple(stake_of(stake) for stake in row["stakes"]),
            tuple(Question(question["ask"], question) for question in row["questions"]),
            row.get("overfull", False),
            row.get("note", ""),
        )
        for row in text["example"]
    ]


def examples() -> list[Example]:
    """All examples, by file and in the order of each file."""
    return [example for path in FILES for example in examples_of(path)]
