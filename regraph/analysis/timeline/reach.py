"""Which claims tell the events of a thing, and why each of them does: what names it, what stands under its deals and
interests, and what happens to the assets that it holds, operates or takes part in.

Nothing here looks at a date. Another actor's deals are reached only where they name the thing.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Scenario
from regraph.model.telling import told_by
from regraph.model.things import Claim

UNDATED_KINDS = ("Absence", "Assessment", "Figure")
UNDER = ("Condition", "Milestone", "Proceeding")
HOLDS = ("hasParticipant", "isHeldBy")
HELD = ("isHoldingIn", "isInterestIn", "isParticipationIn", "isStakeIn")


@dataclass(frozen=True, slots=True, order=True)
class Why:
    """Why an event is one of a thing.

    Args:
        roles: the properties by which the claim names the thing; none where it is reached through something else.
        through: the claim that leads there: the deal or interest that an event stands under, or by which an asset is
            held; "" where the claim names the thing.
        asset: the asset that an event belongs to; "" for none.
    """

    roles: tuple[str, ...] = ()
    through: str = ""
    asset: str = ""


def reached(knowledge: Knowledge, entity: str, scenario: Scenario) -> dict[str, tuple[Why, ...]]:
    """The claims that tell events of a thing, with the reasons, sorted by claim.

    Args:
        entity: IRI of a thing, claim, source or account; a source or account has the events that it tells.
    """
    if entity in knowledge.sources or entity in knowledge.accounts:
        return dict.fromkeys(told_by(knowledge, entity), (Why(),))
    found: dict[str, set[Why]] = defaultdict(set)
    for node, why in ways(knowledge, entity, scenario):
        if knowledge.claims.kind(node) not in UNDATED_KINDS:
            found[node].add(why)
    return {node: shortest(found[node]) for node in sorted(found)}


def shortest(ways: set[Why]) -> tuple[Why, ...]:
    """The reasons that need no other: being named says enough, then a deal, then an asset."""
    named = [why for why in ways if why.roles or not why.through]
    direct = [why for why in ways if not why.asset]
    return tuple(sorted(named or direct or ways))


def ways(knowledge: Knowledge, entity: str, scenario: Scenario) -> Iterator[tuple[str, Why]]:
    """Every claim that tells an event of a thing, with one reason at a time."""
    if entity in knowledge.claims:
        yield entity, Why()
    near = [claim for claim in claims_at(knowledge, entity) if claim.concept("certainty") not in scenario.exclude]
    assets = {entity: ""} if is_asset(knowledge, entity) else {}
    for claim in near:
        yield claim.node, Why(roles_of(claim, entity))
        if knowledge.is_a(claim.kind, "Deal") or knowledge.is_a(claim.kind, "Interest"):
            yield from ((node, Why((), claim.node)) for node in under(knowledge, claim.node))
        if claim.concept("certainty") != "denied":
            assets.update({asset: claim.node for asset in assets_by(knowledge, claim, entity) if asset not in assets})
    for asset, through in sorted(with_parts(knowledge, assets).items()):
        if asset != entity:
            yield from ((node, Why((), through, asset)) for node in of_asset(knowledge, asset))


def claims_at(knowledge: Knowledge, entity: str) -> list[Claim]:
    """The claims that name a thing."""
    return [knowledge.claims[node] for node in knowledge.mentions.get(entity, ())]


def roles_of(claim: Claim, entity: str) -> tuple[str, ...]:
    """The properties by which a claim names a thing; the accounts' own where answers use another value."""
    used = sorted(name for name, values in claim.values.items() if entity in values)
    return tuple(used or sorted({n for s in claim.statements for n, values in s.values.items() if entity in values}))


def under(knowledge: Knowledge, node: str) -> list[str]:
    """The milestones, conditions and proceedings of a deal, an interest or an asset."""
    kinds = ((near, knowledge.claims.kind(near)) for near in knowledge.mentions.get(node, ()))
    return [near for near, kind in kinds if any(knowledge.is_a(kind, above) for above in UNDER)]


def of_asset(knowledge: Knowledge, asset: str) -> list[str]:
    """What tells the events of an asset itself."""
    return [*([asset] if asset in knowledge.claims else []), *under(knowledge, asset)]


def is_asset(knowledge: Knowledge, iri: str) -> bool:
    """True for an asset or a programme."""
    thing = knowledge.things.get(iri)
    return thing is not None and any(knowledge.is_a(thing.kind, kind) for kind in ("Asset", "Programme"))


def assets_by(knowledge: Knowledge, claim: Claim, entity: str) -> list[str]:
    """The assets that a claim says a thing to hold, operate or take part in, or that is described by naming it."""
    if claim.node in knowledge.things and is_owned(knowledge, claim, entity):
        return [claim.node]
    if not any(entity in claim.iris(name) for name in HOLDS):
        return []
    held = (iri for name in HELD for iri in claim.iris(name))
    return [iri for iri in held if knowledge.is_a(kind_of(knowledge, iri), "Asset")]


def is_owned(knowledge: Knowledge, claim: Claim, entity: str) -> bool:
    """True for an asset described as part of, or belonging to, a thing that is no place."""
    return is_asset(knowledge, claim.node) and not {"isPartOf", "isInterestOf"}.isdisjoint(roles_of(claim, entity))


def kind_of(knowledge: Knowledge, iri: str) -> str:
    """The local name of a thing's class; "" for what the register does not hold."""
    return knowledge.things[iri].kind if iri in knowledge.things else ""


def with_parts(knowledge: Knowledge, assets: dict[str, str]) -> dict[str, str]:
    """Assets with all assets that are part of them, each with the claim that leads there; a ring is walked once."""
    found, rest = dict(assets), sorted(assets)
    while rest:
        whole = rest.pop()
        for part in claims_at(knowledge, whole):
            if whole in part.iris("isPartOf") and part.node not in found and is_asset(knowledge, part.node):
                found[part.node] = found[whole] or part.node
                rest.append(part.node)
    return found
