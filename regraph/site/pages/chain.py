"""The view of the supply chain: stage by stage who stands there, with what capacity, and where nobody is named."""

from collections.abc import Iterator

from regraph.analysis.supply.chain import chain_of
from regraph.present.document.claims import claim_item
from regraph.present.document.parts import Block, Inline, Item, Line, Link, Paragraph, Points, Section, Sources
from regraph.present.supply.chain import Asked as ChainAsked
from regraph.present.supply.chain import chain_payload
from regraph.present.supply.chain_text import BELIEVED, NOWHERE, broader_words, countries_text, coverage, marks
from regraph.site.frame import Page
from regraph.site.pages.asked import Asked
from regraph.site.pages.sections import view
from regraph.wording.evidence import Payload
from regraph.wording.words import spaced


def chain_page(asked: Asked) -> Page:
    """The whole chain."""
    sources = Sources()
    payload = chain_payload(
        ChainAsked(asked.knowledge, asked.scenario, asked.known_by), chain_of(asked.knowledge, asked.scenario, None)
    )
    sections = [
        Section(title(stage), f"stage-{stage['stage'] or 'none'}", tuple(stage_blocks(stage, sources)))
        for stage in payload["stages"] if stage["stage"] or stage["members"] or stage["marketShares"] or stage["beside"]
    ]  # fmt: skip
    sections.append(Section("What the facts cover", "coverage", (Paragraph((coverage(payload),)),)))
    return view(asked, "chain.html", "The supply chain, stage by stage", sections, sources)


def title(stage: Payload) -> str:
    """What a stage is called."""
    return f"{stage['label'][:1].upper()}{stage['label'][1:]}" if stage["stage"] else NOWHERE


def stage_blocks(stage: Payload, sources: Sources) -> Iterator[Block]:
    """One stage: who stands there, programmes that aim at it, market shares, gaps, and which countries are named."""
    items = [member_item(member, "", sources) for member in stage["members"]]
    items += [member_item(member, "a programme only: ", sources) for member in stage["programmes"]]
    items += [said("market share:", share["claim"], sources, broader_words(share)) for share in stage["marketShares"]]
    items += [said("said to be missing:", claim, sources) for claim in stage["absences"]]
    if items:
        yield Points(tuple(items))
    if stage["beside"]:
        links: list[Line] = [(Link(thing["label"], thing["id"]),) for thing in stage["beside"]]
        yield Points((Item(("Commodity not stated, or only a broader one:",), tuple(links)),))
    if stage["stage"]:
        yield Paragraph((countries_text(stage, ""),))


def member_item(member: Payload, lead: str, sources: Sources) -> Item:
    """One thing at a stage: what and where it is, its capacity, its owners, and what is missing."""
    thing, claim = member["thing"], member["claim"]
    what = " · ".join(filter(None, (f"{lead}{member['kindLabel']}", *marks(member))))
    below = (
        [line_of("", claim, sources)]
        if claim
        else [line_of("said to hold:", c, sources) for c in member["occurrences"]]
    )
    below += [figure_line(figure, sources) for figure in member["figures"]]
    below += [owner_line(owner, thing, sources) for owner in member["owners"]]
    below += [line_of("takes part:", each, sources) for each in member["tied"]]
    if not lead and not member["owners"] and thing["kind"] not in ("GovernmentBody", "State"):
        below.append(("the sources name no owner in force",))
    below += [line_of("said to be missing:", each, sources) for each in member["absences"]]
    return Item((Link(thing["label"], thing["id"]), f"— {what}"), tuple(below))


def said(lead: str, claim: Payload, sources: Sources, more: str = "") -> Item:
    """A claim as an entry."""
    item = claim_item(claim, "", sources)
    first, *rest = item.line
    return Item((lead, f"{first}{more}", *rest), item.below)


def line_of(lead: str, claim: Payload, sources: Sources) -> Line:
    """A claim in one line."""
    parts: list[Inline] = [lead] if lead else []
    return (*parts, claim["sentence"] or claim["label"], *sources.cite(claim["accounts"]))


def figure_line(figure: Payload, sources: Sources) -> Line:
    """One figure with what it is; where it is of several things, that it is not split."""
    names = " and ".join(thing["label"] for thing in figure["of"])
    several = f" One figure for {names}, no split." if len(figure["of"]) > 1 else ""
    claim = figure["claim"]
    what = f"{spaced(figure['figureKind'] or 'figure')}, {figure['realisation'] or 'not said whether actual'}:"
    return (
        what,
        f"{claim['sentence'] or claim['label']}{broader_words(figure)}{several}",
        *sources.cite(claim["accounts"]),
    )


def owner_line(owner: Payload, thing: Payload, sources: Sources) -> Line:
    """One holder in force in short."""
    claim = owner["claim"]
    share = f", {owner['shareText']}" if owner["shareText"] else ""
    possible = "" if owner["status"] == "counted" else f" · {owner['status']}"
    holders = " and ".join(holder["label"] for holder in owner["holders"])
    sure = claim["certainty"] in BELIEVED
    lead = "in force:" if sure else f"{spaced(claim['certainty'] or 'certainty not given')} only:"
    text = f"{holders} {owner['verb']} {thing['label']}{share} · {claim['axes']}{possible}"
    return (lead, text, *sources.cite(claim["accounts"]))
