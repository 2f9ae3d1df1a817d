"""The answer of `compare` as a dictionary: two things, property by property, each value with who gives it.

The text and the rows are made from this dictionary. What is proposed, alleged or ended stands in its safe sentence.
"""

import datetime as dt
from dataclasses import dataclass

from regraph.analysis.comparing.comparison import Entry, Match, Row
from regraph.analysis.comparing.sections import SECTIONS, family_of, kind_of
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Scenario
from regraph.model.things import Claim
from regraph.names import local
from regraph.present.dossier import standing_of
from regraph.store.resolution import GROUPS
from regraph.wording.changes import NOT_STATED, group_text, group_word
from regraph.wording.evidence import Payload, account_payload, claim_payload, head, thing_payload
from regraph.wording.nouns import an
from regraph.wording.words import role, spaced

FIELDS = {"kind": "kind", "jurisdiction": "country", "otherNames": "also written", "unknownBecause": "why unnamed",
          "count": "how many it stands for"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """What was compared.

    Args:
        a, b: IRIs of two things or claims.
    """

    knowledge: Knowledge
    scenario: Scenario
    known_by: dt.date | None
    a: str
    b: str


def comparison_payload(asked: Asked, rows: tuple[Row, ...]) -> Payload:
    """The answer of `compare`, whole."""
    knowledge = asked.knowledge
    return {
        **head(knowledge, "compare", asked.scenario.as_of, asked.known_by),
        "include": sorted(asked.scenario.include),
        "exclude": list(asked.scenario.left_out),
        "a": thing_payload(knowledge, asked.a),
        "b": thing_payload(knowledge, asked.b),
        "kinds": kinds_text(knowledge, asked.a, asked.b),
        "counts": {match.value: sum(1 for row in rows if row.match is match) for match in Match},
        "rows": [row_payload(asked, row) for row in rows],
    }


def kinds_text(knowledge: Knowledge, a: str, b: str) -> str:
    """What kinds the two are, and what that means for a comparison."""
    kinds = [spaced(kind_of(knowledge, iri)) or "described thing" for iri in (a, b)]
    if kinds[0] == kinds[1]:
        return f"Each is {an(kinds[0])}."
    said = f"A is {an(kinds[0])}, B {an(kinds[1])}"
    if family_of(knowledge, a) == family_of(knowledge, b):
        return f"{said}."
    return (
        f"{said}: what only one of these kinds can have is not compared, and is not said to be missing from the other."
    )


def row_payload(asked: Asked, row: Row) -> Payload:
    """One property of both sides."""
    return {
        "section": row.section,
        "property": row.property,
        "label": label_of(asked.knowledge, row),
        "match": row.match.value,
        "a": [cell_payload(asked, row, entry) for entry in row.a],
        "b": [cell_payload(asked, row, entry) for entry in row.b],
        "notSaid": [] if row.a and row.b else not_said(asked, row),
    }


def not_said(asked: Asked, row: Row) -> list[Payload]:
    """What voices say is not there, not disclosed or undecided of the side that has nothing."""
    knowledge, iri = asked.knowledge, asked.b if row.a else asked.a
    names = (row.property.split(" ")[0], *GROUPS.get(row.property, ()))
    found = []
    for node in knowledge.mentions.get(iri, ()):
        claim = knowledge.claims[node]
        terms = {local(term) for term in claim.iris("absentTerm")}
        fits = any(name in terms or any(knowledge.is_a(name, term) for term in terms) for name in names)
        if claim.kind == "Absence" and iri in claim.iris("isAbout") and fits:
            found.append(claim_payload(knowledge, claim, standing_of(knowledge, claim, asked.scenario)))
    return found


def label_of(knowledge: Knowledge, row: Row) -> str:
    """What people call a property, a kind of claim with the part that the thing has in it, or what is disputed."""
    if row.section == "register":
        return FIELDS.get(row.property, row.property)
    if row.section == "itself":
        node = (row.a or row.b)[0].node
        return group_word(knowledge.claims[node], row.property)
    if row.section == "between":
        return knowledge.label(row.a[0].node)
    if row.section == "disputes":
        return f"on the {GROUP_NAMES.get(row.property) or spaced(row.property)}"
    kind, *roles = row.property.split(" ")
    parts = ", ".join(dict.fromkeys(ENDS.get(name) or role(name) for name in roles))
    return f"{spaced(kind)}{f', as {parts}' if parts and row.section in PARTS else ''}"


ENDS = {"isRoleAt": "body", "isRoleOf": "person"}
PRICES = ("exercisePrice", "unitPrice")
PARTS = ("holdings", "owners", "money", "sales", "deals", "ties", "other")
GROUP_NAMES = {group: group for group in GROUPS}


def cell_payload(asked: Asked, row: Row, entry: Entry) -> Payload:
    """One value of one side."""
    knowledge = asked.knowledge
    claim = knowledge.claims[entry.node] if entry.node else None
    whole = claim is not None and row.section in (*SECTIONS, "between")
    return {
        "text": text_of(asked, row, entry),
        "used": entry.is_used,
        "claim": claim_payload(knowledge, claim, standing_of(knowledge, claim, asked.scenario))
        if claim is not None and whole
        else None,
        "accounts": [account_payload(knowledge, claim, account) for account in entry.accounts] if claim else [],
    }


def text_of(asked: Asked, row: Row, entry: Entry) -> str:
    """One value in words."""
    knowledge = asked.knowledge
    if not entry.node:
        return register_text(knowledge, row.property, entry.key)
    claim = knowledge.claims[entry.node]
    if row.section == "disputes":
        return f"{knowledge.label(entry.node)}: {entry.key}"
    if row.section == "between":
        return "; ".join(role(name) for name in entry.key.split(" "))
    if row.section != "itself":
        standing = standing_of(knowledge, claim, asked.scenario)
        return claim_payload(knowledge, claim, standing)["sentence"] or claim.label
    said = next(s for s in claim.statements if s.account in entry.accounts)
    alone = Claim(claim.node, said.kind or claim.kind, claim.label, said.values, (said.account,))
    return own_text(knowledge, alone, row.property)


def own_text(knowledge: Knowledge, said: Claim, group: str) -> str:
    """What one account says of a group of properties; a price carries its currency, a currency stands for no amount."""
    currency = said.one("currency")
    if group in PRICES and currency:
        return f"{currency} {group_text(knowledge, said, group)}"
    text = group_text(knowledge, said, group)
    return f"no amount; in {currency}" if group == "measure" and text == NOT_STATED and currency else text


def register_text(knowledge: Knowledge, name: str, value: str) -> str:
    """A field of the register in words."""
    if name == "kind":
        return knowledge.word(value) if value else "described thing"
    return knowledge.label(value) if name == "jurisdiction" else value
