"""Every error says what, where and what to do next, in one line, and leads to the right exit status."""

import inspect
from pathlib import Path

import pytest

from regraph import errors
from regraph.errors import RegraphError, shortened

CASES: tuple[tuple[RegraphError, int, str], ...] = (
    (RegraphError("something"), 2, "something"),
    (errors.BadSyntax("a.trig", 12, "share 51 is above 1"), 2, "a.trig:12: share 51 is above 1"),
    (errors.BadFile("a.trig", "no such file"), 2, "a.trig: no such file"),
    (
        errors.BadFact("stake-alpha-in-beta", "share 51 is above 1"),
        2,
        "stake-alpha-in-beta: share 51 is above 1 (`regraph check` names the file and line)",
    ),
    (
        errors.NoFacts("empty"),
        2,
        "empty: it holds no .trig file; give a directory with register.trig and one .trig file per source",
    ),
    (
        errors.UnknownEntity("Sera Verde", ("Serra Verde", "Verde")),
        1,
        "no thing is named 'Sera Verde'; the nearest names are: Serra Verde, Verde",
    ),
    (
        errors.UnknownEntity("zzz"),
        1,
        "no thing is named 'zzz'; try `regraph find` with a part of the name",
    ),
    (
        errors.UnknownSource("japan-digs", ("2026-02-03-japan-digs-six",)),
        1,
        "no source or account is named 'japan-digs'; the nearest are: 2026-02-03-japan-digs-six",
    ),
    (errors.UnknownSource("zzz"), 1, "no source or account is named 'zzz'; `regraph sources` lists them"),
    (
        errors.UnknownRule("ofak", ("ofac-50-percent",)),
        2,
        "no one rule is named 'ofak'; the nearest are: ofac-50-percent",
    ),
    (
        errors.UnknownCommodity("ndpx", ("NdPr",)),
        2,
        "no commodity is named 'ndpx'; the nearest are: NdPr",
    ),
    (errors.UnknownCommodity("zzz"), 2, "no commodity is named 'zzz'; docs/terms.md lists them"),
    (errors.UnknownRule("zzz"), 2, "no one rule is named 'zzz'; `regraph screen --list` names them"),
    (
        errors.BadRows("stakes.csv", ((2, "share 51 is above 1"),), 1),
        2,
        "stakes.csv: 1 row is wrong, each of them is named above; nothing was written",
    ),
    (
        errors.BadRows("stakes.csv", ((2, "no holder"),), 3000),
        2,
        "stakes.csv: 3,000 rows are wrong, the first 1 are named above; nothing was written",
    ),
    (
        errors.TooManyNames("array too large"),
        2,
        "the names take more than 2 GB (array too large); import a part of the file",
    ),
    (
        errors.MissingExtra("pyarrow", "registers"),
        2,
        "pyarrow is not installed; install it with: pip install 'regraph[registers]'",
    ),
    (
        errors.AmbiguousEntity("Beta", ("Beta (beta-mine)", "Beta (beta-mines)")),
        1,
        "'Beta' names 2 things; say which: Beta (beta-mine), Beta (beta-mines)",
    ),
    (errors.BadDate("1 May"), 2, "'1 May' is not a date; write 2026-02-01"),
    (errors.BadChoice("--via", "love", ("ownership", "role")), 2, "--via: 'love' is none of ownership, role"),
    (errors.BadShare("51 is above 1"), 2, "51 is above 1; write fractions of 1, lower bound first: 0.51 for 51 %"),
    (
        errors.BadBounds("2023-01-02 is after 2023-01-01"),
        2,
        "2023-01-02 is after 2023-01-01; the earlier bound comes first",
    ),
    (
        errors.RefusedQuery("SERVICE"),
        2,
        "SERVICE is refused: a query only reads the facts at hand (SELECT, ASK, CONSTRUCT or DESCRIBE)",
    ),
    (errors.BadQuery("line 1: not SPARQL"), 2, "line 1: not SPARQL"),
    (
        errors.QueryTimeout(2.5),
        2,
        "the query ran past 2.5 s and was stopped; narrow it, add LIMIT, or raise --timeout",
    ),
)


def name_of(case: tuple[RegraphError, int, str]) -> str:
    return type(case[0]).__name__


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_an_error_says_what_and_what_to_do_next(case: tuple[RegraphError, int, str]) -> None:
    error, _, message = case
    assert str(error) == message


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_an_error_leads_to_its_exit_status(case: tuple[RegraphError, int, str]) -> None:
    error, status, _ = case
    assert error.status == status


def test_every_error_of_the_tree_is_in_the_table() -> None:
    tree = {c for _, c in inspect.getmembers(errors, inspect.isclass) if issubclass(c, RegraphError)}
    assert {type(error) for error, _, _ in CASES} == tree


def test_an_error_keeps_its_facts_as_attributes() -> None:
    error = errors.BadSyntax("a.trig", 12, "no")
    assert (error.path, error.line, error.reason) == (Path("a.trig"), 12, "no")
    assert errors.UnknownEntity("x", ("y",)).nearest == ("y",)
    assert errors.AmbiguousEntity("x", ("y", "z")).candidates == ("y", "z")
    assert errors.BadChoice("--via", "x", ("y",)).allowed == ("y",)
    assert errors.QueryTimeout(1).seconds == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    (("short", "short"), ("two\nlines", "two lines"), ("x" * 81, "x" * 79 + "…"), ("", "")),
    ids=("short", "lines", "long", "empty"),
)
def test_a_text_in_a_message_is_one_short_line(text: str, expected: str) -> None:
    assert shortened(text) == expected


def test_a_name_of_ten_thousand_characters_still_makes_a_readable_message() -> None:
    assert len(str(errors.UnknownEntity("x" * 10_000))) < 200
