"""Which things of a register an answer on control rests on: all that stands above and below, or what may decide it.

Where little stands above a thing, all of that matters. Where much does, the kernels say who may control it at all, and
only the things through which these may do so are taken, each with all of its holders, so that no verdict differs from
that on the whole. Works on columns; nothing here judges.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from regraph.analysis.control.doctrines import Bars, Doctrine
from regraph.engine.control import controlled_by, controllers_of, de_facto_pairs
from regraph.engine.control.cascade import caught
from regraph.engine.control.chains import links_of
from regraph.engine.control.majority import above
from regraph.engine.control.threshold import Threshold
from regraph.engine.integrated import owners
from regraph.engine.stakes import Stakes
from regraph.register.nearby import nearby, reach

MOST = 5_000  # stakes in reach; past this, asking for everything would take long and tell little
CLOSE = "close-links"


@dataclass(frozen=True)
class Extent:
    """What an answer rests on.

    Args:
        things: indices of the things whose holders all matter, ascending.
        above: True where all that stands above is among them.
        below: True where all that stands below is among them.
    """

    things: tuple[int, ...]
    above: bool
    below: bool

    @property
    def is_whole(self) -> bool:
        """True where everything above and below is in."""
        return self.above and self.below


def extent_of(votes: Stakes, shares: Stakes, actor: int, doctrines: Sequence[Doctrine], bars: Bars) -> Extent:
    """What the verdicts on who controls an actor, and on what it controls, rest on."""
    up = reach(votes, actor, upward=True, few=MOST)
    down = reach(votes, actor, upward=False, few=MOST)
    things = set(up or ()) | set(down or ()) | {actor}
    if up is None:
        things |= through(votes, [actor], set(controllers(votes, actor, doctrines, bars)))
    if down is None:
        below = set(controlled(votes, actor, doctrines, bars))
        things |= through(votes, below, below)
    if up is not None and down is not None and any(doctrine.name == CLOSE for doctrine in doctrines):
        for third in owning_enough(shares, actor, bars):
            more = reach(votes, third, upward=False, few=MOST)
            things |= more or set()
            down = down if more is not None else None
    return Extent(tuple(sorted(things)), up is not None, down is not None)


def through(votes: Stakes, targets: Iterable[int], members: set[int]) -> set[int]:
    """The targets, and every member that stands above one of them by way of members."""
    found = set(targets)
    waiting = sorted(found)
    while waiting:
        thing = waiting.pop()
        new = {*votes.holder[slice(*votes.holders_from[thing : thing + 2].tolist())].tolist()} & members - found
        found |= new
        waiting += sorted(new)
    return found


def controllers(votes: Stakes, actor: int, doctrines: Sequence[Doctrine], bars: Bars) -> Iterator[int]:
    """Everybody who may control an actor by some doctrine, and everybody through whom they may."""
    part = votes.only(above(votes, actor))
    for doctrine, threshold in asked(doctrines, bars):
        if doctrine in ("majority-chain", "weakest-link"):
            links, anything = links_of(part, threshold, possible=True)
            yield from controllers_of(links, actor, anything).tolist()
            continue
        if doctrine == "de-facto":
            pairs = de_facto_pairs(part, in_fact(bars), possible=True)
            found = pairs.controller[pairs.controlled == actor]
        else:
            found = controllers_of(part, actor, threshold, possible=True)
        yield from found.tolist()
        yield from caught(part, found.tolist(), threshold).possible.tolist()


def controlled(votes: Stakes, actor: int, doctrines: Sequence[Doctrine], bars: Bars) -> Iterator[int]:
    """Everything that an actor may control by some doctrine; in fact at least all that a majority of turnout gives."""
    for doctrine, threshold in asked(doctrines, bars):
        if doctrine in ("majority-chain", "weakest-link"):
            links, anything = links_of(votes, threshold, possible=True)
            yield from controlled_by(links, actor, anything).tolist()
        else:
            yield from controlled_by(votes, actor, threshold, possible=True).tolist()


def asked(doctrines: Sequence[Doctrine], bars: Bars) -> Iterator[tuple[str, Threshold]]:
    """The doctrines that go by votes, with what each compares them with."""
    for doctrine in doctrines:
        threshold = bars.of(doctrine.name)
        if doctrine.name not in (CLOSE, "by-right") and threshold is not None:
            yield doctrine.name, threshold


def in_fact(bars: Bars) -> Fraction:
    """The turnout that control in fact is asked with."""
    assert bars.turnout is not None
    return Fraction(bars.turnout)


def owning_enough(shares: Stakes, actor: int, bars: Bars) -> list[int]:
    """Everybody who may own enough of an actor to be a third that links others to it."""
    near = nearby(shares, actor, upward=True, few=MOST)
    found = owners(near.stakes, near.place_of(actor))
    return sorted(near.nodes[found.index[found.high >= float(bars.close) - 1e-9]].tolist())


def rows_of(stakes: Stakes, things: Sequence[int]) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """The rows of all holders of some things, in the order of the things."""
    parts = [np.arange(stakes.holders_from[thing], stakes.holders_from[thing + 1]) for thing in things]
    return np.concatenate([np.zeros(0, np.int64), *parts])
