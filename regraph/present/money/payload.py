"""The answer about money as a dictionary, from which text and rows are made."""

import datetime as dt
from collections.abc import Iterable

from regraph.analysis.money.amounts import Amount, Cell, Sum
from regraph.analysis.money.answer import Finance, LeftOut, Line, Question, Sums
from regraph.analysis.money.deals import ASSETS, FUNDERS, PROGRAMMES, RECIPIENTS, parties
from regraph.analysis.money.grouping import Group
from regraph.analysis.money.totals import Total
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Scenario
from regraph.model.things import Claim
from regraph.present.dossier import standing_of
from regraph.present.money.words import (
    amount_text,
    cell_text,
    difference_text,
    group_text,
    made_text,
    reason_text,
    sum_text,
)
from regraph.wording.evidence import Payload, claim_payload, head, number, thing_payload, value_payload, when_payload

PARTIES = {"funders": FUNDERS, "recipients": RECIPIENTS, "concerns": ASSETS, "programmes": PROGRAMMES}


def finance_payload(knowledge: Knowledge, found: Finance, scenario: Scenario, known_by: dt.date | None) -> Payload:
    """The answer of `finance`, whole."""
    question = found.question
    told = [line.claim.node for line in found.lines] + [total.whole.node for total in found.totals]
    rest = [absence for absence in found.absences if not set(absence.iris("isAbout")).intersection(told)]
    return {
        **head(knowledge, "finance", scenario.as_of, known_by),
        "include": sorted(scenario.include),
        "exclude": list(scenario.left_out),
        "entity": thing_payload(knowledge, question.entity) if question.entity else None,
        "by": list(question.by),
        "across": list(question.across),
        "made": when_payload(question.window),
        "sums": sums_payload(found.sums, question),
        "groups": [group_payload(knowledge, groups, sums, question) for groups, sums in found.groups],
        "deals": [line_payload(knowledge, scenario, line, found) for line in found.lines],
        "totals": [total_payload(knowledge, scenario, total, found) for total in found.totals],
        "figures": [claim_payload(knowledge, figure) for figure in found.figures],
        "absences": [claim_payload(knowledge, absence) for absence in rest],
        "leftOut": [left_payload(knowledge, left) for left in found.left_out],
        "nearest": [thing_payload(knowledge, iri) for iri in found.nearest],
    }


def sums_payload(sums: Sums, question: Question) -> list[Payload]:
    """Sums, one a cell."""
    return [sum_payload(cell, total, question) for cell, total in sums]


def sum_payload(cell: Cell, total: Sum, question: Question) -> Payload:
    """One sum: what it is of, its interval, and what it is made of."""
    stated = bool(total.deals)
    return {
        "currency": cell.currency or None,
        "stage": cell.stage or None,
        "bindingness": cell.bindingness or None,
        "onCall": cell.on_call,
        "of": cell_text(cell, question.across),
        "low": number(total.low) if stated else None,
        "high": number(total.high) if stated else None,
        "about": total.about,
        "deals": total.deals,
        "possible": total.possible,
        "unstated": total.unstated,
        "refinancing": total.refinancing,
        "text": sum_text(cell, total),
    }


def group_payload(knowledge: Knowledge, groups: tuple[Group, ...], sums: Sums, question: Question) -> Payload:
    """One group of `--by`, and its sums."""
    return {"keys": keys_payload(knowledge, groups, question), "sums": sums_payload(sums, question)}


def keys_payload(knowledge: Knowledge, groups: tuple[Group, ...], question: Question) -> list[Payload]:
    """Whom or what a group is of, one entry a word of `--by`."""
    return [
        {
            "by": word,
            "values": [value_payload(knowledge, value) for value in group],
            "label": group_text(knowledge, word, group),
        }
        for word, group in zip(question.by, groups, strict=True)
    ]


def amount_payload(amount: Amount | None) -> Payload | None:
    """An amount; None where none is stated."""
    if amount is None:
        return None
    return {
        "currency": amount.currency or None,
        "low": number(amount.low),
        "high": number(amount.high),
        "about": amount.about,
        "text": amount_text(amount),
    }


def line_payload(knowledge: Knowledge, scenario: Scenario, line: Line, found: Finance) -> Payload:
    """One deal that is counted."""
    claim = line.claim
    return {
        "claim": claim_payload(knowledge, claim, line.stand.standing),
        "amount": amount_payload(line.amount),
        "onCall": line.cell.on_call,
        "possible": line.possible or None,
        "made": {"when": when_payload(line.made.when), "firstReported": line.made.reported, "text": made_text(line)},
        "groups": keys_payload(knowledge, line.groups, found.question),
        **{name: things(knowledge, parties(knowledge, claim, roles)) for name, roles in PARTIES.items()},
        "refinances": things(knowledge, claim.iris("refinances")),
        "absences": about(knowledge, found, claim.node),
    }


def things(knowledge: Knowledge, iris: Iterable[str]) -> list[Payload]:
    """Things in short, in the order given."""
    return [thing_payload(knowledge, iri) for iri in iris]


def about(knowledge: Knowledge, found: Finance, node: str) -> list[Payload]:
    """What the sources say is missing of one deal."""
    return [claim_payload(knowledge, a) for a in found.absences if node in a.iris("isAbout")]


def total_payload(knowledge: Knowledge, scenario: Scenario, total: Total, found: Finance) -> Payload:
    """A stated total beside the sum of its parts."""
    currency = total.stated.currency if total.stated else ""
    low, high = total.difference or (None, None)
    return {
        "whole": standing_payload(knowledge, scenario, total.whole),
        "stated": amount_payload(total.stated),
        "parts": [
            {"claim": standing_payload(knowledge, scenario, part), "amount": amount_payload(amount)}
            for part, amount in total.parts
        ],
        "sum": amount_payload(total.sum),
        "difference": {
            "low": number(low),
            "high": number(high),
            "text": difference_text(total.difference, currency),
        }
        if total.stated and total.parts
        else None,
        "mixed": total.is_mixed,
        "counted": total.counted or None,
        "absences": about(knowledge, found, total.whole.node),
    }


def standing_payload(knowledge: Knowledge, scenario: Scenario, claim: Claim) -> Payload:
    """A claim, and how it stands on the day."""
    return claim_payload(knowledge, claim, standing_of(knowledge, claim, scenario))


def left_payload(knowledge: Knowledge, left: LeftOut) -> Payload:
    """One deal that is not in a sum, and why."""
    return {
        "claim": claim_payload(knowledge, left.claim, left.stand.standing),
        "kind": left.kind,
        "why": reason_text(knowledge, left),
        "others": things(knowledge, left.others),
    }
