"""Paths between two things as dictionaries, text and rows."""

import datetime as dt
from dataclasses import replace

from regraph.analysis.connection import Blocked, Connection, Connections
from regraph.graph.network import Step
from regraph.graph.relations import Relation
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Scenario, Standing, Status
from regraph.wording.evidence import Payload, head, hop_payload, share_payload, thing_payload
from regraph.wording.hops import dateline, hop_lines
from regraph.wording.numbered import Footnotes
from regraph.wording.words import is_symmetric, safe, share_phrase, verb

CSV_COLUMNS = (
    "path", "hop", "source", "source_label", "relation", "target", "target_label", "share_low", "share_high",
    "low_open", "high_open", "certainty", "stage", "bindingness", "status", "claim", "accounts", "weakest",
)  # fmt: skip
NO_SHARE = {"low": "", "high": "", "lowOpen": "", "highOpen": ""}
SHOWN = 3


def connections_payload(
    knowledge: Knowledge, answer: Connections, scenario: Scenario, known_by: dt.date | None, max_hops: int
) -> Payload:
    """The answer of `path`, whole."""
    return {
        **head(knowledge, "path", scenario.as_of, known_by),
        "from": thing_payload(knowledge, answer.start),
        "to": thing_payload(knowledge, answer.end),
        "include": sorted(scenario.include),
        "exclude": list(scenario.left_out),
        "maxHops": max_hops,
        "paths": [path_payload(knowledge, connection, answer.standings) for connection in answer.connections],
        "blocked": [blocked_payload(knowledge, blocked) for blocked in answer.blocked],
        "clipped": answer.clipped,
        "shortest": answer.shortest,
    }


def path_payload(knowledge: Knowledge, connection: Connection, standings: dict[str, Standing]) -> Payload:
    """One path hop by hop, each with all relations between its two things."""
    return {
        "hops": [step_payload(knowledge, step, standings) for step in connection.steps],
        "weakestHop": connection.weakest + 1,
        "hubs": [thing_payload(knowledge, hub) for hub in connection.hubs],
    }


def step_payload(knowledge: Knowledge, step: Step, standings: dict[str, Standing]) -> Payload:
    """One hop."""
    return {
        "start": thing_payload(knowledge, step.start),
        "end": thing_payload(knowledge, step.end),
        "relations": [
            relation_payload(knowledge, along(step, relation), standings[relation.claim]) for relation in step.relations
        ],
    }


def along(step: Step, relation: Relation) -> Relation:
    """The relation, turned into the direction of the path where it has none of its own."""
    if relation.source == step.start or not is_symmetric(relation):
        return relation
    near, far = relation.roles
    return replace(relation, source=relation.target, target=relation.source, roles=(far, near))


def relation_payload(knowledge: Knowledge, relation: Relation, standing: Standing) -> Payload:
    """One relation with its claim and how that stands."""
    claim = knowledge.claims[relation.claim]
    others = [thing_payload(knowledge, holder) for holder in relation.joint if holder != relation.source]
    names = " and ".join(other["label"] for other in others)
    return {
        "source": thing_payload(knowledge, relation.source),
        "verb": jointly(verb(claim, relation), names) if others else verb(claim, relation),
        "target": thing_payload(knowledge, relation.target),
        "relation": relation.kind,
        "via": relation.via,
        "jointlyWith": others,
        "share": share_payload(relation.share),
        "shareText": share_phrase(knowledge, claim, relation),
        "status": standing.status.value,
        "reason": standing.reason,
        "claim": hop_payload(knowledge, claim, standing),
    }


def jointly(said: str, names: str) -> str:
    """The verb of a joint holding, said of one holder with the others named.

    Example:
        >>> jointly("would hold together a stake in", "B and C")
        'would hold jointly with B and C a stake in'
        >>> jointly("has an option on", "B")
        'jointly with B has an option on'
    """
    if not said.endswith(" together a stake in"):
        return f"jointly with {names} {said}"
    return f"{'would hold' if said.startswith('would') else 'holds'} jointly with {names} a stake in"


