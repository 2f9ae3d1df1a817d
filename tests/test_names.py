"""The names that the code spells and the terms of the ontology are the same, both ways."""

import pytest

from regraph import names
from regraph.names import BINDINGNESS, CERTAINTY, LINK, RG, SECTION, STAGE, Closed, local
from regraph.store.dataset import Dataset

SKOS_CONCEPT = names.SKOS + "Concept"
SCHEMES = {"stage": STAGE, "bindingness": BINDINGNESS, "certainty": CERTAINTY, "link": LINK, "section": SECTION}


def typed(facts: Dataset, *kinds: str) -> set[str]:
    """The ontology terms of some types."""
    return {
        term
        for term, about in facts.terms.items()
        if any(getattr(t, "value", "").endswith(kinds) for t in about.get(names.RDF_TYPE, ()))
    }


def ours(terms: set[str]) -> set[str]:
    return {local(term) for term in terms if term.startswith(RG.namespace)}


def test_every_class_of_the_ontology_is_named_and_every_name_is_a_class(facts: Dataset) -> None:
    assert ours(typed(facts, "#Class")) == set(names.CLASSES.split())


def test_every_property_of_the_ontology_is_named_and_every_name_is_a_property(facts: Dataset) -> None:
    found = ours(typed(facts, "#ObjectProperty", "#DatatypeProperty", "#AnnotationProperty"))
    assert found == set(names.PROPERTIES.split())


def test_no_name_is_written_twice() -> None:
    words = (names.CLASSES + " " + names.PROPERTIES).split()
    assert len(words) == len(set(words))


@pytest.mark.parametrize("prefix", sorted(SCHEMES))
def test_a_scheme_holds_the_concepts_that_the_code_names(facts: Dataset, prefix: str) -> None:
    scheme = SCHEMES[prefix]
    concepts = {term for term in typed(facts, "#Concept") if term.startswith(scheme.namespace)}
    assert concepts == set(scheme)


def test_every_concept_stands_under_one_of_the_fixed_prefixes(facts: Dataset) -> None:
    bases = tuple(iri for iri in names.PREFIXES.values() if iri.startswith(names.BASE))
    astray = {term for term in typed(facts, "#Concept") if not term.startswith(bases)}
    assert astray == set()


@pytest.mark.parametrize(
    "namespace", (RG, *SCHEMES.values()), ids=lambda n: local(n.namespace) or n.namespace.split("/")[-2]
)
def test_a_misspelt_term_raises_and_says_where(namespace: Closed) -> None:
    with pytest.raises(AttributeError, match=f"{namespace.namespace}.* has no term Steak"):
        _ = namespace.Steak


def test_a_term_with_a_hyphen_is_spelt_with_an_underscore() -> None:
    assert STAGE.in_force == "https://w3id.org/regraph/stage/in-force"


def test_a_namespace_lists_its_terms_in_order() -> None:
    assert list(LINK) == [LINK.namespace + word for word in ("body-of", "controlled-by", "linked-to", "owned-by")]


@pytest.mark.parametrize(
    ("iri", "expected"),
    (
        ("https://w3id.org/regraph/ontology#Stake", "Stake"),
        ("https://w3id.org/regraph/id/serra-verde", "serra-verde"),
        ("plain", "plain"),
    ),
)
def test_the_local_name_is_what_follows_the_last_mark(iri: str, expected: str) -> None:
    assert local(iri) == expected


def test_prefixes_are_in_alphabetical_order_and_none_hides_another() -> None:
    assert list(names.PREFIXES) == sorted(names.PREFIXES)
    assert len(set(names.PREFIXES.values())) == len(names.PREFIXES)
