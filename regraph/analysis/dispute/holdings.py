"""Stakes in one thing that exceed all of it: what several holders are said to hold at once comes to more than 100 %.

A stake is counted once: a holder above another holder, and a holder within a joint holding, hold the same stake again.
"""

from collections.abc import Iterable

from regraph.analysis.dispute.verdict import Conflict, Verdict, said_of
from regraph.model.knowledge import Knowledge, once
from regraph.model.share import ONE, ZERO, added, percent
from regraph.model.things import Claim
from regraph.store.resolution import GROUPS

ABOVE = {"isHeldBy": ("isStakeIn", "isInterestIn"), "hasParent": ("hasSubsidiary",)}


def overheld(knowledge: Knowledge, nodes: Iterable[str]) -> Iterable[Conflict]:
    """Every thing of which more than all is said to be held at once."""
    stakes: dict[str, list[Claim]] = {}
    for node in nodes:
        if knowledge.claims.kind(node) == "Stake" and is_counted(knowledge.claims[node]):
            for held in knowledge.claims[node].iris("isStakeIn"):
                stakes.setdefault(held, []).append(knowledge.claims[node])
    for held, claims in sorted(stakes.items()):
        yield from past_all(knowledge, held, apart(knowledge, claims))


def is_counted(claim: Claim) -> bool:
    """True for a stake in force with a least size of its own, without a stated end, and not denied."""
    fine = claim.concept("stage") == "in-force" and claim.concept("certainty") != "denied"
    return fine and claim.when("end").is_unknown and claim.share.low > ZERO and not claim.iris("isShareTogetherWith")


def apart(knowledge: Knowledge, claims: list[Claim]) -> list[Claim]:
    """The stakes that are not held again through another of them, the greatest first."""
    found: list[Claim] = []
    for claim in sorted(claims, key=lambda c: (c.share.low.copy_negate(), c.node)):
        holders = set(claim.iris("isHeldBy"))
        others = {iri for other in found for iri in other.iris("isHeldBy")}
        if not holders & others and not any(is_above(knowledge, a, b) or is_above(knowledge, b, a)
                                            for a in holders for b in others):  # fmt: skip
            found.append(claim)
    return found


def is_above(knowledge: Knowledge, upper: str, lower: str) -> bool:
    """True where `upper` holds or controls `lower`, directly or through others, by any account."""
    seen, rest = {lower}, [lower]
    while rest:
        held = rest.pop()
        for holder in holders_of(knowledge, held) - seen:
            seen.add(holder)
            rest.append(holder)
    return upper in seen - {lower}


@once
def holders_of(knowledge: Knowledge, held: str) -> frozenset[str]:
    """Who holds or controls a thing, or is its parent."""
    claims = (knowledge.claims[node] for node in knowledge.mentions.get(held, ()))
    return frozenset(
        holder
        for claim in claims
        for role, objects in ABOVE.items()
        if any(held in claim.iris(name) for name in objects)
        for holder in claim.iris(role)
    )


def past_all(knowledge: Knowledge, held: str, claims: list[Claim]) -> Iterable[Conflict]:
    """The disagreement of stakes that come to more than all of one thing."""
    low = added(claim.share.low for claim in claims)
    if low > ONE or (low == ONE and any(claim.share.low_open for claim in claims)):
        said = tuple(s for claim in claims for s in said_of(claim, GROUPS["share"][:4], "part"))
        more = "more than " if any(claim.share.low_open for claim in claims) else ""
        why = f"the stakes in {knowledge.label(held)} come to {more}{percent(low)} if all are held at once"
        yield Conflict(tuple(claim.node for claim in claims), "share", Verdict.EXCESS, said, "", "", why)
