"""Safe sentences: a claim said in one English sentence that its axes allow, with who says so and when.

The sentences are made from the templates in `ontology/sentences.ttl`, one a kind. In a template, `{a|b}` is the first
of these properties that is stated, `[in force|not yet|ended]` is the verb in the mood that the stage allows, each with
`singular/plural` where they differ, and `< of {a}>` stands only where `a` is stated. A template without `{voice}`
begins with who says so. Nothing here weighs a claim; what the axes do not allow to be said is not said.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from regraph.errors import BadFact
from regraph.model.knowledge import Knowledge, once
from regraph.model.scenario import Standing
from regraph.model.things import Claim
from regraph.names import BASE, local
from regraph.wording.nouns import an, is_plural, listed, noun
from regraph.wording.saying.clauses import (
    PAPERS,
    Mood,
    clauses_after,
    clauses_before,
    clauses_of_day,
    mood_of,
    said_beside,
)
from regraph.wording.saying.slots import SPECIAL, unstopped
from regraph.wording.saying.templates import Slot, Template, Verb, template_for
from regraph.wording.saying.voices import Speakers, speakers
from regraph.wording.words import role

SPACES = re.compile(r" {2,}")
NAMED = (*PAPERS, "EquityPurchase", "Participation", "Tender")
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


class Wording(NamedTuple):
    """The sentence of a claim, but for what a day adds.

    Args:
        begin: who says so and how sure it is, where the template does not say it.
        parts: the template, its slots filled.
        many: True where the subject is several, or one named in the plural.
        before, after: the clauses before and after those of the day.
    """

    claim: Claim
    begin: str
    parts: tuple[str | Verb, ...]
    many: bool
    before: tuple[str, ...]
    after: tuple[str, ...]

    def on(self, mood: Mood) -> str:
        """The sentence of a day, with a full stop; empty where there is nothing to say."""
        body = "".join([part if isinstance(part, str) else part.forms[mood.place][self.many] for part in self.parts])
        if not body or body.endswith(": "):
            return ""
        text = "; ".join([self.begin + body, *self.before, *clauses_of_day(self.claim, mood), *self.after])
        text = SPACES.sub(" ", text) if "  " in text else text
        return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('.') else '.'}"


def sentence(knowledge: Knowledge, claim: Claim, standing: Standing | None = None) -> str:
    """One claim as a sentence that can be published.

    Args:
        standing: how it stands on the day asked about; None where no day is asked about.
    Returns:
        The sentence, with a full stop; empty where accounts describe nothing of a thing that can be said.
    """
    return wording_of(knowledge, claim).on(mood_of(knowledge, claim, standing))


def wording_of(knowledge: Knowledge, claim: Claim) -> Wording:
    """What no day changes of the sentence of a claim."""
    if not knowledge.claims.has(claim):  # one that was put together to be said
        return worded(knowledge, claim)
    return kept_wording(knowledge, claim.node)


@once
def kept_wording(knowledge: Knowledge, node: str) -> Wording:
    """The same of a claim that is known: tables, pages and panels say it alike."""
    return worded(knowledge, knowledge.claims[node])


def worded(knowledge: Knowledge, claim: Claim) -> Wording:
    """The wording of a claim by the template of its class, or of the thing it describes."""
    thing = knowledge.things.get(claim.node)
    template = template_for(claim, knowledge.template(claim.kind or (thing.kind if thing else "Thing")))
    names = slots_of(claim, template)
    said_of = speakers(knowledge, claim, properties_of(claim, names))
    values = iter(names)
    filled = [slot(knowledge, claim, next(values), said_of) if isinstance(p, Slot) else p for p in template.parts]
    return Wording(
        claim,
        "" if "voice" in template.names else lead(claim, said_of),
        tuple(filled),
        many(knowledge, claim, template, names),
        tuple(clauses_before(knowledge, claim)),
        (*clauses_after(knowledge, claim), *said_of.beside, *name_clause(claim, template, names)),
    )


def properties_of(claim: Claim, names: tuple[str, ...]) -> Iterator[str]:
    """The properties whose values a sentence says: those of its slots, and those of its clauses."""
    yield from names
    yield from said_beside(claim)


def slots_of(claim: Claim, template: Template) -> tuple[str, ...]:
    """The property whose values each slot of a template says of a claim: the first stated, where none is the first."""
    return tuple([next(filter(claim.all, slot.properties), slot.properties[0]) for slot in template.slots])


def many(knowledge: Knowledge, claim: Claim, template: Template, names: tuple[str, ...]) -> bool:
    """True where the subject of a sentence is several, or one named in the plural.

    Args:
        names: the properties of its slots.
    """
    subject = next((part for part in template.parts if not isinstance(part, str)), None)
    values = claim.iris(names[0]) if isinstance(subject, Slot) else ()
    return len(values) > 1 or any(is_plural(knowledge.label(value)) for value in values)


def slot(knowledge: Knowledge, claim: Claim, name: str, said_of: Speakers) -> str:
    """The slot of a property as words; what no source states is said to be unstated."""
    if name == "voice":
        return phrase(claim, said_of)
    if name in SPECIAL:
        return SPECIAL[name](knowledge, claim)
    values = claim.iris(name)
    if not values:
        return f"{ROLES.get(name) or an(role(name))} that is not named"
    labels = [noun(knowledge, v) if v.startswith(BASE) else unstopped(v) for v in values]
    return listed(labels) + (" jointly" if name == "isHeldBy" and len(labels) > 1 else "")


def lead(claim: Claim, said_of: Speakers) -> str:
    """The beginning of a sentence: how sure it is, and who says so."""
    together = ", taken together" if said_of.together else ""
    return LEADS[certainty_of(claim)].format(who=said_of.who + together)


def phrase(claim: Claim, said_of: Speakers) -> str:
    """How sure a claim is and who says so, within a sentence."""
    together = ", taken together" if said_of.together else ""
    return PHRASES[certainty_of(claim)].format(who=said_of.who + together)


def certainty_of(claim: Claim) -> str:
    """The certainty of a claim.

    Raises:
        BadFact: it is none that there is, so that nobody can say how sure the claim is.
    """
    word = claim.concept("certainty") or "reported"
    if word not in LEADS:
        raise BadFact(claim.node, f"certainty {word!r} is none of {', '.join(sorted(LEADS))}")
    return word


def name_clause(claim: Claim, template: Template, names: tuple[str, ...]) -> list[str]:
    """The name that a claim goes by, where the sentence leaves a party or the matter unnamed.

    Args:
        names: the properties of its slots.
    """
    unnamed = any(name not in SPECIAL and name != "voice" and not claim.all(name) for name in names)
    listed_so = (unnamed or claim.kind in NAMED) and "label" not in template.names and claim.label != local(claim.node)
    return [f"listed as “{claim.label}”"] if listed_so else []
