"""The answer about money as a person reads it: sums, groups, deals, stated totals, what is left out, sources.

What it says stands in the dictionary that it is given; lines are broken at a width that fits a page.
"""

import re
from collections.abc import Iterable
from textwrap import wrap

from regraph.present.money.words import TITLES
from regraph.wording.evidence import Payload
from regraph.wording.hops import dateline, difference_lines, unsaid
from regraph.wording.nouns import counted
from regraph.wording.numbered import Footnotes
from regraph.wording.words import safe, spaced

WIDTH = 100
JOINT = "\0"  # no safe text holds one
TOGETHER = re.compile(r"\b[A-Z]{3} (?=[0-9])|\[[0-9]+: ")
HOW = "Sums are kept apart by currency, stage and bindingness; no deal is added twice."
ACROSS = "Sums are kept apart by currency; they are added up across {} as asked; no deal is added twice."
SCOPE = (
    "Deals that {0} or a part of it pays, gets the money of, or is what they are for, and those under it as a"
    " programme; not those of what it owns, of its owners, or of bodies under it."
)


def finance_text(payload: Payload) -> str:
    """The answer as text."""
    footnotes = Footnotes()
    entity = payload["entity"]
    title = f"Financing that involves {entity['label']}" if entity else "Financing"
    how = ACROSS.format(" and ".join(payload["across"])) if payload["across"] else HOW
    lines = [safe(f"{title} on {payload['asOf']}"), dateline(payload), *broken(how, "")]
    lines += broken(SCOPE.format(entity["label"]), "") if entity else []
    if payload["made"]:
        lines += broken(f"Made {payload['made']['text']}; by the first report where no day is stated.", "")
    if any(entry["possible"] for entry in payload["sums"]):
        lines += broken("A deal that is only possible is in the upper bound alone.", "")
    lines.append("")
    lines += empty_lines(payload) if not payload["deals"] else []
    lines += sum_blocks(payload)
    lines += group_blocks(payload)
    lines += deal_blocks(payload, footnotes)
    lines += total_blocks(payload["totals"], footnotes)
    lines += beside_block("Money figures that are no deals, never in a sum", payload["figures"], footnotes)
    lines += beside_block("What the sources do not say", payload["absences"], footnotes)
    lines += left_block(payload["leftOut"], footnotes)
    return "\n".join([*lines, *footnotes.lines()]).rstrip("\n")


def broken(text: str, indent: str, first: str | None = None) -> list[str]:
    """A text made safe and broken into lines that fit, each but the first indented; never within a sum or a mark."""
    whole = TOGETHER.sub(lambda match: match[0].replace(" ", JOINT), safe(text))
    head = indent if first is None else first
    lines = wrap(whole, WIDTH, initial_indent=head, subsequent_indent=indent, break_long_words=False,
                 break_on_hyphens=False)  # fmt: skip
    return [line.replace(JOINT, " ") for line in lines]


def empty_lines(payload: Payload) -> list[str]:
    """What is said where nothing is counted, with the nearest that is."""
    entity = payload["entity"]
    of = f" of {entity['label']}" if entity else ""
    untimely = sum(1 for left in payload["leftOut"] if left["kind"] == "period")
    lines = broken(f"None: the sources name no financing{of} to be counted on that day.", "")
    if untimely:
        lines += broken(f"Without --from and --to it would be {counted(untimely, 'deals')}, named below.", "")
    if payload["nearest"]:
        names = ", ".join(thing["label"] for thing in payload["nearest"])
        lines += broken(f"Financing is named of: {names}.", "")
    return [*lines, ""]


def sum_blocks(payload: Payload) -> list[str]:
    """The sums over all deals, a block a currency."""
    lines: list[str] = []
    for currency in dict.fromkeys(entry["currency"] for entry in payload["sums"]):
        sums = [entry for entry in payload["sums"] if entry["currency"] == currency]
        lines += [safe(currency or unnamed(sums)), *sum_lines(sums, "  "), ""]
    return lines


def unnamed(sums: list[Payload]) -> str:
    """The heading of sums without a currency."""
    return "Currency not stated" if any(entry["deals"] for entry in sums) else "No sum stated"


def sum_lines(sums: list[Payload], indent: str) -> list[str]:
    """Sums in lines that stand under each other."""
    width = max(len(entry["of"]) for entry in sums) + 2
    return [
        line
        for entry in sums
        for line in broken(entry["text"], indent + " " * width, f"{indent}{entry['of']}:".ljust(width + len(indent)))
    ]


def group_blocks(payload: Payload) -> list[str]:
    """The groups of `--by`, each with its sums; of public money also whether any binds or has closed."""
    if not payload["groups"]:
        return []
    lines = [", ".join(TITLES[word] if not n else TITLES[word][:1].lower() + TITLES[word][1:]
                       for n, word in enumerate(payload["by"]))]  # fmt: skip
    for group in payload["groups"]:
        lines += broken(" · ".join(key["label"] for key in group["keys"]), "  ")
        lines += sum_lines(group["sums"], "    ")
        lines += silence(payload, group["sums"])
    return [*lines, ""]


