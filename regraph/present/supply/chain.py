"""The supply chain as a dictionary and as rows: stage by stage who stands there, where, with what capacity and owners.

Figures stay apart, each with what it is (actual, planned, estimated, potential); nobody is placed in a country that no
source states.
"""

import datetime as dt
from dataclasses import dataclass

from regraph.analysis.counting import Hop
from regraph.analysis.supply.chain import Member, Stage
from regraph.analysis.supply.commodities import within
from regraph.analysis.supply.stages import placeable
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Scenario
from regraph.model.things import Claim
from regraph.names import local
from regraph.present.dossier import standing_of
from regraph.present.supply.offtake import claim_cells
from regraph.wording.evidence import Payload, claim_payload, head, share_payload, thing_payload
from regraph.wording.words import share_phrase, verb

COLUMNS = (
    "line", "stage", "thing", "thing_label", "thing_kind", "by", "countries", "places", "commodities", "id", "label",
    "kind", "figure_kind", "realisation", "at_least", "above", "below", "at_most", "unit", "base", "share_low",
    "share_high", "status", "certainty", "claim_stage", "bindingness", "accounts", "sentence",
)  # fmt: skip
REALISATIONS = ("actual", "estimated", "planned", "potential")
BOUNDS = {"at_least": "valueAtLeast", "above": "valueAbove", "below": "valueBelow", "at_most": "valueAtMost"}


@dataclass(frozen=True)
class Asked:
    """What part of the chain was asked for; commodity: its IRI, None for all."""

    knowledge: Knowledge
    scenario: Scenario
    known_by: dt.date | None = None
    commodity: str | None = None


def chain_payload(asked: Asked, found: tuple[Stage, ...]) -> Payload:
    """The answer of `chain`, whole; its last stage is what the sources name at none."""
    knowledge, scenario = asked.knowledge, asked.scenario
    days = sorted(account.published.isoformat() for account in knowledge.accounts.values())
    return {
        **head(knowledge, "chain", scenario.as_of, asked.known_by),
        "include": sorted(scenario.include),
        "exclude": list(scenario.left_out),
        "commodity": thing_payload(knowledge, asked.commodity) if asked.commodity else None,
        "sources": {
            "count": len({account.source for account in knowledge.accounts.values()}),
            "first": days[0] if days else None,
            "last": days[-1] if days else None,
        },
        "stages": [stage_payload(asked, stage) for stage in found],
    }


def stage_payload(asked: Asked, stage: Stage) -> Payload:
    """One stage."""
    knowledge = asked.knowledge
    return {
        "stage": local(stage.stage) or None,
        "label": knowledge.label(stage.stage) if stage.stage else None,
        "members": [member_payload(asked, member) for member in stage.members],
        "programmes": [member_payload(asked, member) for member in stage.programmes],
        "beside": [thing_payload(knowledge, iri) for iri in stage.beside],
        "marketShares": [
            {"broader": broader(asked, claim), "claim": standing_payload(asked, claim)} for claim in stage.shares
        ],
        "absences": [standing_payload(asked, claim) for claim in stage.absences],
        "countries": countries_payload(knowledge, stage.countries),
        "around": countries_payload(knowledge, stage.around),
        "unplaced": [thing_payload(knowledge, iri) for iri in stage.unplaced],
    }


def countries_payload(knowledge: Knowledge, found: tuple[tuple[str, tuple[str, ...]], ...]) -> list[Payload]:
    """Countries, each with who is placed there."""
    return [
        {"country": thing_payload(knowledge, country), "named": [thing_payload(knowledge, iri) for iri in things]}
        for country, things in found
    ]


def broader(asked: Asked, claim: Claim) -> list[Payload]:
    """What a figure is of, where that is broader than the commodity asked for; empty where it is not."""
    goods = claim.iris("commodity")
    if asked.commodity is None or within(asked.knowledge, asked.commodity) & set(goods):
        return []
    return [thing_payload(asked.knowledge, iri) for iri in goods]


def member_payload(asked: Asked, member: Member) -> Payload:
    """One thing at a stage."""
    knowledge = asked.knowledge
    own = knowledge.claims.get(member.thing)
    told = own if own is not None and not own.kind and own.concept("certainty") not in asked.scenario.exclude else None
    whole = member.located.whole
    return {
        "thing": thing_payload(knowledge, member.thing),
        "kindLabel": knowledge.word(knowledge.things[member.thing].kind),
        "by": list(member.by),
        "commodities": [thing_payload(knowledge, iri) for iri in member.commodities],
        "countries": [thing_payload(knowledge, iri) for iri in member.located.countries],
        "places": list(member.located.places),
        "locatedAsPartOf": thing_payload(knowledge, whole) if whole else None,
        "claim": standing_payload(asked, told) if told else None,
        "occurrences": [standing_payload(asked, claim) for claim in member.occurrences],
        "figures": [figure_payload(asked, claim) for claim in sorted(member.figures, key=figure_order)],
        "owners": [owner_payload(asked, hop) for hop in member.owners],
        "tied": [standing_payload(asked, claim) for claim in member.tied],
        "absences": [standing_payload(asked, claim) for claim in member.absences],
    }


