"""Owners and holdings as dictionaries, text and rows.

Says no more than the answer holds: what is not counted stands apart, and every trail says why it ends.
"""

import datetime as dt
from collections.abc import Iterable

from regraph.analysis.counting import JOINT, Aside
from regraph.analysis.endings import TRAIL_ENDS
from regraph.analysis.integrated.answer import Shares
from regraph.analysis.ownership import Chain, Holding
from regraph.analysis.weakness import weakness
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Scenario, Status
from regraph.model.share import Share
from regraph.present.owning.wholes import UNSTATED, marks, ring_notes, whole_lines, whole_payload
from regraph.present.owning.widely import widely_lines, widely_payload
from regraph.wording.evidence import Payload, claim_payload, head, hop_payload, share_payload, thing_payload
from regraph.wording.hops import dateline, dates_text, hop_lines
from regraph.wording.numbered import Footnotes
from regraph.wording.words import axes, safe, share_phrase, spaced, verb

CSV_COLUMNS = (
    "owner", "owner_label", "owned", "owned_label", "share_low", "share_high", "low_open", "high_open", "direct",
    "hops", "chains", "kinds", "certainty", "status",
)  # fmt: skip


def ownership_payload(
    knowledge: Knowledge, shares: Shares, scenario: Scenario, known_by: dt.date | None, command: str
) -> Payload:
    """The answer of `owners` or `holdings`, whole."""
    answer, upward = shares.answer, command == "owners"
    return {
        **head(knowledge, command, scenario.as_of, known_by),
        "entity": thing_payload(knowledge, answer.entity),
        "convention": shares.convention,
        "include": sorted(scenario.include),
        "exclude": list(scenario.left_out),
        "holdings": [
            holding_payload(knowledge, holding, shares.along.get(holding.holder if upward else holding.held))
            for holding in answer.holdings
        ],
        "wholes": [whole_payload(knowledge, whole) for whole in shares.wholes],
        "chains": [chain_payload(knowledge, chain) for chain in answer.chains],
        "widelyHeld": [widely_payload(knowledge, thing, said) for thing, said in answer.widely],
        "beside": beside_payloads(knowledge, answer.beside),
        "trailEnd": answer.trail_end or None,
        "rings": [thing_payload(knowledge, ring) for ring in answer.rings],
        "closedRings": [[end_payload(knowledge, node, ()) for node in ring] for ring in shares.closed],
        "ownShares": [
            {"thing": thing_payload(knowledge, thing), "share": share_payload(share)}
            for thing, share in sorted(shares.own.items())
        ],
        "notes": notes(knowledge, shares, scenario),
        "clipped": answer.clipped,
    }


def holding_payload(knowledge: Knowledge, holding: Holding, along: Share | None = None) -> Payload:
    """One holder, or the group of a joint holding, with the integrated share.

    Args:
        along: what its chains alone add up to, where rings make that another share.
    """
    return {
        "owner": end_payload(knowledge, holding.holder, holding.members),
        "owned": end_payload(knowledge, holding.held, holding.members),
        "share": integrated_payload(holding.share),
        "alongChains": share_payload(along),
        "direct": holding.direct,
        "hops": holding.distance,
        "chains": holding.chains,
        "kinds": list(holding.kinds),
        "weakest": axes(knowledge.claims[holding.weakest]),
        "certainty": knowledge.claims[holding.weakest].concept("certainty"),
        "status": Status.POSSIBLE.value if holding.possible else Status.COUNTED.value,
    }


def integrated_payload(share: Share | None) -> Payload | None:
    """An integrated share; by `walk-sum` it may have no upper end."""
    payload = share_payload(share)
    return payload if payload is None or share is None or share.high.is_finite() else {**payload, "high": None}


def end_payload(knowledge: Knowledge, node: str, members: tuple[str, ...]) -> Payload:
    """A thing, or a joint holding named by its members."""
    if not node.startswith(JOINT):
        return thing_payload(knowledge, node)
    names = [thing_payload(knowledge, m) for m in members]
    label = " and ".join(name["label"] for name in names) + " jointly"
    return {"id": node.removeprefix(JOINT), "label": label, "kind": "joint holding", "members": names}


