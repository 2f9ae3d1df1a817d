"""Agreements on offtake and supply as a dictionary and as rows: who buys what from whom, until when, how binding.

What is not in force, a right to direct output, and what is supplied to a programme stand apart from offtake, and no
party that a source does not name gets a name here.
"""

import datetime as dt
from dataclasses import dataclass, field

from regraph.analysis.supply.about import About, about
from regraph.analysis.supply.agreements import Agreement, Filters, Nearest, Phase
from regraph.analysis.supply.ends import EndTold, free_from
from regraph.analysis.supply.involved import Involved
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Scenario
from regraph.model.things import Claim
from regraph.present.dossier import standing_of
from regraph.wording.evidence import (
    Payload,
    account_payload,
    claim_payload,
    head,
    share_payload,
    thing_payload,
    when_payload,
)

COLUMNS = (
    "line", "id", "label", "kind", "phase", "status", "certainty", "stage", "bindingness", "sellers", "buyers",
    "directors", "concerns", "commodities", "end_earliest", "end_latest", "ends_by_until", "free_from_earliest",
    "free_from_latest", "roles", "accounts", "sentence",
)  # fmt: skip
NOTHING = Nearest()


@dataclass(frozen=True)
class Asked:
    """What agreements were asked for.

    Args:
        entity: IRI of the thing they concern; None for all.
    """

    knowledge: Knowledge
    scenario: Scenario
    known_by: dt.date | None = None
    entity: str | None = None
    filters: Filters = field(default_factory=Filters)


def offtake_payload(
    asked: Asked, found: tuple[Agreement, ...], absences: tuple[Claim, ...], nearest: Nearest = NOTHING
) -> Payload:
    """The answer of `offtake`, whole.

    Args:
        found: the agreements that answer.
        absences: what voices say is not there.
        nearest: where nothing answers, what the sources name instead.
    """
    knowledge, scenario, filters = asked.knowledge, asked.scenario, asked.filters
    return {
        **head(knowledge, "offtake", scenario.as_of, asked.known_by),
        "include": sorted(scenario.include),
        "exclude": list(scenario.left_out),
        "entity": thing_payload(knowledge, asked.entity) if asked.entity else None,
        "buyer": thing_payload(knowledge, filters.buyer) if filters.buyer else None,
        "until": filters.until.isoformat() if filters.until else None,
        "commodity": thing_payload(knowledge, filters.commodity) if filters.commodity else None,
        "agreements": [agreement_payload(asked, each) for each in found],
        "absences": [standing_payload(asked, claim) for claim in absences],
        "otherwise": [thing_payload(knowledge, each.claim.node) for each in nearest.otherwise],
        "named": [thing_payload(knowledge, iri) for iri in nearest.named],
    }


def agreement_payload(asked: Asked, agreement: Agreement) -> Payload:
    """One agreement with its parties, its end, and what is told about it."""
    knowledge, claim, until = asked.knowledge, agreement.claim, asked.filters.until
    end = claim.when("end")
    return {
        "nature": agreement.nature.value,
        "phase": agreement.phase.value,
        "claim": claim_payload(knowledge, claim, agreement.standing),
        "sellers": [party_payload(knowledge, iri) for iri in agreement.sellers],
        "buyers": [party_payload(knowledge, iri) for iri in agreement.buyers],
        "directors": [party_payload(knowledge, iri) for iri in agreement.directors],
        "concerns": [party_payload(knowledge, iri) for iri in claim.iris("concerns")],
        "commodities": [thing_payload(knowledge, iri) for iri in claim.iris("commodity")],
        "end": when_payload(end),
        "freeFrom": when_payload(free_from(end)) if agreement.phase is not Phase.ENDED else None,
        "endsByUntil": agreement.ends_by(until).value if until else None,
        "endsTold": [told_payload(knowledge, claim, told) for told in agreement.ends],
        "involved": [involved_payload(asked, each) for each in agreement.involved],
        **about_payload(asked, about(knowledge, asked.scenario, claim.node)),
    }


