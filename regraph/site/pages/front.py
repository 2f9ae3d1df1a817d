"""The front page: what is known and how well; and the page of the terms that it is told in."""

from collections import Counter
from collections.abc import Iterator, Mapping

from regraph import __version__
from regraph.analysis.timeline.events import timeline_of
from regraph.analysis.timeline.states import State
from regraph.model.knowledge import Knowledge
from regraph.names import RG
from regraph.present.document.parts import Block, Document, Grid, Heading, Item, Link, Paragraph, Points, Section
from regraph.site.frame import Page, rendered
from regraph.site.metadata import page_data, whole_data
from regraph.site.pages.asked import Asked
from regraph.site.pages.catalogues import claims_on, family, independence, listing, named_list
from regraph.site.pages.sections import disputes, heads
from regraph.site.places import COMMODITY, JURISDICTION, term_anchor
from regraph.wording.nouns import counted
from regraph.wording.words import spaced

MOST = 12
WHAT = (
    "Who owns, controls, finances and buys from critical-minerals projects, who says so, when, and how certain it is."
    " Every statement names its account, its date and the characters of the archived text it rests on."
)
# Where to begin: address, the question it answers, and how.
DOORS = (
    ("ownership.html", "Who owns or controls which asset?",
     "Each chain hop by hop; options, warrants and proposals beside, never counted."),
    ("finance.html", "Who finances what?", "Sums by stage and bindingness; what is announced is apart from what is in"
     " force."),
    ("offtake.html", "Who buys what from whom?", "Offtake and supply, until when and how binding."),
    ("exposure.html", "What is exposed to which state?", "By ownership, control, money, offtake and people."),
    ("chain.html", "Who stands where in the supply chain?", "Stage by stage, and where nobody is named."),
    ("timeline.html", "What is overdue, due, done?", "Every date with its bounds."),
    ("conflicts.html", "Where do accounts differ?", "Both values, who gives them, and which one is used."),
    ("graph.html", "How does it hang together?", "An interactive graph, from day to day."),
)  # fmt: skip


def front_page(asked: Asked) -> Page:
    """What it is, where to begin, how much and how well it is known, and what is most spoken of."""
    sections = (
        Section("How well it is known", "how-well", tuple(how_well(asked))),
        Section("Most spoken of", "most", tuple(most_spoken(asked))),
        Section("The latest sources", "latest", (Points(tuple(latest(asked))),)),
    )
    title = "What is known of the actors and deals behind critical minerals"
    document = Document(title, "", heads(asked), sections, ())
    there = dict(asked.edition.places)
    doors = [door for door in DOORS if door[0] in there]
    main = rendered(
        "front.html", document=document, kicker=f"regraph {__version__}", what=WHAT, doors=doors, counts=counts(asked),
        href=lambda iri: iri if iri in there else asked.places.path(iri),
    )  # fmt: skip
    return Page("index.html", title, main, "", WHAT, whole_data(asked.knowledge))


def counts(asked: Asked) -> Iterator[tuple[str, str, str]]:
    """How many things, claims, accounts and sources, each with where they are listed."""
    knowledge, pages = asked.knowledge, asked.places.pages
    found = Counter(family(knowledge, iri) for iri in pages if iri in knowledge.things)
    for name, number in sorted(found.items()):
        yield name, f"{number:,}", f"things.html#{name.split(',')[0].lower()}"
    for name, base in (("Commodities", COMMODITY), ("Countries", JURISDICTION)):
        number = sum(iri.startswith(base) for iri in pages)
        yield name, f"{number:,}", f"things.html#{name.lower()}" if number else ""
    yield "Claims", f"{len(knowledge.claims):,}", ""
    yield "Accounts, one a voice and source", f"{len(knowledge.accounts):,}", ""
    yield "Sources", f"{len({a.source for a in knowledge.accounts.values()}):,}", "sources.html"


def how_well(asked: Asked) -> Iterator[Block]:
    """Coverage, independence, disagreements, and what nobody confirms."""
    knowledge, scenario = asked.knowledge, asked.scenario
    days = sorted(account.published for account in knowledge.accounts.values())
    if days:
        yield Paragraph((f"Accounts published from {days[0]} to {days[-1]}. What nobody in them says is not here.",))
    yield from independence(listing(asked)["independence"])
    certain = Counter(knowledge.claims[node].concept("certainty") or "not stated" for node in knowledge.claims)
    yield Heading("Claims by certainty")
    left_out = dict.fromkeys(scenario.exclude, " (left out of the answers)")
    words = ((f"{spaced(word)}{left_out.get(word, '')}", number) for word, number in certain.most_common())
    yield Grid(("Certainty", "Claims"), tuple(((word,), (f"{number:,}",)) for word, number in words))
    verdicts = Counter(conflict.verdict.value for conflict in disputes(asked))
    if verdicts:
        yield Heading("Where accounts differ")
        rows = tuple(((Link(verdict, "conflicts.html"),), (f"{n:,}",)) for verdict, n in verdicts.most_common())
        yield Grid(("In what way", "Times"), rows)
    states = Counter(event.state for event in timeline_of(knowledge, None, scenario))
    yield Heading("What is due")
    overdue = f"{states[State.OVERDUE]} overdue"
    due = f", with no account confirming it; {states[State.DUE]} due."
    yield Paragraph((Link(overdue, "timeline.html"), due))


def most_spoken(asked: Asked) -> Iterator[Block]:
    """The actors, assets and programmes that most claims name."""
    knowledge = asked.knowledge
    for name in ("Actors", "Assets", "Programmes"):
        found = [iri for iri in asked.places.pages if iri in knowledge.things and family(knowledge, iri) == name]
        order = sorted(found, key=lambda iri: (-claims_on(knowledge, iri), knowledge.label(iri), iri))[:MOST]
        if order:
            yield Heading(name)
            yield named_list(knowledge, order)


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
    words = "The classes, properties and concepts in which regraph tells facts, each with its definition."
    return Page("ontology.html", title, main, RG.namespace.rstrip("#"), words, page_data(title))


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
