"""Two things side by side: the register entry, what accounts say of each, and by section the claims that name it.

Everything is compared as answers use it, and nothing is added up; what only one side states is not denied of the other.
The comparison of B and A is that of A and B with its sides exchanged.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from regraph.analysis.comparing.sections import SECTIONS, SHARED, can_have, family_of, kind_of, section_of
from regraph.analysis.dispute.conflicts import conflicts_of
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Scenario
from regraph.model.things import Claim, Statement, Values
from regraph.store.resolution import GROUPS

HIDDEN = ("editorialNote", "evidence", "isStatedIn", "label")
GROUP_OF = {name: group for group, names in GROUPS.items() for name in names}
SELF = "(itself)"
ORDER = ("register", "itself", *SECTIONS, "disputes", "between")


class Match(Enum):
    """How two sides stand to each other on one property."""

    EQUAL = "equal"
    DIFFERENT = "different"
    ONLY_A = "only A"
    ONLY_B = "only B"
    NOT_COMPARABLE = "not comparable"
    BOTH = "names both"


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One value of one side.

    Args:
        key: what it says, spelled so that equal values have equal keys.
        node: IRI of the claim that says it; "" for the register.
        accounts: the accounts that give this value, sorted; none for the register.
        is_used: False for a value that only accounts give whose word answers do not use.
    """

    key: str
    node: str = ""
    accounts: tuple[str, ...] = ()
    is_used: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """One property of both sides.

    Args:
        section: `register`, `itself`, a section of `SECTIONS`, `disputes` or `between`.
        property: the local name of a property, or of a group that is taken together; of claims, their kind with the
            properties by which they name the thing; of disputes, what is disputed.
        match: how the sides stand to each other.
        a, b: the values of either side, sorted; empty where nothing is stated.
    """

    section: str
    property: str
    match: Match
    a: tuple[Entry, ...]
    b: tuple[Entry, ...]


Cells = dict[tuple[str, str], tuple[Entry, ...]]


def compared(knowledge: Knowledge, a: str, b: str, scenario: Scenario) -> tuple[Row, ...]:
    """Two things or claims, property by property.

    Args:
        a, b: IRIs of two different things or claims.
        scenario: claims of a certainty that it excludes are left out of both sides.
    Returns:
        Rows by section in the order of `ORDER`, then by property; a property that neither side has is left out.
    """
    both = set(knowledge.mentions.get(a, ())) & set(knowledge.mentions.get(b, ())) - {a, b}
    left, right = (cells_of(knowledge, iri, scenario, both) for iri in (a, b))
    families = family_of(knowledge, a), family_of(knowledge, b)
    keys = sorted({*left, *right}, key=lambda key: (ORDER.index(key[0]), key[1]))
    rows = [row(key, (left.get(key, ()), right.get(key, ())), families) for key in keys]
    return (*rows, *between(knowledge, a, b, [n for n in sorted(both) if is_in(knowledge, n, scenario)]))


def row(key: tuple[str, str], sides: tuple[tuple[Entry, ...], tuple[Entry, ...]], families: tuple[str, str]) -> Row:
    """One row, from the values of either side."""
    return Row(*key, match_of(key, sides, families), *sides)


def match_of(
    key: tuple[str, str], sides: tuple[tuple[Entry, ...], tuple[Entry, ...]], families: tuple[str, str]
) -> Match:
    """How two sides stand to each other; what a kind of thing cannot have is not said to be missing from it."""
    a, b = ([entry.key for entry in side if entry.is_used] for side in sides)
    if sides[0] and sides[1]:
        return Match.EQUAL if sorted(a) == sorted(b) else Match.DIFFERENT
    section, name = key
    if section in SECTIONS and not all(can_have(family, section) for family in families):
        return Match.NOT_COMPARABLE
    if section == "itself" and families[0] != families[1] and name not in SHARED:
        return Match.NOT_COMPARABLE
    return Match.ONLY_A if sides[0] else Match.ONLY_B


