"""Labels that try to break an answer pass through every command and format: nothing is lost or steers a terminal."""

import csv
import io
import json
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from terminal import Run, run
from world import World, term

LABELS = {
    "markup": "<b onmouseover=alert(1)>Béta</b> &amp; {{7*7}} [red]x[/red]",
    "quotes": """She said "no", it's; 'so'\\ `done`""",
    "right to left": "شركة المعادن \u202eevil\u202c Ltd",
    "control": "bell\x07 escape\x1b[31m red\x1b]0;title\x07 back\x08 null-less\x7f",
    "lines": "two\nlines\r\nand\ta tab\rback",
    "formula": '=HYPERLINK("https://evil.example","x"),@x,+1,-1',
    "astral": "雄風 🧲\u200d🔩 Ⅷ ﬁ",
    "long": "long name " * 1000,
}
COMMANDS = ("find", "show", "path", "owners", "holdings", "sources")
FORMATS = ("table", "json", "csv")
STARTS = ("lines", "and", "back")  # of the lines that a label would make


def world(label: str) -> World:
    """A chain of two stakes in which every text is the label: names, titles, notes, statements, voices, reasons."""
    made = World().thing("top", "UnknownParty", label + " top", unknownBecause="text:" + label)
    made.thing("middle", "Company", label, altLabel="text:also " + label).thing("mine", "Mine", label + " mine")
    made.thing("voice", "Organisation", "voice of " + label).account("news", voice="voice")
    for holder, held in (("top", "middle"), ("middle", "mine")):
        made.thing(f"stake-{held}", "Stake", "stake in " + label)
        made.says("news", f"stake-{held}", "Stake", isHeldBy=holder, isStakeIn=held, editorialNote="text:" + label,
                  shareBasis="text:" + label)  # fmt: skip
    made.says("news", "gap", "Absence", label="text:" + label, isAbout="middle", statement="text:" + label)
    made.says("news", "mine", description="text:" + label, place="text:" + label)
    of, text = made.described["news"]
    made.described["news"] = (of, text.replace('"About news"', term("title", "text:" + label)))
    return made


@pytest.fixture(scope="module", params=LABELS)
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """One label, and the directory of facts that are full of it."""
    label = LABELS[request.param]
    return label, world(label).write(tmp_path_factory.mktemp("hostile"))


@cache
def asked(command: str, form: str, place: Path) -> Run:
    """What a command answers over a directory of facts, asked once."""
    words = {
        "find": ("find", "stake"),
        "show": ("show", "middle", "--as-of", "2026-02-10"),
        "path": ("path", "top", "mine", "--as-of", "2026-02-10"),
        "owners": ("owners", "mine", "--as-of", "2026-02-10"),
        "holdings": ("holdings", "top", "--as-of", "2026-02-10"),
        "sources": ("sources",),
    }[command]
    return run(*words, "--format", form, facts=place)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_answers_in_every_format(case: tuple[str, Path], command: str) -> None:
    runs = {form: asked(command, form, case[1]) for form in FORMATS}
    assert {form: (done.status, done.err) for form, done in runs.items()} == dict.fromkeys(FORMATS, (0, ""))
    assert [form for form, done in runs.items() if not done.out] == []


def tables(place: Path) -> dict[str, str]:
    """What each command prints for a reader."""
    return {command: asked(command, "table", place).out for command in COMMANDS}


def test_a_text_never_steers_a_terminal(case: tuple[str, Path]) -> None:
    turning = set("\u202a\u202b\u202c\u202d\u202e")
    steering = {
        command: {c for c in set(out) - {"\n"} if unicodedata.category(c) == "Cc" or c in turning}
        for command, out in tables(case[1]).items()
    }
    assert steering == {command: set() for command in COMMANDS}


