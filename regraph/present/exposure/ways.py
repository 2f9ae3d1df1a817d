"""The ways of an exposure as dictionaries and words: each step with its claim, and the weakest of them.

A step that only the register tells says so, and a joint holding is named by all its holders.
"""

from regraph.analysis.exposure.channels import TIES
from regraph.analysis.exposure.marks import Step, Way
from regraph.analysis.exposure.world import World
from regraph.analysis.weakness import weakness
from regraph.graph.relations import Relation
from regraph.wording.evidence import Payload, thing_payload
from regraph.wording.words import axes, verb

UNTOLD = "no account says whose body it is"
HOLDING = ("isHeldBy", "isStakeIn")


def way_payload(world: World, way: Way) -> Payload:
    """One way with its steps, its marks, and the step on which it is weakest."""
    steps = [step_payload(world, step) for step in way.steps]
    weak = [(weakness_of(world, step), -place) for place, step in enumerate(way.steps)]
    weakest = -max(weak)[1] if weak else None
    return {
        "steps": steps,
        "marks": sorted(way.marks),
        "weakestStep": None if weakest is None else weakest + 1,
        "weakest": None if weakest is None else steps[weakest]["axes"],
        "text": "; ".join(step["text"] for step in steps),
    }


def weakness_of(world: World, step: Step) -> float:
    """How weak a step is evidenced; one that only the register tells is weaker than any report in force."""
    if not step.claim or step.kind == "part":
        return 1.0 if step.kind == "part" else 1.5
    claim = world.knowledge.claims[step.claim]
    return weakness(claim, world.standing(step.claim))


def step_payload(world: World, step: Step) -> Payload:
    """One step: both ends, the claim, and how it is said."""
    known = bool(step.claim) and step.kind != "part"
    return {
        "source": end_payload(world, step, step.source),
        "target": thing_payload(world.knowledge, step.target),
        "kind": step.kind,
        "claim": step.claim or None,
        "marks": sorted(step.marks),
        "axes": axes(world.knowledge.claims[step.claim]) if known else "by the register" if not step.claim else "",
        "text": step_text(world, step),
    }


def end_payload(world: World, step: Step, iri: str) -> Payload:
    """A thing, or the holders of a joint holding as one."""
    if iri != step.claim or step.kind in ("part", "HeldInterest"):
        return thing_payload(world.knowledge, iri)
    names = [world.knowledge.label(holder) for holder in world.knowledge.claims[iri].iris("isHeldBy")]
    payload = thing_payload(world.knowledge, iri)
    return {**payload, "label": " and ".join(names)}


def step_text(world: World, step: Step) -> str:
    """One step in words: who does what to whom, how sure that is where it is not said as a fact."""
    knowledge = world.knowledge
    source, target = end_payload(world, step, step.source)["label"], knowledge.label(step.target)
    if step.kind == "part":
        return f"{target} is part of {source}"
    if step.kind == "jurisdiction":
        return f"{target} is a government body under the jurisdiction of {source} in the register; {UNTOLD}"
    claim = knowledge.claims[step.claim]
    if step.kind == "Role":
        return f"{target} has a role at {source}"
    roles = roles_of(world, step)
    joint = claim.iris("isHeldBy") if step.source == step.claim and claim.kind else ()
    kind = claim.kind or step.kind
    said = verb(claim, Relation(step.source, step.target, kind, "", step.claim, roles, None, joint))
    share = f" ({claim.share.text()})" if step.kind in ("Stake", "Control") and not claim.share.is_unknown else ""
    certainty = claim.concept("certainty") or "reported"
    doubt = f"{certainty.replace('-', ' ')}: " if certainty not in ("reported", "stated-by-party", "estimated") else ""
    return f"{doubt}{source} {said} {target}{share}"


def roles_of(world: World, step: Step) -> tuple[str, str]:
    """The properties by which the two ends of a step stand in its claim."""
    found = world.roles.get((step.claim, step.source, step.target))
    if found is not None:
        return found
    return TIES[step.kind][:2] if step.kind in TIES else HOLDING
