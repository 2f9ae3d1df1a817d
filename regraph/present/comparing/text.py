"""The answer of `compare` as a person reads it, in two columns, and as CSV rows; both are made from its dictionary."""

import textwrap
from itertools import zip_longest

from regraph.analysis.comparing.comparison import Match
from regraph.wording.evidence import Payload
from regraph.wording.hops import dateline
from regraph.wording.numbered import Footnotes
from regraph.wording.words import safe

WIDTH, COLUMN, BAR = 100, 48, " | "
MOST_BESIDE = 3  # values of a side that still stand in a column; more stand one side under the other
COLUMNS = ("section", "property", "label", "match", "side", "entity", "text", "used", "claim", "certainty", "stage",
           "bindingness", "status", "accounts")  # fmt: skip
TITLES = {
    "register": "In the register", "itself": "What accounts say of it", "owners": "Who owns or controls it",
    "holdings": "What it owns or controls", "money": "Money", "sales": "Sales and supply", "deals": "Other deals",
    "ties": "People, members and partners", "figures": "Figures", "proceedings": "Proceedings",
    "milestones": "Milestones", "conditions": "Conditions", "absences": "What the sources do not say",
    "assessments": "What voices make of it", "other": "Also mentioned in", "disputes": "What is disputed",
    "between": "Claims that name both",
}  # fmt: skip
SIGNS = {
    Match.EQUAL.value: "=", Match.DIFFERENT.value: "≠", Match.ONLY_A.value: "A", Match.ONLY_B.value: "B",
    Match.NOT_COMPARABLE.value: "~", Match.BOTH.value: "&",
}  # fmt: skip
LEGEND = "= equal · ≠ different · A only A · B only B · ~ of a kind that the other cannot have · & names both"


def comparison_text(payload: Payload) -> str:
    """The answer as a person reads it: a block a section, in it a line a property over two columns."""
    footnotes = Footnotes()
    lines = [safe(f"A: {payload['a']['label']} — B: {payload['b']['label']}")]
    lines += [f"on {payload['asOf']}; {dateline(payload)}", *textwrap.wrap(safe(payload["kinds"]), WIDTH), LEGEND, ""]
    for section, title in TITLES.items():
        rows = [row for row in payload["rows"] if row["section"] == section]
        lines += [title] if rows else []
        lines += [line for row in rows for line in row_lines(row, footnotes)]
        lines += [""] if rows else []
    if not told(payload):
        lines += ["The sources at hand say nothing of either by that date.", ""]
    return "\n".join(lines + footnotes.lines())


def told(payload: Payload) -> bool:
    """True where any account says anything of either side."""
    return any(row["section"] != "register" for row in payload["rows"])


def row_lines(row: Payload, footnotes: Footnotes) -> list[str]:
    """One property: its name and how the sides stand to each other, then both sides, or the one there is."""
    head = safe(f"{SIGNS[row['match']]} {row['label']}")
    if row["section"] == "assessments":
        return [f"{head}: {len(row['a'])} of A, {len(row['b'])} of B; each stands in --format json and csv"]
    if not row["a"] or not row["b"]:
        side = "a" if row["a"] else "b"
        lines = stacked(row[side], footnotes)
        none = missing(row, "b" if row["a"] else "a")
        return [f"{head} — {none}", *lines, *not_said_lines(row, footnotes)]
    if max(len(row["a"]), len(row["b"])) > MOST_BESIDE:
        sides = ((f"  {side.upper()}", row[side]) for side in ("a", "b"))
        return [head, *(line for name, cells in sides for line in (name, *stacked(cells, footnotes)))]
    left, right = ([line for cell in row[side] for line in cell_lines(cell, footnotes, COLUMN)] for side in ("a", "b"))
    return [head, *(f"{a:<{COLUMN}}{BAR}{b}".rstrip() for a, b in zip_longest(left, right, fillvalue=""))]


def stacked(cells: list[Payload], footnotes: Footnotes) -> list[str]:
    """Values in the whole width, one under the other."""
    return [line for cell in cells for line in cell_lines(cell, footnotes, WIDTH)]


def missing(row: Payload, side: str) -> str:
    """What is said of the side that has nothing: silence is called silence."""
    name = side.upper()
    if row["section"] == "disputes":
        return f"of {name} accounts do not differ in that"
    if row["match"] == Match.NOT_COMPARABLE.value:
        return f"{name} is of another kind"
    return f"nothing in the register of {name}" if row["section"] == "register" else f"of {name} no source states any"


def not_said_lines(row: Payload, footnotes: Footnotes) -> list[str]:
    """What voices say is missing of the side that has nothing."""
    side = "B" if row["a"] else "A"
    told = (f"{side}: {safe(a['sentence'] or a['label'])} {footnotes.cite(a['accounts'])}" for a in row["notSaid"])
    return [
        line for text in told for line in textwrap.wrap(text, WIDTH, initial_indent="  - ", subsequent_indent="    ")
    ]


def cell_lines(cell: Payload, footnotes: Footnotes, width: int) -> list[str]:
    """One value within its column, with who gives it."""
    unused = " (not used)" if not cell["used"] else ""
    marks = footnotes.cite(cell["accounts"])
    return textwrap.wrap(
        f"{safe(cell['text'])}{unused} {marks}".strip(), width,
        initial_indent="  - ", subsequent_indent="    ", break_on_hyphens=False,
    )  # fmt: skip


def comparison_rows(payload: Payload) -> list[tuple[str, ...]]:
    """One CSV row a value of a side, in the columns `COLUMNS`."""
    return [
        cell_row(row, side, payload[side]["id"], cell)
        for row in payload["rows"]
        for side in ("a", "b")
        for cell in row[side]
    ]


def cell_row(row: Payload, side: str, entity: str, cell: Payload) -> tuple[str, ...]:
    """One value as a row."""
    claim = cell["claim"] or {}
    axes = [claim.get(name) or "" for name in ("certainty", "stage", "bindingness", "status")]
    accounts = "|".join(account["id"] for account in cell["accounts"])
    named = (row["section"], row["property"], row["label"], row["match"], side.upper(), entity)
    return (*named, cell["text"], str(cell["used"]).lower(), claim.get("id") or "", *axes, accounts)
