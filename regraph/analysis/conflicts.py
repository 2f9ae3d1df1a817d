"""Where accounts disagree: on one property of one thing, in precision, or in sums that do not add up.

It says which value answers use and by which rule; it never decides who is right.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from itertools import combinations

from regraph.model.knowledge import Knowledge
from regraph.model.things import Claim, Value, Values
from regraph.store.resolution import GROUPS, RULES

BOUNDS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "share": (("shareAtLeast", "shareAbove"), ("shareAtMost", "shareBelow")),
    "measure": (("amountAtLeast", "valueAtLeast", "valueAbove"), ("amountAtMost", "valueAtMost", "valueBelow")),
    "start": (("startEarliest",), ("startLatest",)),
    "end": (("endEarliest",), ("endLatest",)),
    "date": (("dateEarliest",), ("dateLatest",)),
}
PLAIN_CERTAINTY = frozenset(("stated-by-party", "reported", "estimated"))


class Verdict(Enum):
    """What a difference amounts to."""

    CONTRADICTION = "contradiction"
    DOUBT = "certainty differs"
    PRECISION = "compatible: differs in precision"
    EXPLAINED = "compatible: explained by a recorded judgement"
    SUM = "parts and whole differ"


@dataclass(frozen=True, slots=True)
class Said:
    """What one account says of the property."""

    account: str
    values: tuple[tuple[str, tuple[Value, ...]], ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """One difference.

    Args:
        node: IRI of the claim.
        group: the property, or the group of properties that make sense only together.
        verdict: what it amounts to.
        said: what each account says, sorted by account; for sums, the parts.
        used: the account whose value answers use; "" for sums.
        rule: the rule by which it is used.
        why: one sentence.
    """

    node: str
    group: str
    verdict: Verdict
    said: tuple[Said, ...]
    used: str
    rule: str
    why: str


def conflicts_of(knowledge: Knowledge, entity: str | None = None) -> tuple[Conflict, ...]:
    """Every difference between accounts, or those that concern one thing.

    Args:
        entity: IRI of a thing or claim; None for all.
    Returns:
        Sorted by verdict, node and property.
    """
    nodes = knowledge.claims if entity is None else sorted({entity, *knowledge.mentions.get(entity, ())})
    found = [c for node in nodes if node in knowledge.claims for c in differences(knowledge, knowledge.claims[node])]
    found += [c for node in nodes if node in knowledge.claims for c in sums(knowledge, knowledge.claims[node])]
    order = list(Verdict)
    return tuple(sorted(found, key=lambda c: (order.index(c.verdict), c.node, c.group)))


def differences(knowledge: Knowledge, claim: Claim) -> Iterable[Conflict]:
    """The property groups of one claim on which its accounts differ."""
    for group, (account, rule) in sorted(claim.used.items()):
        names = GROUPS.get(group, (group,))
        said = tuple(
            Said(s.account, tuple((n, s.values[n]) for n in names if n in s.values))
            for s in claim.statements
            if any(n in s.values for n in names)
        )
        verdict, why = verdict_of(knowledge, claim, group, said)
        if verdict is not None:
            yield Conflict(claim.node, group, verdict, said, account, RULES[rule], why)


def verdict_of(knowledge: Knowledge, claim: Claim, group: str, said: tuple[Said, ...]) -> tuple[Verdict | None, str]:
    """What a difference amounts to, and why; None for one that lies in the nature of voices."""
    explained = knowledge.judgements.get(claim.node)
    if group == "certainty":
        words = {str(v).rsplit("/", 1)[-1] for s in said for _, values in s.values for v in values}
        if words <= PLAIN_CERTAINTY:
            return None, ""
        return Verdict.DOUBT, f"one voice gives it as {' and another as '.join(sorted(words))}"
    if explained:
        return Verdict.EXPLAINED, explained
    if group in BOUNDS:
        spans = [interval(dict(s.values), group) for s in said]
        if all(overlap(a, b) for a, b in combinations(spans, 2)):
            return Verdict.PRECISION, "some value satisfies the bounds of every account"
        return Verdict.CONTRADICTION, "no value satisfies the bounds of all accounts"
    return Verdict.CONTRADICTION, "the accounts give different values"


def interval(values: Values, group: str) -> tuple[Value | None, Value | None, object]:
    """Lower bound, upper bound, and currency with unit, of what one account says."""
    lows, highs = BOUNDS[group]
    low = next((values[n][0] for n in lows if n in values), None)
    high = next((values[n][0] for n in highs if n in values), None)
    return low, high, (values.get("currency"), values.get("unit"))


def overlap(a: tuple[Value | None, Value | None, object], b: tuple[Value | None, Value | None, object]) -> bool:
    """True where some value lies in both intervals; other currencies or units never meet where both are given."""
    if a[2] != b[2] and a[2] != (None, None) and b[2] != (None, None):
        return False
    below = a[1] is not None and b[0] is not None and a[1] < b[0]  # type: ignore[operator]
    above = b[1] is not None and a[0] is not None and b[1] < a[0]  # type: ignore[operator]
    return not (below or above)


def sums(knowledge: Knowledge, claim: Claim) -> Iterable[Conflict]:
    """Where the parts that sources name do not add up to the whole, or exceed it."""
    parts = claim.iris("isSumOf")
    if not parts:
        inside = (knowledge.claims[n] for n in knowledge.mentions.get(claim.node, ()) if n in knowledge.claims)
        parts = tuple(sorted(c.node for c in inside if claim.node in c.iris("isPartOf") and c.kind))
    known = [knowledge.claims[p] for p in parts if p in knowledge.claims]
    whole, amounts = money(claim), [money(part) for part in known]
    if whole is None or len(known) < 2 or any(a is None or a[2] != whole[2] for a in amounts):
        return
    low = sum((a[0] for a in amounts if a), Decimal(0))
    high = sum((a[1] for a in amounts if a), Decimal(0))
    if low > whole[1] or high < whole[0]:
        said = tuple(Said(p.accounts[0], (("part", (p.node,)), ("amount", (money(p) or whole)[:2]))) for p in known)
        why = f"the parts add up to {low:,f} {whole[2]}" if low == high else f"the parts add up to {low:,f} to {high:,f}"
        yield Conflict(claim.node, "sum", Verdict.SUM, said, "", "", f"{why}, the whole is given as {whole[0]:,f}")


def money(claim: Claim) -> tuple[Decimal, Decimal, str] | None:
    """The amount or value of a claim as bounds and currency; None where either bound is missing."""
    for prefix in ("amount", "value"):
        low, high = claim.decimal(prefix + "AtLeast"), claim.decimal(prefix + "AtMost")
        if low is not None and high is not None:
            return low, high, f"{claim.one('currency') or ''}{claim.one('unit') or ''}"
    return None
