"""The summary of exposures as lines and as CSV rows: the channels side by side, what is in force apart from all else.

No cell adds channels up; a cell counts claims of one channel, or gives the one amount or share that it stands for.
"""

import textwrap
from collections.abc import Iterable
from decimal import Decimal

from regraph.wording.evidence import Payload
from regraph.wording.words import safe, spaced

CSV_COLUMNS = (
    "rank", "entity", "entity_label", "actor", "actor_label", "channel", "column", "marks", "included", "direct",
    "source", "source_label", "target", "target_label", "share_low", "share_high", "low_open", "high_open",
    "amount_at_least", "amount_at_most", "currency", "certainty", "stage", "bindingness", "status", "through", "claim",
    "accounts",
)  # fmt: skip
MOST = 6
WIDTH = 100
INCLUDED = "counted with --include"


def summary_lines(payload: Payload) -> list[str]:
    """One short paragraph an exposure, numbered where they are ranked."""
    ranked = payload["entity"] is None
    lines = []
    claims = {claim["id"]: claim for claim in payload["claims"]}
    for number, exposure in enumerate(payload["exposures"], 1):
        lines += entry_lines(payload, exposure, claims, number if ranked and not payload["between"] else 0)
    if ranked:
        lines += ["", *wrapped("Ranked by, one after the other: " + "; ".join(payload["order"]) + ".", "")]
    return [*lines, ""]


def entry_lines(payload: Payload, exposure: Payload, claims: dict[str, Payload], number: int) -> list[str]:
    """One exposure: who, control and shares, and a line for each column in which it has claims."""
    names = [] if payload["entity"] else [exposure["entity"]["label"]]
    many = len(payload["to"]) != 1
    names += [exposure["actor"]["label"]] if many or payload["entity"] else []
    lines = [safe(f"  {f'{number}. ' if number else ''}{' ← '.join(names)}")]
    head = [f"control {word} ({', '.join(names)})" for word, names in verdicts(exposure).items()]
    head += [owning(held) for held in exposure["shares"] if not set(held["marks"]) - {"possible"}]
    lines += wrapped("; ".join(head)) if head else []
    for column in dict.fromkeys(map(place, exposure["lines"])):
        found = [line for line in exposure["lines"] if place(line) == column]
        cells = list(dict.fromkeys(cell(line, claims[line["claim"]]) for line in found))
        more = f"; and {len(cells) - MOST} more" if len(cells) > MOST else ""
        lines += wrapped(f"{column}: {'; '.join(cells[:MOST])}{more}")
    return lines


def place(line: Payload) -> str:
    """Where a line stands: its column, or apart where it counts only since it is included."""
    return INCLUDED if line["included"] and line["column"] == "in force" else str(line["column"])


def verdicts(exposure: Payload) -> dict[str, list[str]]:
    """Each verdict on control that says something -> the doctrines that come to it."""
    found: dict[str, list[str]] = {}
    for control in exposure["control"]:
        if control["verdict"] != "not known":
            found.setdefault(control["verdict"], []).append(control["doctrine"].replace("-", " "))
    return found


def owning(held: Payload) -> str:
    """An integrated share as it stands in a summary."""
    return f"{'' if is_unstated(held['share']) else 'share '}{held_words(held)}"


def wrapped(text: str, indent: str = "     ") -> list[str]:
    """A text in lines of a hundred characters, each indented."""
    return textwrap.wrap(safe(text), WIDTH, initial_indent=indent, subsequent_indent=indent + "  ")


def held_words(held: Payload) -> str:
    """An integrated share in few words."""
    share = held["share"]
    return "a share whose size is not stated" if is_unstated(share) else str(share["text"])


def is_unstated(share: Payload) -> bool:
    """True for a share of which no bound is stated."""
    return Decimal(share["low"]) == 0 and share["high"] is not None and Decimal(share["high"]) == 1


def share_words(line: Payload) -> str:
    """The share of a line, and what it is stated together with; that none is stated is said for what has one."""
    if line["share"] is None:
        return ""
    together = [entry["label"] for entry in line["togetherWith"]]
    stated = f"; {line['statedShare']} together with {' and '.join(together)}" if together else ""
    return ("share not stated" if is_unstated(line["share"]) else str(line["share"]["text"])) + stated


def cell(line: Payload, claim: Payload) -> str:
    """One claim in few words: the channel, and its amount, share or link."""
    share = share_words(line)
    text = claim["amount"] or share.removeprefix("share not stated") or (line["link"] or "").replace("-", " ")
    kind = spaced(claim["kind"]) if line["channel"] in ("contingent", "deals", "financing") and claim["kind"] else ""
    also = [mark for mark in line["marks"] if mark != line["column"]]
    said = " ".join(filter(None, (kind or spaced(line["channel"]), text)))
    said += f" {'of' if share else 'at'} {line['target']['label']}" if line["carried"]["steps"] else ""
    said += f" (part of {line['partOf'][0]['label']})" if line["partOf"] else ""
    said += " (included, not in force)" if line["included"] and place(line) != INCLUDED else ""
    return f"{said} (also {', '.join(also)})" if also else said


def exposure_rows(payload: Payload) -> list[tuple[str, ...]]:
    """One CSV row a claim, and one for each integrated share, in the columns `CSV_COLUMNS`."""
    claims = {claim["id"]: claim for claim in payload["claims"]}
    rows: list[tuple[str, ...]] = []
    for rank, exposure in enumerate(payload["exposures"], 1):
        ends = [text for end in ("entity", "actor") for text in (exposure[end]["id"], exposure[end]["label"])]
        rows += [(str(rank), *ends, *held_row(exposure, held)) for held in exposure["shares"]]
        rows += [(str(rank), *ends, *line_row(line, claims[line["claim"]])) for line in exposure["lines"]]
    return rows


def held_row(exposure: Payload, held: Payload) -> tuple[str, ...]:
    """The cells of an integrated share."""
    entity, holder = exposure["entity"], held["holder"]
    steps = held["way"]["steps"]
    return (
        "integrated-share", held["column"], "|".join(held["marks"]), "", str(not steps).lower(), holder["id"],
        holder["label"], entity["id"], entity["label"], *share_cells(held["share"]), *[""] * 7, held["way"]["text"],
        "", "",
    )  # fmt: skip


def line_row(line: Payload, claim: Payload) -> tuple[str, ...]:
    """The cells of one claim."""
    through = [way["text"] for way in (*line["ways"], line["carried"]) if way["steps"]]
    amounts = [first(claim, name) for name in ("amountAtLeast", "amountAtMost", "currency")]
    ends = [text for end in ("source", "target") for text in (line[end]["id"], line[end]["label"])]
    axes = [claim[name] or "" for name in ("certainty", "stage", "bindingness")]
    return (
        line["channel"], line["column"], "|".join(line["marks"]), str(line["included"]).lower(),
        str(line["direct"]).lower(), *ends,
        *share_cells(line["share"]), *amounts, *axes, claim["status"], " | ".join(through), claim["id"],
        "|".join(account["id"] for account in claim["accounts"]),
    )  # fmt: skip


def share_cells(share: Payload | None) -> Iterable[str]:
    """The four cells of a share."""
    if share is None:
        return [""] * 4
    return [share["low"], share["high"] or "", str(share["lowOpen"]).lower(), str(share["highOpen"]).lower()]


def first(claim: Payload, name: str) -> str:
    """The value of a property of a claim; "" where it has none."""
    return str(next(iter(claim["values"].get(name, ())), ""))
