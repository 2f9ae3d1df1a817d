"""What can be taken away from a site, file by file, with its format, what it is for, and its sum."""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import chain
from typing import TypeVar

from regraph.analysis.timeline.events import timeline_of
from regraph.analysis.timeline.window import Window
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Scenario
from regraph.present.rows import csv_text
from regraph.present.timeline.answer import Asked, timeline_payload
from regraph.present.timeline.text import COLUMNS, timeline_rows
from regraph.site.data import dumps, tables
from regraph.site.files import program
from regraph.site.making import File, Site, digest, stands
from regraph.store.dataset import Dataset
from regraph.store.view import View
from regraph.wording.evidence import Payload

FOLDER = "downloads/"
SUMS = "sha256sums"
Of = TypeVar("Of")
BIG, UNITS = 1000, ("bytes", "kB", "MB", "GB")


@dataclass(frozen=True)
class Material:
    """What a site is made of.

    Args:
        data: the facts as selected, quads included.
        knowledge, view: what they say, as plain values and for SPARQL.
        scenario, known_by: the day asked about, what counts, and by when it was known.
        place: IRI -> where it stands from the root of the site; "" where it has no page.
    """

    data: Dataset
    knowledge: Knowledge
    view: View
    scenario: Scenario
    known_by: dt.date | None
    place: Callable[[str], str]

    @cached_property
    def told(self) -> tables.Told:
        """The claims with their sentences, each said once."""
        return tables.Told(self.knowledge, self.scenario)


@dataclass(frozen=True, slots=True)
class About:
    """What a file to take away is: its name, media type, and format and use in words."""

    name: str
    media: str
    form: str
    what: str

    @property
    def path(self) -> str:
        """Where it stands from the root of the site."""
        return FOLDER + self.name


@dataclass(frozen=True, slots=True)
class Listed:
    """What the list of downloads says of a file: what it is, how many bytes it has, and their sha256."""

    about: About
    size: int
    sum: str


@dataclass(frozen=True, slots=True)
class Download:
    """One file before it is made.

    Args:
        source: what it is made from, where that is known before and tells all of it; None where only making it tells.
        make: what makes its content.
    """

    about: About
    make: Callable[[], bytes]
    source: object = None

    def file(self) -> File:
        """It as a file of the site."""
        made_from = "" if self.source is None else digest(program(), self.about, self.source)
        return File(self.about.path, made_from, self.make)


def downloads(material: Material) -> Iterator[Download]:
    """The files, in the order of the page that lists them; the sums of all are told apart, by `sums_of`."""
    return chain(rdf_files(material), table_files(material), network_files(material))


def taken(download: Download, standing: Site) -> tuple[File, Listed]:
    """A file to take away, made but for one that would come out as it stands there, and what the list says of it."""
    file = download.file()
    found = stands(file, standing)
    if found:
        return file, Listed(download.about, found.size, found.content)
    content = file.make()
    listed = Listed(download.about, len(content), hashlib.sha256(content).hexdigest())
    return replace(file, make=lambda: content), listed


def sums_of(found: Iterable[Listed]) -> Download:
    """The file of the sums of some files."""
    sums = "".join(f"{one.sum}  {one.about.name}\n" for one in sorted(found, key=lambda one: one.about.name))
    about = About(SUMS, "text/plain", "text", "The sha256 of each file; check them with sha256sum -c.")
    return Download(about, sums.encode)


def rdf_files(material: Material) -> Iterator[Download]:
    """The facts as RDF."""
    what = "All facts: the register, every source, and each account as a named graph, in the canonical form."
    yield Download(About("facts.trig", "application/trig", "TriG", what), partial(encoded, dumps.trig, material.data))
    what = "The resolved view with the terms: one value for each property that can have one. What a plain query sees."
    yield Download(About("resolved.ttl", "text/turtle", "Turtle", what), partial(encoded, dumps.turtle, material.view))
    what = "All facts, as in facts.trig."
    about = About("facts.jsonld", "application/ld+json", "JSON-LD", what)
    yield Download(about, partial(encoded, dumps.jsonld, material.data))


def encoded(make: Callable[[Of], str], of: Of) -> bytes:
    """What makes a text, as what makes a file."""
    return make(of).encode()


def table_files(material: Material) -> Iterator[Download]:
    """Claims, stakes, deals and the timeline as tables, and the timeline as a calendar."""
    told, dated = material.told, timeline_of_all(material)
    for name, what, make in (
        ("claims", "Every claim with its sentence, axes, dates and accounts.", tables.claims_csv),
        ("stakes", "Every stake with its share as bounds. Options and warrants are none.", tables.stakes_csv),
        ("deals", "Every deal with its parties, amount as bounds, stage and bindingness.", tables.deals_csv),
    ):
        yield Download(About(f"{name}.csv", "text/csv", "CSV", what), partial(encoded, make, told))
    about = About("timeline.csv", "text/csv", "CSV", "Every dated event: what happened, what is due, what is overdue.")
    yield Download(about, lambda: csv_text(COLUMNS, timeline_rows(dated)).encode(), dated)
    what = "The same events as a calendar, but for those without a day; for ordinary calendar programs."
    yield Download(About("timeline.ics", "text/calendar", "iCalendar", what), lambda: calendar_of(dated), dated)


def calendar_of(dated: Payload) -> bytes:
    """The timeline as a calendar."""
    from regraph.present.timeline.calendar import calendar_bytes  # its library is needed nowhere else

    return calendar_bytes(dated)


def timeline_of_all(material: Material) -> Payload:
    """The answer of `timeline` for everything."""
    asked = Asked(material.knowledge, material.scenario, material.known_by)
    return timeline_payload(asked, timeline_of(asked.knowledge, None, asked.scenario, Window(), frozenset()))


def network_files(material: Material) -> Iterator[Download]:
    """Things and relations as a network."""
    from regraph.site.data import exchange  # its library is needed nowhere else

    network = exchange.network_of(material.knowledge, material.scenario)
    said = list(network.nodes(data=True)), list(network.edges(keys=True, data=True))
    day = (material.knowledge.latest or material.scenario.as_of).isoformat()
    what = "Things and their relations with axes and dates, for network programs such as Gephi."
    about = About("graph.gexf", "application/gexf+xml", "GEXF", what)
    yield Download(about, lambda: exchange.gexf(network, day), (said, day))
    about = About("graph.graphml", "application/graphml+xml", "GraphML", "The same network, for other programs.")
    yield Download(about, lambda: exchange.graphml(network), said)


def size_text(size: int) -> str:
    """A size as people read it, in powers of a thousand.

    Example:
        >>> size_text(999), size_text(1_234_567)
        ('999 bytes', '1.2 MB')
    """
    number, unit = float(size), 0
    while number >= BIG and unit + 1 < len(UNITS):
        number, unit = number / BIG, unit + 1
    return f"{size} bytes" if unit == 0 else f"{number:.1f} {UNITS[unit]}"
