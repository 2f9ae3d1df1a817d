"""The cache is only ever a copy: with it, without it and with a broken one, answers are the same."""

import os
import shutil
from pathlib import Path

import pytest
from terminal import run

from regraph.facts.places import shipped
from regraph.model.knowledge import known
from regraph.store import compiled
from regraph.store.compiled import MOST, read_kept, state_of
from regraph.store.dataset import read
from regraph.store.heads import head_of

QUESTIONS = (
    ("owners", "Serra Verde", "--as-of", "2026-02-10", "--format", "json"),
    ("path", "Chinese state", "Mawei Mining", "--as-of", "2026-02-10", "--exclude", "alleged"),
    ("show", "USA Rare Earth", "--as-of", "2026-02-10", "--known-by", "2026-02-05"),
    ("sources", "--format", "csv"),
    ("find", "orion"),
)


@pytest.mark.parametrize("question", QUESTIONS, ids=[q[0] for q in QUESTIONS])
def test_an_answer_from_the_cache_is_the_answer_from_the_facts(
    question: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REGRAPH_CACHE", "")
    plain = run(*question)
    monkeypatch.setenv("REGRAPH_CACHE", str(tmp_path))
    assert run(*question) == plain
    assert len(list(tmp_path.glob("*.facts"))) == 1
    assert run(*question) == plain


def test_every_claim_is_the_same_from_the_cache(tmp_path: Path) -> None:
    first, second, plain = read_kept((), tmp_path), read_kept((), tmp_path), read()
    assert second.quads == [] != first.quads
    kept, read_again = known(second), known(plain)
    assert [c.values for c in kept.claims.values()] == [c.values for c in read_again.claims.values()]
    assert [c.statements for c in kept.claims.values()] == [c.statements for c in read_again.claims.values()]
    assert [c.used for c in kept.claims.values()] == [c.used for c in read_again.claims.values()]
    assert kept.things == read_again.things
    assert kept.accounts == read_again.accounts


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    facts = tmp_path / "facts"
    shutil.copytree(shipped("facts"), facts)
    read_kept((facts,), tmp_path / "cache")
    register = facts / "register.trig"
    text = register.read_text(encoding="utf-8").replace('"Serra Verde"', '"Serra Azul"')
    register.write_text(text, encoding="utf-8")
    labels = {thing.label for thing in known(read_kept((facts,), tmp_path / "cache")).things.values()}
    assert "Serra Azul" in labels
    assert "Serra Verde" not in labels


@pytest.mark.parametrize("content", (b"", b"rubbish", b"\x80\x05N."), ids=("empty", "rubbish", "of another shape"))
def test_a_broken_copy_is_passed_over_and_replaced(content: bytes, tmp_path: Path) -> None:
    read_kept((), tmp_path)
    (copy,) = tmp_path.glob("*.facts")
    whole = copy.stat().st_size
    copy.write_bytes(content)
    assert len(known(read_kept((), tmp_path)).things) == len(known(read()).things)
    assert copy.stat().st_size == whole


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    occupied = tmp_path / "cache"
    occupied.write_text("a file, not a directory", encoding="utf-8")
    assert known(read_kept((), occupied)).things == known(read()).things


def test_old_copies_are_dropped(tmp_path: Path) -> None:
    for number in range(MOST + 3):
        old = tmp_path / f"{number:032}.facts"
        old.write_bytes(b"old")
        os.utime(old, (number, number))
    read_kept((), tmp_path)
    left = sorted(path.name for path in tmp_path.glob("*.facts"))
    assert len(left) == MOST
    assert f"{0:032}.facts" not in left


def test_another_place_is_another_state(tmp_path: Path) -> None:
    (tmp_path / "a.trig").write_text("", encoding="utf-8")
    (tmp_path / "b.trig").write_text("", encoding="utf-8")
    assert state_of([tmp_path / "a.trig"]) != state_of([tmp_path / "b.trig"])


def test_two_states_at_one_place_are_not_taken_for_each_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "place_for", lambda cache, state: cache / "same.facts")
    facts = tmp_path / "facts"
    shutil.copytree(shipped("facts"), facts)
    (facts / "register.trig").rename(facts / "things.trig")
    shipped_things = known(read_kept((), tmp_path / "cache")).things
    assert known(read_kept((facts,), tmp_path / "cache")).things == shipped_things
    assert len(list((tmp_path / "cache").glob("*.facts"))) == 1
    assert compiled.load(tmp_path / "cache" / "same.facts", "another state", ()) is None


def test_the_head_that_is_kept_is_the_head_that_is_read(tmp_path: Path) -> None:
    read_kept((), tmp_path)
    kept, plain = read_kept((), tmp_path).statements, read().statements
    assert {n: {a: head_of(d) for a, d in by.items()} for n, by in kept.items()} == {
        n: {a: head_of(d) for a, d in by.items()} for n, by in plain.items()
    }
