"""One matter told as two claims: figures of one quantity, stakes of one holder, what one voice has and another misses.

Two claims are compared only where everything that says what they are is the same, and no account tells both: a voice
that tells two keeps them apart.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from itertools import combinations

from regraph.analysis.dispute.differences import bounds_verdict
from regraph.analysis.dispute.verdict import Conflict, Verdict, said_of
from regraph.model.knowledge import Knowledge
from regraph.model.lookup import folded
from regraph.model.things import Claim
from regraph.names import local
from regraph.store.resolution import GROUPS

OF_A_DAY = frozenset(("price",))  # changes from day to day: two of them meet only where both say when
MISSING = frozenset(("does-not-exist", "not-disclosed"))
TIES = ("Interest", "Deal", "Tie", "Proceeding")


def doubles(knowledge: Knowledge, nodes: Iterable[str]) -> Iterable[Conflict]:
    """Every two of some claims that tell one matter and differ in its amount."""
    alike: dict[Hashable, list[Claim]] = defaultdict(list)
    for node in nodes:
        kind = knowledge.claims.kind(node)
        if kind == "Figure" or knowledge.is_a(kind, "Interest"):
            claim = knowledge.claims[node]
            alike[quantity_of(claim) if kind == "Figure" else holding_of(claim)].append(claim)
    for key, claims in alike.items():
        for one, other in combinations(claims, 2) if key else ():
            yield from compared(one, other)


def compared(one: Claim, other: Claim) -> Iterable[Conflict]:
    """The disagreement of two claims on one matter, if their amounts differ."""
    if set(one.accounts) & set(other.accounts) or not same_time(one, other):
        return
    group = "measure" if one.kind == "Figure" else "share"
    said = said_of(one, GROUPS[group]) + said_of(other, GROUPS[group])
    found = bounds_verdict(group, said) if len({s.node for s in said}) > 1 else None
    if found is not None:
        yield Conflict((one.node, other.node), group, found[0], said, "", "", f"told as two claims; {found[1]}")


def quantity_of(claim: Claim) -> Hashable:
    """What a figure measures; None where its kind or what it is of is not stated."""
    if not claim.one("figureKind") or not claim.iris("isFigureOf"):
        return None
    what = tuple(claim.concept(n) for n in ("figureKind", "realisation", "chainStage"))
    measure = tuple(str(claim.one(n) or "") for n in ("unit", "currency"))
    return *what, *measure, folded(str(claim.one("base") or "")), claim.iris("isFigureOf"), claim.iris("commodity")


def holding_of(claim: Claim) -> Hashable:
    """Who holds what and how; None for what is not in force."""
    held = claim.iris("isStakeIn") + claim.iris("isInterestIn")
    if claim.concept("stage") != "in-force" or not held or not claim.iris("isHeldBy"):
        return None
    return claim.kind, claim.iris("isHeldBy"), held


def same_time(one: Claim, other: Claim) -> bool:
    """False where the times exclude each other, or where what changes daily is not dated by both."""
    if one.concept("figureKind") in OF_A_DAY and any(not dated(claim) for claim in (one, other)):
        return False
    return not (ends_before(one, other) or ends_before(other, one) or other_day(one, other))


def dated(claim: Claim) -> bool:
    """True where some time is stated."""
    return not (claim.span.is_unknown and claim.when("date").is_unknown)


def ends_before(one: Claim, other: Claim) -> bool:
    """True where one is over before the other begins."""
    last, first = one.when("end").latest, other.when("start").earliest
    return last is not None and first is not None and last < first


def other_day(one: Claim, other: Claim) -> bool:
    """True where both happen, and on days that exclude each other."""
    a, b = one.when("date"), other.when("date")
    return bool(
        (a.latest and b.earliest and a.latest < b.earliest) or (b.latest and a.earliest and b.latest < a.earliest)
    )


def missing_and_stated(knowledge: Knowledge, nodes: Iterable[str]) -> Iterable[Conflict]:
    """What one account says is missing or not disclosed, and another account states."""
    for node in nodes:
        if knowledge.claims.kind(node) == "Absence":
            absence = knowledge.claims[node]
            if absence.one("absentTerm") and absence.concept("absenceKind") in MISSING:
                yield from stated_of(knowledge, absence)


def stated_of(knowledge: Knowledge, absence: Claim) -> Iterable[Conflict]:
    """The claims that state what an absence says is missing, each told by another account."""
    about, term = absence.iris("isAbout"), local(str(absence.one("absentTerm")))
    for node in sorted(candidates(knowledge, about, term)):
        if node not in knowledge.claims or node == absence.node or not states(knowledge, node, about, term):
            continue
        claim = knowledge.claims[node]
        names = (term,) if term[0].islower() else ("stage",)
        said = tuple(s for s in said_of(claim, names) if s.account not in absence.accounts)
        if said and claim.concept("certainty") != "denied":
            lacking = said_of(absence, ("absenceKind", "absentTerm"))
            yield Conflict(
                (absence.node, node), term, Verdict.CONTRADICTION, lacking + said, "", "",
                "one account says it is missing, another states it",
            )  # fmt: skip


def candidates(knowledge: Knowledge, about: tuple[str, ...], term: str) -> set[str]:
    """The claims that may be what is said to be missing: the one thing itself, or what points to all of several."""
    if term[0].islower():
        return set(about)
    named = [nodes for iri in about if (nodes := knowledge.mentions.get(iri, ()))]
    return {*about, *min(named, key=len, default=())} if len(about) > 1 else set()


def states(knowledge: Knowledge, node: str, about: tuple[str, ...], term: str) -> bool:
    """True where a claim is what is said to be missing: a property of the one thing, or a tie between them all."""
    if term[0].islower():
        return about == (node,)
    kind = knowledge.claims.kind(node)
    tie = any(knowledge.is_a(kind, family) for family in TIES)
    return tie and len(about) > 1 and knowledge.is_a(kind, term) and set(about) <= knowledge.claims.targets(node)
