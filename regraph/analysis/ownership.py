"""Owners and holdings: every chain of holdings to or from one thing, with share intervals and where the trail ends.

Chains are the explanation of an answer; shares by a convention are in `regraph.analysis.integrated`. Here they are
those of simple paths: the product along each chain without repetition, summed over chains, and never more than all.
Intervals multiply and add as intervals. A ring of holdings is walked once; where one is met, the answer says so.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from regraph.analysis.counting import JOINT, Aside, Hop, counted
from regraph.analysis.endings import TRAIL_ENDS, Widely, doubt_words, end_kind, end_words, widely_held
from regraph.analysis.weakness import weakness
from regraph.model.knowledge import Knowledge, once
from regraph.model.scenario import Scenario, Status
from regraph.model.share import ONE, Share, total

CONVENTION = "simple-paths"
BUDGET = 20_000


@dataclass(frozen=True, slots=True)
class Chain:
    """Holdings from an outermost holder down to the thing asked about.

    Args:
        hops: from the outermost holder inward.
        share: the product of the hops; None where a hop is a link or right without a share.
        end: why the trail ends at the outermost holder.
        end_kind: `person`, `state`, `widely-held` or `trail-ends`; the last is the end of what is known, no last owner.
    """

    hops: tuple[Hop, ...]
    share: Share | None
    end: str
    end_kind: str = TRAIL_ENDS


@dataclass(frozen=True, slots=True)
class Holding:
    """What one holder has of one thing, over all chains.

    Args:
        holder: IRI; for a joint holding `joint:` and the IRI of its claim.
        held: IRI.
        members: the joint holders; empty for a single one.
        share: integrated share; None where only links or rights connect them.
        direct: True where some chain has one hop.
        distance: hops of the shortest chain, a joint holding not counted as one.
        possible: True where some hop is only possibly in force on that day.
        chains: number of chains.
        kinds: the kinds of the hops next to the holder.
        weakest: the claim on which the best evidenced chain is weakest.
    """

    holder: str
    held: str
    members: tuple[str, ...]
    share: Share | None
    direct: bool
    distance: int
    possible: bool
    chains: int
    kinds: tuple[str, ...]
    weakest: str


@dataclass(frozen=True)
class Ownership:
    """The answer: owners of a thing, or holdings of an actor.

    Args:
        entity: the thing asked about.
        holdings: sorted by distance, then name.
        chains: every chain to an outermost holder, sorted; each with the end of its trail.
        beside: what is not counted, sorted.
        trail_end: what can be said where there is no holder at all.
        clipped: True where the budget of chains was used up.
        rings: things at which a chain came back to itself and was ended, sorted.
        widely: what is said of the thing and of what stands above it to be widely held, by thing.
    """

    entity: str
    holdings: tuple[Holding, ...]
    chains: tuple[Chain, ...]
    beside: tuple[Aside, ...]
    trail_end: str
    clipped: bool
    rings: tuple[str, ...] = ()
    widely: tuple[tuple[str, Widely], ...] = ()


@once
def owners_of(knowledge: Knowledge, entity: str, scenario: Scenario) -> Ownership:
    """Who owns or controls `entity`, directly and through others.

    Args:
        knowledge: the facts.
        entity: IRI of an actor, asset or programme.
        scenario: day, and what is included and excluded.
    Returns:
        Holders up every chain; a chain ends where the sources name no further holder.
    """
    return Walk(knowledge, scenario, upward=True).answer(entity)


@once
def holdings_of(knowledge: Knowledge, actor: str, scenario: Scenario) -> Ownership:
    """What `actor` owns or controls, directly and through others; the same walk downward."""
    return Walk(knowledge, scenario, upward=False).answer(actor)


@once
def steps_from(
    knowledge: Knowledge, scenario: Scenario, near: str
) -> tuple[Mapping[str, list[Hop]], Mapping[str, list[Aside]]]:
    """The counted steps, and what stands beside, by the end at which a walk meets them.

    Args:
        near: `target` for a walk upward, `source` for one downward.
    """
    steps: dict[str, list[Hop]] = {}
    asides: dict[str, list[Aside]] = {}
    found = counted(knowledge, scenario, bodies=near == "target")
    for hop in (h for h in found.hops if h.relation.source != h.relation.target):
        steps.setdefault(getattr(hop.relation, near), []).append(hop)
    for aside in found.beside:
        asides.setdefault(getattr(aside.relation, near), []).append(aside)
    return steps, asides


class Walk:
    """Walks the counted holdings from one thing, in one direction."""

    def __init__(self, knowledge: Knowledge, scenario: Scenario, *, upward: bool) -> None:
        self.knowledge, self.upward = knowledge, upward
        self.near, self.far = ("target", "source") if upward else ("source", "target")
        self.steps, self.aside = steps_from(knowledge, scenario, self.near)
        self.wide = widely_held(knowledge, scenario) if upward else {}
        self.clipped = False
        self.rings: set[str] = set()

    def answer(self, entity: str) -> Ownership:
        """All chains from `entity`, and what they add up to."""
        chains = list(self.chains(entity))
        totals: dict[str, list[tuple[Hop, ...]]] = defaultdict(list)
        ends = []
        for hops in chains:
            outer = getattr(hops[-1].relation, self.far)
            totals[outer].append(hops)
            if not self.onward(outer, hops):
                ends.append(self.chain(hops, outer))
        named = {other: found for other, found in totals.items() if self.upward or not other.startswith(JOINT)}
        holdings = (self.holding(entity, other, found) for other, found in named.items())
        visited = {entity, *totals}
        beside = (aside for node in sorted(visited) for aside in self.aside.get(node, ()))
        label = self.knowledge.label
        return Ownership(
            entity,
            tuple(sorted(holdings, key=lambda h: (h.distance, not h.members, label(self.other(h)), h.holder, h.held))),
            tuple(sorted(ends, key=chain_key)),
            tuple(sorted(beside, key=lambda a: (a.relation.claim, a.relation.source, a.relation.target))),
            self.trail_end(entity) if not chains else "",
            self.clipped,
            tuple(sorted(self.rings)),
            tuple((thing, said) for thing in sorted(visited) for said in self.wide.get(thing, ())),
        )

    def chains(self, entity: str) -> Iterable[tuple[Hop, ...]]:
        """Every simple chain from `entity`, shortest first, up to the budget."""
        queue: list[tuple[Hop, ...]] = [(hop,) for hop in self.steps.get(entity, ())]
        for spent, hops in enumerate(queue):
            if spent >= BUDGET:
                self.clipped = True
                return
            yield hops
            queue.extend((*hops, hop) for hop in self.onward(getattr(hops[-1].relation, self.far), hops, entity))

    def onward(self, node: str, hops: tuple[Hop, ...], entity: str = "") -> list[Hop]:
        """The steps from `node` that do not come back to the chain."""
        seen = {getattr(h.relation, self.near) for h in hops} | {node, entity}
        found = [hop for hop in self.steps.get(node, ()) if getattr(hop.relation, self.far) not in seen]
        back = {getattr(hop.relation, self.far) for hop in self.steps.get(node, ())} & seen
        self.rings |= {thing for thing in back if not thing.startswith(JOINT)}
        return found

    def chain(self, hops: tuple[Hop, ...], outer: str) -> Chain:
        """A finished chain, outermost holder first."""
        ordered = tuple(reversed(hops)) if self.upward else hops
        return Chain(ordered, product(hops), self.trail_end(outer), self.end_kind(outer))

    def holding(self, entity: str, other: str, found: list[tuple[Hop, ...]]) -> Holding:
        """What the chains between `entity` and `other` add up to."""
        shares = [share for share in map(product, found) if share is not None]
        edge = [hops[-1 if self.upward else 0].relation for hops in found]
        joint = found[0][-1].relation.joint if other.startswith(JOINT) else ()
        return Holding(
            holder=other if self.upward else entity,
            held=entity if self.upward else other,
            members=joint,
            share=total(shares) if shares else None,
            direct=any(length(hops) == 1 for hops in found),
            distance=min(map(length, found)),
            possible=all(any(h.standing.status is Status.POSSIBLE for h in hops) for hops in found),
            chains=len(found),
            kinds=tuple(sorted({relation.kind for relation in edge})),
            weakest=min(max(weak(self.knowledge, hop) for hop in hops) for hops in found)[1],
        )

    def other(self, holding: Holding) -> str:
        """The end of a holding that was not asked about."""
        return holding.holder if self.upward else holding.held

    def end_kind(self, node: str) -> str:
        """What a trail ends in: a person, a state, a widely held company, or nothing that the sources name."""
        return end_kind(self.knowledge, self.wide, node) if self.upward else TRAIL_ENDS

    def trail_end(self, node: str) -> str:
        """Why nothing is known beyond `node`."""
        name = self.knowledge.label(node)
        if not self.upward:
            return f"the sources name nothing that {name} holds on that day"
        words = end_words(self.knowledge, self.wide, node)
        if words:
            return words
        doubt = doubt_words(self.wide, node)
        if self.aside.get(node):
            return f"no owner of {name} is counted; what stands beside says more{doubt}"
        return f"the sources name no owner of {name}{doubt}"


@once
def weak(knowledge: Knowledge, hop: Hop) -> tuple[float, str]:
    """How weak a hop is, and its claim."""
    claim = knowledge.claims[hop.relation.claim]
    return weakness(claim, hop.standing), claim.node


def product(hops: tuple[Hop, ...]) -> Share | None:
    """The share through a chain; None where a hop carries none."""
    share: Share | None = Share(ONE, ONE)
    for hop in hops:
        if share is None or hop.relation.share is None:
            return None
        share = share.times(hop.relation.share)
    return share


def length(hops: tuple[Hop, ...]) -> int:
    """Hops of a chain; the step from a member to its joint holding is none of its own."""
    return sum(1 for hop in hops if not hop.relation.target.startswith(JOINT)) or 1


def chain_key(chain: Chain) -> tuple[int, tuple[tuple[str, str], ...]]:
    """Shorter chains first, then by what they run through."""
    return len(chain.hops), tuple((hop.relation.source, hop.relation.claim) for hop in chain.hops)
