"""What a look-up asks of a node before it reads what an account says of it: its kind, its label, what it points to.

It looks at one description; which account's word counts is decided elsewhere.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from regraph.names import NOTE, RDF_TYPE, RDFS_LABEL, RG

# Properties whose values are concepts, classes, passages or texts: most of what is said, and never a thing or claim.
LEAD_NOWHERE = frozenset(
    (RDF_TYPE, RDFS_LABEL, NOTE, RG.evidence, RG.certainty, RG.stage, RG.bindingness, RG.statement, RG.figureKind)
    + (RG.realisation, RG.unit, RG.currency, RG.valueAtLeast, RG.valueAtMost, RG.dateEarliest, RG.dateLatest)
)


class Head(NamedTuple):
    """The head of what one account says of one node.

    Args:
        kind: IRI of its class; "" where the account gives none.
        label: what the account calls it; "" where it gives no name.
        targets: the IRIs that its properties point to, sorted, less those of `LEAD_NOWHERE`.
    """

    kind: str
    label: str
    targets: tuple[str, ...]


def head_of(about: Mapping[str, Sequence[Any]]) -> Head:
    """The head of a description, kept with it or read from its terms."""
    kept: Head | None = getattr(about, "head", None)
    if kept is not None:
        return kept
    kinds = [term.value for term in about.get(RDF_TYPE, ()) if not hasattr(term, "datatype")]
    labels = [term.value for term in about.get(RDFS_LABEL, ())]
    pointed = {
        term.value
        for predicate, objects in about.items()
        if predicate not in LEAD_NOWHERE
        for term in objects
        if not hasattr(term, "datatype")
    }
    return Head(min(kinds, default=""), min(labels, default=""), tuple(sorted(pointed)))
