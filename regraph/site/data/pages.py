"""The pages of a site on its data: downloads, the saved questions and their answers, SPARQL in the browser, the search.

What they show is worked out elsewhere; here it is laid out, and every link leads to a page that the site has.
"""

import shlex
from collections.abc import Callable, Iterator
from functools import partial

import pyoxigraph as ox

from regraph.facts.canonical import iri_text
from regraph.model.knowledge import Knowledge
from regraph.present.document.parts import Document, Grid, Inline, Line, Link, Paragraph, Section
from regraph.site.data.asked import Asked, asked_questions
from regraph.site.data.downloads import Listed, Material, downloads, size_text, sums_of
from regraph.site.data.engine import data_script, engine_script, facts_of_package, query_fragment, questions_script
from regraph.site.data.index import compact, index_files
from regraph.site.frame import LICENCE, Edition, Page, framed, main_of, rendered, site_asset
from regraph.store.sparql.results import Node, csv_text
from regraph.store.sparql.saved import Parameter
from regraph.wording.evidence import Payload
from regraph.wording.words import safe

SCRIPTS = ("files.js", "search.js", "fields.js", "faults.js", "sparql.js")
ENGINE = ("fields.js", "faults.js", "sparql.js", "engine.js", "quads.js", "menu.js")
POLICY = (("script-src", "'wasm-unsafe-eval'"), ("worker-src", "blob:"), ("trusted-types", "worker"))
MOST = 200
EXAMPLE = """# Who owns how much of what, as answers use it
SELECT ?holder ?held ?atLeast ?atMost ?stage WHERE {
  ?stake a rg:Stake ; rg:isHeldBy ?holder ; rg:isStakeIn ?held .
  OPTIONAL { ?stake rg:shareAtLeast ?atLeast }
  OPTIONAL { ?stake rg:shareAtMost ?atMost }
  OPTIONAL { ?stake rg:stage ?stage }
}
ORDER BY ?holder ?held ?stake
LIMIT 100"""
KINDS = {"date": "a day", "entity": "a thing", "number": "a number", "text": "a text"}
Href = Callable[[str], str]


