"""Agreements on offtake and supply as a person reads them: each leads with its sentence; its end and gaps follow."""

from regraph.analysis.supply.agreements import Nature, Phase
from regraph.present.supply.margin import wrapped
from regraph.present.supply.offtake import role_text
from regraph.wording.evidence import Payload
from regraph.wording.hops import dateline
from regraph.wording.nouns import listed
from regraph.wording.numbered import Footnotes
from regraph.wording.words import safe

TITLES = {
    Nature.OFFTAKE: "Offtake",
    Nature.DIRECTION: "Rights to direct output to buyers: no purchase, no offtake",
    Nature.SUPPLY: "Supply",
    Nature.PROGRAMME: "Supply to programmes: no offtake",
}
SAYS = {"yes": "certainly", "possibly": "possibly"}


def offtake_text(payload: Payload) -> str:
    """The whole answer."""
    footnotes = Footnotes()
    lines = [safe(f"Offtake and supply{asked_words(payload)}"), f"on {payload['asOf']}; {dateline(payload)}", ""]
    for nature in Nature:
        for phase in Phase:
            found = [a for a in payload["agreements"] if (a["nature"], a["phase"]) == (nature.value, phase.value)]
            lines += [f"{TITLES[nature]} · {phase.value}"] if found else []
            lines += [line for each in found for line in agreement_lines(each, payload, footnotes)]
            lines += [""] if found else []
    lines += empty_lines(payload)
    if payload["absences"]:
        lines.append("What the sources say is not there or not told")
        lines += [line for claim in payload["absences"] for line in said_lines("  - ", claim, footnotes)]
        lines.append("")
    return "\n".join(wrapped(lines + footnotes.lines()))


def asked_words(payload: Payload) -> str:
    """What was asked for, to follow the title."""
    parts = [f" of {payload['entity']['label']}"] if payload["entity"] else []
    parts += [f" of {payload['commodity']['label']}"] if payload["commodity"] else []
    parts += [f" to {payload['buyer']['label']}"] if payload["buyer"] else []
    parts += [f", ending by {payload['until']} by some account"] if payload["until"] else []
    return "".join(parts)


def empty_lines(payload: Payload) -> list[str]:
    """What is said where no agreement answers, with what the sources do name."""
    if payload["agreements"]:
        return []
    lines = [f"None: the sources name no agreement on offtake or supply{asked_words(payload)}."]
    if payload["otherwise"]:
        lines.append(
            f"Without what narrows the question: {listed([thing['label'] for thing in payload['otherwise']])}."
        )
    if payload["named"]:
        lines.append(f"They name such agreements of: {names(payload['named'])}.")
    return [*map(safe, lines), ""]


def names(things: list[Payload]) -> str:
    """Some things by their labels."""
    return listed([thing["label"] for thing in things])


def agreement_lines(agreement: Payload, payload: Payload, footnotes: Footnotes) -> list[str]:
    """One agreement: sentence, axes, how the thing asked about stands in it, parties, end, changes, gaps."""
    claim = agreement["claim"]
    lines = [f"  - {claim['sentence'] or claim['label']}"]
    lines.append("    " + " · ".join(part for part in (claim["label"], claim["axes"], status_words(claim)) if part))
    lines += [f"    {payload['entity']['label']} stands in it as: {role_text(i)}" for i in agreement["involved"]]
    lines += [f"    {line}" for line in (*party_lines(agreement), *end_lines(agreement, payload, footnotes))]
    lines = [safe(line) for line in lines]
    for title, name in BESIDE:
        for each in agreement[name]:
            open_change = name == "changes" and each["status"] not in ("counted", "possibly in force")
            lines += said_lines(f"    {'change not in force' if open_change else title}: ", each, footnotes)
    return [*lines, f"    {footnotes.cite(claim['accounts'])}"]


BESIDE = (
    ("terms changed", "changes"), ("term", "terms"), ("due or done", "milestones"), ("condition", "conditions"),
    ("said to be missing", "absences"),
)  # fmt: skip


def said_lines(lead: str, claim: Payload, footnotes: Footnotes) -> list[str]:
    """A claim in its sentence, what the curator noted on its wording, and who says so."""
    note = f" Note: {claim['note']}" if claim["note"] and claim["kind"] == "Amendment" else ""
    return [safe(f"{lead}{claim['sentence'] or claim['label']}{note}") + f" {footnotes.cite(claim['accounts'])}"]


def status_words(claim: Payload) -> str:
    """How a claim stands where it is not simply counted."""
    return "" if claim["status"] == "counted" else f"{claim['status']}: {claim['reason']}"


def party_lines(agreement: Payload) -> list[str]:
    """Parties that the sources do not name, those that they leave out, and programmes that do not run yet."""
    lines = []
    for name, word in (("sellers", "seller"), ("buyers", "buyer"), ("directors", "holder of the right")):
        for party in agreement[name]:
            lines += party_notes(word, party)
    for name, word in (("sellers", "seller or supplier"), ("buyers", "buyer"), ("commodities", "commodity")):
        lines += [] if agreement[name] else [f"{word}: not stated"]
    return lines


def party_notes(word: str, party: Payload) -> list[str]:
    """What must be known of one party before its name is used."""
    lines = []
    if party["unknownBecause"]:
        count = f"; {party['count']} of them counted" if party["count"] is not None else ""
        lines.append(f"{word} not named: {party['unknownBecause']}{count}")
    if party["stage"] and party["stage"] != "in-force" and party["kind"] != "UnknownParty":
        lines.append(f"{party['label']} itself: {party['stage'].replace('-', ' ')}, not reported as in force")
    return lines


def end_lines(agreement: Payload, payload: Payload, footnotes: Footnotes) -> list[str]:
    """When it ends, from when its parties are free of it, and where accounts differ on that."""
    accounts = [told["account"] for told in agreement["endsTold"]]
    if not accounts:
        return ["end: not stated"]
    lines = []
    if agreement["endsByUntil"]:
        lines.append(f"ends by {payload['until']}: {SAYS[agreement['endsByUntil']]}")
    if agreement["end"]:
        would = "would end" if agreement["phase"] == Phase.NOT_YET.value else "ends"
        ended = f"ended {agreement['end']['text']}" if agreement["phase"] == Phase.ENDED.value else ""
        free = f"; free to contract from {agreement['freeFrom']['text']}" if agreement["freeFrom"] else ""
        lines.append(ended or f"{would} {agreement['end']['text']}{free}")
    if differing(agreement["endsTold"]):
        lines.append(
            f"accounts differ on the end: {'; '.join(told_words(t, footnotes) for t in agreement['endsTold'])}"
        )
    return lines


def differing(told: list[Payload]) -> bool:
    """True where accounts give other days, or another stage."""
    return len({(t["end"]["text"], t["stage"]) for t in told}) > 1


def told_words(told: Payload, footnotes: Footnotes) -> str:
    """What one account says of the end."""
    stage = "closed / in force" if told["stage"] == "in-force" else (told["stage"] or "stage not stated")
    number = footnotes.cite([{**told["account"], "passages": []}])
    return f"{told['end']['text']}, {stage.replace('-', ' ')}, so free from {told['freeFrom']['text']} {number}"
