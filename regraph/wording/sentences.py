"""Safe sentences: a claim said in one English sentence that its axes allow, with who says so and when.

The sentences are made from the templates in `ontology/sentences.ttl`, one a kind. In a template, `{a|b}` is the first
of these properties that is stated, `[in force|not yet|ended]` is the verb in the mood that the stage allows, each with
`singular/plural` where they differ, and `< of {a}>` stands only where `a` is stated. A template without `{voice}`
begins with who says so. Nothing here weighs a claim; what the axes do not allow to be said is not said.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from regraph.model.knowledge import Knowledge
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


@dataclass(frozen=True)
class Wording:
    """The sentence of a claim, but for what a day adds: each part is worked out when a day first asks for it.

    Args:
        template: of its class, without the optional parts that it does not state.
    """

    knowledge: Knowledge
    claim: Claim
    template: Template

    def on(self, mood: Mood) -> str:
        """The sentence of a day, with a full stop; empty where there is nothing to say."""
        body = self.body(mood.place)
        if not body or body.endswith(": "):
            return ""
        begin, end = self.frame
        text = "; ".join([f"{begin}{body}", *self.before, *clauses_of_day(self.claim, mood), *end])
        text = re.sub(r" {2,}", " ", text)
        return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('.') else '.'}"

    def body(self, place: int) -> str:
        """What the template makes, with its verb in a mood."""
        return "".join(part if isinstance(part, str) else part.forms[place][self.many] for part in self.filled)

    @cached_property
    def speakers(self) -> Speakers:
        """The voices behind it."""
        return speakers(self.knowledge, self.claim, self.properties())

    def properties(self) -> Iterator[str]:
        """The properties whose values it says."""
        yield from slots_of(self.claim, self.template)
        yield from said_beside(self.claim)

    @cached_property
    def filled(self) -> tuple[str | Verb, ...]:
        """The template with every slot filled."""
        return tuple(slot(self, part.properties) if isinstance(part, Slot) else part for part in self.template.parts)

    @cached_property
    def many(self) -> bool:
        """True where the subject is several, or one named in the plural."""
        subject = next((part for part in self.template.parts if not isinstance(part, str)), None)
        return isinstance(subject, Slot) and plural(self, subject.properties)

    @cached_property
    def before(self) -> tuple[str, ...]:
        """The clauses before those of the day."""
        return tuple(clauses_before(self.knowledge, self.claim))

    @cached_property
    def frame(self) -> tuple[str, tuple[str, ...]]:
        """How it begins, and the clauses after those of the day."""
        begin = "" if "voice" in self.template.names else lead(self.claim, self.speakers)
        after = clauses_after(self.knowledge, self.claim)
        return begin, (*after, *self.speakers.beside, *name_clause(self.claim, self.template))


def sentence(knowledge: Knowledge, claim: Claim, standing: Standing | None = None) -> str:
    """One claim as a sentence that can be published.

    Args:
        standing: how it stands on the day asked about; None where no day is asked about.
    Returns:
        The sentence, with a full stop; empty where accounts describe nothing of a thing that can be said.
    """
    return wording_of(knowledge, claim).on(mood_of(knowledge, claim, standing))


def wording_of(knowledge: Knowledge, claim: Claim) -> Wording:
    """What no day changes of the sentence of a claim, by the template of its class or of the thing it describes."""
    thing = knowledge.things.get(claim.node)
    text = knowledge.template(claim.kind or (thing.kind if thing else "Thing"))
    return Wording(knowledge, claim, template_for(claim, text))


def slots_of(claim: Claim, template: Template) -> tuple[str, ...]:
    """The properties whose values a template says of a claim."""
    names = (slot.properties for slot in template.slots)
    return tuple([some[0] if some[0] in SPECIAL else stated(claim, some) for some in names])


def plural(wording: Wording, properties: tuple[str, ...]) -> bool:
    """True where the subject of a sentence is several, or one named in the plural."""
    _, values = named(wording.claim, properties)
    return len(values) > 1 or any(is_plural(wording.knowledge.label(value)) for value in values)


def named(claim: Claim, properties: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The first of some properties that the claim states, with its values."""
    name = stated(claim, properties)
    return name, claim.iris(name)


def stated(claim: Claim, properties: tuple[str, ...]) -> str:
    """The first of some properties that the claim states; where it states none, the first of all."""
    return next(filter(claim.all, properties), properties[0])


def slot(wording: Wording, properties: tuple[str, ...]) -> str:
    """One slot as words; what no source states is said to be unstated."""
    if properties[0] == "voice":
        return phrase(wording.claim, wording.speakers)
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


def name_clause(claim: Claim, template: Template) -> list[str]:
    """The name that a claim goes by, where the sentence leaves a party or the matter unnamed."""
    unnamed = any(name not in SPECIAL and name != "voice" and not claim.all(name) for name in slots_of(claim, template))
    listed_so = (unnamed or claim.kind in NAMED) and "label" not in template.names and claim.label != local(claim.node)
    return [f"listed as “{claim.label}”"] if listed_so else []
