"""A file is written whole or not at all: whatever fails, the old one stays byte for byte and nothing lies beside it."""

import errno
import os
from pathlib import Path

import pytest

from regraph.errors import BadFile
from regraph.facts.writing import write

OLD = b"the old text\n"


def old(directory: Path) -> Path:
    path = directory / "page.html"
    path.write_bytes(OLD)
    return path


def test_text_is_written_as_utf_8_with_unix_line_ends(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "Pelá Ema\n40 %\n")
    assert (tmp_path / "a.txt").read_bytes() == "Pelá Ema\n40 %\n".encode()


def test_an_old_file_is_replaced_and_keeps_its_mode(tmp_path: Path) -> None:
    path = old(tmp_path)
    path.chmod(0o640)
    write(path, "new")
    assert path.read_text(encoding="utf-8") == "new"
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_new_file_gets_the_mode_that_the_umask_gives(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write(tmp_path / "a.txt", "new")
    finally:
        os.umask(before)
    assert (tmp_path / "a.txt").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("step", ("fsync", "chmod", "replace"))
def test_a_full_disk_leaves_the_old_file_byte_for_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = old(tmp_path)

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(BadFile, match="page.html: not written: No space left on device; nothing was changed"):
        write(path, "new" * 1000)
    assert path.read_bytes() == OLD
    assert [p.name for p in tmp_path.iterdir()] == ["page.html"]


def test_a_disk_that_really_is_full_leaves_the_old_file(tmp_path: Path) -> None:
    if not os.access("/dev/full", os.W_OK):
        pytest.skip("this system has no /dev/full")
    with pytest.raises(BadFile, match="not written"):
        write(Path("/dev/full/page.html"), "new")


@pytest.mark.parametrize("name", ("missing/page.html", "file/page.html"))
def test_a_wrong_directory_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_bytes(OLD)
    with pytest.raises(BadFile, match="page.html: not written: "):
        write(tmp_path / name, "new")
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def test_a_text_that_is_no_unicode_leaves_nothing_behind(tmp_path: Path) -> None:
    path = old(tmp_path)
    with pytest.raises(BadFile, match="page.html: not written: the text holds a lone surrogate at 4"):
        write(path, "page\ud800")
    assert path.read_bytes() == OLD
    assert [p.name for p in tmp_path.iterdir()] == ["page.html"]


def test_a_long_name_of_the_file_is_no_hindrance(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 250)
    write(path, "new")
    assert path.read_text(encoding="utf-8") == "new"
