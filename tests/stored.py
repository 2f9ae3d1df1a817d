"""What the tests of registers share: stakes as a store, and the same stakes as facts, so that both are asked alike."""

import datetime as dt
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

from published import Example
from terminal import Run, run
from world import World

from regraph.present.rows import csv_text
from regraph.register.making import import_stakes

TOLD = dt.date(2026, 2, 1)
HEAD = ("holder", "held", "share_min", "share_max", "kind", "certainty")
Row = tuple[str, str, str, str, str, str]


def store_of(place: Path, rows: Iterable[Row]) -> str:
    """The directory of a register of some rows."""
    place.mkdir(parents=True, exist_ok=True)
    (place / "stakes.csv").write_text(csv_text(HEAD, list(rows)), encoding="utf-8")
    import_stakes(place / "stakes.csv", place / "store", TOLD)
    return str(place / "store")


def row(holder: str, held: str, low: str, high: str = "", kind: str = "", certainty: str = "") -> Row:
    """One row; an exact share where no upper end is given."""
    return holder, held, low, high or low, kind, certainty


def rows_of(example: Example) -> list[Row]:
    """The stakes of a published example, with votes of their own where some differ from the shares."""
    found = []
    for stake in example.stakes:
        apart = any(other.votes != other.share for other in example.stakes if other.held == stake.held)
        for ends, kind in ((stake.share, ""), *(((stake.votes, "votes"),) if apart else ())):
            found.append(row(stake.holder, stake.held, decimal(ends[0]), decimal(ends[1], up=True), kind))
    return found


def facts_of(example: Example) -> World:
    """The same stakes as facts."""
    world = World()
    for number, (holder, held, low, high, kind, _) in enumerate(rows_of(example)):
        for name in (holder, held):
            world.thing(name, label=name)
        role = {"isInterestIn" if kind else "isStakeIn": held, "isHeldBy": holder}
        term = "VotingRight" if kind else "Stake"
        world.claim(f"line-{number}", term, "news", shareAtLeast=low, shareAtMost=high, **role)
    return world


def decimal(share: Fraction, *, up: bool = False) -> str:
    """A share as a file has it, to a billionth, rounded outward."""
    billionths, rest = divmod(share.numerator * 10**9, share.denominator)
    whole, places = divmod(billionths + (1 if up and rest else 0), 10**9)
    return f"{whole}.{places:09}".rstrip("0").ljust(len(str(whole)) + 2, "0")


def ask(*words: str) -> Run:
    """Ask for a day of the registers made here."""
    return run(*words, "--as-of", "2026-03-01")
