"""Every rule is tripped by a fixture of its own, which trips no other; what is valid trips none."""

import re
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from world import World

from regraph.check.findings import Finding
from regraph.check.reading import Reading, read_each
from regraph.check.rules import rule_findings, rule_of, rules, shortened_iris
from regraph.errors import BadFile, BadSyntax
from regraph.facts.canonical import iri_text
from regraph.facts.places import ontology_files
from regraph.facts.syntax import quads_of_all

FIXTURES = Path(__file__).parent / "fixtures"
INVALID = {path.stem.removeprefix("invalid-"): path for path in sorted(FIXTURES.glob("rules/invalid-*.trig"))}
WORDS = {
    "share-out-of-range-1": (
        "id:stake-alpha-metals-in-beta-mines",
        "is outside 0 to 1: write fractions, 0.51 for 51 %",
    ),
    "end-before-start-1": ("id:stake-alpha-metals-in-beta-mines", "or later: correct the dates"),
    "unknown-term-1": ("", "is not defined in the ontology: check its spelling"),
    "source-incomplete-1": ("source:2020-05-04-example-news", "nobody can check or date what rests on it"),
    "money-without-currency-1": ("", 'has no currency: write rg:currency, "USD" for US dollars'),
    "register-entry-unused-1": ("", "no account uses this entry: remove it"),
    "rests-on-uncited-work-1": (
        "account:2020-05-04-example-news",
        'rests on "Alpha Metals press release of 4 May 2020", which source:2020-05-04-example-news does not cite:',
    ),
    "widely-held-contradicted-1": (
        "id:absence-controlling-holder-of-beta-mines",
        "widely held, and id:stake-alpha-metals-in-beta-mines in the same account is more than half of it: correct one",
    ),
    "widely-held-contradicted-2": ("", "calls id:beta-mines, a rg:Mine, widely held: write another absence: kind"),
    "rests-on-uncited-work-2": ("", "write the title exactly as in rg:citesSource of that source"),
}


@cache
def ontology() -> tuple[ox.Quad, ...]:
    """The ontology, read once."""
    return tuple(quads_of_all(ontology_files()))


def reading(*paths: Path) -> Reading:
    """Some fact files as read, with the ontology."""
    return read_each(paths, ontology())


@cache
def found_in(*paths: Path) -> tuple[Finding, ...]:
    """What the shipped rules find in some files."""
    return rule_findings(reading(*paths), rules())


@cache
def named_by_rules() -> tuple[ox.Quad, ...]:
    """Of the ontology what a rule names; that the rest trips none is said of the valid fixture, with all of it."""
    names = {name for rule in rules() for name in re.findall(r"\w+:\w+", rule.query)}
    return tuple(quad for quad in ontology() if iri_text(quad.predicate.value) in names)


@cache
def tripped_by(name: str) -> tuple[Finding, ...]:
    """What the shipped rules find in a fixture."""
    return rule_findings(read_each((INVALID[name],), named_by_rules()), rules())


@pytest.mark.parametrize("name", INVALID)
def test_a_fixture_trips_the_rule_it_is_named_for_and_no_other(name: str) -> None:
    findings = tripped_by(name)
    assert {finding.rule for finding in findings} == {re.sub(r"-\d+$", "", name)}
    for finding in findings:
        assert finding.path == INVALID[name]
        assert 1 <= finding.line <= INVALID[name].read_text().count("\n")
        assert re.fullmatch(r".{20,500}", finding.message)


def test_the_rules_that_fixtures_trip_are_the_rules_on_disk() -> None:
    assert len(INVALID) >= 70
    assert sorted({re.sub(r"-\d+$", "", name) for name in INVALID}) == [rule.name for rule in rules()]


@pytest.mark.parametrize("name", WORDS)
def test_a_finding_says_on_which_node_what_is_wrong_and_what_to_do(name: str) -> None:
    focus, words = WORDS[name]
    assert any(
        words in finding.message and finding.focus.endswith(focus.split(":")[-1]) for finding in tripped_by(name)
    )


def test_every_kind_of_node_is_valid_where_nothing_is_broken() -> None:
    assert found_in(FIXTURES / "valid-every-kind.trig") == ()


def test_every_rule_is_a_sentence() -> None:
    assert [rule.name for rule in rules() if not re.fullmatch(r"[A-Z].{15,200}\.", rule.sentence)] == []