def chain_payload(knowledge: Knowledge, chain: Chain) -> Payload:
    """One chain hop by hop; a joint holding is one hop, taken by the group."""
    hops = [hop for hop in chain.hops if not hop.relation.target.startswith(JOINT)]
    weak = [weakness(knowledge.claims[hop.relation.claim], hop.standing) for hop in hops]
    payloads = []
    for hop in hops:
        claim, relation = knowledge.claims[hop.relation.claim], hop.relation
        payloads.append(
            {
                "source": end_payload(knowledge, relation.source, relation.joint),
                "verb": verb(claim, relation),
                "target": thing_payload(knowledge, relation.target),
                "relation": relation.kind,
                "share": share_payload(relation.share),
                "shareText": share_phrase(knowledge, claim, relation),
                "status": hop.standing.status.value,
                "reason": hop.standing.reason,
                "claim": hop_payload(knowledge, claim, hop.standing),
            }
        )
    first = chain.hops[0].relation
    return {
        "from": thing_payload(knowledge, first.source),
        "share": share_payload(chain.share),
        "hops": payloads,
        "weakestHop": weak.index(max(weak)) + 1 if weak else None,
        "end": chain.end,
        "endKind": chain.end_kind,
    }


def beside_payloads(knowledge: Knowledge, asides: Iterable[Aside]) -> list[Payload]:
    """What is not counted, one entry a claim and pair, with what `--include` would count it."""
    return [
        {
            "source": holders_payload(knowledge, aside.relation.source, aside.relation.joint),
            "verb": verb(knowledge.claims[aside.relation.claim], aside.relation),
            "target": thing_payload(knowledge, aside.relation.target),
            "relation": aside.relation.kind,
            "shareText": share_phrase(knowledge, knowledge.claims[aside.relation.claim], aside.relation),
            "claim": claim_payload(knowledge, knowledge.claims[aside.relation.claim], aside.standing),
        }
        for aside in asides
        if aside.relation.source == min(aside.relation.joint or (aside.relation.source,))
    ]


def holders_payload(knowledge: Knowledge, holder: str, joint: tuple[str, ...]) -> Payload:
    """A single holder, or the joint holders as one."""
    return end_payload(knowledge, JOINT + holder if joint else holder, joint)


def notes(knowledge: Knowledge, shares: Shares, scenario: Scenario) -> list[str]:
    """What the sources do not tell, and what the reader must not take from the answer."""
    answer = shares.answer
    found = []
    for aside in answer.beside:
        if aside.standing.status is Status.NOT_THEN and "starts" in aside.standing.reason:
            label = knowledge.label(aside.relation.claim)
            target = knowledge.label(aside.relation.target)
            found.append(
                f"{label}: {aside.standing.reason}. What stood in its place at {target} on {scenario.as_of}"
                " the sources do not say."
            )
    untold = sorted(
        {
            f"{knowledge.label(hop.relation.claim)} ({hop.standing.reason})"
            for chain in answer.chains
            for hop in chain.hops
            if hop.standing.status is Status.POSSIBLE
        }
    )
    if untold:
        found.append(f"Whether these held on {scenario.as_of} the sources do not say: {'; '.join(untold)}.")
    found += ring_notes(knowledge, shares)
    if shares.is_wide:
        found.append("Some bounds are sure to contain the true share, and may be wider than they need to be.")
    return sorted(dict.fromkeys(found))


