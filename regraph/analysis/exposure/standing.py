"""Who stands for an actor, and what stands for a thing: the two ends of an exposure, with the way to each named.

What an actor owns by majority or controls stands for it. A mere link, and the backing of a vehicle, lead further once
and are marked as links: nobody is ever said to own what it is linked to.
"""

from collections.abc import Iterable, Iterator, Mapping

from regraph.analysis.counting import JOINT
from regraph.analysis.exposure.channels import MONEY, is_kind
from regraph.analysis.exposure.marks import LINKED, NONE, PAST, POSSIBLE, Step, Way, weight
from regraph.analysis.exposure.world import World

Ways = Mapping[str, tuple[Way, ...]]
VEHICLES = ("Consortium", "Fund", "FundingProgramme", "Stockpile", "IncentiveRegime")
MINORITY = "minority"
BACKING = (*MONEY, "memberships", "programmes")


def standing_for(world: World, actor: str) -> Ways:
    """Whoever stands for an actor -> the ways in which it does, the best first; the actor itself without a step."""
    key = ("for", actor)
    if key not in world.memo:
        found: dict[str, list[Way]] = {}
        roots = [(actor, Way())]
        roots += [(body, Way((step,), step.marks)) for body, step in presumed_bodies(world, actor)]
        for root, way in roots:
            spread(world, found, root, way)
        for member, ways in sorted(found.items()):
            for linked, step in (pair for pair in links_from(world, member) if pair[0] != actor):
                if not any(same_root(way, linked) for way in found.get(linked, ())):
                    spread(world, found, linked, ways[0].then((step,), step.marks | {LINKED}))
        world.memo[key] = {member: tuple(sorted(ways, key=way_key)) for member, ways in sorted(found.items())}
    return world.memo[key]


def spread(world: World, found: dict[str, list[Way]], root: str, way: Way) -> None:
    """Enter a root, and all that it owns or controls, with the way to each."""
    found.setdefault(root, []).append(way)
    for member, down in world.controlled(root).items():
        told = found.setdefault(member, [])
        longer = way.then(down.steps, down.marks)
        if not any(set(other.steps) <= set(longer.steps) and other.marks <= longer.marks for other in told):
            told.append(longer)


def same_root(way: Way, linked: str) -> bool:
    """True for a way that is sure to lead to what a link leads to: no link adds to it."""
    return not way.marks and (not way.steps or way.steps[-1].target == linked)


def way_key(way: Way) -> tuple[tuple[int, ...], int, tuple[tuple[str, str], ...]]:
    """Lighter marks first, then shorter ways, then by what they rest on."""
    return weight(way.marks), len(way.steps), tuple((step.claim, step.target) for step in way.steps)


def presumed_bodies(world: World, actor: str) -> Iterator[tuple[str, Step]]:
    """The government bodies under the jurisdiction of a state that no claim ties to one.

    The register says under whose jurisdiction a body stands, not whether it is one of the state itself or of one of
    its parts: such a body stands for the state only possibly.
    """
    about = world.knowledge.things.get(actor)
    if about is None or about.kind != "State" or about.jurisdiction is None:
        return
    for iri in world.bodies.get(about.jurisdiction, ()):
        if iri not in world.tied:
            yield iri, Step(actor, iri, "", "jurisdiction", frozenset({POSSIBLE}))


def links_from(world: World, member: str) -> Iterator[tuple[str, Step]]:
    """What an actor is merely linked to, the vehicles that it backs, and who serves in it, each with its step."""
    for direct in world.out_of.get(member, ()):
        claim = world.knowledge.claims[direct.claim]
        mere = direct.channel == "state-links" and claim.concept("linkKind") == "linked-to"
        gives = direct.channel in BACKING and direct.roles[0] != "hasArranger"
        backs = gives and is_kind(world.knowledge, direct.target, VEHICLES)
        marks = world.marks(direct.claim)
        if (mere or backs) and PAST not in marks:
            yield direct.target, Step(member, direct.target, direct.claim, claim.kind, marks)
    for direct in world.into.get(member, ()):
        if direct.channel == "roles" and PAST not in world.marks(direct.claim):
            yield direct.source, Step(member, direct.source, direct.claim, "Role", world.marks(direct.claim))


def carrying(world: World, entity: str) -> Ways:
    """What stands above a thing, so that what exposes it exposes the thing -> the ways down to the thing.

    Owners, holders and parents, the interests held in the thing, and the whole that it is a part of. The way from one
    that need not control the thing bears the mark `minority`: through it only shares and contingent shares carry.
    """
    key = ("above", entity)
    if key not in world.memo:
        found: dict[str, Way] = {entity: Way()}
        queue = [entity]
        for node in queue:
            for step in steps_into(world, node):
                if step.source not in found:
                    found[step.source] = Way((step, *found[node].steps), found[node].marks | step.marks)
                    queue.append(step.source)
        named = {node: way for node, way in found.items() if not node.startswith(JOINT)}
        world.memo[key] = {node: (settled(world, node, entity, way),) for node, way in sorted(named.items())}
    return world.memo[key]


def surely_for(world: World, actor: str) -> frozenset[str]:
    """Whoever else stands for an actor with nothing left open, doubted or past."""
    if actor not in world.surely:
        standing = standing_for(world, actor)
        world.surely[actor] = frozenset(m for m, ways in standing.items() if m != actor and not ways[0].marks)
    return world.surely[actor]


def below(world: World, things: Iterable[str]) -> set[str]:
    """Some things, and all that any of them stands above as in `carrying`."""
    found = set(things)
    queue = list(found)
    for node in queue:
        held = {h.relation.target for h in world.held_from.get(node, ()) if h.relation.kind != "StateLink"}
        new = held.union(world.parts.get(node, ())) - found
        found |= new
        queue += new
    return found


def steps_into(world: World, node: str) -> Iterable[Step]:
    """The steps down to one thing: from its holders, and from the whole that it is a part of."""
    for hop in world.ground.steps_into.get(node, ()):
        if hop.relation.kind != "StateLink":
            yield world.step(hop)
    claim = world.knowledge.claims.get(node)
    for whole in claim.iris("isPartOf") if claim is not None and not claim.kind else ():
        if whole in world.knowledge.things:
            yield Step(whole, node, node, "part", NONE)


def settled(world: World, node: str, entity: str, way: Way) -> Way:
    """A way down with the marks of the whole: by control where there is any, else as a minority's."""
    steps = tuple(step.named for step in way.steps if not step.target.startswith(JOINT))
    core = steps[: next((i + 1 for i in reversed(range(len(steps))) if steps[i].kind != "part"), 0)]
    if not core or (len(core) == 1 and is_interest(world, node)):
        return Way(steps, way.marks)
    controlled = world.controlled(node)
    for thing in (entity, core[-1].target):
        if thing in controlled:
            return Way(steps, controlled[thing].marks)
    return Way(steps, way.marks | {MINORITY})


def is_interest(world: World, node: str) -> bool:
    """True for an interest held as such, which is what somebody has of the thing itself."""
    thing = world.knowledge.things.get(node)
    return thing is not None and thing.kind == "HeldInterest"
