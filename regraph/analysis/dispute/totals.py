"""Sums: parts that do not add up to the whole that an account gives, and parts that exceed their whole.

What is not known to be all of the parts can only exceed the whole, never fall short of it. Nothing is added up that is
counted in other currencies or units.
"""

from collections.abc import Iterable
from decimal import Decimal

from regraph.analysis.dispute.bounds import Bounds, bounds_of
from regraph.analysis.dispute.verdict import Conflict, Said, Verdict, said_of
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import ENDED
from regraph.model.share import added, plain
from regraph.model.things import Claim
from regraph.store.resolution import GROUPS

MEASURE = GROUPS["measure"]


def totals(knowledge: Knowledge, nodes: Iterable[str]) -> Iterable[Conflict]:
    """Every sum that does not add up, and every total that its parts exceed."""
    for node in nodes:
        kind = knowledge.claims.kind(node)
        if kind == "Figure" or knowledge.is_a(kind, "Deal"):
            whole = knowledge.claims[node]
            named = [knowledge.claims[iri] for iri in whole.iris("isSumOf") if iri in knowledge.claims]
            yield from added_up(whole, named) if len(named) > 1 else exceeded(whole, parts_of(knowledge, whole))


def added_up(whole: Claim, parts: list[Claim]) -> Iterable[Conflict]:
    """The accounts whose own parts miss their own whole; where none tells all of them, the values that answers use."""
    told = {s.account: [s] for s in said_of(whole, MEASURE, "whole")}
    for part in parts:
        for said in said_of(part, MEASURE, "part"):
            told.setdefault(said.account, []).append(said)
    complete = [said for _, said in sorted(told.items()) if len(said) == len(parts) + 1 and said[0].part == "whole"]
    wrong = [said for said in complete or [as_used(whole, parts)] if said and not adds_up(said)]
    if wrong:
        why = sum_text(wrong[0], "add up to")
        fine = sum(1 for said in complete if said not in wrong and comparable(list(map(measure, said))))
        also = f"; in {fine} other account{'s' * (fine > 1)} they add up" if fine else ""
        found = tuple(said for group in wrong for said in group)
        yield Conflict((whole.node, *(p.node for p in parts)), "sum", Verdict.SUM, found, "", "", why + also)


def exceeded(whole: Claim, parts: list[Claim]) -> Iterable[Conflict]:
    """The parts of a total, where the least they can be is more than the most it can be."""
    said = as_used(whole, parts) if parts else []
    bounds = list(map(measure, said))
    if len(said) > 1 and comparable(bounds) and bounds[0].is_below(Bounds(least(bounds[1:]))):
        why = sum_text(said, "come to at least")
        yield Conflict((whole.node, *(p.node for p in parts)), "sum", Verdict.EXCESS, tuple(said), "", "", why)


def parts_of(knowledge: Knowledge, whole: Claim) -> list[Claim]:
    """The deals that are part of a deal, or under the programme whose funding a figure totals."""
    if whole.kind == "Figure":
        of = whole.iris("isFigureOf") if whole.concept("figureKind") == "funding-total" else ()
    else:
        of = (whole.node,)
    if len(of) != 1:
        return []
    found = {n: knowledge.claims[n] for n in knowledge.mentions.get(of[0], ()) if is_deal(knowledge, n)}
    inside = {n: c for n, c in found.items() if of[0] in (*c.iris("isPartOf"), *c.iris("isUnder")) and counts(c)}
    return [claim for claim in inside.values() if not set(claim.iris("isPartOf")) & set(inside)]


def is_deal(knowledge: Knowledge, node: str) -> bool:
    """True for a deal."""
    return knowledge.is_a(knowledge.claims.kind(node), "Deal")


def counts(claim: Claim) -> bool:
    """True for what has an amount and is neither ended nor denied."""
    sized = any(claim.one(name) is not None for name in MEASURE[:6])
    return sized and claim.concept("stage") not in ENDED and claim.concept("certainty") != "denied"


def as_used(whole: Claim, parts: list[Claim]) -> list[Said]:
    """The whole and its parts as answers use them; nothing where one of them has no amount."""
    found = []
    for claim, part in ((whole, "whole"), *((p, "part") for p in parts)):
        said = {s.account: s for s in said_of(claim, MEASURE, part)}
        used = claim.used.get("measure", ("", ""))[0]
        if not said:
            return []
        found.append(said.get(used) or said[min(said)])
    return found


def adds_up(said: list[Said]) -> bool:
    """True where the parts can add up to the whole, or cannot be compared with it."""
    whole, *parts = map(measure, said)
    if not comparable([whole, *parts]):
        return True
    high = added(b.high for b in parts if isinstance(b.high, Decimal))
    known = all(b.high is not None for b in parts)
    return whole.meets(Bounds(least(parts), high if known else None))


def measure(said: Said) -> Bounds:
    """The amount that an account gives, as bounds."""
    return bounds_of(dict(said.values), "measure")


def comparable(bounds: list[Bounds]) -> bool:
    """True where all are counted in one currency and unit, and none is without any bound."""
    return len({b.measure for b in bounds}) == 1 and not any(b.is_empty for b in bounds)


def least(bounds: list[Bounds]) -> Decimal:
    """The least that several amounts can come to."""
    return added(b.low for b in bounds if isinstance(b.low, Decimal))


def sum_text(said: list[Said], verb: str) -> str:
    """What the parts come to, beside the whole, in words.

    Example:
        >>> five, two = ((("amountAtLeast", (n,)), ("amountAtMost", (n,)), ("currency", ("USD",))) for n in (5, 2))
        >>> sum_text([Said("a", "w", five, "whole"), Said("a", "p", two, "part")], "come to")
        'the parts come to USD 2, the whole is given as USD 5'
    """
    whole, *parts = (bounds_of({**dict(s.values), "isApproximate": ()}, "measure") for s in said)
    unit = " ".join(filter(None, whole.measure))
    low, high = least(parts), added(b.high for b in parts if isinstance(b.high, Decimal))
    total = plain(low) if low == high or verb != "add up to" else f"{plain(low)} to {plain(high)}"
    given = whole.high if isinstance(whole.high, Decimal) else whole.low
    assert isinstance(given, Decimal)
    return f"the parts {verb} {unit} {total}, the whole is given as {unit} {plain(given)}"
