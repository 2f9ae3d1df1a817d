"""The ontology and the facts are found where they lie, and a wrong place is named with a remedy."""

import os
from pathlib import Path

import pytest

from regraph.errors import BadFile, NoFacts, RegraphError
from regraph.facts import places
from regraph.facts.places import fact_files, ontology_files, shipped, trig_files

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("name", ("facts", "ontology"))
def test_in_a_checkout_the_shipped_directory_is_at_the_top(name: str) -> None:
    assert shipped(name) == ROOT / name


def test_in_a_wheel_the_shipped_directory_is_within_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "regraph"
    (package / "data" / "facts").mkdir(parents=True)
    (tmp_path / "facts").mkdir()
    monkeypatch.setattr(places, "PACKAGE", package)
    assert shipped("facts") == package / "data" / "facts"


def test_a_broken_installation_says_to_install_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "PACKAGE", tmp_path / "regraph")
    with pytest.raises(BadFile, match="missing from this installation; install regraph again"):
        shipped("facts")


def test_the_shipped_facts_are_the_register_and_one_file_per_source() -> None:
    found = fact_files()
    assert found == tuple(sorted((ROOT / "facts").glob("*.trig")))
    assert ROOT / "facts" / "register.trig" in found
    assert len(found) >= 7


def test_the_ontology_files_are_all_there() -> None:
    assert [path.name for path in ontology_files()] == [
        "alignment.ttl",
        "jurisdictions.ttl",
        "regraph.ttl",
        "sentences.ttl",
        "vocabularies.ttl",
    ]
    assert all(path.is_file() for path in ontology_files())


def test_only_trig_files_are_facts_and_they_come_sorted(tmp_path: Path) -> None:
    for name in ("b.trig", "a.trig", "notes.txt", "b.trig~", "c.ttl"):
        (tmp_path / name).write_text("", encoding="utf-8")
    assert [path.name for path in trig_files(tmp_path)] == ["a.trig", "b.trig"]


def test_several_directories_are_read_in_the_order_given(tmp_path: Path) -> None:
    for name in ("two", "one"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.trig").write_text("", encoding="utf-8")
    found = fact_files((tmp_path / "two", tmp_path / "one"))
    assert found == (tmp_path / "two" / "x.trig", tmp_path / "one" / "x.trig")


def empty(path: Path) -> Path:
    path.mkdir()
    return path


def a_file(path: Path) -> Path:
    path.write_text("", encoding="utf-8")
    return path


def missing(path: Path) -> Path:
    return path


CASES = {
    "missing": (missing, BadFile, "no such directory"),
    "a file": (a_file, BadFile, "is a file; give the directory that holds it"),
    "empty": (empty, NoFacts, "it holds no .trig file; give a directory with register.trig"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_wrong_place_is_named_with_a_remedy(tmp_path: Path, case: str) -> None:
    make, error, words = CASES[case]
    place = make(tmp_path / "place")
    with pytest.raises(error) as caught:
        trig_files(place)
    assert str(caught.value).startswith(f"{place}: {words}")
    assert isinstance(caught.value, RegraphError)


def test_a_directory_that_may_not_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path) -> None:
        raise PermissionError(13, os.strerror(13), str(self))

    monkeypatch.setattr(Path, "iterdir", refuse)  # the tests may run as root, whom no mode keeps out
    with pytest.raises(BadFile, match="Permission denied") as caught:
        trig_files(tmp_path)
    assert caught.value.path == tmp_path
