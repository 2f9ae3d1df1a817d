"""A whole site, file by file: what is worked out once, and then every page in the order in which it is made.

The same facts and questions give the same files, byte for byte; nothing here writes.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial

from regraph import __version__
from regraph.facts.places import PACKAGE, shipped
from regraph.model.knowledge import Knowledge, known_by_day
from regraph.model.scenario import Scenario
from regraph.names import local
from regraph.page.course import course_of
from regraph.page.page import page_of as graph_page_of
from regraph.present.reports.answers import prepare as prepare_answers
from regraph.site.data.downloads import Material
from regraph.site.data.pages import data_files
from regraph.site.frame import PLACES, Edition, Page, framed, style
from regraph.site.making import File, Task, digest
from regraph.site.pages.asked import Asked
from regraph.site.pages.catalogues import source_pages, sources_page, term_pages, things_page
from regraph.site.pages.chain import chain_page
from regraph.site.pages.dossiers import thing_page
from regraph.site.pages.front import front_page, ontology_page
from regraph.site.pages.views import (
    conflicts_page,
    exposure_page,
    finance_page,
    offtake_page,
    ownership_page,
    timeline_page,
)
from regraph.site.places import places_of
from regraph.store.dataset import Dataset
from regraph.store.view import resolved_view

GRAPH = "graph.html"
CALENDAR = "downloads/timeline.ics"
LEFT = (".pyc", ".trig")  # what is compiled here, and the facts, which count as they are read
VIEWS: tuple[Callable[[Asked], Page], ...] = (
    front_page,
    things_page,
    ownership_page,
    finance_page,
    offtake_page,
    exposure_page,
    chain_page,
    conflicts_page,
    sources_page,
    ontology_page,
)


def asked_of(data: Dataset, knowledge: Knowledge, scenario: Scenario, known_by: dt.date | None) -> Asked:
    """What all pages are made from."""
    named = (
        ("counted as well", ", ".join(sorted(map(local, scenario.include)))),
        ("left out", ", ".join(scenario.left_out)),
    )
    words = tuple((name, text) for name, text in named if text)
    edition = Edition(scenario.as_of, known_by, knowledge.latest, words, PLACES)
    return Asked(data, knowledge, scenario, known_by, places_of(knowledge), edition)


def files_of(asked: Asked) -> Iterator[tuple[str, bytes]]:
    """Every file of a site, with its path from the root."""
    for task in tasks_of(asked):
        for file in task():
            yield file.path, file.make()


def tasks_of(asked: Asked, jobs: int = 1) -> list[Task]:
    """What there is to do for a site, the longest first.

    Args:
        jobs: how many may work side by side. Pages made by one process share what they are made from, so that they are
            shared out no further than needed; what all of them rest on is worked out beforehand then.
    """
    things = [iri for iri in sorted(asked.places.pages) if iri in asked.knowledge.things]
    rest = (partial(data, asked), partial(graph_file, asked), style_file)
    if jobs < 3:
        return [partial(as_files, asked, partial(pages_of, asked)), *rest]
    prepare(asked, things)
    size = max(1, -(-len(things) // jobs))
    shares = [partial(thing_pages, asked, things[at : at + size]) for at in range(0, len(things), size)]
    return [*(partial(as_files, asked, pages) for pages in (partial(other_pages, asked), *shares)), *rest]


def prepare(asked: Asked, things: list[str]) -> None:
    """Work out what all pages rest on, once for all processes."""
    for _ in thing_pages(asked, things[:1]):
        pass


def as_files(asked: Asked, pages: Callable[[], Iterable[Page]]) -> Iterator[File]:
    """Pages as files, each laid out when it is asked for."""
    for page in pages():
        source = digest(program(), asked.edition, page)
        yield File(page.path, source, partial(content_of, page, asked.edition))


def content_of(page: Page, edition: Edition) -> bytes:
    """A page as a file."""
    return framed(page, edition).encode("utf-8", "replace")


def pages_of(asked: Asked) -> Iterator[Page]:
    """Every page in the frame: the views, things, sources, commodities and countries."""
    yield from other_pages(asked)
    yield from thing_pages(asked, (iri for iri in sorted(asked.places.pages) if iri in asked.knowledge.things))


def other_pages(asked: Asked) -> Iterator[Page]:
    """The views, sources, commodities and countries."""
    yield from views(asked)
    yield from source_pages(asked)
    yield from term_pages(asked)


def views(asked: Asked) -> Iterator[Page]:
    """The views over everything."""
    yield from (make(asked) for make in VIEWS)
    yield timeline_page(asked, CALENDAR)


def thing_pages(asked: Asked, things: Iterable[str]) -> Iterator[Page]:
    """The pages of some things."""
    prepare_answers(asked.knowledge)
    return (thing_page(asked, iri) for iri in things)


def graph_file(asked: Asked) -> Iterator[File]:
    """The interactive page of everything."""
    yield File(GRAPH, "", lambda: graph(asked).encode("utf-8", "replace"))


def data(asked: Asked) -> Iterator[File]:
    """What downloads, search and questions are made of."""
    return (File(path, "", partial(bytes, content)) for path, content in data_files(material(asked), asked.edition))


def style_file() -> Iterator[File]:
    """What every page looks like."""
    yield File("assets/site.css", "", lambda: style().encode())


@cache
def program() -> str:
    """Digest of the program and its ontology: a site by another one is made anew."""
    places = (PACKAGE, shipped("ontology"))
    files = (path for place in places for path in place.rglob("*") if path.is_file() and path.suffix not in LEFT)
    return digest(*((path.name, path.read_bytes()) for path in sorted(files)))


def material(asked: Asked) -> Material:
    """What downloads, search and questions are made from."""
    return Material(
        asked.data, asked.knowledge, resolved_view(asked.data), asked.scenario, asked.known_by, asked.places.path
    )


def graph(asked: Asked) -> str:
    """The interactive page of everything."""
    states = known_by_day(asked.data, asked.knowledge) or [(asked.scenario.as_of, asked.knowledge)]
    return graph_page_of(course_of(states, (), asked.scenario, 2, asked.known_by), home="index.html")


def count_of(asked: Asked) -> int:
    """How many pages there are to make, the data left out."""
    return len(asked.places.pages) + len(VIEWS) + 2


def options_of(asked: Asked) -> dict[str, str]:
    """What a site is made from: how it was asked for, the facts, and the program."""
    day = asked.known_by.isoformat() if asked.known_by else ""
    asked_for = {"version": __version__, "as of": asked.scenario.as_of.isoformat(), "known by": day}
    facts = digest(sorted(map(str, asked.data.quads)))
    return asked_for | dict(asked.edition.words) | {"facts": facts, "program": program()}
