"""`regraph query` as a user meets it: what is asked, how it is printed, and what is said where it has no answer."""

import contextlib
import csv
import io
import json
import re
import shlex
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from terminal import Run, run

from regraph.facts.places import shipped
from regraph.names import ID
from regraph.store.sparql.saved import questions

STAKES = "SELECT ?stake { ?stake a rg:Stake ; rg:isHeldBy id:shenghe-resources }"
STAKE = ID + "shenghe-stake-in-peak"
NOTE = "latest account known: 2026-02-07"
pytestmark = pytest.mark.usefixtures("read_once")
DOCS = Path(__file__).resolve().parents[1] / "docs" / "queries.md"


def ask(*words: str) -> Run:
    """Call `regraph query` on a fixed day."""
    return run("query", "--as-of", "2026-02-10", *words)


def test_a_query_typed_in_is_answered_with_its_date() -> None:
    done = ask(STAKES)
    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines()[1].startswith("id:shenghe-stake-in-peak (Shenghe stake in Peak")
    assert done.out.splitlines()[-2:] == ["1 row", NOTE]


def test_a_query_in_a_file_is_answered(tmp_path: Path) -> None:
    path = tmp_path / "stakes.rq"
    path.write_text("\ufeff" + STAKES.replace("{", "{\r\n"), encoding="utf-8")
    assert ask(str(path)).out == ask(STAKES).out


def test_a_query_on_standard_input_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(STAKES))
    assert ask("-").out == ask(STAKES).out


def test_a_file_may_declare_parameters(tmp_path: Path) -> None:
    path = tmp_path / "holdings.rq"
    path.write_text("# What?\n# param: who entity required - a holder\nSELECT ?s { ?s a rg:Stake ; rg:isHeldBy ?who }")
    assert "id:shenghe-stake-in-peak" in ask(str(path), "--param", "who=SHENGHE resources").out
    assert ask(str(path)).err == "regraph: holdings needs --param who=..., a holder\n"


STATUS = {
    "rows": (STAKES, 0),
    "no rows": ("SELECT ?x { ?x a rg:Nothing }", 1),
    "yes": ("ASK { ?x a rg:Stake }", 0),
    "no": ("ASK { ?x a rg:Nothing }", 0),
    "triples": ("DESCRIBE id:adq", 0),
    "no triples": ("CONSTRUCT { ?x a ?x } { ?x a rg:Nothing }", 1),
    "refused": ("SELECT * { SERVICE <http://x/> { ?s ?p ?o } }", 2),
    "no SPARQL": ("SELECT * {", 2),
}


@pytest.mark.parametrize(("text", "status"), STATUS.values(), ids=STATUS)
def test_the_status_tells_whether_it_was_answered(text: str, status: int) -> None:
    done = ask(text)
    assert done.status == status
    assert (done.err == "") == (status < 2 or "latest" in done.err) or text.startswith(("DESCRIBE", "CONSTRUCT"))


def test_yes_no_and_nothing_are_said_in_words() -> None:
    assert ask("ASK { ?x a rg:Stake }").out == f"yes\n{NOTE}\n"
    assert ask("ASK { ?x a rg:Nothing }").out == f"no\n{NOTE}\n"
    assert ask("SELECT ?x { ?x a rg:Nothing }").out == f"no rows\n{NOTE}\n"


def test_json_is_pure_and_the_date_is_on_standard_error() -> None:
    done = ask(STAKES, "--format", "json")
    assert json.loads(done.out) == {
        "head": {"vars": ["stake"]},
        "results": {"bindings": [{"stake": {"type": "uri", "value": STAKE}}]},
    }
    assert done.err == NOTE + "\n"


def test_csv_tsv_and_xml_are_pure() -> None:
    assert ask(STAKES, "--format", "csv").out == f"stake\n{STAKE}\n"
    assert ask(STAKES, "--format", "tsv").out == f"?stake\n<{STAKE}>\n"
    parsed = ox.parse_query_results(ask(STAKES, "--format", "xml").out.encode(), format=ox.QueryResultsFormat.XML)
    assert isinstance(parsed, ox.QuerySolutions)
    assert [row["stake"].value for row in parsed] == [STAKE]


