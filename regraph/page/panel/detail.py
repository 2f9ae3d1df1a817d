"""What the panel of a page says of one thing or one claim: words and values with the accounts behind them.

Everything is plain text and IRIs; no markup is made here, and nothing is left to the page to decide.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from regraph.analysis.weakness import claim_weakness
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Standing
from regraph.model.share import plain
from regraph.model.things import Claim, Value
from regraph.names import BASE
from regraph.page.edges import Edge
from regraph.page.panel.accounts import sources
from regraph.page.panel.sayings import GROUPS, Sayings
from regraph.page.taking.rows import row_of
from regraph.wording.evidence import BOUNDS, HIDDEN, Payload, differences
from regraph.wording.saying.clauses import Mood, mood_of
from regraph.wording.words import kind_word, quantity, role, share_text, spaced, verb

AXES = ("certainty", "stage", "bindingness")
MEASURES = ("currency", "unit", "isApproximate", "isDone", "isMet")
PARTIES = ("has", "isHeldBy", "isStakeIn", "isInterestIn", "isRoleOf", "isRoleAt", "concerns", "isAbout")
Cell = tuple[str, str]
Row = tuple[str, tuple[Cell, ...]]


def thing_detail(knowledge: Knowledge, iri: str, edges: Iterable[Edge], sayings: Sayings | None = None) -> Payload:
    """What is known of a thing: its register entry, what accounts say of it beside the edges, and who they are.

    Args:
        sayings: the sentences of other panels.
    """
    sayings = sayings or Sayings()
    drawn = {edge.claim for edge in edges}
    thing, claim = knowledge.things.get(iri), knowledge.claims.get(iri)
    mentions = [knowledge.claims[node] for node in knowledge.mentions.get(iri, ())]
    kind = thing.kind if thing else claim.kind if claim else ""
    return {
        "kind": kind_word(knowledge, kind),
        "title": knowledge.label(iri),
        "sentence": sayings.sentence(knowledge, claim) if claim else "",
        "names": list(thing.names) if thing else [],
        "rows": thing_rows(knowledge, iri) + (value_rows(knowledge, claim) if claim else []),
        "notes": notes(claim),
        "said": said(knowledge, [c for c in mentions if c.node not in drawn], sayings),
        "sources": sources(knowledge, ([claim] if claim else []) + mentions),
    }


@dataclass(frozen=True)
class Lasting:
    """What is the same of a claim on every day, by accounts that tell the same of it.

    Args:
        knowledge, claim: those that it is worked out from; others that tell the same say the same.
        detail: its panel, but for what depends on the day; its sentences are those made so far.
        weak: how weakly it is evidenced, but for what the day adds.
        sayings: the sentences of other panels.
        numbers: what the day adds -> the place of its sentence among those of the panel.
    """

    knowledge: Knowledge
    claim: Claim
    detail: Payload
    weak: float
    sayings: Sayings
    numbers: dict[Mood, int] = field(default_factory=dict)

    def said(self, standing: Standing) -> int:
        """The number of the sentence of a day, by how the claim stands then."""
        mood = mood_of(self.knowledge, self.claim, standing)
        if mood not in self.numbers:
            self.numbers[mood] = len(self.numbers)
            self.detail["sentences"].append(self.sayings.said(self.knowledge, self.claim, mood))
        return self.numbers[mood]


def edge_detail(knowledge: Knowledge, edge: Edge) -> Payload:
    """What is known of the claim behind an edge on one day: what the panel of a page says then."""
    always = lasting_of(knowledge, edge)
    standing = standing_cells(edge)
    always.said(edge.standing)
    return {
        **{name: value for name, value in always.detail.items() if name != "sentences"},
        "kind": kind_of(edge),
        "sentence": always.detail["sentences"][0],
        "rows": [row("standing", ": ".join(standing)), *always.detail["rows"]],
        "row": {**always.detail["row"], "standing": standing},
    }


def kind_of(edge: Edge) -> str:
    """The words on the line of an edge and its marks, on one line."""
    return " · ".join((*edge.caption, edge.mark) if edge.mark else edge.caption)


def standing_cells(edge: Edge) -> list[str]:
    """How a claim stands on the day, and why."""
    return [edge.standing.status.value, edge.standing.reason]


def lasting_of(knowledge: Knowledge, edge: Edge, sayings: Sayings | None = None) -> Lasting:
    """What no day changes in what is known of the claim behind an edge.

    Args:
        sayings: the sentences of other panels.
    """
    sayings = sayings or Sayings()
    claim = knowledge.claims[edge.claim]
    itself = not claim.kind
    first = edge.relations[0]
    mentions = [] if itself else [knowledge.claims[node] for node in knowledge.mentions.get(claim.node, ())]
    return Lasting(
        knowledge,
        claim,
        {
            "title": short(knowledge, edge) if itself else claim.label,
            "rows": [
                *([] if itself else axis_rows(knowledge, claim)),
                *([row("share", share_text(first, first.share))] if first.share is not None else []),
                *([] if itself else value_rows(knowledge, claim)),
            ],
            "notes": [] if itself else notes(claim),
            "differences": [] if itself else different(knowledge, claim),
            "said": said(knowledge, mentions, sayings),
            "sources": sources(knowledge, [claim], set(first.roles) if itself else None),
            "row": {name: value for name, value in row_of(knowledge, edge).items() if name != "standing"},
            "sentences": [],
        },
        claim_weakness(claim),
        sayings,
    )


def short(knowledge: Knowledge, edge: Edge) -> str:
    """What is said of a thing itself, in the few words of a title."""
    first, claim = edge.relations[0], knowledge.claims[edge.claim]
    holders = " and ".join(sorted({knowledge.label(r.source) for r in edge.relations}))
    held = " and ".join(sorted({knowledge.label(r.target) for r in edge.relations}))
    return f"{holders} {verb(claim, first)} {held}."


def row(name: str, text: str) -> Row:
    """A row of one cell, which leads nowhere."""
    return name, ((text, ""),)


def thing_rows(knowledge: Knowledge, iri: str) -> list[Row]:
    """What the register says of a thing."""
    thing = knowledge.things.get(iri)
    if thing is None:
        return []
    rows = []
    if thing.jurisdiction:
        rows.append(row("jurisdiction", knowledge.label(thing.jurisdiction)))
    rows += [row(name, value) for name, value in thing.identifiers]
    if thing.count is not None:
        rows.append(row("number of parties", str(thing.count)))
    if thing.unknown_because:
        rows.append(row("unknown because", thing.unknown_because))
    return rows


def axis_rows(knowledge: Knowledge, claim: Claim) -> list[Row]:
    """The three axes in words, those that nobody states among them."""
    return [row(axis, label_of(knowledge, claim, axis)) for axis in AXES]


def label_of(knowledge: Knowledge, claim: Claim, axis: str) -> str:
    """The word of a claim on an axis."""
    value = claim.one(axis)
    return "not stated" if value is None else knowledge.label(str(value))


def value_rows(knowledge: Knowledge, claim: Claim) -> list[Row]:
    """Period, sums and every other value of a claim, by its property."""
    date = claim.when("date")
    told = {
        "period": claim.span.text(),
        "date": "" if date.is_unknown else date.text(),
        "amount": quantity(claim, "amount"),
        "value": quantity(claim, "value"),
    }
    rows = [row(name, text) for name, text in told.items() if text]
    for name in sorted(filter(has_row, claim.values), key=row_rank):
        rows.append((row_name(knowledge, name), tuple([cell(knowledge, value) for value in claim.all(name)])))
    return rows


@lru_cache(maxsize=1024)
def has_row(name: str) -> bool:
    """True for a property whose values no other part of the panel says."""
    return name not in (*HIDDEN, *MEASURES) and not name.endswith(BOUNDS)


@lru_cache(maxsize=1024)
def row_rank(name: str) -> tuple[bool, str]:
    """What rows are sorted by: parties first."""
    return not name.startswith(PARTIES), name


def row_name(knowledge: Knowledge, name: str) -> str:
    """A property as the name of a row: the role of a party, else its word in the ontology."""
    return role(name) if name.startswith(PARTIES) else knowledge.word(name)


def cell(knowledge: Knowledge, value: Value) -> Cell:
    """A value as its text and, for a thing or claim, its IRI."""
    if isinstance(value, str) and value.startswith(BASE):
        return knowledge.label(value), value
    if isinstance(value, bool):
        return "yes" if value else "no", ""
    return plain(value) if isinstance(value, Decimal) else str(value), ""


def notes(claim: Claim | None) -> list[str]:
    """The editors' notes on a claim, without those that another one begins with."""
    found = sorted({str(text) for text in claim.all("editorialNote")}) if claim else []
    return [text for text in found if not any(other != text and other.startswith(text.rstrip(".")) for other in found)]


def different(knowledge: Knowledge, claim: Claim) -> list[Payload]:
    """Where accounts differ: on what, what each says, and whose value is used by which rule."""
    found = []
    for difference in differences(knowledge, claim):
        said = [[entry["account"], entry["text"]] for entry in difference["said"]]
        found.append(
            {"on": spaced(difference["property"]), "used": difference["used"], "rule": difference["rule"], "said": said}
        )
    return found


def said(knowledge: Knowledge, claims: list[Claim], sayings: Sayings) -> list[Payload]:
    """Claims that are no edges, by what they are."""
    groups: dict[str, list[Payload]] = defaultdict(list)
    for claim in sorted(claims, key=lambda c: (str(c.when("date").earliest or ""), c.label, c.node)):
        title, item = sayings.item(knowledge, claim)
        groups[title].append(item)
    return [{"title": title, "items": groups[title]} for _, title in GROUPS if title in groups]
