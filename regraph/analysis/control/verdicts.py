"""Verdicts: whether one controls another by a doctrine, how sure that is, on which claims it rests, and why.

*Yes* holds for all true shares within their bounds, by claims that are stated, reported or estimated. What needs a
weaker claim bears the name of its certainty instead. *Possible* holds for some true shares. *No* is said only where the
bounds that the sources name rule it out; where they name no votes, it is *not known*.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from regraph.analysis.columns import Columns
from regraph.analysis.control.ground import Ground, Level
from regraph.analysis.control.reasons import called, reasons, rightless, share_words
from regraph.analysis.control.sphere import holds, sphere, support
from regraph.analysis.counting import JOINT, Hop
from regraph.analysis.weakness import CERTAINTY_COST
from regraph.engine.control import controlling_pairs
from regraph.engine.control.chains import chain_pairs
from regraph.engine.control.defacto import de_facto_pairs
from regraph.engine.control.threshold import Threshold
from regraph.engine.stakes import fraction
from regraph.model.share import Share, total


class Answer(Enum):
    """What can be said, strongest first; a claimed one is printed by the certainty of its weakest claim."""

    YES = "yes"
    CLAIMED = "as claimed"
    POSSIBLE = "possible"
    NO = "no"
    NOT_KNOWN = "not known"


RIGHTS = {
    "Control": "control by means not stated",
    "LicenceHolding": "holds the licence",
    "Operatorship": "runs it day by day, whoever owns it",
    "owned-by": "is said to own it",
    "controlled-by": "is said to control it",
    "body-of": "has it as one of its bodies",
}
LEVEL_ANSWERS = {Level.FIRM: Answer.YES, Level.CLAIMED: Answer.CLAIMED, Level.POSSIBLE: Answer.POSSIBLE}


@dataclass(frozen=True)
class Verdict:
    """Whether one controls another by one doctrine.

    Args:
        doctrine: its name.
        controller: IRI; for a joint holding `joint:` and the IRI of its claim.
        controlled: IRI.
        answer: what can be said.
        certainty: the weakest certainty among the claims it rests on; "" where it rests on none.
        jointly: True where it is a group that controls, or a member that may by its part of a joint holding.
        share: what the controller and all that it so controls hold together; None where no shares are added.
        because: why, in phrases.
        steps: what it rests on, nearest to the controlled first.
    """

    doctrine: str
    controller: str
    controlled: str
    answer: Answer
    certainty: str
    jointly: bool
    share: Share | None
    because: tuple[str, ...]
    steps: tuple[Hop, ...]

    @property
    def word(self) -> str:
        """The verdict as it is printed."""
        return self.certainty.replace("-", " ") if self.answer is Answer.CLAIMED else self.answer.value


def verdict(ground: Ground, doctrine: str, controller: str, controlled: str) -> Verdict:
    """Whether `controller` controls `controlled` by a doctrine other than close links."""
    threshold = ground.bars.of(doctrine)
    if threshold is None:
        return said(ground, doctrine, (controller, controlled), Answer.NOT_KNOWN, ("no turnout is given",))
    for level in Level:
        members = caught(ground, doctrine, controller, level, threshold)
        if controlled in members:
            steps = support(ground, controller, controlled, level, members)
            if doctrine == "by-right":
                steps = direct_rights(ground, controller, controlled, level) or steps
            if doctrine != "by-right" or any(hop in ground.deciding for hop in steps):
                return reached(ground, doctrine, (controller, controlled), level, steps)
    return unreached(ground, doctrine, (controller, controlled))


def direct_rights(ground: Ground, controller: str, controlled: str, level: Level) -> tuple[Hop, ...]:
    """The rights over a thing that an actor has itself, which need nothing between."""
    into = ground.steps_into.get(controlled, ())
    own = (hop for hop in into if hop.relation.source == controller and hop in ground.deciding)
    return tuple(hop for hop in own if holds(ground, hop, level))


def caught(ground: Ground, doctrine: str, actor: str, level: Level, threshold: Threshold) -> frozenset[str]:
    """What an actor controls by a doctrine, at one level."""
    by_columns = doctrine in ("de-facto", "majority-chain", "weakest-link")
    if by_columns or (doctrine == "majority" and not ground.groups):
        return paired(ground, doctrine, actor, level)
    return sphere(ground, actor, level, threshold, rights=doctrine == "by-right")


def paired(ground: Ground, doctrine: str, actor: str, level: Level) -> frozenset[str]:
    """What an actor controls by a doctrine that the engine answers for all pairs at once."""
    key = (doctrine, level)
    if key not in ground.pairs:
        pairs = every_pair(ground, doctrine, ground.votes(level), possible=level is Level.POSSIBLE)
        ground.pairs[key] = by_controller(pairs)
    return ground.pairs[key].get(actor, frozenset())


def by_controller(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """Controller -> all that it controls."""
    found: dict[str, set[str]] = {}
    for one, other in pairs:
        found.setdefault(one, set()).add(other)
    return {one: frozenset(others) for one, others in found.items()}


def every_pair(ground: Ground, doctrine: str, votes: Columns, *, possible: bool) -> frozenset[tuple[str, str]]:
    """Who controls what by majority, chain, weakest link or in fact, by the columns alone."""
    threshold, turnout = ground.bars.of(doctrine), ground.bars.turnout
    assert threshold is not None
    if doctrine == "de-facto" and turnout is not None:
        pairs = de_facto_pairs(votes.stakes, Fraction(turnout), possible=possible)
    elif doctrine == "majority":
        pairs = controlling_pairs(votes.stakes, threshold, possible=possible)
    else:
        pairs = chain_pairs(votes.stakes, threshold, possible=possible)
    names = votes.stakes.names
    found = zip(pairs.controller.tolist(), pairs.controlled.tolist(), strict=True)
    return frozenset((names[one], names[other]) for one, other in found)


def reached(ground: Ground, doctrine: str, pair: tuple[str, str], level: Level, steps: tuple[Hop, ...]) -> Verdict:
    """The verdict where control is found at a level."""
    share = held_together(ground.claimed, steps, pair[1]) if doctrine != "by-right" else None
    answer = LEVEL_ANSWERS[level]
    because = (*rights_in(ground, doctrine, pair, steps), *reasons(ground, doctrine, pair, level, steps))
    return said(ground, doctrine, pair, answer, because, share=share, steps=steps)


def rights_in(ground: Ground, doctrine: str, pair: tuple[str, str], steps: Iterable[Hop]) -> tuple[str, ...]:
    """The rights among some steps, in words."""
    found = []
    for hop in steps:
        own = hop in ground.deciding and hop.relation.kind != "Parentage" and not hop.relation.target.startswith(JOINT)
        if doctrine == "by-right" and own:
            kind = ground.knowledge.claims[hop.relation.claim].concept("linkKind") or hop.relation.kind
            at = (hop.relation.source, hop.relation.target)
            of = f" ({called(ground, at[0])} over {ground.knowledge.label(at[1])})" if at != pair else ""
            found.append(RIGHTS[kind] + of)
    return tuple(dict.fromkeys(found))


def unreached(ground: Ground, doctrine: str, pair: tuple[str, str]) -> Verdict:
    """The verdict where no true shares within the bounds give control: no, or not known."""
    name = ground.knowledge.label
    if doctrine == "by-right":
        return said(ground, doctrine, pair, Answer.NOT_KNOWN, (rightless(ground, pair),))
    everything = support(ground, pair[0], pair[1], Level.POSSIBLE, ground.claimed.index)
    steps = tuple(hop for hop in everything if hop in ground.claimed.bounds)
    if not any(hop.relation.target == pair[1] for hop in steps) or not starts_at(steps, pair[0]):
        why = f"the sources name no votes or shares of {called(ground, pair[0])} in {name(pair[1])}"
        return said(ground, doctrine, pair, Answer.NOT_KNOWN, (why,))
    if pair in open_pairs(ground, doctrine):
        why = "it would turn on links or rights for which the sources name no votes"
        return said(ground, doctrine, pair, Answer.NOT_KNOWN, (why,), steps=steps)
    own = sorted(
        f"{share_words(hop)} of {name(hop.relation.target)}" for hop in steps if hop.relation.source == pair[0]
    )
    because = (f"has {', '.join(own)}: the stated shares rule it out",)
    return said(ground, doctrine, pair, Answer.NO, because, steps=steps)


def open_pairs(ground: Ground, doctrine: str) -> frozenset[tuple[str, str]]:
    """Who may control what if links and rights bring votes that nobody states, worked out once."""
    if doctrine not in ground.opened:
        ground.opened[doctrine] = every_pair(ground, doctrine, ground.open, possible=True)
    return ground.opened[doctrine]


def starts_at(steps: Iterable[Hop], actor: str) -> bool:
    """True where some step is the actor's own."""
    return any(hop.relation.source == actor for hop in steps)


