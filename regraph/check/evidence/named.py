"""The names by which texts may call what a claim is about.

An unknown party has none: no text names it, and nothing is made up for it.
"""

from collections.abc import Iterable

import pyoxigraph as ox

from regraph.check.evidence.cited import iris, texts_of, value_of
from regraph.check.reading import subject_of
from regraph.names import ALT_LABEL, PREFIXES, RDF_TYPE, RDFS_LABEL, SKOS, local
from regraph.store.dataset import Dataset

NAMED = ("Actor", "Asset", "Programme")
COMMON_NAMES = (RDFS_LABEL, ALT_LABEL, SKOS + "prefLabel", SKOS + "notation")


class Names:
    """The names by which texts may call actors, assets, programmes and commodities."""

    def __init__(self, data: Dataset) -> None:
        parents = data.terms.superclasses
        self.things: dict[str, tuple[str, ...]] = {}
        self.unknowns: set[str] = set()
        self.commodities = commodities(data.ontology)
        for iri, about in data.register.items():
            kinds = {local(kind) for kind in iris(about.get(RDF_TYPE, ()))}
            above = kinds.union(*(parents.get(kind, ()) for kind in kinds))
            if "UnknownParty" in kinds:
                self.unknowns.add(iri)
            elif "HeldInterest" not in kinds and above.intersection(NAMED):
                self.things[iri] = texts_of(about, RDFS_LABEL, ALT_LABEL)


def commodities(ontology: Iterable[ox.Quad]) -> dict[str, tuple[str, ...]]:
    """Commodity -> its names and symbols."""
    found: dict[str, dict[str, None]] = {}
    for quad in ontology:
        if subject_of(quad).startswith(PREFIXES["commodity"]) and quad.predicate.value in COMMON_NAMES:
            found.setdefault(subject_of(quad), {})[value_of(quad.object)] = None
    return {iri: tuple(names) for iri, names in found.items()}
