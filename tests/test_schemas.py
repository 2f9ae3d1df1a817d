"""JSON answers are a published contract: every command has a schema, and real answers keep to it."""

import datetime as dt
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import click
import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend
from referencing import Registry, Resource
from terminal import run
from world import World

from regraph.cli.main import COMMANDS, cli
from regraph.engine.integrated import CONVENTIONS
from regraph.graph.relations import VIAS
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import INCLUDABLE, Scenario, Status
from regraph.names import BINDINGNESS, CERTAINTY, PROPERTIES, SECTION, STAGE, local
from regraph.present.dossier import dossier_payload

SCHEMAS = Path(__file__).resolve().parents[1] / "docs" / "schema"
MINE = (
    "chain", "common", "compare", "conflicts", "control", "diff", "exposure", "finance", "find", "history",
    "holdings", "offtake", "owners", "path", "screen", "show", "sources", "timeline",
)  # fmt: skip
DAYS = ("2022-12-31", "2026-02-10")
pytestmark = pytest.mark.usefixtures("read_once")


@cache
def schema(name: str) -> dict[str, Any]:
    found = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


KEPT: set[tuple[int, str]] = set()  # parts of schemas, and values that kept to them: the same accounts come often


def reference(checker: Any, ref: str, instance: Any, part: dict[str, Any]) -> Iterator[ValidationError]:
    """Follow a reference, but not where the same value has kept to it before; what is broken is never remembered."""
    key = (id(part), json.dumps(instance, sort_keys=True))
    if key not in KEPT:
        errors = list(Draft202012Validator.VALIDATORS["$ref"](checker, ref, instance, part))
        yield from errors
        if not errors:
            KEPT.add(key)


Keeper = extend(Draft202012Validator, {"$ref": reference})  # type: ignore[no-untyped-call]


@cache
def validator(name: str) -> Validator:
    """The validator of one schema, with what answers share at hand and nothing fetched."""
    resources = [(s["$id"], Resource.from_contents(s)) for s in (schema("common"), schema(name))]
    made: Validator = Keeper(schema(name), registry=Registry().with_resources(resources))
    return made


def answer(*words: str, facts: Path | None = None) -> dict[str, Any]:
    done = run(*words, "--format", "json", facts=facts)
    assert done.err == "", done.err
    found = json.loads(done.out)
    assert isinstance(found, dict)
    return found


def keeps(found: dict[str, Any]) -> None:
    """The answer keeps to the schema of its command."""
    errors = sorted(validator(found["command"]).iter_errors(found), key=lambda e: str(e.path))
    assert [f"{'/'.join(map(str, e.path))}: {e.message[:300]}" for e in errors] == []


def commands_with_json() -> list[str]:
    """Every command that can answer in JSON."""
    found = []
    for name in sorted(COMMANDS):
        command = cli.get_command(click.Context(cli), name)
        assert command is not None
        choices = [p.type.choices for p in command.params if p.name == "form" and isinstance(p.type, click.Choice)]
        found += [name] if any("json" in choice for choice in choices) else []
    return found


def test_every_command_that_answers_in_json_has_a_schema() -> None:
    found = commands_with_json()
    assert {"find", "holdings", "owners", "path", "screen", "show", "sources"} <= set(found)
    assert [name for name in found if not (SCHEMAS / f"{name}.schema.json").is_file()] == []


@pytest.mark.parametrize("name", MINE)
def test_a_schema_is_one_and_says_what_it_is(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))
    assert schema(name)["$id"] == f"https://w3id.org/regraph/schema/{name}.schema.json"
    assert schema(name)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema(name)["title"] and schema(name)["description"]


def objects(node: Any) -> list[dict[str, Any]]:
    """Every schema of an object within a schema."""
    inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    own = [node] if isinstance(node, dict) and node.get("type") == "object" and "properties" in node else []
    return own + [found for part in inner for found in objects(part)]


