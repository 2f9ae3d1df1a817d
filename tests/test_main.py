"""The command line as a user meets it: help that agrees with itself, one line for an error, the right exit status."""

import importlib
import os
import re
import subprocess
import sys
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

import click
import pytest
from terminal import Run, run
from world import World

import regraph
from regraph.cli.main import COMMANDS, ON_REGISTER, cli

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Alpha holds some of Beta; two things are called Twin."""
    world = World().stake("alpha", "beta", "0.4").thing("twin-one", "Company", "Twin").thing("twin-two", "Mine", "Twin")
    return world.write(tmp_path_factory.mktemp("facts"))


def test_help_lists_every_command_with_its_line() -> None:
    out = run("--help").out
    for name, (_, line) in COMMANDS.items():
        assert re.search(rf"^  {name} +{re.escape(line.split()[0])}", out, re.MULTILINE), name
    listed = re.findall(r"^  ([a-z]+)  ", out.split("Commands:")[1], re.MULTILINE)
    assert listed == sorted(COMMANDS)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_the_line_in_the_list_is_the_short_help_of_the_command(name: str) -> None:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    assert command.get_short_help_str(limit=200) == COMMANDS[name][1]


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help_and_every_option_says_what_it_does(name: str) -> None:
    done = run(name, "--help")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith(f"Usage: regraph {name} ")
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    for parameter in command.params:
        assert isinstance(parameter, click.Argument) or getattr(parameter, "help", None), parameter.name


def test_the_lazy_list_knows_nothing_that_no_module_has() -> None:
    for name, (module, _) in COMMANDS.items():
        assert (ROOT / "regraph" / "cli" / f"{module.replace('.', '/')}.py").is_file(), name


def test_every_command_of_the_folder_is_in_the_list() -> None:
    found: set[tuple[str | None, str]] = set()
    folder = ROOT / "regraph" / "cli"
    for path in sorted(folder.rglob("[a-z]*.py")):
        name = ".".join(path.relative_to(folder).with_suffix("").parts)
        module = importlib.import_module(f"regraph.cli.{name}")
        commands = [c for c in vars(module).values() if isinstance(c, click.Command) and not isinstance(c, click.Group)]
        found |= {(command.name, name) for command in commands}
    listed = [*COMMANDS.items(), *ON_REGISTER.items()]
    assert found == {(name, module) for name, (module, _) in listed}


@pytest.mark.parametrize("name", sorted(ON_REGISTER))
def test_what_answers_on_a_register_says_so_in_its_help(name: str) -> None:
    done = run("--store", "nowhere", name, "--help")
    assert (done.status, done.err) == (0, "")
    assert ON_REGISTER[name][1] in " ".join(done.out.split())


@pytest.mark.parametrize("name", sorted(set(COMMANDS) - set(ON_REGISTER)))
@pytest.mark.parametrize("after", (False, True), ids=("before", "after"))
def test_what_cannot_answer_on_a_register_says_so_in_one_line(name: str, after: bool) -> None:
    done = run(*((name, "--store=d") if after else ("--store", "d", name)))
    assert one_line(done).startswith(f"{name} answers from the facts, not from a register (--store); on one: control,")
    assert done.status == 2


def test_the_version_is_the_same_everywhere() -> None:
    assert run("--version").out == f"regraph, version {regraph.__version__}\n"
    written = re.search(r"^version = (.+)$", (ROOT / "setup.cfg").read_text(encoding="utf-8"), re.MULTILINE)
    assert written and written[1] == regraph.__version__
    ontology = (ROOT / "ontology" / "regraph.ttl").read_text(encoding="utf-8")
    assert f'owl:versionInfo "{regraph.__version__}"' in ontology


def test_an_installed_regraph_bears_the_same_version() -> None:
    try:
        installed = metadata.version("regraph")
    except metadata.PackageNotFoundError:
        pytest.skip("regraph is not installed here, it runs from the checkout")
    assert installed == regraph.__version__


@pytest.mark.parametrize("shell", ("bash", "zsh", "fish"))
def test_a_completion_script_is_printed(shell: str) -> None:
    done = outside({"_REGRAPH_COMPLETE": f"{shell}_source"})
    if shell == "bash" and done.returncode and "bash" in done.stderr.lower():
        pytest.skip("click asks for a newer bash than this system has")
    assert done.returncode == 0, done.stderr
    assert "_REGRAPH_COMPLETE" in done.stdout and "regraph" in done.stdout


def test_commands_are_completed() -> None:
    done = outside({"_REGRAPH_COMPLETE": "bash_complete", "COMP_WORDS": "regraph ow", "COMP_CWORD": "1"})
    assert done.stdout.split() == ["plain,owners"]


def outside(env: dict[str, str], *argv: str) -> subprocess.CompletedProcess[str]:
    """A process of its own, since completion and pipes are about processes."""
    return subprocess.run(
        [sys.executable, "-m", "regraph", *argv],
        env={**os.environ, "PYTHONPATH": str(ROOT), **env},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


MISSPELT = (
    ("owner", "did you mean owners"),
    ("pth", "did you mean path"),
    ("xyzzy", "the commands are chain, check"),
)


@pytest.mark.parametrize(("word", "hint"), MISSPELT)
def test_a_misspelt_command_ends_with_the_nearest(word: str, hint: str) -> None:
    done = run(word)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"regraph: no command {word!r}; {hint}")


def one_line(done: Run) -> str:
    """The one line on standard error, which is all that a failed call may print there."""
    assert done.out == ""
    assert done.err.startswith("regraph: ") and done.err.endswith("\n") and done.err.count("\n") == 1, done.err
    assert "Traceback" not in done.err and "unexpected" not in done.err
    return done.err.removeprefix("regraph: ").removesuffix("\n")


ASKED: tuple[tuple[str, tuple[str, ...], int, str], ...] = (
    ("an unknown name", ("show", "Betta"), 1, "no thing is named 'Betta'; the nearest names are: Beta"),
    ("a name like nothing", ("owners", "zzzzz"), 1, "no thing is named 'zzzzz'; try `regraph find` with a part"),
    ("an ambiguous name", ("owners", "twin"), 1, "'twin' names 2 things; say which: Twin (twin-one), Twin (twin-two)"),
    ("an unknown end", ("path", "Alpha", "Betta"), 1, "no thing is named 'Betta'"),
    ("an unknown source", ("sources", "none"), 1, "no source or account is named 'none'"),
    ("twice the same", ("path", "Alpha", "alpha"), 2, "'Alpha' and 'alpha' are the same thing, Alpha; name two"),
    ("a malformed date", ("owners", "Beta", "--as-of", "1 May"), 2, "'1 May' is not a date; write 2026-02-01"),
    ("a day that is none", ("owners", "Beta", "--as-of", "2026-02-30"), 2, "'2026-02-30' is not a date"),
    ("a malformed known-by", ("find", "Beta", "--known-by", "soon"), 2, "'soon' is not a date"),
    ("a wrong include", ("owners", "Beta", "--include", "option"), 2, "--include: 'option' is none of options,"),
    ("a wrong exclude", ("owners", "Beta", "--exclude", "rumour"), 2, "--exclude: 'rumour' is none of alleged, denied"),
    ("a wrong via", ("path", "Alpha", "Beta", "--via", "love"), 2, "--via: 'love' is none of ownership, control"),
    ("a wrong format", ("owners", "Beta", "--format", "xml"), 2, "Invalid value for '--format'"),
    ("a wrong number", ("path", "Alpha", "Beta", "--max-hops", "0"), 2, "Invalid value for '--max-hops'"),
    ("a missing word", ("path", "Alpha"), 2, "Missing argument 'B'; see regraph path --help"),
    ("a word too many", ("show", "Alpha", "Beta"), 2, "too many words: Beta; a name of several words stands in quotes"),
    ("words too many", ("path", "A", "B", "C", "D"), 2, "too many words: C D; a name of several words"),
    ("an unknown option", ("owners", "Beta", "--asof", "2026"), 2, "No such option"),
)  # fmt: skip


@pytest.mark.parametrize(("words", "status", "message"), [a[1:] for a in ASKED], ids=[a[0] for a in ASKED])
def test_a_question_that_cannot_be_answered_is_one_line(
    place: Path, words: tuple[str, ...], status: int, message: str
) -> None:
    done = run(*words, facts=place)
    assert one_line(done).startswith(message)
    assert done.status == status


def replaced(old: str, new: str) -> Callable[[Path], None]:
    """Break one file by putting some text in the place of another."""

    def change(place: Path) -> None:
        path = place / "news.trig"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_bytes(text.replace(old, new, 1).encode("utf-8"))

    return change


def emptied(place: Path) -> None:
    for path in place.iterdir():
        path.unlink()


def removed(place: Path) -> None:
    emptied(place)
    place.rmdir()


def a_file(place: Path) -> None:
    removed(place)
    place.write_text("", encoding="utf-8")


def marked(place: Path) -> None:
    path = place / "news.trig"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())


def latin(place: Path) -> None:
    path = place / "news.trig"
    path.write_bytes(path.read_bytes().replace(b"About news", b"About caf\xe9"))


def nothing(place: Path) -> None:
    path = place / "news.trig"
    path.unlink()
    path.mkdir()


BROKEN: tuple[tuple[str, Callable[[Path], None], str], ...] = (
    ("an empty directory", emptied, r"^\S+/facts: it holds no \.trig file; give a directory with register\.trig"),
    ("a missing directory", removed, r"^\S+/facts: no such directory$"),
    ("a file instead of a directory", a_file, r"^\S+/facts: is a file; give the directory that holds it$"),
    ("a syntax error", replaced("rg:isStakeIn id:beta ;", "rg:isStakeIn beta ;"),
     r"^\S+/facts/news\.trig:\d+: .*; correct the syntax here$"),
    ("a byte order mark", marked, r"^\S+/facts/news\.trig:1: a byte order mark .*`regraph format` takes it out$"),
    ("another encoding", latin, r"^\S+/facts/news\.trig:\d+: this is not UTF-8; save the file as UTF-8$"),
    ("a directory instead of a file", nothing, r"^\S+/facts/news\.trig: Is a directory$"),
    ("a share above one", replaced("rg:shareAtMost 0.4", "rg:shareAtMost 51.0"),
     r"stake-alpha-in-beta: share bounds 0\.4 to 51\.0 .*fractions of 1.*0\.51 for 51 %.*`regraph check` names"),
    ("an end before a start",
     replaced("rg:stage stage:in-force ;", 'rg:stage stage:in-force ; rg:startEarliest "2026-01-01"^^xsd:date ;'
              ' rg:startLatest "2025-01-01"^^xsd:date ;'),
     r"stake-alpha-in-beta: 2026-01-01 is after 2025-01-01; the earlier bound comes first.*`regraph check` names"),
    ("an ill-typed number", replaced("rg:shareAtMost 0.4", 'rg:shareAtMost "much"^^xsd:decimal'),
     r"decimal: 'much' is none; write 0\.25.*`regraph check` names the file"),
    ("a number that is none", replaced("rg:shareAtMost 0.4", 'rg:shareAtMost "NaN"^^xsd:decimal'),
     r"decimal: 'NaN' is none; write 0\.25.*`regraph check` names the file"),
    ("an ill-typed date",
     replaced('rg:published "2026-02-03"^^xsd:date', 'rg:published "February"^^xsd:date'),
     r"date: 'February' is none; write 2026-02-01.*`regraph check` names the file"),
)  # fmt: skip


@pytest.mark.parametrize(("change", "message"), [b[1:] for b in BROKEN], ids=[b[0] for b in BROKEN])
def test_broken_facts_are_named_by_file_and_line_in_one_line(
    tmp_path: Path, change: Callable[[Path], None], message: str
) -> None:
    place = World().stake("alpha", "beta", "0.4").write(tmp_path / "facts")
    change(place)
    done = run("owners", "Beta", facts=place)
    assert re.search(message, one_line(done)), done.err
    assert done.status == 2


def test_windows_line_ends_are_no_error(tmp_path: Path) -> None:
    place = World().stake("alpha", "beta", "0.4").write(tmp_path / "facts")
    expected = run("owners", "Beta", "--as-of", "2026-02-10", facts=place)
    for path in place.iterdir():
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert run("owners", "Beta", "--as-of", "2026-02-10", facts=place) == expected


def test_a_directory_that_may_not_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert one_line(run("find", "x", facts=tmp_path)) == f"{tmp_path}: Permission denied"


def test_a_bug_still_ends_in_one_line_that_says_how_to_see_more(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("by\nnothing")

    monkeypatch.setattr("regraph.cli.owning.owners_by", fail)
    done = run("owners", "Beta", facts=place)
    assert done.status == 2
    assert done.err == (
        "regraph: unexpected ZeroDivisionError: by nothing; set REGRAPH_DEBUG=1 to see where, and report it\n"
    )


def test_a_developer_can_ask_for_the_traceback(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setenv("REGRAPH_DEBUG", "1")
    monkeypatch.setattr("regraph.cli.owning.owners_by", fail)
    with pytest.raises(ZeroDivisionError):
        run("owners", "Beta", facts=place)


STATUS = (
    (("find", "Beta"), 0),
    (("find", "zzz"), 1),
    (("show", "Beta"), 0),
    (("show", "Twin-one"), 1),
    (("owners", "Beta"), 0),
    (("owners", "Alpha"), 1),
    (("holdings", "Alpha"), 0),
    (("holdings", "Beta"), 1),
    (("path", "Alpha", "Beta"), 0),
    (("path", "Alpha", "twin-one"), 1),
    (("sources",), 0),
    (("sources", "--known-by", "2020"), 1),
    (("--version",), 0),
    (("--help",), 0),
    ((), 2),
)  # fmt: skip


@pytest.mark.parametrize(("argv", "status"), STATUS, ids=[" ".join(s[0]) or "nothing" for s in STATUS])
def test_the_exit_status_tells_whether_there_was_an_answer(place: Path, argv: tuple[str, ...], status: int) -> None:
    done = run(*argv, facts=place)
    assert done.status == status, done
    assert "Traceback" not in done.err


def test_an_answer_leaves_nothing_on_standard_error(place: Path) -> None:
    assert run("owners", "Beta", facts=place).err == ""


def test_a_pipe_that_closes_early_ends_quietly(place: Path) -> None:
    command = f'"{sys.executable}" -m regraph show "Serra Verde" --format json | head -c 10'
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout.startswith("{")


def test_an_output_that_cannot_be_written_is_one_line() -> None:
    if not os.access("/dev/full", os.W_OK):
        pytest.skip("this system has no /dev/full")
    done = subprocess.run(
        ["bash", "-c", f'"{sys.executable}" -m regraph show "Serra Verde" > /dev/full'],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert "No space left on device" in done.stderr and "Traceback" not in done.stderr
    assert "report it" not in done.stderr and done.stderr.count("\n") == 1, done.stderr


def test_it_answers_in_an_empty_directory(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "regraph", "find", "Serra Verde"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Serra Verde")
    assert list(tmp_path.iterdir()) == []