def ownership_text(payload: Payload) -> str:
    """The answer as a person reads it: holders, chains, what stands beside, notes, sources."""
    footnotes = Footnotes()
    upward = payload["command"] == "owners"
    entity = payload["entity"]["label"]
    lines = [
        safe(f"{'Owners of' if upward else 'Holdings of'} {entity} on {payload['asOf']}"),
        dateline(payload),
        *marks(payload),
        "",
    ]
    if payload["trailEnd"]:
        lines += [safe(f"None: {payload['trailEnd'].removesuffix('.')}."), ""]
    for holding in payload["holdings"]:
        lines.append(holding_line(holding, upward))
    lines += [""] if payload["holdings"] else []
    lines += whole_lines(payload["wholes"])
    for number, chain in enumerate(payload["chains"], 1):
        lines += chain_lines(chain, f"Chain {number} of {len(payload['chains'])}", footnotes)
    lines += widely_lines(payload["widelyHeld"], footnotes)
    lines += beside_lines(payload["beside"], footnotes)
    if payload["notes"]:
        lines += ["What the sources do not tell", *(safe(f"  - {note}") for note in payload["notes"]), ""]
    if payload["clipped"]:
        lines += ["The search was clipped at its budget of chains: there may be more.", ""]
    return "\n".join(lines + footnotes.lines())


def holding_line(holding: Payload, upward: bool) -> str:
    """One holder in a line."""
    other = holding["owner" if upward else "owned"]
    share = holding["share"]
    said = "no share: a link or right" if share is None else share["text"]
    said = "share not stated" if said == "not stated" else said
    hops = "direct" if holding["direct"] else f"through {holding['hops'] - 1} other{'s' if holding['hops'] > 2 else ''}"
    possible = " · only possibly in force" if holding["status"] == Status.POSSIBLE.value else ""
    along = holding["alongChains"]
    if along:
        alone = UNSTATED if along["text"] == "not stated" else along["text"]
        said += f" (by its chains alone {alone}: a ring makes the difference)"
    by = " and ".join(spaced(kind) for kind in holding["kinds"])
    return safe(f"  {other['label']}: {said} · by {by}, {hops} · weakest evidence: {holding['weakest']}{possible}")


def chain_lines(chain: Payload, title: str, footnotes: Footnotes) -> list[str]:
    """One chain hop by hop, with its evidence."""
    share = chain["share"]
    through = (
        "no share computed: a hop is a link or right" if share is None else f"share through the chain: {share['text']}"
    )
    lines = [safe(f"{title}, from {chain['from']['label']} ({through})")]
    for number, hop in enumerate(chain["hops"], 1):
        lines += hop_lines(hop, number, footnotes)
    weakest = chain["weakestHop"]
    weak = chain["hops"][weakest - 1]["claim"]["axes"] if weakest else ""
    ends = "The trail ends here" if chain["endKind"] == TRAIL_ENDS else "The trail ends"
    return [*lines, safe(f"  Weakest hop: {weakest} ({weak}). {ends}: {chain['end'].removesuffix('.')}."), ""]


def beside_lines(beside: list[Payload], footnotes: Footnotes) -> list[str]:
    """What stands beside the answer, and what would count it."""
    if not beside:
        return []
    lines = ["Beside the answer, not counted"]
    for entry in beside:
        claim = entry["claim"]
        lines.append(safe(f"  - {entry['source']['label']} {entry['verb']} {entry['target']['label']}"))
        counted = f"; counted with --include {','.join(claim['needs'])}" if claim["needs"] else ""
        said = (claim["label"], entry["shareText"], claim["axes"])
        lines.append(safe("    " + " · ".join(part for part in said if part)))
        lines.append(safe(f"    {dates_text(claim)} · {claim['status']}: {claim['reason']}{counted}"))
        lines.append(f"    {footnotes.cite(claim['accounts'])}")
    return [*lines, ""]


def ownership_rows(payload: Payload) -> list[tuple[str, ...]]:
    """One CSV row a holder, in the columns `CSV_COLUMNS`."""
    rows = []
    for holding in payload["holdings"]:
        share = holding["share"] or {"low": "", "high": "", "lowOpen": "", "highOpen": ""}
        ends = [text for end in ("owner", "owned") for text in (holding[end]["id"], holding[end]["label"])]
        flags = [str(share[key]).lower() for key in ("lowOpen", "highOpen")]
        rows.append(
            (*ends, share["low"], share["high"] or "", *flags, str(holding["direct"]).lower(), str(holding["hops"]),
             str(holding["chains"]), "|".join(holding["kinds"]), holding["certainty"] or "", holding["status"])
        )  # fmt: skip
    return rows
