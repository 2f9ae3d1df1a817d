"""Evidence is read again: a claim whose passages lack a party, a figure or a date is found, in words that say which."""

import hashlib
import re
from decimal import Decimal
from pathlib import Path

import pytest
from world import World, iri

from regraph.check.evidence.missing import Reason
from regraph.check.evidence.verification import Miss, Verification, verification
from regraph.check.reading import Reading, read_each
from regraph.facts.places import fact_files, ontology_files
from regraph.facts.syntax import quads_of_all
from regraph.names import ACCOUNT

SOURCES = Path(__file__).parents[1].parent / "shared" / "sources"
TEXT = """Alpha Metals said this week it bought 40% of Beta Mines for $565 million, up to a majority later.
The offtake runs 15 years from March 2024. A dozen firms bid. Margin: 150 bps. Gamma Corp. holds all of Delta.
Output is 247.8 kt of copper and NdPr oxide a year; rare earth projects wait. """


def reading(directory: Path, world: World, *passages: str, text: str = TEXT) -> Reading:
    """Write a world and its archived text; the i-th statement rests on the i-th of `passages` (by default on all)."""
    directory.joinpath("news.txt").write_bytes(text.encode())
    facts = world.write(directory / "facts")
    for path in fact_files((facts,)):
        body = path.read_text().replace("0" * 64, hashlib.sha256(text.encode()).hexdigest())
        path.write_text(re.sub(r"#char=(\d+)00,\d+", lambda m: place(text, passages, int(m[1]) - 1), body))
    return read_each(fact_files((facts,)), quads_of_all(ontology_files()))


def place(text: str, passages: tuple[str, ...], index: int) -> str:
    """The fragment of one passage; a passage that begins with # is a fragment already."""
    if index >= len(passages):
        return f"#char=0,{len(text)}"
    wanted = passages[index]
    return wanted if wanted.startswith("#") else f"#char={text.index(wanted)},{text.index(wanted) + len(wanted)}"


def bought(**values: str) -> World:
    """One purchase of Beta Mines by Alpha Metals with further values."""
    world = World().thing("alpha", label="Alpha Metals").thing("beta", label="Beta Mines", altLabel="text:Beta")
    world.thing("epsilon", label="Epsilon", altLabel="text:Epsilon Inc.").thing("framework", "Framework")
    return world.claim("purchase", "EquityPurchase", hasInvestor="alpha", hasTarget="beta", **values)


def only(found: Verification) -> Miss:
    """The one miss of a verification."""
    assert len(found.misses) == 1
    return found.misses[0]


BORNE_OUT: dict[str, dict[str, str]] = {
    "a sum": {"amountAtLeast": "565000000", "amountAtMost": "565000000"},
    "an upper bound alone": {"amountAtMost": "565000000"},
    "a tenor": {"tenorYears": "15"},
    "a date by month and year": {"startEarliest": "2024-03-01", "startLatest": "2024-03-31"},
    "a date by a word": {"startEarliest": "2026-02-02", "startLatest": "2026-02-03"},
    "a count in words": {"securityCount": "12"},
    "a commodity in the singular": {"commodity": "rare-earths"},
    "a commodity by its symbol": {"commodity": "ndpr"},
    "a deal, which has no name": {"isPartOf": "framework"},
}
MISSED: dict[str, tuple[dict[str, str], Reason]] = {
    "a wrong sum": (
        {"amountAtMost": "656000000"},
        Reason(
            "figure",
            "figure 656000000.0 (rg:amountAtMost) is not in its passages; they state 0.015, 0.4, 12, 15, 2024, 247800,"
            " 565000000",
        ),
    ),
    "a sum a thousand times too small": (
        {"amountAtMost": "565000"},
        Reason(
            "figure",
            "figure 565000.0 (rg:amountAtMost) is not in its passages; they state 0.015, 0.4, 12, 15, 2024, 247800,"
            " 565000000",
        ),
    ),
    "a party that is not named": (
        {"hasSeller": "epsilon"},
        Reason("party", 'id:epsilon is not named in its passages; known names: "Epsilon", "Epsilon Inc."'),
    ),
    "a commodity that is not named": (
        {"commodity": "gallium"},
        Reason("party", 'commodity:gallium is not named in its passages; known names: "gallium", "Ga"'),
    ),
    "another year": (
        {"startEarliest": "2023-03-01"},
        Reason("date", "date 2023-03-01 (rg:startEarliest) is not in its passages by year, month or word"),
    ),
}