def test_a_finding_stands_on_the_line_of_the_statement_it_names(tmp_path: Path) -> None:
    World().stake("alpha", "beta", shareAtMost="51").says("news", "alpha", description="d").write(tmp_path)
    (finding,) = found_in(*sorted(tmp_path.iterdir()))
    line = finding.path.read_text().splitlines()[finding.line - 1].strip()
    assert (finding.rule, finding.path.name, line) == ("share-out-of-range", "news.trig", "rg:shareAtMost 51.0 ;")


def test_a_finding_about_the_register_stands_in_the_register(tmp_path: Path) -> None:
    world = World().thing("gone").thing("alpha", description="text:a claim").says("news", "alpha", description="d")
    world.write(tmp_path)
    found = {finding.rule: finding for finding in found_in(*sorted(tmp_path.iterdir()))}
    assert sorted(found) == ["claim-in-register", "register-entry-unused"]
    for rule, slug in (("claim-in-register", "rg:description"), ("register-entry-unused", "id:gone")):
        lines = found[rule].path.read_text().splitlines()
        assert (found[rule].path.name, lines[found[rule].line - 1].split()[0]) == ("register.trig", slug)


def test_a_finding_on_a_passage_stands_on_the_line_of_that_passage(tmp_path: Path) -> None:
    World().stake("alpha", "beta").write(tmp_path)
    path = tmp_path / "news.trig"
    line = next(text for text in path.read_text().splitlines() if "#char=" in text)
    path.write_text(path.read_text().replace(line, f"{line}\n{line.replace('100,150', '90,80')}"))
    (finding,) = found_in(*sorted(tmp_path.iterdir()))
    assert (finding.rule, "90,80" in path.read_text().splitlines()[finding.line - 1]) == ("evidence-malformed", True)


def test_what_a_broken_file_mentions_is_not_called_unused(tmp_path: Path) -> None:
    World().stake("alpha", "beta").stake("gamma", "delta", "", "other").write(tmp_path)
    path = tmp_path / "other.trig"
    path.write_text(path.read_text().replace("rg:Stake ;", "rg:Stake"))
    facts = reading(*sorted(tmp_path.iterdir()))
    assert ([finding.rule for finding in facts.findings], rule_findings(facts, rules())) == (["syntax"], ())


BROKEN = {
    "without its sentence": ("SELECT ?focus ?message WHERE { }", "a rule's first line is the rule as a sentence"),
    "that is not SPARQL": ("# A sentence.\nSELECT ?focus WHERE {", "correct the rule"),
    "without a message": (
        "# A sentence.\nSELECT ?focus WHERE { ?focus ?p ?o }",
        "a rule is a SELECT with ?focus and ?message",
    ),
    "that asks": ("# A sentence.\nASK { ?s ?p ?o }", "a rule is a SELECT with ?focus and ?message"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_rule_that_is_none_is_refused_with_its_file(tmp_path: Path, case: str) -> None:
    text, words = BROKEN[case]
    (tmp_path / "broken.rq").write_text(text)
    with pytest.raises(BadSyntax, match=re.escape(words)) as caught:
        rule_findings(reading(), rules(tmp_path))
    assert caught.value.path == tmp_path / "broken.rq"


def test_a_directory_without_rules_is_no_set_of_rules(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="holds no rule; install regraph again"):
        rules(tmp_path)


def test_a_new_rule_needs_only_its_file(tmp_path: Path) -> None:
    rule = tmp_path / "no-beta.rq"
    rule.write_text(
        "# Nobody holds Beta.\nPREFIX rg: <https://w3id.org/regraph/ontology#>\n"
        "SELECT ?focus ?message ?account WHERE {\n"
        '  GRAPH ?account { ?focus rg:isStakeIn ?held } BIND(CONCAT("holds <", STR(?held), ">") AS ?message)\n}\n'
    )
    World().stake("alpha", "beta").write(tmp_path / "facts")
    (finding,) = rule_findings(reading(*sorted((tmp_path / "facts").iterdir())), (rule_of(rule),))
    assert (finding.rule, finding.message) == ("no-beta", "holds id:beta")


def test_only_iris_with_a_prefix_of_ours_are_shortened() -> None:
    assert shortened_iris("a <https://w3id.org/regraph/ontology#Stake> at <https://example.org/x>") == (
        "a rg:Stake at <https://example.org/x>"
    )
