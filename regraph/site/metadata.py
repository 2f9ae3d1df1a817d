"""What a page says of itself to machines: schema.org's terms for things, sources, countries and the whole.

It repeats what the register and the sources' heads say, never a claim: what is claimed has no place without its voice.
"""

from collections.abc import Mapping

from regraph import __version__
from regraph.model.knowledge import Knowledge
from regraph.names import BASE
from regraph.wording.evidence import Payload

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
KINDS: Mapping[str, str] = {
    "State": "Country",
    "GovernmentBody": "GovernmentOrganization",
    "Person": "Person",
    "Company": "Corporation",
    "StateOwnedEnterprise": "Organization",
    "Actor": "Organization",
    "HeldInterest": "Thing",
    "Asset": "Place",
    "Legislation": "Legislation",
    "Programme": "Project",
}
WIKIDATA = "https://www.wikidata.org/entity/"


def thing_data(knowledge: Knowledge, iri: str) -> Payload:
    """A thing of the register."""
    thing = knowledge.things[iri]
    names = (thing.kind, *knowledge.parents.get(thing.kind, ()))
    kind = "Thing" if thing.kind == "UnknownParty" else next((KINDS[name] for name in names if name in KINDS), "Thing")
    found: Payload = {"@id": iri, "@type": kind, "name": thing.label, "url": iri}
    if thing.names:
        found["alternateName"] = list(thing.names)
    identifiers = dict(thing.identifiers)
    if "lei" in identifiers and kind in ("Corporation", "Organization", "GovernmentOrganization"):
        found["leiCode"] = identifiers["lei"]
    if "wikidata" in identifiers:
        found["sameAs"] = WIKIDATA + identifiers["wikidata"].rsplit("/", 1)[-1]
    return found


def source_data(source: Payload) -> Payload:
    """A source document, from the answer of `sources`."""
    found: Payload = {
        "@id": source["id"],
        "@type": "Article",
        "headline": source["title"],
        "publisher": {"@type": "Organization", "name": source["publisher"]},
    }
    if source["published"] and source["published"]["earliest"] == source["published"]["latest"]:
        found["datePublished"] = source["published"]["earliest"]
    if str(source["url"] or "").lower().startswith(("https://", "http://")):
        found["url"] = source["url"]
    return found


def term_data(knowledge: Knowledge, iri: str) -> Payload:
    """A commodity or a country."""
    return {"@id": iri, "@type": "DefinedTerm", "name": knowledge.label(iri), "url": iri}


def whole_data(knowledge: Knowledge, distribution: tuple[tuple[str, str], ...] = ()) -> Payload:
    """The fact base as a data set.

    Args:
        distribution: name and media type of each file to take away.
    """
    days = sorted(account.published.isoformat() for account in knowledge.accounts.values())
    found: Payload = {
        "@id": BASE,
        "@type": "Dataset",
        "name": "regraph: actors and deals behind critical minerals",
        "description": "Who owns, controls, finances and buys from critical-minerals projects, who says so, when, and"
        " how certain it is: every claim with its accounts, dates and passages.",
        "license": LICENCE,
        "version": __version__,
        "isAccessibleForFree": True,
        "url": BASE,
        "keywords": ["critical minerals", "rare earths", "ownership", "offtake", "financing"],
    }
    if days:
        found |= {"dateModified": days[-1], "temporalCoverage": f"{days[0]}/{days[-1]}"}
    if distribution:
        found["distribution"] = [
            {"@type": "DataDownload", "contentUrl": name, "encodingFormat": form} for name, form in distribution
        ]
    return found


def page_data(title: str) -> Payload:
    """A page that is about nothing of ours in particular."""
    return {"@type": "WebPage", "name": title, "isPartOf": {"@id": BASE, "@type": "Dataset"}, "license": LICENCE}
