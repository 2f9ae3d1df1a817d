"""The pages of sources, commodities and countries, and the lists of all things and all sources."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator

from regraph.model.knowledge import Knowledge, once
from regraph.names import local
from regraph.present.document.claims import claims_points
from regraph.present.document.parts import (
    Block,
    Document,
    Grid,
    Heading,
    Inline,
    Item,
    Link,
    Paragraph,
    Points,
    Section,
    Sources,
)
from regraph.present.sources.listing import sources_payload
from regraph.site.frame import Page
from regraph.site.metadata import source_data, term_data
from regraph.site.pages.asked import PARTS, About, Asked, page_of
from regraph.site.pages.sections import claims_of, grouped, heads, kinds_of, listed
from regraph.site.places import COMMODITY, JURISDICTION, stem
from regraph.wording.evidence import Payload
from regraph.wording.nouns import counted
from regraph.wording.numbered import by_way_of

THINGS = "Every company, state, person, mine, plant, programme, deal, commodity and country that the sources speak of."
SOURCES = "Every source with its accounts, how many claims it tells, and how far sources are independent of each other."
TEXT = "Passages are counted in the characters of the text as it was archived, in UTF-8; its sha256 is"


def spoken_of(asked: Asked, claims: list[Payload]) -> dict[str, str]:
    """The labels of the things that some claims speak of, as links."""
    targets = asked.knowledge.claims.targets
    return asked.names({iri for claim in claims for iri in (claim["id"], *targets(claim["id"]))})


def source_pages(asked: Asked) -> Iterator[Page]:
    """One page a source, with every account and all that it tells."""
    told: dict[str, list[str]] = defaultdict(list)
    for node in asked.knowledge.claims:
        for account in asked.knowledge.claims.tellers(node):
            told[account].append(node)
    for source in listing(asked)["sources"]:
        yield source_page(asked, source, told)


def listing(asked: Asked) -> Payload:
    """The answer of `sources`."""
    return sources_told(asked.knowledge, asked.scenario.as_of, asked.known_by)


@once
def sources_told(knowledge: Knowledge, as_of: dt.date, known_by: dt.date | None) -> Payload:
    """The same, for all pages that rest on it."""
    return sources_payload(knowledge, as_of, known_by)


def source_page(asked: Asked, source: Payload, told: dict[str, list[str]]) -> Page:
    """The page of one source."""
    sources, sections = Sources(), list[Section]()
    every: list[Payload] = []
    for account in source["accounts"]:
        claims = claims_of(asked, told[account["id"]])
        every += claims
        title = f"{account['voice']}{PARTS.get(account['section'], '')}{', a party' if account['voiceIsParty'] else ''}"
        told_here = how_many(asked, claims, len(told[account["id"]]))
        lead = Paragraph((f"{told_here}{by_way_of(account['restsOn'])}.",), "quiet")
        blocks = (lead, *grouped(asked, claims, sources, ""))
        sections.append(Section(title, stem(local(account["id"])), blocks))
    if source["cites"]:
        sections.append(Section("What it cites", "cites", (Points(tuple(Item((text,)) for text in source["cites"])),)))
    sections.append(Section("The archived text", "text", (Paragraph((f"{TEXT} {source['sha256']}.",), "quiet"),)))
    facts = [
        ("publisher", source["publisher"]),
        ("published", source["published"]["text"] if source["published"] else "not stated"),
    ]
    facts += [("address", source["url"])] if source["url"] else []
    facts.append(("claims", f"{source['claims']}, {source['alone']} of them in no other source"))
    document = Document(
        source["title"], "source", (*facts, *heads(asked)), tuple(sections), tuple(sources.accounts.values())
    )
    said = f"What “{source['title']}” ({source['publisher']}) says"
    words = f"{said} of the actors and deals behind critical minerals."
    about = About(source["id"], source_data(source), names=spoken_of(asked, every), description=words, cited=said)
    return page_of(asked, asked.places.pages[source["id"]], document, about)


def how_many(asked: Asked, claims: list[Payload], told: int) -> str:
    """How many claims of an account are shown, of all that are `told`, and how many of them nobody else tells."""
    alone = sum(len(asked.knowledge.claims.tellers(claim["id"])) == 1 for claim in claims)
    left_out = f"; {counted(told - len(claims), 'more claims')} left out" if told > len(claims) else ""
    return f"{counted(len(claims), 'claims')}, {alone} in no other account{left_out}"


def term_pages(asked: Asked) -> Iterator[Page]:
    """One page a commodity and one a country."""
    named: dict[str, list[str]] = defaultdict(list)
    for node in asked.knowledge.claims:
        for iri in asked.knowledge.claims.targets(node):
            if iri.startswith((COMMODITY, JURISDICTION)):
                named[iri].append(node)
    for iri in sorted(asked.places.pages):
        if iri.startswith((COMMODITY, JURISDICTION)):
            yield term_page(asked, iri, named[iri])


def term_page(asked: Asked, iri: str, nodes: list[str]) -> Page:
    """The page of a commodity or a country: what it is, what stands under it, and every claim that names it."""
    knowledge, sources = asked.knowledge, Sources()
    claims = claims_of(asked, nodes)
    sections = [section for section in (around(asked, iri), under(asked, iri)) if section]
    for title, found in kinds_of(asked, claims):
        name = f"said-{stem(title.rsplit(' ', 1)[0].lower().replace(' ', '-'))}"
        sections.append(Section(title, name, (claims_points(found, iri, sources),)))
    definition = knowledge.terms[iri][1] if iri in knowledge.terms else ""
    names = (
        [name for name in knowledge.terms.names(iri) if name != knowledge.label(iri)] if iri in knowledge.terms else []
    )
    facts = [("definition", definition)] if definition else []
    facts += [("also written", "; ".join(names))] if names else []
    kind = "commodity" if iri.startswith(COMMODITY) else "country"
    document = Document(
        knowledge.label(iri), kind, (*facts, *heads(asked)), tuple(sections), tuple(sources.accounts.values())
    )
    words = f"{knowledge.label(iri)}: {counted(len(claims), 'claims')} that name it, with who says so and how certain."
    about = About(iri, term_data(knowledge, iri), names=spoken_of(asked, claims), description=words)
    return page_of(asked, asked.places.pages[iri], document, about)


def around(asked: Asked, iri: str) -> Section | None:
    """The commodities next above and below a commodity that have a page; None where there are none."""
    knowledge, pages = asked.knowledge, asked.places.pages
    up = [other for other in knowledge.terms.broader(iri) if other in pages]
    down = (
        [other for other in sorted(pages) if iri in knowledge.terms.broader(other)] if iri.startswith(COMMODITY) else []
    )
    items = tuple(
        Item((f"{word}:", *listed(Link(knowledge.label(other), other) for other in found)))
        for word, found in (("Part of", up), ("Includes", down)) if found
    )  # fmt: skip
    return Section("Commodities around it", "around", (Points(items),)) if items else None


def under(asked: Asked, iri: str) -> Section | None:
    """The things that the register puts under a jurisdiction; None where it puts none."""
    found = [i for i, thing in asked.knowledge.things.items() if thing.jurisdiction == iri and i in asked.places.pages]
    return Section("Under its jurisdiction", "things", tuple(by_kind(asked, found))) if found else None


def by_kind(asked: Asked, iris: Iterable[str]) -> Iterator[Block]:
    """Things under a heading for each kind, with the number of claims that name each."""
    knowledge = asked.knowledge
    kinds: dict[str, list[str]] = defaultdict(list)
    for iri in iris:
        kinds[knowledge.word(knowledge.things[iri].kind)].append(iri)
    for kind, found in sorted(kinds.items()):
        yield Heading(f"{kind[:1].upper()}{kind[1:]} ({len(found)})")
        order = sorted(found, key=lambda iri: (knowledge.label(iri).casefold(), iri))
        yield named_list(knowledge, order)


def named_list(knowledge: Knowledge, iris: Iterable[str]) -> Points:
    """Things as a list of names, each with the number of claims that are or name it."""
    items = (
        Item((Link(knowledge.label(iri), iri), f"({counted(claims_on(knowledge, iri), 'claims')})")) for iri in iris
    )
    return Points(tuple(items), short=True)


def claims_on(knowledge: Knowledge, iri: str) -> int:
    """How many claims are or name a thing."""
    return len(set(knowledge.mentions.get(iri, ()))) + (iri in knowledge.claims)


def things_page(asked: Asked) -> Page:
    """Every thing that has a page, by family and kind, then commodities and countries."""
    knowledge = asked.knowledge
    families: dict[str, list[str]] = {
        name: [] for name in ("Actors", "Assets", "Programmes", "Deals, interests and ties")
    }
    for iri in asked.places.pages:
        if iri in knowledge.things:
            families[family(knowledge, iri)].append(iri)
    sections = [
        Section(f"{n} ({len(f)})", stem(n.split(",")[0].lower()), tuple(by_kind(asked, f)))
        for n, f in families.items()
        if f
    ]
    for title, base in (("Commodities", COMMODITY), ("Countries", JURISDICTION)):
        found = sorted((knowledge.label(iri), iri) for iri in asked.places.pages if iri.startswith(base))
        items = tuple(Item((Link(label, iri),)) for label, iri in found)
        sections += [Section(f"{title} ({len(found)})", title.lower(), (Points(items, short=True),))] if items else []
    document = Document("All things", "things", heads(asked), tuple(sections), ())
    return page_of(asked, "things.html", document, About(description=THINGS))


def family(knowledge: Knowledge, iri: str) -> str:
    """Under which heading a thing stands."""
    kind = knowledge.things[iri].kind
    found = (name for name in ("Actor", "Asset", "Programme") if knowledge.is_a(kind, name))
    return next(found, "Deals, interests and tie") + "s"


def sources_page(asked: Asked) -> Page:
    """Every source with how much it tells, and how far accounts are independent."""
    payload = listing(asked)
    order = sorted(payload["sources"], key=lambda s: ((s["published"] or {}).get("earliest") or "", s["id"]))
    rows = tuple(
        (
            (Link(source["title"], source["id"]),), (source["publisher"],),
            (source["published"]["text"] if source["published"] else "not stated",),
            (str(len(source["accounts"])),), (str(source["claims"]),), (str(source["alone"]),),
        )
        for source in reversed(order)
    )  # fmt: skip
    columns = ("Source", "Publisher", "Published", "Accounts", "Claims", "Only there")
    sections = [Section("By day, the latest first", "list", (Grid(columns, rows),))]
    found = payload["independence"]
    sections.append(Section("How far they are independent", "independence", (*independence(found), *borne_out(found))))
    document = Document("All sources", "sources", heads(asked), tuple(sections), ())
    return page_of(asked, "sources.html", document, About(description=SOURCES))


def independence(found: Payload) -> Iterator[Block]:
    """How many claims rest on how many groups of accounts that are not known to depend on each other."""
    yield Paragraph(
        ("Accounts of one publisher, one voice, one work or one text do not bear each other out.",), "quiet"
    )
    lines: list[tuple[str, int]] = [
        ("told by one account", found["oneAccount"]),
        ("told by several accounts that one publisher brings", found["onePublisher"]),
        ("told by several publishers that share a voice, a work or a text", len(found["tied"])),
        ("told by two or more independent groups", len(found["several"])),
    ]
    yield Points(tuple(Item((f"{counted(number, 'claims')} {words}.",)) for words, number in lines))


def borne_out(found: Payload) -> Iterator[Block]:
    """The claims that several independent groups tell."""
    if found["several"]:
        yield Heading("Told by two or more independent groups")
        named: list[Inline] = [Link(claim["label"], claim["id"]) for claim in found["several"]]
        yield Points(tuple(Item((link,)) for link in named))
