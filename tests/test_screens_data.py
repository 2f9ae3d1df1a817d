"""Each screening rule says what it encodes and from which text, and each has examples with an answer and a reason."""

import re
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from regraph.facts.places import shipped

ROOT = Path(__file__).resolve().parents[1]
RULES = sorted((ROOT / "ontology" / "screens").glob("*.toml"))
EXAMPLES = sorted((ROOT / "tests" / "screens").glob("*.toml"))
NAMES = [path.stem for path in RULES]

TEXTS = ("name", "title", "authority", "citation", "url", "effective", "read", "summary", "disclaimer")
TABLES = ("attribution", "source")
OPTIONAL = {"effective_note", "holder_kinds", "states", "seeds", "seeds_from", "lists", "trigger"}
LISTS = {
    "holder_kinds": {"person"},
    "basis": {"equity", "votes", "board-seats", "profits", "capital"},
    "settles": {"yes", "no"},
    "seeds": {"government", "government-body", "national", "organised-there", "seated-there"},
}
CHOICES = {"asks": {"listed", "states", "holders"}, "aggregate": {"each", "together", "acting-in-concert"}}
NEEDS_THRESHOLD = {"full-through-majority", "multiply-through-majority", "majority-chain", "in-a-controller"}
KINDS = NEEDS_THRESHOLD | {"cascading", "multiply", "climb", "direct"}
EVERY = {*TEXTS, *TABLES, *OPTIONAL, *CHOICES, "basis", "settles", "threshold", "inclusive", "exemptions", "covers_not"}

each_rule = pytest.mark.parametrize("path", RULES, ids=NAMES)
each_examples = pytest.mark.parametrize("path", EXAMPLES, ids=[path.stem for path in EXAMPLES])


