"""A passage counts only from the very text that was read, and only where it lies in it and is short."""

import hashlib
from pathlib import Path

import pytest
from world import World

from regraph.check.archive import Archive, Passage, archive, passage
from regraph.errors import BadFile
from regraph.facts.syntax import quads_of_text
from regraph.names import SOURCE
from regraph.store.dataset import Dataset

TEXT = "Alpha holds 40 % of Beta.\r\nGöta, 東京: " + "x" * 700
TEXTS = Archive({SOURCE + "news": TEXT}, {SOURCE + "lost": "lost.txt is not in archive"})
PASSAGES = {
    "as it stands": ("news#char=0,25", Passage("Alpha holds 40 % of Beta.")),
    "line ends and all": ("news#char=24,28", Passage(".\r\nG")),
    "in characters, not bytes": ("news#char=27,35", Passage("Göta, 東京")),
    "past the end": (
        "news#char=0,99999",
        Passage("", f"passage char=0,99999 reaches past the end of the text, which has {len(TEXT)} characters"),
    ),
    "empty": ("news#char=7,7", Passage("", "passage char=7,7 is empty")),
    "backwards": ("news#char=9,7", Passage("", "passage char=9,7 is empty")),
    "nothing but a line end": ("news#char=25,27", Passage("", "passage char=25,27 is empty")),
    "a page": (
        "news#char=37,737",
        Passage("", "passage char=37,737 is 700 characters long; a passage is a sentence or two, 600 at most"),
    ),
    "in a text that is lost": ("lost#char=0,5", Passage("", "lost.txt is not in archive")),
    "in a source nobody described": ("other#char=0,5", Passage("", "its source is not described")),
    "without an end": ("news#char=5", Passage("", f"<{SOURCE}news#char=5> is no passage; end it with #char=FROM,TO")),
}


@pytest.mark.parametrize("case", PASSAGES)
def test_a_passage_is_read_or_says_why_not(case: str) -> None:
    iri, expected = PASSAGES[case]
    assert passage(TEXTS, SOURCE + iri) == expected


def described(digest: str, name: str = "news.txt") -> Dataset:
    """The description of one source with a digest and a file name."""
    data = Dataset()
    text = World().account("news").files()["news.trig"].replace("0" * 64, digest).replace("news.txt", name)
    data.add_facts(quads_of_text(text, Path("news.trig")))
    return data


def test_a_text_with_its_digest_is_used(tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_bytes(TEXT.encode())
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    assert archive(tmp_path, described(digest)) == Archive({SOURCE + "news": TEXT}, {})


def test_a_text_with_another_digest_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_bytes(TEXT.encode())
    reason = archive(tmp_path, described("0" * 64)).unread[SOURCE + "news"]
    found = hashlib.sha256(TEXT.encode()).hexdigest()[:12]
    assert reason == f"news.txt is not the text that was read: its sha256 is {found}…, the source records 000000000000…"


def test_a_missing_text_is_said_to_be_missing(tmp_path: Path) -> None:
    assert archive(tmp_path, described("0" * 64)).unread == {SOURCE + "news": f"news.txt is not in {tmp_path}"}


def test_a_text_that_is_not_utf_8_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_bytes(b"caf\xe9")
    assert archive(tmp_path, described("0" * 64)).unread == {SOURCE + "news": "news.txt is not UTF-8"}


def test_a_directory_in_place_of_a_text_is_said_to_be_one(tmp_path: Path) -> None:
    (tmp_path / "news.txt").mkdir()
    assert archive(tmp_path, described("0" * 64)).unread == {SOURCE + "news": "news.txt: Is a directory"}


@pytest.mark.parametrize("name", ["../secret.txt", "/etc/passwd", ".."])
def test_no_text_is_read_outside_the_archive(tmp_path: Path, name: str) -> None:
    reason = archive(tmp_path, described("0" * 64, name)).unread[SOURCE + "news"]
    assert reason in (f"rg:archivedAs {name!r} is no plain file name", f"{name} is not in {tmp_path}")


def test_an_archive_that_is_not_there_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="No such file or directory; give the directory that holds the archived texts"):
        archive(tmp_path / "nowhere", Dataset())