def party_payload(knowledge: Knowledge, iri: str) -> Payload:
    """One party: why it is not named where it is not, how many it stands for, and how far a programme has got."""
    thing, own = knowledge.things.get(iri), knowledge.claims.get(iri)
    return {
        **thing_payload(knowledge, iri),
        "unknownBecause": thing.unknown_because if thing else None,
        "count": thing.count if thing else None,
        "stage": own.concept("stage") if own else None,
    }


def told_payload(knowledge: Knowledge, claim: Claim, told: EndTold) -> Payload:
    """What one account says of the end."""
    return {
        "account": account_payload(knowledge, claim, told.account),
        "stage": told.stage,
        "end": when_payload(told.end),
        "freeFrom": when_payload(free_from(told.end)),
    }


def involved_payload(asked: Asked, involved: Involved) -> Payload:
    """How the thing asked about stands in an agreement, with the claim that a stake in between rests on."""
    knowledge = asked.knowledge
    weakest = knowledge.claims[involved.weakest] if involved.weakest else None
    return {
        "role": involved.role,
        "through": thing_payload(knowledge, involved.through) if involved.through else None,
        "share": share_payload(involved.share),
        "weakest": standing_payload(asked, weakest) if weakest else None,
    }


def about_payload(asked: Asked, told: About) -> Payload:
    """What is told about an agreement beside its own terms."""
    parts = {
        "changes": told.changes,
        "terms": told.terms,
        "milestones": told.milestones,
        "conditions": told.conditions,
        "absences": told.absences,
    }
    return {name: [standing_payload(asked, claim) for claim in claims] for name, claims in parts.items()}


def standing_payload(asked: Asked, claim: Claim) -> Payload:
    """A claim as it stands on the day."""
    return claim_payload(asked.knowledge, claim, standing_of(asked.knowledge, claim, asked.scenario))


def offtake_rows(payload: Payload) -> list[tuple[str, ...]]:
    """One CSV row an agreement, then one an absence, in the columns `COLUMNS`."""
    rows = [agreement_row(agreement) for agreement in payload["agreements"]]
    for claim in payload["absences"]:
        blank = dict.fromkeys(COLUMNS, "") | claim_cells(claim) | {"line": "absence"}
        rows.append(tuple(blank[name] for name in COLUMNS))
    return rows


def agreement_row(agreement: Payload) -> tuple[str, ...]:
    """One agreement as a CSV row."""
    end, free = agreement["end"] or {}, agreement["freeFrom"] or {}
    cells = claim_cells(agreement["claim"]) | {
        "line": agreement["nature"],
        "phase": agreement["phase"],
        **{name: joined(agreement[name]) for name in ("sellers", "buyers", "directors", "concerns", "commodities")},
        "end_earliest": end.get("earliest") or "",
        "end_latest": end.get("latest") or "",
        "ends_by_until": agreement["endsByUntil"] or "",
        "free_from_earliest": free.get("earliest") or "",
        "free_from_latest": free.get("latest") or "",
        "roles": "|".join(role_text(each) for each in agreement["involved"]),
    }
    return tuple(cells[name] for name in COLUMNS)


def claim_cells(claim: Payload) -> dict[str, str]:
    """The cells that every claim fills."""
    axes = {name: claim[name] or "" for name in ("kind", "certainty", "stage", "bindingness", "status", "sentence")}
    accounts = "|".join(account["id"] for account in claim["accounts"])
    return axes | {"id": claim["id"], "label": claim["label"], "accounts": accounts}


def joined(things: list[Payload]) -> str:
    """The IRIs of some things."""
    return "|".join(thing["id"] for thing in things)


def role_text(involved: Payload) -> str:
    """How the thing asked about stands in an agreement, in words."""
    if involved["through"] is None:
        return str(involved["role"])
    share = involved["share"]["text"] if involved["share"] else "not stated"
    stake = "share not stated" if share == "not stated" else share
    return f"{involved['role']} {involved['through']['label']} ({stake})"
