"""The draft of one text: what it says of itself, and each sentence that names something or gives a figure.

A proposal says only where a text names what; which claim that is, who makes it and how certain it is, a person says.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from regraph.draft.archived import ArchivedText
from regraph.draft.days import DateMention, dates_in
from regraph.draft.figures import Figure, figures_in
from regraph.draft.heads import Head, head_of
from regraph.draft.naming import Index, Mention, commodity_names, registered, strangers_in
from regraph.draft.sentences import sentences_in, summary_box
from regraph.model.reading.values import iris, text
from regraph.names import RG
from regraph.store.dataset import Dataset


@dataclass(frozen=True, slots=True)
class Proposal:
    """One sentence that a curator may make claims of.

    Args:
        is_summary: it stands in the box with a summary, which is an account of its own.
        unknown: spans of names that the register may not know.
    """

    begin: int
    end: int
    is_summary: bool
    mentions: tuple[Mention, ...]
    figures: tuple[Figure, ...]
    dates: tuple[DateMention, ...]
    unknown: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Stated:
    """What a person states of the source; it comes before what the text's own head gives.

    Args:
        publisher: IRI of a thing of the register.
    """

    title: str = ""
    publisher: str = ""
    published: dt.date | None = None
    url: str = ""
    slug: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A text, what is known of the document, and the proposals in the order of the text.

    Args:
        labels: thing that is mentioned, or publishes -> how people call it.
    """

    text: ArchivedText
    about: Stated
    proposals: tuple[Proposal, ...]
    labels: Mapping[str, str]


def draft_of(
    source: ArchivedText, stated: Stated, data: Dataset, advance: Callable[[int], None] = lambda _: None
) -> Draft:
    """The draft of an archived text.

    Args:
        data: the facts, for the names of the register and for who publishes at the link.
        advance: called with the number of characters read since the last call, for a progress bar.
    """
    head = head_of(source.text, source.begin, source.end)
    names = registered(data)
    proposals = proposals_in(source.text, head, Index(names, commodity_names(data)), advance)
    labels = {iri: known[0] for iri, known in names.items() if known}
    return Draft(source, described(stated, head, data), proposals, labels)


def described(stated: Stated, head: Head, data: Dataset) -> Stated:
    """What is known of the document: what is stated, else what its head gives; the publisher by its host."""
    url = stated.url or head.url
    return Stated(
        stated.title or head.title,
        stated.publisher or publisher_at(url, data),
        stated.published or head.published,
        url,
        stated.slug,
    )


def publisher_at(url: str, data: Dataset) -> str:
    """The one publisher of the known sources whose links have the same host; "" where there is none, or are several."""
    host = host_of(url)
    found = {
        publisher
        for about in data.sources.values()
        if host and host_of(text(about, RG.url)) == host
        for publisher in iris(about, RG.isPublishedBy)
    }
    return found.pop() if len(found) == 1 else ""


def host_of(url: str) -> str:
    """The host of a link, without `www.`; "" where it has none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def proposals_in(
    said: str, head: Head, names: Index, advance: Callable[[int], None] = lambda _: None
) -> tuple[Proposal, ...]:
    """Each sentence of an article that names a thing or a stranger, or gives a figure or date, in its order."""
    box = summary_box(said, head.body, head.end)
    found, done = [], head.body
    for begin, end in sentences_in(said, head.body, head.end):
        proposal = proposal_of(said, begin, end, names, box)
        if is_worth_reading(proposal):
            found.append(proposal)
        advance(end - done)
        done = end
    return tuple(found)


def proposal_of(said: str, begin: int, end: int, names: Index, box: tuple[int, int] | None) -> Proposal:
    """What one sentence names and gives; a bare count within a name, or a number within a date, is no figure."""
    mentions = tuple(names.mentions(said, begin, end))
    named = tuple((one.begin, one.end) for one in mentions)
    dates = tuple(dates_in(said, begin, end))
    dated = tuple((one.begin, one.end) for one in dates)
    figures = tuple(
        one
        for one in figures_in(said, begin, end, dated)
        if one.kind != "count" or not within(one.begin, one.end, named)
    )
    is_summary = box is not None and box[0] <= begin < box[1]
    unknown = tuple(strangers_in(said, begin, end, named))
    return Proposal(begin, end, is_summary, mentions, figures, dates, unknown)


def within(begin: int, end: int, spans: tuple[tuple[int, int], ...]) -> bool:
    """True for a span that lies in one of some others."""
    return any(first <= begin and end <= last for first, last in spans)


def is_worth_reading(proposal: Proposal) -> bool:
    """True where a sentence names something, or gives a number or a date."""
    return bool(proposal.mentions or proposal.figures or proposal.dates or proposal.unknown)


def already_described(source: ArchivedText, data: Dataset) -> tuple[str, ...]:
    """The sources of the facts whose claims rest on passages of the same span of the same text, sorted."""
    same = {iri for iri, about in data.sources.items() if text(about, RG.sha256) == source.sha256}
    found = set()
    for by_account in data.statements.values() if same else ():
        for about in by_account.values():
            for passage in iris(about, RG.evidence):
                document, _, place = passage.partition("#char=")
                first = place.partition(",")[0]
                if document in same and first.isdigit() and source.begin <= int(first) < source.end:
                    found.add(document)
    return tuple(sorted(found))
