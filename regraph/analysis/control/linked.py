"""Close links: who owns enough of whom, directly or through others, and who is owned enough by the same third.

A close link is no control and has no direction; where one owns the other, the owner is named first.
"""

from collections.abc import Iterable

from regraph.analysis.columns import Columns
from regraph.analysis.control.ground import Ground, Level
from regraph.analysis.control.reasons import called, unsure
from regraph.analysis.control.verdicts import LEVEL_ANSWERS, Verdict, said
from regraph.analysis.counting import JOINT, Hop
from regraph.engine.control.links import owning_pairs

Pair = tuple[str, str]
DOCTRINE = "close-links"


def close_links_of(ground: Ground, entity: str) -> list[Verdict]:
    """The close links of one thing, certain or possible."""
    return close_links(ground, entity)


def close_links(ground: Ground, entity: str = "") -> list[Verdict]:
    """Every close link, or those of one thing, each pair once at the strictest level that it is found at."""
    verdicts: dict[Pair, Verdict] = {}
    for level in Level:
        owned = owning(ground, level)
        for pair, third in linked(owned):
            known = pair in verdicts or pair[::-1] in verdicts or (entity and entity not in pair)
            if not known and not pair[1].startswith(JOINT):
                verdicts[pair] = link(ground, level, pair, third)
    return list(verdicts.values())


def owning(ground: Ground, level: Level) -> frozenset[Pair]:
    """Who owns enough of what, at one level."""
    columns = shares(ground, level)
    threshold = ground.bars.of(DOCTRINE)
    assert threshold is not None
    pairs = owning_pairs(columns.stakes, threshold, possible=level is Level.POSSIBLE)
    names = columns.stakes.names
    found = zip(pairs.controller.tolist(), pairs.controlled.tolist(), strict=True)
    return frozenset((names[a], names[b]) for a, b in found if a != b)


def shares(ground: Ground, level: Level) -> Columns:
    """The economic shares as a level takes them."""
    return ground.shares if level is Level.CLAIMED else ground.firm_shares


def linked(owned: frozenset[Pair]) -> Iterable[tuple[Pair, str]]:
    """Every linked pair with the third that owns both, "" where one owns the other; those first."""
    for pair in sorted(owned):
        yield pair, ""
    for third, one in sorted(owned):
        for other in sorted(b for a, b in owned if a == third and b > one):
            if not one.startswith(JOINT) and not other.startswith(JOINT):
                yield (one, other), third


def link(ground: Ground, level: Level, pair: Pair, third: str) -> Verdict:
    """The verdict on one linked pair."""
    columns = shares(ground, level)
    ways = [pair] if not third else [(third, pair[0]), (third, pair[1])]
    steps = tuple(dict.fromkeys(hop for way in ways for hop in between(columns, way)))
    because = [
        f"{called(ground, third)} owns enough of both" if third else f"{called(ground, pair[0])} owns enough of it"
    ]
    if level is Level.POSSIBLE:
        because[0] = because[0].replace(" owns ", " may own ")
        because += sorted({why for hop in steps for why in unsure(ground, hop, is_right=False)})
    doubted = sorted({hop.relation.claim for hop in steps} & ground.doubted) if level is not Level.FIRM else []
    because += [f"{ground.doubt(c).replace('-', ' ')}: {ground.knowledge.label(c)}" for c in doubted]
    return said(ground, DOCTRINE, pair, LEVEL_ANSWERS[level], tuple(because), steps=steps)


def between(columns: Columns, way: Pair) -> list[Hop]:
    """The stakes on the ways from an owner down to what it owns, nearest to the owned first."""
    below = reach(columns, way[0], "source", "target")
    above = reach(columns, way[1], "target", "source")
    inside = (below | {way[0]}) & (above | {way[1]})
    return [
        hop
        for hop in columns.hops
        if hop.relation.source in inside and hop.relation.target in inside and hop.relation.target != way[0]
    ]


def reach(columns: Columns, start: str, near: str, far: str) -> set[str]:
    """What stakes lead to from one end."""
    found, queue = {start}, [start]
    for thing in queue:
        new = {getattr(h.relation, far) for h in columns.hops if getattr(h.relation, near) == thing} - found
        found |= new
        queue += sorted(new)
    return found
