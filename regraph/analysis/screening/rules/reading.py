"""Screening rules read from TOML: found by name, and every field checked as it is read.

A file with a field that holds what it cannot hold is refused as a whole, and never read in part.
"""

import re
import tomllib
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from regraph.analysis.screening.rules.rule import ASKS, KINDS, Criterion, Rule, Trigger, Way
from regraph.errors import BadFile, BadSyntax, UnknownRule
from regraph.facts.places import shipped

AGGREGATES = ("acting-in-concert", "each", "together")
BASES = ("board-seats", "capital", "equity", "profits", "votes")
TEXTS = ("name", "title", "authority", "citation", "url", "effective", "read", "summary", "disclaimer")


def shipped_rules() -> Path:
    """The directory of the rules that came with this regraph."""
    return shipped("ontology") / "screens"


def rule_names(directory: Path) -> tuple[str, ...]:
    """The names of the rules in a directory, sorted.

    Raises:
        BadFile: no such directory, or none in it.
    """
    if not directory.is_dir():
        raise BadFile(directory, "no such directory of rules")
    names = tuple(sorted(path.stem for path in directory.glob("*.toml")))
    if not names:
        raise BadFile(directory, "it holds no .toml file; a rule is one TOML file")
    return names


def rule_named(name: str, directory: Path) -> Rule:
    """The rule of a name, or of the beginning of one name only: `ofac-50` is `ofac-50-percent`.

    Raises:
        UnknownRule: with the nearest names.
    """
    import difflib  # only a wrong name needs it

    names, wanted = rule_names(directory), re.sub(r"[\s_]+", "-", name.strip().casefold())
    found = [n for n in names if n == wanted] or [n for n in names if wanted and n.startswith(wanted)]
    if len(found) == 1:
        return read_rule(directory / f"{found[0]}.toml")
    close = found or [n for n in names if len(wanted) > 2 and wanted in n]
    raise UnknownRule(name, tuple(close or difflib.get_close_matches(wanted[:200], names, n=3, cutoff=0.3)))


def rules_in(directory: Path) -> tuple[Rule, ...]:
    """Every rule of a directory, by name."""
    return tuple(read_rule(directory / f"{name}.toml") for name in rule_names(directory))


def read_rule(path: Path) -> Rule:
    """The rule in a file.

    Raises:
        BadSyntax: it is not TOML.
        BadFile: a field is missing or holds what it cannot hold.
    """
    try:
        about = tomllib.loads(path.read_text(encoding="utf-8"))
        return rule_of(about, path.stem)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        raise BadSyntax(path, int(line[1]) if line else 1, str(error).split(" (at ")[0]) from error
    except UnicodeDecodeError as error:
        raise BadFile(path, "is not UTF-8 text") from error
    except OSError as error:
        raise BadFile(path, error.strerror or "cannot be read") from error
    except (Wrong, KeyError) as error:
        reason = str(error) if isinstance(error, Wrong) else f"the field {error.args[0]} is missing"
        raise BadFile(path, f"{reason}; the fields of a rule are described in docs/screens.md") from error


class Wrong(ValueError):
    """A field that holds what it cannot hold; `read_rule` adds the file."""


def rule_of(about: dict[str, Any], stem: str) -> Rule:
    """The rule that the content of a file gives."""
    for field in TEXTS:
        if not isinstance(about[field], str) or not about[field].strip():
            raise Wrong(f"{field} is no text")
    if about["name"] != stem:
        raise Wrong(f"name is {about['name']!r}, the file {stem!r}")
    choice(about, "asks", ASKS)
    if about["asks"] == "states" and not (about.get("states") and about.get("seeds")):
        raise Wrong("a rule that asks about states names states and seeds")
    if not re.fullmatch(r"undated|\d{4}(-\d\d(-\d\d)?)?", about["effective"]):
        raise Wrong(f"effective is {about['effective']!r}; write 2014-08-13, 2014-08, 2014 or undated")
    told = about.get("trigger", [])
    main = test_of({**about, "says": about["summary"], "name": "threshold"}, about)
    asked = [t for t in told if t["on_stakes"] and not t.get("list")]
    others = [t for t in told if t not in asked]
    listed(about, "settles", ("no", "yes"))
    triggers = tuple(Trigger(t["name"], t["says"], t["citation"], t.get("list", "")) for t in others)
    return Rule(about, (main, *(test_of(t, about) for t in asked)), triggers)


def test_of(told: dict[str, Any], about: dict[str, Any]) -> Criterion:
    """The test of the rule, or of a trigger of it; a trigger without an attribution has that of the rule."""
    choice(told, "aggregate", AGGREGATES)
    return Criterion(
        told["name"],
        told["says"],
        told["citation"],
        fraction(told, "threshold"),
        truth(told, "inclusive"),
        told["aggregate"],
        listed(told, "basis", BASES),
        way_of(told.get("attribution") or about["attribution"]),
    )


def way_of(told: dict[str, Any]) -> Way:
    """How holdings pass, from its table."""
    kind = choice(told, "kind", KINDS)
    needs = kind in ("full-through-majority", "in-a-controller", "majority-chain", "multiply-through-majority")
    tiers = told.get("tiers")
    if tiers is not None and (not isinstance(tiers, int) or tiers < 1):
        raise Wrong(f"tiers is {tiers!r}; write a whole number from 1")
    threshold = fraction(told, "threshold") if needs else None
    inclusive = truth(told, "inclusive") if needs else False
    return Way(kind, threshold, inclusive, tiers, tuple(told.get("first_tier", ())), told.get("note", ""))


def choice(told: dict[str, Any], field: str, allowed: tuple[str, ...]) -> str:
    """A field that holds one of some words."""
    if told[field] not in allowed:
        raise Wrong(f"{field} is {told[field]!r}, none of {', '.join(allowed)}")
    return str(told[field])


def listed(told: dict[str, Any], field: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    """A field that holds some of some words."""
    if not isinstance(told[field], list) or not set(told[field]) <= set(allowed):
        raise Wrong(f"{field} is {told[field]!r}; write a list of {', '.join(allowed)}")
    return tuple(told[field])


def truth(told: dict[str, Any], field: str) -> bool:
    """A field that is true or false."""
    if not isinstance(told[field], bool):
        raise Wrong(f"{field} is {told[field]!r}; write true or false")
    return bool(told[field])


def fraction(told: dict[str, Any], field: str) -> Decimal:
    """A field that holds a share as a decimal text."""
    try:
        share = Decimal(told[field]) if isinstance(told[field], str) else None
    except InvalidOperation:
        share = None
    if share is None or not share.is_finite() or not 0 < share <= 1:
        raise Wrong(f'{field} is {told[field]!r}; write a fraction of 1 as text: "0.5" for 50 %')
    return share