@pytest.mark.parametrize("form", ["table", "turtle", "json", "nt", "xml"])
def test_a_graph_is_printed_alone(form: str) -> None:
    done = ask("CONSTRUCT { id:adq rg:place 'x' } { }", "--format", form)
    assert (done.status, done.err) == (0, NOTE + "\n")
    assert "adq" in done.out


def test_rows_too_wide_for_a_table_stand_one_under_the_other() -> None:
    done = ask("SELECT ?s ?note { BIND(id:adq AS ?s) BIND('%s' AS ?note) }" % ("long " * 40))
    assert done.out.startswith("1   s     id:adq (ADQ)\n    note  long long")
    assert "\n\n1 row\n" in done.out


def test_columns_without_any_value_are_named_below() -> None:
    done = ask("SELECT ?s ?none { BIND(id:adq AS ?s) }")
    assert done.out.splitlines()[0].split() == ["s"]
    assert "1 row; no value for none" in done.out


def test_what_could_steer_a_terminal_is_shown_and_not_sent() -> None:
    assert "\x1b" not in ask("SELECT ('a\\u001B[31mb' AS ?x) { }").out
    assert "[id:adq]" in ask("SELECT ('[id:adq]' AS ?x) { }").out


ERRORS = {
    "nothing asked": ((), "regraph: give one of: a query, a file, --named NAME, --list"),
    "two things asked": ((STAKES, "--list"), "regraph: give one of: a query, a file, --named NAME, --list"),
    "a file that is missing": (("stakes.rq",), "regraph: stakes.rq: no such file, and no query either"),
    "a directory": (("/",), "regraph: /: Is a directory"),
    "an unknown question": (("--named", "owners"), "regraph: --named: 'owners' is none of absences-stated, "),
    "a missing parameter": (
        ("--named", "who-owns"),
        "regraph: who-owns needs --param company=..., the company or asset that is owned",
    ),
    "an unknown parameter": (
        ("--named", "who-owns", "--param", "x=1", "--param", "company=ADQ"),
        "regraph: --param: 'x' is none of company",
    ),
    "a parameter without a value": (
        ("--named", "who-owns", "--param", "company"),
        "regraph: --param company: write NAME=VALUE",
    ),
    "a parameter of a query without": (
        (STAKES, "--param", "x=1"),
        "regraph: --param: 'x' is none of (this question has",
    ),
    "no date": (
        ("--named", "milestones-due-by", "--param", "by=soon"),
        "regraph: 'soon' is not a date; write 2026-02-01",
    ),
    "a certainty to exclude": (
        (STAKES, "--exclude", "alleged"),
        "regraph: --exclude: 'alleged' is none of a source or account",
    ),
    "no time": ((STAKES, "--timeout", "nan"), "regraph: a time limit of nan s is none"),
    "a format of graphs": (
        (STAKES, "--format", "turtle"),
        "regraph: --format of SELECT: 'turtle' is none of table, csv",
    ),
    "a format of rows": (
        ("DESCRIBE id:adq", "--format", "csv"),
        "regraph: --format of DESCRIBE: 'csv' is none of turtle",
    ),
    "a format of the list": (
        ("--list", "--format", "xml"),
        "regraph: --format of --list: 'xml' is none of table, json",
    ),
    "an explosion": (
        ("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "--timeout", "0.6"),
        "regraph: the query ran past 0.6 s and was stopped; narrow it, add LIMIT, or raise --timeout",
    ),
}


@pytest.mark.parametrize(("words", "message"), ERRORS.values(), ids=ERRORS)
def test_what_cannot_be_run_ends_in_one_line(words: tuple[str, ...], message: str) -> None:
    done = ask(*words)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(message)
    assert done.err.count("\n") == 1


def test_an_unknown_entity_is_answered_with_the_nearest_names() -> None:
    done = ask("--named", "who-owns", "--param", "company=Peak Rare Earth")
    assert done.status == 1
    assert "no thing is named 'Peak Rare Earth'; the nearest names are: Peak Rare Earths" in done.err


def test_a_named_question_takes_any_name_of_a_thing() -> None:
    by_label = ask("--named", "who-owns", "--param", "company=peak rare-earths!", "--format", "csv")
    assert by_label.out == ask("--named", "who-owns", "--param", "company=id:peak-rare-earths", "--format", "csv").out
    assert STAKE in by_label.out


def test_a_year_means_its_last_day() -> None:
    year = ask("--named", "offtake-until", "--param", "by=2026", "--format", "csv")
    assert year.out == ask("--named", "offtake-until", "--param", "by=2026-12-31", "--format", "csv").out
    assert year.status == 0


COUNT = "SELECT (COUNT(DISTINCT ?a) AS ?n) { ?node rg:isStatedIn ?a }"


def number(done: Run) -> int:
    """The only cell of an answer in CSV."""
    return int(list(csv.reader(done.out.splitlines()))[1][0])


def test_only_accounts_that_are_known_and_not_left_out_count() -> None:
    everything = number(ask(COUNT, "--format", "csv"))
    early = ask(COUNT, "--format", "csv", "--known-by", "2026-02-04")
    assert 0 < number(early) < everything
    assert early.err == "latest account known: 2026-02-04\n"
    source = "2026-02-05-strategic-metals-digest"
    told = facts_accounts(source)
    assert number(ask(COUNT, "--format", "csv", "--exclude", f"source:{source}")) == everything - told
    assert number(ask(COUNT, "--format", "csv", "--exclude", f"account:{source}")) == everything - 1


def facts_accounts(source: str) -> int:
    """How many accounts the shipped facts describe of one source."""
    text = (shipped("facts") / f"{source}.trig").read_text(encoding="utf-8")
    return text.count("a rg:Account ;")


def test_nothing_is_known_before_the_first_account() -> None:
    done = ask(STAKES, "--known-by", "2020")
    assert (done.status, done.out) == (1, "no rows\nlatest account known: none\n")


def test_union_shows_every_value_and_the_resolved_view_one() -> None:
    ends = "SELECT ?end { id:serra-verde-chinese-offtake rg:endLatest ?end }"
    assert ask(ends, "--format", "csv").out == "end\n2026-12-31\n"
    assert ask(ends, "--union", "--format", "csv").out == "end\n2025-12-31\n2026-12-31\n"


def test_the_days_of_the_question_can_be_used() -> None:
    done = ask("SELECT ?asOf ?knownBy { }", "--known-by", "2026-02", "--format", "csv")
    assert done.out == "asOf,knownBy\n2026-02-10,2026-02-28\n"


def test_the_list_names_every_question_with_its_parameters() -> None:
    listed = json.loads(ask("--list", "--format", "json").out)
    assert [entry["name"] for entry in listed] == [asked.name for asked in questions()]
    owns = next(entry for entry in listed if entry["name"] == "who-owns")
    assert owns["parameters"] == [
        {
            "name": "company",
            "kind": "entity",
            "required": True,
            "default": None,
            "what": "the company or asset that is owned",
        }
    ]
    table = ask("--list").out
    assert [asked.name for asked in questions() if asked.name not in table] == []
    assert "by: date, required; thing: entity, any" in table


def examples() -> list[tuple[list[str], str]]:
    """The commands in the documentation as words, each with the output that is printed under it."""
    blocks = re.findall(r"^```console\n\$ (.*?)^```$", DOCS.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return [example(block.splitlines()) for block in blocks]


def example(lines: list[str]) -> tuple[list[str], str]:
    """The words of a command, which goes on until its quotes are closed, and what stands below it."""
    for end in range(1, len(lines)):
        with contextlib.suppress(ValueError):
            return shlex.split("\n".join(lines[:end])), "\n".join(lines[end:])
    raise AssertionError(f"no command in {lines[0]}")


def test_the_documentation_has_its_examples() -> None:
    assert len(examples()) >= 3


@pytest.mark.parametrize(("words", "output"), examples(), ids=range(1, len(examples()) + 1))
def test_an_example_of_the_documentation_prints_what_it_says(words: list[str], output: str) -> None:
    assert words[:2] == ["regraph", "query"]
    assert [line.rstrip() for line in run(*words[1:]).out.splitlines()] == output.splitlines()
