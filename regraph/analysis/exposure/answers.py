"""Everything that a thing is exposed to, everything that is exposed to an actor, and to both of two, in their order.

Only what the sources name on that day is in an answer; what ranks where is in `regraph.analysis.exposure.ranking`.
"""

from collections.abc import Iterable, Mapping

from regraph.analysis.exposure.channels import EXPOSED, is_kind
from regraph.analysis.exposure.exposure import EVERY, Exposure, between_ends, ends_at
from regraph.analysis.exposure.marks import Way
from regraph.analysis.exposure.ranking import key_of
from regraph.analysis.exposure.standing import below, carrying, standing_for, surely_for
from regraph.analysis.exposure.world import World, grouped, world
from regraph.model.knowledge import Knowledge, once
from regraph.model.scenario import Scenario

POLITIES = ("State", "GovernmentBody", "IntergovernmentalOrganisation")


def exposures_of(
    knowledge: Knowledge, entity: str, scenario: Scenario, channels: frozenset[str] = EVERY
) -> tuple[Exposure, ...]:
    """How exposed `entity` is to each actor that exposes it, ultimate states first.

    A body whose every exposure is one of a state, or of an owner, that is told already has no entry of its own.
    """
    return answer_of(world(knowledge, scenario), entity, channels)


def answer_of(found_in: World, entity: str, channels: frozenset[str] = EVERY) -> tuple[Exposure, ...]:
    """`exposures_of`, where what exposures rest on is at hand."""
    knowledge = found_in.knowledge
    every = [between_ends(found_in, entity, actor, channels) for actor in exposing(found_in, entity)]
    some = {e.actor: e for e in every if is_worth_telling(knowledge, e)}
    told = {actor: surely_for(found_in, actor) for actor in some}
    inner = {actor for actor in some if any(actor in told[other] and other not in told[actor] for other in some)}
    kept = [exposure for actor, exposure in some.items() if actor not in inner]
    return tuple(sorted(kept, key=lambda e: (e.is_none, not is_state(knowledge, e.actor), *key_of(knowledge, e))))


def is_worth_telling(knowledge: Knowledge, exposure: Exposure) -> bool:
    """True for an actor with a channel; a person who only serves an owner of the thing is none of its own."""
    thing = knowledge.things[exposure.actor]
    lines = [line for line in exposure.lines if thing.kind != "Person" or not line.carried.steps]
    return bool(lines or exposure.held)


def exposed_to(
    knowledge: Knowledge, actors: Iterable[str], scenario: Scenario, channels: frozenset[str] = EVERY
) -> tuple[Exposure, ...]:
    """Everything exposed to some actors, ranked in the order of `ranking.ORDER`; a state's own bodies are left out."""
    return answer_to(world(knowledge, scenario), actors, channels)


def answer_to(found_in: World, actors: Iterable[str], channels: frozenset[str] = EVERY) -> tuple[Exposure, ...]:
    """`exposed_to`, where what exposures rest on is at hand."""
    knowledge = found_in.knowledge
    found = [
        exposure for actor in sorted(set(actors)) for entity in candidates(found_in, actor)
        if not (exposure := between_ends(found_in, entity, actor, channels)).is_none
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda e: (*key_of(knowledge, e), knowledge.label(e.actor), e.actor)))


def by_states(found_in: World, channels: frozenset[str] = EVERY) -> tuple[Exposure, ...]:
    """Everything exposed to any state but states themselves, their bodies, and what states have in common, ranked."""
    knowledge = found_in.knowledge
    every = answer_to(found_in, states(knowledge), channels)
    return tuple(exposure for exposure in every if not is_kind(knowledge, exposure.entity, POLITIES))


def exposed_to_both(
    knowledge: Knowledge, actors: tuple[str, str], scenario: Scenario, channels: frozenset[str] = EVERY
) -> tuple[tuple[Exposure, Exposure], ...]:
    """Everything exposed to both of two actors, with the exposure to each; ranked by the weaker of both sides."""
    return answer_between(world(knowledge, scenario), actors, channels)


def answer_between(
    found_in: World, actors: tuple[str, str], channels: frozenset[str] = EVERY
) -> tuple[tuple[Exposure, Exposure], ...]:
    """`exposed_to_both`, where what exposures rest on is at hand."""
    knowledge = found_in.knowledge
    one, other = ({e.entity: e for e in answer_to(found_in, (actor,), channels)} for actor in actors)
    pairs = [(one[entity], other[entity]) for entity in sorted(one.keys() & other.keys())]
    return tuple(
        sorted(pairs, key=lambda pair: sorted((key_of(knowledge, side) for side in pair), reverse=True))
    )  # fmt: skip


@once
def states(knowledge: Knowledge) -> tuple[str, ...]:
    """Every state of the register, sorted."""
    return tuple(sorted(iri for iri in knowledge.things if is_state(knowledge, iri)))


def is_state(knowledge: Knowledge, iri: str) -> bool:
    """True for a state."""
    thing = knowledge.things.get(iri)
    return thing is not None and thing.kind == "State"


def stood_for(found_in: World) -> Mapping[str, tuple[str, ...]]:
    """Whoever stands for a state -> the states."""
    if not found_in.stood:
        pairs = ((member, state) for state in states(found_in.knowledge) for member in standing_for(found_in, state))
        found_in.stood.update(grouped(pairs))
    return found_in.stood


def exposing(found_in: World, entity: str) -> list[str]:
    """Every actor that may expose a thing: who does by a claim, and whoever that stands for, sorted.

    Nobody is among them for whom nothing stands that exposes the thing or holds some of it.
    """
    above = carrying(found_in, entity)
    sources = {direct.source for node in above for direct in found_in.into.get(node, ())}
    sources |= {node for node, ways in above.items() if node != entity}
    things = found_in.knowledge.things
    outer = {state for source in sources for state in stood_for(found_in).get(source, ())}
    every = outer | found_in.ground.within_reach(sources)
    fit = {i for i in every if i in things and found_in.knowledge.is_a(things[i].kind, "Actor")}
    ends = ends_at(found_in, entity).keys() | found_in.above(entity)
    return sorted(i for i in fit - {entity} if not ends.isdisjoint(standing_for(found_in, i)))


def candidates(found_in: World, actor: str) -> list[str]:
    """What may be exposed to an actor: the actors, assets and programmes below what stands for it, and below what that
    gives to, sells to or serves; no persons and none of its own bodies, sorted.
    """
    standing, things = standing_for(found_in, actor), found_in.knowledge.things
    own = {member for member, ways in standing.items() if is_own_body(found_in, ways)}
    reached = {direct.target for member in standing for direct in found_in.out_of.get(member, ())}
    near = (below(found_in, reached) | owned(found_in, standing)) - own
    fit = (iri for iri in near if iri in things and things[iri].kind != "Person")
    return sorted(iri for iri in fit if is_kind(found_in.knowledge, iri, EXPOSED))


def owned(found_in: World, holders: Iterable[str]) -> set[str]:
    """All that some holders stand above by votes, links or rights, with themselves."""
    found = set(holders)
    queue = list(found)
    for holder in queue:
        new = {hop.relation.target for hop in found_in.held_from.get(holder, ())} - found
        found |= new
        queue += new
    return found


def is_own_body(found_in: World, ways: tuple[Way, ...]) -> bool:
    """True for the actor itself and for the bodies of a state."""
    steps = ways[0].steps
    if not steps:
        return True
    last = steps[-1]
    is_body = bool(last.claim) and found_in.knowledge.claims[last.claim].concept("linkKind") == "body-of"
    return len(steps) == 1 and (is_body or last.kind == "jurisdiction")
