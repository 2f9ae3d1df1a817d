"""Making a site again: what comes out is what a site from nothing would be, and only what differs is laid out anew."""

import datetime as dt
import json
import multiprocessing
import os
import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, partial
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from click.testing import CliRunner
from site_world import asked, small
from world import World

from regraph.cli.main import cli
from regraph.errors import BadFact, BadFile, RegraphError
from regraph.present.document.parts import Heading, Link, Paragraph, Strong
from regraph.site.files import files_in, installed, program
from regraph.site.making import File, Made, Standing, Task, digest, made
from regraph.site.pages.asked import Asked
from regraph.site.whole import PARTS, data, material_of, options_of, pages_in, shared_out, source_files, tasks_of
from regraph.site.writing import BESIDE, LIST, Written, is_current, standing, write_site


@pytest.fixture
def alone() -> None:
    """Where processes can be split off."""
    if sys.platform != "linux" or threading.active_count() > 1:
        pytest.skip("processes are split off only on Linux, and where no other thread runs")


def amount(world: World) -> World:
    """Another amount for a deal."""
    return world.says("news", "loan", "Loan", amountAtLeast="7000000", amountAtMost="7000000", currency="USD")


def share(world: World) -> World:
    """A third account of a stake, with another share."""
    world.account("late", "2026-02-06", publisher="wire-desk")
    return world.says("late", "stake-miner-in-mine", "Stake", isHeldBy="miner", isStakeIn="mine",
                      shareAtLeast="0.9", shareAtMost="0.9")  # fmt: skip


CHANGES: dict[str, Callable[[World], World]] = {
    "an amount": amount,
    "a share, by a new account": share,
    "an owner": lambda world: world.stake("country", "bank", "0.6"),
    "a new thing with its page": lambda world: world.thing("port").stake("bank", "port", "1"),
    "a certainty": lambda world: world.claim("right", "Option", "wire", isHeldBy="country", certainty="alleged"),
    "an end": lambda world: world.says("wire", "stake-miner-in-mine", "Stake", end="2026-01-31"),
    "a commodity": lambda world: world.says("news", "loan", "Loan", commodity="cobalt"),
    "a milestone": lambda world: world.claim("due", "Milestone", isMilestoneOf="mine", date="2026-01-31"),
    "nothing": lambda world: world,
}


def write(root: Path, of: Asked, jobs: int = 1) -> Written:
    """Write the pages of a site and its data as the command does; the graph is left out, made anew in every run."""
    there = standing(root)
    material = cache(partial(material_of, of))
    pages: list[Task] = [partial(pages_in, of)] if jobs == 1 else [partial(source_files, of), *shared_out(of, jobs)]
    tasks: list[Task] = [partial(data, of, PARTS, material, there), *pages]
    return write_site(root, made(tasks, there, jobs), options_of(of))


