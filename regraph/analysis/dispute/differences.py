"""Where the accounts of one claim differ: property by property, with what the difference amounts to.

Texts are in our own words and never compared, and what an account leaves out is no difference. It decides nothing.
"""

from collections.abc import Iterable, Mapping
from itertools import combinations

from regraph.analysis.dispute.bounds import CLOSED, all_meet, bounds_of
from regraph.analysis.dispute.stages import bindingness_verdict, certainty_verdict, stage_verdict
from regraph.analysis.dispute.verdict import Conflict, Found, Said, ValuesSaid, Verdict, choice, local_values, said_of
from regraph.model.judgements import Judgement
from regraph.model.knowledge import Knowledge
from regraph.model.things import Claim, Statement
from regraph.names import RG
from regraph.store.resolution import GROUPS, RULES

KIND = "kind"
SETS = ("holders", "held")
TEXTS = frozenset(
    (
        "base", "depositType", "description", "editorialNote", "evidence", "interestBase", "label", "outcome", "place",
        "roleTitle", "shareBasis", "statement",
    )
)  # fmt: skip
ROLES = frozenset(
    (
        "hasLender", "hasBorrower", "hasFunder", "hasRecipient", "hasInvestor", "hasIssuer", "hasBuyer", "hasSeller",
        "hasSupplier", "hasTarget", "hasGuarantor", "hasBeneficiary", "hasOperator", "hasRegulator", "hasParent",
    )
)  # fmt: skip
ON = {
    "absenceKind": "whether it does not exist, is not established or is not disclosed",
    "conditionKind": "what kind of condition it is",
    "figureKind": "what is measured",
    "held": "what it is a holding in",
    "holders": "who holds it",
    "isDone": "whether it has happened",
    "isMet": "whether it is met",
    "kind": "what kind of thing it is",
    "linkKind": "what kind of link it is",
    "realisation": "whether it is a fact, a plan, an estimate or a possibility",
}
WORDING = "wording"
AXES = {"certainty": certainty_verdict, "stage": stage_verdict, "bindingness": bindingness_verdict}


def differences(knowledge: Knowledge, claim: Claim, judgement: Judgement | None) -> Iterable[Conflict]:
    """What the accounts of one claim differ on, by property.

    Args:
        judgement: what is recorded on the claim, if anything.
    """
    if len(claim.accounts) < 2:
        return
    recorded = []
    for group, names in sorted(groups(knowledge, claim).items()):
        told = ((s, values_said(s, names)) for s in claim.statements)
        said = tuple(Said(s.account, claim.node, values) for s, values in told if values)
        found = verdict(knowledge, group, said) if len(said) > 1 else None
        if found is not None:
            used, rule = choice(knowledge, claim.node, group, said)
            found = explained(found, group, used, judgement)
            recorded.append(found[0] is Verdict.EXPLAINED)
            yield Conflict((claim.node,), group, found[0], said, used, rule, found[1])
    if judgement is not None and not any(recorded):
        yield from worded(claim, judgement)


def worded(claim: Claim, judgement: Judgement) -> Iterable[Conflict]:
    """What an editor has recorded that accounts differ on, where only their words do."""
    said = said_of(claim, ("statement",)) or said_of(claim, ("description",))
    rule = RULES["judgement"] if judgement.prefers else ""
    if len({s.values for s in said}) > 1:
        yield Conflict((claim.node,), WORDING, Verdict.EXPLAINED, said, judgement.prefers, rule, judgement.reason)


def groups(knowledge: Knowledge, claim: Claim) -> Mapping[str, tuple[str, ...]]:
    """The properties to compare, each under the name of the group that makes sense only together."""
    resolver = knowledge.claims.resolver
    names = {name for s in claim.statements for name in s.values} - TEXTS
    grouped = {name: group for group, members in GROUPS.items() for name in members}
    single = {n for n in names if n not in grouped and resolver.is_single(RG.namespace + n)}
    found = {group: members for group, members in GROUPS.items() if names & set(members)}
    return found | {name: (name,) for name in single | (names & ROLES)} | {KIND: (KIND,)}


def values_said(statement: Statement, names: tuple[str, ...]) -> ValuesSaid:
    """What one account says of some properties."""
    if names == (KIND,):
        return ((KIND, (RG.namespace + statement.kind,)),) if statement.kind else ()
    return local_values(statement.values, tuple(name for name in names if name not in TEXTS))


def verdict(knowledge: Knowledge, group: str, said: tuple[Said, ...]) -> Found | None:
    """What a difference amounts to, and why; None where the accounts agree."""
    if group in CLOSED:
        return bounds_verdict(group, said)
    if len({s.values for s in said}) == 1:
        return None
    if group in AXES:
        return AXES[group](knowledge, said)
    if group in ROLES:
        return parties_verdict(knowledge, said)
    if group in SETS:
        return sets_verdict(group, said)
    verdict = Verdict.STAGE if group == "realisation" else Verdict.CONTRADICTION
    return verdict, f"the accounts differ on {ON.get(group, 'its value')}"


def bounds_verdict(group: str, said: tuple[Said, ...]) -> Found | None:
    """Bounds that differ: a contradiction where no value satisfies two of them."""
    stated = [dict(s.values) for s in said]
    exact = [b for values in stated if not (b := bounds_of({**values, "isApproximate": ()}, group)).is_empty]
    if len(set(exact)) < 2:
        return None
    found = [b for values in stated if not (b := bounds_of(values, group)).is_empty]
    if not all(a.same_measure(b) for a, b in combinations(found, 2)):
        return Verdict.PRECISION, "given in other units or currencies: neither value excludes the other"
    if all_meet(exact):
        return Verdict.PRECISION, "the accounts differ in precision: one value can fit them all"
    if all_meet(found):
        return Verdict.PRECISION, "given as about: one value can round to what each account says"
    return Verdict.CONTRADICTION, "no value fits what all accounts say"


def parties_verdict(knowledge: Knowledge, said: tuple[Said, ...]) -> Found | None:
    """Parties in one role: in conflict where two accounts name none in common, and both name whom they mean."""
    named = [set(map(str, s.values[0][1])) for s in said]
    if all(a & b for a, b in combinations(named, 2)):
        return None
    if any(all(is_unnamed(knowledge, iri) for iri in parties) for parties in named):
        return Verdict.PRECISION, "an account names whom another leaves unnamed"
    return Verdict.CONTRADICTION, "the accounts name different parties"


def is_unnamed(knowledge: Knowledge, iri: str) -> bool:
    """True for a party that its source does not name."""
    thing = knowledge.things.get(iri)
    return thing is not None and thing.kind == "UnknownParty"


def sets_verdict(group: str, said: tuple[Said, ...]) -> Found | None:
    """What holds or is held: less said is no contradiction, something else is."""
    named = [{str(v) for _, values in s.values for v in values} for s in said]
    if all(a == b for a, b in combinations(named, 2)):
        return None
    if all(a <= b or b <= a for a, b in combinations(named, 2)):
        return Verdict.PRECISION, f"the accounts agree on {ON[group]}, and one names more"
    return Verdict.CONTRADICTION, f"the accounts differ on {ON[group]}"


def explained(found: Found, group: str, used: str, judgement: Judgement | None) -> Found:
    """The verdict in the light of a recorded judgement.

    One that prefers an account explains what it decides; one that prefers none explains values, and no axis.
    """
    if judgement is None or found[0] is Verdict.CERTAINTY:
        return found
    decides = not found[0].is_compatible and judgement.prefers == used if judgement.prefers else group in CLOSED
    return (Verdict.EXPLAINED, judgement.reason) if decides else found
