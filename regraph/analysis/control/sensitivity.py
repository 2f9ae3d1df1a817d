"""What a verdict turns on: the smallest sets of claims that flip it, and what would have to be so for control.

A claim is tried without, at the least, and at the most of the share that it states; never at what no source allows.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from regraph.analysis.control.answer import FOUND, ORDER, control_of
from regraph.analysis.control.doctrines import Doctrine
from regraph.analysis.control.ground import Edit, Ground, ground
from regraph.analysis.control.linked import DOCTRINE
from regraph.analysis.control.reasons import called
from regraph.analysis.control.verdicts import Answer, Verdict, verdict
from regraph.analysis.counting import JOINT, Aside, Hop
from regraph.model.share import ONE, ZERO, Share

REMOVED, LEAST, MOST = "were not so", "were at its least", "were at its most"
SLIVER = Decimal("1e-9")
MOST_CLAIMS = 40


@dataclass(frozen=True, slots=True)
class Change:
    """One claim taken otherwise than it stands.

    Args:
        claim: IRI.
        how: without it, or one end of the share it states.
    """

    claim: str
    how: str


@dataclass(frozen=True)
class Flip:
    """A smallest set of changes that turns a verdict.

    Args:
        verdict: as it is.
        changes: one, or two where no single one does it.
        would: the verdict as it would be.
    """

    verdict: Verdict
    changes: tuple[Change, ...]
    would: Verdict


@dataclass(frozen=True)
class Could:
    """What would have to be so for an actor to control, or to control for certain.

    Args:
        now: the verdict as it is.
        would: the verdict if it were so.
        condition: what would have to be so.
        claims: the claims that it is about.
    """

    now: Verdict
    would: Verdict
    condition: str
    claims: tuple[str, ...]


def critical(at: Ground, entity: str, doctrines: Sequence[Doctrine]) -> tuple[Flip, ...]:
    """The smallest sets of claims, of one and else of two, that flip the verdicts on a thing that find control."""
    found: list[Flip] = []
    made = grounds(at)
    for said in control_of(at, entity, [d for d in doctrines if d.name != DOCTRINE]).verdicts:
        if said.answer in FOUND:
            single = changes_for(at, said)
            one = [flip for c in single if (flip := flipped(made, said, (c,)))]
            two = (flipped(made, said, pair) for pair in combinations(single, 2) if pair[0].claim != pair[1].claim)
            found += one or [flip for flip in two if flip]
    return tuple(found)


def grounds(at: Ground) -> Callable[[tuple[Change, ...]], Ground]:
    """Gives the ground of a verdict with some changes; each is laid once."""
    made: dict[tuple[Change, ...], Ground] = {}

    def changed(changes: tuple[Change, ...]) -> Ground:
        if changes not in made:
            made[changes] = ground(at.knowledge, at.scenario, at.bars, edit_of(changes))
        return made[changes]

    return changed


def flipped(made: Callable[[tuple[Change, ...]], Ground], said: Verdict, changes: tuple[Change, ...]) -> Flip | None:
    """The flip that some changes make of a verdict; None where it stays."""
    would = verdict(made(changes), said.doctrine, said.controller, said.controlled)
    return Flip(said, changes, would) if would.word != said.word else None


def changes_for(at: Ground, said: Verdict) -> tuple[Change, ...]:
    """Every single change that may matter to a verdict: to what it rests on, and to other stakes in the same things."""
    things = {hop.relation.target for hop in said.steps}
    hops = [*said.steps, *(h for thing in sorted(things) for h in at.steps_into.get(thing, ()))]
    found: dict[Change, None] = {}
    for hop in hops[:MOST_CLAIMS]:
        share, claim = hop.relation.share, hop.relation.claim
        found[Change(claim, REMOVED)] = None
        if share is not None and not share.is_exact and not hop.relation.target.startswith(JOINT):
            found |= {Change(claim, LEAST): None, Change(claim, MOST): None}
    return tuple(sorted(found, key=lambda c: (c.claim, (REMOVED, LEAST, MOST).index(c.how))))


def edit_of(changes: Iterable[Change]) -> Edit:
    """The edit of steps that some changes make."""
    how = {change.claim: change.how for change in changes}

    def edit(hop: Hop) -> Hop | None:
        said, share = how.get(hop.relation.claim), hop.relation.share
        if said is None or (said != REMOVED and (share is None or hop.relation.target.startswith(JOINT))):
            return hop
        if said == REMOVED or share is None:
            return None
        return replace(hop, relation=replace(hop.relation, share=end_of(share, said)))

    return edit


def end_of(share: Share, how: str) -> Share:
    """One end of a share; just inside it where the end itself is excluded."""
    if how == LEAST:
        return Share(share.low, min(share.low + SLIVER, share.high), True) if share.low_open else point(share.low)
    low = max(share.high - SLIVER, share.low)
    return Share(low, share.high, False, True) if share.high_open else point(share.high)


def point(value: Decimal) -> Share:
    """A share that is one value."""
    return Share(value, value)


def who_could(at: Ground, entity: str, doctrines: Sequence[Doctrine]) -> tuple[Could, ...]:
    """What would have to be so for somebody to control a thing, or to do so for certain."""
    names = [d.name for d in doctrines if d.name != DOCTRINE]
    found = [could for name in names for could in (*by_bounds(at, entity, name), *by_beside(at, entity, name))]
    key = lambda c: (c.would.controller, names.index(c.would.doctrine), c.condition)  # noqa: E731
    return tuple(sorted(found, key=key))


def by_bounds(at: Ground, entity: str, doctrine: str) -> Iterable[Could]:
    """Who would control if a counted share stood at the upper end of its bounds, or a joint holding were one's own."""
    for actor in at.above(entity):
        now = verdict(at, doctrine, actor, entity)
        if now.answer is not Answer.POSSIBLE:
            continue
        own = {hop.relation.claim for hop in now.steps}
        tried = [change for change in changes_for(at, now) if change.how == MOST and change.claim in own]
        joint = [h for h in now.steps if h.relation.target.startswith(JOINT) and h.relation.source == actor]
        needed = fewest(at, now, tried, joint)
        would = verdict(with_all_of(at, needed, joint), doctrine, actor, entity)
        if better(would, now):
            words = [f"{name_of_share(at, change.claim)} is at its most" for change in needed]
            words += [f"all that {called(at, hop.relation.target)} hold is its own" for hop in joint]
            claims = [change.claim for change in needed] + [hop.relation.claim for hop in joint]
            yield Could(now, would, "; ".join(dict.fromkeys(words)), tuple(dict.fromkeys(claims)))


