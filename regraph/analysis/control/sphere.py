"""What an actor comes to control, at one level of belief: votes joined by the engine, rights and joint holders here.

Whoever controls all holders of a joint holding controls the holding, which columns alone cannot say. The least
fixpoint: nothing is in a sphere because it is assumed to be.
"""

from collections.abc import Container

from regraph.analysis.columns import Columns
from regraph.analysis.control.ground import Ground, Level, is_sure
from regraph.analysis.counting import JOINT, Hop
from regraph.engine.control.cascade import caught
from regraph.engine.control.threshold import Threshold


def sphere(ground: Ground, actor: str, level: Level, threshold: Threshold, *, rights: bool = False) -> frozenset[str]:
    """All that `actor` controls, without itself.

    Args:
        threshold: what joined votes must meet.
        rights: count rights as well as votes.
    """
    key = (actor, level, threshold, rights)
    if key not in ground.memo:
        ground.memo[key] = grown(ground, actor, level, threshold, rights=rights) - {actor}
    return ground.memo[key]


def grown(ground: Ground, actor: str, level: Level, threshold: Threshold, *, rights: bool) -> frozenset[str]:
    """An actor with all that it comes to control, step after step until nothing is added."""
    votes, found = ground.votes(level), frozenset((actor,))
    while True:
        more = found | by_votes(votes, found, threshold, possible=level is Level.POSSIBLE) | joined(ground, found)
        if rights:
            more |= by_rights(ground, more, level)
        if more == found:
            return found
        found = more


def by_votes(votes: Columns, members: frozenset[str], threshold: Threshold, *, possible: bool) -> frozenset[str]:
    """What some actors control together by votes."""
    listed = sorted(votes.index[member] for member in members if member in votes.index)
    both = caught(votes.stakes, listed, threshold)
    return frozenset(votes.stakes.names[place] for place in (both.possible if possible else both.definite))


def joined(ground: Ground, members: frozenset[str]) -> frozenset[str]:
    """The groups of joint holders that are all among some actors."""
    near = {group for member in members for group in ground.groups_of.get(member, ())} if ground.groups else ()
    return frozenset(group for group in near if members.issuperset(ground.groups[group]))


def by_rights(ground: Ground, members: frozenset[str], level: Level) -> frozenset[str]:
    """What some actors control by rights of their own."""
    own = (hop for member in members for hop in ground.rights_from.get(member, ()))
    return frozenset(hop.relation.target for hop in own if holds(ground, hop, level))


def holds(ground: Ground, hop: Hop, level: Level) -> bool:
    """True where a right decides, as far as a level goes along."""
    if level is Level.POSSIBLE:
        return True
    return is_sure(hop) and (level is Level.CLAIMED or hop.relation.claim not in ground.doubted)


def support(ground: Ground, actor: str, company: str, level: Level, members: Container[str]) -> tuple[Hop, ...]:
    """The steps from `actor` and its sphere on which its control of `company` rests, nearest to the company first.

    Args:
        members: the sphere of the actor that the control was found in.
    """
    found: dict[Hop, None] = {}
    queue, seen = [company], {actor, company}
    for thing in queue:
        for hop in ground.steps_into.get(thing, ()):
            source = hop.relation.source
            inside = source != company and (source == actor or source in members)
            if inside and source != thing and bears(ground, hop, level):
                found[hop] = None
                queue += [source] if source not in seen else []
                seen.add(source)
    return tuple(found)


def bears(ground: Ground, hop: Hop, level: Level) -> bool:
    """True for a step that can carry control at a level: with votes at that level, or with a right that decides."""
    if hop in ground.deciding and holds(ground, hop, level):
        return True
    votes = ground.votes(level)
    if hop not in votes.bounds:
        return hop.relation.target.startswith(JOINT)
    low, high = votes.bounds[hop]
    return high > 0 if level is Level.POSSIBLE else low > 0 or hop.relation.target.startswith(JOINT)
