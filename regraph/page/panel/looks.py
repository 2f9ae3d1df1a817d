"""What a claim looks like on a day, and what its panel says: that which no day changes stands once, the rest is little.

Values are numbered here and put together again by the page; nothing is worded here, and no place is worked out.
"""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from regraph.analysis.weakness import hop_cost
from regraph.graph.relations import Relation
from regraph.model.dates import When
from regraph.model.knowledge import Knowledge
from regraph.model.things import Claim
from regraph.page.boxes import lettering
from regraph.page.edges import Edge
from regraph.page.panel.detail import Lasting, label_of, lasting_of, standing_cells, thing_detail
from regraph.page.panel.sayings import Sayings
from regraph.wording.evidence import Payload
from regraph.wording.words import quantity, share_text

Look = tuple[int, int, int]
AMOUNTS = ("amountAtLeast", "amountAbove", "amountAtMost", "amountBelow")


class Pool:
    """Values that stand once, each known by its number."""

    def __init__(self) -> None:
        self.values: list[Any] = []
        self.numbers: dict[Hashable, int] = {}

    def number(self, value: Any) -> int:
        """The number of a value; a new one is added."""
        return self.numbered(repr(value), value)

    def numbered(self, key: Hashable, value: Any) -> int:
        """The number of a value that a key tells from all others."""
        number = self.numbers.setdefault(key, len(self.values))
        if number == len(self.values):
            self.values.append(value)
        return number


class Looks:
    """What claims look like and what panels say, each worked out once for all states of knowledge that tell the same.

    Args:
        names: IRI -> name of a thing.
        latest: the last of these states.
    """

    def __init__(self, names: Mapping[str, str], latest: Knowledge | None = None) -> None:
        self.names = names
        self.sayings = Sayings(latest)
        self.details: list[Payload] = []  # all that panels say; of a claim with its sentences: a look names one
        self.same: list[Payload] = []
        self.things: dict[int, int] = {}
        self.claims: dict[Any, tuple[int, Lasting]] = {}
        # edge and teller -> the relations that were asked for last, and what was found
        self.last: dict[tuple[str, int], tuple[tuple[Relation, ...], tuple[int, Lasting]]] = {}
        self.tellers: dict[Any, int] = {}
        self.told: dict[tuple[int, str], int] = {}
        self.numbers: dict[Hashable, int] = {}
        self.tellings: dict[tuple[int, str], int] = {}
        self.states = Pool()

    def teller(self, knowledge: Knowledge, iri: str) -> int:
        """A number for the accounts that speak of a thing or claim and of what points to it: the same say the same.

        What these claims name may be called otherwise by then.
        """
        key = (id(knowledge), iri)
        if key not in self.told:
            nodes = (*((iri,) if iri in knowledge.claims else ()), *knowledge.mentions.get(iri, ()))
            told = (iri, *(self.telling(knowledge, node) for node in nodes))
            self.told[key] = self.tellers.setdefault(told, len(self.tellers))
        return self.told[key]

    def telling(self, knowledge: Knowledge, node: str) -> int:
        """A number for a claim by the accounts that tell it, and what it names by what that is called."""
        key = (id(knowledge), node)
        if key not in self.tellings:
            telling = (node, knowledge.claims.tellers(node), called(knowledge, node))
            self.tellings[key] = self.numbers.setdefault(telling, len(self.numbers))
        return self.tellings[key]

    def of_thing(self, knowledge: Knowledge, iri: str, edges: Sequence[Edge]) -> int:
        """The number of the details of a thing."""
        key = self.teller(knowledge, iri)
        if key not in self.things:
            self.things[key] = len(self.details)
            self.details.append(thing_detail(knowledge, iri, edges, self.sayings))
        return self.things[key]

    def of_edge(self, knowledge: Knowledge, teller: int, edge: Edge) -> Look:
        """How an edge looks in one state: what the day decides, the sentence that is said, and what no day changes.

        Args:
            teller: the number of who speaks of its claim, see `teller`.
        """
        number, lasting = self.lasting(knowledge, edge, teller)
        return self.state(edge, lasting.weak), lasting.said(edge.standing), number

    def state(self, edge: Edge, weak: float) -> int:
        """The number of what the day decides of the look of an edge.

        Args:
            weak: how weakly its claim is evidenced on every day.
        """
        cost, standing = hop_cost(weak, edge.standing), standing_cells(edge)
        key = (edge.line, edge.mark, edge.doubted, cost, *standing)
        if key not in self.states.numbers:
            marks = lettering(edge)[1]
            value = {"line": edge.line, "mark": edge.mark, "marks": marks, "doubted": edge.doubted, "cost": cost}
            self.states.numbered(key, {**value, "standing": standing})
        return self.states.numbers[key]

    def lasting(self, knowledge: Knowledge, edge: Edge, teller: int) -> tuple[int, Lasting]:
        """What no day changes of an edge, and its number."""
        last = self.last.get((edge.id, teller))
        if last and last[0] is edge.relations:  # as the states of an edge mostly share them
            return last[1]
        joined = tuple([(relation.source, relation.target) for relation in edge.relations])
        key = (edge.id, joined, teller)
        if key not in self.claims:
            lasting = lasting_of(knowledge, edge, self.sayings)
            self.claims[key] = len(self.same), lasting
            self.same.append({**same_of(knowledge, edge, self.names), "detail": len(self.details)})
            self.details.append(lasting.detail)
        self.last[edge.id, teller] = edge.relations, self.claims[key]
        return self.claims[key]


