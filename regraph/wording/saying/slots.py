"""What fills the slots of a sentence that hold more than a name: shares, amounts, values, dates, what is described."""

import re
from collections.abc import Callable, Mapping

from regraph.model.knowledge import Knowledge
from regraph.model.things import Claim
from regraph.names import local
from regraph.wording.nouns import an, dated, listed, noun, period_text, with_article
from regraph.wording.words import quantity, spaced

LINKS: Mapping[str, str] = {
    "owned-by": "owned by",
    "controlled-by": "controlled by",
    "linked-to": "linked to",
    "body-of": "a body of",
}
CONDITIONS: Mapping[str, str] = {
    "clawback": "Clawback under", "covenant": "Covenant of", "prerequisite": "Prerequisite of",
    "release": "Condition for the release of money under",
}  # fmt: skip


def share_words(knowledge: Knowledge, claim: Claim) -> str:
    """A share as the object of a verb: `25 %`, `a share above 50 % up to 100 %`, `an unstated share`."""
    if claim.share.is_unknown:
        return "an unstated share"
    text = claim.share.text()
    said = about(f"about {text}") if claim.one("isApproximate") is True else text
    said = said if text[0].isdigit() or text.startswith(("at least", "up to")) else f"a share {said}"
    return f"a part, not stated alone, of {said}" if claim.all("isShareTogetherWith") else said


def amount_words(knowledge: Knowledge, claim: Claim) -> str:
    """The amount of a deal, or that none is stated."""
    return number_words(claim, "amount") or "an amount that is not stated"


def number_words(claim: Claim, prefix: str) -> str:
    """An amount or a value as people write it."""
    text = about(quantity(claim, prefix))
    return text.removesuffix("s") if text in ("1 years", "1 months", "1 days") else text


def about(text: str) -> str:
    """A quantity with its "about" after its bound.

    Example:
        >>> about("about up to USD 5"), about("about 3 t")
        ('up to about USD 5', 'about 3 t')
    """
    return re.sub(r"^about (at least|up to|above|below) ", r"\1 about ", text)


def value_words(knowledge: Knowledge, claim: Claim) -> str:
    """The value of a figure with its base and period, and what it is: planned is not what is."""
    base, period, when = claim.one("base"), period_text(claim.span), dated(claim.when("date"))
    kind = claim.concept("realisation")
    parts = [
        f"{number_words(claim, 'value') or 'a value that is not stated'}{f' ({base})' if base else ''}",
        f"for {period}" if period else "",
        when,
        f"{an(spaced(kind))} figure" if kind not in (None, "actual") else "",
    ]
    return ", ".join(filter(None, parts))


def done_words(knowledge: Knowledge, claim: Claim) -> str:
    """Whether a milestone is done, and when it was or is due."""
    when = dated(claim.when("date"))
    if claim.one("isDone") is True:
        return f"done {when}".strip()
    return f"not reported as done{f', expected {when}' if when else ''}"


def link_words(knowledge: Knowledge, claim: Claim) -> str:
    """How a source words the link of a state to somebody."""
    return LINKS.get(claim.concept("linkKind") or "", LINKS["linked-to"])


def topic_words(knowledge: Knowledge, claim: Claim) -> str:
    """What a claim goes by; its kind and what it is about where nobody named it."""
    if claim.label != local(claim.node):
        return unstopped(claim.label)
    about = listed([noun(knowledge, i) for i in dict.fromkeys(about_what(claim))] or ["something not named"])
    return f"{an(knowledge.word(claim.kind))} on {about}" if claim.kind else noun(knowledge, claim.node)


def about_what(claim: Claim) -> list[str]:
    """The things that a claim without a name is about."""
    names = ("isAbout", "isFigureOf", "isMilestoneOf", "isConditionOf", "concerns")
    return [iri for name in names for iri in claim.iris(name)]


def statement_words(knowledge: Knowledge, claim: Claim) -> str:
    """What a voice says, in our words, going on within a sentence."""
    text = unstopped(str(claim.one("statement") or "a statement that is not recorded"))
    first = text.split(" ", 1)[0].rstrip(",")
    if first.lower() in PRONOUNS:
        return f"{PRONOUNS[first.lower()]} {text[:1].lower()}{text[1:]}"
    return text[:1].lower() + text[1:] if first in OPENERS else text


def unstopped(text: str) -> str:
    """A text without its full stop; that of an abbreviation stays.

    Example:
        >>> unstopped("No mine operates."), unstopped("chains of the U.S.")
        ('No mine operates', 'chains of the U.S.')
    """
    return re.sub(r"(?<=[^A-Z])[. ]+$", "", text.strip())


def absence_words(knowledge: Knowledge, claim: Claim) -> str:
    """What kind of gap an absence is, where that is more than that something is not there."""
    kind = claim.concept("absenceKind")
    if kind in (None, "does-not-exist") or claim.label.startswith("No "):
        return ""
    return f"{spaced(kind)}{'' if claim.concept('certainty') in ('reported', 'opinion', 'estimated') else ','}"


def condition_words(knowledge: Knowledge, claim: Claim) -> str:
    """What kind of condition it is."""
    return CONDITIONS.get(claim.concept("conditionKind") or "", "Condition of")


def described_words(knowledge: Knowledge, claim: Claim) -> str:
    """What accounts say of a thing itself; empty where they say nothing that a sentence holds."""
    where = [*map(str, claim.all("place")), *(with_article(knowledge.label(i)) for i in claim.iris("isLocatedIn"))]
    near = bool(where) and where[0].split(" ", 1)[0] in ("near", "off", "at", "on")
    parts = [unstopped(str(text)) for text in claim.all("description")]
    parts += [f"located {'' if near else 'in '}{', '.join(where)}"] if where else []
    parts += (
        [f"part of {listed([noun(knowledge, i) for i in claim.iris('isPartOf')])}"] if claim.iris("isPartOf") else []
    )
    parts += [
        f"{name}: {listed(list(map(knowledge.label, claim.iris(key))))}" for key, name in DESCRIBED if claim.all(key)
    ]
    return "; ".join(parts)


DESCRIBED = (("commodity", "commodity"), ("chainStage", "stage of the supply chain"))
# Statements that begin with their verb go on from the topic before them.
PRONOUNS = dict.fromkeys(("is", "has", "was", "does"), "it") | dict.fromkeys(("are", "have", "were", "do"), "they")
OPENER_WORDS = (
    "A Adding Agreements All Among An Any At Both Changes Compliance Continuous Control Dilution Each"
    " Earlier Economics Execution Failing Fines For Funding Governance Grades How If In Industrial"
    " Interest Is It Its More Most No None Not Nothing Of Officials On Or Production Qualification"
    " Repeatable Some Stalled Such Supply That The There These They This Timelines To Total Two Unlike"
    " Unsupervised Weak What When Where Whether Who With Without"
)
OPENERS = frozenset(OPENER_WORDS.split())
SPECIAL: Mapping[str, Callable[[Knowledge, Claim], str]] = {
    "absenceKind": absence_words,
    "amount": amount_words,
    "conditionKind": condition_words,
    "described": described_words,
    "done": done_words,
    "label": topic_words,
    "linkKind": link_words,
    "share": share_words,
    "statement": statement_words,
    "value": value_words,
}