def figure_order(claim: Claim) -> tuple[int, str, str]:
    """What is before what is planned, and that before what might be."""
    kind = claim.concept("realisation") or ""
    return (REALISATIONS.index(kind) if kind in REALISATIONS else len(REALISATIONS), claim.label, claim.node)


def figure_payload(asked: Asked, claim: Claim) -> Payload:
    """One figure of capacity or output, with all that it is given for."""
    return {
        "figureKind": claim.concept("figureKind"),
        "realisation": claim.concept("realisation"),
        "broader": broader(asked, claim),
        "of": [thing_payload(asked.knowledge, i) for i in claim.iris("isFigureOf") if placeable(asked.knowledge, i)],
        "claim": standing_payload(asked, claim),
    }


def owner_payload(asked: Asked, hop: Hop) -> Payload:
    """One direct holder in force, or several that hold jointly."""
    knowledge, relation = asked.knowledge, hop.relation
    claim = knowledge.claims[relation.claim]
    return {
        "holders": [thing_payload(knowledge, iri) for iri in relation.joint or (relation.source,)],
        "joint": bool(relation.joint),
        "relation": relation.kind,
        "verb": verb(claim, relation),
        "share": share_payload(relation.share),
        "shareText": share_phrase(knowledge, claim, relation),
        "status": hop.standing.status.value,
        "claim": standing_payload(asked, claim),
    }


def standing_payload(asked: Asked, claim: Claim) -> Payload:
    """A claim as it stands on the day."""
    return claim_payload(asked.knowledge, claim, standing_of(asked.knowledge, claim, asked.scenario))


def chain_rows_of(payload: Payload) -> list[tuple[str, ...]]:
    """One CSV row for each line of the answer: who stands where, then figures, owners, shares and gaps."""
    rows: list[dict[str, str]] = []
    for stage in payload["stages"]:
        name = {"stage": stage["stage"] or ""}
        for line, members in (("member", stage["members"]), ("programme", stage["programmes"])):
            for member in members:
                rows += [name | row for row in member_rows(line, member)]
        rows += [name | thing_cells(thing) | {"line": "commodity not stated"} for thing in stage["beside"]]
        rows += [name | figure_cells(share["claim"]) | {"line": "market share"} for share in stage["marketShares"]]
        rows += [name | claim_cells_of(claim) | {"line": "absence"} for claim in stage["absences"]]
    return [tuple(row.get(column, "") for column in COLUMNS) for row in rows]


def member_rows(line: str, member: Payload) -> list[dict[str, str]]:
    """The rows of one thing at a stage."""
    own = thing_cells(member["thing"])
    about = {
        "by": "|".join(member["by"]),
        "countries": "|".join(thing["id"] for thing in member["countries"]),
        "places": "|".join(member["places"]),
        "commodities": "|".join(thing["id"] for thing in member["commodities"]),
    }
    rows = [own | about | (claim_cells_of(member["claim"]) if member["claim"] else {}) | {"line": line}]
    rows += [own | figure_cells(figure["claim"]) | {"line": "figure"} for figure in member["figures"]]
    for owner in member["owners"]:
        share = owner["share"] or {"low": "", "high": ""}
        ends = {"share_low": share["low"], "share_high": share["high"] or ""}
        rows.append(own | claim_cells_of(owner["claim"]) | ends | {"line": "owner"})
    for name in ("occurrences", "tied", "absences"):
        rows += [own | claim_cells_of(claim) | {"line": LINES[name]} for claim in member[name]]
    return rows


LINES = {"occurrences": "occurrence", "tied": "participation", "absences": "absence"}


def thing_cells(thing: Payload) -> dict[str, str]:
    """The cells of a thing."""
    return {"thing": thing["id"], "thing_label": thing["label"], "thing_kind": thing["kind"] or ""}


def claim_cells_of(claim: Payload) -> dict[str, str]:
    """The cells of a claim; its own stage stands apart from that of the chain."""
    cells = claim_cells(claim)
    return {name: value for name, value in cells.items() if name != "stage"} | {"claim_stage": cells["stage"]}


def figure_cells(claim: Payload) -> dict[str, str]:
    """The cells of a figure, its bounds as written."""
    values = claim["values"]

    def first(name: str) -> str:
        found = values.get(name, [""])[0]
        return local(found["id"]) if isinstance(found, dict) else str(found)

    kinds = {"figure_kind": first("figureKind"), "realisation": first("realisation")}
    bounds = {cell: first(name) for cell, name in BOUNDS.items()}
    return claim_cells_of(claim) | kinds | bounds | {"unit": first("unit"), "base": first("base")}
