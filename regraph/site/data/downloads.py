"""What can be taken away from a site, file by file, with its format, what it is for, and its sum."""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from regraph.analysis.timeline.events import timeline_of
from regraph.analysis.timeline.window import Window
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Scenario
from regraph.present.rows import csv_text
from regraph.present.timeline.answer import Asked, timeline_payload
from regraph.present.timeline.text import COLUMNS, timeline_rows
from regraph.site.data import dumps, tables
from regraph.store.dataset import Dataset
from regraph.store.view import View
from regraph.wording.evidence import Payload

FOLDER = "downloads/"
SUMS = "sha256sums"
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
class Listed:
    """What the list of downloads says of a file: name, media type, format and use in words, size and sha256."""

    name: str
    media: str
    form: str
    what: str
    size: int
    sum: str

    @property
    def path(self) -> str:
        """Where it stands from the root of the site."""
        return FOLDER + self.name


@dataclass(frozen=True, slots=True)
class Download:
    """One file: its name, media type, format and use in words, and its bytes."""

    name: str
    media: str
    form: str
    what: str
    content: bytes

    @property
    def path(self) -> str:
        """Where it stands from the root of the site."""
        return FOLDER + self.name

    def listed(self) -> Listed:
        """What the list says of it."""
        digest = hashlib.sha256(self.content).hexdigest()
        return Listed(self.name, self.media, self.form, self.what, len(self.content), digest)


def downloads(material: Material) -> Iterator[Download]:
    """The files, in the order of the page that lists them; the sums of all are told apart, by `sums_of`."""
    return chain(rdf_files(material), table_files(material), network_files(material))


def sums_of(found: Iterable[Listed]) -> Download:
    """The file of the sums of some files."""
    sums = "".join(f"{one.sum}  {one.name}\n" for one in sorted(found, key=lambda one: one.name))
    return Download(SUMS, "text/plain", "text", "The sha256 of each file; check them with sha256sum -c.", sums.encode())


def rdf_files(material: Material) -> Iterator[Download]:
    """The facts as RDF."""
    what = "All facts: the register, every source, and each account as a named graph, in the canonical form."
    yield Download("facts.trig", "application/trig", "TriG", what, dumps.trig(material.data).encode())
    what = "The resolved view with the terms: one value for each property that can have one. What a plain query sees."
    yield Download("resolved.ttl", "text/turtle", "Turtle", what, dumps.turtle(material.view).encode())
    what = "All facts, as in facts.trig."
    yield Download("facts.jsonld", "application/ld+json", "JSON-LD", what, dumps.jsonld(material.data).encode())


def table_files(material: Material) -> Iterator[Download]:
    """Claims, stakes, deals and the timeline as tables, and the timeline as a calendar."""
    told = material.told
    dated = timeline_of_all(material)
    from regraph.present.timeline.calendar import calendar_bytes  # its library is needed nowhere else

    calendar = calendar_bytes(dated)
    rows = csv_text(COLUMNS, timeline_rows(dated))
    for name, what, text in (
        ("claims.csv", "Every claim with its sentence, axes, dates and accounts.", tables.claims_csv(told)),
        ("stakes.csv", "Every stake with its share as bounds. Options and warrants are none.", tables.stakes_csv(told)),
        ("deals.csv", "Every deal with its parties, amount as bounds, stage and bindingness.", tables.deals_csv(told)),
        ("timeline.csv", "Every dated event: what happened, what is due, what is overdue.", rows),
    ):
        yield Download(name, "text/csv", "CSV", what, text.encode())
    what = "The same events as a calendar, for ordinary calendar programs."
    yield Download("timeline.ics", "text/calendar", "iCalendar", what, calendar)


def timeline_of_all(material: Material) -> Payload:
    """The answer of `timeline` for everything."""
    asked = Asked(material.knowledge, material.scenario, material.known_by)
    return timeline_payload(asked, timeline_of(asked.knowledge, None, asked.scenario, Window(), frozenset()))


def network_files(material: Material) -> Iterator[Download]:
    """Things and relations as a network."""
    from regraph.site.data import exchange  # its library is needed nowhere else

    graph = exchange.network_of(material.knowledge, material.scenario)
    day = material.knowledge.latest or material.scenario.as_of
    what = "Things and their relations with axes and dates, for network programs such as Gephi."
    yield Download("graph.gexf", "application/gexf+xml", "GEXF", what, exchange.gexf(graph, day.isoformat()))
    what = "The same network, for other programs."
    yield Download("graph.graphml", "application/graphml+xml", "GraphML", what, exchange.graphml(graph))


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