@pytest.mark.parametrize("name", MINE)
def test_a_schema_is_strict(name: str) -> None:
    for found in objects(schema(name)):
        to_be_closed = "to be closed where it is used" in found.get("description", "") or set(found["properties"]) == {
            "roles"
        }
        closed = found.get("additionalProperties") is False or found.get("unevaluatedProperties") is False
        assert closed or to_be_closed, found
        named = set(found["properties"]) - {"command"}
        assert named == set(found["required"]) - {"command"}, found


@pytest.mark.parametrize("name", MINE)
def test_every_property_is_described(name: str) -> None:
    for found in objects(schema(name)):
        for key, inner in found["properties"].items():
            assert inner is True or {"description", "$ref", "const", "enum", "oneOf"} & set(inner), (name, key)


ENUMS = {
    "certainty": {*map(local, CERTAINTY), None},
    "stage": {*map(local, STAGE), None},
    "bindingness": {*map(local, BINDINGNESS), None},
    "section": {*map(local, SECTION), None},
    "status": {status.value for status in Status},
    "via": set(VIAS),
}


@pytest.mark.parametrize("name", sorted(ENUMS))
def test_the_words_of_the_schema_are_the_words_of_the_code(name: str) -> None:
    assert set(schema("common")["$defs"][name]["enum"]) == ENUMS[name]


def test_the_schema_names_the_convention_and_the_words_to_include() -> None:
    for name in ("owners", "holdings"):
        assert schema(name)["properties"]["convention"]["enum"] == list(CONVENTIONS)
    pattern = schema("common")["$defs"]["standing"]["properties"]["needs"]["items"]["pattern"]
    assert all(word in pattern for word in INCLUDABLE)


ENTITIES = ("serra-verde", "USA Rare Earth", "Mawei heavy mineral sands concession", "Chinese state", "Glencore")


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("entity", ENTITIES)
@pytest.mark.parametrize("command", ("show", "owners", "holdings"))
def test_an_answer_on_one_thing_keeps_to_its_schema(command: str, entity: str, day: str) -> None:
    keeps(answer(command, entity, "--as-of", day))


def test_the_things_of_the_shipped_facts_are_shown_as_the_schema_says(knowledge: Knowledge) -> None:
    scenario = Scenario(dt.date(2026, 2, 10))
    payloads = [
        dossier_payload(knowledge, iri, scenario, None) for iri in sorted({*knowledge.things, *knowledge.claims})[::8]
    ]
    assert len(payloads) > 120
    for payload in payloads:
        keeps(json.loads(json.dumps(payload)))


SCENARIOS = (
    ("--include", "options"),
    ("--include", "proposed,non-binding,conditional,options"),
    ("--exclude", "alleged"),
    ("--known-by", "2026-02-04"),
    ("--known-by", "2020"),
)


@pytest.mark.parametrize("options", SCENARIOS, ids=" ".join)
@pytest.mark.parametrize("command", ("show", "owners", "holdings"))
def test_an_answer_in_a_scenario_keeps_to_its_schema(command: str, options: tuple[str, ...]) -> None:
    for entity in ("USA Rare Earth", "Mawei heavy mineral sands concession", "Glencore interests in Mutanda Mining"):
        keeps(answer(command, entity, "--as-of", "2026-02-10", *options))


PATHS = (
    ("Chinese state", "Mawei Mining"),
    ("ADQ", "Mutanda"),
    ("Shenghe Resources", "Ngualla"),
    ("US government", "Serra Verde"),
    ("Chinese state", "Serra Verde"),
    ("MP Materials", "ICIJ"),
)


@pytest.mark.parametrize("ends", PATHS, ids=" to ".join)
def test_a_path_keeps_to_its_schema(ends: tuple[str, str]) -> None:
    for day in DAYS:
        keeps(answer("path", *ends, "--as-of", day))


@pytest.mark.parametrize("options", (("--exclude", "alleged"), ("--max-hops", "1"), ("--via", "role")), ids=" ".join)
def test_a_path_that_is_narrowed_keeps_to_its_schema(options: tuple[str, ...]) -> None:
    for ends in PATHS[:2]:
        keeps(answer("path", *ends, "--as-of", "2026-02-10", *options))


