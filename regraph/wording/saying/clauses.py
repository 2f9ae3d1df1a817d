"""What the axes, the dates and the differences of a claim add to its sentence, and the mood it may be said in."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from regraph.model.knowledge import Knowledge
from regraph.model.scenario import ENDED, NOT_YET, OPTIONAL_KINDS, Standing, Status
from regraph.model.things import Claim
from regraph.wording.nouns import dated, listed, noun, period_text, span_text
from regraph.wording.saying.voices import voices
from regraph.wording.words import TALKED_OF, spaced

STATED = ("Absence", "Assessment", "Condition", "Figure", "Milestone")
PAPERS = ("Framework", "Memorandum", "Amendment")
UNBOUND: Mapping[str, str] = {"non-binding": "non-binding", "conditional": "subject to conditions"}
MEANS = ("BoardRight", "Control", "LicenceHolding", "Operatorship", "Parentage", "Royalty", "StateLink", "Stream")
ONCE = ("Acquisition", "SchemeOfArrangement", "EquityPurchase", "Placement", "Amendment")
PROPERTY: Mapping[str, str] = {
    "share": "the share", "measure": "the number", "start": "the start", "end": "the end", "date": "the date",
    "holders": "the holder", "held": "what is held", "bindingness": "whether it binds",
}  # fmt: skip
BOUNDS = tuple(start + end for start in ("start", "end", "date") for end in ("Earliest", "Latest"))
UNTOLD = ("absenceKind", "certainty", "conditionKind", "figureKind", "place")


class Mood(NamedTuple):
    """All that a day adds to the sentence of a claim.

    Args:
        place: 0 for what is in force, 1 for what is not yet, 2 for what has ended.
        clauses: what is said of that day.
    """

    place: int
    clauses: tuple[str, ...]


def mood_of(knowledge: Knowledge, claim: Claim, standing: Standing | None) -> Mood:
    """What a day adds, by how the claim stands on it."""
    return Mood(place_of(knowledge, claim, standing), tuple(standing_clauses(standing)))


def place_of(knowledge: Knowledge, claim: Claim, standing: Standing | None) -> int:
    """The mood that a claim may be said in: 0 for what is in force, 1 for what is not yet, 2 for what has ended.

    An option that is announced is there, one that is merely proposed is not; a paper that is signed is there; whatever
    else is not yet in force, or binds nobody, is only said to be meant.
    """
    stage, status = claim.concept("stage"), standing.status if standing else None
    if status is Status.ENDED or (stage in ENDED and (status is None or status is Status.POSSIBLE)):
        return 2
    if status is Status.NOT_THEN:
        return 2 if standing and "it ends" in standing.reason else 1
    if claim.kind in OPTIONAL_KINDS:
        return 1 if stage in TALKED_OF else 0
    if claim.all("outcome") and not stage:
        return 2
    if claim.kind in PAPERS:
        return 1 if stage in NOT_YET and stage != "signed" else 0
    return 1 if stage in NOT_YET or claim.concept("bindingness") in UNBOUND else 2 if stage in ENDED else 0


def said_beside(claim: Claim) -> tuple[str, ...]:
    """The properties that the clauses of a claim say, those of its slots aside."""
    binding = ("bindingness",) if claim.concept("bindingness") in UNBOUND else ()
    described = () if claim.kind else ("isLocatedIn", "place", "isPartOf", "commodity", "chainStage")
    return ("stage", "isDone", "isMet", "isShareTogetherWith", *binding, *BOUNDS, *described)


def clauses_before(knowledge: Knowledge, claim: Claim) -> Iterator[str]:
    """What follows a sentence first, each clause after a semicolon: what no day changes."""
    stage, binding = claim.concept("stage") or "", claim.concept("bindingness") or ""
    yield from share_clauses(knowledge, claim)
    if claim.kind in OPTIONAL_KINDS:
        yield "not reported as exercised"
    yield from stage_clauses(claim, stage)
    if binding in UNBOUND:
        yield UNBOUND[binding]


def clauses_of_day(claim: Claim, mood: Mood) -> Iterator[str]:
    """What follows then: when it is, whether it is met, and what the day asked about adds."""
    yield from filter(None, (time_clause(claim, mood.place), done_clause(claim)))
    if claim.kind not in STATED:
        yield from mood.clauses


def stage_clauses(claim: Claim, stage: str) -> Iterator[str]:
    """What the stage adds: how far it has got, and what is not reported of it."""
    if stage in TALKED_OF:
        yield "proposed only" if stage == "proposed" else "in talks as reported, nothing agreed"
    elif stage in NOT_YET and claim.kind in PAPERS:
        yield stage if stage == "signed" else f"{stage}, not reported as signed"
    elif stage in NOT_YET:
        yield (
            f"{stage}, not reported as closed or in force" if claim.kind and claim.kind not in OPTIONAL_KINDS else stage
        )
    elif stage in ENDED:
        yield f"reported as {stage}"


def share_clauses(knowledge: Knowledge, claim: Claim) -> Iterator[str]:
    """What a share is a share of, and whose it is where it is not one holder's alone."""
    if len(claim.all("isHeldBy")) > 1:
        yield "how it is split between them is not stated"
    partners = [noun(knowledge, partner) for partner in claim.iris("isShareTogetherWith")]
    if partners:
        yield f"the share is given for this and {listed(partners)} together"
    if claim.share.is_unknown:
        return
    if claim.kind in MEANS:
        yield f"the extent given is {claim.share.text()}"
    if claim.one("shareBasis"):
        what = "extent" if claim.kind in MEANS else "share"
        yield f"basis of the {what}: {str(claim.one('shareBasis')).replace(';', ',')}"


def time_clause(claim: Claim, place: int) -> str:
    """When it holds or happens, where the sentence does not say so itself."""
    if claim.kind in ("Figure", "Milestone"):
        return ""
    when = dated(claim.when("date"))
    if claim.kind in STATED:
        period = "" if claim.span.is_unknown else period_text(claim.span)
        return f"time given: {listed([*filter(None, (when, period))])}" if when or period else ""
    once = claim.kind in ONCE and place == 0 and claim.span.end.is_unknown
    span = f"closed {dated(claim.span.start)}".removesuffix("closed ") if once else span_text(claim.span, place)
    outcome = f"outcome: {claim.one('outcome')}" if claim.one("outcome") else ""
    return "; ".join(filter(None, (span, f"dated {when.removeprefix('on ')}" if when else "", outcome)))


def done_clause(claim: Claim) -> str:
    """Whether a condition is met."""
    if claim.kind != "Condition":
        return ""
    return (
        {True: "met", False: "not met"}.get(bool(claim.one("isMet")), "")
        if claim.all("isMet")
        else "not said to be met"
    )


def standing_clauses(standing: Standing | None) -> Iterator[str]:
    """What the day asked about adds."""
    if standing and standing.status is Status.POSSIBLE:
        yield "whether it held on that day the sources do not say"
    if standing and standing.status is Status.NOT_THEN:
        yield f"not in force on the day asked about, as {standing.reason}"


def clauses_after(knowledge: Knowledge, claim: Claim) -> Iterator[str]:
    """What follows at last: where accounts differ, and whose value the sentence uses."""
    if not claim.used:
        return
    found: dict[str, list[str]] = defaultdict(list)
    for group, (account, _) in sorted(claim.used.items()):
        if group not in UNTOLD:
            found[account].append(PROPERTY.get(group) or f"the {spaced(group)}")
    for account, groups in sorted(found.items()):
        yield f"accounts differ on {listed(groups)}, and the value used is that of {voices(knowledge, (account,))}"
