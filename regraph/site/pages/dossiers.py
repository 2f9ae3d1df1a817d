"""The page of one thing: its report, its neighbourhood as a drawing, and what else mentions it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from markupsafe import Markup, escape

from regraph.model.knowledge import Knowledge, once
from regraph.names import ID, local
from regraph.present.document.parts import Block, Document, Heading, Item, Link, Points, Section
from regraph.present.reports.report import report_on
from regraph.site.frame import Page
from regraph.site.metadata import thing_data
from regraph.site.pages.asked import About, Asked, page_of
from regraph.site.picture import Drawing, drawing, relations_at
from regraph.wording.nouns import counted

MOST = 60
MADE, NOTHING_KNOWN = "made with", "known"


def thing_page(asked: Asked, iri: str) -> Page:
    """The page of a thing of the register."""
    path = asked.places.pages[iri]
    document = report_on(asked.knowledge, iri, asked.scenario, asked.known_by)
    facts = tuple((name, value) for name, value in document.facts if name != MADE)  # the foot of the page says it
    own = tuple(own_words(asked, iri))
    told = (section for section in document.sections if not own or section.name != NOTHING_KNOWN)
    sections = (*told, *own, *mentioned(asked, iri))
    document = replace(document, facts=facts, sections=sections)
    about = About(
        iri,
        thing_data(asked.knowledge, iri),
        picture(asked, iri, path),
        asked.names(near(asked.knowledge, iri)),
        f"{document.title}: {document.kind}. {first_line(document)}"[:300],
    )
    return page_of(asked, path, document, about)


def first_line(document: Document) -> str:
    """How many accounts speak of it."""
    number = len(document.sources)
    verb = "says" if number == 1 else "say"
    return f"What {counted(number, 'accounts')} {verb} of it, with dates, passages and certainty."


def near(knowledge: Knowledge, iri: str) -> set[str]:
    """What the claims about a thing speak of, and what those speak of that stand under its deals."""
    claims = {node for node in (iri, *knowledge.mentions.get(iri, ())) if node in knowledge.claims}
    found = {other for node in claims for other in (node, *knowledge.claims.targets(node))}
    for relation in (r for node in claims for r in relations_at(knowledge).get(node, ())):
        found |= {relation.source, relation.target}
    return found - {iri}


def picture(asked: Asked, iri: str, path: str) -> Markup | Drawing:
    """The drawing of what is directly related, with the way to the interactive graph; "" where nothing is."""
    return drawing(asked.knowledge, asked.scenario, iri, asked.href(path), lambda more: caption(asked, iri, more))


def caption(asked: Asked, iri: str, more: int) -> Markup:
    """What stands below a drawing."""
    left = f"{counted(more, 'more relations')} not drawn here. " if more else ""
    words = f"{left}Dashed: not in force, optional, or denied."
    if "graph.html" not in dict(asked.edition.places):
        return Markup(words)
    slug = escape(local(iri)) if iri.startswith(ID) else ""
    address = f"../graph.html#focus={slug}&amp;pick={slug}" if slug else "../graph.html"
    return Markup(f'{words} <a href="{address}">In the interactive graph</a>')


def mentioned(asked: Asked, iri: str) -> Iterator[Section]:
    """The sources that speak of it, and the pages of things that claims name together with it."""
    knowledge = asked.knowledge
    if iri in knowledge.mentions or iri in knowledge.claims:
        blocks = (*told_in(asked, iri), *with_others(asked, iri))
        if blocks:
            yield Section("Mentioned in", "mentioned", blocks)


def told_in(asked: Asked, iri: str) -> Iterator[Block]:
    """The sources with the number of claims in which they name it."""
    knowledge = asked.knowledge
    nodes = [node for node in (iri, *knowledge.mentions.get(iri, ())) if node in knowledge.claims]
    tellers = ((knowledge.accounts[a].source, node) for node in nodes for a in knowledge.claims.tellers(node)
               if a in knowledge.accounts)  # fmt: skip
    counts = Counter(source for source, _ in set(tellers) if source in knowledge.sources)
    order = sorted(counts, key=lambda source: (-counts[source], source))
    if order:
        yield Heading(counted(len(order), "sources"))
        yield Points(tuple(Item((source_link(knowledge, s), f"({counted(counts[s], 'claims')})")) for s in order))


def source_link(knowledge: Knowledge, source: str) -> Link:
    """The title of a source."""
    described = knowledge.sources.get(source)
    return Link((described.title if described else "") or knowledge.label(source), source)


def with_others(asked: Asked, iri: str) -> Iterator[Block]:
    """The things that claims name together with it, those named together most often first."""
    knowledge = asked.knowledge
    together = [{node} | knowledge.claims.targets(node) for node in knowledge.mentions.get(iri, ())]
    together += [set(knowledge.claims.targets(iri))] if iri in knowledge.claims else []
    counts = Counter(other for named in together for other in named if other in knowledge.things and other != iri)
    order = sorted(counts, key=lambda other: (-counts[other], knowledge.label(other), other))
    chosen = [other for other in order if other in asked.places.pages][:MOST]
    if chosen:
        more = f", and with {len(order) - len(chosen)} more" if len(order) > len(chosen) else ""
        yield Heading(f"Named together with{more}")
        yield Points(tuple(Item((Link(knowledge.label(other), other),)) for other in chosen), short=True)


def own_words(asked: Asked, iri: str) -> Iterator[Section]:
    """Where it speaks, alone or together with others, and what else it published, the latest first."""
    knowledge, said = asked.knowledge, said_by(asked.knowledge).get(iri, {})
    published = {s: set[str]() for s in published_by(knowledge).get(iri, ()) if s in asked.places.pages}
    rest = {source: nodes for source, nodes in published.items() if source not in said}
    for title, name, found in (("What it says itself", "voice", said), ("What it published", "published", rest)):
        order = sorted(found, key=lambda source: (last_day(knowledge, source), source), reverse=True)
        items = tuple(Item((source_link(knowledge, s), words_on(knowledge, s, found[s]))) for s in order)
        if items:
            yield Section(title, name, (Points(items),))


def words_on(knowledge: Knowledge, source: str, nodes: set[str]) -> str:
    """Of which day a source is, and how many claims are meant."""
    parts = [part for part in (last_day(knowledge, source), counted(len(nodes), "claims") if nodes else "") if part]
    return f"({'; '.join(parts)})"


@once
def said_by(knowledge: Knowledge) -> dict[str, dict[str, set[str]]]:
    """For every voice, the claims that it tells in each source."""
    found: dict[str, dict[str, set[str]]] = {}
    for node in knowledge.claims:
        for account in (knowledge.accounts[a] for a in knowledge.claims.tellers(node) if a in knowledge.accounts):
            for voice in {account.voice, *account.other_voices}:
                found.setdefault(voice, {}).setdefault(account.source, set()).add(node)
    return found


@once
def published_by(knowledge: Knowledge) -> dict[str, list[str]]:
    """The sources of every publisher."""
    found: dict[str, list[str]] = {}
    for iri, source in knowledge.sources.items():
        found.setdefault(source.publisher, []).append(iri)
    return found


@once
def last_days(knowledge: Knowledge) -> dict[str, str]:
    """The day of the latest account of every source."""
    found: dict[str, str] = {}
    for account in knowledge.accounts.values():
        found[account.source] = max(found.get(account.source, ""), account.published.isoformat())
    return found


def last_day(knowledge: Knowledge, source: str) -> str:
    """The day of the latest account of a source; "" where none is known."""
    return last_days(knowledge).get(source, "")
