"""What a person types finds the thing meant, or the candidates, or the nearest names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from world import World, iri

from regraph.errors import AmbiguousEntity, UnknownEntity, UnknownSource
from regraph.model.knowledge import Knowledge
from regraph.model.lookup import entity, find, folded, source_or_account, written_names
from regraph.names import ACCOUNT, SOURCE, local


def world() -> World:
    """Names that are hard to tell apart."""
    made = World().thing("serra-verde", "Company", "Serra Verde", altLabel=("Mineração Serra Verde", "SerraVerde"))
    made.thing("pela-ema", "Mine", "Pela Ema", altLabel="Pelá Ema mine")
    made.thing("beta-mine", "Mine", "Beta").thing("beta-mines", "Company", "Beta")
    made.thing("usa", "State", "United States", altLabel=("U.S.", "USA"), iso3166="US")
    made.thing("verde-fund", "Fund", "Verde").thing("stake-verde", "Stake", "Verde stake in Serra Verde")
    return made.says("news", "stake-verde", "Stake", isHeldBy="verde-fund", isStakeIn="serra-verde")


@pytest.fixture(scope="module")
def small() -> Knowledge:
    return world().knowledge()


FOUND = {
    "label": ("Serra Verde", "serra-verde"),
    "another case": ("sERRA vERDE", "serra-verde"),
    "surplus space": ("  Serra \t Verde ", "serra-verde"),
    "punctuation": ("Serra-Verde!", "serra-verde"),
    "another name": ("SerraVerde", "serra-verde"),
    "accents": ("MINERACAO SERRA VERDE", "serra-verde"),
    "accents given": ("Pelà Ema", "pela-ema"),
    "slug": ("beta-mines", "beta-mines"),
    "prefixed slug": ("id:beta-mine", "beta-mine"),
    "IRI": ("https://w3id.org/regraph/id/beta-mine", "beta-mine"),
    "dots": ("US", "usa"),
    "identifier": ("us", "usa"),
    "claim": ("stake-verde", "stake-verde"),
    "exact name before a part of another": ("Verde", "verde-fund"),
    "composed otherwise": ("Pela\u0301 Ema mine", "pela-ema"),
}


@pytest.mark.parametrize("case", FOUND)
def test_a_name_finds_its_thing_without_regard_to_case_accents_and_punctuation(small: Knowledge, case: str) -> None:
    name, slug = FOUND[case]
    assert entity(small, name) == iri(slug)


def test_a_source_and_an_account_are_found_by_their_slug(small: Knowledge) -> None:
    assert entity(small, SOURCE + "news") == SOURCE + "news"
    assert entity(small, "news") == SOURCE + "news"
    assert entity(small, ACCOUNT + "news") == ACCOUNT + "news"


def test_an_ambiguous_name_ends_with_the_candidates_and_their_slugs(small: Knowledge) -> None:
    with pytest.raises(AmbiguousEntity) as caught:
        entity(small, "beta")
    assert caught.value.candidates == ("Beta (beta-mine)", "Beta (beta-mines)")


NEAREST = {
    "misspelt": ("Sera Verde", "Serra Verde"),
    "a part": ("ema", "Pela Ema"),
    "a letter too many": ("Serra Verdee", "Serra Verde"),
}


@pytest.mark.parametrize("case", NEAREST)
def test_an_unknown_name_ends_with_the_nearest(small: Knowledge, case: str) -> None:
    name, expected = NEAREST[case]
    with pytest.raises(UnknownEntity) as caught:
        entity(small, name)
    assert caught.value.nearest[0] == expected


@pytest.mark.parametrize("name", ("", "   ", "!!!", "zzzzzz", "x" * 10_000, "\x00", "🙂"))
def test_a_name_like_nothing_ends_without_a_guess(small: Knowledge, name: str) -> None:
    with pytest.raises(UnknownEntity) as caught:
        entity(small, name)
    assert caught.value.nearest == ()


FIND = {
    "exact names come first": ("verde", ["verde-fund", "serra-verde", "stake-verde"]),
    "a part of a name": ("pel", ["pela-ema"]),
    "a part of another name": ("mineração", ["serra-verde"]),
    "an identifier": ("US", ["usa"]),
    "a slug": ("beta-mines", ["beta-mines"]),
    "nothing": ("zzz", []),
    "punctuation alone": ("...", []),
}


@pytest.mark.parametrize("case", FIND)
def test_find_lists_what_bears_the_text_exact_first(small: Knowledge, case: str) -> None:
    text, slugs = FIND[case]
    assert [local(hit.iri) for hit in find(small, text)] == slugs


def test_a_hit_names_the_name_by_which_it_was_found(small: Knowledge) -> None:
    (hit,) = find(small, "mineracao")
    assert (hit.label, hit.name, hit.kind) == ("Serra Verde", "Mineração Serra Verde", "Company")


def test_every_sixth_thing_of_the_shipped_facts_is_found_by_the_longest_of_its_names(knowledge: Knowledge) -> None:
    assert len(knowledge.things) > 100
    for thing in list(knowledge.things.values())[::6]:
        name = max(thing.label, *thing.names, key=len) if thing.names else thing.label
        assert thing.iri in {hit.iri for hit in find(knowledge, name)}, name


def test_every_sixth_thing_of_the_shipped_facts_is_meant_by_its_label_slug_and_iri(knowledge: Knowledge) -> None:
    for thing in list(knowledge.things.values())[3::6]:
        assert entity(knowledge, thing.iri) == thing.iri
        assert entity(knowledge, local(thing.iri)) == thing.iri
        assert entity(knowledge, thing.label) == thing.iri


FOLDED = (
    ("Pelá  Ema-Mine!", "pela ema mine"),
    ("Malawi’s Rare Earths", "malawis rare earths"),
    ("U.S. Government", "us government"),
    ("snake_case", "snake case"),
    ("Straße", "strasse"),
    ("ﬁnance", "finance"),
    ("𝒩ame ℌ", "name h"),
    ("盛和资源", "盛和资源"),
    ("\u202eabc", "abc"),
    ("", ""),
)


@pytest.mark.parametrize(("text", "expected"), FOLDED, ids=[repr(f[0]) for f in FOLDED])
def test_a_name_folds(text: str, expected: str) -> None:
    assert folded(text) == expected


@given(st.text(max_size=30))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.text(max_size=30))
def test_case_never_matters(text: str) -> None:
    assert folded(text.upper().casefold()) == folded(text.upper())


@pytest.fixture(scope="module")
def documents() -> Knowledge:
    """A source whose body has the same slug, and one with a title that two sources bear."""
    made = World().account("news").account("news-minister", source="news", section="quoted", voice="minister")
    made.account("weekly-1", publisher="one", title="Weekly").account("weekly-2", publisher="two", title="Weekly")
    return made.knowledge()


MEANT = {
    "a slug that both have": ("news", SOURCE + "news"),
    "a source's slug": ("source:news", SOURCE + "news"),
    "an account's slug": ("account:news", ACCOUNT + "news"),
    "a bare account's slug": ("news-minister", ACCOUNT + "news-minister"),
    "an IRI": (ACCOUNT + "news", ACCOUNT + "news"),
    "a title": ("about NEWS", SOURCE + "news"),
    "an address": ("https://example.org/weekly-2", SOURCE + "weekly-2"),
}


@pytest.mark.parametrize("case", MEANT)
def test_a_source_or_account_is_found_by_slug_iri_title_or_address(documents: Knowledge, case: str) -> None:
    name, meant = MEANT[case]
    assert source_or_account(documents, name) == meant


def test_a_title_of_two_sources_names_both(documents: Knowledge) -> None:
    with pytest.raises(AmbiguousEntity, match=r"'Weekly' names 2 things; say which: .*weekly-1.*weekly-2"):
        source_or_account(documents, "Weekly")


def test_an_unknown_source_is_told_the_nearest_and_not_all(documents: Knowledge) -> None:
    with pytest.raises(UnknownSource) as caught:
        source_or_account(documents, "news-minster")
    assert caught.value.nearest[0] == "news-minister"
    with pytest.raises(UnknownSource, match="`regraph sources` lists them"):
        source_or_account(documents, "zzz")
    with pytest.raises(UnknownSource):
        source_or_account(documents, "")


def test_the_names_are_gathered_once_and_found_again(small: Knowledge) -> None:
    names = {local(iri): (names, plain) for iri, names, _, plain in written_names(small)}
    expected = (("United States", "U.S.", "USA", "US"), None)
    assert (names["usa"], names["beta-mine"]) == (expected, (("Beta",), "beta beta-mine"))
    assert [entity(small, "Serra Verde") for _ in range(2)] == [iri("serra-verde")] * 2
