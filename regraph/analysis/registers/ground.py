"""What verdicts on a thing of a register rest on: votes and shares, cut out of it before anything is judged.

A register tells no rights, so that none are here. No verdict is found here; what is left out is the extent's to say.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from regraph.analysis.columns import Columns
from regraph.analysis.control.doctrines import Bars
from regraph.analysis.control.ground import Ground, Level
from regraph.analysis.control.verdicts import by_controller
from regraph.analysis.counting import Counted, Hop
from regraph.analysis.registers.doubt import firm
from regraph.analysis.registers.extent import Extent, in_fact, rows_of
from regraph.analysis.registers.told import address, told_in
from regraph.engine.control import de_facto_pairs
from regraph.engine.stakes import Stakes
from regraph.model.scenario import Scenario
from regraph.register.register import Register


@dataclass(frozen=True, eq=False)
class Registered(Ground):
    """What verdicts on a part of a register rest on; votes and shares are the register's own.

    Args:
        columns: `votes` and `shares`, the stakes of the part.
    """

    columns: "dict[str, Columns] | None" = None

    def held(self, kind: str, *, is_firm: bool) -> Columns:
        """Votes or shares; where they must be firm, what is alleged or doubted has no least."""
        assert self.columns is not None
        columns = self.columns[kind]
        if not is_firm or not self.doubted:
            return columns
        stakes = columns.stakes
        doubted = [columns.hops[row].relation.claim in self.doubted for row in stakes.row.tolist()]
        low = np.where(doubted, 0, stakes.low).astype(np.int32)
        firm = Stakes(stakes.names, stakes.holder, stakes.held, low, stakes.high, stakes.row)
        return Columns(firm, columns.hops)

    @cached_property
    def claimed(self) -> Columns:
        """The votes, with all that is claimed."""
        return self.held("votes", is_firm=False)

    @cached_property
    def firm(self) -> Columns:
        """The votes, what is alleged or doubted there or not."""
        return self.held("votes", is_firm=True)

    @cached_property
    def shares(self) -> Columns:
        """The economic shares, with all that is claimed."""
        return self.held("shares", is_firm=False)

    @cached_property
    def firm_shares(self) -> Columns:
        """The economic shares, what is alleged or doubted there or not."""
        return self.held("shares", is_firm=True)

    @cached_property
    def open(self) -> Columns:
        """The votes: a register has no rights that could bring more."""
        return self.firm


def ground_in(
    register: Register, stakes: tuple[Stakes, Stakes], extent: Extent, day: dt.date, bars: Bars
) -> Registered:
    """What the verdicts rest on, cut out of the register."""
    told, hops = told_in(register, day, extent.things)
    votes, shares = (cut(register, part, extent.things, hops) for part in stakes)
    counted = Counted(tuple(hops[line] for line in sorted(hops)), ())
    return Registered(told, Scenario(day), bars, counted, (), columns={"votes": votes, "shares": shares})


def in_fact_everywhere(
    register: Register, votes: Stakes, ground: Ground, bars: Bars
) -> dict[tuple[str, Level], dict[str, frozenset[str]]]:
    """Who controls what in fact, of those on the ground, by the whole register: rivals may stand together anywhere."""
    index, solid = register.names.place_of, firm(register, votes)
    places = {index(ground.knowledge.label(iri)): iri for iri in ground.claimed.index}
    found = {}
    for level, stakes in ((Level.FIRM, solid), (Level.CLAIMED, votes), (Level.POSSIBLE, solid)):
        pairs = de_facto_pairs(stakes, in_fact(bars), possible=level is Level.POSSIBLE)
        rows = zip(pairs.controller.tolist(), pairs.controlled.tolist(), strict=True)
        near = ((one, other) for one, other in rows if one in places and other in places)
        found["de-facto", level] = by_controller((places[one], places[other]) for one, other in near)
    return found


def cut(register: Register, stakes: Stakes, things: Sequence[int], hops: dict[int, Hop]) -> Columns:
    """The holders of some things as columns of their own."""
    rows = rows_of(stakes, things)
    nodes = np.unique(np.concatenate([stakes.holder[rows], stakes.held[rows], np.array(things, np.int32)]))
    holder, held = (np.searchsorted(nodes, column[rows]).astype(np.int32) for column in (stakes.holder, stakes.held))
    names = [address(register, stakes.names[node]) for node in nodes.tolist()]
    order = np.arange(len(rows), dtype=np.int32)
    part = Stakes(names, holder, held, stakes.low[rows], stakes.high[rows], order)
    return Columns(part, tuple(hops[line] for line in stakes.row[rows].tolist()))
