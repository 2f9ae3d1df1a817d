"""Where a thing is: countries and places as accounts and the register give them, its own or those of its whole.

A name is no place: what only a name suggests is not stated.
"""

from dataclasses import dataclass

from regraph.model.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Located:
    """Where a thing is.

    Args:
        countries: IRIs of jurisdictions, sorted; empty where nobody states one.
        places: as accounts word them, sorted.
        whole: the thing of which it is part and whose country this is; None for its own.
    """

    countries: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    whole: str | None = None


def located(knowledge: Knowledge, thing: str) -> Located:
    """Where a thing is; where no country is stated of it, that of what it is part of. A ring of parts ends it."""
    countries, places = own(knowledge, thing)
    seen, queue = {thing}, [thing]
    for iri in queue if not countries else ():
        further, around = own(knowledge, iri)
        if further:
            return Located(further, places or around, iri)
        wholes = [whole for whole in parts_of(knowledge, iri) if whole not in seen]
        seen.update(wholes)
        queue += wholes
    return Located(countries, places)


def own(knowledge: Knowledge, iri: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The countries and places that are stated of a thing itself."""
    entry, about = knowledge.things.get(iri), knowledge.claims.get(iri)
    countries = {entry.jurisdiction} if entry and entry.jurisdiction else set()
    if about is None or about.concept("certainty") == "denied":
        return tuple(sorted(countries)), ()
    return tuple(sorted({*countries, *about.iris("isLocatedIn")})), tuple(sorted(map(str, about.all("place"))))


def parts_of(knowledge: Knowledge, iri: str) -> tuple[str, ...]:
    """What a thing is said to be part of."""
    about = knowledge.claims.get(iri)
    return about.iris("isPartOf") if about else ()
