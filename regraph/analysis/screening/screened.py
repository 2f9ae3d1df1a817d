"""What a screening answers with: each test, the stakes that count step by step, and the verdict on one thing.

Plain values; nothing here decides.
"""

from dataclasses import dataclass

from regraph.analysis.counting import Aside, Hop
from regraph.analysis.screening.judging import Side
from regraph.analysis.screening.passing import Amount
from regraph.analysis.screening.rules.rule import Criterion
from regraph.analysis.screening.triggers import Told
from regraph.analysis.screening.verdict import Holdings, Verdict


@dataclass(frozen=True)
class Tested:
    """One test of a rule on one basis, for those who count.

    Args:
        test: of the rule.
        basis: `economic` or `votes`.
        found: what the holdings say.
        who: IRIs of those whose holdings were counted together; the best one where each is tested by itself.
        low: what they have at least, without what is doubtful.
        high: what they have at most.
    """

    test: Criterion
    basis: str
    found: Holdings
    who: frozenset[str]
    low: Side
    high: Side


@dataclass(frozen=True, slots=True)
class Counts:
    """One stake in a step: whose, how much of it counts, and why.

    Args:
        hop: the stake.
        least: how much of it counts at least, as a share of it.
        most: how much of it counts at most.
        why: why its holder counts.
    """

    hop: Hop
    least: Amount
    most: Amount
    why: str


@dataclass(frozen=True, slots=True)
class Step:
    """How those who count come to hold a thing: the stakes in it that count.

    Args:
        thing: IRI; of a group of joint holders `joint:` and the IRI of its claim.
        low: what those who count have of it at least.
        high: what they have at most.
        stakes: in the order of the columns.
    """

    thing: str
    low: Amount
    high: Amount
    stakes: tuple[Counts, ...]


@dataclass(frozen=True)
class Screened:
    """The verdict on one thing.

    Args:
        thing: IRI.
        holder: IRI of the holder, where the rule asks about holders; "" else.
        verdict: what may be said.
        would: what it would be if the rule were in force.
        found: what the holdings alone say.
        tested: every test on every basis.
        steps: the reasons of the strongest test, from the thing upward.
        told: what the sources say of what holdings do not answer.
        beside: claims about the things in the answer that are no counted holdings.
        named: why the thing counts itself; "" where it does not.
    """

    thing: str
    holder: str
    verdict: Verdict
    would: Verdict
    found: Holdings
    tested: tuple[Tested, ...]
    steps: tuple[Step, ...]
    told: tuple[Told, ...]
    beside: tuple[Aside, ...]
    named: str