def silence(payload: Payload, sums: list[Payload]) -> list[str]:
    """That none of a group is stated to bind, or to have closed, where public money is asked about."""
    if "public" not in payload["by"] or payload["across"]:
        return []
    lines = []
    if not any(entry["bindingness"] == "binding" for entry in sums):
        lines.append("    binding: none of it is stated to be")
    if not any(entry["stage"] == "in-force" for entry in sums):
        lines.append("    closed / in force: none of it is stated to be")
    return lines


def deal_blocks(payload: Payload, footnotes: Footnotes) -> list[str]:
    """The deals that are counted, each with its sentence, axes, dates and sources."""
    if not payload["deals"]:
        return []
    lines = ["Deals"]
    for deal in payload["deals"]:
        lines += [*deal_lines(deal, footnotes), ""]
    return lines


def deal_lines(deal: Payload, footnotes: Footnotes) -> list[str]:
    """One deal."""
    claim = deal["claim"]
    said = f"{claim['sentence'] or ''} {spaced(claim['kind'] or '')}"
    amount = deal["amount"]["text"] if deal["amount"] else "no sum stated"
    parts = [unsaid(claim["label"], said), amount, claim["axes"], deal["made"]["text"], *under(deal, said)]
    parts += ["paid only if called on"] if deal["onCall"] else []
    parts += [f"only possibly: {deal['possible']}"] if deal["possible"] else []
    if deal["refinances"]:
        names = ", ".join(thing["label"] for thing in deal["refinances"])
        parts.append(f"refinances {names}: not all of it is new money, how much the sources do not say")
    marks = footnotes.cite(claim["accounts"])  # before the differences, which cite by number
    lines = [*broken(claim["sentence"] or claim["label"], "    ", "  - ")]
    lines += broken(" · ".join(part for part in parts if part), "    ")
    lines += [line for text in difference_lines(claim, footnotes) for line in broken(text.strip(), "    ")]
    lines += absence_lines(deal["absences"], footnotes)
    return [*lines, *broken(marks, "    ")]


def under(deal: Payload, said: str) -> list[str]:
    """The programmes that a deal is under, as far as its sentence does not name them."""
    names = [thing["label"] for thing in deal["programmes"] if unsaid(thing["label"], said)]
    return [f"under {', '.join(names)}"] if names else []


def absence_lines(absences: Iterable[Payload], footnotes: Footnotes) -> list[str]:
    """What the sources say is missing of a deal."""
    return [
        line
        for absence in absences
        for line in broken(f"{absence['sentence'] or absence['label']} {footnotes.cite(absence['accounts'])}", "      ",
                           "    – ")
    ]  # fmt: skip


def total_blocks(totals: list[Payload], footnotes: Footnotes) -> list[str]:
    """Stated totals beside what their parts come to."""
    if not totals:
        return []
    lines = ["Stated totals against the sums of their parts"]
    for total in totals:
        lines += [*total_lines(total, footnotes), ""]
    return lines


def total_lines(total: Payload, footnotes: Footnotes) -> list[str]:
    """One total, its parts, and the difference."""
    whole = total["whole"]
    stated = f"states {total['stated']['text']}" if total["stated"] else "states no sum"
    come = f"its parts come to {total['sum']['text']}" if total["sum"] else "its parts do not all state a sum"
    lines = broken(f"{whole['label']} ({whole['axes']}): {stated}; {come}", "    ", "  - ")
    lines += broken(f"difference: {total['difference']['text']}", "    ") if total["difference"] else []
    counted_by = {"parts": "counted by its parts", "whole": "counted as a whole"}.get(total["counted"] or "")
    remarks = [counted_by or "not in any sum"]
    remarks += ["it adds what differs in stage or bindingness"] if total["mixed"] else []
    lines += broken("; ".join(remarks), "    ")
    for part in total["parts"]:
        amount = part["amount"]["text"] if part["amount"] else "no sum stated"
        lines += broken(f"{part['claim']['label']}: {amount} · {part['claim']['axes']}", "        ", "      + ")
    lines += absence_lines(total["absences"], footnotes)
    return [*lines, *broken(footnotes.cite(whole["accounts"]), "    ")]


def beside_block(title: str, claims: list[Payload], footnotes: Footnotes) -> list[str]:
    """Claims that stand beside the sums, by their sentences."""
    if not claims:
        return []
    lines = [title]
    for claim in claims:
        lines += broken(f"{claim['sentence'] or claim['label']} {footnotes.cite(claim['accounts'])}", "    ", "  - ")
    return [*lines, ""]


def left_block(left: list[Payload], footnotes: Footnotes) -> list[str]:
    """What is left out, by reason."""
    if not left:
        return []
    lines = ["Left out, and why"]
    for why in dict.fromkeys(entry["why"] for entry in left):
        lines += broken(f"{why}:", "    ", "  - ")
        for entry in (entry for entry in left if entry["why"] == why):
            claim = entry["claim"]
            parts = [claim["label"], claim["amount"] or "", claim["axes"], footnotes.cite(claim["accounts"])]
            lines += broken(" · ".join(part for part in parts if part), "        ", "      ")
    return [*lines, ""]