def blocked_payload(knowledge: Knowledge, blocked: Blocked) -> Payload:
    """A relation that would connect, and why it does not."""
    return relation_payload(knowledge, blocked.relation, blocked.standing)


def connections_text(payload: Payload) -> str:
    """The answer as a person reads it."""
    footnotes = Footnotes()
    ends = f"{payload['from']['label']} → {payload['to']['label']}"
    lines = [safe(f"How {ends} are connected on {payload['asOf']}"), dateline(payload), ""]
    for number, path in enumerate(payload["paths"], 1):
        lines += path_lines(path, f"Path {number} of {len(payload['paths'])}", footnotes)
    if not payload["paths"]:
        lines += none_lines(payload, footnotes)
    if payload["clipped"]:
        lines += ["The search was clipped at its budget: there may be more paths, or better ones.", ""]
    return "\n".join(lines + footnotes.lines())


def path_lines(path: Payload, title: str, footnotes: Footnotes) -> list[str]:
    """One path."""
    count = len(path["hops"])
    lines = [f"{title} · {count} hop{'s' if count > 1 else ''}"]
    for number, hop in enumerate(path["hops"], 1):
        for place, relation in enumerate(hop["relations"][:SHOWN]):
            found = hop_lines(relation, number, footnotes)
            lines += found if place == 0 else [found[0].replace(f"  {number}. ", "     also: ", 1), *found[1:]]
        if len(hop["relations"]) > SHOWN:
            lines.append(f"     and {len(hop['relations']) - SHOWN} more between the two (see --format json)")
    weakest = path["hops"][path["weakestHop"] - 1]["relations"][0]
    lines.append(safe(f"  Weakest hop: {path['weakestHop']} ({weakest['claim']['axes']})."))
    if path["hubs"]:
        hubs = ", ".join(hub["label"] for hub in path["hubs"])
        lines.append(
            safe(f"  It runs through {hubs}, which connects much to much: a weak reason to call the two connected.")
        )
    return [*lines, ""]


def none_lines(payload: Payload, footnotes: Footnotes) -> list[str]:
    """Why there is no path, as far as can be said."""
    if payload["shortest"] and not payload["blocked"]:
        return [
            f"No path of at most {payload['maxHops']} hops; the shortest has {payload['shortest']} (--max-hops).",
            "",
        ]
    if not payload["blocked"]:
        return ["No path: the sources connect the two by nothing that was asked for.", ""]
    lines = ["No path on that day and with these claims. What would connect them, and why it does not:"]
    for number, relation in enumerate(payload["blocked"], 1):
        lines += hop_lines(relation, number, footnotes)
    told = any(relation["status"] == Status.NOT_THEN.value for relation in payload["blocked"])
    lines += [f"  What stood in its place on {payload['asOf']} the sources do not say."] if told else []
    return [*lines, ""]


def connections_rows(payload: Payload) -> list[tuple[str, ...]]:
    """One CSV row a relation of every hop, in the columns `CSV_COLUMNS`."""
    rows = []
    for number, path in enumerate(payload["paths"], 1):
        for place, hop in enumerate(path["hops"], 1):
            for relation in hop["relations"]:
                claim, share = relation["claim"], relation["share"] or NO_SHARE
                accounts = "|".join(account["id"] for account in claim["accounts"])
                ends = [relation[end][key] for end in ("source", "target") for key in ("id", "label")]
                axes = [claim[axis] or "" for axis in ("certainty", "stage", "bindingness")]
                rows.append(
                    (str(number), str(place), *ends[:2], relation["relation"], *ends[2:], share["low"], share["high"],
                     str(share["lowOpen"]).lower(), str(share["highOpen"]).lower(),
                     *axes, relation["status"], claim["id"], accounts, str(place == path["weakestHop"]).lower())
                )  # fmt: skip
    return rows
