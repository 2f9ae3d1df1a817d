"""What some holders have of every other thing, passed down the chains as a rule says, at the low or the high ends.

Exact in integers of 1/`SCALE`; where a product needs more places, low ends are rounded down and high ends up. Every
stake counts once: what one of the holders has through another of them is not added to what that other has. What a thing
holds in itself is nobody's. For the parts of a register that matter, not for whole registers.

Source:
    Least fixpoints as `ontology/screens/README.md` defines them, kind by kind.
"""

from dataclasses import dataclass
from decimal import Decimal

from regraph.analysis.screening.rules.rule import Way
from regraph.engine.stakes import WHOLE, Mask, Stakes

SCALE = 10**40
UNIT = SCALE // WHOLE
ROUNDS = 150


@dataclass(frozen=True, slots=True, order=True)
class Amount:
    """A share in units of 1/`SCALE`; `lean` is 1 for a little more, -1 for a little less: an open end."""

    value: int = 0
    lean: int = 0

    @property
    def is_some(self) -> bool:
        """True for more than nothing."""
        return self.value > 0 or self.lean > 0

    @property
    def share(self) -> Decimal:
        """The share as a fraction of 1, without its lean."""
        return Decimal(self.value) / SCALE


NOTHING, ALL = Amount(), Amount(SCALE)


def meets(amount: Amount, threshold: Decimal | None, inclusive: bool) -> bool:
    """True where an amount reaches a threshold, or passes it where the threshold itself is not enough."""
    need = Amount(int((threshold or Decimal(0)) * SCALE))
    return amount >= need if inclusive else amount > need


@dataclass(frozen=True, slots=True)
class Row:
    """One stake: who holds, and its ends as amounts."""

    holder: int
    low: Amount
    high: Amount
    place: int


@dataclass(frozen=True)
class Passed:
    """What the holders have of each thing, and how much of each thing's own stakes counts for them."""

    values: tuple[Amount, ...]
    weights: tuple[Amount, ...]