@pytest.mark.parametrize("case", BORNE_OUT)
def test_a_claim_that_its_passage_states_is_verified(tmp_path: Path, case: str) -> None:
    found = verification(reading(tmp_path, bought(**BORNE_OUT[case])), tmp_path)
    assert (found.claims, found.verified, found.misses, found.share) == (1, 1, (), Decimal(1))


@pytest.mark.parametrize("case", MISSED)
def test_a_claim_that_its_passage_does_not_state_is_missed(tmp_path: Path, case: str) -> None:
    values, reason = MISSED[case]
    found = verification(reading(tmp_path, bought(**values)), tmp_path)
    assert (found.verified, only(found).reasons, found.share) == (0, (reason,), Decimal(0))


def test_a_miss_says_on_which_line_of_which_file_and_what_the_note_says(tmp_path: Path) -> None:
    facts = reading(tmp_path, bought(amountAtMost="1", editorialNote="text:As told by phone."))
    miss = only(verification(facts, tmp_path))
    lines = miss.path.read_text().splitlines()
    assert (miss.path.name, miss.node, miss.account) == ("news.trig", iri("purchase"), ACCOUNT + "news")
    assert (lines[miss.line - 1].strip(), miss.note) == ("id:purchase", "As told by phone.")


SHARES: dict[str, tuple[str, dict[str, str], bool]] = {
    "a majority in words": ("up to a majority later", {"shareAbove": "0.5", "shareAtMost": "1"}, True),
    "a majority as a number": ("it bought 40% of", {"shareAbove": "0.5", "shareAtMost": "1"}, False),
    "an exact share": ("it bought 40% of", {"shareAtLeast": "0.4", "shareAtMost": "0.4"}, True),
    "a share ten times too large": ("it bought 40% of", {"shareAtLeast": "0.44", "shareAtMost": "0.44"}, False),
    "all of it": ("holds all of Delta", {"shareAtLeast": "1", "shareAtMost": "1"}, True),
    "all of it where only a part is said": ("it bought 40% of", {"shareAtLeast": "1", "shareAtMost": "1"}, False),
    "an unknown share": ("it bought 40% of", {}, True),
}


@pytest.mark.parametrize("case", SHARES)
def test_a_share_is_looked_for_in_figures_and_words(tmp_path: Path, case: str) -> None:
    words, bounds, expected = SHARES[case]
    world = World().thing("someone", "UnknownParty").thing("something", "UnknownParty")
    found = verification(reading(tmp_path, world.stake("someone", "something", "", "news", **bounds), words), tmp_path)
    assert (found.verified == 1) is expected


def test_a_name_or_number_is_never_read_across_two_passages(tmp_path: Path) -> None:
    facts = reading(tmp_path, bought(amountAtMost="565000000"), "Alpha Metals said this week it bought 40% of Beta")
    path = facts.files[0].path
    begin = TEXT.index("565")
    second = f"news#char={begin},{begin + 3}"
    third = f"news#char={begin + 3},{begin + 11}"
    line = next(li for li in path.read_text().splitlines() if "rg:evidence" in li)
    extra = [re.sub(r"news#char=\d+,\d+", part, line) for part in (second, third)]
    path.write_text(path.read_text().replace(line, "\n".join([line, *extra])))
    again = read_each([file.path for file in facts.files], facts.ontology)
    assert [reason.kind for reason in only(verification(again, tmp_path)).reasons] == ["figure"]


