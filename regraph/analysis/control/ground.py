"""What verdicts on control rest on: the votes and rights that count in a scenario, and how far each is to be believed.

A claim that is alleged, disputed or an opinion counts only as claimed: what rests on it is never said without it. Where
no votes are stated, shares stand for them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from enum import IntEnum
from functools import cached_property

from regraph.analysis.columns import Columns, columns, shares_in, votes_in
from regraph.analysis.control.doctrines import Bars
from regraph.analysis.counting import JOINT, Counted, Hop, counted, split_joint
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Scenario, Status
from regraph.model.share import UNKNOWN
from regraph.model.things import Claim

FIRM = ("estimated", "reported", "stated-by-party")
DECIDING_LINKS = ("body-of", "controlled-by", "owned-by")
RUNNING = "Operatorship"

Edit = Callable[[Hop], Hop | None]


class Level(IntEnum):
    """How far one goes along with the sources, strictest first."""

    FIRM = 0  # whatever the true shares are within their bounds, without what is alleged, disputed or an opinion
    CLAIMED = 1  # the same, with all that is claimed
    POSSIBLE = 2  # for some true shares within their bounds


@dataclass(frozen=True, eq=False)
class Ground:
    """What counts on the day and under the choices of a scenario.

    Args:
        counted: holdings and links, step by step, and what stands beside.
        rights: what a right lets its holder decide, step by step.
        memo: spheres that were worked out.
        pairs: who controls what, by the doctrines that are answered for all pairs at once.
        opened: who may control what if links and rights bring votes, by doctrine.
    """

    knowledge: Knowledge
    scenario: Scenario
    bars: Bars
    counted: Counted
    rights: tuple[Hop, ...]
    memo: dict[tuple[object, ...], frozenset[str]] = field(default_factory=dict)
    pairs: dict[tuple[str, "Level"], dict[str, frozenset[str]]] = field(default_factory=dict)
    opened: dict[str, frozenset[tuple[str, str]]] = field(default_factory=dict)

    @cached_property
    def doubted(self) -> frozenset[str]:
        """The claims that count only as claimed."""
        return frozenset(h.relation.claim for h in (*self.counted.hops, *self.rights) if self.doubt(h.relation.claim))

    def doubt(self, claim: str) -> str:
        """The certainty of a claim that counts only as claimed: `alleged`; "" for one that is stated."""
        certainty = self.knowledge.claims[claim].concept("certainty") or "reported"
        return "" if certainty in FIRM else certainty

    @cached_property
    def claimed(self) -> Columns:
        """The votes, with all that is claimed."""
        return votes_in(self.knowledge, self.counted)

    @cached_property
    def firm(self) -> Columns:
        """The votes, what is alleged or doubted there or not."""
        return votes_in(self.knowledge, self.counted, self.doubted)

    @cached_property
    def shares(self) -> Columns:
        """The economic shares, with all that is claimed."""
        return shares_in(self.counted)

    @cached_property
    def firm_shares(self) -> Columns:
        """The economic shares, what is alleged or doubted there or not."""
        return shares_in(self.counted, self.doubted)

    @cached_property
    def open(self) -> Columns:
        """The votes, where every link and right may bring votes that nobody states."""
        hops = list(dict.fromkeys((*self.counted.hops, *self.rights)))
        return columns(hops, [UNKNOWN if h.relation.share is None else h.relation.share for h in hops], self.doubted)

    def votes(self, level: Level) -> Columns:
        """The votes as a level takes them."""
        return self.claimed if level is Level.CLAIMED else self.firm

    @cached_property
    def groups(self) -> dict[str, tuple[str, ...]]:
        """The group of each joint holding -> its members."""
        steps = (*self.counted.hops, *self.rights)
        return {h.relation.source: h.relation.joint for h in steps if h.relation.source.startswith(JOINT)}

    @cached_property
    def steps_into(self) -> dict[str, list[Hop]]:
        """Thing -> every step that leads to it, by votes, links and rights."""
        found: dict[str, list[Hop]] = {}
        for hop in dict.fromkeys((*self.counted.hops, *self.rights)):
            found.setdefault(hop.relation.target, []).append(hop)
        return found

    @cached_property
    def seats(self) -> frozenset[tuple[str, str]]:
        """Who has a seat on the board of what, by rights that count on the day."""
        beside = (a for a in self.counted.beside if a.relation.kind == "BoardRight" and a.standing.counts)
        return frozenset((a.relation.source, a.relation.target) for a in beside)

    @cached_property
    def deciding(self) -> frozenset[Hop]:
        """The steps of `rights`, to be found among others."""
        return frozenset(self.rights)

    @cached_property
    def rights_from(self) -> dict[str, list[Hop]]:
        """Holder -> its rights."""
        found: dict[str, list[Hop]] = {}
        for hop in self.rights:
            found.setdefault(hop.relation.source, []).append(hop)
        return found

    @cached_property
    def groups_of(self) -> dict[str, list[str]]:
        """Joint holder -> the groups in which it holds."""
        found: dict[str, list[str]] = {}
        for group, members in self.groups.items():
            for member in members:
                found.setdefault(member, []).append(group)
        return found

    def above(self, company: str) -> tuple[str, ...]:
        """Everybody that stands above a thing by votes, links or rights, sorted."""
        return tuple(sorted(self.within_reach((company,)) - {company}))

    def within_reach(self, things: Iterable[str]) -> set[str]:
        """Some things, with everybody that stands above any of them."""
        found = set(things)
        queue = list(found)
        for thing in queue:
            new = {hop.relation.source for hop in self.steps_into.get(thing, ())} - found
            found |= new
            queue += new
        return found


def ground(knowledge: Knowledge, scenario: Scenario, bars: Bars, edit: Edit | None = None) -> Ground:
    """What verdicts rest on.

    Args:
        edit: gives each step as it should be taken, or None to leave it out; as it stands where it is not given.
    """
    found = counted(knowledge, scenario, bodies=True)
    beside = (Hop(a.relation, a.standing) for a in found.beside if a.relation.kind == RUNNING)
    running = [Hop(step, hop.standing) for hop in beside if hop.standing.counts for step in split_joint(hop.relation)]
    rights = [hop for hop in (*found.hops, *running) if is_right(knowledge.claims[hop.relation.claim])]
    if edit is None:
        return Ground(knowledge, scenario, bars, found, tuple(dict.fromkeys(rights)))
    hops = tuple(edited(found.hops, edit))
    return Ground(knowledge, scenario, bars, replace(found, hops=hops), tuple(edited(rights, edit)))


def edited(hops: Iterable[Hop], edit: Edit) -> list[Hop]:
    """The steps as an edit takes them."""
    return [hop for hop in map(edit, dict.fromkeys(hops)) if hop is not None]


def is_right(claim: Claim) -> bool:
    """True for what lets its holder decide whatever the shares are, and for what may; a mere link is none."""
    if claim.kind == "StateLink":
        return claim.concept("linkKind") in DECIDING_LINKS
    return claim.kind in ("Control", "LicenceHolding", "Operatorship", "Parentage")


def is_sure(hop: Hop) -> bool:
    """True where a right decides by itself: a parent is only called one, and a member of a group decides nothing."""
    relation = hop.relation
    if hop.standing.status is Status.POSSIBLE or relation.target.startswith(JOINT) or relation.kind == "Parentage":
        return False
    return relation.kind != "LicenceHolding" or relation.share is None or is_whole_or_unstated(hop)


def is_whole_or_unstated(hop: Hop) -> bool:
    """True for a licence whose holder is said to hold it, with no share stated, or with more than half of it."""
    share = hop.relation.share
    return share is None or share.is_unknown or share.is_majority
