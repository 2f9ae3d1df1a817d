"""A message names the line on which a node, or one statement of it, stands."""

from pathlib import Path

import pytest
from world import World, iri

from regraph.facts.lines import Lines, line_of
from regraph.names import ACCOUNT, ID

TEXT = """@prefix id: <https://w3id.org/regraph/id/> .

account:one {
    id:stake-a
        rg:isHeldBy id:stake ;
        rg:shareAtMost 0.5 ;
    .
    id:stake
        rg:shareAtMost 51.0 ;
    .
}

account:one-summary {
    <https://w3id.org/regraph/id/stake>
        rg:shareAtLeast 0.1 ;
    .
}
"""
CASES = {
    "a node": ("one", "stake-a", "", 4),
    "a statement of it": ("one", "stake-a", "shareAtMost", 6),
    "a node whose name begins another": ("one-summary", "stake", "", 14),
    "an IRI in full": ("one-summary", "stake", "shareAtLeast", 15),
    "a word of another node": ("one", "stake-a", "shareAtLeast", 4),
    "a node that is not there": ("one", "none", "", 3),
}


@pytest.mark.parametrize("case", CASES)
def test_the_line_of_a_statement_is_found(case: str) -> None:
    account, slug, word, line = CASES[case]
    assert line_of(TEXT, ACCOUNT + account, ID + slug, word) == line


def test_a_node_is_found_in_the_file_that_holds_its_account(tmp_path: Path) -> None:
    world = World().stake("a", "b", "0.5", "one").stake("c", "d", "0.25", "two")
    paths = sorted(world.write(tmp_path).glob("*.trig"))
    path, line = Lines(paths).place(ACCOUNT + "two", iri("stake-c-in-d"), "shareAtMost")
    assert path.name == "two.trig"
    assert path.read_text(encoding="utf-8").splitlines()[line - 1].strip() == "rg:shareAtMost 0.25 ;"


def test_a_node_that_no_file_holds_is_placed_at_the_top_of_the_first(tmp_path: Path) -> None:
    paths = sorted(World().stake("a", "b").write(tmp_path).glob("*.trig"))
    assert Lines(paths).place("https://nowhere.example/", ID + "a") == (paths[0], 1)
