"""Writing again whenever facts change: what counts as a change, what an error leaves, and how it ends."""

import datetime as dt
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from world import World

from regraph.cli import publishing, watching
from regraph.cli.main import cli
from regraph.cli.watching import changed, state, watch
from regraph.errors import RegraphError
from regraph.site.making import Made

OPTIONS = ("--as-of", "2026-02-10", "--jobs", "1", "--watch")


def looks(states: str) -> Callable[[], str]:
    """One state at each look."""
    at = iter(states)
    return lambda: next(at)


@pytest.mark.parametrize(
    ("states", "expected"),
    [("aabb", "b"), ("bb", "b"), ("abcc", "c"), ("abab" + "cc", "c"), ("abaaa" + "dd", "d")],
    ids=["changed", "at once", "half written", "back and forth", "back again"],
)
def test_a_change_is_another_state_that_stays(states: str, expected: str) -> None:
    pauses: list[None] = []
    assert changed("a", looks(states), lambda: pauses.append(None)) == expected
    assert len(pauses) == len(states) - 1


def ending(times: int) -> Callable[[], None]:
    """A pause that somebody interrupts after so many."""
    left = iter(range(times))

    def pause() -> None:
        if next(left, None) is None:
            raise KeyboardInterrupt

    return pause


@pytest.mark.parametrize(
    "error",
    [
        RegraphError("line 3 is wrong"),
        click.BadParameter("line 3 is wrong"),
        PermissionError(13, "line 3 is wrong", "x"),
        KeyError("line 3 is wrong"),
    ],
)
def test_what_goes_wrong_later_is_told_and_the_next_change_tries_again(
    error: Exception, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REGRAPH_DEBUG", raising=False)
    made: list[str] = []
    answers: Iterator[Exception | None] = iter((None, error, None))

    def make() -> None:
        if wrong := next(answers):
            raise wrong
        made.append("made")

    watch(make, lambda: made.append("ready"), looks("abbccc"), ending(2))
    assert made == ["made", "ready", "made"]
    told = capsys.readouterr().err
    assert "line 3 is wrong" in told and "waiting for the next change" in told
    assert len(told.splitlines()) == 2  # the second ends the line that an interruption stands on


@pytest.mark.parametrize("error", [RegraphError("wrong"), KeyboardInterrupt()], ids=["wrong", "interrupted"])
def test_what_ends_the_first_time_ends_it(error: BaseException) -> None:
    with pytest.raises(type(error)):
        watch(answering(error), lambda: None, lambda: "a", lambda: None)


def test_an_interruption_while_it_is_made_again_ends_it_quietly(capsys: pytest.CaptureFixture[str]) -> None:
    watch(answering(None, KeyboardInterrupt()), lambda: None, looks("abb"), lambda: None)
    assert capsys.readouterr().err == "\n"


def test_it_ends_where_nobody_reads_what_it_says() -> None:
    with pytest.raises(BrokenPipeError):
        watch(answering(None, BrokenPipeError(32, "Broken pipe")), lambda: None, looks("abb"), lambda: None)


def answering(*answers: BaseException | None) -> Callable[[], None]:
    """What is made, or goes wrong, one time after the other."""
    left = iter(answers)

    def make() -> None:
        if wrong := next(left):
            raise wrong

    return make


def test_a_state_tells_files_that_come_go_or_change_and_the_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = small().write(tmp_path / "facts")
    seen = [state((facts,)), state((facts,))]
    (facts / "later.trig").write_text("# nothing yet\n", encoding="utf-8")
    seen.append(state((facts,)))
    os.utime(facts / "later.trig", (1, 1))
    seen.append(state((facts,)))
    (facts / "later.trig").unlink()
    seen.append(state((facts,)))
    monkeypatch.setattr(watching, "dt", Tomorrow)
    seen.append(state((facts,)))
    for path in facts.iterdir():
        path.unlink()
    seen.append(state((facts,)))
    assert seen[0] == seen[1] == seen[4]
    assert len(set(seen)) == 5
    assert "no .trig file" in seen[-1] and "no such directory" in state((tmp_path / "gone",))


class Tomorrow:
    """The clock of another day."""

    class date:
        """As `datetime.date`."""

        @staticmethod
        def today() -> dt.date:
            """The day after."""
            return dt.date.today() + dt.timedelta(days=1)


def small(amount: str = "5000000") -> World:
    """A loan, its lender and its borrower."""
    world = World().account("news", "2026-02-04", publisher="news-desk").thing("bank").thing("miner", "Company")
    return world.says("news", "loan", "Loan", hasLender="bank", hasBorrower="miner", amountAtLeast=amount,
                      amountAtMost=amount, currency="USD")  # fmt: skip


def test_a_site_follows_its_facts_and_stays_as_it_is_while_they_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts, root, seen = small().write(tmp_path / "facts"), tmp_path / "site", list[bool]()
    course = steps(facts, root / "id" / "miner.html", seen)
    monkeypatch.setattr(publishing, "moment", lambda: next(course))
    run = CliRunner().invoke(cli, ["--facts", str(facts), "site", "-o", str(root), *OPTIONS])
    assert (run.exit_code, seen) == (0, [False, True, True, True, False])
    assert len(run.stdout.splitlines()) == 4  # one for each time that facts could be read
    assert "broken.trig:1: " in run.stderr and "waiting for the facts to change" in run.stderr
    fresh = tmp_path / "fresh"
    assert CliRunner().invoke(cli, ["--facts", str(facts), "site", "-o", str(fresh), *OPTIONS[:-1]]).exit_code == 0
    assert held(root) == held(fresh)


def test_an_error_stands_on_a_line_of_its_own_on_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def files() -> Iterator[Made]:
        yield Made("a", "", b"")
        yield Made("b", "", b"")
        raise RegraphError("wrong")

    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with pytest.raises(RegraphError):
        list(publishing.told(files(), 3))
    shown = capsys.readouterr().err
    assert "regraph: 2 of about 3 pages" in shown
    assert shown.endswith("\r" + " " * 60 + "\r")


def steps(facts: Path, page: Path, seen: list[bool]) -> Iterator[None]:
    """What somebody does at each pause: another amount, a file that is no fact, without it, another amount, Ctrl-C.

    Args:
        seen: whether the page tells the first of the new amounts, before and after each of them.
    """
    broken = facts / "broken.trig"
    for step in (
        lambda: small("9000000").write(facts),
        lambda: broken.write_text("no fact", encoding="utf-8"),
        lambda: broken.unlink(),
        lambda: small("7000000").write(facts),
    ):
        seen.append("9,000,000" in page.read_text(encoding="utf-8"))
        step()
        yield
        yield  # the second look finds it as the first did
    seen.append("9,000,000" in page.read_text(encoding="utf-8"))
    raise KeyboardInterrupt


def held(root: Path) -> dict[str, bytes]:
    """The files of a site."""
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise there")
def test_ctrl_c_ends_it_with_nothing_wrong(tmp_path: Path) -> None:
    facts = small().write(tmp_path / "facts")
    command = [sys.executable, "-m", "regraph", "--facts", str(facts), "site", "-o", str(tmp_path / "site"), *OPTIONS]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None and process.stderr is not None
        try:
            assert any("waiting" in line for line in process.stderr)
            process.send_signal(signal.SIGINT)
            assert process.wait(30) == 0
            assert "files written" in process.stdout.read()
        finally:
            process.kill()
