"""Where everything stands in a site: from an IRI of ours to the path of its page, seen from the root or from a page.

What has no page has no path, so that no link of a site leads nowhere.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from hashlib import sha256

from regraph.model.knowledge import Knowledge
from regraph.names import BASE, ID, PREFIXES, RG, SOURCE, local

COMMODITY, JURISDICTION = PREFIXES["commodity"], PREFIXES["jurisdiction"]
FOLDERS = ((ID, "id/"), (SOURCE, "source/"), (COMMODITY, "commodity/"), (JURISDICTION, "jurisdiction/"))
PLAIN = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*")
LONGEST = 120
STEPS = 3  # from an absence of a condition of a deal to the deal


@dataclass(frozen=True)
class Places:
    """The pages of a site.

    Args:
        pages: IRI -> path of the page about it, from the root.
        anchors: IRI -> path and fragment, for what is a part of a page.
    """

    pages: dict[str, str] = field(default_factory=dict)
    anchors: dict[str, str] = field(default_factory=dict)

    def path(self, iri: str) -> str:
        """Where a thing of ours stands, from the root of the site; "" where it stands nowhere."""
        return self.pages.get(iri) or self.anchors.get(iri, "")

    def seen_from(self, page: str) -> Callable[[str], str]:
        """The same as links on a page.

        Args:
            page: path of the page.
        """
        up = "../" * page.count("/")

        def href(iri: str) -> str:
            path = self.path(iri)
            return up + path if path else ""

        return href


def places_of(knowledge: Knowledge) -> Places:
    """The pages of all that is known, and of the terms that it is told in."""
    pages = {iri: path_of(iri) for group in (things(knowledge), spoken(knowledge), terms(knowledge)) for iri in group}
    anchors = {
        a.iri: f"{pages[a.source]}#{stem(local(a.iri))}" for a in knowledge.accounts.values() if a.source in pages
    }
    anchors |= {iri: f"ontology.html#{term_anchor(iri)}" for iri in knowledge.terms if iri not in pages}
    return Places(pages, anchors | claims_in(knowledge, pages, anchors))


def claims_in(knowledge: Knowledge, pages: dict[str, str], anchors: dict[str, str]) -> dict[str, str]:
    """Where claims without a page are told: with what they speak of, else with the account that tells them."""
    found: dict[str, str] = {}
    rest = [node for node in knowledge.claims if node not in pages]
    for _ in range(STEPS):
        near = {node: next((s for s in subjects(knowledge, node) if s in pages or s in found), "") for node in rest}
        found |= {node: pages.get(about) or found[about] for node, about in near.items() if about}
        rest = [node for node in rest if node not in found]
    tellers = {node: next((a for a in knowledge.claims.tellers(node) if a in anchors), "") for node in rest}
    return found | {node: anchors[account] for node, account in tellers.items() if account}


def subjects(knowledge: Knowledge, node: str) -> list[str]:
    """What a claim speaks of: actors, assets and programmes, then other things, other claims, and terms; by IRI."""
    things = knowledge.things

    def place(iri: str) -> tuple[bool, bool, bool, str]:
        return not (iri in things and is_main(knowledge, iri)), iri not in things, iri not in knowledge.claims, iri

    return sorted(knowledge.claims.targets(node) - {node}, key=place)


def is_main(knowledge: Knowledge, iri: str) -> bool:
    """True for an actor, an asset or a programme."""
    return any(knowledge.is_a(knowledge.things[iri].kind, kind) for kind in ("Actor", "Asset", "Programme"))


def things(knowledge: Knowledge) -> list[str]:
    """The things of the register that accounts speak of, or in which they speak."""
    voices = {iri for a in knowledge.accounts.values() for iri in (a.voice, *a.other_voices)}
    voices |= {source.publisher for source in knowledge.sources.values()}
    return [i for i in knowledge.things if i in knowledge.mentions or i in knowledge.claims or i in voices]


def spoken(knowledge: Knowledge) -> list[str]:
    """The sources of which some account is known."""
    speaking = {account.source for account in knowledge.accounts.values()}
    return [iri for iri in knowledge.sources if iri in speaking]


def terms(knowledge: Knowledge) -> list[str]:
    """The commodities and countries that claims and things name, with the commodities above them, sorted."""
    named = {iri for node in knowledge.claims for iri in knowledge.claims.targets(node)}
    named |= {thing.jurisdiction for thing in knowledge.things.values() if thing.jurisdiction}
    found = {iri for iri in named if iri.startswith((COMMODITY, JURISDICTION))}
    return sorted(found | above(knowledge, found))


def above(knowledge: Knowledge, found: Iterable[str]) -> set[str]:
    """Every broader commodity of some commodities."""
    seen, rest = set[str](), [iri for iri in found if iri.startswith(COMMODITY)]
    while rest:
        new = {up for up in knowledge.terms.broader(rest.pop()) if up.startswith(COMMODITY)} - seen
        seen |= new
        rest += sorted(new)
    return seen


def path_of(iri: str) -> str:
    """The path of the page of an IRI.

    Example:
        >>> path_of("https://w3id.org/regraph/id/serra-verde")
        'id/serra-verde.html'
    """
    for base, folder in FOLDERS:
        if iri.startswith(base):
            name = iri[len(base) :]
            return (
                f"{folder}{name if folder == 'jurisdiction/' and re.fullmatch('[A-Z]{2}', name) else stem(name)}.html"
            )
    return f"id/{stem(local(iri), iri)}.html"


def stem(name: str, whole: str = "") -> str:
    """A name as the stem of a file on any file system; one that is not plain ends in a part of its hash.

    Example:
        >>> stem("serra-verde"), stem("../Über")
        ('serra-verde', 'ber~2ec27d0e')
    """
    if PLAIN.fullmatch(name) and len(name) <= LONGEST and not whole:
        return name
    kept = "-".join(PLAIN.findall(name.lower()))[:LONGEST]
    return f"{kept}~{sha256((whole or name).encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def term_anchor(iri: str) -> str:
    """The name of a term on the page of terms: `Stake`, `stage-in-force`.

    Example:
        >>> term_anchor("https://w3id.org/regraph/stage/in-force")
        'stage-in-force'
    """
    if iri.startswith(RG.namespace):
        return iri.removeprefix(RG.namespace)
    rest = iri.removeprefix(BASE).strip("/").replace("#", "/")
    return rest.replace("/", "-") if "/" in rest else f"scheme-{rest}"
