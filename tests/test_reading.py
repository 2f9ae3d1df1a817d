"""Each file is read for itself, and a node is found on the line where its own block begins."""

from pathlib import Path

import pytest
from world import World, iri

from regraph.check.reading import block_line, read_each
from regraph.errors import BadFile
from regraph.names import ACCOUNT, ID, REGISTER, SOURCE

TEXT = """@prefix id: <https://w3id.org/regraph/id/> .

account:one {
    id:first
        rg:isAbout id:second ;
        rg:statement "id:second" ;
    .
    id:second
        rg:shareAtLeast 0.1 ;
        rg:shareAtMost 51.0 ;
    .
}

account:one-summary {
    <https://w3id.org/regraph/id/second>
        rg:shareAtMost 0.2 ;
    .
}
"""
CASES = {
    "its own block, not a mention before it": ("one", "second", "", 8),
    "a statement in its block": ("one", "second", "rg:shareAtMost", 10),
    "a word that is another's beginning": ("one", "second", "rg:share", 8),
    "another graph": ("one-summary", "second", "rg:shareAtMost", 16),
    "a statement of another block": ("one", "first", "rg:shareAtMost", 4),
}


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("case", CASES)
def test_a_node_is_found_where_its_block_begins(case: str, ends: str) -> None:
    account, slug, word, expected = CASES[case]
    assert block_line(TEXT.replace("\n", ends), ACCOUNT + account, ID + slug, word) == expected


def test_a_file_that_does_not_parse_is_a_finding_and_the_others_are_read(tmp_path: Path) -> None:
    World().stake("alpha", "beta").write(tmp_path)
    (tmp_path / "broken.trig").write_text("@prefix id: <https://w3id.org/regraph/id/> .\nid:x { id:gamma a }\n")
    facts = read_each(sorted(tmp_path.iterdir()))
    assert [(f.path.name, f.line, f.rule, f.focus) for f in facts.findings] == [("broken.trig", 2, "syntax", "")]
    assert facts.findings[0].message.endswith("; correct the syntax here")
    assert list(facts.graphs) == [ACCOUNT + "news", REGISTER, SOURCE + "news"]
    assert facts.mentions == {iri("gamma"), iri("x")}


def test_a_byte_order_mark_does_not_keep_a_file_from_being_read(tmp_path: Path) -> None:
    path = World().thing("alpha").write(tmp_path) / "register.trig"
    path.write_text("\ufeff" + path.read_text())
    facts = read_each([path])
    assert (facts.findings, list(facts.graphs)) == ((), [REGISTER])


def test_a_file_that_cannot_be_opened_stops_the_reading(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="No such file or directory"):
        read_each([tmp_path / "x.trig"])


def test_only_a_broken_register_is_lacked(tmp_path: Path) -> None:
    path = World().stake("alpha", "beta").write(tmp_path) / "register.trig"
    before = read_each(sorted(tmp_path.iterdir())).lacks_register
    path.write_text("{")
    after = read_each(sorted(tmp_path.iterdir())).lacks_register
    assert (before, after, read_each([tmp_path / "news.trig"]).lacks_register) == (False, True, False)