class Passing:
    """Stakes arranged for passing holdings down.

    Args:
        stakes: of the part that matters.
        group: the things whose holders are known to hold all of them.
        is_low: at the low ends of all shares, else at the high ends.
    """

    def __init__(self, stakes: Stakes, group: Mask, *, is_low: bool) -> None:
        self.count, self.group, self.is_low = stakes.actors, group, is_low
        self.rows: list[list[Row]] = [[] for _ in range(stakes.actors)]
        for place in range(len(stakes)):
            holder, held = int(stakes.holder[place]), int(stakes.held[place])
            if holder != held:
                ends = amount_of(int(stakes.low[place])), amount_of(int(stakes.high[place]), is_low=False)
                self.rows[held].append(Row(holder, *ends, place))
        self.known: dict[tuple[frozenset[int], Way], Passed] = {}
        self.overfull = {int(j) for j in stakes.overfull()}

    def passed(self, seeds: frozenset[int], way: Way) -> Passed:
        """What `seeds` have of everything, worked out once."""
        key = (seeds, way)
        if key not in self.known:
            self.known[key] = self.fixpoint(seeds, way)
        return self.known[key]

    def fixpoint(self, seeds: frozenset[int], way: Way) -> Passed:
        """The least fixpoint, as what is passed on whole, or at all, grows step by step."""
        whole: set[int] = set()
        while True:
            values = self.values(seeds, whole, way.kind)
            grown = self.majorities(seeds, whole, values, way) - whole
            if not grown:
                weights = tuple(self.weight(k, seeds, whole, values, way.kind) for k in range(self.count))
                return Passed(tuple(values), weights)
            whole |= grown

    def majorities(self, seeds: frozenset[int], whole: set[int], values: list[Amount], way: Way) -> set[int]:
        """The things from which holdings are passed on, or passed on whole, given those found before."""
        others = [k for k in range(self.count) if k not in seeds and k not in whole]
        if way.kind in ("full-through-majority", "multiply-through-majority"):
            return {k for k in others if meets(values[k], way.threshold, way.inclusive)}
        if way.kind == "majority-chain":
            return {k for k in others if self.is_held_by_one(k, seeds | whole, way)}
        return set()

    def is_held_by_one(self, held: int, holders: frozenset[int] | set[int], way: Way) -> bool:
        """True where one of the holders has enough of a thing directly, or all who hold a group are among them."""
        if self.group[held] and self.is_low and {r.holder for r in self.rows[held]} <= set(holders):
            return True
        return any(meets(self.direct(k, held), way.threshold, way.inclusive) for k in holders)

    def direct(self, holder: int, held: int) -> Amount:
        """What one holds of another directly, all stakes together."""
        ends = [r.low if self.is_low else r.high for r in self.rows[held] if r.holder == holder]
        return total(ends)

    def values(self, seeds: frozenset[int], whole: set[int], kind: str) -> list[Amount]:
        """What the holders have of each thing, given what is passed on whole; low ends from below, high from above."""
        reached = self.reached(seeds)
        values = [NOTHING if self.is_low or k not in reached else ALL for k in range(self.count)]
        order = sorted(reached)
        for _ in range(ROUNDS):
            before = list(values)
            for j in order:
                values[j] = self.value(j, [self.weight(r.holder, seeds, whole, values, kind) for r in self.rows[j]])
            if values == before:
                break
        return values

    def reached(self, seeds: frozenset[int]) -> set[int]:
        """Everything in which the holders have anything through any chain."""
        below: dict[int, set[int]] = {}
        for j, rows in enumerate(self.rows):
            for row in rows:
                if row.high.is_some:
                    below.setdefault(row.holder, set()).add(j)
        found, waiting = set[int](), list(seeds)
        while waiting:
            new = below.get(waiting.pop(), set()) - found
            found |= new
            waiting += sorted(new)
        return found

    def weight(self, k: int, seeds: frozenset[int], whole: set[int], values: list[Amount], kind: str) -> Amount:
        """How much of the stakes of `k` counts for the holders."""
        if k in seeds:
            return ALL
        if k in whole:
            return values[k] if kind == "multiply-through-majority" else ALL
        if self.group[k]:  # a group of joint holders is no step of its own
            return values[k]
        return values[k] if kind in ("full-through-majority", "in-a-controller", "multiply") else NOTHING

    def value(self, j: int, weights: list[Amount]) -> Amount:
        """What the holders have of a thing, from how much of each of its holders counts for them."""
        rows = self.rows[j]
        if self.is_low:
            found = total([product(r.low, w, up=False) for r, w in zip(rows, weights, strict=True)])
            return max(found, min(weights, default=NOTHING)) if self.group[j] else found
        found = total([product(r.high, w, up=True) for r, w in zip(rows, weights, strict=True)])
        return min(found, self.most(j, weights))

    def most(self, j: int, weights: list[Amount]) -> Amount:
        """What is left for the holders at most, as others have their least; nothing is said where stakes overlap."""
        if self.group[j]:
            return max(weights, default=NOTHING)
        if j in self.overfull:
            return ALL
        left = [(r.low, SCALE - w.value) for r, w in zip(self.rows[j], weights, strict=True)]
        taken = sum(low.value * part // SCALE for low, part in left)
        return Amount(SCALE - taken, -1 if any(low.lean and part for low, part in left) else 0)


def amount_of(units: int, *, is_low: bool = True) -> Amount:
    """One end of a share, from units of 1/`WHOLE`."""
    odd = units % 2
    return Amount((units - odd if is_low else units + odd) * UNIT, odd if is_low else -odd)


def product(share: Amount, weight: Amount, *, up: bool) -> Amount:
    """A share of a share, rounded outward."""
    value, rest = divmod(share.value * weight.value, SCALE)
    if up:
        return Amount(value + (1 if rest else 0), min(share.lean, weight.lean) if value or rest else 0)
    return Amount(value, max(share.lean, weight.lean) if share.is_some and weight.is_some else 0)


def total(amounts: list[Amount]) -> Amount:
    """Amounts together; one open end makes the sum open."""
    lean = max((a.lean for a in amounts), default=0) or min((a.lean for a in amounts), default=0)
    return Amount(sum(a.value for a in amounts), lean)
