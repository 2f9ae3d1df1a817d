"""Safe sentences: a claim said in one English sentence that its axes allow, with who says so and when.

The sentences are made from the templates in `ontology/sentences.ttl`, one a kind. In a template, `{a|b}` is the first
of these properties that is stated, `[in force|not yet|ended]` is the verb in the mood that the stage allows, each with
`singular/plural` where they differ, and `< of {a}>` stands only where `a` is stated. A template without `{voice}`
begins with who says so. Nothing here weighs a claim; what the axes do not allow to be said is not said.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Standing
from regraph.model.things import Claim
from regraph.names import BASE, local
from regraph.wording.nouns import an, is_plural, listed, noun
from regraph.wording.saying.clauses import PAPERS, clauses, place_of, said_beside
from regraph.wording.saying.slots import SPECIAL, unstopped
from regraph.wording.saying.voices import Speakers, speakers
from regraph.wording.words import role

NAMED = (*PAPERS, "EquityPurchase", "Participation", "Tender")
OPTIONAL = re.compile(r"<([^<>]*)>")
SLOT = re.compile(r"\{([^}]+)\}|\[([^\]]+)\]")
LEADS: Mapping[str, str] = {
    "stated-by-party": "As a party to it says, according to {who}, ",
    "reported": "According to {who}, ",
    "estimated": "By the estimate of {who}, ",
    "opinion": "In the view of {who}, ",
    "alleged": "It is alleged, according to {who}, that ",
    "under-investigation": "It is under investigation, according to {who}, whether ",
    "disputed": "It is disputed, according to {who}, whether ",
    "denied": "{who} denied that ",
}
PHRASES: Mapping[str, str] = {
    "stated-by-party": "as a party to it says, according to {who}",
    "reported": "according to {who}",
    "estimated": "by the estimate of {who}",
    "opinion": "in the view of {who}",
    "alleged": "alleged according to {who}",
    "under-investigation": "under investigation according to {who}",
    "disputed": "disputed according to {who}",
    "denied": "denied by {who}",
}
ROLES: Mapping[str, str] = {
    "isInterestIn": "a thing", "isStakeIn": "a thing", "isHoldingIn": "a thing", "concerns": "something",
    "isAbout": "a matter", "hasRegulator": "a body", "commodity": "goods", "amends": "an agreement",
    "isConditionOf": "something",
}  # fmt: skip


@dataclass(frozen=True)
class Wording:
    """What filling a template needs: the claim, and the mood it may be said in.

    Args:
        place: 0 for what is in force, 1 for what is not yet, 2 for what has ended.
    """

    knowledge: Knowledge
    claim: Claim
    place: int


def sentence(knowledge: Knowledge, claim: Claim, standing: Standing | None = None) -> str:
    """One claim as a sentence that can be published.

    Args:
        standing: how it stands on the day asked about; None where no day is asked about.
    Returns:
        The sentence, with a full stop; empty where accounts describe nothing of a thing that can be said.
    """
    place = place_of(knowledge, claim, standing)
    wording = Wording(knowledge, claim, place)
    template = trimmed(claim, template_of(knowledge, claim))
    said_of = speakers(knowledge, claim, (*slots_of(claim, template), *said_beside(claim)))
    body = filled(wording, template).replace("{voice}", phrase(claim, said_of))
    if not body or body.endswith(": "):
        return ""
    tails = [*clauses(knowledge, claim, standing, place), *said_of.beside, *name_clause(claim, template)]
    text = ("" if "{voice}" in template else lead(claim, said_of)) + body
    text = re.sub(r" {2,}", " ", "; ".join([text, *tails]))
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('.') else '.'}"


def template_of(knowledge: Knowledge, claim: Claim) -> str:
    """The template of a claim's class, or of the class of the thing that it describes."""
    thing = knowledge.things.get(claim.node)
    return knowledge.template(claim.kind or (thing.kind if thing else "Thing"))


def trimmed(claim: Claim, template: str) -> str:
    """A template with its optional parts, those whose slot is stated."""

    def keep(match: re.Match[str]) -> str:
        slot = SLOT.search(match[1])
        names = (slot[1] if slot else "").replace("amount", "amountAtLeast|amountAtMost").split("|")
        return match[1] if any(map(claim.all, names)) else ""

    return OPTIONAL.sub(keep, template)


def slots_of(claim: Claim, template: str) -> tuple[str, ...]:
    """The properties whose values a template says of a claim."""
    return tuple([slot[0] if slot[0] in SPECIAL else named(claim, slot)[0] for slot in slots_in(template)])


@lru_cache(maxsize=1024)  # a class has one template, and a few ways to leave parts of it out
def slots_in(template: str) -> tuple[list[str], ...]:
    """The slots of a template, each as the properties of which it says the first that is stated."""
    return tuple(match[1].split("|") for match in SLOT.finditer(template) if match[1])


def filled(wording: Wording, template: str) -> str:
    """A template with every slot but the voice filled from the claim."""
    subject = SLOT.search(template)
    many = plural(wording, (subject[1] or "").split("|")) if subject else False

    def fill(match: re.Match[str]) -> str:
        if match[2]:
            forms = match[2].split("|")[wording.place].split("/")
            return forms[-1] if many else forms[0]
        return match[0] if match[1] == "voice" else slot(wording, match[1].split("|"))

    return SLOT.sub(fill, template)


def plural(wording: Wording, properties: list[str]) -> bool:
    """True where the subject of a sentence is several, or one named in the plural."""
    _, values = named(wording.claim, properties)
    return len(values) > 1 or any(is_plural(wording.knowledge.label(value)) for value in values)


def named(claim: Claim, properties: list[str]) -> tuple[str, tuple[str, ...]]:
    """The first of some properties that the claim states, with its values."""
    return next(((name, claim.iris(name)) for name in properties if claim.all(name)), (properties[0], ()))


def slot(wording: Wording, properties: list[str]) -> str:
    """One slot as words; what no source states is said to be unstated."""
    if properties[0] in SPECIAL:
        return SPECIAL[properties[0]](wording.knowledge, wording.claim)
    name, values = named(wording.claim, properties)
    if not values:
        return f"{ROLES.get(properties[0]) or an(role(properties[0]))} that is not named"
    labels = [noun(wording.knowledge, v) if v.startswith(BASE) else unstopped(v) for v in values]
    return listed(labels) + (" jointly" if name == "isHeldBy" and len(labels) > 1 else "")


def lead(claim: Claim, said_of: Speakers) -> str:
    """The beginning of a sentence: how sure it is, and who says so."""
    together = ", taken together" if said_of.together else ""
    return LEADS[claim.concept("certainty") or "reported"].format(who=said_of.who + together)


def phrase(claim: Claim, said_of: Speakers) -> str:
    """How sure a claim is and who says so, within a sentence."""
    together = ", taken together" if said_of.together else ""
    return PHRASES[claim.concept("certainty") or "reported"].format(who=said_of.who + together)


def name_clause(claim: Claim, template: str) -> list[str]:
    """The name that a claim goes by, where the sentence leaves a party or the matter unnamed."""
    unnamed = any(name not in SPECIAL and name != "voice" and not claim.all(name) for name in slots_of(claim, template))
    listed_so = (unnamed or claim.kind in NAMED) and "{label}" not in template and claim.label != local(claim.node)
    return [f"listed as “{claim.label}”"] if listed_so else []
