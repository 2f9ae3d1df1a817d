"""Commodities by name and by their hierarchy: what is within what, and which things are said to yield or make which.

A narrower commodity is within a broader one, never the other way round: who is named for rare earths alone is not
named for dysprosium. Nothing here guesses a commodity from a name or from a stage.
"""

from collections import defaultdict
from collections.abc import Mapping

from regraph.errors import UnknownCommodity
from regraph.model.knowledge import Knowledge
from regraph.model.lookup import folded
from regraph.names import PREFIXES, local

COMMODITY = PREFIXES["commodity"]


def commodity_named(knowledge: Knowledge, name: str) -> str:
    """The IRI of the commodity that bears a name, a notation, or a slug.

    Raises:
        UnknownCommodity: with the nearest names.
    """
    known = commodities(knowledge)
    for iri in (name, COMMODITY + name.removeprefix("commodity:")):
        if iri in known:
            return iri
    wanted = folded(name)
    found = [iri for iri, names in known.items() if wanted and wanted in names]
    if found:
        return found[0]
    raise UnknownCommodity(name, nearest(knowledge, known, wanted))


def commodities(knowledge: Knowledge) -> dict[str, frozenset[str]]:
    """Each commodity, in the order of IRIs, with its folded names and its slug."""
    iris = (iri for iri in knowledge.terms if iri.startswith(COMMODITY))
    return {iri: frozenset(map(folded, (*knowledge.terms.names(iri), local(iri)))) for iri in iris}


def nearest(knowledge: Knowledge, known: Mapping[str, frozenset[str]], wanted: str, most: int = 5) -> tuple[str, ...]:
    """Labels of the commodities whose names hold `wanted` or are most like it."""
    import difflib  # only a wrong name needs it

    by_name = {name: iri for iri, names in sorted(known.items()) for name in sorted(names)}
    close = [name for name in sorted(by_name) if len(wanted) > 1 and wanted in name]
    close += difflib.get_close_matches(wanted[:200], sorted(by_name), n=most, cutoff=0.6)
    return tuple(dict.fromkeys(knowledge.label(by_name[name]) for name in close))[:most]


def within(knowledge: Knowledge, commodity: str) -> frozenset[str]:
    """A commodity and all that are within it, over any number of steps; a ring of them ends the walk.

    Example:
        NdPr is within light rare earths, and these within rare earths.
    """
    below: dict[str, list[str]] = defaultdict(list)
    for iri in commodities(knowledge):
        for above in knowledge.terms.broader(iri):
            below[above].append(iri)
    found, queue = {commodity}, [commodity]
    for iri in queue:
        new = [each for each in below[iri] if each not in found]
        found.update(new)
        queue += new
    return frozenset(found)


def above(knowledge: Knowledge, commodity: str) -> frozenset[str]:
    """All that a commodity is within, itself left out."""
    found: set[str] = set()
    queue = [commodity]
    for iri in queue:
        new = [each for each in knowledge.terms.broader(iri) if each not in found and each != commodity]
        found.update(new)
        queue += new
    return frozenset(found)


def commodities_of(knowledge: Knowledge, thing: str) -> tuple[str, ...]:
    """What a thing is said to yield, hold or make, sorted: by its description, occurrences, output and capacity.

    A planned or potential figure names a commodity too; what is denied does not, and what a part yields is not said of
    the whole.
    """
    found: set[str] = set()
    if thing in knowledge.claims and not knowledge.claims.kind(thing):
        found.update(knowledge.claims[thing].iris("commodity"))
    for node in knowledge.mentions.get(thing, ()):
        kind = knowledge.claims.kind(node)
        if kind not in ("CommodityOccurrence", "Figure"):
            continue
        claim = knowledge.claims[node]
        output = kind == "Figure" and claim.concept("figureKind") in ("capacity", "production")
        about = claim.iris("isFigureOf" if output else "isOccurrenceIn")
        if thing in about and claim.concept("certainty") != "denied":
            found.update(claim.iris("commodity"))
    return tuple(sorted(found))
