"""Files become quads, and whatever cannot be read is named by file, line and remedy."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regraph.errors import BadFile, BadSyntax
from regraph.facts.syntax import first_comment, quads_of, quads_of_all, quads_of_text, text_of

ROOT = Path(__file__).resolve().parents[1]
TRIG, TTL = Path("a.trig"), Path("a.ttl")


def test_a_trig_file_gives_quads_with_their_graph(tmp_path: Path) -> None:
    path = tmp_path / "a.trig"
    path.write_text('<x:g> { <x:s> <x:p> "o" . }', encoding="utf-8")
    assert [str(quad) for quad in quads_of(path)] == ['<x:s> <x:p> "o" <x:g>']


def test_a_turtle_file_gives_quads_of_the_default_graph() -> None:
    quads = quads_of_text("<x:s> <x:p> 0.50 .", TTL)
    assert [(str(q.object), str(q.graph_name)) for q in quads] == [
        ('"0.50"^^<http://www.w3.org/2001/XMLSchema#decimal>', "DEFAULT")
    ]


def test_several_files_come_in_their_order(tmp_path: Path) -> None:
    for name in "ba":
        (tmp_path / f"{name}.ttl").write_text(f"<x:{name}> <x:p> 1 .", encoding="utf-8")
    found = quads_of_all((tmp_path / "b.ttl", tmp_path / "a.ttl"))
    assert [str(quad.subject) for quad in found] == ["<x:b>", "<x:a>"]


BROKEN = {
    "no full stop": ("<x:g> {\n <x:s> <x:p> <x:o>\n <x:q> <x:r> .\n}", 3),
    "unknown prefix": ("<x:g> {\n\n  id:a <x:p> <x:o> .\n}", 3),
    "open string": ('<x:g> {\n <x:s> <x:p> "o\n}', 2),
    "open graph": ("<x:g> {\n <x:s> <x:p> <x:o> .\n", 3),
    "relative IRI": ("<x:g> {\n <s> <x:p> <x:o> .\n}", 2),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_syntax_error_names_file_line_and_remedy(case: str) -> None:
    text, line = BROKEN[case]
    with pytest.raises(BadSyntax) as caught:
        quads_of_text(text, TRIG)
    assert caught.value.path == TRIG
    assert caught.value.line == line
    assert str(caught.value).startswith(f"a.trig:{line}: ")
    assert str(caught.value).endswith("; correct the syntax here")
    assert "\n" not in str(caught.value)


def test_a_byte_order_mark_is_named_with_its_remedy() -> None:
    with pytest.raises(BadSyntax, match="^a.trig:1: a byte order mark .* `regraph format` takes it out$"):
        quads_of_text("\ufeff<x:g> { }", TRIG)


def test_windows_line_ends_are_read_as_they_are() -> None:
    quads = quads_of_text("<x:g> {\r\n <x:s> <x:p> <x:o> .\r\n}\r\n", TRIG)
    assert [str(quad) for quad in quads] == ["<x:s> <x:p> <x:o> <x:g>"]


def test_bytes_that_are_not_utf_8_are_named_by_line(tmp_path: Path) -> None:
    path = tmp_path / "a.trig"
    path.write_bytes(b"# one\n# two\n# \xff\n")
    with pytest.raises(BadSyntax, match="this is not UTF-8; save the file as UTF-8") as caught:
        text_of(path)
    assert caught.value.line == 3


def test_another_suffix_is_refused() -> None:
    with pytest.raises(BadFile, match="^a.json: is neither .trig nor .ttl$"):
        quads_of_text("{}", Path("a.json"))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="No such file or directory"):
        text_of(tmp_path / "none.trig")


def test_a_file_that_may_not_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path) -> bytes:
        raise PermissionError(13, os.strerror(13), str(self))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(BadFile, match="a.trig: Permission denied"):
        text_of(tmp_path / "a.trig")


COMMENTS = {
    "none": ("<x:a> <x:b> <x:c> .", None),
    "in an IRI": ("<http://a#b> <x:b> <x:c> .", None),
    "in a string": ('<x:a> <x:b> "no # comment" .', None),
    "in a string with an escaped quote": (r'<x:a> <x:b> "say \"# no\"" .', None),
    "in a long string": ('<x:a> <x:b> """no\n# comment""" .', None),
    "a line of its own": ("<x:a> <x:b> <x:c> .\n# yes", 2),
    "at the end of a line": ("<x:a> <x:b> <x:c> . # yes", 1),
    "after a string": ('<x:a> <x:b> "c" . # yes', 1),
}


@pytest.mark.parametrize("case", COMMENTS)
def test_a_comment_is_told_from_a_mark_in_an_iri_or_string(case: str) -> None:
    text, line = COMMENTS[case]
    assert first_comment(text) == line


@given(st.text(alphabet=st.characters(exclude_characters='"\\\n\r'), max_size=40))
def test_no_plain_string_is_ever_taken_for_a_comment(text: str) -> None:
    assert first_comment(f'<x:a> <x:b> "{text}" .') is None


@pytest.mark.parametrize(
    "path", sorted((ROOT / "ontology").glob("*.ttl")) + sorted((ROOT / "facts").glob("*.trig")), ids=lambda p: p.name
)
def test_every_file_of_ours_can_be_read(path: Path) -> None:
    assert quads_of(path)
