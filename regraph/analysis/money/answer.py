"""The question about money and the shape of its answer: lines, sums, groups, totals, what is left out and why.

Plain values; nothing here decides what counts.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from regraph.analysis.money.amounts import Amount, Cell, Sum
from regraph.analysis.money.grouping import GROUPINGS, SECTORS, Group
from regraph.analysis.money.standing import Made, Stand
from regraph.analysis.money.totals import Total
from regraph.errors import BadChoice
from regraph.model.dates import When
from regraph.model.share import ZERO
from regraph.model.things import Claim

BY = tuple(sorted(GROUPINGS))
ACROSS = ("bindingness", "stage")
# What has come furthest first; then what has ended since the day asked about, and what states no stage.
STAGES = ("in-force", "approved", "signed", "announced", "proposed", "reported-talks",
          "expired", "terminated", "lapsed", "")  # fmt: skip
BINDING = ("binding", "conditional", "non-binding", "not-stated", "")
KINDS = ("parts", "within", "overlap", "ring", "superseded", "would-supersede", "refinanced", "amends",
         "ended", "not-then", "denied", "excluded", "period", "no-amount")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked.

    Args:
        entity: IRI of the thing whose deals are asked for; None for all.
        by: groupings, of `BY`, in the order in which they nest.
        across: of `ACROSS`: what sums may add up.
        window: when the deals were made; a side that is None is open.
    Raises:
        BadChoice: a grouping or an axis that there is none of.
    """

    entity: str | None = None
    by: tuple[str, ...] = ()
    across: tuple[str, ...] = ()
    window: When = When()

    def __post_init__(self) -> None:
        for option, words, allowed in (("--by", self.by, BY), ("--across", self.across, ACROSS)):
            for word in words:
                if word not in allowed:
                    raise BadChoice(option, word, allowed)


@dataclass(frozen=True)
class Line:
    """One deal that is counted.

    Args:
        amount: what it states; None where it states no sum.
        possible: why it is only possibly part of the answer; "" where it surely is.
        groups: for each of `Question.by`, whom or what it stands under.
    """

    claim: Claim
    stand: Stand
    amount: Amount | None
    made: Made
    cell: Cell
    possible: str
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class LeftOut:
    """One deal that is not in a sum.

    Args:
        kind: one of `KINDS`.
        why: a phrase; "" where the kind and the other deals say all.
        others: the deals that are the reason.
    """

    claim: Claim
    stand: Stand
    kind: str
    why: str = ""
    others: tuple[str, ...] = ()


Sums = tuple[tuple[Cell, Sum], ...]
Groups = tuple[tuple[tuple[Group, ...], Sums], ...]


@dataclass(frozen=True)
class Finance:
    """The answer.

    Args:
        lines: the deals that are counted, in the order of their cells, the largest first.
        sums: cell -> sum over all lines.
        groups: groups of `Question.by` -> sums; for each cell they add up to `sums`.
        totals: stated totals beside the sums of their parts.
        figures: money figures that are no deals and name no parts; never in a sum.
        absences: what the sources say does not exist or is not told of these deals.
        left_out: the deals that are not counted, by kind and IRI.
        nearest: where nothing is counted, the things nearest to the one asked about that have financing.
    """

    question: Question
    lines: tuple[Line, ...]
    sums: Sums
    groups: Groups
    totals: tuple[Total, ...]
    figures: tuple[Claim, ...]
    absences: tuple[Claim, ...]
    left_out: tuple[LeftOut, ...]
    nearest: tuple[str, ...] = ()


def cell_order(cell: Cell) -> tuple[bool, str, bool, int, int]:
    """A sort key: currencies by name, what is stated in none last; then what has come furthest and binds most first."""
    places = (place(cell.stage, STAGES), place(cell.bindingness, BINDING))
    return not cell.currency, cell.currency, cell.on_call, *places


def place(word: str, order: tuple[str, ...]) -> int:
    """Where a word stands in an order; a word that the ontology does not have stands last."""
    return order.index(word) if word in order else len(order)


def line_order(line: Line) -> tuple[object, ...]:
    """A sort key: by cell, the largest first, then by name."""
    endless = line.amount is not None and line.amount.high is None
    size = line.amount.high if line.amount and line.amount.high else ZERO
    return *cell_order(line.cell), not endless, size.copy_negate(), line.claim.label, line.claim.node


def sums_of(lines: Iterable[Line]) -> Sums:
    """Lines added up cell by cell; what is only possible raises the upper bound alone."""
    found: dict[Cell, Sum] = {}
    for line in lines:
        found[line.cell] = found.get(line.cell, Sum()).plus(sum_of(line))
    return tuple(sorted(found.items(), key=lambda pair: cell_order(pair[0])))


def sum_of(line: Line) -> Sum:
    """One line as a sum."""
    refinancing = int(bool(line.claim.all("refinances")))
    if line.amount is None:
        return Sum(unstated=1, refinancing=refinancing)
    low = line.amount.low * 0 if line.possible else line.amount.low
    possible = int(bool(line.possible))
    return Sum(low, line.amount.high, line.amount.about, 1, possible, refinancing=refinancing)


def grouped(lines: Iterable[Line]) -> Groups:
    """Lines added up group by group; every line stands in one group, so that the groups add up to the whole.

    Returns:
        The groups in the order of their largest cells; public money before private.
    """
    found: dict[tuple[Group, ...], list[Line]] = {}
    for line in lines:
        found.setdefault(line.groups, []).append(line)
    first = {groups: line_order(min(inside, key=line_order))[:-2] for groups, inside in found.items()}
    ordered = sorted(found.items(), key=lambda pair: (sector_order(pair[0]), first[pair[0]], pair[0]))
    return tuple((groups, sums_of(inside)) for groups, inside in ordered if groups)


def sector_order(groups: tuple[Group, ...]) -> tuple[int, ...]:
    """A sort key that keeps public money before private, and either before what is not stated."""
    return tuple(SECTORS.index(word) for group in groups for word in group if word in SECTORS)
