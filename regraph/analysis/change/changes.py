"""What differs between two states of knowledge: sources, accounts, things, claims and recorded judgements.

Claims are compared by the values that answers use, and by the accounts behind them. It never says which side is right,
and it has no words for people.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from regraph.analysis.change.entries import Entry, JudgementChange, entries, judgement_changes, speaking
from regraph.model.knowledge import Knowledge
from regraph.model.things import Claim, Statement, Value
from regraph.names import local
from regraph.store.resolution import FREE_TEXTS, GROUPS

GROUP_OF = {name: group for group, names in GROUPS.items() for name in names}
WORDING = frozenset(map(local, FREE_TEXTS))
# Notes and passages belong to accounts and are compared there; labels are compared as they resolve.
NOT_COMPARED = frozenset(("editorialNote", "evidence", "isStatedIn", "label"))
WEIGHT = (
    ("kind", "holders", "held", "linkKind", "share", "stage", "bindingness", "certainty", "measure")
    + ("end", "start", "date")
)  # fmt: skip
DECISIVE = ("Interest", "Deal", "Parentage")
FAMILIES = (*DECISIVE, "Tie", "Proceeding", "Figure", "Milestone", "Condition", "Absence", "Assessment")


class Effect(Enum):
    """What a change does to a claim, most consequential first."""

    CHANGED = "changed"
    ADDED = "added"
    WITHDRAWN = "withdrawn"
    ACCOUNTS = "accounts"


@dataclass(frozen=True)
class ClaimChange:
    """One claim that is not the same on both sides.

    Args:
        node: IRI.
        effect: CHANGED where a value that answers use is another; ACCOUNTS where only accounts or words are.
        before: the claim on the first side; None where it is added.
        after: the claim on the second side; None where it is withdrawn.
        groups: the property groups (or single properties, `kind`, `label`) with other values, weightiest first.
        joined: accounts that speak of it only on the second side.
        left: accounts that speak of it only on the first side.
        restated: (account, the properties that it states otherwise), sorted.
    """

    node: str
    effect: Effect
    before: Claim | None
    after: Claim | None
    groups: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    restated: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def claim(self) -> Claim:
        """The claim as it is now, or as it was where it is withdrawn."""
        found = self.after or self.before
        assert found is not None
        return found


@dataclass(frozen=True)
class Changes:
    """Everything that differs, each part in a stable order, the most consequential claims first."""

    claims: tuple[ClaimChange, ...]
    things: tuple[Entry, ...]
    judgements: tuple[JudgementChange, ...]
    sources: tuple[Entry, ...]
    accounts: tuple[Entry, ...]

    @property
    def is_empty(self) -> bool:
        """True where both sides say the same."""
        return not (self.claims or self.things or self.judgements or self.sources or self.accounts)


def changes_between(before: Knowledge, after: Knowledge, about: str | None = None) -> Changes:
    """What differs from one state of knowledge to another.

    Args:
        about: IRI of a thing, claim, source or account; then only what concerns it directly.
    Returns:
        Claims by effect, weight of the change, family of the kind, kind and label; all else by IRI.
    Raises:
        BadFact: a literal that its datatype does not allow.
    """
    scope = None if about is None else scope_of((before, after), about)
    return Changes(
        claims=claim_changes(before, after, scope),
        things=entries(before.things, after.things, scope),
        judgements=judgement_changes(before, after, scope),
        sources=entries(speaking(before), speaking(after), scope),
        accounts=entries(before.accounts, after.accounts, scope),
    )


def scope_of(sides: tuple[Knowledge, Knowledge], about: str) -> frozenset[str]:
    """The IRIs that concern one thing, claim, source or account, on either side: itself, its claims, their accounts."""
    found = {about}
    for knowledge in sides:
        own = {about} | {a.iri for a in knowledge.accounts.values() if a.source == about}
        for node, claim in knowledge.claims.items():
            if node == about or about in knowledge.claims.targets(node) or own & set(claim.accounts):
                found |= {node, *claim.accounts}
        found |= own
    told = {a.source for knowledge in sides for a in knowledge.accounts.values() if a.iri in found}
    return frozenset(found | told)


def claim_changes(before: Knowledge, after: Knowledge, scope: frozenset[str] | None) -> tuple[ClaimChange, ...]:
    """Every claim that differs, in the order of `changes_between`."""
    nodes = {*before.claims, *after.claims}
    found = [c for node in (nodes if scope is None else nodes & scope) if (c := claim_change(before, after, node))]
    return tuple(sorted(found, key=lambda change: place(change, after if change.after else before)))


def place(change: ClaimChange, knowledge: Knowledge) -> tuple[int, int, int, str, str, str]:
    """What a change is sorted by: a changed interest or deal by its weightiest group, all else by kind and label."""
    claim, rank = change.claim, family(knowledge, change.claim.kind)
    is_weighed = change.effect is Effect.CHANGED and rank < len(DECISIVE)
    weight = min(map(weight_of, change.groups)) if is_weighed else len(WEIGHT) + 1
    return list(Effect).index(change.effect), weight, rank, claim.kind, claim.label, change.node


def claim_change(before: Knowledge, after: Knowledge, node: str) -> ClaimChange | None:
    """How one claim differs; None where it does not."""
    was, now = before.claims.get(node), after.claims.get(node)
    if was is None or now is None:
        effect = Effect.ADDED if was is None else Effect.WITHDRAWN
        return ClaimChange(node, effect, was, now, (), now.accounts if now else (), was.accounts if was else ())
    named = node in before.things and node in after.things
    groups = tuple(sorted(differing(was, now, named), key=lambda group: (weight_of(group), group)))
    effect = Effect.ACCOUNTS if all(is_wording(was, now, group) for group in groups) else Effect.CHANGED
    joined = tuple(a for a in now.accounts if a not in was.accounts)
    left = tuple(a for a in was.accounts if a not in now.accounts)
    restated = tuple(restatements(was, now))
    if not (groups or joined or left or restated or was.used != now.used):
        return None
    return ClaimChange(node, effect, was, now, groups, joined, left, restated)


def differing(was: Claim, now: Claim, named: bool) -> Iterator[str]:
    """The groups of properties of which answers use other values.

    Args:
        named: its label stands in the register on both sides, and is compared there.
    """
    if was.kind != now.kind:
        yield "kind"
    if was.label != now.label and not named:
        yield "label"
    names = {*was.values, *now.values} - NOT_COMPARED
    for group in {GROUP_OF.get(name, name) for name in names}:
        old, new = values_of(was, group), values_of(now, group)
        is_recast = group == "held" and was.kind != now.kind  # an option becomes a stake in the very same thing
        if set(old.values()) != set(new.values()) if is_recast else old != new:
            yield group


def values_of(claim: Claim, group: str) -> Mapping[str, frozenset[Value]]:
    """The values that answers use for a group of properties, those that are stated."""
    return {name: frozenset(claim.values[name]) for name in GROUPS.get(group, (group,)) if name in claim.values}


def is_wording(was: Claim, now: Claim, group: str) -> bool:
    """True where only texts in our own words differ."""
    if group in ("kind", "label"):
        return group == "label"
    old, new = values_of(was, group), values_of(now, group)
    return all(name in WORDING for name in {*old, *new} if old.get(name) != new.get(name))


def weight_of(group: str) -> int:
    """The place of a group among those that differ: who and what, how much, how sure, when, then all else."""
    if group.startswith("has"):
        return WEIGHT.index("held")
    return WEIGHT.index(group) if group in WEIGHT else len(WEIGHT)


def family(knowledge: Knowledge, kind: str) -> int:
    """The place of a kind of claim: interests, deals, ties, and so on; what is described of a thing comes last."""
    return next((at for at, name in enumerate(FAMILIES) if knowledge.is_a(kind, name)), len(FAMILIES))


def restatements(was: Claim, now: Claim) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The accounts that speak of a claim on both sides and do not say the same, with the properties."""
    old = {statement.account: statement for statement in was.statements}
    for new in now.statements:
        other = old.get(new.account)
        names = tuple(sorted(said_otherwise(other, new))) if other else ()
        if names:
            yield new.account, names


def said_otherwise(old: Statement, new: Statement) -> Iterator[str]:
    """The properties that two statements give different values."""
    if old.kind != new.kind:
        yield "kind"
    for name in {*old.values, *new.values}:
        if frozenset(old.values.get(name, ())) != frozenset(new.values.get(name, ())):
            yield name


def speakers(claim: Claim, group: str) -> tuple[str, ...]:
    """The accounts that say what answers use for a group, or a part of it and nothing else."""
    if group == "kind":
        return tuple(s.account for s in claim.statements if s.kind == claim.kind)
    used = values_of(claim, group)
    found = []
    for statement in claim.statements:
        said = {n: frozenset(statement.values[n]) for n in GROUPS.get(group, (group,)) if n in statement.values}
        if said and all(values <= used.get(name, frozenset()) for name, values in said.items()):
            found.append(statement.account)
    return tuple(found)
