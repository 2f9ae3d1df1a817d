"""Claims as entries of a document: the safe sentence, what it does not say, where accounts differ, and who says so."""

from regraph.model.scenario import Status
from regraph.present.document.parts import Inline, Item, Line, Points, Sources
from regraph.present.dossier import details, parties_text
from regraph.wording.disputes import PROPERTIES
from regraph.wording.evidence import Payload
from regraph.wording.words import spaced


def claim_item(claim: Payload, about: str, sources: Sources) -> Item:
    """One claim.

    Args:
        about: IRI of the thing that the document is about: it is not named again.
    """
    said = claim["sentence"] or claim["label"]
    told = f"{said} {spaced(claim['kind'] or '')}"
    standing = {"status": Status.COUNTED.value, "reason": ""} | claim
    below: list[Line] = [(text,) for text in (details(standing, told), parties_text(claim, about, told)) if text]
    marks = sources.cite(claim["accounts"])
    below += [difference_line(difference, claim["accounts"], sources) for difference in claim["differences"]]
    return Item((said, *marks), tuple(below))


def difference_line(difference: Payload, accounts: list[Payload], sources: Sources) -> Line:
    """What accounts say differently, and whose value is used."""
    by_id = {account["id"]: account for account in accounts}
    told: dict[str, list[Payload]] = {}
    for said in difference["said"]:
        told.setdefault(said["text"], []).append(by_id[said["account"]])
    what = PROPERTIES.get(difference["property"], spaced(difference["property"]))
    parts: list[Inline] = [f"Accounts differ on {what}:"]
    for number, (text, voices) in enumerate(told.items()):
        parts += [f"; {text}" if number else text, *sources.cite(voices)]
    used = by_id[difference["used"]]
    return (*parts, "; used here is", *sources.cite([used]), f": {difference['rule']}.")


def claims_points(claims: list[Payload], about: str, sources: Sources) -> Points:
    """Several claims as a list."""
    return Points(tuple(claim_item(claim, about, sources) for claim in claims))