def said(
    ground: Ground,
    doctrine: str,
    pair: tuple[str, str],
    answer: Answer,
    because: tuple[str, ...],
    *,
    share: Share | None = None,
    steps: tuple[Hop, ...] = (),
) -> Verdict:
    """A verdict with the weakest certainty of what it rests on."""
    said_so = {ground.knowledge.claims[h.relation.claim].concept("certainty") or "reported" for h in steps}
    weakest = max(said_so, key=lambda word: (CERTAINTY_COST.get(word, 1.1), word), default="")
    part = answer is Answer.POSSIBLE and any(h.relation.target.startswith(JOINT) for h in steps)
    jointly = pair[0].startswith(JOINT) or part
    return Verdict(doctrine, *pair, answer, weakest, jointly, share, because, steps)


def held_together(votes: Columns, steps: Iterable[Hop], company: str) -> Share | None:
    """What the last steps of a support add up to, as far as the others' least leaves room."""
    own = [hop for hop in steps if hop.relation.target == company and hop in votes.bounds]
    if not own:
        return None
    others = [h for h in votes.into[company] if h not in own]
    together = total([interval(*votes.bounds[hop]) for hop in own])
    low, is_open = fraction(sum(even(votes.bounds[h][0]) for h in others))
    most = max(together.low, 1 - min(low, type(low)(1)))
    if most >= together.high or is_open:
        return together
    return Share(together.low, most, together.low_open and most > together.low, False)


def even(units: int) -> int:
    """The closed part of a lower bound."""
    return units - units % 2


def interval(low: int, high: int) -> Share:
    """A share from both ends in units."""
    (least, low_open), (most, high_open) = fraction(low), fraction(high, is_low=False)
    return Share(least, most, low_open, high_open)