def called(knowledge: Knowledge, node: str) -> tuple[tuple[str, str], ...]:
    """The claims that a claim names, each as accounts call it; the register calls a thing the same at all times."""
    claims = knowledge.claims
    return tuple([(iri, claims.label(iri)) for iri in claims.named(node) if iri not in claims.things])


def shared(panels: Sequence[Payload]) -> tuple[list[Payload], list[Any]]:
    """Panels with numbers for what several of them say, and what the numbers stand for.

    What is told beside a thing by one state of knowledge is mostly told by the next as well, and most axes are alike.
    """
    pool = Pool()
    found = []
    for panel in panels:
        groups = [{**group, "items": list(map(pool.number, group["items"]))} for group in panel["said"]]
        numbers = {name: [pool.numbered(told, told) for told in panel[name]] for name in ("rows", "sources")}
        cells = {"row": list(panel["row"].values())} if "row" in panel else {}
        found.append({**panel, "said": groups, **numbers, **cells})
    return found, pool.values


def same_of(knowledge: Knowledge, edge: Edge, names: Mapping[str, str]) -> Payload:
    """What of the look of an edge no day changes, and the facets by which it can be filtered."""
    claim = knowledge.claims[edge.claim]
    return {
        "lines": lettering(edge)[0],
        "ends": [names[end.node] for end in edge.ends],
        "pairs": sorted({f"{names[r.source]} {names[r.target]}" for r in edge.relations}),
        "word": edge.caption[0],
        "kind": " · ".join(edge.caption),
        **facets(knowledge, claim),
        **size(claim, edge),
    }


def facets(knowledge: Knowledge, claim: Claim) -> Payload:
    """What a claim can be filtered by besides its kind of relation: words as the ontology has them."""
    return {
        "axes": [label_of(knowledge, claim, axis) for axis in ("stage", "bindingness", "certainty")],
        "disputed": bool(claim.used),
        "commodities": sorted(knowledge.label(iri) for iri in claim.iris("commodity")),
        "amount": quantity(claim, "amount"),
        "since": bound(claim.span.start),
        "until": bound(claim.span.end),
    }


def size(claim: Claim, edge: Edge) -> Payload:
    """The share or sum of an edge in words, and its sort key: currency, then the least and the most it may be."""
    share = edge.relations[0].share
    if share is not None:
        return {"size": [share_text(edge.relations[0], share), "", float(share.low), float(share.high)]}
    stated = [float(n) for n in map(claim.decimal, AMOUNTS) if n is not None] or [0.0]
    return {"size": [quantity(claim, "amount"), str(claim.one("currency") or ""), min(stated), max(stated)]}


def bound(when: When) -> list[str]:
    """A date in words, and what it is sorted by."""
    return [] if when.is_unknown else [when.text(), str(when.earliest or when.latest)]