def data_files(material: Material, edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Every file of a site that is about its data, each with its path from the root; the same material, the same bytes.

    Args:
        edition: what every page says of the whole.
    """
    yield from download_files(material, edition)
    yield from question_files(material, edition)
    yield from reading_files(material, edition)


def reading_files(material: Material, edition: Edition) -> Iterator[tuple[str, bytes]]:
    """What search and SPARQL read in the browser, and the scripts by which they do."""
    yield page_file(search_page(), edition)
    for path, text in index_files(material.told, material.place):
        yield path, text.encode()
    yield "assets/quads.js", data_script(material.view).encode()
    yield "assets/engine.js", engine_script().encode()
    for name in SCRIPTS:
        yield f"assets/{name}", site_asset(name).encode()


def download_files(material: Material, edition: Edition) -> Iterator[tuple[str, bytes]]:
    """The files to take away, their sums, and the page that lists them; none is kept once it is told."""
    found = []
    for one in downloads(material):
        found.append(one.listed())
        yield one.path, one.content
    sums = sums_of(found)
    yield sums.path, sums.content
    yield page_file(downloads_page([*found, sums.listed()], edition), edition)


def page_file(page: Page, edition: Edition) -> tuple[str, bytes]:
    """A page with its path."""
    return page.path, framed(page, edition).encode()


def question_files(material: Material, edition: Edition) -> Iterator[tuple[str, bytes]]:
    """The pages of the saved questions, their answers as CSV, and the page on which they run in the browser."""
    by = edition.known_by or edition.latest or edition.as_of
    asked = tuple(asked_questions(material.view, material.knowledge, edition.as_of, by))
    for one in asked:
        yield page_file(question_page(one, material), edition)
        if one.answer is not None:
            yield f"questions/{one.question.name}.csv", csv_text(one.answer).encode()
    yield page_file(questions_page(asked), edition)
    yield page_file(sparql_page(), edition)
    yield "assets/menu.js", questions_script(asked, places_of(material)).encode()


def places_of(material: Material) -> dict[str, tuple[str, str]]:
    """Path and label of everything that a term in an answer can lead to."""
    known = material.knowledge
    iris = sorted({*known.things, *known.claims, *known.sources, *known.accounts, *known.terms})
    return {iri: (path, safe(known.label(iri))) for iri in iris for path in (material.place(iri),) if path}


def downloads_page(found: list[Listed], edition: Edition) -> Page:
    """The list of what can be taken away."""
    paths = {one.path: one.path for one in found}
    rows = tuple(((Link(one.name, one.path),), (one.form,), (size_text(one.size),), (one.what,)) for one in found)
    words = (
        "The facts are under CC BY 4.0: use them for anything, and say where they are from. A share, an amount or a"
        " date is a pair of bounds; status says how a claim stands on the day of this site. What is not stated is"
        " empty, never zero."
    )
    blocks = (Paragraph((words,), "lead"), Grid(("file", "format", "size", "what it holds"), rows))
    document = Document(
        "Downloads", "Take away", (("as of", str(edition.as_of)),), (Section("Files", "files", blocks),), ()
    )
    main = main_of(document, lambda iri: paths.get(iri, ""))
    about = "The facts of this site as TriG, Turtle, JSON-LD, CSV, GEXF and GraphML, with a calendar and checksums."
    return Page("downloads.html", "Downloads", main, description=about, data=dataset(found, about, edition))


def dataset(found: list[Listed], about: str, edition: Edition) -> Payload:
    """What the downloads are in schema.org's terms."""
    files = [
        {"@type": "DataDownload", "name": one.name, "encodingFormat": one.media, "contentUrl": one.path,
         "contentSize": str(one.size), "sha256": one.sum}
        for one in found
    ]  # fmt: skip
    changed = {"dateModified": edition.latest.isoformat()} if edition.latest else {}
    return {"@type": "Dataset", "name": "regraph: the actors and deals behind critical minerals", "description": about,
            "license": LICENCE, "isAccessibleForFree": True, "distribution": files, **changed}  # fmt: skip


def questions_page(asked: tuple[Asked, ...]) -> Page:
    """The list of the saved questions."""
    rows = tuple(
        ((Link(one.question.title, one.question.name),), (parameters_text(one),), (found_text(one),)) for one in asked
    )
    words = (
        "Each question is asked of this site's facts with the values of its example."
        " Run it in your browser, change it, or write your own: "
    )
    lead = Paragraph((words, Link("SPARQL in your browser", "sparql.html"), "."), "lead")
    blocks = (lead, Grid(("question", "asked with", "answer"), rows))
    document = Document("Questions", "Ask", (), (Section("Saved questions", "saved", blocks),), ())
    paths = {one.question.name: f"questions/{one.question.name}.html" for one in asked} | {"sparql.html": "sparql.html"}
    main = main_of(document, lambda iri: paths.get(iri, ""))
    about = "Saved SPARQL questions on who owns, controls, finances and buys critical minerals, with their answers."
    return Page("questions.html", "Questions", main, description=about)


def parameters_text(asked: Asked) -> str:
    """The values that a question was asked with."""
    return "; ".join(f"{name}: {safe(words)}" for name, (words, _) in asked.values.items()) or "nothing"


def found_text(asked: Asked) -> str:
    """How much was found."""
    if asked.answer is None:
        return f"not asked: nothing here is called “{safe(asked.missing)}”"
    count = len(asked.answer.rows)
    return f"{count} row{'' if count == 1 else 's'}" if count else "no rows"


def question_page(asked: Asked, material: Material) -> Page:
    """One saved question: what it needs, its answer as a table with links, and the query."""
    path = f"questions/{asked.question.name}.html"
    href = partial(seen_from_below, material.place)
    values = tuple(parameter_line(p, asked) for p in asked.question.parameters)
    grid = Grid(("name", "kind", "what it is", "value"), values)
    given = (Section("Asked with", "parameters", (grid,)),) if values else ()
    sections = (*given, Section("Answer", "answer", answer_blocks(asked, material.knowledge)))
    document = Document(asked.question.title, "Saved question", (("name", asked.question.name),), sections, ())
    main = rendered(
        "question.html", document=document, href=href, text=asked.text, command=command(asked),
        run="../sparql.html" + query_fragment(asked.text),
        table="" if asked.answer is None else f"{asked.question.name}.csv",
    )  # fmt: skip
    about = f"A saved SPARQL question with its answer: {asked.question.title}"
    return Page(path, asked.question.title, main, description=about)


def seen_from_below(place: Href, iri: str) -> str:
    """Where a thing stands, seen from a page one folder down."""
    path = place(iri)
    return f"../{path}" if path else ""


def parameter_line(parameter: Parameter, asked: Asked) -> tuple[Line, ...]:
    """One parameter as a row, with its value."""
    words, iri = asked.values.get(parameter.name, ("left open", ""))
    value: Inline = Link(words, iri) if iri else words
    return (parameter.name,), (KINDS[parameter.kind],), (parameter.what,), (value,)


def answer_blocks(asked: Asked, knowledge: Knowledge) -> tuple[Paragraph | Grid, ...]:
    """The answer as a table of at most `MOST` rows, and a line where there are more, or none."""
    found = asked.answer
    if found is None or not found.rows:
        return (Paragraph((f"{found_text(asked)[:1].upper()}{found_text(asked)[1:]}.",)),)
    used = [at for at in range(len(found.columns)) if any(row[at] is not None for row in found.rows)]
    rows = tuple(tuple(cell(row[at], knowledge) for at in used) for row in found.rows[:MOST])
    more = f"The first {MOST} of {len(found.rows)} rows; all of them are in the CSV file below."
    empty = ", ".join(name for at, name in enumerate(found.columns) if at not in used)
    notes = [more] if len(found.rows) > MOST else []
    notes += [f"No row has a value for {empty}."] if empty else []
    grid = Grid(tuple(found.columns[at] for at in used), rows, found_text(asked))
    return (grid, *(Paragraph((note,), "quiet") for note in notes))


def cell(term: Node | None, knowledge: Knowledge) -> Line:
    """One term of an answer: a thing, claim or concept by its label, any other IRI in its prefixed form."""
    if term is None:
        return ()
    if not isinstance(term, ox.NamedNode):
        return (term.value if isinstance(term, ox.Literal) else str(term),)
    known = term.value in knowledge.things or term.value in knowledge.claims or term.value in knowledge.terms
    label = knowledge.label(term.value) if known else ""
    return (Link(label or iri_text(term.value), term.value),)


def command(asked: Asked) -> str:
    """How the same question is asked on the command line."""
    values = ((name, compact(iri) if iri else words) for name, (words, iri) in asked.values.items())
    given = "".join(f" --param {name}={shlex.quote(value)}" for name, value in values)
    return f"regraph query --named {asked.question.name}{given}"


def sparql_page() -> Page:
    """The page on which a query runs in the browser; it alone may run WebAssembly and a worker."""
    main = rendered("sparql.html", example=EXAMPLE, engine=facts_of_package()["version"])
    about = "Ask the facts of this site in SPARQL, in the browser: nothing is sent anywhere."
    return Page("sparql.html", "SPARQL in your browser", main, description=about, scripts=ENGINE, policy=POLICY)


def search_page() -> Page:
    """The page of a search, which its script fills."""
    main = rendered("search.html")
    return Page("search.html", "Search", main, description="Search names, sentences and titles.")
