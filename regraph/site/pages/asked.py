"""What every page is made from: the facts as selected, the scenario, and where everything stands."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from regraph.model.knowledge import Knowledge, once
from regraph.model.scenario import Scenario
from regraph.present.document.parts import Document, Link, lines_of
from regraph.site.frame import NOTHING, Edition, Main, Page, main_of
from regraph.site.metadata import page_data
from regraph.site.pages.linking import AFTER, linked
from regraph.site.places import Places, is_main
from regraph.store.dataset import Dataset
from regraph.wording.evidence import Payload

# Which part of a source an account is, after its voice.
PARTS = {"summary": ", summary box", "filing": ", its filing", "quoted": ", quoted"}


@dataclass(frozen=True)
class Asked:
    """What a site is asked to show.

    Args:
        data, knowledge: the facts as selected.
        scenario: the day, and what is included and excluded.
        known_by: the day up to which accounts were selected, or None.
        places: where everything stands.
        edition: what every page says of the whole.
    """

    data: Dataset
    knowledge: Knowledge
    scenario: Scenario
    known_by: dt.date | None
    places: Places
    edition: Edition

    def href(self, path: str) -> Callable[[str], str]:
        """Where things stand, seen from the page at a path."""
        return self.places.seen_from(path)

    def names(self, iris: Iterable[str]) -> dict[str, str]:
        """Labels that may become links -> where to; a label that several things bear leads to none of them.

        A longer name that holds one of them as a part leads to "", since it is somebody else's.
        """
        things = (iri for iri in sorted(iris) if iri in self.knowledge.things and iri in self.places.pages)
        bearers, longer = bearers_of(self.knowledge), longer_labels(self.knowledge)
        found = {label: iri for iri in things for label in (self.knowledge.label(iri),) if bearers[label] == 1}
        return dict.fromkeys((name for label in found for name in longer.get(label, ())), "") | found


@once
def bearers_of(knowledge: Knowledge) -> Counter[str]:
    """How many things bear each label."""
    return Counter(thing.label for thing in knowledge.things.values())


@once
def longer_labels(knowledge: Knowledge) -> dict[str, list[str]]:
    """Labels of actors, assets and programmes that hold a label as a part, by that: for “Japan”, “The Japan Times”."""
    bearers, found = bearers_of(knowledge), dict[str, list[str]]()
    begins = {label.split(" ", 1)[0].rstrip(AFTER) for label in bearers}
    for label in sorted({thing.label for iri, thing in knowledge.things.items() if is_main(knowledge, iri)}):
        words = label.split(" ")
        for begin in (at for at, word in enumerate(words) if word.rstrip(AFTER) in begins):
            part = ""
            for word in words[begin:]:
                part = f"{part} {word}" if part else word
                for name in (part, part.rstrip(AFTER)) if part[-1:] in AFTER else (part,):
                    if name in bearers and name != label:
                        found.setdefault(name, []).append(label)
    return found


@dataclass(frozen=True)
class Body:
    """What stands in `<main>` of the page of a document; it is made from where every link leads as well.

    Args:
        document: what is said.
        names: labels that become links, with the IRI that each leads to.
        href: where a thing of ours stands, seen from the page, by its IRI; "" where it stands nowhere.
        after: what stands between the head of the document and its sections.
    """

    document: Document
    names: dict[str, str]
    href: Callable[[str], str]
    after: Markup | Main

    def __html__(self) -> str:
        """It as markup."""
        return main_of(linked(self.document, self.names), self.href, self.after)

    def made_from(self) -> object:
        """What is said, and where every link leads."""
        leads = sorted((iri, self.href(iri)) for iri in {*links(self.document), *self.names.values()})
        return self.document, self.names, leads, self.after


def links(document: Document) -> Iterator[str]:
    """The IRIs that links of a document name, and those of its sources."""
    lines = (line for section in document.sections for block in section.blocks for line in lines_of(block))
    yield from (part.iri for line in lines for part in line if isinstance(part, Link))
    yield from (source["id"] for source in document.sources)


@dataclass(frozen=True)
class About:
    """What a page says of itself besides its document.

    Args:
        iri: ours for what it is about, or "".
        data: in schema.org's terms; of a page like any other where it is empty.
        after: what stands between the head and the sections.
        names: labels that become links, with the IRI that each leads to.
        description: a line for search engines.
        cited: what to cite it as where its title is that of somebody else's work.
    """

    iri: str = ""
    data: Payload | None = None
    after: Markup | Main = NOTHING
    names: dict[str, str] | None = None
    description: str = ""
    cited: str = ""


def page_of(asked: Asked, path: str, document: Document, about: About) -> Page:
    """A document as a page, with the names of things as links."""
    days = [source["published"] for source in document.sources if source["published"]]
    return Page(
        path=path,
        title=document.title,
        main=Body(document, about.names or {}, asked.href(path), about.after),
        iri=about.iri,
        description=about.description,
        data=about.data or page_data(document.title),
        published=dt.date.fromisoformat(max(days)) if days else None,
        cited=about.cited,
    )
