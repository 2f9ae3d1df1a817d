"""Sums, stages and reasons of an answer about money in words. An interval is never said as one number."""

from decimal import Decimal

from regraph.analysis.money.amounts import Amount, Cell, Sum
from regraph.analysis.money.answer import LeftOut, Line
from regraph.analysis.money.grouping import Group
from regraph.model.knowledge import Knowledge
from regraph.model.share import plain
from regraph.names import BASE, local
from regraph.wording.nouns import counted, listed

SECTORS = {
    "government": "government bodies",
    "state-owned": "state-owned companies",
    "private": "companies and persons, as registered",
    "not-stated": "funder not stated, or of a kind that does not tell",
}
TOGETHER = {"agency": "jointly", "public": "jointly"}
TITLES = {
    "agency": "By who pays", "bindingness": "By bindingness", "certainty": "By certainty", "commodity": "By commodity",
    "country": "By country", "currency": "By currency", "instrument": "By instrument",
    "public": "By public and private", "recipient": "By who gets it", "stage": "By stage",
}  # fmt: skip
REASONS = {
    "parts": "counted by {its} parts, {others}",
    "within": "counted within {others}",
    "overlap": "not added: {others} share a part, and only the first of them is counted",
    "ring": "not added: {others} and this are each said to be part of the other",
    "superseded": "superseded by {others}",
    "would-supersede": "would supersede {others}, which is in force and is counted",
    "refinanced": "paid off by {others}",
    "amends": "not added: it changes the terms of {others}, and how much of the sum is new is not told",
    "period": "made outside the time asked about",
    "no-amount": "no sum is stated, so it is not taken for financing",
    "denied": "denied",
}


def interval_text(low: Decimal, high: Decimal | None, currency: str, about: bool) -> str:
    """A sum of money in words.

    Example:
        >>> interval_text(Decimal(0), Decimal(5000), "USD", False), interval_text(Decimal(1), None, "EUR", True)
        ('up to USD 5,000', 'at least about EUR 1')
    """
    unit = f"{currency} " if currency else ""
    near = f"about {unit}" if about else unit
    if high is None:
        return f"at least {near}{plain(low)}"
    if low == high:
        return f"{near}{plain(low)}"
    return f"up to {near}{plain(high)}" if not low else f"{near}{plain(low)} to {unit}{plain(high)}"


def amount_text(amount: Amount | None) -> str:
    """An amount in words."""
    if amount is None:
        return "no sum stated"
    unnamed = "" if amount.currency else " (currency not stated)"
    return interval_text(amount.low, amount.high, amount.currency, amount.about) + unnamed


def sum_text(cell: Cell, total: Sum) -> str:
    """A sum and what it is made of.

    Example:
        >>> sum_text(Cell("USD"), Sum(Decimal(5), Decimal(5), deals=1, unstated=2))
        'USD 5 · 1 deal, and 2 deals without a stated sum'
    """
    without = f"{counted(total.unstated, 'deals')} without a stated sum"
    if not total.deals:
        return without
    parts = [counted(total.deals, "deals")]
    parts += [f"{total.possible} of them only possible"] if total.possible else []
    parts += [f"{total.refinancing} to pay off earlier borrowing, so not all new money"] if total.refinancing else []
    parts += [f"and {without}"] if total.unstated else []
    said = interval_text(total.low, total.high, cell.currency, total.about)
    return f"{said}{'' if cell.currency else ' (currency not stated)'} · {', '.join(parts)}"


def cell_text(cell: Cell, across: tuple[str, ...]) -> str:
    """The stage and bindingness that a sum is of, and whether it is paid only if called on.

    Example:
        >>> cell_text(Cell("USD", "in-force", "not-stated"), ())
        'closed / in force · bindingness not stated'
    """
    parts = [] if "stage" in across else [stage_text(cell.stage)]
    parts += [] if "bindingness" in across else [binding_text(cell.bindingness)]
    parts += ["paid only if called on"] if cell.on_call else []
    return " · ".join(parts) or "all stages, binding or not"


def stage_text(stage: str) -> str:
    """A stage as a heading of sums; one that has ended since is not said to have stood at another."""
    if stage in ("expired", "lapsed", "terminated"):
        return f"since {stage}"
    return {"": "stage not stated", "in-force": "closed / in force"}.get(stage, stage.replace("-", " "))


def binding_text(binding: str) -> str:
    """A degree of bindingness as a heading of sums."""
    return "bindingness not stated" if binding in ("", "not-stated") else binding


def group_text(knowledge: Knowledge, word: str, group: Group) -> str:
    """Whom or what a group is of; several are one group together."""
    if not group:
        return f"{'funder' if word == 'agency' else word} not stated"
    if word == "stage":
        return stage_text(local(group[0]))
    if word == "bindingness":
        return binding_text(local(group[0]))
    labels = [SECTORS.get(v) or (knowledge.label(v) if v.startswith(BASE) else v) for v in group]
    return listed(labels) + (f" {TOGETHER.get(word, 'together')}" if len(labels) > 1 else "")


def reason_text(knowledge: Knowledge, left: LeftOut) -> str:
    """Why a deal is not in a sum."""
    others = listed([knowledge.label(iri) for iri in left.others]) if left.others else ""
    said = REASONS.get(left.kind, "").format(others=others, its="its")
    if left.kind in ("ended", "not-then", "excluded"):
        return left.why
    return f"{said}: {left.why}" if left.why and left.kind == "denied" else said


def made_text(line: Line) -> str:
    """When a deal was made, and whether that is only when it was first reported."""
    return f"{'first reported' if line.made.reported else 'made'} {line.made.when.text()}"


def difference_text(difference: tuple[Decimal | None, Decimal | None] | None, currency: str) -> str:
    """How a stated whole differs from what its parts come to.

    Example:
        >>> difference_text((Decimal(0), Decimal(0)), "USD"), difference_text((Decimal(-2), Decimal(-2)), "USD")
        ('its parts add up to it', 'USD 2 less than its parts')
        >>> difference_text((Decimal(1), Decimal(3)), "USD"), difference_text((Decimal(-1), Decimal(3)), "USD")
        ('USD 1 to 3 more than its parts', 'from USD 1 less to USD 3 more than its parts')
    """
    if difference is None:
        return "not comparable: a part states no sum, or is in another currency"
    low, high = difference
    if low is None or high is None:
        ends = ([f"at least {said(low, currency)}"] if low is not None else []) + (
            [f"at most {said(high, currency)}"] if high is not None else []
        )
        return f"{' and '.join(ends)} than its parts" if ends else "not comparable: bounds are missing"
    if low == high:
        return "its parts add up to it" if not low else f"{said(low, currency)} than its parts"
    if low >= 0:
        return f"{currency} {plain(low)} to {plain(high)} more than its parts"
    if high <= 0:
        return f"{currency} {plain(high.copy_negate())} to {plain(low.copy_negate())} less than its parts"
    return f"from {said(low, currency)} to {said(high, currency)} than its parts"


def said(number: Decimal, currency: str) -> str:
    """A difference of one size: more or less."""
    return f"{currency} {plain(number.copy_abs())} {'less' if number < 0 else 'more'}"
