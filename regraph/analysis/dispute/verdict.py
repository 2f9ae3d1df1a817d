"""What a disagreement is made of: the verdict, what each account says, which value is used and by which rule.

Plain values only; nothing here looks for disagreements or decides who is right.
"""

from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple

from regraph.model.knowledge import Knowledge
from regraph.model.things import Claim, Value
from regraph.store.resolution import RULES

ValuesSaid = tuple[tuple[str, tuple[Value, ...]], ...]


class Verdict(Enum):
    """What a difference amounts to, the gravest first."""

    CONTRADICTION = "contradiction"
    STAGE = "stage or bindingness differs"
    SUM = "sum does not add up"
    EXCESS = "parts exceed whole"
    CERTAINTY = "certainty differs"
    PRECISION = "compatible: precision"
    EXPLAINED = "compatible: explained by a recorded judgement"

    @property
    def is_compatible(self) -> bool:
        """True where what the accounts say can all be so."""
        return self in (Verdict.PRECISION, Verdict.EXPLAINED)


Found = tuple[Verdict, str]  # what a difference amounts to, and why


class Said(NamedTuple):
    """What one account says of the property.

    Args:
        account: IRI of the account.
        node: IRI of the claim in which it says so.
        values: local names of properties with their values, in the order in which they are read.
        part: what the claim is to a sum: "whole", "part", or "" where nothing is added up.
    """

    account: str
    node: str
    values: ValuesSaid
    part: str = ""


class Conflict(NamedTuple):
    """One disagreement.

    Args:
        nodes: IRIs of the claims it is about, the first one first; several where one matter is told as two claims.
        property: local name of the property, or the name of a group of properties that make sense only together.
        verdict: what it amounts to.
        said: what each account says, sorted by claim and account; for sums, the whole before its parts.
        used: the account whose value answers use; "" where they use none or all.
        rule: the rule by which it is used; "" with `used`.
        why: one sentence.
    """

    nodes: tuple[str, ...]
    property: str
    verdict: Verdict
    said: tuple[Said, ...]
    used: str
    rule: str
    why: str


def gravest_first(conflict: Conflict) -> tuple[int, tuple[str, ...], str]:
    """A key that sorts conflicts: by verdict, then by claim and property."""
    return list(Verdict).index(conflict.verdict), conflict.nodes, conflict.property


def choice(knowledge: Knowledge, node: str, group: str, said: tuple[Said, ...]) -> tuple[str, str]:
    """The account whose value answers use, and the rule by which it stands before the others.

    Args:
        said: what the accounts say, at least two of them.
    """
    used = knowledge.claims[node].used.get(group)
    if used is None:
        resolver = knowledge.claims.resolver
        first, *others = sorted((s.account for s in said), key=resolver.rank(node))
        used = first, resolver.rule(node, first, others[0])
    return used[0], RULES[used[1]]


def local_values(values: Mapping[str, tuple[Value, ...]], names: tuple[str, ...]) -> ValuesSaid:
    """The values of some properties, in the order of their names."""
    return tuple((name, values[name]) for name in names if name in values)


def said_of(claim: Claim, names: tuple[str, ...], part: str = "") -> tuple[Said, ...]:
    """What each account says of some properties of a claim; accounts that say nothing of them are left out."""
    told = ((s.account, local_values(s.values, names)) for s in claim.statements)
    return tuple(Said(account, claim.node, values, part) for account, values in told if values)
