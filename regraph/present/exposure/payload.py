"""Exposures as one dictionary, from which the table, the text and the rows are made; every claim stands in it once.

It adds nothing up, and what is not in force never stands among what is.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from regraph.analysis.control.verdicts import Answer
from regraph.analysis.exposure.exposure import Exposure, Line
from regraph.analysis.exposure.marks import column
from regraph.analysis.exposure.ranking import ORDER
from regraph.analysis.exposure.shares import Held
from regraph.analysis.exposure.world import World
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Scenario, beside_reason
from regraph.names import local
from regraph.present.exposure.ways import way_payload
from regraph.wording.evidence import Payload, claim_payload, head, share_payload, thing_payload
from regraph.wording.words import role

TERMS = (
    "BoardRight", "Control", "EquityPurchase", "Financing", "Grant", "Guarantee", "Interest", "LicenceHolding", "Loan",
    "Membership", "Offtake", "Operatorship", "Option", "Parentage", "Participation", "PriceSupport", "Stake",
    "StateLink", "Supply", "VotingRight", "Warrant",
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What exposures were asked for.

    Args:
        entity: IRI of what is exposed; "" for everything.
        actors: IRIs of what it is exposed to; none for all, or for all states where everything is asked.
        between: True where both actors must expose it.
        channels: the channels asked for; none for all.
    """

    world: World
    entity: str = ""
    actors: tuple[str, ...] = ()
    between: bool = False
    channels: tuple[str, ...] = ()
    known_by: dt.date | None = None

    @property
    def knowledge(self) -> Knowledge:
        """What is known."""
        return self.world.knowledge

    @property
    def scenario(self) -> Scenario:
        """The day, and what is included and excluded."""
        return self.world.scenario


def exposure_payload(asked: Asked, found: Sequence[Exposure], nearest: Sequence[Exposure] = ()) -> Payload:
    """The answer of `exposure`, whole.

    Args:
        found: in the order of the answer; where both of two actors are asked for, one entry a side.
        nearest: what the thing is exposed to instead, where nothing was found.
    """
    knowledge, scenario = asked.knowledge, asked.scenario
    nodes = dict.fromkeys(node for exposure in found for node in claims_in(exposure))
    return {
        **head(knowledge, "exposure", scenario.as_of, asked.known_by),
        "entity": thing_payload(knowledge, asked.entity) if asked.entity else None,
        "to": [thing_payload(knowledge, actor) for actor in asked.actors],
        "between": asked.between,
        "channels": list(asked.channels),
        "include": sorted(scenario.include),
        "exclude": list(scenario.left_out),
        "order": list(ORDER),
        "exposures": [one_payload(asked.world, exposure) for exposure in found],
        "claims": [claim_payload(knowledge, knowledge.claims[node], asked.world.standing(node)) for node in nodes],
        "absences": [claim_payload(knowledge, knowledge.claims[node]) for node in absences(asked)],
        "nearest": [thing_payload(knowledge, exposure.actor) for exposure in nearest],
    }


def claims_in(exposure: Exposure) -> list[str]:
    """The claims that an exposure rests on, in the order of its lines."""
    ways = [way for line in exposure.lines for way in (*line.ways, line.carried)] + [h.way for h in exposure.held]
    steps = [step.claim for way in ways for step in way.steps if step.claim and step.kind != "part"]
    return [*(line.direct.claim for line in exposure.lines), *steps]


def one_payload(world: World, exposure: Exposure) -> Payload:
    """The exposure of one thing to one actor."""
    found = [v for v in exposure.controls if v.answer is not Answer.NOT_KNOWN] or exposure.controls[:1]
    return {
        "entity": thing_payload(world.knowledge, exposure.entity),
        "actor": thing_payload(world.knowledge, exposure.actor),
        "control": [
            {"doctrine": v.doctrine, "verdict": v.word, "jointly": v.jointly, "reasons": list(v.because)} for v in found
        ],
        "shares": [held_payload(world, held) for held in exposure.held],
        "lines": [line_payload(world, line) for line in exposure.lines],
    }


def held_payload(world: World, held: Held) -> Payload:
    """The integrated share of one holder."""
    return {
        "holder": thing_payload(world.knowledge, held.holder),
        "share": share_payload(held.share),
        "column": column(held.marks),
        "marks": sorted(held.marks),
        "way": way_payload(world, held.way),
        "chains": held.chains,
    }


def line_payload(world: World, line: Line) -> Payload:
    """One claim through which the thing is exposed; the claim itself stands once in the whole answer."""
    direct, knowledge = line.direct, world.knowledge
    claim = knowledge.claims[direct.claim]
    link = claim.concept("linkKind") if direct.channel == "state-links" else None
    return {
        "channel": direct.channel,
        "column": line.column,
        "marks": sorted(line.marks),
        "direct": line.is_direct,
        "included": is_included(world, line),
        "source": thing_payload(knowledge, direct.source),
        "sourceRole": role(direct.roles[0]) if direct.roles[0] else "",
        "target": thing_payload(knowledge, direct.target),
        "targetRole": role(direct.roles[1]) if direct.roles[1] else "",
        "link": link,
        "share": share_payload(direct.share),
        "togetherWith": [thing_payload(knowledge, other) for other in claim.iris("isShareTogetherWith")],
        "statedShare": claim.share.text() if direct.share is not None and not claim.share.is_unknown else None,
        "jointWith": [thing_payload(knowledge, holder) for holder in direct.joint if holder != direct.source],
        "partOf": [thing_payload(knowledge, whole) for whole in claim.iris("isPartOf") if claim.kind],
        "claim": direct.claim,
        "ways": [way_payload(world, way) for way in line.ways],
        "carried": way_payload(world, line.carried),
        "absences": absences_of(knowledge, direct.claim),
    }


def is_included(world: World, line: Line) -> bool:
    """True for a claim that counts only since --include names it, and is not in force."""
    claim = world.knowledge.claims[line.direct.claim]
    return world.standing(claim.node).counts and bool(beside_reason(claim))


def absences_of(knowledge: Knowledge, claim: str) -> list[Payload]:
    """What voices say is not disclosed, undecided or not there about one claim."""
    nodes = [node for node in knowledge.mentions.get(claim, ()) if is_absence_about(knowledge, node, claim)]
    return [absence_payload(knowledge, node) for node in nodes]


def absence_payload(knowledge: Knowledge, node: str) -> Payload:
    """One absence in short."""
    payload = claim_payload(knowledge, knowledge.claims[node])
    return {key: payload[key] for key in ("id", "label", "sentence", "certainty", "axes", "accounts")}


def is_absence_about(knowledge: Knowledge, node: str, thing: str) -> bool:
    """True for a claim that something of a thing is not there or not told."""
    return knowledge.claims.kind(node) == "Absence" and thing in knowledge.claims[node].iris("isAbout")


def absences(asked: Asked) -> list[str]:
    """What voices say is not there or not told of the thing asked about, where a channel could be meant, sorted."""
    knowledge = asked.knowledge
    return [
        node for node in knowledge.mentions.get(asked.entity, ())
        if is_absence_about(knowledge, node, asked.entity)
        and set(map(local, knowledge.claims[node].iris("absentTerm"))) & set(TERMS)
    ]  # fmt: skip
