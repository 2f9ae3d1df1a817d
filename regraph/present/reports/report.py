"""The report on one thing as a document: in short, and then every answer about it, with numbered sources."""

import datetime as dt
from collections.abc import Iterator

from regraph import __version__
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Scenario
from regraph.present.document.claims import claims_points
from regraph.present.document.parts import Document, Paragraph, Section, Sources
from regraph.present.reports.answers import Answers, answers_on
from regraph.present.reports.dated import time_section
from regraph.present.reports.dealing import money_section, supply_section
from regraph.present.reports.disputed import ABSENT, absence_section, dispute_section
from regraph.present.reports.exposed import exposure_section
from regraph.present.reports.owning import owning_sections
from regraph.present.reports.summary import summary_section
from regraph.wording.evidence import Payload

# What `show` groups under these headings stands in a section of its own already.
ELSEWHERE = ("Who owns or controls it", "What it owns or controls", "Money", "Sales and supply", ABSENT)
DATED = ("Overdue, with nobody confirming it", "Due", "What has happened or is met")


def report_on(knowledge: Knowledge, iri: str, scenario: Scenario, known_by: dt.date | None) -> Document:
    """Everything known of a thing, as a person could publish it.

    Args:
        iri: of a thing or claim.
        known_by: the day up to which accounts were selected, to be said at the head.
    """
    return document_of(answers_on(knowledge, iri, scenario, known_by))


def document_of(answers: Answers) -> Document:
    """The document that some answers make."""
    entity = answers.show["entity"]
    sources = Sources()
    sections = tuple(sections_of(answers, sources))
    return Document(
        title=entity["label"],
        kind=entity["kindLabel"] or "thing",
        facts=tuple(facts(answers)),
        sections=sections,
        sources=tuple(sources.accounts.values()),
    )


def facts(answers: Answers) -> Iterator[tuple[str, str]]:
    """What stands at the head."""
    entity, show = answers.show["entity"], answers.show
    if entity["names"]:
        yield "also written", "; ".join(entity["names"])
    if entity["jurisdiction"]:
        yield "jurisdiction", entity["jurisdiction"]
    yield from entity["identifiers"].items()
    if entity["unknownBecause"]:
        yield "not named because", entity["unknownBecause"]
    if entity["count"] is not None:
        yield "number of parties", str(entity["count"])
    yield "as of", show["asOf"]
    if show["knownBy"]:
        yield "by accounts up to", show["knownBy"]
    yield "latest account known", show["latestAccount"] or "none"
    for name, words in (("counted as well", answers.owners["include"]), ("left out", show["exclude"])):
        if words:
            yield name, ", ".join(words)
    yield "made with", f"regraph {__version__}"


def sections_of(answers: Answers, sources: Sources) -> Iterator[Section]:
    """The sections, in reading order."""
    yield from summary_section(answers, sources)
    yield from owning_sections(answers.owners, answers.holdings, sources, answers.exposure is not None)
    yield from money_section(answers.finance, sources)
    yield from supply_section(answers.offtake, sources)
    yield from exposure_section(answers.exposure, sources)
    yield from time_section(answers.timeline, sources)
    yield from dispute_section(answers.conflicts, sources)
    yield from other_sections(answers.show, sources)
    yield from absence_section(answers.show, sources)
    if not answers.show["sections"] and not answers.show["claim"]:
        yield Section("What is known", "known", (Paragraph(("The sources at hand say nothing of it by that date.",)),))


def other_sections(show: Payload, sources: Sources) -> Iterator[Section]:
    """What `show` tells besides: people, programmes, figures, conditions, and what voices make of it."""
    about = show["entity"]["id"]
    for section in show["sections"]:
        if section["title"] not in (*ELSEWHERE, *DATED):
            name = "-".join(section["title"].lower().split())
            yield Section(section["title"], name, (claims_points(section["claims"], about, sources),))
