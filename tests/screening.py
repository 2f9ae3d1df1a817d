"""What the tests of screening share: the examples of the rules as stakes, and holdings made up for a property."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np

from regraph.analysis.screening.judging import Pool, Seeds, side
from regraph.analysis.screening.rules.rule import Criterion, Rule
from regraph.engine.stakes import stakes_of, units

EXAMPLES = Path(__file__).resolve().parent / "screens"
ENDS = ("share_min", "share_max")
Row = tuple[str, str, Decimal, Decimal]


@dataclass(frozen=True)
class Example:
    """One example of a rule: its stakes, who counts, and who of them is a government."""

    names: tuple[str, ...]
    pool: Pool
    seeds: Seeds
    first: Seeds

    def index(self, name: str) -> int:
        """The index of a name."""
        return self.names.index(name)


def pool_of(names: Iterable[str], rows: Iterable[Row]) -> Pool:
    """Stakes between some names, without groups."""
    order = {name: place for place, name in enumerate(names)}
    table = [(order[a], order[b], units(low), units(high, is_low=False)) for a, b, low, high in rows]
    return Pool(stakes_of(tuple(order), table), np.zeros(len(order), np.bool_))


def examples(name: str) -> list[dict[str, Any]]:
    """The examples of a rule, as they stand in the file."""
    found = tomllib.loads((EXAMPLES / f"{name}.toml").read_text(encoding="utf-8"))["example"]
    assert isinstance(found, list)
    return found


def example_of(rule: Rule, told: dict[str, Any], names: tuple[str, ...] = ()) -> Example:
    """An example as stakes and seeds; `names` gives another order of its names."""
    about = {holder["name"]: holder for holder in told["holder"]}
    order = names or tuple(about)
    rows = [
        (
            s["holder"],
            s["held"],
            Decimal(s.get("share", s.get("share_min"))),
            Decimal(s.get("share", s.get("share_max"))),
        )
        for s in told["stake"]
    ]
    listed = [n for n, a in about.items() if a.get("listed") or a.get("state") in rule.words("states")]
    seeds = frozenset(order.index(name) for name in listed)
    first = frozenset(order.index(name) for name in listed if about[name]["kind"] == "state")
    return Example(order, pool_of(order, rows), seeds, first)


def verdict(rule: Rule, example: Example, thing: str, holder: str = "") -> str:
    """`yes`, `no` or `possible`: what holdings say under a rule with all its tests."""
    seeds = frozenset({example.index(holder)}) if holder else example.seeds
    found = [answer(test, example, seeds, thing) for test in rule.tests]
    return "yes" if "yes" in found else "possible" if "possible" in found else "no"


def answer(test: Criterion, example: Example, seeds: Seeds, thing: str) -> str:
    """What holdings say of one test."""
    sets = [seeds] if test.together else [frozenset({seed}) for seed in seeds]
    low, high = (
        any(side(example.pool, test, s, example.first & s, example.index(thing), is_low=is_low).met for s in sets)
        for is_low in (True, False)
    )
    return "yes" if low else "possible" if high else "no"