def content(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def is_share(text: object) -> bool:
    """Whether it is a fraction of 1, above nothing, as a decimal string."""
    return isinstance(text, str) and 0 < Decimal(text) <= 1


def bounds(stake: dict[str, Any]) -> tuple[Decimal, Decimal]:
    """The least and the greatest share of a stake."""
    if "share" in stake:
        return Decimal(stake["share"]), Decimal(stake["share"])
    return Decimal(stake["share_min"]), Decimal(stake["share_max"])


def test_these_rules_are_encoded() -> None:
    assert NAMES == [
        "chips-foreign-entity-of-concern",
        "doe-foreign-entity-of-concern",
        "eu-amld-beneficial-owner",
        "eu-amlr-beneficial-owner",
        "fatf-beneficial-owner",
        "foreign-influenced-entity",
        "ifrs-10-majority",
        "india-beneficial-owner",
        "india-significant-beneficial-owner",
        "ofac-50-percent",
        "outbound-controlled-foreign-entity",
        "outbound-person-of-a-country-of-concern",
        "specified-foreign-entity",
        "statistical-ultimate-owner",
        "uk-person-with-significant-control",
    ]


def test_the_rules_lie_where_the_installed_program_looks() -> None:
    assert sorted((shipped("ontology") / "screens").glob("*.toml")) == RULES


def test_the_wheel_takes_the_rules_along() -> None:
    assert "screens/*" in (ROOT / "setup.cfg").read_text(encoding="utf-8")


@each_rule
def test_a_rule_has_every_field_and_no_other(path: Path) -> None:
    rule = content(path)
    assert [field for field in TEXTS if not (isinstance(rule.get(field), str) and rule[field].strip())] == []
    assert set(rule) <= EVERY
    assert set(rule) >= EVERY - OPTIONAL
    assert rule["name"] == path.stem
    assert all(isinstance(line, str) and line for field in ("exemptions", "covers_not") for line in rule[field])
    assert rule["covers_not"], "every encoding leaves something out"


@each_rule
def test_a_rule_says_what_was_read_and_that_it_is_no_advice(path: Path) -> None:
    rule = content(path)
    assert re.match(r"(primary|secondary): ", rule["read"])
    assert re.fullmatch(r"undated|\d{4}(-\d\d(-\d\d)?)?", rule["effective"])
    assert rule["disclaimer"].startswith("As encoded from ")
    assert re.search(r"not legal (or accounting )?advice\.$", rule["disclaimer"])
    assert rule["url"].startswith("https://")


@each_rule
def test_every_source_has_an_address_and_what_it_says(path: Path) -> None:
    rule = content(path)
    for source in rule["source"]:
        assert set(source) == {"title", "url", "primary", "says"}
        assert re.match(r"https?://\S+$", source["url"])
        assert source["says"].endswith(".")
    if not any(source["primary"] for source in rule["source"]):
        assert rule["read"].startswith("secondary: ")


@each_rule
def test_thresholds_are_shares_and_say_whether_they_are_met_or_passed(path: Path) -> None:
    rule = content(path)
    assert is_share(rule["threshold"])
    assert isinstance(rule["inclusive"], bool)
    for trigger in rule.get("trigger", ()):
        assert trigger["name"] and trigger["says"] and trigger["citation"]
        assert isinstance(trigger["on_stakes"], bool)
        assert ("threshold" in trigger) == ("inclusive" in trigger)
        assert "list" not in trigger or trigger["on_stakes"]
        assert not trigger["on_stakes"] or is_share(trigger["threshold"])


@each_rule
def test_choices_come_from_closed_lists(path: Path) -> None:
    rule = content(path)
    for field, allowed in CHOICES.items():
        assert rule[field] in allowed
    for field, allowed in LISTS.items():
        assert set(rule.get(field, ())) <= allowed
    assert rule["basis"]
    assert "holder_kinds" not in rule or rule["asks"] == "holders"
    assert set(rule.get("seeds_from", ())) <= set(NAMES)


@each_rule
def test_a_rule_about_states_names_them_and_who_of_them_counts(path: Path) -> None:
    rule = content(path)
    asks_states = rule["asks"] == "states"
    assert [bool(rule.get(field)) for field in ("states", "seeds")] == [asks_states, asks_states]
    assert all(re.fullmatch(r"[A-Z]{2}", code) for code in rule.get("states", ()))


@each_rule
def test_attribution_is_of_a_defined_kind_with_what_the_kind_needs(path: Path) -> None:
    rule = content(path)
    own = [trigger["attribution"] for trigger in rule.get("trigger", ()) if "attribution" in trigger]
    for way in (rule["attribution"], *own):
        assert set(way) <= {"kind", "threshold", "inclusive", "tiers", "first_tier", "note"}
        assert way["kind"] in KINDS
        assert ("threshold" in way, "inclusive" in way) == ((way["kind"] in NEEDS_THRESHOLD,) * 2)
        assert "threshold" not in way or is_share(way["threshold"])
        assert "tiers" not in way or way["kind"] == "cascading"
        assert set(way.get("first_tier", ())) <= set(rule.get("seeds", ()))


@each_rule
def test_holdings_clear_nobody_where_only_direct_stakes_are_counted(path: Path) -> None:
    rule = content(path)
    if rule["attribution"]["kind"] == "direct":
        assert "no" not in rule["settles"]


def test_the_kinds_are_those_that_the_description_defines() -> None:
    text = (ROOT / "ontology" / "screens" / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^- `([a-z-]+)`:", text, re.MULTILINE)) == KINDS


def test_each_rule_has_examples_and_each_file_of_examples_a_rule() -> None:
    assert [path.stem for path in EXAMPLES] == NAMES


@each_examples
def test_an_example_says_where_it_comes_from_and_why_it_ends_so(path: Path) -> None:
    examples = content(path)["example"]
    assert len({example["id"] for example in examples}) == len(examples) >= 1
    for example in examples:
        assert set(example) == {"id", "origin", "citation", "says", "stake", "holder", "expect"}
        assert example["origin"] in {"authority", "commentary", "worked"}
        for answer in example["expect"]:
            assert answer["verdict"] in {"yes", "no", "possible"}
            assert answer["why"]


@each_examples
def test_the_stakes_of_an_example_are_possible_and_between_its_holders(path: Path) -> None:
    for example in content(path)["example"]:
        names = {holder["name"] for holder in example["holder"]}
        assert {end for stake in example["stake"] for end in (stake["holder"], stake["held"])} <= names
        assert all(0 < low <= high <= 1 for low, high in map(bounds, example["stake"]))
        for name in names:
            assert sum(bounds(stake)[0] for stake in example["stake"] if stake["held"] == name) <= 1
        for answer in example["expect"]:
            assert {answer["entity"], answer.get("holder", answer["entity"])} <= names


@each_examples
def test_an_example_gives_what_its_rule_asks_for(path: Path) -> None:
    asks = content(ROOT / "ontology" / "screens" / path.name)["asks"]
    for example in content(path)["example"]:
        holders = example["holder"]
        assert {holder["kind"] for holder in holders} <= {"person", "state", "company"}
        assert any(holder.get("listed") for holder in holders) == (asks == "listed")
        assert any("state" in holder for holder in holders) == (asks == "states")
        assert all(("holder" in answer) == (asks == "holders") for answer in example["expect"])


def test_ofac_has_the_examples_of_the_authority() -> None:
    examples = content(ROOT / "tests" / "screens" / "ofac-50-percent.toml")["example"]
    assert [example["id"] for example in examples if example["origin"] == "authority"] == [
        "faq-399-two-quarters",
        "faq-401-1-chain",
        "faq-401-2-two-ways",
        "faq-401-3-direct-and-indirect",
        "faq-401-two-minorities",
    ]
