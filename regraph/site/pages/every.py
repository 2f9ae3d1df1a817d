"""Every page in the frame of a site, in the order in which it is made."""

from collections.abc import Callable, Iterable, Iterator

from regraph.present.reports.answers import prepare
from regraph.site.frame import Page
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


def pages_of(asked: Asked) -> Iterator[Page]:
    """Every page: the views, then those of commodities and countries, of things and of sources."""
    yield from other_pages(asked)
    yield from thing_pages(asked, things_in(asked))
    yield from source_pages(asked)


def other_pages(asked: Asked) -> Iterator[Page]:
    """All but the pages of things and of sources."""
    yield from (make(asked) for make in VIEWS)
    yield timeline_page(asked, CALENDAR)
    yield from term_pages(asked)


def thing_pages(asked: Asked, things: Iterable[str]) -> Iterator[Page]:
    """The pages of some things."""
    prepare(asked.knowledge)
    return (thing_page(asked, iri) for iri in things)


def things_in(asked: Asked) -> list[str]:
    """The things that have a page, sorted."""
    return [iri for iri in sorted(asked.places.pages) if iri in asked.knowledge.things]
