"""`check` and `format` as a user meets them: what they print, what they change, and how they end."""

import errno
import hashlib
import json
import os
import sys
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

import jsonschema
import pyoxigraph as ox
import pytest
from terminal import Run, run
from world import World

from regraph.check.findings import Finding
from regraph.check.form import findings_in
from regraph.cli.curating.curate import progress, terms
from regraph.facts.places import fact_files, ontology_files
from regraph.facts.syntax import quads_of_all
from regraph.names import PREFIXES

ROOT = Path(__file__).parents[1]
SCHEMA = json.loads((ROOT / "docs" / "schema" / "check.schema.json").read_text())
SOURCES = ROOT.parent / "shared" / "sources"
RULES = len(list((ROOT / "ontology" / "rules").glob("*.rq")))
TEXT = "Alpha bought 40% of Beta this week."


@cache
def ontology() -> tuple[ox.Quad, ...]:
    """The ontology, read once."""
    return tuple(quads_of_all(ontology_files()))


@cache
def form_of(path: Path) -> tuple[Finding, ...]:
    """What keeps a file of the ontology from being in canonical form, found once."""
    return tuple(findings_in(path))


@pytest.fixture(autouse=True)
def checked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every check reads the ontology and looks at its form; here the first one does so for all."""
    monkeypatch.setattr("regraph.cli.curating.curate.quads_of_all", lambda paths: ontology())
    once = frozenset(terms())
    monkeypatch.setattr("regraph.check.form.findings_in", lambda p: form_of(p) if p in once else findings_in(p))


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    """A directory of clean facts: one stake with its evidence."""
    return written(tmp_path / "facts", World().stake("alpha", "beta", "0.4"))


def written(directory: Path, world: World) -> Path:
    """Write a world whose evidence is the whole of TEXT."""
    for path in fact_files((world.write(directory),)):
        text = path.read_text().replace("0" * 64, hashlib.sha256(TEXT.encode()).hexdigest())
        path.write_text(text.replace("#char=100,150", f"#char=0,{len(TEXT)}"))
    return directory


def corpus(facts: Path, text: str = TEXT) -> Path:
    """A directory with the archived text of the facts."""
    place = facts.parent / "texts"
    place.mkdir()
    (place / "news.txt").write_text(text)
    return place


def change(facts: Path, old: str, new: str, name: str = "news.trig") -> Path:
    """Replace some words of a fact file, which have to be there."""
    path = facts / name
    text = path.read_text()
    assert old in text
    path.write_bytes(text.replace(old, new).encode())
    return path


def answer(done: Run) -> dict[str, Any]:
    """The JSON answer of a run, which its schema allows."""
    found: dict[str, Any] = json.loads(done.out)
    jsonschema.Draft202012Validator(SCHEMA).validate(found)
    return found


def test_clean_facts_are_clean(facts: Path) -> None:
    done = run("check", facts=facts)
    assert (done.status, done.err) == (0, "")
    assert done.out == f"2 files, 1 account, 1 claim, {RULES} rules: no findings\n"


BAD = {
    "a syntax error": ("rg:Stake ;", "rg:Stake", "syntax", "; correct the syntax here"),
    "an unknown term": ("rg:isHeldBy", "rg:isHeldByy", "unknown-term", "is not defined in the ontology"),
    "an unknown class": ("rg:Stake ;", "rg:Steak ;", "unknown-term", "is not defined in the ontology"),
    "an unknown concept": ("certainty:reported", "certainty:rumoured", "unknown-concept", "is in no scheme"),
    "a share above 1": ("shareAtMost 0.4", "shareAtMost 51.0", "share-out-of-range", "write fractions, 0.51 for 51 %"),
    "an end before its start": (
        "rg:stage stage:in-force ;",
        'rg:stage stage:in-force ;\n        rg:startEarliest "2026-02-01"^^xsd:date ;\n'
        '        rg:endLatest "2025-01-01"^^xsd:date ;',
        "end-before-start",
        "ends by 2025-01-01 but starts on 2026-02-01 or later: correct the dates",
    ),
    "a source that is not described": (
        "rg:isAccountOf source:news ;",
        "rg:isAccountOf source:olds ;",
        "account-undescribed",
        "account is not described in the graph of its source",
    ),
    "a passage of another source": (
        "/source/news#char",
        "/source/olds#char",
        "evidence-of-another-source",
        "an account rests on its own source only",
    ),
    "an ill-typed literal": (
        "rg:shareAtMost 0.4",
        'rg:shareAtMost "0,4"^^xsd:decimal',
        "ill-typed-literal",
        'shareAtMost has the value "0,4" of type decimal: write a decimal, 0.51',
    ),
    "a date that no calendar has": (
        '"2026-02-03"^^xsd:date ;\n        rg:section',
        '"2026-02-30"^^xsd:date ;\n        rg:section',
        "ill-typed-literal",
        "write a day of the calendar",
    ),
    "a blank node": ("rg:isStakeIn id:beta", "rg:isStakeIn []", "form", "a blank node has no stable name"),
    "a comment": ("account:news {", "account:news { # body", "form", "a # comment would be lost"),
    "Windows line ends": ("\n", "\r\n", "form", "Windows line ends; run `regraph format`"),
    "a byte order mark": ("@prefix absence:", "\ufeff@prefix absence:", "form", "a byte order mark stands before"),
    "a lost line": ("        rg:stage stage:in-force ;\n", "", "shape:stageRequired", "rg:stage is missing"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_facts_are_found_with_their_file_and_words(facts: Path, case: str) -> None:
    old, new, rule, words = BAD[case]
    path = change(facts, old, new)
    done = run("check", "--format", "json", facts=facts)
    found = [f for f in answer(done)["findings"] if f["rule"] == rule and words in f["message"]]
    assert (done.status, done.err) == (1, "")
    assert {f["path"] for f in found} == {str(path)}
    assert all(1 <= f["line"] <= path.read_text().count("\n") + 1 for f in found)


def test_a_finding_is_one_line_with_file_line_words_and_rule(facts: Path) -> None:
    path = change(facts, "shareAtMost 0.4", "shareAtMost 51.0")
    line = path.read_text().splitlines().index("        rg:shareAtMost 51.0 ;") + 1
    assert run("check", facts=facts).out.splitlines()[:2] == [
        f"{path}:{line}: share above 1 or below 0: write fractions of 1, 0.51 for 51 %; one decimal, the bound"
        " included; found 51.0 (shape:shareAtMost)",
        f"{path}:{line}: share 51 in rg:shareAtMost is outside 0 to 1: write fractions, 0.51 for 51 %"
        " (share-out-of-range)",
    ]


def test_paths_below_the_working_directory_are_shown_from_there(facts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change(facts, "shareAtMost 0.4", "shareAtMost 51.0")
    monkeypatch.chdir(facts.parent)
    assert run("check", facts=facts).out.startswith("facts/news.trig:")


def test_a_syntax_error_hides_no_finding_of_other_files(facts: Path) -> None:
    World().stake("gamma", "delta", "0.7", "other").write(facts.parent / "more")
    change(facts.parent / "more", "rg:Stake ;", "rg:Stake", "other.trig")
    change(facts, "shareAtMost 0.4", "shareAtMost 51.0")
    done = run("--facts", str(facts.parent / "more"), "check", "--format", "json", facts=facts)
    found = {(Path(f["path"]).name, f["rule"]) for f in answer(done)["findings"]}
    expected = {("news.trig", "share-out-of-range"), ("news.trig", "shape:shareAtMost"), ("other.trig", "syntax")}
    assert (done.status, found) == (1, expected)


def test_a_broken_register_is_one_finding_and_not_hundreds(facts: Path) -> None:
    change(facts, "rg:Company ;", "rg:Company", "register.trig")
    done = run("check", "--format", "json", facts=facts)
    found = answer(done)
    assert (done.status, [f["rule"] for f in found["findings"]], found["rules"]) == (1, ["syntax"], 0)
    assert found["notRun"] == "shapes and rules were not run: correct the syntax of the register first"


def test_the_answer_as_csv_has_a_row_for_each_finding_and_reason(facts: Path) -> None:
    change(facts, "0.4 ;", "0.7 ;")
    done = run("check", "--corpus", str(corpus(facts)), "--format", "csv", facts=facts)
    lines = done.out.splitlines()
    assert lines[0] == "path,line,rule,focus,message,note"
    assert [line.split(",")[2] for line in lines[1:]] == ["evidence:figure", "evidence:figure"]


def test_evidence_that_holds_is_clean(facts: Path) -> None:
    done = run("check", "--corpus", str(corpus(facts)), facts=facts)
    assert (done.status, done.out.splitlines()[1]) == (0, "evidence: 1 of 1 claim verified (100.0 %); 0 misses")


def test_a_miss_without_a_note_is_listed_and_ends_with_1(facts: Path) -> None:
    path = change(facts, "0.4 ;", "0.7 ;")
    line = path.read_text().splitlines().index("    id:stake-alpha-in-beta") + 1
    done = run("check", "--corpus", str(corpus(facts)), facts=facts)
    assert (done.status, done.out.splitlines()) == (
        1,
        [
            f"{path}:{line}: id:stake-alpha-in-beta: figure 0.7 (rg:shareAtLeast) is not in its passages; they state"
            " 0.4; figure 0.7 (rg:shareAtMost) is not in its passages; they state 0.4 (evidence)",
            "    no editorial note explains it",
            "",
            f"2 files, 1 account, 1 claim, {RULES} rules: no findings",
            "evidence: 0 of 1 claim verified (0.0 %); 1 miss",
        ],
    )


@pytest.mark.parametrize(("count", "status"), [(20, 0), (19, 1)])
def test_a_miss_with_a_note_is_clean_where_at_least_95_percent_are_verified(
    tmp_path: Path, count: int, status: int
) -> None:
    world = World().stake("alpha", "beta", "0.7", editorialNote="text:Sums two stakes.")
    for number in range(1, count):
        world.claim(f"deal-{number}", "Control", isHeldBy="alpha", isInterestIn="beta", stage="in-force")
    facts = written(tmp_path / "facts", world)
    path = facts / "news.trig"
    for number in range(2, count + 1):
        path.write_text(path.read_text().replace(f"#char={number}00,{number}50", f"#char=0,{len(TEXT)}"))
    done = run("check", "--corpus", str(corpus(facts)), "--format", "json", facts=facts)
    found = answer(done)
    assert found["findings"] == []
    assert (found["evidence"]["verified"], [m["note"] for m in found["evidence"]["misses"]]) == (
        count - 1,
        ["Sums two stakes."],
    )
    assert (found["clean"], done.status) == (status == 0, status)


def test_a_text_that_was_changed_is_a_finding(facts: Path) -> None:
    done = run("check", "--corpus", str(corpus(facts, TEXT + "!")), "--format", "json", facts=facts)
    found = answer(done)
    assert (done.status, [f["rule"] for f in found["findings"]]) == (1, ["evidence"])
    assert "news.txt is not the text that was read: its sha256 is" in found["findings"][0]["message"]
    assert (found["evidence"]["verified"], found["evidence"]["unverifiable"]) == (0, 1)


def test_the_shipped_evidence_has_a_valid_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    if not SOURCES.is_dir():
        pytest.skip(f"the archived texts are not at {SOURCES}")
    # `make facts` runs shapes and rules
    monkeypatch.setattr("regraph.cli.curating.curate.shapes_and_rules", lambda reading, advance: ())
    found = answer(run("check", "--corpus", str(SOURCES), "--format", "json"))
    assert found["findings"] == []
    assert float(found["evidence"]["share"]) >= 0.95


def test_a_directory_that_is_not_there_cannot_be_checked(tmp_path: Path) -> None:
    done = run("check", facts=tmp_path / "none")
    assert (done.status, done.out, done.err) == (2, "", f"regraph: {tmp_path / 'none'}: no such directory\n")


def test_an_empty_directory_cannot_be_checked(tmp_path: Path) -> None:
    done = run("check", facts=tmp_path)
    assert (done.status, done.err) == (
        2,
        f"regraph: {tmp_path}: it holds no .trig file;"
        " give a directory with register.trig and one .trig file per source\n",
    )


def test_an_archive_that_is_not_there_cannot_be_checked(facts: Path) -> None:
    done = run("check", "--corpus", str(facts / "none"), facts=facts)
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert "give the directory that holds the archived texts" in done.err


@pytest.mark.parametrize("command", [("check",), ("format",)])
def test_a_directory_that_may_not_be_read_cannot_be_checked(facts: Path, command: tuple[str, ...]) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may read every directory")
    facts.chmod(0)
    done = run(*command, facts=facts)
    facts.chmod(0o755)
    assert (done.status, done.err) == (2, f"regraph: {facts}: Permission denied\n")


@pytest.mark.parametrize("command", [("check",), ("format",)])
def test_a_directory_that_the_system_refuses_cannot_be_checked(
    facts: Path, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path) -> NoReturn:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "iterdir", refuse)
    done = run(*command, facts=facts)
    assert (done.status, done.err) == (2, f"regraph: {facts}: Permission denied\n")


def test_a_file_that_the_system_refuses_cannot_be_checked(facts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = Path.read_bytes

    def refuse(self: Path) -> bytes:
        if self.name == "news.trig":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return read(self)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    done = run("check", facts=facts)
    assert (done.status, done.err) == (2, f"regraph: {facts / 'news.trig'}: Permission denied\n")


def test_control_characters_of_a_file_do_not_reach_the_terminal(facts: Path) -> None:
    change(facts, "certainty:reported", r'"\u001b[31mred\u202e"')
    done = run("check", facts=facts)
    assert (done.status, "\x1b" in done.out, "\u202e" in done.out) == (1, False, False)


def test_progress_is_shown_on_a_terminal_only(facts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with progress(3) as advance:
        advance()
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with progress(3) as advance:
        advance()


def test_format_brings_files_into_form_and_says_which(facts: Path) -> None:
    wanted = (facts / "news.trig").read_text()
    path = change(facts, "        rg:", "  rg:")
    done = run("format", str(facts))
    assert (done.status, done.out, done.err) == (0, f"formatted {path}\n", "")
    assert (path.read_text(), run("format", str(facts)).out) == (wanted, "")


@pytest.mark.parametrize(("old", "new"), [("\n", "\r\n"), ("@prefix absence:", "\ufeff@prefix absence:")])
def test_format_takes_out_what_editors_slip_in(facts: Path, old: str, new: str) -> None:
    wanted = (facts / "news.trig").read_bytes()
    path = change(facts, old, new)
    assert (run("format", str(path)).status, path.read_bytes()) == (0, wanted)


def test_format_with_check_changes_nothing_and_ends_with_1(facts: Path) -> None:
    path = change(facts, "        rg:", "  rg:")
    before = path.read_text()
    done = run("format", "--check", str(facts))
    assert (done.status, done.out, path.read_text()) == (1, f"would format {path}\n", before)


def test_format_without_paths_formats_the_facts_and_the_ontology_of_a_checkout(facts: Path) -> None:
    path = change(facts, "        rg:", "  rg:")
    assert run("format", facts=facts).out == f"formatted {path}\n"
    assert (run("format", "--check").status, run("format", "--check").out) == (0, "")


def test_format_finds_files_below_a_directory(facts: Path) -> None:
    deep = facts / "a" / "b"
    deep.mkdir(parents=True)
    (deep / "x.ttl").write_text(f"<{PREFIXES['id']}x> a <{PREFIXES['rg']}Mine> .")
    assert run("format", str(facts)).out == f"formatted {deep / 'x.ttl'}\n"
    assert (deep / "x.ttl").read_text().endswith("\nid:x\n    a rg:Mine ;\n.\n")


def test_format_leaves_a_file_that_would_lose_something_and_goes_on(facts: Path) -> None:
    path = change(facts, "account:news {", "account:news { # why")
    before = path.read_text()
    (facts / "zulu.ttl").write_text(f"<{PREFIXES['id']}x> a <{PREFIXES['rg']}Mine> .")
    line = before[: before.index("# why")].count("\n") + 1
    done = run("format", str(facts))
    assert (done.status, done.out, path.read_text()) == (2, f"formatted {facts / 'zulu.ttl'}\n", before)
    assert done.err == (
        f"regraph: {path}:{line}: a # comment would be lost; say it with skos:editorialNote, or take it out\n"
    )


REFUSED = {
    "a file that is not there": ("none.trig", "No such file or directory"),
    "a file of another kind": ("notes.txt", "is neither .trig nor .ttl"),
    "a directory without such files": ("empty", "holds no .trig and no .ttl file"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_format_refuses_what_it_cannot_read(tmp_path: Path, case: str) -> None:
    name, words = REFUSED[case]
    (tmp_path / "notes.txt").write_text("x")
    (tmp_path / "empty").mkdir()
    done = run("format", str(tmp_path / name))
    assert (done.status, done.out, done.err) == (2, "", f"regraph: {tmp_path / name}: {words}\n")


def test_a_full_disk_leaves_the_file_as_it_was(facts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = change(facts, "        rg:", "  rg:")
    before, names = path.read_text(), sorted(facts.iterdir())

    def full(handle: int) -> NoReturn:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    done = run("format", str(facts))
    assert (done.status, done.out) == (2, "")
    assert done.err == f"regraph: {path}: not written: No space left on device; nothing was changed\n"
    assert (path.read_text(), sorted(facts.iterdir())) == (before, names)


def test_format_writes_through_a_link(facts: Path) -> None:
    path = change(facts, "        rg:", "  rg:")
    link = facts.parent / "link.trig"
    link.symlink_to(path)
    done = run("format", str(link))
    assert (done.status, link.is_symlink(), run("format", "--check", str(path)).status) == (0, True, 0)
