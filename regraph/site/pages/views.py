"""The views over everything: ownership, finance, offtake, exposure, what is due, and where accounts differ.

They are the answers of the commands without an ENTITY, in full; nothing is counted here that a command does not count.
"""

from collections import defaultdict

from markupsafe import Markup

from regraph.analysis.exposure.answers import by_states
from regraph.analysis.exposure.world import world
from regraph.analysis.integrated.answer import DEFAULT, convention_named, owners_by
from regraph.analysis.money.answer import Question
from regraph.analysis.money.finance import finance_of
from regraph.analysis.supply.about import absences
from regraph.analysis.supply.agreements import Filters, Nearest, agreements
from regraph.analysis.timeline.events import timeline_of
from regraph.analysis.timeline.states import State
from regraph.names import local
from regraph.present.conflicts import Asked as DisputeAsked
from regraph.present.conflicts import conflicts_payload
from regraph.present.document.claims import claim_item
from regraph.present.document.parts import (
    Block,
    Grid,
    Inline,
    Item,
    Line,
    Link,
    Paragraph,
    Points,
    Section,
    Sources,
)
from regraph.present.exposure.payload import Asked as ExposureAsked
from regraph.present.exposure.payload import exposure_payload
from regraph.present.exposure.summary import cell, owning, place, verdicts
from regraph.present.exposure.text import NOT_ADDED
from regraph.present.holdings import ownership_payload
from regraph.present.money.payload import finance_payload
from regraph.present.reports.dated import time_blocks
from regraph.present.reports.dealing import money_blocks, supply_blocks
from regraph.present.reports.disputed import dispute_blocks
from regraph.present.reports.owning import COLUMNS, RULE, row
from regraph.present.supply.offtake import Asked as SupplyAsked
from regraph.present.supply.offtake import offtake_payload
from regraph.present.timeline.answer import Asked as TimeAsked
from regraph.present.timeline.answer import timeline_payload
from regraph.site.frame import Page
from regraph.site.pages.asked import Asked
from regraph.site.pages.sections import disputes, parted, view
from regraph.site.places import stem
from regraph.wording.evidence import Payload
from regraph.wording.nouns import counted

NOBODY = {"id": ""}
# How sums are grouped: the title of the table, and of its first column.
BY = {
    "agency": ("By who pays", "Who pays"),
    "recipient": ("By who gets it", "Who gets it"),
    "country": ("By country", "Country"),
}
# The channels of exposure that are named in the plural -> the word for one claim.
ONE = {
    "state-links": "state link", "memberships": "membership", "programmes": "programme", "roles": "role",
    "loans": "loan", "grants": "grant", "equity-purchases": "equity purchase",
}  # fmt: skip
# The state of events in the order of the page: what asks for attention stands first.
FIRST = (State.OVERDUE, State.DUE, State.DISPUTED)


def ownership_page(asked: Asked) -> Page:
    """Every counted holder of every asset, each chain in short, and what stands beside."""
    sources = Sources()
    found = [(iri, owners(asked, iri)) for iri in assets(asked)]
    held = [pair for pair in found if pair[1]["holdings"]]
    rows = tuple(((asset(payload),), *row(holding, "owner")) for _, payload in held for holding in payload["holdings"])
    table: tuple[Block, ...] = (
        (Paragraph((RULE,), "quiet"), Grid(("Asset", *COLUMNS), rows, grouped=True)) if rows else ()
    )
    chains = tuple(chain_item(chain, sources) for _, payload in held for chain in payload["chains"])
    entries = {entry["claim"]["id"]: entry for _, payload in found for entry in payload["beside"]}
    beside = tuple(claim_item(entry["claim"], "", sources) for _, entry in sorted(entries.items()))
    nobody = tuple(
        Item((asset(payload), f": {payload['trailEnd'].removesuffix('.')}."))
        for _, payload in found
        if payload["trailEnd"]
    )
    sections = [
        Section("Who holds what", "holders", table),
        Section("Chains", "chains", (Points(chains),) if chains else ()),
        Section("Beside, not counted", "beside", (Points(beside),) if beside else ()),
        Section("Without an owner that is counted", "nobody", (Points(nobody),) if nobody else ()),
    ]
    return view(asked, "ownership.html", "Who owns or controls which asset", sections, sources)


