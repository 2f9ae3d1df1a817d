"""What accounts say where they differ, in words: the property in question, each value as people read it, the verdict.

It words what `regraph.analysis.dispute.conflicts` found; it compares nothing itself.
"""

import datetime as dt
from decimal import Decimal

from regraph.analysis.dispute.verdict import Conflict, Said
from regraph.model.knowledge import Knowledge
from regraph.model.share import plain
from regraph.model.things import Claim, Value, Values, bounded, share_of
from regraph.store.resolution import GROUPS
from regraph.wording.nouns import month_text
from regraph.wording.words import quantity, spaced

PROPERTIES = {
    "absenceKind": "in what way it is missing",
    "bindingness": "whether it binds",
    "certainty": "how sure it is",
    "conditionKind": "kind of condition",
    "date": "date",
    "end": "end",
    "exercisePrice": "exercise price",
    "figureKind": "what is measured",
    "held": "what it is a holding in",
    "holders": "who holds it",
    "isDone": "whether it has happened",
    "isMet": "whether it is met",
    "kind": "kind of thing",
    "linkKind": "kind of link",
    "measure": "amount",
    "realisation": "fact, plan or estimate",
    "share": "share",
    "stage": "stage",
    "start": "start",
    "sum": "sum",
    "wording": "wording",
}
DATES = ("start", "end", "date")


def property_words(knowledge: Knowledge, conflict: Conflict) -> str:
    """What the accounts differ on, as a noun."""
    if conflict.property in PROPERTIES:
        return PROPERTIES[conflict.property]
    word = knowledge.word(conflict.property)
    return spaced(word) if word == conflict.property else word.removeprefix("has ").removeprefix("is ")


def said_words(knowledge: Knowledge, conflict: Conflict, said: Said) -> str:
    """What one account says, as people read it; of a sum, which part of it."""
    text = value_words(knowledge, conflict.property, said)
    if said.part == "whole":
        return f"the whole: {text}"
    return f"{knowledge.label(said.node)}: {text}" if len(conflict.nodes) > 1 or said.part else text


def value_words(knowledge: Knowledge, group: str, said: Said) -> str:
    """The values of one account, with what they are a share of."""
    values, told = dict(said.values), told_by(knowledge, said)
    amount = set(values) & set(GROUPS["measure"])
    if amount or group == "share":
        text = measure_words(knowledge, said, values) if amount else share_of(values).text()
        basis = ", ".join(str(value) for name in ("base", "shareBasis") for value in told.get(name, ()))
        return f"{text} ({basis})" if basis else text
    if group in DATES:
        when = bounded(said.node, day(values, group + "Earliest"), day(values, group + "Latest"))
        return month_text(when) or when.text()
    text = ", ".join(value_word(knowledge, value) for _, some in said.values for value in some)
    share = share_of(told)
    return f"{share.text()} of {text}" if group == "held" and not share.is_unknown else text


def measure_words(knowledge: Knowledge, said: Said, values: Values) -> str:
    """An amount or value with its currency or unit."""
    kind = knowledge.claims[said.node].all("figureKind")
    claim = Claim(said.node, "", "", {**values, "figureKind": kind} if kind else values, ())
    return quantity(claim, "amount") or quantity(claim, "value") or "no amount"


def told_by(knowledge: Knowledge, said: Said) -> Values:
    """All that the account says of the claim."""
    return next(s.values for s in knowledge.claims[said.node].statements if s.account == said.account)


def day(values: Values, name: str) -> dt.date | None:
    """One date bound."""
    found = next(iter(values.get(name, ())), None)
    return found if isinstance(found, dt.date) else None


def value_word(knowledge: Knowledge, value: Value) -> str:
    """One value: a thing or concept by its label, a number as written, a truth as yes or no."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return plain(value)
    text = str(value)
    return knowledge.label(text) if text.startswith(("http://", "https://")) else text
