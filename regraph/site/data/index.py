"""What the search of a site finds, as packed scripts that a page loads when its reader first searches.

Names come in one script; the sentences of claims and the titles of sources in others of a bounded number of entries.
They are folded in the page, by the rule of `regraph.model.lookup.folded`; nothing is ranked here.
"""

from collections.abc import Callable, Iterator

from regraph.model.knowledge import Knowledge
from regraph.model.lookup import standing
from regraph.names import BASE, PREFIXES, local
from regraph.page.packing import packed
from regraph.site.data.tables import Told
from regraph.wording.words import safe

MOST = 20_000
TERMS = {"commodity": "commodity", "jurisdiction": "country"}
OTHER = 3
Place = Callable[[str], str]
Entry = list[object]


def index_files(told: Told, place: Place) -> Iterator[tuple[str, str]]:
    """The scripts of the index, each with its path from the root of the site.

    Args:
        place: where a thing, claim, source, account or concept stands from the root of the site, by its IRI; "" where
            it stands nowhere.
    """
    knowledge = told.knowledge
    texts = [*source_entries(knowledge, place), *claim_entries(told, place)]
    parts = [texts[at : at + MOST] for at in range(0, len(texts), MOST)]
    names = [*name_entries(knowledge, place), *term_entries(knowledge, place)]
    others = (*knowledge.sources, *knowledge.accounts, *knowledge.terms)
    more = {compact(iri): place(iri) for iri in others if place(iri)}
    spaces = {name: base for name, base in PREFIXES.items() if base.startswith(BASE)}
    yield "search/names.js", script("names", names, more, spaces, len(parts))
    for number, part in enumerate(parts):
        yield f"search/texts-{number}.js", script(f"texts-{number}", part)


def name_entries(knowledge: Knowledge, place: Place) -> Iterator[Entry]:
    """What `regraph find` finds: label, other names, kind in words, standing, prefixed name, path."""
    for iri in (*knowledge.things, *(iri for iri in knowledge.claims if iri not in knowledge.things)):
        thing = knowledge.things.get(iri)
        path = place(iri)
        if path:
            others = [*thing.names, *(value for _, value in thing.identifiers)] if thing else []
            kind = thing.kind if thing else knowledge.claims.kind(iri)
            label = safe(knowledge.label(iri))
            rank = standing(knowledge, iri)
            yield [label, [safe(other) for other in others], knowledge.word(kind), rank, compact(iri), path]


def term_entries(knowledge: Knowledge, place: Place) -> Iterator[Entry]:
    """Commodities and countries that have a page."""
    for prefix, kind in TERMS.items():
        for iri in knowledge.terms:
            if iri.startswith(PREFIXES[prefix]) and place(iri):
                label = knowledge.label(iri)
                others = [name for name in knowledge.terms.names(iri) if name != label]
                yield [label, others, kind, OTHER, compact(iri), place(iri)]


def source_entries(knowledge: Knowledge, place: Place) -> Iterator[Entry]:
    """Each source by its title: title, what it is, path."""
    for iri, source in knowledge.sources.items():
        if place(iri):
            about = f"source: {knowledge.label(source.publisher)}, {source.published.text()}"
            yield [safe(source.title or source.label), safe(about), place(iri)]


def claim_entries(told: Told, place: Place) -> Iterator[Entry]:
    """Each claim by its sentence: the sentence, its kind, and the path of what tells of it."""
    knowledge = told.knowledge
    for iri in knowledge.claims:
        claim, path = knowledge.claims[iri], place(iri)
        _, said = told.said(claim) if path else (None, "")
        if said:
            thing = knowledge.things.get(iri)  # which a claim without a kind describes, whether or not it is entered
            yield [safe(said), knowledge.word(claim.kind or (thing.kind if thing else "Thing")), path]


def compact(iri: str) -> str:
    """An IRI of ours as `id:slug`; whole where no prefix fits."""
    base = iri.removesuffix(local(iri))
    return next((f"{name}:{local(iri)}" for name, space in PREFIXES.items() if space == base), iri)


def script(name: str, *values: object) -> str:
    """Packed values as a script file: a page on a disk may run a script beside it, and may not read it otherwise."""
    return f'regraphFiles("{name}", "{packed(*values)}");\n'
