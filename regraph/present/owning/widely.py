"""What is said to be widely held, as a dictionary and text: each claim with who makes it, and if a trail ends by it."""

from regraph.analysis.endings import Widely
from regraph.model.knowledge import Knowledge
from regraph.wording.evidence import Payload, claim_payload, thing_payload
from regraph.wording.numbered import Footnotes
from regraph.wording.words import safe


def widely_payload(knowledge: Knowledge, thing: str, said: Widely) -> Payload:
    """One claim that a thing is widely held."""
    return {
        "thing": thing_payload(knowledge, thing),
        "ends": said.is_sure,
        "claim": claim_payload(knowledge, knowledge.claims[said.claim], said.standing),
    }


def widely_lines(widely: list[Payload], footnotes: Footnotes) -> list[str]:
    """Who says of which thing that it is widely held."""
    lines = ["Said to be widely held"] if widely else []
    for entry in widely:
        claim = entry["claim"]
        lines.append(safe(f"  - {entry['thing']['label']}: {claim['sentence'] or claim['label']}"))
        lines.append(safe(f"    {claim['axes']} · {claim['status']}{': ' if claim['reason'] else ''}{claim['reason']}"))
        lines.append(f"    {footnotes.cite(claim['accounts'])}")
    return [*lines, ""] if widely else []
