"""A whole site, file by file: what is worked out once, and then every page in the order in which it is made.

The same facts and questions give the same files, byte for byte; nothing here writes.
"""

import datetime as dt
from collections.abc import Callable, Iterator

from regraph import __version__
from regraph.model.knowledge import Knowledge, known
from regraph.model.scenario import Scenario
from regraph.names import local
from regraph.page.course import course_of
from regraph.page.page import page_of as graph_page_of
from regraph.site.data.downloads import Material
from regraph.site.data.pages import data_files
from regraph.site.frame import PLACES, Edition, Page, framed, style
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
from regraph.store.dataset import Dataset, select
from regraph.store.view import resolved_view

GRAPH = "graph.html"
CALENDAR = "downloads/timeline.ics"
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
    yield "assets/site.css", style().encode()
    for page in pages_of(asked):
        yield page.path, framed(page, asked.edition).encode("utf-8", "replace")
    yield GRAPH, graph(asked).encode("utf-8", "replace")
    yield from data_files(material(asked), asked.edition)


def pages_of(asked: Asked) -> Iterator[Page]:
    """Every page in the frame: the views, things, sources, commodities and countries."""
    yield from (make(asked) for make in VIEWS)
    yield timeline_page(asked, CALENDAR)
    yield from source_pages(asked)
    yield from term_pages(asked)
    yield from (thing_page(asked, iri) for iri in sorted(asked.places.pages) if iri in asked.knowledge.things)


def material(asked: Asked) -> Material:
    """What downloads, search and questions are made from."""
    return Material(
        asked.data, asked.knowledge, resolved_view(asked.data), asked.scenario, asked.known_by, asked.places.path
    )


def graph(asked: Asked) -> str:
    """The interactive page of everything."""
    days = sorted({account.published for account in asked.knowledge.accounts.values()})
    states = [(day, known(select(asked.data, day))) for day in days[:-1]]
    states.append((days[-1] if days else asked.scenario.as_of, asked.knowledge))
    return graph_page_of(course_of(states, (), asked.scenario, 2, asked.known_by))


def count_of(asked: Asked) -> int:
    """How many pages there are to make, the data left out."""
    return len(asked.places.pages) + len(VIEWS) + 2


def options_of(asked: Asked) -> dict[str, str]:
    """What a site was asked for, to be kept with it."""
    day = asked.known_by.isoformat() if asked.known_by else ""
    asked_for = {"version": __version__, "as of": asked.scenario.as_of.isoformat(), "known by": day}
    return asked_for | dict(asked.edition.words)
