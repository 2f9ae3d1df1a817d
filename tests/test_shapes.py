"""Every shape is tripped by a fixture, on the node and in the words that it promises; what is valid trips none."""

import logging
import re
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from world import World, iri

from regraph.check.findings import Finding
from regraph.check.reading import Reading, read_each
from regraph.check.shapes import shape_findings
from regraph.facts.places import ontology_files, shipped
from regraph.facts.syntax import quads_of, quads_of_all
from regraph.names import PREFIXES, RDF_TYPE, local

FIXTURES = Path(__file__).parent / "fixtures"
INVALID = {path.stem.removeprefix("invalid-"): path for path in sorted(FIXTURES.glob("shapes/invalid-*.trig"))}
EVERY = {name for name in INVALID if name.startswith("every-")}
HELPERS = re.compile(
    "an?[A-Z]"
)  # shapes that only say what kind a value has: they speak through the shape that uses them


@cache
def ontology() -> tuple[ox.Quad, ...]:
    """The ontology, read once."""
    return tuple(quads_of_all(ontology_files()))


def reading(*paths: Path) -> Reading:
    """Some fact files as read, with the ontology."""
    return read_each(paths, ontology())


@cache
def found_in(path: Path) -> tuple[Finding, ...]:
    """What the shapes find in one file."""
    return shape_findings(reading(path))


@cache
def shapes_on_disk() -> dict[str, str]:
    """Shape -> its message, over both files."""
    found: dict[str, str] = {}
    for name in ("shapes.ttl", "register-shapes.ttl"):
        for quad in quads_of(shipped("ontology") / name):
            if quad.predicate.value == PREFIXES["sh"] + "message" and isinstance(quad.object, ox.Literal):
                found[local(str(quad.subject)[1:-1])] = quad.object.value
    return found


@pytest.mark.parametrize("name", sorted(INVALID.keys() - EVERY))
def test_a_broken_limit_is_found_by_its_shape_in_its_words(name: str) -> None:
    shape = name.split("-")[0]
    findings = [finding for finding in found_in(INVALID[name]) if finding.rule == f"shape:{shape}"]
    assert findings
    assert {finding.rule.removeprefix("shape:") for finding in found_in(INVALID[name])} <= shapes_on_disk().keys()
    for finding in findings:
        assert finding.message.startswith(shapes_on_disk()[shape])
        assert finding.focus.startswith(PREFIXES["id"].removesuffix("id/"))
        assert finding.path == INVALID[name]


def test_every_shape_on_disk_is_tripped_by_a_fixture() -> None:
    assert len(INVALID) >= 80
    named = {name.split("-")[0] for name in INVALID.keys() - EVERY}  # each is tripped, as the test above says
    every = {finding.rule.removeprefix("shape:") for name in EVERY for finding in found_in(INVALID[name])}
    assert sorted(named | every) == sorted(name for name in shapes_on_disk() if not HELPERS.match(name))


def test_every_kind_of_node_is_valid_where_nothing_is_broken() -> None:
    assert found_in(FIXTURES / "valid-every-kind.trig") == ()


def test_every_concrete_class_has_an_instance_in_the_valid_fixture() -> None:
    facts, shapes_file = FIXTURES / "valid-every-kind.trig", shipped("ontology") / "shapes.ttl"
    used = {str(quad.object) for quad in quads_of(facts) if quad.predicate.value == RDF_TYPE}
    shapes = {str(quad.object) for quad in quads_of(shapes_file) if local(quad.predicate.value) == "targetClass"}
    assert len(shapes) > 60
    assert sorted(shapes - used) == []


PLACES: dict[str, tuple[dict[str, str | tuple[str, ...]], str, str]] = {
    "a wrong value": (
        {"shareAtLeast": "0.1", "shareAtMost": "51"},
        "shareAtMost",
        "share above 1 or below 0: write fractions of 1, 0.51 for 51 %; one decimal, the bound included; found 51.0",
    ),
    "a property that does not belong": (
        {"exercisePrice": "3"},
        "exercisePrice",
        "a stake has no exercise price and no tenor: those belong to an option or a warrant; property that",
    ),
    "a missing property": (
        {"stage": ()},
        "",
        "rg:stage is missing: write how far it has come, stage:announced or stage:in-force",
    ),
}


@pytest.mark.parametrize("case", PLACES)
def test_a_finding_names_the_line_of_what_is_wrong(tmp_path: Path, case: str) -> None:
    values, word, message = PLACES[case]
    world = World().stake("alpha", "beta", **values).stake("other", "stake-alpha-in-beta-sibling")
    world.says("news", "beta", "", description="mentions come before the block").write(tmp_path)
    (finding,) = shape_findings(reading(tmp_path / "register.trig", tmp_path / "news.trig"))
    line = finding.path.read_text().splitlines()[finding.line - 1].strip()
    assert finding.message.startswith(message)
    assert finding.focus == iri("stake-alpha-in-beta")
    assert line.split()[0] == (f"rg:{word}" if word else "id:stake-alpha-in-beta")


def test_accounts_that_disagree_break_no_limit_on_counts(tmp_path: Path) -> None:
    world = World().stake("alpha", "beta", "0.4").stake("alpha", "beta", "0.6", "summary")
    world.write(tmp_path)
    assert shape_findings(reading(*sorted(tmp_path.iterdir()))) == ()


def test_one_account_with_two_values_breaks_the_limit(tmp_path: Path) -> None:
    World().stake("alpha", "beta", shareAtMost=("0.4", "0.6")).write(tmp_path)
    rules = [finding.rule for finding in shape_findings(reading(*sorted(tmp_path.iterdir())))]
    assert rules == ["shape:shareAtMost"]


def test_the_register_gives_the_class_of_what_an_account_points_to(tmp_path: Path) -> None:
    world = World().thing("alpha").thing("beta")
    world.claim("post", "Role", isRoleOf="alpha", isRoleAt="beta", roleTitle="text:chair").write(tmp_path)
    (finding,) = shape_findings(reading(*sorted(tmp_path.iterdir())))
    assert (finding.rule, finding.message.rsplit("; ", 1)[1]) == ("shape:isRoleOf", "found id:alpha")


def test_an_ill_typed_literal_is_a_finding_and_no_log_line(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    World().stake("alpha", "beta", startEarliest="2026-02-31").write(tmp_path)
    with caplog.at_level(logging.DEBUG):
        rules = {finding.rule for finding in shape_findings(reading(*sorted(tmp_path.iterdir())))}
    assert rules == {"shape:startEarliest"}
    assert [record.name for record in caplog.records if record.name == "rdflib.term"] == []
    assert not logging.getLogger("rdflib.term").disabled


def test_progress_is_told_once_for_each_graph(tmp_path: Path) -> None:
    World().stake("alpha", "beta").write(tmp_path)
    facts, steps = reading(*sorted(tmp_path.iterdir())), []
    shape_findings(facts, lambda: steps.append(1))
    assert len(steps) == len(facts.graphs) == 3