def test_an_unknown_party_is_counted_and_not_looked_for(tmp_path: Path) -> None:
    world = bought(hasSeller="the-seller").thing("the-seller", "UnknownParty", unknownBecause="text:not said")
    found = verification(reading(tmp_path, world), tmp_path)
    assert (found.verified, found.unnamed) == (1, 1)


def test_a_described_thing_has_to_be_named_itself(tmp_path: Path) -> None:
    world = World().thing("omega", "Mine", label="Omega").says("news", "omega", "", place="Africa")
    reasons = only(verification(reading(tmp_path, world), tmp_path)).reasons
    assert reasons == (Reason("party", 'id:omega is not named in its passages; known names: "Omega"'),)


FAULTS = {
    "#char=0,99999": f"passage char=0,99999 reaches past the end of the text, which has {len(TEXT)} characters",
    "#char=5,5": "passage char=5,5 is empty",
    "#char=0,601": "passage char=0,601 is 601 characters long; a passage is a sentence or two, 600 at most",
}


@pytest.mark.parametrize("fragment", FAULTS)
def test_a_passage_that_is_none_is_missed(tmp_path: Path, fragment: str) -> None:
    text = TEXT if fragment != "#char=0,601" else TEXT + "x" * 700
    found = verification(reading(tmp_path, bought(), fragment, text=text), tmp_path)
    assert only(found).reasons == (Reason("passage", FAULTS[fragment]),)


def test_a_text_that_was_changed_verifies_nothing_and_is_a_finding(tmp_path: Path) -> None:
    facts = reading(tmp_path, bought())
    (tmp_path / "news.txt").write_text(TEXT.replace("565", "566"))
    found = verification(facts, tmp_path)
    assert (found.verified, found.unverifiable, found.misses) == (0, 1, ())
    assert re.fullmatch(
        "evidence in this source cannot be verified: news.txt is not the text that was read:"
        " its sha256 is [0-9a-f]{12}…, the source records [0-9a-f]{12}…; archive the text that was read",
        found.unread[0].message,
    )


def test_a_text_that_is_missing_verifies_nothing_and_is_a_finding_at_its_source(tmp_path: Path) -> None:
    facts = reading(tmp_path, bought())
    (tmp_path / "news.txt").unlink()
    found = verification(facts, tmp_path)
    line = found.unread[0].path.read_text().splitlines()[found.unread[0].line - 1]
    assert (found.unverifiable, line.strip()) == (1, 'rg:archivedAs "news.txt" ;')
    assert f"news.txt is not in {tmp_path}; archive the text that was read" in found.unread[0].message


def test_ill_typed_values_are_left_to_the_rules(tmp_path: Path) -> None:
    facts = reading(tmp_path, bought(amountAtMost="565000000", startEarliest="2024-03-01"))
    for file in facts.files:
        text = file.path.read_text().replace('"565000000.0"', '"much"').replace("565000000.0", '"much"^^xsd:decimal')
        file.path.write_text(text.replace('"2024-03-01"', '"2024-02-31"'))
    again = read_each([file.path for file in facts.files], facts.ontology)
    assert verification(again, tmp_path).verified == 1


def test_no_claims_are_no_evidence(tmp_path: Path) -> None:
    found = verification(reading(tmp_path, World().thing("alpha")), tmp_path)
    assert (found.claims, found.share) == (0, Decimal(0))


def test_nearly_all_shipped_evidence_holds_and_every_miss_is_explained() -> None:
    if not SOURCES.is_dir():
        pytest.skip(f"the archived texts are not at {SOURCES}")
    found = verification(read_each(fact_files(), quads_of_all(ontology_files())), SOURCES)
    assert found.unread == ()
    assert found.claims > 300
    assert found.share >= Decimal("0.95")
    assert [miss.node for miss in found.unexplained] == []
