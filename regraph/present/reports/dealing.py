"""The sections on money, and on offtake and supply."""

from collections.abc import Iterator

from regraph.present.document.claims import claim_item, claims_points
from regraph.present.document.parts import Block, Grid, Heading, Item, Line, Paragraph, Points, Section, Sources
from regraph.wording.evidence import Payload

MONEY = (
    "Sums are kept apart by currency, stage and bindingness, and no deal is added twice. Only what is"
    " “closed / in force” is said to be in force."
)


def money_section(payload: Payload, sources: Sources) -> Iterator[Section]:
    """Sums, deals, stated totals, and what is left out; nothing where the sources name no money."""
    if payload["deals"] or payload["totals"] or payload["figures"] or payload["leftOut"]:
        yield Section("Money", "money", tuple(money_blocks(payload, sources)))


def money_blocks(payload: Payload, sources: Sources) -> Iterator[Block]:
    """The blocks of the section."""
    about = payload["entity"]["id"]
    if payload["sums"]:
        yield Paragraph((MONEY,), "quiet")
        yield Grid(("Currency", "Stage and bindingness", "Sum"), tuple(map(sum_row, payload["sums"])))
    if payload["deals"]:
        yield Heading("Deals")
        yield claims_points([deal["claim"] for deal in payload["deals"]], about, sources)
    for total in payload["totals"]:
        yield Heading(f"Stated total: {total['whole']['label']}")
        yield Points((claim_item(total["whole"], about, sources), *total_items(total)))
    if payload["figures"]:
        yield Heading("Stated sums that are no deals, and in no sum above")
        yield claims_points(payload["figures"], about, sources)
    if payload["leftOut"]:
        yield Heading("Left out of the sums, and why")
        yield Points(tuple(left_item(left, about, sources) for left in payload["leftOut"]))


def left_item(left: Payload, about: str, sources: Sources) -> Item:
    """One deal that is in no sum, and why."""
    item = claim_item(left["claim"], about, sources)
    return Item(item.line, ((f"not in the sums: {left['why']}",), *item.below))


def sum_row(cell: Payload) -> tuple[Line, ...]:
    """One sum."""
    return ((cell["currency"] or "no sum stated",), (cell["of"],), (cell["text"],))


def part_text(part: Payload) -> str:
    """One part of a stated total."""
    return f"{part['claim']['label']} ({part['amount']['text'] if part['amount'] else 'no sum stated'})"


def total_items(total: Payload) -> Iterator[Item]:
    """A stated total beside the sum of its parts."""
    yield Item((f"Its parts: {', '.join(map(part_text, total['parts']))}",))
    if total["sum"]:
        difference = f"; stated {total['difference']['text']}" if total["difference"] else ""
        yield Item((f"The parts come to {total['sum']['text']}{difference}.",))


def supply_section(payload: Payload, sources: Sources) -> Iterator[Section]:
    """Who buys what until when; nothing where the sources name no sale."""
    if payload["agreements"] or payload["absences"]:
        yield Section("Offtake and supply", "offtake", tuple(supply_blocks(payload, sources)))


def supply_blocks(payload: Payload, sources: Sources) -> Iterator[Block]:
    """The agreements by what they are, and whether they are in force."""
    about = payload["entity"]["id"]
    groups = dict.fromkeys((agreement["nature"], agreement["phase"]) for agreement in payload["agreements"])
    for nature, phase in groups:
        found = [a for a in payload["agreements"] if (a["nature"], a["phase"]) == (nature, phase)]
        yield Heading(f"{nature[0].upper()}{nature[1:]} · {phase}")
        yield Points(tuple(item for agreement in found for item in agreement_items(agreement, about, sources)))
    if payload["absences"]:
        yield Heading("What the sources say is not there")
        yield claims_points(payload["absences"], about, sources)


def agreement_items(agreement: Payload, about: str, sources: Sources) -> Iterator[Item]:
    """One agreement, when it ends, and what has changed in it."""
    item = claim_item(agreement["claim"], about, sources)
    ends = [f"ends {agreement['end']['text']}"] if agreement["end"] else []
    ends += [f"free to contract from {agreement['freeFrom']['text']}"] if agreement["freeFrom"] else []
    unnamed = [f"buyer not named: {b['unknownBecause']}" for b in agreement["buyers"] if b["unknownBecause"]]
    yield Item(item.line, ((("; ".join(ends)),), *item.below) if ends else item.below)
    for word, claims in (("Changed", agreement["changes"]), ("Term", agreement["terms"])):
        for claim in claims:
            told = claim_item(claim, about, sources)
            yield Item((f"{word}:", *told.line), told.below)
    for text in unnamed:
        yield Item((text[0].upper() + text[1:],))
