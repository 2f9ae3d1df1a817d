"""Sentences of the panels, each made once for all states of knowledge in which the same is told.

What a sentence says follows from its claim, the labels of the claims that this names, and what the day adds; the
register is the same in all states. Nothing here decides what is said.
"""

from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Standing
from regraph.model.things import Claim
from regraph.wording.evidence import Payload
from regraph.wording.saying.clauses import Mood, mood_of
from regraph.wording.sentences import Wording, wording_of

GROUPS = (
    ("Absence", "Said to be missing, undisclosed or undecided"),
    ("Condition", "Conditions"),
    ("Milestone", "Dates"),
    ("Figure", "Figures"),
    ("CommodityOccurrence", "What is in the ground"),
    ("Assessment", "What voices make of it"),
    ("", "Also claimed"),
)
Said = tuple[object, ...]


class Sayings:
    """Sentences made so far, of claims that states of knowledge share (see `known_by_day`) or have alone.

    Args:
        latest: the last of these states: where it tells a claim alike it is asked, as others ask it for what they say.
    """

    def __init__(self, latest: Knowledge | None = None) -> None:
        self.latest = latest
        self.wordings: dict[Said, Wording] = {}
        self.sentences: dict[tuple[Said, Mood], str] = {}
        self.items: dict[Said, tuple[str, Payload]] = {}
        self.asked_of: dict[int, Claim] = {}  # kept, so that no other claim gets the number of one

    def sentence(self, knowledge: Knowledge, claim: Claim, standing: Standing | None = None) -> str:
        """A claim in a sentence, as `regraph.wording.sentences.sentence` makes it."""
        return self.said(knowledge, claim, mood_of(knowledge, claim, standing))

    def said(self, knowledge: Knowledge, claim: Claim, mood: Mood) -> str:
        """The same of a day that adds so much to it."""
        told = self.told(knowledge, claim)
        if (told, mood) not in self.sentences:
            if told not in self.wordings:
                self.wordings[told] = wording_of(self.asked(knowledge, claim, told), claim)
            self.sentences[told, mood] = self.wordings[told].on(mood)
        return self.sentences[told, mood]

    def asked(self, knowledge: Knowledge, claim: Claim, told: Said) -> Knowledge:
        """The state of knowledge that is asked for the sentence of a claim: the last one that tells the same."""
        latest = self.latest
        if latest is None or latest is knowledge or not latest.claims.has(claim):
            return knowledge
        return latest if self.told(latest, claim) == told else knowledge

    def item(self, knowledge: Knowledge, claim: Claim) -> tuple[str, Payload]:
        """A claim that is no edge: the group that it stands in, and what is said there. Nobody may change it."""
        key = self.told(knowledge, claim)
        if key not in self.items:
            title = next(title for kind, title in GROUPS if not kind or knowledge.is_a(claim.kind, kind))
            text = self.sentence(knowledge, claim) or claim.label
            self.items[key] = title, {"text": text, "sources": list(claim.accounts)}
        return self.items[key]

    def told(self, knowledge: Knowledge, claim: Claim) -> Said:
        """What tells a claim from itself as other accounts tell it, or what it names."""
        self.asked_of.setdefault(id(claim), claim)
        return (id(claim), *map(knowledge.claims.label, knowledge.claims.named(claim.node)))