def fewest(at: Ground, now: Verdict, tried: Sequence[Change], joint: Sequence[Hop]) -> list[Change]:
    """Those of some changes that the better verdict needs."""
    kept = list(tried)
    best = verdict(with_all_of(at, kept, joint), now.doctrine, now.controller, now.controlled).answer
    for change in tried:
        fewer = [other for other in kept if other != change]
        if verdict(with_all_of(at, fewer, joint), now.doctrine, now.controller, now.controlled).answer is best:
            kept = fewer
    return kept


def with_all_of(at: Ground, changes: Sequence[Change], joint: Sequence[Hop]) -> Ground:
    """A ground with some changes, in which joint holdings are all one member's."""
    groups = {hop.relation.target: hop.relation.source for hop in joint}
    changed = edit_of(changes)

    def edit(hop: Hop) -> Hop | None:
        owner = groups.get(hop.relation.target)
        if owner is None:
            return changed(hop)
        return replace(hop, relation=replace(hop.relation, share=point(ONE if hop.relation.source == owner else ZERO)))

    return ground(at.knowledge, at.scenario, at.bars, edit)


def name_of_share(at: Ground, claim: str) -> str:
    """A share by the claim that states it, with its bounds."""
    hops = (h for h in at.counted.hops if h.relation.claim == claim and not h.relation.target.startswith(JOINT))
    share = next(hop.relation.share for hop in hops if hop.relation.share)
    text = share.text() if not share.is_unknown else "not stated"
    return f"the share of “{at.knowledge.label(claim)}” ({text})"


def by_beside(at: Ground, entity: str, doctrine: str) -> Iterable[Could]:
    """Who would control if what stands beside were counted: an option exercised, a proposal closed."""
    things = {entity, *at.above(entity)}
    waiting = [a for a in at.counted.beside if a.relation.target in things and a.standing.needs]
    for claims in dict.fromkeys((a.relation.claim,) for a in waiting):
        yield from if_counted(at, entity, doctrine, [a for a in waiting if a.relation.claim in claims])


def if_counted(at: Ground, entity: str, doctrine: str, waiting: Sequence[Aside]) -> Iterable[Could]:
    """Who would control if some claims were counted."""
    claims = tuple(dict.fromkeys(a.relation.claim for a in waiting))
    scenario = at.scenario._replace(include=at.scenario.include | set(claims))
    other = ground(at.knowledge, scenario, at.bars)
    for actor in other.above(entity):
        now, would = (verdict(g, doctrine, actor, entity) for g in (at, other))
        if better(would, now):
            names = " and ".join(f"“{at.knowledge.label(claim)}”" for claim in claims)
            yield Could(now, would, f"{names} is counted ({waiting[0].standing.reason})", claims)


def better(would: Verdict, now: Verdict) -> bool:
    """True where a verdict finds more control than another."""
    return would.answer in FOUND and ORDER[would.answer] < ORDER[now.answer]
