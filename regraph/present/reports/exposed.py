"""The section on exposure: actor by actor and channel by channel, what is in force apart from all else."""

from collections.abc import Iterator

from regraph.present.document.parts import Block, Heading, Item, Line, Link, Paragraph, Points, Section, Sources
from regraph.present.exposure.summary import cell
from regraph.present.exposure.text import HEADINGS, NOT_ADDED, control_lines, is_none, share_lines
from regraph.wording.evidence import Payload


def exposure_section(payload: Payload | None, sources: Sources) -> Iterator[Section]:
    """What a thing is exposed to; nothing where the sources name no channel."""
    if payload is not None and payload["exposures"] and not is_none(payload):
        yield Section("Exposure", "exposure", tuple(exposure_blocks(payload, sources)))


def exposure_blocks(payload: Payload, sources: Sources) -> Iterator[Block]:
    """One heading an actor, one entry a channel."""
    claims = {claim["id"]: claim for claim in payload["claims"]}
    yield Paragraph((NOT_ADDED,), "quiet")
    for exposure in payload["exposures"]:
        yield Heading(f"To {exposure['actor']['label']}")
        items = [*held_items(exposure), *line_items(exposure, claims, sources)]
        yield Points(tuple(items))


def held_items(exposure: Payload) -> Iterator[Item]:
    """Control with its reasons, and the share of each who stands for the actor, in the words of `exposure`."""
    yield from (Item((f"Control {line}",)) for line in control_lines(exposure))
    yield from (Item((f"Shares held {line}",)) for line in share_lines(exposure))


def line_items(exposure: Payload, claims: dict[str, Payload], sources: Sources) -> Iterator[Item]:
    """Every channel claim, under what it counts as."""
    for column in dict.fromkeys(line["column"] for line in exposure["lines"]):
        found = [line for line in exposure["lines"] if line["column"] == column]
        below = tuple(channel_line(line, claims[line["claim"]], sources) for line in found)
        yield Item((HEADINGS[column] + ":",), below)


def channel_line(line: Payload, claim: Payload, sources: Sources) -> Line:
    """One channel: what it is, between whom, and who says so."""
    near, far = (Link(line[end]["label"], line[end]["id"]) for end in ("source", "target"))
    return (cell(line, claim) + ":", near, "→", far, f"; {claim['axes']}", *sources.cite(claim["accounts"]))
