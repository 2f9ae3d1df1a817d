"""The pages of a site on its data: downloads, the saved questions and their answers, SPARQL in the browser, the search.

What they show is worked out elsewhere; here it is laid out, and every link leads to a page that the site has.
"""

from collections.abc import Iterator

from regraph.present.document.parts import Document, Grid, Link, Paragraph, Section
from regraph.site.data.asked import asked_questions
from regraph.site.data.downloads import Listed, Material, downloads, size_text, sums_of, taken
from regraph.site.data.engine import data_script, engine_script, facts_of_package, questions_script
from regraph.site.data.index import index_files
from regraph.site.data.questions import question_page, questions_page
from regraph.site.files import asset_file, file_of, own_file, page_file
from regraph.site.frame import LICENCE, NOTHING, Edition, Laid, Page
from regraph.site.making import File, Site
from regraph.site.pages.asked import Body
from regraph.store.sparql.results import csv_text
from regraph.wording.evidence import Payload
from regraph.wording.words import safe

SCRIPTS = ("files.js", "search.js", "fields.js", "faults.js", "sparql.js")
ENGINE = ("fields.js", "faults.js", "sparql.js", "engine.js", "quads.js", "menu.js")
POLICY = (("script-src", "'wasm-unsafe-eval'"), ("worker-src", "blob:"), ("trusted-types", "worker"))
EXAMPLE = """# Who owns how much of what, as answers use it
SELECT ?holder ?held ?atLeast ?atMost ?stage WHERE {
  ?stake a rg:Stake ; rg:isHeldBy ?holder ; rg:isStakeIn ?held .
  OPTIONAL { ?stake rg:shareAtLeast ?atLeast }
  OPTIONAL { ?stake rg:shareAtMost ?atMost }
  OPTIONAL { ?stake rg:stage ?stage }
}
ORDER BY ?holder ?held ?stake
LIMIT 100"""


def download_files(material: Material, edition: Edition, standing: Site) -> Iterator[File]:
    """The files to take away, their sums, and the page that lists them; none is kept once it is told.

    Args:
        edition: what every page says of the whole.
        standing: what stands there.
    """
    found = []
    for one in downloads(material):
        file, listed = taken(one, standing)
        found.append(listed)
        yield file
    file, listed = taken(sums_of(found), standing)
    yield file
    yield page_file(downloads_page([*found, listed], edition), edition)


def reading_files(material: Material, edition: Edition, _: Site) -> Iterator[File]:
    """What search and SPARQL read in the browser, and the scripts by which they do."""
    yield page_file(search_page(), edition)
    yield from (file_of(path, text) for path, text in index_files(material.told, material.place))
    yield file_of("assets/quads.js", data_script(material.view))
    yield own_file("assets/engine.js", engine_script)
    yield from map(asset_file, SCRIPTS)


def question_files(material: Material, edition: Edition, _: Site) -> Iterator[File]:
    """The pages of the saved questions, their answers as CSV, and the page on which they run in the browser."""
    by = edition.known_by or edition.latest or edition.as_of
    asked = tuple(asked_questions(material.view, material.knowledge, edition.as_of, by))
    for one in asked:
        yield page_file(question_page(one, material.knowledge, material.place, edition), edition)
        if one.answer is not None:
            yield file_of(f"questions/{one.question.name}.csv", csv_text(one.answer))
    yield page_file(questions_page(asked, edition), edition)
    yield page_file(sparql_page(), edition)
    yield file_of("assets/menu.js", questions_script(asked, places_of(material)))


def places_of(material: Material) -> dict[str, tuple[str, str]]:
    """Path and label of everything that a term in an answer can lead to."""
    known = material.knowledge
    iris = sorted({*known.things, *known.claims, *known.sources, *known.accounts, *known.terms})
    return {iri: (path, safe(known.label(iri))) for iri in iris for path in (material.place(iri),) if path}


def downloads_page(found: list[Listed], edition: Edition) -> Page:
    """The list of what can be taken away."""
    paths = {one.about.path: one.about.path for one in found}
    rows = tuple(
        ((Link(one.about.name, one.about.path),), (one.about.form,), (size_text(one.size),), (one.about.what,))
        for one in found
    )
    words = (
        "The facts are under CC BY 4.0: use them for anything, and say where they are from. A share, an amount or a"
        " date is a pair of bounds; status says how a claim stands on the day of this site. What is not stated is"
        " empty, never zero."
    )
    blocks = (Paragraph((words,), "lead"), Grid(("File", "Format", "Size", "What it holds"), rows))
    document = Document(
        "Downloads", "Take away", (("as of", str(edition.as_of)),), (Section("Files", "files", blocks),), ()
    )
    main = Body(document, {}, lambda iri: paths.get(iri, ""), NOTHING)
    about = "The facts of this site as TriG, Turtle, JSON-LD, CSV, GEXF and GraphML, with a calendar and checksums."
    return Page("downloads.html", "Downloads", main, description=about, data=dataset(found, about, edition))


def dataset(found: list[Listed], about: str, edition: Edition) -> Payload:
    """What the downloads are in schema.org's terms."""
    files = [
        {"@type": "DataDownload", "name": one.about.name, "encodingFormat": one.about.media,
         "contentUrl": one.about.path, "contentSize": str(one.size), "sha256": one.sum}
        for one in found
    ]  # fmt: skip
    changed = {"dateModified": edition.latest.isoformat()} if edition.latest else {}
    return {"@type": "Dataset", "name": "regraph: the actors and deals behind critical minerals", "description": about,
            "license": LICENCE, "isAccessibleForFree": True, "distribution": files, **changed}  # fmt: skip


def sparql_page() -> Page:
    """The page on which a query runs in the browser; it alone may run WebAssembly and a worker."""
    main = Laid("sparql.html", (("example", EXAMPLE), ("engine", facts_of_package()["version"])))
    about = "Ask the facts of this site in SPARQL, in the browser: nothing is sent anywhere."
    return Page("sparql.html", "SPARQL in your browser", main, description=about, scripts=ENGINE, policy=POLICY)


def search_page() -> Page:
    """The page of a search, which its script fills."""
    return Page("search.html", "Search", Laid("search.html"), description="Search names, sentences and titles.")
