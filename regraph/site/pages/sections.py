"""What pages are put together from: their head, blocks parted into sections, claims by kind, and names in a line.

What it says of a page to search engines is written here once for each view.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from markupsafe import Markup

from regraph.analysis.dispute.conflicts import Conflict, conflicts_of
from regraph.present.document.claims import claims_points
from regraph.present.document.parts import Block, Document, Heading, Line, Link, Paragraph, Section, Sources
from regraph.present.dossier import standing_of
from regraph.present.reports.answers import certainties
from regraph.site.frame import NOTHING, PLACES, Page
from regraph.site.pages.asked import About, Asked, page_of
from regraph.wording.evidence import Payload, claim_payload

# Claims stand in this order: who holds what, what is agreed, who is tied to whom; what voices make of it stands last.
ORDER = ("Interest", "Deal", "Tie", "", "Figure", "Milestone", "Condition", "Proceeding", "Absence", "Assessment")
ABOUT = {
    "ownership.html": "Who owns or controls which mine, plant or project: each holder with its share, each chain hop by"
    " hop; options, warrants and proposals stand beside and are never counted.",
    "finance.html": "Who finances which critical-minerals projects: sums by currency, stage and bindingness, by who"
    " pays, who gets it and country, and each deal with its sources.",
    "offtake.html": "Who buys critical minerals from whom, how much, until when, and how binding it is.",
    "exposure.html": "Which companies and projects are exposed to which state, through ownership, control, money,"
    " offtake and people; what is in force apart from what is contingent.",
    "chain.html": "The supply chain of critical minerals, stage by stage: who stands there, with what capacity and"
    " which owners, and where nobody is named.",
    "timeline.html": "What is overdue, due, and told as done in deals and projects on critical minerals.",
    "conflicts.html": "Where accounts of the same fact differ: every value with those who give it, and which one"
    " answers use.",
}  # fmt: skip


def view(
    asked: Asked, path: str, title: str, sections: list[Section], sources: Sources, after: Markup = NOTHING
) -> Page:
    """A view as a page; the names of actors, assets and programmes are links."""
    found = [section for section in sections if section.blocks]
    if not found:
        found = [Section("Nothing", "nothing", (Paragraph(("The sources at hand say nothing of it by that date.",)),))]
    kind = dict(PLACES)[path]
    document = Document(title, kind, heads(asked), tuple(found), tuple(sources.accounts.values()))
    about = About(after=after, names=asked.names(asked.knowledge.things), description=ABOUT[path])
    return page_of(asked, path, document, about)


def parted(blocks: Iterable[Block], title: str, name: str) -> list[Section]:
    """Blocks as sections, one for each heading among them.

    Args:
        title, name: of the section that holds what stands before the first heading.
    """
    found: list[tuple[str, list[Block]]] = [(title, [])]
    for block in blocks:
        if isinstance(block, Heading):
            found.append((block.text, []))
        else:
            found[-1][1].append(block)
    kept = [(number, title, held) for number, (title, held) in enumerate(found) if held]
    return [Section(title, f"{name}-{number}" if number else name, tuple(held)) for number, title, held in kept]


def heads(asked: Asked) -> tuple[tuple[str, str], ...]:
    """What stands at the head of a page that is about no thing of the register."""
    found = [("as of", asked.edition.as_of.isoformat())]
    found += [("by accounts up to", asked.known_by.isoformat())] if asked.known_by else []
    found.append(("latest account known", asked.edition.latest.isoformat() if asked.edition.latest else "none"))
    return (*found, *asked.edition.words)


def claims_of(asked: Asked, nodes: Iterable[str]) -> list[Payload]:
    """Some claims as they stand on the day, less those left out, by kind and label."""
    knowledge, scenario = asked.knowledge, asked.scenario
    claims = [knowledge.claims[node] for node in nodes if node in knowledge.claims]
    kept = [c for c in claims if c.concept("certainty") not in scenario.exclude and (c.kind or c.values)]
    found = [claim_payload(knowledge, claim, standing_of(knowledge, claim, scenario)) for claim in kept]
    return sorted(found, key=lambda claim: (claim["kind"] or "", claim["label"], claim["id"]))


def disputes(asked: Asked) -> tuple[Conflict, ...]:
    """Where accounts differ, less what concerns a claim that is left out."""
    knowledge, left_out = asked.knowledge, asked.scenario.exclude
    return tuple(c for c in conflicts_of(knowledge, None) if not certainties(knowledge, c.nodes) & left_out)


def kinds_of(asked: Asked, claims: list[Payload]) -> Iterator[tuple[str, list[Payload]]]:
    """Claims by kind, each with the words for it and how many there are, in the order of `ORDER`."""
    knowledge = asked.knowledge
    kinds: dict[str, list[Payload]] = defaultdict(list)
    for claim in claims:
        kinds[claim["kind"] or ""].append(claim)

    def place(kind: str) -> tuple[int, str]:
        found = (at for at, name in enumerate(ORDER) if (knowledge.is_a(kind, name) if name else not kind))
        return next(found, len(ORDER)), kind

    for kind in sorted(kinds, key=place):
        word = knowledge.word(kind) if kind else "what a thing is"
        yield f"{word[:1].upper()}{word[1:]} ({len(kinds[kind])})", kinds[kind]


def grouped(asked: Asked, claims: list[Payload], sources: Sources, about: str) -> Iterator[Block]:
    """Claims under a heading for each kind."""
    for title, found in kinds_of(asked, claims):
        yield Heading(title)
        yield claims_points(found, about, sources)


def listed(links: Iterable[Link]) -> Line:
    """Links in one line, with commas between them."""
    return tuple(part for number, link in enumerate(links) for part in ((",", link) if number else (link,)))
