"""What counts: the day asked about, the classes of claims included beyond what is in force, and those excluded.

By default an answer counts what is claimed to be in force, whatever its certainty. What is denied, ended, not yet in
force, non-binding or merely optional stands beside the answer and is never counted, unless it is included by name.
"""

import datetime as dt
from enum import Enum
from typing import NamedTuple

from regraph.errors import BadChoice
from regraph.model.dates import Answer
from regraph.model.knowledge import Knowledge
from regraph.model.things import Claim
from regraph.names import BASE, CERTAINTY, local

INCLUDABLE = ("options", "conditional", "non-binding", "proposed")
CERTAINTIES = tuple(sorted(local(iri) for iri in CERTAINTY))
OPTIONAL_KINDS = ("Convertible", "Option", "Warrant")
ENDED = ("expired", "lapsed", "terminated")
NOT_YET = ("announced", "approved", "proposed", "reported-talks", "signed")


class Status(Enum):
    """How a claim stands to an answer, most counted first."""

    COUNTED = "counted"
    POSSIBLE = "possibly in force"
    BESIDE = "contingent"
    ENDED = "ended"
    NOT_THEN = "not in force on that day"
    DENIED = "denied"
    EXCLUDED = "excluded"


class Standing(NamedTuple):
    """The status of one claim on one day, with the reason, and the words for `--include` that would count it."""

    status: Status
    reason: str
    needs: tuple[str, ...] = ()

    @property
    def counts(self) -> bool:
        """True for what an answer counts, certain or possible."""
        return self.status in (Status.COUNTED, Status.POSSIBLE)


class Scenario(NamedTuple):
    """The question's frame.

    Args:
        as_of: the day of the world that is asked about.
        include: classes (`INCLUDABLE`) and IRIs of claims that count beyond what is in force.
        exclude: certainties whose claims are taken out; of a claim told by several accounts, the resolved one decides.
        without: the sources and accounts that were left out when the facts were selected.
    """

    as_of: dt.date
    include: frozenset[str] = frozenset()
    exclude: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()

    @property
    def left_out(self) -> tuple[str, ...]:
        """Everything that `--exclude` named: certainties, sources and accounts by their slugs."""
        return (*sorted(self.exclude), *sorted(map(local, self.without)))

    def standing(self, knowledge: Knowledge, claim: Claim) -> Standing:
        """How `claim` stands to answers in this frame."""
        certainty = claim.concept("certainty") or "reported"
        if certainty in self.exclude:
            return Standing(Status.EXCLUDED, f"{certainty}, taken out by --exclude")
        if certainty == "denied" and claim.node not in self.include:
            return Standing(Status.DENIED, "its only or weightiest account denies it", (f"id:{local(claim.node)}",))
        ended = self.ended(knowledge, claim)
        if ended:
            return ended
        first, latest = knowledge.told(claim)
        answer, why = claim.span.holds_on(self.as_of, first)
        if answer is Answer.YES and self.as_of > latest:
            why = claim.span.lasting(latest)
        if answer is Answer.NO:
            return Standing(Status.NOT_THEN, why)
        needs = self.needed(claim)
        if needs and claim.node not in self.include:
            unsure = f"; {why}" if answer is Answer.POSSIBLY else ""
            return Standing(Status.BESIDE, f"{beside_reason(claim)}{unsure}", needs)
        if beside_reason(claim):
            why = f"included though {beside_reason(claim)}"
        return Standing(Status.COUNTED if answer is Answer.YES else Status.POSSIBLE, why)

    def is_possible(self, knowledge: Knowledge, claim: Claim, standing: Standing | None = None) -> bool:
        """True for what only possibly holds on the day, and for a plan that was only possibly made by then.

        Args:
            standing: how it stands, where that is known already.
        """
        standing = standing or self.standing(knowledge, claim)
        if standing.status is Status.BESIDE:
            standing = Scenario(self.as_of, frozenset({claim.node})).standing(knowledge, claim)
        return standing.status is Status.POSSIBLE

    def ended(self, knowledge: Knowledge, claim: Claim) -> Standing | None:
        """The standing of a claim that its voice calls ended, or None."""
        stage = claim.concept("stage")
        if stage not in ENDED:
            return None
        end = claim.when("end")
        if end.earliest is not None and self.as_of < end.earliest:
            return None
        if end.is_unknown and self.as_of < knowledge.told(claim)[0]:
            return Standing(Status.POSSIBLE, f"{stage}, the day is not stated")
        if end.is_unknown or (end.latest is not None and self.as_of >= end.latest):
            return Standing(Status.ENDED, f"{stage} {end.text() if not end.is_unknown else '(day not stated)'}".strip())
        return Standing(Status.POSSIBLE, f"{stage} {end.text()}")

    def needed(self, claim: Claim) -> tuple[str, ...]:
        """The classes that must be included before `claim` counts, less those that are.

        An option is counted with `options` alone, whatever its stage: that is what including options means.
        """
        if claim.kind in OPTIONAL_KINDS:
            classes = {"options"}
        else:
            stage, binding = claim.concept("stage"), claim.concept("bindingness")
            classes = {"proposed"} if stage in NOT_YET else set()
            classes |= {binding} if binding in ("conditional", "non-binding") else set()
        return tuple(sorted(classes - self.include))


def beside_reason(claim: Claim) -> str:
    """Why a claim is not counted by default, in a few words."""
    words = []
    if claim.kind in OPTIONAL_KINDS:
        words.append(f"{claim.kind.lower()} not reported as exercised")
    stage, binding = claim.concept("stage"), claim.concept("bindingness")
    if stage in NOT_YET:
        words.append(str(stage).replace("-", " "))
    if binding in ("conditional", "non-binding"):
        words.append(str(binding))
    return ", ".join(words)


def included(words: tuple[str, ...]) -> frozenset[str]:
    """The classes and IRIs that `--include` names.

    Raises:
        BadChoice: a word that is neither a class nor looks like the identifier of a claim.
    """
    found: set[str] = set()
    for word in split(words):
        if word in INCLUDABLE:
            found.add(word)
        elif word.startswith(("id:", BASE)):
            found.add(BASE + "id/" + word.removeprefix("id:").removeprefix(BASE + "id/"))
        else:
            raise BadChoice("--include", word, (*INCLUDABLE, "id:SLUG of a claim"))
    return frozenset(found)


def excluded(words: tuple[str, ...], sources: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The certainties, and the sources or accounts, that `--exclude` names.

    Args:
        sources: the IRIs of the known sources and accounts.
    Raises:
        BadChoice: a word that is neither a certainty nor a known source.
    """
    certainties: set[str] = set()
    dropped: set[str] = set()
    by_slug = {local(iri): iri for iri in sorted(sources)} | {iri: iri for iri in sources}
    for word in split(words):
        slug = word.removeprefix("source:").removeprefix("account:")
        if word in CERTAINTIES:
            certainties.add(word)
        elif slug in by_slug:
            prefix = word.split(":")[0] if word.startswith(("source:", "account:")) else ""
            dropped.update(
                i for i in sources if i == word or (local(i) == slug and f"/{prefix}" in i.removesuffix(slug))
            )
        else:
            raise BadChoice("--exclude", word, (*CERTAINTIES, "a source or account (see `regraph sources`)"))
    return frozenset(certainties), frozenset(dropped)


def split(words: tuple[str, ...]) -> tuple[str, ...]:
    """Words given one by one or joined by commas."""
    return tuple(part.strip() for word in words for part in word.split(",") if part.strip())
