"""Names in a text: the longest at each place, every bearer, exactly where the check of the evidence accepts them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regraph.check.mentions import is_named
from regraph.draft.naming import Index, strangers_in
from regraph.model.knowledge import Knowledge
from regraph.store.dataset import Dataset

THINGS = {
    "china": ("China",),
    "bank": ("Export-Import Bank", "EXIM"),
    "us": ("US", "U.S."),
    "us-dfc": ("U.S. DFC",),
    "apple": ("Apple",),
    "orion-a": ("Orion",),
    "orion-b": ("Orion",),
    "baogang": ("Baogang's arm",),
}
COMMON = {"rare-earths": ("rare earths",), "yttrium": ("yttrium", "Y")}
CASES = {
    "the longest name wins": ("The U.S. DFC lends", [("U.S. DFC", "us-dfc")]),
    "hyphens and spaces are one": ("Export\u2013Import\u00a0Bank’s loan", [("Export\u2013Import\u00a0Bank", "bank")]),
    "any apostrophe": ("Baogang’s arm", [("Baogang’s arm", "baogang")]),
    "all bearers": ("Orion lends", [("Orion", "orion-a or orion-b")]),
    "short names keep their case": ("US firms tell us", [("US", "us")]),
    "a common word is no name": ("an apple, and Apple", [("Apple", "apple")]),
    "no part of a word": ("Chinatown, Applecross", []),
    "common nouns in singular and plural": (
        "Rare-earth ore and rare earths",
        [("Rare-earth", "rare-earths"), ("rare earths", "rare-earths")],
    ),
    "a symbol": ("Y, not y", [("Y", "yttrium")]),
}


@pytest.mark.parametrize("case", CASES)
def test_names_are_found(case: str) -> None:
    text, expected = CASES[case]
    found = [(text[m.begin : m.end], " or ".join(m.things)) for m in Index(THINGS, COMMON).mentions(text, 0, len(text))]
    assert found == expected


@given(st.lists(st.sampled_from((*"US.’-– \n", "China", "U.S. DFC", "Orion", "rare earth", "s", "EXIM")), max_size=12))
def test_what_is_found_is_what_the_check_accepts(parts: list[str]) -> None:
    text = "".join(parts)
    names = THINGS | COMMON
    found = list(Index(THINGS, COMMON).mentions(text, 0, len(text)))
    for mention in found:
        for iri in mention.things:
            assert is_named(text[mention.begin : mention.end], names[iri], iri in COMMON)
    named = [iri for iri in names if is_named(text, names[iri], iri in COMMON)]
    assert not named or found


def test_a_name_that_the_span_cuts_is_none() -> None:
    assert list(Index(THINGS).mentions("Chinatown", 0, 5)) == []


def test_the_shipped_names_are_found_by_themselves(facts: Dataset, knowledge: Knowledge) -> None:
    names = {iri: (thing.label, *thing.names) for iri, thing in knowledge.things.items()}
    index = Index(names)
    for iri, known in names.items():
        for name in known:
            (first, *_) = index.mentions(name, 0, len(name))
            assert (name[first.begin : first.end], iri in first.things) == (name, True)
    assert len(names) > 300


STRANGERS = {
    "a run inside a sentence": ("It was sold to Northern Star Holdings by the town.", ["Northern Star Holdings"]),
    "small words inside": ("It was given to the Bank of New Harbour by them.", ["Bank of New Harbour"]),
    "not the first word": ("The Northern Star paid them all for what was there.", ["Northern Star"]),
    "not a heading": ("Northern Star Pays For All Of It.", []),
    "no single word": ("It was sold to Northern by the town.", []),
    "no sentence": ("sold to Northern Star", []),
}


@pytest.mark.parametrize("case", STRANGERS)
def test_runs_of_capitals_are_candidates(case: str) -> None:
    text, expected = STRANGERS[case]
    assert [text[b:e] for b, e in strangers_in(text, 0, len(text), ())] == expected
