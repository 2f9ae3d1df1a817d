"""What the chains of an answer add up to by themselves, exactly.

A holding that is only possibly in force adds nothing at least. A chain ends where it comes back to itself: where rings
run, this is not the share, and must not be told as if it were.
"""

from dataclasses import replace

from regraph.analysis.counting import Hop
from regraph.analysis.ownership import Ownership, product
from regraph.model.scenario import Status
from regraph.model.share import ZERO, Share, total


def along_chains(answer: Ownership, *, upward: bool) -> dict[str, Share]:
    """Other end -> what the chains to it add up to; a hop that is only possibly in force adds nothing at least."""
    found: dict[str, list[Share]] = {}
    seen: dict[tuple[Hop, ...], None] = {}
    for chain in answer.chains:
        hops = chain.hops
        parts = [hops[i:] if upward else hops[: i + 1] for i in range(len(hops))]
        seen.update(dict.fromkeys(parts))
    for part in seen:
        share = product(tuple(map(unsure, part)))
        if share is not None:
            end = part[0].relation.source if upward else part[-1].relation.target
            found.setdefault(end, []).append(share)
    return {end: total(shares) for end, shares in found.items()}


def unsure(hop: Hop) -> Hop:
    """A hop whose share is nothing at least where it is only possibly in force."""
    share = hop.relation.share
    if share is None or hop.standing.status is not Status.POSSIBLE:
        return hop
    return replace(hop, relation=replace(hop.relation, share=Share(ZERO, share.high, False, share.high_open)))
