"""A whole site, file by file: what there is to do, and what each file is made from.

The same facts and questions give the same files, byte for byte; nothing here writes. Each part of the work loads what
it needs when it is begun, so that processes side by side load side by side.
"""

import datetime as dt
import importlib
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from itertools import chain
from typing import TYPE_CHECKING

from regraph import __version__
from regraph.model.knowledge import Knowledge, known_by_day
from regraph.model.scenario import Scenario
from regraph.names import local
from regraph.site.files import own_file, page_file, program
from regraph.site.frame import PLACES, Edition, Page, environment, style
from regraph.site.making import File, Site, Task
from regraph.site.pages.asked import Asked
from regraph.site.places import places_of
from regraph.store.dataset import Dataset

if TYPE_CHECKING:
    from regraph.site.data.downloads import Material

GRAPH = "graph.html"
PARTS = ("download_files", "reading_files", "question_files")  # of the data: what shares most with the first comes next
LATER = ("page.course", "site.data.pages", "site.pages.every")  # modules that a part of the work loads for itself
TEMPLATES = ("frame.html", "main.html")
NOTHING: Site = {}
MANY = 1000  # pages: from here on two processes share them out
SHARES = 4  # of the pages of things, for each process: a slow share keeps nobody waiting for long


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


def tasks_of(asked: Asked, jobs: int = 1, standing: Site = NOTHING) -> list[Task]:
    """What there is to do for a site, the longest first.

    Args:
        jobs: how many may work side by side. What one process makes shares what it is made from, so that no more is
            shared out than keeps them all at work; what all pages rest on is worked out beforehand then.
        standing: what stands there.
    """
    material = cache(partial(material_of, asked))  # once for each process that needs it
    drawn = partial(graph_file, asked)
    if jobs < 3 and len(asked.places.pages) < MANY:  # what shares most stays together
        return [partial(pages_in, asked), drawn, partial(data, asked, PARTS, material, standing), style_file]
    parts = (partial(data, asked, (part,), material, standing) for part in PARTS)
    return [drawn, *parts, partial(source_files, asked), style_file, *shared_out(asked, jobs)]


def pages_in(asked: Asked) -> Iterator[File]:
    """Every page in the frame."""
    from regraph.site.pages.every import pages_of

    return as_files(asked, pages_of(asked))


def source_files(asked: Asked) -> Iterator[File]:
    """The pages of sources."""
    from regraph.site.pages.catalogues import source_pages

    return as_files(asked, source_pages(asked))


def shared_out(asked: Asked, jobs: int) -> list[Task]:
    """The same in as many parts as may be made side by side, and what they rest on made before."""
    from regraph.site.pages.every import other_pages, thing_pages, things_in

    things = things_in(asked)
    for _ in thing_pages(asked, things[:1]):
        pass
    size = max(1, -(-len(things) // (SHARES * jobs)))
    shares = (things[at : at + size] for at in range(0, len(things), size))
    makers = (partial(other_pages, asked), *(partial(thing_pages, asked, share) for share in shares))
    return [partial(made_by, asked, make) for make in makers]


def made_by(asked: Asked, make: Callable[[], Iterable[Page]]) -> Iterator[File]:
    """The pages that something makes."""
    return as_files(asked, make())


def as_files(asked: Asked, pages: Iterable[Page]) -> Iterator[File]:
    """Pages as files, each laid out when it is asked for."""
    return (page_file(page, asked.edition) for page in pages)


def data(asked: Asked, parts: tuple[str, ...], material: "Callable[[], Material]", standing: Site) -> Iterator[File]:
    """Parts of what downloads, search and questions are made of.

    Args:
        parts: names of the functions in `regraph.site.data.pages` that make them, loaded when they are begun.
    """
    from regraph.site.data import pages

    for part in parts:
        yield from getattr(pages, part)(material(), asked.edition, standing)


def material_of(asked: Asked) -> "Material":
    """What all data of a site is made from."""
    from regraph.site.data.downloads import Material
    from regraph.store.view import resolved_view

    view, place = resolved_view(asked.data, asked.knowledge.claims.resolver), asked.places.path
    return Material(asked.data, asked.knowledge, view, asked.scenario, asked.known_by, place)


def graph_file(asked: Asked) -> Iterator[File]:
    """The interactive page of everything."""
    yield File(GRAPH, "", lambda: graph(asked).encode("utf-8", "replace"))


def graph(asked: Asked) -> str:
    """The same as text."""
    from regraph.page.course import course_of
    from regraph.page.page import page_of

    states = known_by_day(asked.data, asked.knowledge) or [(asked.scenario.as_of, asked.knowledge)]
    return page_of(course_of(states, (), asked.scenario, 2, asked.known_by), home="index.html")


def load() -> None:
    """Load what making pages, the graph and the data needs: processes split off afterwards find it in memory."""
    from regraph.graph.layout import border
    from regraph.page import page

    for module in LATER:
        importlib.import_module(f"regraph.{module}")
    border.load()
    page.load()
    for template in TEMPLATES:
        environment().get_template(template)


def style_file() -> Iterator[File]:
    """What every page looks like."""
    yield own_file("assets/site.css", style)


def count_of(asked: Asked) -> int:
    """About how many pages there are to make, the data left out."""
    return len(asked.places.pages) + len(PLACES)


def options_of(asked: Asked) -> dict[str, str]:
    """What a site is made from: how it was asked for, the facts and the terms as they were read, and the program."""
    day = asked.known_by.isoformat() if asked.known_by else ""
    asked_for = {"version": __version__, "as of": asked.scenario.as_of.isoformat(), "known by": day}
    from regraph.facts.syntax import digest_of  # loaded by now, as the facts are read

    facts = digest_of(chain(asked.data.quads, asked.data.ontology))  # terms may be others than when the program began
    return asked_for | dict(asked.edition.words) | {"facts": facts, "program": program()}
