"""A register on disk: what is written is read, what is damaged is one error, what is interrupted leaves nothing."""

import csv
import datetime as dt
import errno
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regraph.engine.integrated import holdings, owners
from regraph.engine.stakes import WHOLE, Stakes, stakes_of
from regraph.errors import AmbiguousEntity, BadFile, RegraphError, UnknownEntity
from regraph.model.dates import Answer, Span, When, period
from regraph.register.days import EVER, NEVER, Spans, number_of
from regraph.register.making import import_stakes, overfull_in
from regraph.register.nearby import nearby
from regraph.register.register import Register, register_on
from regraph.register.voting import votes_in

ROOT = Path(__file__).resolve().parents[1]
TOLD = dt.date(2026, 2, 1)
SIMPLE = "holder,held,share\nAlpha,Beta,0.5\nBeta,Gamma,0.4\n"


def imported(place: Path, content: str, *, force: bool = False) -> Register:
    """The register of a file."""
    path = place / "stakes.csv"
    path.write_bytes(content.encode("utf-8"))
    return import_stakes(path, place / "store", TOLD, force=force)


NAME = st.text(st.characters(codec="utf-8"), min_size=1).map(str.strip).filter(bool)
STAKE = st.tuples(NAME, NAME, st.integers(0, 10**9), st.integers(0, 10**9))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(st.lists(STAKE, max_size=12))
def test_what_is_written_is_read(tmp_path: Path, stakes: list[tuple[str, str, int, int]]) -> None:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("holder", "held", "share_min", "share_max"))
    expected = [(one, other, min(a, b), max(a, b)) for one, other, a, b in stakes]
    writer.writerows((one, other, f"{low / 10**9:.9f}", f"{high / 10**9:.9f}") for one, other, low, high in expected)
    register = imported(tmp_path, out.getvalue(), force=True)
    found = register.stakes()
    assert list(found.names) == sorted({name for row in expected for name in row[:2]})
    ends = [(found.names[a], found.names[b]) for a, b in zip(found.holder, found.held, strict=True)]
    rows = [(*pair, low // 2, high // 2) for pair, low, high in zip(ends, found.low, found.high, strict=True)]
    assert sorted(rows) == sorted(expected)
    again = Stakes(found.names, found.holder, found.held, found.low, found.high, found.row)
    for name in ("holders_from", "by_holder", "holdings_from"):
        assert np.array_equal(getattr(found, name), getattr(again, name)), name


def test_without_dates_the_columns_on_disk_are_the_stakes(tmp_path: Path) -> None:
    register = imported(tmp_path, SIMPLE)
    found = register.stakes(TOLD)
    assert isinstance(found.low.base, np.memmap)
    assert found.index is not None
    found.low[:] = 0
    assert register_on(tmp_path / "store").stakes().low.tolist() == [WHOLE // 2, WHOLE * 2 // 5]


def test_the_manifest_says_what_it_was_made_from(tmp_path: Path) -> None:
    manifest = imported(tmp_path, SIMPLE).manifest
    assert (manifest.file, manifest.size, manifest.told) == ("stakes.csv", len(SIMPLE), "2026-02-01")
    assert (
        manifest.sha256 == "73d13c1d3a32a70afe51b8c4d5f4ffb4b7bd3b4ae2a8ad2a7cd2d5d9c4e2bb7f"
        or len(manifest.sha256) == 64
    )
    assert (manifest.actors, manifest.stakes) == (3, {"stake": 2, "votes": 0})


WRITTEN = st.one_of(
    st.just(""),
    st.integers(2019, 2023).map(str),
    st.tuples(st.integers(2019, 2023), st.integers(1, 12)).map(lambda t: f"{t[0]}-{t[1]:02}"),
    st.dates(dt.date(2019, 1, 1), dt.date(2023, 12, 31)).map(str),
)


@given(WRITTEN, WRITTEN, st.dates(dt.date(2018, 1, 1), dt.date(2027, 1, 1)))
def test_a_stake_is_alive_on_the_days_that_a_claim_with_its_dates_is(start: str, end: str, day: dt.date) -> None:
    first, last = (period(text) if text else When() for text in (start, end))
    span = Span(first, last)
    columns = [
        tuple(
            np.array([unstated if bound is None else number_of(bound)], np.int32)
            for bound, unstated in zip((when.earliest, when.latest), unknown, strict=True)
        )
        for when, unknown in ((first, (NEVER, EVER)), (last, (EVER, EVER)))
    ]
    kept, possible = Spans(columns[0], columns[1]).alive(day, TOLD, 1)  # type: ignore[arg-type]
    expected = Answer.NO if not kept[0] else Answer.POSSIBLY if possible[0] else Answer.YES
    assert expected == span.holds_on(day, TOLD)[0]


DATED = """holder,held,share,start,end,certainty
a,z,0.1,2023,,
b,z,0.2,2023-04,2024,
c,z,0.3,,2025-06-30,
d,z,0.4,,,denied
"""
DAYS = {
    "2022-12-31": {"c": (0, 3)},
    "2023-02-01": {"a": (0, 1), "c": (0, 3)},
    "2023-04-10": {"a": (0, 1), "b": (0, 2), "c": (0, 3)},
    "2024-01-01": {"a": (1, 1), "b": (2, 2), "c": (0, 3)},
    "2024-07-01": {"a": (1, 1), "b": (0, 2), "c": (0, 3)},
    "2026-02-01": {"a": (1, 1)},
    "2030-01-01": {"a": (1, 1)},
}


@pytest.mark.parametrize("day", DAYS)
def test_on_a_day_the_dead_are_gone_and_the_possible_have_no_lower_bound(tmp_path: Path, day: str) -> None:
    found = imported(tmp_path, DATED).stakes(dt.date.fromisoformat(day))
    tenth = WHOLE // 10
    bounds = zip(found.low.tolist(), found.high.tolist(), strict=True)
    assert {found.names[i]: (a // tenth, b // tenth) for i, (a, b) in zip(found.holder, bounds, strict=True)} == DAYS[
        day
    ]
    assert np.diff(found.holders_from).sum() == len(found)


def test_before_the_day_it_tells_of_a_register_without_dates_is_only_possible(tmp_path: Path) -> None:
    found = imported(tmp_path, SIMPLE).stakes(dt.date(2020, 1, 1))
    assert (found.low.tolist(), found.high.tolist()) == ([0, 0], [WHOLE // 2, WHOLE * 2 // 5])


def test_certainty_and_source_stay_with_their_stakes(tmp_path: Path) -> None:
    text = "holder,held,share,certainty,source\nd,z,0.1,denied,w\nb,z,0.2,alleged,https://x.example/1\na,z,0.3,,\n"
    alive = imported(tmp_path, text).alive()
    rows = np.arange(2)
    assert [alive.stakes.names[i] for i in alive.stakes.holder] == ["a", "b"]
    assert alive.certainties(rows) == ["", "alleged"]
    assert alive.sources(rows) == ["", "https://x.example/1"]
    plain = imported(tmp_path, SIMPLE, force=True).alive()
    assert (plain.certainties(rows), plain.sources(rows)) == (["", ""], ["", ""])


NAMED = (
    "holder,held,share\nAlpha Metals Ltd.,Pelá Ema,0.1\nALPHA METALS,Beta,0.1\nalpha-metals,Beta,0.1\n陶氏,Beta,0.1\n"
)


@pytest.mark.parametrize(
    ("typed", "found"),
    (
        ("Beta", "Beta"),
        ("beta", "Beta"),
        ("pela ema", "Pelá Ema"),
        ("ALPHA METALS LTD", "Alpha Metals Ltd."),
        ("alpha-metals", "alpha-metals"),
        ("陶氏", "陶氏"),
    ),
)
def test_an_actor_is_found_by_its_name(tmp_path: Path, typed: str, found: str) -> None:
    register = imported(tmp_path, NAMED)
    assert register.names[register.index_of(typed)] == found


def test_a_name_of_several_or_of_none_ends_with_the_candidates(tmp_path: Path) -> None:
    register = imported(tmp_path, NAMED)
    with pytest.raises(AmbiguousEntity) as several:
        register.index_of("alpha metals")
    assert several.value.candidates == ("ALPHA METALS", "alpha-metals")
    with pytest.raises(UnknownEntity) as near:
        register.index_of("Bata")
    assert near.value.nearest == ("Beta",)
    for typed in ("zzzzzz", "", "!!!"):
        with pytest.raises(UnknownEntity, match="look into the file it was imported from"):
            register.index_of(typed)


def test_names_without_a_letter_are_found_as_they_are(tmp_path: Path) -> None:
    register = imported(tmp_path, "holder,held,share\n!!!,???,0.5\n")
    assert register.names[register.index_of("???")] == "???"


def change_version(store: Path) -> None:
    manifest = json.loads((store / "manifest.json").read_text(encoding="utf-8"))
    (store / "manifest.json").write_text(json.dumps(manifest | {"version": 7}), encoding="utf-8")


def drop_a_key(store: Path) -> None:
    manifest = json.loads((store / "manifest.json").read_text(encoding="utf-8"))
    del manifest["told"]
    (store / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def cut(store: Path) -> None:
    path = store / "stake" / "low.npy"
    path.write_bytes(path.read_bytes()[:-1])


def swap(store: Path) -> None:
    np.save(store / "stake" / "low.npy", np.zeros(2))


DAMAGE: dict[str, tuple[Callable[[Path], object], str]] = {
    "another version": (change_version, "store: is of format version 7, this regraph reads 1; import the register"),
    "a manifest cut short": (lambda s: (s / "manifest.json").write_text("{"), "manifest.json: is damaged; import the"),
    "a manifest that lacks something": (drop_a_key, "manifest.json: is damaged; import the register again"),
    "another manifest": (lambda s: (s / "manifest.json").write_text("[]"), "store: is no store of a register: its"),
    "no manifest": (lambda s: (s / "manifest.json").unlink(), "store: is no store of a register: it holds no manifest"),
    "a column cut short": (cut, "low.npy: is not the column that the manifest tells of; import the register again"),
    "an empty column": (lambda s: (s / "stake" / "low.npy").write_bytes(b""), "low.npy: is not the column that"),
    "a column of another type": (swap, "low.npy: is not the column that the manifest tells of"),
    "a column that is gone": (lambda s: (s / "stake" / "low.npy").unlink(), "low.npy: is missing; import the register"),
    "names that are gone": (lambda s: (s / "names.npy").unlink(), "names.npy: is missing; import the register again"),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGE)
def test_a_damaged_store_is_one_clear_error(tmp_path: Path, name: str) -> None:
    change, message = DAMAGE[name]
    imported(tmp_path, SIMPLE)
    change(tmp_path / "store")
    with pytest.raises(BadFile) as error:
        register_on(tmp_path / "store").stakes()
    assert message in str(error.value)


def test_no_store_at_all_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="no such store; make one with `regraph import stakes FILE.csv --store DIR`"):
        register_on(tmp_path / "none")


def snapshot(place: Path) -> dict[str, bytes]:
    return {str(p.relative_to(place)): p.read_bytes() for p in sorted(place.rglob("*")) if p.is_file()}


def test_a_store_is_replaced_only_when_forced(tmp_path: Path) -> None:
    imported(tmp_path, SIMPLE)
    before = snapshot(tmp_path / "store")
    with pytest.raises(BadFile, match="store: exists; give --force to replace it"):
        imported(tmp_path, "holder,held,share\nx,y,1\n")
    assert snapshot(tmp_path / "store") == before
    assert list(imported(tmp_path, "holder,held,share\nx,y,1\n", force=True).names) == ["x", "y"]
    assert {p.name for p in tmp_path.iterdir()} == {"store", "stakes.csv"}


def a_directory(place: Path) -> None:
    place.mkdir()
    (place / "thesis.txt").write_text("mine", encoding="utf-8")


@pytest.mark.parametrize("make", (Path.mkdir, Path.touch, a_directory), ids=("empty", "file", "directory"))
def test_what_is_no_store_is_never_replaced(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "store")
    before = snapshot(tmp_path / "store")
    with pytest.raises(BadFile, match="exists and is no store of a register; name another directory"):
        imported(tmp_path, SIMPLE, force=True)
    assert snapshot(tmp_path / "store") == before


def test_a_store_in_no_directory_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(SIMPLE, encoding="utf-8")
    with pytest.raises(BadFile, match="its parent is no directory; make it first"):
        import_stakes(tmp_path / "a.csv", tmp_path / "none" / "store", TOLD)


@pytest.mark.parametrize("error", (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), KeyboardInterrupt()), ids=repr)
@pytest.mark.parametrize("forced", (False, True), ids=("new", "replaced"))
def test_a_full_disk_or_an_interruption_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, forced: bool
) -> None:
    if forced:
        imported(tmp_path, SIMPLE)
    before = snapshot(tmp_path / "store")
    written = []

    def fail(path: Path, values: object) -> None:
        written.append(path)
        path.write_bytes(b"half")
        if len(written) == 5:
            raise error

    monkeypatch.setattr("regraph.register.writing.write_column", fail)
    with pytest.raises((RegraphError, KeyboardInterrupt)) as found:
        imported(tmp_path, "holder,held,share\nx,y,1\n", force=True)
    if isinstance(error, OSError):
        assert str(found.value).endswith("store: not written: No space left on device; nothing was changed")
    assert len(written) == 5
    assert snapshot(tmp_path / "store") == before
    assert {p.name for p in tmp_path.iterdir()} == {"stakes.csv", *(["store"] if forced else [])}


def test_an_import_that_is_ended_leaves_nothing(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "stakes.csv")
    command = [sys.executable, "-m", "regraph", "import", "stakes", "stakes.csv", "--store", "store"]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, cwd=tmp_path, env=env, stderr=subprocess.PIPE, text=True)
    with (tmp_path / "stakes.csv").open("w", encoding="utf-8") as pipe:  # opens once the import reads
        pipe.write(SIMPLE)
        pipe.flush()
        time.sleep(0.1)
        process.send_signal(signal.SIGTERM)
        time.sleep(0.1)
    assert process.communicate(timeout=30)[1].strip() == "regraph: stopped"
    assert process.returncode == 2
    assert [p.name for p in tmp_path.iterdir()] == ["stakes.csv"]


def test_holders_of_more_than_all_are_counted_with_examples(tmp_path: Path) -> None:
    body = "".join(f"{holder},{held},0.6\n" for held in "vwxyz" for holder in "ab") + "a,u,1\n"
    found = overfull_in(imported(tmp_path, f"holder,held,share\n{body}"))
    assert found.count == 5
    assert found.examples == tuple((name, WHOLE * 6 // 5) for name in "vwx")


VOTES = "holder,held,share,kind\na,x,0.6,\nb,x,0.4,\na,x,0.3,votes\na,y,0.7,\nb,y,0.3,\nc,x,0.2,votes\n"


def test_stated_votes_leave_open_what_votes_the_other_holders_have(tmp_path: Path) -> None:
    found = votes_in(imported(tmp_path, VOTES))
    rows = zip(
        found.holder.tolist(), found.held.tolist(), found.low.tolist(), found.high.tolist(), found.row, strict=True
    )
    tenth = WHOLE // 10
    assert [(found.names[a] + found.names[b], low // tenth, high // tenth, line) for a, b, low, high, line in rows] == [
        ("ax", 3, 3, 4),
        ("bx", 0, 10, 3),
        ("cx", 2, 2, 7),
        ("ay", 7, 7, 5),
        ("by", 3, 3, 6),
    ]


def test_without_stated_votes_shares_are_votes(tmp_path: Path) -> None:
    assert votes_in(imported(tmp_path, SIMPLE)).low.tolist() == [WHOLE // 2, WHOLE * 2 // 5]


EDGE = st.tuples(st.integers(0, 7), st.integers(0, 7), st.sampled_from([0, WHOLE // 10, WHOLE // 4]))


@given(st.lists(EDGE, min_size=1, max_size=10), st.integers(0, 7), st.booleans())
def test_what_is_cut_out_answers_as_the_whole_does(edges: list[tuple[int, int, int]], start: int, upward: bool) -> None:
    whole = stakes_of([str(i) for i in range(8)], [(a, b, low, low) for a, b, low in edges])
    near = nearby(whole, start, upward=upward)
    answer = owners if upward else holdings
    found, expected = answer(near.stakes, near.place_of(start)), answer(whole, start)
    assert near.nodes[found.index].tolist() == expected.index.tolist()
    assert np.allclose(found.low, expected.low) and np.allclose(found.high, expected.high)
    assert [whole.row[row] for row in near.rows] == near.stakes.row.tolist()


def test_what_is_too_much_to_cut_out_is_taken_whole(tmp_path: Path) -> None:
    stakes = imported(tmp_path, SIMPLE).stakes()
    near = nearby(stakes, 2, upward=True, few=1)
    assert near.stakes is stakes
    assert near.nodes.tolist() == [0, 1, 2]


def gone() -> int:
    """The number of a process that has ended."""
    with subprocess.Popen([sys.executable, "-S", "-c", ""]) as process:
        process.wait()
    return process.pid


def test_what_a_killed_import_left_is_removed_by_the_next_and_nothing_else_is(tmp_path: Path) -> None:
    kept = {f"store.partial-{os.getppid()}", "store.partial-x", "store.partial-1x", "other.partial-7", "store.older-7"}
    for name in (f"store.partial-{gone()}", f"store.partial-{os.getpid()}", f"store.partial-{9 * 10**9}", *kept):
        (tmp_path / name).mkdir()
        (tmp_path / name / "low.npy").write_bytes(b"half of a column")
    imported(tmp_path, SIMPLE)
    assert {path.name for path in tmp_path.iterdir()} == {"store", "stakes.csv", *kept}


def test_a_store_that_a_killed_import_had_set_aside_is_put_back(tmp_path: Path) -> None:
    imported(tmp_path, SIMPLE)
    (tmp_path / "store").rename(tmp_path / f"store.old-{gone()}")
    with pytest.raises(BadFile, match="exists; give --force to replace it"):
        imported(tmp_path, "holder,held,share\nOther,Thing,0.1\n")
    assert list(register_on(tmp_path / "store").names) == ["Alpha", "Beta", "Gamma"]


def test_a_store_set_aside_is_removed_once_another_stands_in_its_place(tmp_path: Path) -> None:
    imported(tmp_path, SIMPLE)
    (tmp_path / f"store.old-{gone()}").mkdir()
    imported(tmp_path, SIMPLE, force=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["stakes.csv", "store"]