def assets(asked: Asked) -> list[str]:
    """The assets that have a page, by name."""
    knowledge = asked.knowledge
    found = [
        iri
        for iri in asked.places.pages
        if iri in knowledge.things and knowledge.is_a(knowledge.things[iri].kind, "Asset")
    ]
    return sorted(found, key=lambda iri: (knowledge.label(iri).casefold(), iri))


def owners(asked: Asked, iri: str) -> Payload:
    """The answer of `owners`."""
    shares = owners_by(asked.knowledge, iri, asked.scenario, convention_named(DEFAULT))
    return ownership_payload(asked.knowledge, shares, asked.scenario, asked.known_by, "owners")


def asset(payload: Payload) -> Link:
    """The thing that an answer is about."""
    return Link(payload["entity"]["label"], payload["entity"]["id"])


def chain_item(chain: Payload, sources: Sources) -> Item:
    """One chain: everybody on the way, each hop with its share, its axes and its accounts."""
    first, *rest = [chain["from"], *(hop["target"] for hop in chain["hops"])]
    line: list[Inline] = [Link(first["label"], first["id"])]
    for thing in rest:
        line += ["→", Link(thing["label"], thing["id"])]
    share = "no share, since a hop is a link or right" if chain["share"] is None else chain["share"]["text"]
    below = tuple(hop_line(hop, sources) for hop in chain["hops"])
    return Item((*line, f"({share})"), below)


def hop_line(hop: Payload, sources: Sources) -> Line:
    """One hop in short."""
    said = " · ".join(part for part in (hop["shareText"], hop["claim"]["axes"], hop["status"]) if part)
    return (
        f"{hop['source']['label']} {hop['verb']} {hop['target']['label']}: {said}",
        *sources.cite(hop["claim"]["accounts"]),
    )


def finance_page(asked: Asked) -> Page:
    """All sums, then by who pays, who gets the money, stage and country, then the deals."""
    sources, knowledge = Sources(), asked.knowledge

    def answer(*by: str) -> Payload:
        return finance_payload(
            knowledge, finance_of(knowledge, asked.scenario, Question(None, by)), asked.scenario, asked.known_by
        )

    whole = {**answer(), "entity": NOBODY}
    some = any(whole[name] for name in ("deals", "totals", "figures", "leftOut"))
    sections = parted(money_blocks(whole, sources), "All sums", "money") if some else []
    for word, (title, column) in reversed(BY.items()) if whole["deals"] else ():
        rows = tuple(group_row(group, cell) for group in answer(word)["groups"] for cell in group["sums"])
        grid = Grid((column, "Stage and bindingness", "Sum"), rows, grouped=True)
        sections.insert(1, Section(title, word, (grid,)))
    return view(asked, "finance.html", "Who finances what", sections, sources)


def group_row(group: Payload, cell: Payload) -> tuple[Line, ...]:
    """One sum of a group."""
    key = group["keys"][0]
    links = [Link(value["label"], value["id"]) for value in key["values"] if isinstance(value, dict)]
    return (tuple(links) or (key["label"],), (cell["of"],), (cell["text"],))


def offtake_page(asked: Asked) -> Page:
    """Every agreement on offtake and supply."""
    knowledge, scenario, sources = asked.knowledge, asked.scenario, Sources()
    found = agreements(knowledge, scenario, None, Filters())
    given = SupplyAsked(knowledge, scenario, asked.known_by, None)
    payload = {**offtake_payload(given, found, absences(knowledge, scenario), Nearest()), "entity": NOBODY}
    blocks = supply_blocks(payload, sources) if payload["agreements"] or payload["absences"] else ()
    sections = parted(blocks, "Offtake and supply", "offtake")
    return view(asked, "offtake.html", "Who buys what from whom", sections, sources)


