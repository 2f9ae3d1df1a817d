"""Why a verdict is what it is, in words: through whom, what it waits for, and why no right is found.

It reads the ground and the steps; which verdict they make is decided elsewhere.
"""

from collections.abc import Iterable

from regraph.analysis.control.ground import Ground, Level, is_sure
from regraph.analysis.counting import JOINT, Hop
from regraph.engine.stakes import WHOLE
from regraph.model.scenario import Status
from regraph.model.share import Share


def share_words(hop: Hop) -> str:
    """The share of a step in words."""
    text = "" if hop.relation.share is None else hop.relation.share.text()
    return text if text and text != "not stated" else "a share that is not stated"


def rightless(ground: Ground, pair: tuple[str, str]) -> str:
    """Why no right is found: there is none, or only a link or a seat."""
    above = {pair[1], *ground.above(pair[1])}
    linked = sorted(
        ground.knowledge.label(hop.relation.target)
        for thing in above
        for hop in ground.steps_into.get(thing, ())
        if hop.relation.source == pair[0] and hop.relation.kind == "StateLink" and hop not in ground.deciding
    )
    if linked:
        return f"is said to be linked to {' and '.join(linked)}, and a link is not control"
    if pair in ground.seats:
        return "a board right is stated, but not how many of the seats"
    return "the sources state no right that decides, beyond the shares"


def called(ground: Ground, actor: str) -> str:
    """How an actor is called; a group by its members."""
    if actor in ground.groups:
        return " and ".join(ground.knowledge.label(m) for m in ground.groups[actor]) + " jointly"
    return ground.knowledge.label(actor)


def reasons(
    ground: Ground, doctrine: str, pair: tuple[str, str], level: Level, steps: tuple[Hop, ...]
) -> tuple[str, ...]:
    """Why a verdict is what it is: through whom, and what it waits for."""
    between = dict.fromkeys(h.relation.source for h in steps if h.relation.source not in (pair[0], *ground.groups))
    found = [f"through {', '.join(sorted(map(ground.knowledge.label, between)))}"] if between else []
    if level is Level.POSSIBLE:
        found += sorted({why for hop in steps for why in unsure(ground, hop, is_right=doctrine == "by-right")})
    claims = {hop.relation.claim for hop in steps} & ground.doubted
    if level is not Level.FIRM and claims:
        found += sorted(f"{ground.doubt(c).replace('-', ' ')}: {ground.knowledge.label(c)}" for c in claims)
    return tuple(found)


def unsure(ground: Ground, hop: Hop, *, is_right: bool) -> Iterable[str]:
    """What of a step is open, where rights count as well and where only shares do."""
    relation, name = hop.relation, ground.knowledge.label
    if hop.standing.status is Status.POSSIBLE:
        yield f"only possibly in force on that day: {name(relation.claim)} ({hop.standing.reason})"
    if relation.target.startswith(JOINT):
        yield f"jointly: how {called(ground, relation.target).removesuffix(' jointly')} split it is not stated"
    elif relation.kind == "Parentage":
        yield f"{name(relation.source)} is called parent of {name(relation.target)}, its share is not stated"
    elif not is_right and is_voteless(ground, hop):
        yield f"votes in {name(relation.target)} are stated, and none of them of {called(ground, relation.source)}"
    elif not (is_right and hop in ground.deciding and is_sure(hop)) and is_open(relation.share):
        text = relation.share.text() if relation.share else ""
        said_so = "is not stated" if text == "not stated" else f"is stated as {text}"
        yield f"the share of {called(ground, relation.source)} in {name(relation.target)} {said_so}"


def is_voteless(ground: Ground, hop: Hop) -> bool:
    """True for a stated stake of which nobody knows what votes it carries, since votes there are stated apart."""
    stated = hop.relation.share
    return stated is not None and not stated.is_unknown and ground.claimed.bounds.get(hop) == (0, WHOLE)


def is_open(share: Share | None) -> bool:
    """True for a share that may be a majority or not."""
    return share is not None and not share.is_exact and not share.is_majority
