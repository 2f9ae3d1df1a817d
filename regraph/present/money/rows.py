"""The answer about money as CSV rows: one a sum, group, deal, part of a total, figure and deal left out, with ids."""

from regraph.wording.evidence import Payload

COLUMNS = (
    "section", "id", "label", "kind", "group", "currency", "low", "high", "about", "deals", "possible", "without_sum",
    "stage", "bindingness", "certainty", "on_call", "funders", "recipients", "made_earliest", "made_latest",
    "first_reported", "of", "why", "accounts", "sentence",
)  # fmt: skip
Row = dict[str, str]


def finance_rows(payload: Payload) -> list[tuple[str, ...]]:
    """The rows, in the columns `COLUMNS`; what does not apply is empty."""
    rows = [sum_row("sum", entry) for entry in payload["sums"]]
    for group in payload["groups"]:
        label = " · ".join(key["label"] for key in group["keys"])
        rows += [{**sum_row("group", entry), "group": label} for entry in group["sums"]]
    rows += [deal_row(deal) for deal in payload["deals"]]
    for total in payload["totals"]:
        rows.append(total_row(total))
        rows += [part_row(total, part) for part in total["parts"]]
    rows += [{**claim_row("figure", figure), **figure_amount(figure)} for figure in payload["figures"]]
    rows += [{**claim_row("absence", absence)} for absence in payload["absences"]]
    rows += [{**claim_row("left out", entry["claim"]), "why": entry["why"]} for entry in payload["leftOut"]]
    return [tuple(row.get(column, "") for column in COLUMNS) for row in rows]


def sum_row(section: str, entry: Payload) -> Row:
    """One sum."""
    return {
        "section": section,
        "label": entry["of"],
        **amount_cells(entry if entry["deals"] else None),
        "currency": entry["currency"] or "",
        "deals": str(entry["deals"]),
        "possible": str(entry["possible"]),
        "without_sum": str(entry["unstated"]),
        "stage": entry["stage"] or "",
        "bindingness": entry["bindingness"] or "",
        "on_call": str(entry["onCall"]).lower(),
    }


def amount_cells(amount: Payload | None) -> Row:
    """The cells of an amount; empty where none is stated."""
    if amount is None:
        return {}
    bounds = {"low": amount["low"] or "", "high": amount["high"] or ""}
    return {**bounds, "currency": amount["currency"] or "", "about": str(amount["about"]).lower()}


def claim_row(section: str, claim: Payload) -> Row:
    """What every claim has."""
    return {
        "section": section,
        "id": claim["id"],
        "label": claim["label"],
        "kind": claim["kind"] or "",
        "stage": claim["stage"] or "",
        "bindingness": claim["bindingness"] or "",
        "certainty": claim["certainty"] or "",
        "accounts": "|".join(account["id"] for account in claim["accounts"]),
        "sentence": claim["sentence"] or "",
    }


def deal_row(deal: Payload) -> Row:
    """One deal that is counted."""
    when = deal["made"]["when"] or {"earliest": None, "latest": None}
    return {
        **claim_row("deal", deal["claim"]),
        **amount_cells(deal["amount"]),
        "group": " · ".join(key["label"] for key in deal["groups"]),
        "possible": str(deal["possible"] is not None).lower(),
        "on_call": str(deal["onCall"]).lower(),
        "funders": "|".join(thing["id"] for thing in deal["funders"]),
        "recipients": "|".join(thing["id"] for thing in deal["recipients"]),
        "made_earliest": when["earliest"] or "",
        "made_latest": when["latest"] or "",
        "first_reported": str(deal["made"]["firstReported"]).lower(),
        "why": deal["possible"] or "",
    }


def total_row(total: Payload) -> Row:
    """A stated total; why says how it differs from its parts."""
    why = total["difference"]["text"] if total["difference"] else ""
    return {**claim_row("total", total["whole"]), **amount_cells(total["stated"]), "why": why}


def part_row(total: Payload, part: Payload) -> Row:
    """A part of a total."""
    return {**claim_row("part", part["claim"]), **amount_cells(part["amount"]), "of": total["whole"]["id"]}


def figure_amount(figure: Payload) -> Row:
    """The value of a figure."""
    values = figure["values"]
    low, high = (str((values.get(name) or [""])[0]) for name in ("valueAtLeast", "valueAtMost"))
    return {"currency": str((values.get("currency") or [""])[0]), "low": low, "high": high}