def test_a_label_never_makes_a_line_of_its_own(case: tuple[str, Path]) -> None:
    lines = {command: out.splitlines() for command, out in tables(case[1]).items()}
    broken = [(command, line) for command in lines for line in lines[command] if line.startswith(STARTS)]
    assert broken == []


def test_a_text_shows_what_is_harmless_as_it_is(case: tuple[str, Path]) -> None:
    label, place = case
    harmless = label.isprintable() and "\u202e" not in label
    if harmless:
        assert [command for command, out in tables(place).items() if label.strip() not in out] == []


def texts(node: Any) -> set[str]:
    """Every text in an answer."""
    if isinstance(node, str):
        return {node}
    inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return set[str]().union(*map(texts, inner))


HELD = {"find": "stake in {}", "show": "{}", "path": "{}", "owners": "{}", "holdings": "{}", "sources": "{}"}


@pytest.mark.parametrize("command", COMMANDS)
def test_json_keeps_every_label_exactly(case: tuple[str, Path], command: str) -> None:
    label, place = case
    found = texts(json.loads(asked(command, "json", place).out))
    assert HELD[command].format(label) in found


@pytest.mark.parametrize("command", COMMANDS)
def test_csv_keeps_every_label_exactly(case: tuple[str, Path], command: str) -> None:
    label, place = case
    rows = list(csv.reader(io.StringIO(asked(command, "csv", place).out, newline="")))
    assert len({len(row) for row in rows}) == 1
    cells = {cell for row in rows for cell in row}
    expected = {"show": "stake in " + label}.get(command, HELD[command].format(label))
    assert expected in cells


def test_show_keeps_notes_statements_reasons_and_other_names(case: tuple[str, Path]) -> None:
    label, place = case
    payload = json.loads(asked("show", "json", place).out)
    claims = [claim for section in payload["sections"] for claim in section["claims"]]
    assert payload["entity"]["names"] == ["also " + label]
    assert label in {claim["note"] for claim in claims}
    assert [label] in [claim["values"].get("statement") for claim in claims]
    top = json.loads(run("show", "top", "--format", "json", facts=place).out)
    assert top["entity"]["unknownBecause"] == label


def test_a_thing_is_found_by_its_hostile_name_or_refused_in_one_harmless_line(case: tuple[str, Path]) -> None:
    label, place = case
    done = run("show", label, facts=place)
    assert done.status in (0, 1)
    assert done.err.count("\n") <= 1
    assert not any(unicodedata.category(c) == "Cc" and c != "\n" for c in done.err + done.out)


def test_an_error_that_names_candidates_never_steers_a_terminal(tmp_path: Path) -> None:
    world = World().thing("one", "Company", "Evil\x07 One").thing("two", "Company", "Evil\x07 one")
    place = world.write(tmp_path / "facts")
    for name in ("evil one", "evil onne"):
        done = run("show", name, facts=place)
        assert done.status == 1
        assert "one" in done.err and "\x07" not in done.err


def test_an_error_about_a_file_never_steers_a_terminal(tmp_path: Path) -> None:
    done = run("find", "x", facts=tmp_path / "no\x07where")
    assert done.status == 2
    assert "\x07" not in done.err


def test_a_syntax_error_in_hostile_text_never_steers_a_terminal(tmp_path: Path) -> None:
    (tmp_path / "a.trig").write_text("<x:g> { <x:s> <x:p> evil\x07 }", encoding="utf-8")
    done = run("find", "x", facts=tmp_path)
    assert done.status == 2
    assert "\x07" not in done.err and done.err.count("\n") == 1


def test_a_name_of_ten_thousand_characters_is_asked_for_without_harm(tmp_path: Path) -> None:
    place = World().stake("a", "b").write(tmp_path / "facts")
    for command in ("show", "owners", "holdings", "sources"):
        done = run(command, "x" * 10_000, facts=place)
        assert done.status == 1 and len(done.err) < 400, done.err[:400]
    assert len(run("find", "x" * 10_000, facts=place).out) < 400