def cells_of(knowledge: Knowledge, iri: str, scenario: Scenario, both: set[str]) -> Cells:
    """The values of one side, by section and property; claims that name both sides stand elsewhere."""
    found = {("register", name): tuple(map(Entry, values)) for name, values in register_of(knowledge, iri)}
    if iri in knowledge.claims and is_in(knowledge, iri, scenario):
        found |= {("itself", name): entries for name, entries in own(knowledge.claims[iri])}
    claims: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for node in knowledge.mentions.get(iri, ()):
        if node not in both and is_in(knowledge, node, scenario):
            claim = knowledge.claims[node]
            roles = tuple(sorted(name for name, values in claim.values.items() if iri in values))
            place = section_of(knowledge, claim, roles), " ".join((claim.kind or "description", *roles))
            claims[place].append(Entry(signature(claim, iri), node, claim.accounts))
    for conflict in conflicts_of(knowledge, iri):
        if all(is_in(knowledge, node, scenario) for node in conflict.nodes):
            accounts = tuple(sorted({said.account for said in conflict.said}))
            key = f"{conflict.verdict.value}: {conflict.why}"
            claims["disputes", conflict.property].append(Entry(key, conflict.nodes[0], accounts))
    return found | {place: tuple(sorted(entries)) for place, entries in claims.items()}


def is_in(knowledge: Knowledge, node: str, scenario: Scenario) -> bool:
    """True for a claim whose certainty is not taken out."""
    return knowledge.claims[node].concept("certainty") not in scenario.exclude


def register_of(knowledge: Knowledge, iri: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The register entry of a thing, field by field; of a claim without one, its kind."""
    thing = knowledge.things.get(iri)
    yield "kind", (kind_of(knowledge, iri),)
    if thing is not None:
        fields = {
            "jurisdiction": (thing.jurisdiction,), "otherNames": thing.names,
            "unknownBecause": (thing.unknown_because,), "count": (None if thing.count is None else str(thing.count),),
        }  # fmt: skip
        fields |= {name: (value,) for name, value in thing.identifiers}
        for name, values in fields.items():
            stated = tuple(sorted(value for value in values if value))
            if stated:
                yield name, stated


def own(claim: Claim) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    """What accounts say of a claim or thing itself: for each group of properties, every value with its accounts."""
    groups = {GROUP_OF.get(name, name) for said in claim.statements for name in said.values if name not in HIDDEN}
    for group in sorted(groups):
        used = key_of(claim.values, group, claim.node)
        told: dict[str, list[Statement]] = defaultdict(list)
        for said in claim.statements:
            if key_of(said.values, group, claim.node):
                told[key_of(said.values, group, claim.node)].append(said)
        single = len(told) == 1
        yield (
            group,
            tuple(
                Entry(
                    key,
                    claim.node,
                    tuple(sorted(s.account for s in by)),
                    single or key == used or group not in claim.used,
                )
                for key, by in sorted(told.items())
            ),
        )


def key_of(values: Values, group: str, node: str) -> str:
    """The values of a group, spelled so that equal ones are equal; the thing itself stands as itself."""
    named = [(n, sorted(spelled(v, node) for v in values[n])) for n in GROUPS.get(group, (group,)) if values.get(n)]
    if [name for name, _ in named] == ["isApproximate"]:  # that something is about so much says nothing by itself
        return ""
    return "; ".join(f"{name} {', '.join(texts)}" for name, texts in named)


def spelled(value: object, node: str) -> str:
    """One value; numbers that are equal are spelled alike.

    Example:
        >>> from decimal import Decimal
        >>> spelled(Decimal("0.40"), ""), spelled(True, "")
        ('0.4', 'true')
    """
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    if "." in text and text.replace(".", "", 1).removeprefix("-").isdigit():
        return text.rstrip("0").rstrip(".")
    return SELF if text == node else text


def signature(claim: Claim, iri: str) -> str:
    """All that a claim says of a thing, spelled so that the same said of another thing is equal."""
    names = sorted(name for name in claim.values if name not in HIDDEN)
    parts = (f"{name} {', '.join(sorted(spelled(value, iri) for value in claim.values[name]))}" for name in names)
    return "; ".join((claim.kind, *parts))


def between(knowledge: Knowledge, a: str, b: str, nodes: list[str]) -> Iterator[Row]:
    """The claims that name both, each with the properties by which it names either."""
    for node in nodes:
        claim = knowledge.claims[node]
        sides = [
            " ".join(sorted(name for name, values in claim.values.items() if iri in values)) or "named"
            for iri in (a, b)
        ]
        entries = [(Entry(side, node, claim.accounts),) for side in sides]
        yield Row("between", f"{claim.kind or 'description'} {node.rsplit('/', 1)[-1]}", Match.BOTH, *entries)
