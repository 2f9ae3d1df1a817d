"""What the ontology says of its terms: labels, definitions, templates of sentences, and what stands above a concept."""

from collections.abc import Iterator, Mapping

from regraph.model.reading.values import iris, text, texts
from regraph.names import ALT_LABEL, BROADER, DEFINITION, NOTATION, OBJECT_PROPERTY, RDF_TYPE, RDFS_LABEL, RG
from regraph.store.dataset import Dataset


class TermTexts(Mapping[str, tuple[str, str]]):
    """Ontology IRI -> (label, definition), read when asked for."""

    def __init__(self, data: Dataset) -> None:
        self.data = data
        self.read: dict[str, tuple[str, str]] = {}
        self.templates: dict[str, str] = {}

    def __getitem__(self, iri: str) -> tuple[str, str]:
        if iri not in self.read:
            if iri not in self.data.terms:
                raise KeyError(iri)
            about = self.data.terms[iri]
            self.read[iri] = text(about, RDFS_LABEL), text(about, DEFINITION)
        return self.read[iri]

    def template(self, iri: str) -> str:
        """The sentence template of a class; "" where it has none of its own."""
        if iri not in self.templates:
            self.templates[iri] = text(self.data.terms[iri], RG.sentence) if iri in self.data.terms else ""
        return self.templates[iri]

    def broader(self, iri: str) -> tuple[str, ...]:
        """The concepts next above a concept, sorted; empty for one at the top, or that nobody defined."""
        return tuple(sorted(iris(self.data.terms[iri], BROADER))) if iri in self.data.terms else ()

    def names(self, iri: str) -> tuple[str, ...]:
        """The label of a concept, its other labels and its notation, those that it has."""
        about = self.data.terms.get(iri, {})
        return tuple(sorted(name for of in (RDFS_LABEL, ALT_LABEL, NOTATION) for name in texts(about, of)))

    def points(self, iri: str) -> bool:
        """True for a property whose values are things or claims, and not texts, numbers or days."""
        return iri in self.data.terms and OBJECT_PROPERTY in iris(self.data.terms[iri], RDF_TYPE)

    def rank(self, iri: str) -> int:
        """The place of a concept in its scheme, counted from 1; 0 where the scheme has no order."""
        return int(text(self.data.terms[iri], RG.rank) or 0) if iri in self.data.terms else 0

    def __contains__(self, iri: object) -> bool:
        return iri in self.data.terms

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self.data.terms))

    def __len__(self) -> int:
        return len(self.data.terms)
