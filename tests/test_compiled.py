"""The cache is only ever a copy: with it, without it and with a broken one, answers are the same."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from terminal import run
from world import World

from regraph.model.knowledge import Knowledge, known
from regraph.model.things import Thing
from regraph.store import compiled
from regraph.store.compiled import MOST, read_kept, state_of
from regraph.store.dataset import Dataset, read
from regraph.store.heads import head_of

QUESTIONS = (
    ("owners", "Serra Verde", "--as-of", "2026-02-10", "--format", "json"),
    ("path", "Chinese state", "Mawei Mining", "--as-of", "2026-02-10", "--exclude", "alleged"),
    ("show", "USA Rare Earth", "--as-of", "2026-02-10", "--known-by", "2026-02-05"),
    ("sources", "--format", "csv"),
    ("find", "orion"),
)


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache with a copy of the shipped facts."""
    place = tmp_path_factory.mktemp("copied")
    assert read_kept((), place).quads
    return place


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A directory of a few facts."""
    return World().stake("alpha", "beta", "0.4").write(tmp_path / "facts")


def things(facts: Path, cache: Path | None = None) -> Mapping[str, Thing]:
    """What is known of the things of some facts, by way of a cache or without one."""
    return known(read_kept((facts,), cache) if cache else read((facts,))).things


def test_the_first_answer_writes_a_copy_that_the_next_one_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REGRAPH_CACHE", "")
    plain = run(*QUESTIONS[0])
    monkeypatch.setenv("REGRAPH_CACHE", str(tmp_path))
    assert run(*QUESTIONS[0]) == plain
    assert len(list(tmp_path.glob("*.facts"))) == 1
    assert run(*QUESTIONS[0]) == plain


@pytest.mark.parametrize("question", QUESTIONS, ids=[q[0] for q in QUESTIONS])
def test_an_answer_from_the_cache_is_the_answer_from_the_facts(
    question: tuple[str, ...], copied: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setenv("REGRAPH_CACHE", str(copied))
    kept = run(*question)
    assert len(list(copied.glob("*.facts"))) == 1
    request.getfixturevalue("read_once")  # from here on the facts as they are read
    assert run(*question) == kept


def test_every_claim_is_the_same_from_the_cache(copied: Path, knowledge: Knowledge) -> None:
    second = read_kept((), copied)
    assert second.quads == []
    kept, read_again = known(second), knowledge
    assert [c.values for c in kept.claims.values()] == [c.values for c in read_again.claims.values()]
    assert [c.statements for c in kept.claims.values()] == [c.statements for c in read_again.claims.values()]
    assert [c.used for c in kept.claims.values()] == [c.used for c in read_again.claims.values()]
    assert kept.things == read_again.things
    assert kept.accounts == read_again.accounts


def test_a_changed_file_is_read_again(small: Path, tmp_path: Path) -> None:
    read_kept((small,), tmp_path)
    register = small / "register.trig"
    text = register.read_text(encoding="utf-8").replace('"Alpha"', '"Omega"')
    register.write_text(text, encoding="utf-8")
    labels = {thing.label for thing in things(small, tmp_path).values()}
    assert "Omega" in labels
    assert "Alpha" not in labels


@pytest.mark.parametrize("content", (b"", b"rubbish", b"\x80\x05N."), ids=("empty", "rubbish", "of another shape"))
def test_a_broken_copy_is_passed_over_and_replaced(content: bytes, small: Path, tmp_path: Path) -> None:
    read_kept((small,), tmp_path)
    (copy,) = tmp_path.glob("*.facts")
    whole = copy.stat().st_size
    copy.write_bytes(content)
    assert things(small, tmp_path) == things(small)
    assert copy.stat().st_size == whole


def test_a_cache_that_cannot_be_written_is_no_error(small: Path, tmp_path: Path) -> None:
    occupied = tmp_path / "cache"
    occupied.write_text("a file, not a directory", encoding="utf-8")
    assert things(small, occupied) == things(small)


def test_old_copies_are_dropped(small: Path, tmp_path: Path) -> None:
    for number in range(MOST + 3):
        old = tmp_path / f"{number:032}.facts"
        old.write_bytes(b"old")
        os.utime(old, (number, number))
    read_kept((small,), tmp_path)
    left = sorted(path.name for path in tmp_path.glob("*.facts"))
    assert len(left) == MOST
    assert f"{0:032}.facts" not in left


def test_another_place_is_another_state(tmp_path: Path) -> None:
    (tmp_path / "a.trig").write_text("", encoding="utf-8")
    (tmp_path / "b.trig").write_text("", encoding="utf-8")
    assert state_of([tmp_path / "a.trig"]) != state_of([tmp_path / "b.trig"])


def test_two_states_at_one_place_are_not_taken_for_each_other(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiled, "place_for", lambda cache, state: cache / "same.facts")
    other = World().stake("gamma", "delta").write(tmp_path / "other")
    cache = tmp_path / "cache"
    assert things(small, cache) == things(small)
    assert things(other, cache) == things(other) != things(small)
    assert len(list(cache.glob("*.facts"))) == 1
    assert compiled.load(cache / "same.facts", "another state", ()) is None


def test_the_head_that_is_kept_is_the_head_that_is_read(copied: Path, facts: Dataset) -> None:
    kept, plain = read_kept((), copied).statements, facts.statements
    assert {n: {a: head_of(d) for a, d in by.items()} for n, by in kept.items()} == {
        n: {a: head_of(d) for a, d in by.items()} for n, by in plain.items()
    }
