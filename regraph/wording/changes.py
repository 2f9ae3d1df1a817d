"""How a value is said beside the value that it replaces: of a claim, and of an entry of the register or the sources.

What no source states is said so; nothing here compares.
"""

import datetime as dt
from decimal import Decimal

from regraph.model.dates import When
from regraph.model.knowledge import Knowledge
from regraph.model.share import plain
from regraph.model.things import Claim, Value
from regraph.names import BASE
from regraph.store.resolution import GROUPS
from regraph.wording.words import kind_word, quantity, role

NOT_STATED = "not stated"
DATES = ("start", "end", "date")
NAMES = {"holders": "holder", "held": "held", "kind": "kind", "label": "label", "share": "share"}

FIELDS = {
    "count": "how many it stands for",
    "is_party": "the voice is a party",
    "label": "name",
    "names": "other names",
    "sha256": "sha256 of the archived text",
    "archived_as": "name of the archived text",
    "unknown_because": "why it is not named",
}


def group_word(claim: Claim, group: str) -> str:
    """What people call a group of properties: `share`, `end`, `amount`, `buyer`.

    Example:
        >>> group_word(Claim("x", "Offtake", "x", {}, ()), "hasBuyer")
        'buyer'
    """
    if group == "measure":
        return "value" if any(name.startswith("value") for name in claim.values) else "amount"
    return group if group in DATES else NAMES.get(group) or role(group)


def group_text(knowledge: Knowledge, claim: Claim, group: str) -> str:
    """The value of a group that answers use, in words."""
    if group in ("kind", "label"):
        return claim.label if group == "label" else kind_word(knowledge, claim.kind)
    if group in DATES:
        return claim.when(group).text()
    if group == "share":
        return share_text(knowledge, claim)
    if group == "measure":
        return quantity(claim, "amount") or quantity(claim, "value") or NOT_STATED
    return plain_text(knowledge, claim, group) or NOT_STATED


def plain_text(knowledge: Knowledge, claim: Claim, group: str) -> str:
    """All values of a group, one after the other; "" where none is stated."""
    values = (value for name in GROUPS.get(group, (group,)) for value in claim.all(name))
    return ", ".join(sorted({value_text(knowledge, value) for value in values}, key=str.casefold))


def share_text(knowledge: Knowledge, claim: Claim) -> str:
    """A share with its basis, and with what it stands for beside."""
    votes = " of the votes" if claim.kind == "VotingRight" and not claim.share.is_unknown else ""
    partners = " and ".join(knowledge.label(partner) for partner in claim.iris("isShareTogetherWith"))
    basis = f" ({claim.one('shareBasis')})" if claim.one("shareBasis") else ""
    return f"{claim.share.text()}{votes}{f' together with {partners}' if partners else ''}{basis}"


def value_text(knowledge: Knowledge, value: Value) -> str:
    """One value as people read it.

    Example:
        >>> value_text(None, True), value_text(None, Decimal("1200.50"))  # type: ignore[arg-type]
        ('yes', '1,200.5')
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal | int):
        return plain(Decimal(value))
    if isinstance(value, dt.date):
        return value.isoformat()
    return knowledge.label(value) if value.startswith(BASE) else value


def field_text(knowledge: Knowledge, name: str, value: object) -> str:
    """The value of a field of a thing, source or account in words; "" where it has none.

    Example:
        >>> field_text(None, "names", ("Mawei", "Mawei Ltd"))  # type: ignore[arg-type]
        'Mawei; Mawei Ltd'
        >>> field_text(None, "identifiers", (("lei", "X1"),))  # type: ignore[arg-type]
        'lei X1'
    """
    if isinstance(value, tuple):
        return "; ".join(" ".join(part) if isinstance(part, tuple) else str(part) for part in value)
    if isinstance(value, When):
        return value.text()
    if name == "kind":
        return kind_word(knowledge, str(value))
    return value_text(knowledge, value) if isinstance(value, Value) else ""
