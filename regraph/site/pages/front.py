"""The front page: what is known and how well; and the page of the terms that it is told in."""

from collections import Counter
from collections.abc import Iterator, Mapping

from regraph import __version__
from regraph.analysis.dispute.conflicts import conflicts_of
from regraph.analysis.timeline.events import timeline_of
from regraph.analysis.timeline.states import State
from regraph.model.knowledge import Knowledge
from regraph.names import RG
from regraph.present.document.parts import Block, Document, Grid, Heading, Item, Line, Link, Paragraph, Points, Section
from regraph.site.frame import Page, rendered
from regraph.site.metadata import page_data, whole_data
from regraph.site.pages.asked import About, Asked, page_of
from regraph.site.pages.catalogues import claims_on, family, heads, independence, listing
from regraph.site.places import COMMODITY, JURISDICTION, term_anchor
from regraph.wording.nouns import counted

MOST = 12
WHAT = (
    "Who owns, controls, finances and buys from critical-minerals projects, who says so, when, and how certain it is."
    " Every statement names its account, its date and the characters of the archived text it rests on."
)


def front_page(asked: Asked) -> Page:
    """What is known and how well: counts, coverage, disagreements, what is overdue, and where to begin."""
    sections = (
        Section("What this is", "about", (Paragraph((WHAT,), "lead"),)),
        Section("What is known", "known", tuple(known_blocks(asked))),
        Section("How well it is known", "how-well", tuple(how_well(asked))),
        Section("Most spoken of", "most", tuple(most_spoken(asked))),
        Section("The latest sources", "latest", (Points(tuple(latest(asked))),)),
    )
    document = Document("What is known of the actors and deals behind critical minerals", f"regraph {__version__}",
                        heads(asked), sections, ())  # fmt: skip
    return page_of(asked, "index.html", document, About("", whole_data(asked.knowledge), description=WHAT))


def known_blocks(asked: Asked) -> Iterator[Block]:
    """How many things, claims, accounts and sources."""
    knowledge, pages = asked.knowledge, asked.places.pages
    counts = Counter(family(knowledge, iri) for iri in pages if iri in knowledge.things)
    rows: list[tuple[Line, ...]] = [((name,), (str(number),)) for name, number in sorted(counts.items())]
    for name, base in (("Commodities", COMMODITY), ("Countries", JURISDICTION)):
        rows.append(((name,), (str(sum(iri.startswith(base) for iri in pages)),)))
    rows += [
        (("Claims",), (str(len(knowledge.claims)),)),
        (("Accounts: what one voice says in one source",), (str(len(knowledge.accounts)),)),
        (("Sources",), (str(len({a.source for a in knowledge.accounts.values()})),)),
    ]
    yield Grid(("", "Number"), tuple(rows))


def how_well(asked: Asked) -> Iterator[Block]:
    """Coverage, independence, disagreements, and what nobody confirms."""
    knowledge, scenario = asked.knowledge, asked.scenario
    days = sorted(account.published for account in knowledge.accounts.values())
    if days:
        yield Paragraph((f"Accounts published from {days[0]} to {days[-1]}. What nobody in them says is not here.",))
    verdicts = Counter(conflict.verdict.value for conflict in conflicts_of(knowledge, None))
    states = Counter(event.state for event in timeline_of(knowledge, None, scenario))
    certain = Counter(
        knowledge.claims[node].concept("certainty") or "reported"
        for node in knowledge.claims
        if knowledge.claims.kind(node)
    )
    yield Heading("Claims by certainty")
    yield Grid(
        ("Certainty", "Claims"), tuple(((word.replace("-", " "),), (str(n),)) for word, n in certain.most_common())
    )
    if verdicts:
        yield Heading("Where accounts differ")
        yield Points(tuple(Item((f"{verdict}: {number}",)) for verdict, number in verdicts.most_common()))
    yield Heading("What is due")
    yield Points(
        (Item((f"{states[State.OVERDUE]} overdue, with no account confirming it; {states[State.DUE]} due.",)),)
    )
    yield Heading("How far sources are independent")
    found = listing(asked)["independence"]
    yield from independence(knowledge, {**found, "several": []})


def most_spoken(asked: Asked) -> Iterator[Block]:
    """The actors, assets and programmes that most claims name."""
    knowledge = asked.knowledge
    for name in ("Actors", "Assets", "Programmes"):
        found = [iri for iri in asked.places.pages if iri in knowledge.things and family(knowledge, iri) == name]
        order = sorted(found, key=lambda iri: (-len(knowledge.mentions.get(iri, ())), knowledge.label(iri), iri))[:MOST]
        if order:
            yield Heading(name)
            yield Points(
                tuple(Item((Link(knowledge.label(iri), iri), f"({claims_on(knowledge, iri)})")) for iri in order)
            )


def latest(asked: Asked) -> Iterator[Item]:
    """The sources published last."""
    dated = [source for source in listing(asked)["sources"] if source["published"]]
    for source in sorted(dated, key=lambda s: (s["published"]["latest"] or "", s["id"]), reverse=True)[:MOST]:
        said = f"{source['publisher']}, {source['published']['text']}; {counted(source['claims'], 'claims')}"
        yield Item((Link(source["title"], source["id"]), f"({said})"))


def ontology_page(asked: Asked) -> Page:
    """Every term: classes, properties and concepts, each with its definition and what it is a kind of."""
    groups = [
        (title, [entry(asked, iri) for iri in iris]) for title, iris in terms(asked.knowledge, asked.places.pages)
    ]
    main = rendered("terms.html", groups=groups, heads=heads(asked))
    title = "The terms of the ontology"
    return Page("ontology.html", title, main, RG.namespace.rstrip("#"), "", page_data(title))


def terms(knowledge: Knowledge, pages: Mapping[str, str]) -> Iterator[tuple[str, list[str]]]:
    """The terms without a page of their own, in groups."""
    ours = [iri for iri in knowledge.terms if iri.startswith(RG.namespace)]
    names = {iri: iri.removeprefix(RG.namespace) for iri in ours}
    yield "Classes", [iri for iri in ours if names[iri][:1].isupper()]
    yield "Properties", [iri for iri in ours if not names[iri][:1].isupper()]
    yield "Concepts", [iri for iri in knowledge.terms if iri not in names and iri not in pages]


def entry(asked: Asked, iri: str) -> dict[str, object]:
    """One term as the template needs it."""
    knowledge = asked.knowledge
    label, definition = knowledge.terms[iri]
    above = [
        *(RG.namespace + name for name in knowledge.parents.get(iri.removeprefix(RG.namespace), ())[:1]),
        *knowledge.terms.broader(iri),
    ]
    href = asked.href("ontology.html")
    kinds = [(knowledge.label(up), href(up)) for up in above if up in knowledge.terms]
    return {"anchor": term_anchor(iri), "iri": iri, "label": label, "definition": definition, "above": kinds}