def held(root: Path) -> dict[str, bytes]:
    """The files of a site."""
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The site of the small world, with its list."""
    root = tmp_path_factory.mktemp("before")
    write(root, asked(small()))
    return held(root)


def put(root: Path, files: dict[str, bytes]) -> Path:
    """The files in a directory."""
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    return root


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_site_made_again_is_the_site_made_from_nothing(
    before: dict[str, bytes], change: Callable[[World], World], tmp_path: Path
) -> None:
    of = asked(change(small()))
    again, fresh = put(tmp_path / "again", before), tmp_path / "fresh"
    done = write(again, of)
    write(fresh, of)
    assert held(again) == held(fresh)
    assert bool(done.written) is (change is not CHANGES["nothing"])


def test_a_page_that_says_the_same_is_not_laid_out_again(before: dict[str, bytes], tmp_path: Path) -> None:
    root = put(tmp_path / "site", before)
    files = list(made(tasks_of(asked(amount(small()))), standing(root)))
    left = {file.path for file in files if file.content is None}
    assert {"id/country.html", "id/mine.html", "ownership.html", "ontology.html"} <= left
    assert not {"id/bank.html", "id/loan.html", "finance.html", "commodity/rare-earths.html"} & left


def test_a_file_that_somebody_touched_is_made_again(before: dict[str, bytes], tmp_path: Path) -> None:
    root = put(tmp_path / "site", before)
    (root / "id/bank.html").write_text("forged", encoding="utf-8")
    (root / "id/mine.html").unlink()
    assert not is_current(root, options_of(asked(small())))
    assert write(root, asked(small())).written == ("id/bank.html", "id/mine.html")
    assert held(root) == before


LOSSES: dict[str, Callable[[Path], None]] = {
    "all": shutil.rmtree,
    "a file that is left as it was": lambda root: (root / "a.html").unlink(),
    "what waits beside": lambda root: shutil.rmtree(root / BESIDE),
}


@pytest.mark.parametrize("lose", LOSSES.values(), ids=LOSSES)
def test_a_site_of_which_something_is_lost_while_it_is_made_is_not_called_whole(
    lose: Callable[[Path], None], tmp_path: Path
) -> None:
    root = tmp_path / "site"
    write_site(root, [Made("a.html", "1", b"a"), Made("b.html", "1", b"b")], {"made": "once"})

    def files() -> Iterator[Made]:
        yield Made("a.html", "1", None)
        yield Made("b.html", "2", b"B")
        lose(root)
        yield Made("c.html", "2", None if lose is shutil.rmtree else b"c")

    with pytest.raises(BadFile, match="while the site was made"):
        write_site(root, files(), {"made": "twice"})
    assert not (root / "c.html").exists()
    assert not is_current(root, {"made": "twice"})


def test_nothing_is_left_beside_a_site_that_could_not_be_made(tmp_path: Path) -> None:
    facts, root = small().write(tmp_path / "facts"), tmp_path / "site"
    options = ["--facts", str(facts), "site", "-o", str(root), "--as-of", "2026-02-10"]
    assert CliRunner().invoke(cli, options).exit_code == 0
    with pytest.raises(RegraphError, match="no amount"):
        write_site(root, made([partial(fine, "new.html"), wrong], {}), {})
    assert not (root / BESIDE).exists()
    put(root / BESIDE, {"id/new.html": b"by a run that was ended from outside"})
    assert " 0 files written" in CliRunner().invoke(cli, options).stdout
    assert not (root / BESIDE).exists()


def test_a_file_that_another_run_wrote_meanwhile_is_made_again(tmp_path: Path) -> None:
    write_site(tmp_path, [Made("a.html", "1", b"a")], {"made": "once"})
    there = standing(tmp_path)
    write_site(tmp_path, [Made("a.html", "2", b"A")], {"made": "by another"})
    assert write_site(tmp_path, made([partial(left, "a.html")], there), {"made": "once"}).written == ("a.html",)
    assert (tmp_path / "a.html").read_bytes() == b"a"
    assert is_current(tmp_path, {"made": "once"})


def test_a_file_that_another_run_lists_as_made_from_something_else_is_not_taken_for_what_stood_there(
    tmp_path: Path,
) -> None:
    write_site(tmp_path, [Made("a.html", "1", b"a")], {"made": "once"})
    there = standing(tmp_path)
    write_site(tmp_path, [Made("a.html", "2", b"a")], {"made": "by another"})
    with pytest.raises(BadFile, match=r"a\.html: somebody removed or replaced it"):
        write_site(tmp_path, made([partial(left, "a.html")], there), {"made": "once"})
    assert is_current(tmp_path, {"made": "by another"})


def test_what_stands_there_is_told_file_by_file(tmp_path: Path) -> None:
    write_site(tmp_path, [Made(f"{name}.html", "1", name.encode()) for name in "abc"], {})
    there = standing(tmp_path)
    (tmp_path / "b.html").write_bytes(b"forged")
    (tmp_path / "c.html").unlink()
    assert (len(there), list(there), there["a.html"].size) == (1, ["a.html"], 1)
    assert [there.get(f"{name}.html") for name in "bcd"] == [None, None, None]


def left(path: str) -> Iterator[File]:
    """A file that is made from what it was made from before."""
    yield File(path, "1", lambda: b"a")


def test_a_site_by_another_program_or_of_other_facts_is_not_current(before: dict[str, bytes], tmp_path: Path) -> None:
    root, options = put(tmp_path / "site", before), options_of(asked(small()))
    assert is_current(root, options)
    assert not is_current(root, {**options, "program": "another"})
    assert not is_current(root, options_of(asked(amount(small()))))
    assert not is_current(tmp_path / "nowhere", options)


def test_a_site_in_other_words_is_not_current_though_the_program_began_with_the_first(
    before: dict[str, bytes], tmp_path: Path
) -> None:
    root, of = put(tmp_path / "site", before), asked(small())
    reworded = replace(of.data, ontology=of.data.ontology[1:])
    assert not is_current(root, options_of(replace(of, data=reworded)))


def test_the_list_of_an_earlier_version_is_read_and_nothing_is_left_unmade(
    before: dict[str, bytes], tmp_path: Path
) -> None:
    root = put(tmp_path / "site", before)
    said = json.loads((root / LIST).read_text(encoding="utf-8"))
    said |= {"regraph-site": 1, "files": {path: content for path, (content, _) in said["files"].items()}}
    (root / LIST).write_text(json.dumps(said), encoding="utf-8")
    assert standing(root) == {}
    assert write(root, asked(small())).written == ()
    assert held(root) == before


@pytest.mark.usefixtures("alone")
def test_processes_side_by_side_make_the_same_site(before: dict[str, bytes], tmp_path: Path) -> None:
    write(tmp_path, asked(small()), 2)
    assert held(tmp_path) == before


def wrong() -> Iterator[File]:
    """A task that cannot be done."""
    raise BadFact("id:loan", "no amount")
    yield


def ended() -> Iterator[File]:
    """A task whose process is ended from outside."""
    os.kill(os.getpid(), signal.SIGKILL)
    yield File("a", "", bytes)


def buggy() -> Iterator[File]:
    """A task in which the program is wrong."""
    raise ZeroDivisionError("division by zero")
    yield


def fine(name: str) -> Iterator[File]:
    """A task with one file."""
    yield File(name, digest(name), name.encode)


def slow(seconds: float) -> Iterator[File]:
    """A task that takes its time."""
    time.sleep(seconds)
    yield from fine("slow")


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize(
    ("task", "words"),
    [
        (wrong, "id:loan: no amount"),
        (ended, "--jobs 1"),
        (
            buggy,
            "^unexpected ZeroDivisionError: division by zero; .* REGRAPH_DEBUG=1 and take --jobs 1$",
        ),
    ],
)
def test_what_a_process_could_not_do_is_told(task: Callable[[], Iterator[File]], words: str) -> None:
    with pytest.raises(RegraphError, match=words):
        list(made([partial(fine, "a"), task, partial(fine, "b")], {}, 2))


def test_what_is_made_side_by_side_is_all_that_one_process_makes() -> None:
    of = asked(small())
    one, two = ({file.path for task in tasks_of(of, jobs) for file in task()} for jobs in (1, 3))
    assert one == two
    assert {"graph.html", "assets/quads.js", "downloads.html", "questions.html", "id/mine.html"} <= two


@pytest.mark.usefixtures("alone")
def test_processes_end_with_a_run_that_is_stopped() -> None:
    files = made([partial(fine, "a"), partial(slow, 60), partial(slow, 60)], {}, 2)
    assert next(files).path == "a"
    assert len(multiprocessing.active_children()) == 2
    files.close()
    assert multiprocessing.active_children() == []


def large(size: int) -> Iterator[File]:
    """A task with files that no pipe holds until somebody reads."""
    yield from (File(f"{n}", "", partial(bytes, size)) for n in range(100))


@pytest.mark.usefixtures("alone")
def test_processes_end_with_the_one_that_is_killed() -> None:
    ours, theirs = multiprocessing.Pipe(duplex=False)
    other = multiprocessing.get_context("fork").Process(target=begin, args=(theirs,))
    other.start()
    theirs.close()
    begun = ours.recv()
    other.kill()
    other.join()
    assert len(begun) == 2
    gone = ours.poll(10)
    for left in () if gone else begun:
        os.kill(left, signal.SIGKILL)
    assert gone, "a process that was split off is still there"
    with pytest.raises(EOFError):  # nobody holds the other end any more
        ours.recv()


def begin(out: Connection) -> None:
    """Begin to make files by two processes, say which, and never read on."""
    files = made([partial(large, 1 << 20), partial(large, 1 << 20)], {}, 2)
    next(files)
    out.send([process.pid for process in multiprocessing.active_children()])
    time.sleep(60)


@dataclass(frozen=True)
class Leading:
    """What is made from something else than its fields."""

    text: str

    def made_from(self) -> object:
        """The text, however it is written."""
        return self.text.casefold()


def test_what_is_compiled_as_the_program_runs_is_no_part_of_it(tmp_path: Path) -> None:
    names = ("a.py", "assets/site.css", "__pycache__/a.cpython-311.pyc", "__pycache__/a.f-1.py311.1.nbc", "b.trig")
    put(tmp_path, dict.fromkeys(names, b""))
    (tmp_path / ".#a.py").symlink_to("somebody@somewhere")  # as an editor marks a file that is open
    assert sorted(files_in(tmp_path)) == ["a.py", "assets/site.css"]


def test_a_site_made_with_other_libraries_is_by_another_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [program.__wrapped__()]
    for name in ("layout-1.0.dist-info", "layout-1.1.dist-info"):
        (tmp_path / name / name).mkdir(parents=True)
        monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path / name)])
        found.append(program.__wrapped__())
    assert len(set(found)) == 3
    assert {"layout-1.0", "layout-1.1"} <= set(installed())


@pytest.mark.usefixtures("alone")
def test_only_what_would_come_out_otherwise_is_made() -> None:
    tasks, there = [partial(fine, "a"), partial(fine, "b")], Standing(digest("a"), "", 1)
    expected = [Made("a", digest("a"), None), Made("b", digest("b"), b"b")]
    assert list(made(tasks, {"a": there, "b": there})) == expected
    assert sorted(made(tasks, {"a": there}, 2), key=lambda file: file.path) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Link("a", "b"), ("a", "b")),
        (Strong("a"), Heading("a")),
        (Strong("a"), "a"),
        (("a",), "a"),
        (("a", "b"), ("b", "a")),
        ({"a": "b"}, ("a", "b")),
        (dt.date(2026, 2, 10), "2026-02-10"),
        (Decimal("1.0"), Decimal("1.00")),
        (Decimal(1), 1),
        (1, "1"),
        (1, True),
        (None, "None"),
        ("\ud800", "?"),
        (Paragraph(("a", Link("b", "c"))), Paragraph(("a", Link("b", "d")))),
        (Leading("a"), Leading("b")),
    ],
)
def test_what_is_made_from_something_else_has_another_digest(one: object, other: object) -> None:
    assert digest(one) == digest(one) != digest(other)


def test_what_a_class_says_it_is_made_from_counts_and_not_its_fields() -> None:
    assert digest(Leading("a")) == digest(Leading("A"))
    with pytest.raises(TypeError):
        digest(object())


def test_the_command_takes_a_number_of_processes_and_refuses_none(tmp_path: Path) -> None:
    facts = small().write(tmp_path / "facts")
    asked_for = ["--facts", str(facts), "site", "-o", str(tmp_path / "site"), "--as-of", "2026-02-10", "--jobs"]
    assert CliRunner().invoke(cli, [*asked_for, "2"]).exit_code == 0
    assert " 0 files written" in CliRunner().invoke(cli, [*asked_for, "1"]).stdout
    assert "0 is not in the range" in CliRunner().invoke(cli, [*asked_for, "0"]).stderr
