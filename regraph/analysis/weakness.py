"""How weakly a claim is evidenced: the order in which answers prefer paths and name the weakest hop."""

from regraph.model.scenario import Standing, Status
from regraph.model.things import Claim

CERTAINTY_COST = {
    "stated-by-party": 1.0,
    "reported": 1.1,
    "estimated": 1.6,
    "opinion": 2.0,
    "alleged": 2.4,
    "under-investigation": 2.8,
    "disputed": 3.5,
    "denied": 6.0,
}
STAGE_COST = {"signed": 0.4, "approved": 0.4, "announced": 0.5, "proposed": 1.2, "reported-talks": 1.6}
ENDED_COST = 1.6
NON_BINDING_COST = 0.5
POSSIBLE_COST = 0.5
WALKED = (Status.COUNTED, Status.POSSIBLE, Status.BESIDE, Status.ENDED)


def weakness(claim: Claim, standing: Standing) -> float:
    """How weak one claim is by its three axes and its standing on the day asked about.

    Returns:
        1.0 for a party's own word of what is in force, more for anything weaker. An order, not a probability.
    """
    return claim_weakness(claim) + standing_weakness(standing)


def claim_weakness(claim: Claim) -> float:
    """The part of it that no day changes, by the axes."""
    cost = CERTAINTY_COST.get(claim.concept("certainty") or "reported", 1.1)
    cost += STAGE_COST.get(claim.concept("stage") or "", 0.0)
    return cost + (NON_BINDING_COST if claim.concept("bindingness") == "non-binding" else 0.0)


def standing_weakness(standing: Standing) -> float:
    """What the day adds to it."""
    if standing.status is Status.POSSIBLE:
        return POSSIBLE_COST
    return ENDED_COST if standing.status is Status.ENDED else 0.0


def hop_cost(weak: float, standing: Standing) -> float | None:
    """What a hop over a claim so weak (see `claim_weakness`) costs a path; None where no path walks over it."""
    return weak + standing_weakness(standing) if standing.status in WALKED else None