@pytest.mark.parametrize("text", ("serra", "us", "zzz", "陶", "2026"))
def test_what_is_found_keeps_to_its_schema(text: str) -> None:
    keeps(answer("find", text))


@pytest.mark.parametrize(
    "words", ((), ("--known-by", "2026-02-04"), ("--known-by", "2020")), ids=lambda w: " ".join(w) or "all"
)
def test_the_sources_keep_to_their_schema(words: tuple[str, ...]) -> None:
    found = answer("sources", *words)
    keeps(found)
    if not words:
        for source in found["sources"][::8]:
            keeps(answer("sources", local(source["id"])))
            keeps(answer("sources", source["accounts"][-1]["id"]))


def test_a_source_of_which_nothing_is_known_yet_keeps_to_the_schema() -> None:
    keeps(answer("sources", "2026-02-05-strategic-metals-digest", "--known-by", "2026-02-04"))


def test_a_joint_holding_an_unknown_party_and_an_identifier_keep_to_the_schema(tmp_path: Path) -> None:
    world = (
        World()
        .thing("buyers", "UnknownParty", unknownBecause="not named")
        .thing("beta", "Company", isin="XS0000000009")
    )
    place = world.stake("buyers+alpha", "beta", "", "news", shareAbove="0.5").write(tmp_path / "facts")
    for command in ("show", "owners"):
        keeps(answer(command, "beta", "--as-of", "2026-02-10", facts=place))
    keeps(answer("show", "buyers", facts=place))
    keeps(answer("holdings", "buyers", facts=place))


def values(node: Any) -> set[str]:
    """Every property that some claim of an answer has values for."""
    inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    own = set(node["values"]) if isinstance(node, dict) and isinstance(node.get("values"), dict) else set()
    return own.union(*map(values, inner))


def test_every_value_stands_under_the_name_of_a_property() -> None:
    found = values(answer("show", "USA Rare Earth"))
    assert len(found) > 10
    assert found <= set(PROPERTIES.split())


PLANTED = (
    ("owners", "a key too many", lambda a: a | {"extra": 1}),
    ("owners", "a share that is a number", lambda a: a | {"holdings": [a["holdings"][0] | {"share": 0.1}]}),
    ("owners", "another convention", lambda a: a | {"convention": "matrix"}),
    ("owners", "a malformed day", lambda a: a | {"asOf": "10 Feb"}),
    ("owners", "no notes", lambda a: {k: v for k, v in a.items() if k != "notes"}),
    ("owners", "another command", lambda a: a | {"command": "show"}),
    ("show", "a claim without accounts", lambda a: a | {"claim": a["claim"] | {"accounts": []}}),
    ("show", "a certainty of our own", lambda a: a | {"claim": a["claim"] | {"certainty": "sure"}}),
    ("show", "a key too many in a claim", lambda a: a | {"claim": a["claim"] | {"extra": 1}}),
)


@pytest.mark.parametrize(
    ("command", "change"), [(p[0], p[2]) for p in PLANTED], ids=[f"{p[0]}: {p[1]}" for p in PLANTED]
)
def test_an_answer_that_breaks_the_contract_is_caught(command: str, change: Any) -> None:
    found = answer(command, "Mawei heavy mineral sands concession" if command == "owners" else "serra-verde")
    keeps(found)
    with pytest.raises(ValidationError):
        validator(command).validate(change(found))


def test_rows_and_answers_of_a_query_are_the_results_json_of_the_w3c() -> None:
    for text in ("SELECT ?a ?b { ?a rg:certainty ?b } LIMIT 3", "SELECT ?x { ?x rg:lei ?y }", "ASK { ?a a rg:Stake }"):
        found = run("query", text, "--format", "json")
        assert list(Draft202012Validator(schema("query")).iter_errors(json.loads(found.out))) == [], text
