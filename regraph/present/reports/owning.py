"""The sections on who owns or controls a thing, and on what it owns or controls itself."""

from collections.abc import Iterator

from regraph.analysis.endings import TRAIL_ENDS
from regraph.model.scenario import Status
from regraph.present.document.claims import claim_item
from regraph.present.document.parts import Block, Grid, Heading, Item, Line, Link, Paragraph, Points, Section, Sources
from regraph.present.owning.wholes import whole_lines
from regraph.wording.evidence import Payload
from regraph.wording.words import spaced

COLUMNS = ("Holder", "Integrated share", "By", "How far", "Weakest evidence")
UNOWNED = ("Person", "State")
RULE = (
    "Shares are intervals: the true one lies within. They are integrated by the convention “stop at target”: what of a"
    " dividend ever arrives at the holder, direct and indirect holdings together."
)


def owning_sections(owners: Payload, holdings: Payload, sources: Sources, ownable: bool = True) -> Iterator[Section]:
    """Owners, but for what nobody owns, and then holdings where there are any.

    Args:
        ownable: False for what is no actor, asset or programme, as a deal.
    """
    if has_owners(owners, ownable):
        yield Section("Who owns or controls it", "owners", tuple(owner_blocks(owners, sources)))
    if holdings["holdings"] or holdings["beside"]:
        yield Section("What it owns or controls", "holdings", tuple(holding_blocks(holdings, sources)))


def has_owners(owners: Payload, ownable: bool) -> bool:
    """True for what somebody holds, and for what somebody could: no person, no state, no deal."""
    could = ownable and owners["entity"]["kind"] not in UNOWNED
    return could or bool(owners["holdings"] or owners["beside"])


def owner_blocks(payload: Payload, sources: Sources) -> Iterator[Block]:
    """The holders, what is known of the rest, each chain hop by hop, and what stands beside."""
    if payload["holdings"]:
        yield Paragraph((RULE,), "quiet")
        yield grid(payload["holdings"], "owner")
    elif payload["trailEnd"]:
        yield Paragraph((f"None: {payload['trailEnd'].removesuffix('.')}.",))
    yield from known_rest(payload)
    told: dict[str, str] = {}
    for number, chain in enumerate(payload["chains"], 1):
        yield Heading(chain_title(chain, number, len(payload["chains"])))
        yield Points(tuple(hop_items(chain, number, told, sources)), numbered=True)
        yield Paragraph((chain_end(chain),))
    yield from beside_blocks(payload, sources)


def holding_blocks(payload: Payload, sources: Sources) -> Iterator[Block]:
    """What is held, and what stands beside; the chains stand with what is held."""
    if payload["holdings"]:
        yield grid(payload["holdings"], "owned")
    direct = [chain["hops"][0] for chain in payload["chains"] if chain["hops"]]
    told = {hop["claim"]["id"]: hop for hop in direct}
    if told:
        yield Points(tuple(hop_item(hop, sources) for hop in told.values()))
    yield from beside_blocks(payload, sources)


def grid(holdings: list[Payload], end: str) -> Grid:
    """The holders, or what is held, one a row."""
    columns = COLUMNS if end == "owner" else ("What is held", *COLUMNS[1:])
    return Grid(columns, tuple(row(holding, end) for holding in holdings))


def row(holding: Payload, end: str) -> tuple[Line, ...]:
    """One holder, or one thing held."""
    share = holding["share"]
    said = "no share: a link or right" if share is None else share["text"].replace("not stated", "share not stated")
    through = f"through {holding['hops'] - 1} other{'s' if holding['hops'] > 2 else ''}"
    possible = ", only possibly in force" if holding["status"] == Status.POSSIBLE.value else ""
    how = "direct" if holding["direct"] else through
    kinds = " and ".join(spaced(kind) for kind in holding["kinds"])
    return ((name(holding[end]),), (said,), (kinds,), (how,), (holding["weakest"] + possible,))


def name(thing: Payload) -> Link | str:
    """A thing by its name; a joint holding is none of its own."""
    return thing["label"] if "members" in thing else Link(thing["label"], thing["id"])


def known_rest(payload: Payload) -> Iterator[Block]:
    """What is known and not named."""
    lines = [line.strip() for line in whole_lines(payload["wholes"]) if line.strip()]
    if lines:
        yield Heading(lines[0])
        yield Points(tuple(Item((line,)) for line in lines[1:]))


def chain_title(chain: Payload, number: int, count: int) -> str:
    """What a chain is called."""
    none = "no share computed, since a hop is a link or right"
    through = none if chain["share"] is None else f"share through it: {chain['share']['text']}"
    return f"Chain {number} of {count}, from {chain['from']['label']} ({through})"


def hop_items(chain: Payload, number: int, told: dict[str, str], sources: Sources) -> Iterator[Item]:
    """The hops of a chain; one that an earlier chain tells in full is told in short, and where it stands.

    Args:
        told: claim -> where it is told, changed in place.
    """
    for place, hop in enumerate(chain["hops"], 1):
        claim = hop["claim"]["id"]
        if claim in told:
            said = f"{hop['source']['label']} {hop['verb']} {hop['target']['label']}"
            yield Item((f"{said} ({hop['claim']['axes']}): as told in {told[claim]}.",))
        else:
            told[claim] = f"chain {number}, hop {place}"
            yield hop_item(hop, sources)


def hop_item(hop: Payload, sources: Sources) -> Item:
    """One hop: the claim as a sentence, the share, and why it counts."""
    item = claim_item(hop["claim"], "", sources)
    axes = hop["claim"]["axes"]
    said = " · ".join(part for part in (hop["shareText"], axes) if part)
    return Item(item.line, ((f"{said} · {hop['status']}: {hop['reason']}",), *(b for b in item.below if b != (axes,))))


def chain_end(chain: Payload) -> str:
    """The weakest hop of a chain, and where it ends."""
    weakest = chain["weakestHop"]
    weak = f"Weakest hop: {weakest} ({chain['hops'][weakest - 1]['claim']['axes']}). " if weakest else ""
    ends = "The trail ends here" if chain["endKind"] == TRAIL_ENDS else "The trail ends"
    return f"{weak}{ends}: {chain['end'].removesuffix('.')}."


def beside_blocks(payload: Payload, sources: Sources) -> Iterator[Block]:
    """What is not counted, under a heading that says so."""
    if payload["beside"]:
        yield Heading("Beside the answer, not counted")
        yield Points(tuple(beside_item(entry, sources) for entry in payload["beside"]))
    if payload["notes"]:
        yield Heading("What the sources do not tell")
        yield Points(tuple(Item((note,)) for note in payload["notes"]))


def beside_item(entry: Payload, sources: Sources) -> Item:
    """An option, a proposal, what has ended: never as a stake."""
    return claim_item(entry["claim"], "", sources)