def exposure_page(asked: Asked) -> Page:
    """Everything that is exposed to a state, state by state, ranked."""
    sources, found_in = Sources(), world(asked.knowledge, asked.scenario)
    payload = exposure_payload(ExposureAsked(found_in, "", known_by=asked.known_by), by_states(found_in))
    claims = {claim["id"]: claim for claim in payload["claims"]}
    states: dict[str, list[Payload]] = defaultdict(list)
    for exposure in payload["exposures"]:
        states[exposure["actor"]["id"]].append(exposure)
    ranked = f"Under each state ranked by, one after the other: {'; '.join(payload['order'])}."
    sections = []
    for iri, found in states.items():
        items = tuple(exposure_item(exposure, claims, sources) for exposure in found)
        title = f"{found[0]['actor']['label']} ({len(found)})"
        sections.append(Section(title, f"to-{stem(local(iri))}", (Points(items, numbered=True),)))
    notes = (Paragraph((NOT_ADDED,), "quiet"), Paragraph((ranked,), "quiet"))
    sections += [Section("How this is ranked", "ranked", notes)] if sections else []
    return view(asked, "exposure.html", "What is exposed to which state", sections, sources)


def exposure_item(exposure: Payload, claims: dict[str, Payload], sources: Sources) -> Item:
    """One exposure: what is exposed, control and shares, and a line for each column in which it has claims."""
    thing = exposure["entity"]
    heading = [f"control: {word} ({', '.join(names)})" for word, names in verdicts(exposure).items()]
    heading += [owning(held) for held in exposure["shares"] if not set(held["marks"]) - {"possible"}]
    below: list[Line] = [("; ".join(heading),)] if heading else []
    for column in dict.fromkeys(map(place, exposure["lines"])):
        lines = [line for line in exposure["lines"] if place(line) == column]
        cells = list(dict.fromkeys(cell(of_one(line), claims[line["claim"]]) for line in lines))
        accounts = {a["id"]: a for line in lines for a in claims[line["claim"]]["accounts"]}
        below.append((f"{column}: {'; '.join(cells)}", *sources.cite(list(accounts.values()))))
    return Item((Link(thing["label"], thing["id"]),), tuple(below))


def of_one(line: Payload) -> Payload:
    """A line in the words for one claim: its channel in the singular, and the link to a state in brackets."""
    link = line["link"] and f"({line['link']} it)"
    return {**line, "channel": ONE.get(line["channel"], line["channel"]), "link": link}


def timeline_page(asked: Asked, calendar: str = "") -> Page:
    """What is overdue, what is due, and what happened.

    Args:
        calendar: path of the same as a calendar, or "".
    """
    sources, given = Sources(), TimeAsked(asked.knowledge, asked.scenario, asked.known_by)
    payload = timeline_payload(given, timeline_of(asked.knowledge, None, asked.scenario))
    order = {state: number for number, state in enumerate(FIRST)}
    events = sorted(payload["events"], key=lambda event: order.get(State(event["state"]), len(order)))
    sections = parted(time_blocks({**payload, "events": events}, sources), "Timeline", "timeline") if events else []
    words = (
        f'<p><a href="{calendar}">The same as a calendar (.ics)</a>, but for what has no day</p>' if calendar else ""
    )
    return view(asked, "timeline.html", "What is due, and what happened", sections, sources, Markup(words))


def conflicts_page(asked: Asked) -> Page:
    """Every disagreement between accounts, the gravest first."""
    knowledge, scenario, sources = asked.knowledge, asked.scenario, Sources()
    found = disputes(asked)
    payload = conflicts_payload(DisputeAsked(knowledge, scenario, asked.known_by), found)
    several = f"{counted(payload['compared']['toldBySeveral'], 'claims')} told by more than one account were compared."
    blocks = (Paragraph((several,), "quiet"), *dispute_blocks(payload, sources)) if found else ()
    sections = parted(blocks, "What was compared", "differences")
    return view(asked, "conflicts.html", "Where accounts differ", sections, sources)
