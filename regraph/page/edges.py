"""Claims as the edges of a picture: who stands on which side, how the line is drawn, and the few words beside it.

One claim is one edge, joint holdings and deals of many parties included; nothing here decides what is in force.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from regraph.graph.relations import GIVERS, Relation
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import NOT_YET, OPTIONAL_KINDS, Scenario, Standing, Status
from regraph.model.things import Claim
from regraph.names import CERTAINTY
from regraph.wording.words import quantity, share_text, spaced

UPPER = frozenset((*GIVERS, "hasSignatory", "hasParty", "hasRegulator"))
BUYERS_ABOVE = ("Acquisition", "EquityPurchase", "Placement", "SchemeOfArrangement", "JointVenture")
WITHOUT_ARROW = ("concerns", "hasParty", "hasSignatory", "hasArranger")
PLAIN_CERTAINTIES = ("reported", "stated-by-party")
STRENGTH = {"ownership": 9, "control": 8, "asset": 7, "option": 5, "finance": 3, "offtake": 3, "role": 2, "deal": 1}
STATE_LINKS = {
    "owned-by": "state ownership",
    "controlled-by": "state control",
    "linked-to": "state link",
    "body-of": "body of the state",
}


@dataclass(frozen=True, slots=True)
class End:
    """One party of an edge: the thing, its role, the side it stands on, and whether an arrow points at it."""

    node: str
    role: str
    above: bool
    arrow: bool


@dataclass(frozen=True, slots=True)
class Edge:
    """One claim between things.

    Args:
        id: the claim, and for what is said of a thing itself also the other end.
        claim: IRI.
        via: the kind of relation.
        line: `solid` in force, `dashed` not yet, not binding or optional, `dotted` ended or denied.
        caption: the words on the line, one entry a line.
        mark: how sure and how far it is, where that is less than reported and in force; else empty.
        doubted: True where the voice itself is less than sure, or the day is not.
        joint: True for a holding that several have together.
        strength: how strongly what holds stands above what is held.
        ends: the parties, upper ones first.
        relations: the relations it stands for.
        standing: how the claim stands in the scenario.
    """

    id: str
    claim: str
    via: str
    line: str
    caption: tuple[str, ...]
    mark: str
    doubted: bool
    joint: bool
    strength: int
    ends: tuple[End, ...]
    relations: tuple[Relation, ...]
    standing: Standing

    def __hash__(self) -> int:
        """Of what mostly tells the states of one edge apart: all of it would take as long as making one."""
        return hash((self.id, self.line, self.mark))


@dataclass(frozen=True, slots=True)
class Outline:
    """What no day changes of an edge: which it is, who stands where, and its caption; see `Edge`."""

    claim: Claim
    id: str
    caption: tuple[str, ...]
    strength: int
    ends: tuple[End, ...]
    relations: tuple[Relation, ...]


def edges_of(
    knowledge: Knowledge, scenario: Scenario, relations: Iterable[Relation], standings: Mapping[str, Standing]
) -> tuple[Edge, ...]:
    """The edges that some relations make, sorted by claim."""
    outlines = outlines_of(knowledge, relations)
    return tuple(edge_of(knowledge, scenario, outline, standings[outline.claim.node]) for outline in outlines)


def outlines_of(knowledge: Knowledge, relations: Iterable[Relation]) -> tuple[Outline, ...]:
    """What no day changes of the edges that some relations make, sorted by claim."""
    ordered = sorted(relations, key=lambda r: (*bundle(knowledge, r), r.source, r.target))
    bundles = groupby(ordered, key=lambda r: bundle(knowledge, r))
    return tuple(outline_of(knowledge, " ".join(filter(None, key)), tuple(bundled)) for key, bundled in bundles)


def bundle(knowledge: Knowledge, relation: Relation) -> tuple[str, str]:
    """What relations share that are drawn as one edge: the claim; what is said of a thing itself stands apart."""
    itself = not knowledge.claims[relation.claim].kind
    return relation.claim, f"{relation.source} {relation.target}" if itself else ""


def outline_of(knowledge: Knowledge, name: str, relations: tuple[Relation, ...]) -> Outline:
    """What no day changes of the edge of one claim."""
    claim, ends = knowledge.claims[relations[0].claim], ends_of(knowledge, relations)
    strength = STRENGTH.get(relations[0].via, 1) if any(end.arrow for end in ends) else 0
    return Outline(claim, name, caption_of(knowledge, claim, relations), strength, ends, relations)


def edge_of(knowledge: Knowledge, scenario: Scenario, outline: Outline, standing: Standing) -> Edge:
    """The edge of one claim on a day, by how it stands then."""
    claim, first = outline.claim, outline.relations[0]
    alone = Scenario(scenario.as_of, frozenset(), scenario.exclude)
    bare = alone.standing(knowledge, claim) if scenario.include else standing
    possible = scenario.is_possible(knowledge, claim, standing)
    return Edge(
        id=outline.id,
        claim=claim.node,
        via=first.via,
        line=line_of(claim, bare),
        caption=outline.caption,
        mark=mark_of(knowledge, claim, standing, bare, possible),
        doubted=possible or not is_plain(claim),
        joint=bool(first.joint),
        strength=outline.strength,
        ends=outline.ends,
        relations=outline.relations,
        standing=standing,
    )


def ends_of(knowledge: Knowledge, relations: tuple[Relation, ...]) -> tuple[End, ...]:
    """The parties of one claim, each once: who holds, gives or signs above, what is held or received below."""
    kind = relations[0].kind
    if kind == "part":
        return tuple(
            end for r in relations for end in (End(r.target, "whole", True, False), End(r.source, "part", False, True))
        )
    if not knowledge.is_a(kind, "Deal"):
        above = dict.fromkeys((r.source, r.roles[0]) for r in relations)
        below = dict.fromkeys((r.target, r.roles[1]) for r in relations)
        return (
            *(End(node, role, True, False) for node, role in above),
            *(End(n, role, False, True) for n, role in below),
        )
    return deal_ends(relations, any(knowledge.is_a(kind, ancestor) for ancestor in BUYERS_ABOVE))


def deal_ends(relations: tuple[Relation, ...], buyers_above: bool) -> tuple[End, ...]:
    """The parties of a deal; where all stand alike, the first half above and no arrows."""
    upper = UPPER | {"hasBuyer", "hasBeneficiary"} if buyers_above else UPPER
    roles: dict[str, str] = {}
    for relation in relations:
        roles.setdefault(relation.source, relation.roles[0])
        roles.setdefault(relation.target, relation.roles[1])
    sides = {node: role in upper for node, role in roles.items()}
    if len(set(sides.values())) == 1:
        sides = {node: 2 * i < len(roles) for i, node in enumerate(sorted(roles))}
        ends = [End(node, role, sides[node], False) for node, role in sorted(roles.items())]
    else:
        ends = [End(n, r, sides[n], not sides[n] and r not in WITHOUT_ARROW) for n, r in sorted(roles.items())]
    return tuple(sorted(ends, key=lambda end: (not end.above, end.node)))


def line_of(claim: Claim, bare: Standing) -> str:
    """How the line is drawn; what is counted only because the reader includes it stays dashed."""
    if bare.status in (Status.ENDED, Status.DENIED) or claim.concept("certainty") == "denied":
        return "dotted"
    return "dashed" if bare.status is Status.BESIDE else "solid"


def caption_of(knowledge: Knowledge, claim: Claim, relations: tuple[Relation, ...]) -> tuple[str, ...]:
    """The words on the line: what it is, and its share or sum."""
    first = relations[0]
    if first.kind == "HeldInterest":
        return ("held for",) if first.roles[0] == "isInterestOf" else ("interests in", "share not stated")
    if first.kind == "part":
        return ("has as part",)
    if first.kind == "StateLink":
        return (STATE_LINKS.get(claim.concept("linkKind") or "", "state link"),)
    if first.kind == "Role":
        return (str(claim.one("roleTitle") or "role"),)
    words = [knowledge.word(first.kind)]
    if first.share is not None:
        several = len({r.target for r in relations}) > 1 and not first.share.is_unknown
        words.append(share_text(first, first.share) + (" of each" if several else ""))
    elif quantity(claim, "amount"):
        words.append(compact(quantity(claim, "amount")))
    return tuple(words)


def compact(text: str) -> str:
    """A sum with its round millions and billions in words, exactly.

    Example:
        >>> compact("up to USD 1,600,000,000"), compact("USD 565,000,000 to 12,345")
        ('up to USD 1.6 billion', 'USD 565 million to 12,345')
    """

    def worded(match: re.Match[str]) -> str:
        number = int(match[0].replace(",", ""))
        for size, word in ((10**9, "billion"), (10**6, "million")):
            if number >= size and number % (size // 100) == 0:
                whole, hundredths = divmod(number // (size // 100), 100)
                return f"{whole:,}.{hundredths:02}".rstrip("0").rstrip(".") + f" {word}"
        return match[0]

    return re.sub(r"\d{1,3}(?:,\d{3})+(?![\d.])", worded, text)


def mark_of(knowledge: Knowledge, claim: Claim, standing: Standing, bare: Standing, possible: bool) -> str:
    """What makes a claim less than reported and in force."""
    marks = []
    certainty = claim.concept("certainty") or "reported"
    if not is_plain(claim):
        marks.append(knowledge.label(CERTAINTY.namespace + certainty))
    if possible:
        marks.append("possibly")
    if standing.status is Status.ENDED:
        marks.append(claim.concept("stage") or "ended")
    elif bare.status is Status.BESIDE and certainty != "denied":
        marks += pending(claim)
    if bare.status is Status.BESIDE and standing.counts:
        marks.append("counted here")
    return ", ".join(marks)


def is_plain(claim: Claim) -> bool:
    """True for what is reported, or a party's own word."""
    return (claim.concept("certainty") or "reported") in PLAIN_CERTAINTIES


def pending(claim: Claim) -> list[str]:
    """Why a claim is not in force yet, in single words."""
    stage, binding = claim.concept("stage"), claim.concept("bindingness")
    words = [spaced(str(stage))] if stage in NOT_YET else []
    words += [str(binding)] if binding in ("conditional", "non-binding") else []
    return words or (["not exercised"] if claim.kind in OPTIONAL_KINDS else [])
