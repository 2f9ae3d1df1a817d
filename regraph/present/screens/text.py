"""The answer of `screen` as a person reads it, and as rows; the disclaimer stands in each."""

from decimal import Decimal

from regraph.model.share import percent
from regraph.present.holdings import beside_lines
from regraph.wording.evidence import Payload
from regraph.wording.hops import dateline, dates_text
from regraph.wording.numbered import Footnotes
from regraph.wording.words import safe

COLUMNS = (
    "entity", "entity_label", "holder", "holder_label", "verdict", "if_in_force", "holdings", "test", "basis",
    "share_low", "share_high", "low_open", "high_open", "rule", "in_force", "disclaimer",
)  # fmt: skip
LIST_COLUMNS = ("name", "title", "authority", "threshold", "effective", "asks", "summary", "disclaimer")
REGISTER_COLUMNS = ("entity", "holder", "verdict", "share_low", "share_high")
SAID = {
    "counts itself": "counts itself, without any holding",
    "caught": "caught",
    "caught as alleged": "caught only if what is alleged is true",
    "possible": "possible: the bounds of what the sources say allow both",
    "cannot be settled by holdings": "cannot be settled by holdings",
    "not caught by holdings": "not caught by holdings; it may be caught otherwise",
    "not caught": "not caught",
    "asks for natural persons": "no natural person; the rule asks for those behind it",
    "rule not in force": "the rule is not in force on that day",
}
HOLDERS = {**SAID, "caught": "meets the test", "not caught": "does not meet the test",
           "caught as alleged": "meets the test only if what is alleged is true",
           "not caught by holdings": "does not meet the test by holdings; it may otherwise"}  # fmt: skip
RESULTS = {
    "yes": "met",
    "as alleged": "met only if what is alleged is true",
    "possible": "possible",
    "not known": "not known: who else holds is not named by the sources",
    "no": "not met",
}
ASKS = {"listed": "a list of persons (--listed)", "states": "persons of certain nations", "holders": "any holder"}
RESULT_ORDER = tuple(RESULTS)


def screen_text(payload: Payload) -> str:
    """The whole answer; many verdicts in a line each, one with its reasons."""
    if payload["inForce"] is None:
        return list_text(payload)
    footnotes, rule = Footnotes(), payload["rules"][0]
    lines = [safe(f"{rule['title']} on {payload['asOf']}"), dateline(payload), safe(payload["disclaimer"]), ""]
    lines += [safe(rule["summary"]), safe(f"{rule['citation']}; {payload['inForceWhy']}."), ""]
    if payload["register"]:
        return "\n".join(lines + register_lines(payload["register"]))
    lines += seed_lines(payload["counts"], rule)
    short = len({v["entity"]["id"] for v in payload["verdicts"]}) > 1
    for verdict in payload["verdicts"]:
        lines += [summary_line(verdict)] if short else verdict_lines(verdict, footnotes)
    if not payload["verdicts"]:
        lines.append("The sources name nobody who holds anything of it: no holder can be tested.")
    lines += [
        *([""] if lines[-1] else []),
        "What the encoding leaves out",
        *(safe(f"  - {line}") for line in rule["coversNot"]),
        "",
    ]
    return "\n".join(lines + footnotes.lines()).rstrip("\n")


def list_text(payload: Payload) -> str:
    """The rules, a paragraph each."""
    lines = [payload["disclaimer"], ""]
    for rule in payload["rules"]:
        asks = f"{ASKS[rule['asks']]}{': ' + ', '.join(rule['states']) if rule['states'] else ''}"
        lines.append(safe(f"{rule['name']}: {rule['title']}"))
        lines.append(safe(f"  {rule['authority']} · {threshold_text(rule['tests'][0])} · since {rule['effective']}"))
        lines.append(safe(f"  asks about {asks} · {rule['summary']}"))
    return "\n".join(lines)


def threshold_text(test: Payload) -> str:
    """A threshold in words: at least 50 %, together."""
    share = percent(Decimal(test["threshold"]))
    how = {"together": "together", "each": "one alone", "acting-in-concert": "one alone or in concert"}
    return f"{'at least' if test['inclusive'] else 'above'} {share}, {how[test['aggregate']]}"


def seed_lines(seeds: list[Payload], rule: Payload) -> list[str]:
    """Who counts from the start."""
    if rule["asks"] == "holders":
        return []
    lines = ["Who counts from the start"]
    for seed in seeds:
        unsure = "" if seed["sure"] == "yes" else f" ({seed['sure']})"
        lines.append(safe(f"  - {seed['label']}: {seed['why']}{unsure}"))
    return [*lines, *([] if seeds else ["  - nobody whom the sources name"]), ""]


def summary_line(verdict: Payload) -> str:
    """One verdict among many."""
    return safe(f"  {who(verdict)}: {verdict_words(verdict)}{share_words(verdict)}")


def who(verdict: Payload) -> str:
    """Whom a verdict is about."""
    holder = f"{verdict['holder']['label']} in " if verdict["holder"] else ""
    return f"{holder}{verdict['entity']['label']}"


def verdict_words(verdict: Payload) -> str:
    """The verdict in words, with what it would be where the rule is not in force."""
    said = HOLDERS if verdict["holder"] else SAID
    if verdict["verdict"] == "rule not in force":
        return f"{said[verdict['verdict']]}; if it were: {said[verdict['ifInForce']]}"
    return said[verdict["verdict"]]


def share_words(verdict: Payload) -> str:
    """What those who count hold by the strongest test, where they hold anything."""
    best = best_test(verdict)
    return f" · {best['share']['text']} counted" if best and best["share"]["high"] != "0" else ""


def best_test(verdict: Payload) -> Payload | None:
    """The test that decides the verdict."""
    return min(
        verdict["tests"],
        key=lambda t: (RESULT_ORDER.index(t["result"]), -Decimal(t["share"]["high"])),
        default=None,
    )


def verdict_lines(verdict: Payload, footnotes: Footnotes) -> list[str]:
    """One verdict with its reasons: tests, stakes, what holdings do not answer, what stands beside."""
    lines = [safe(f"{who(verdict)}: {verdict_words(verdict)}")]
    lines += [safe(f"  Counts itself: {verdict['countsItself']}.")] if verdict["countsItself"] else []
    lines += [safe(f"  {line}") for line in map(test_words, verdict["tests"])]
    for place, step in enumerate(verdict["steps"], 1):
        lines.append(safe(f"  {place}. Of {step['entity']['label']} counts {counted_words(step['share'])}"))
        lines += [line for stake in step["stakes"] for line in stake_lines(stake, footnotes)]
    for told in verdict["triggers"]:
        lines.append(safe(f"  {told['name']}: {told['status']} — {told['why']}. {told['says']} ({told['citation']})"))
        lines += [line for claim in told["claims"] for line in claim_lines(claim, footnotes)]
    return [*lines, "", *beside_lines([*map(no_holding, verdict["beside"])], footnotes)]


def no_holding(entry: Payload) -> Payload:
    """What stands beside; what is in force and is no holding says so."""
    claim = entry["claim"]
    return {**entry, "claim": {**claim, "status": "no stated share"}} if claim["status"] == "counted" else entry


def counted_words(share: Payload) -> str:
    """A counted share in words; one between nothing and all is no share stated."""
    return "anything from nothing to all" if share["text"] == "not stated" else share["text"]


def test_words(test: Payload) -> str:
    """One test in a line: what is held, what is asked, the result."""
    held = counted_words(test["share"])
    basis = "votes" if test["basis"] == "votes" else "shares"
    return (
        f"{test['test']}, {basis}: {RESULTS[test['result']]} — counted {held},"
        f" asked {threshold_text(test)} ({test['attribution']})"
    )


def stake_lines(stake: Payload, footnotes: Footnotes) -> list[str]:
    """One stake that counts, how much of it and why, and who says so."""
    weight = stake["weight"]
    much = "wholly" if weight["low"] == weight["high"] == "1" else f"by {counted_words(weight)}"
    lines = [safe(f"     - {stake['holder']['label']} ({stake['why']}), {stake['shareText']}; counts {much}")]
    return lines + [*claim_lines(stake["claim"], footnotes), safe(f"       {stake['status']}: {stake['reason']}")]


def claim_lines(claim: Payload, footnotes: Footnotes) -> list[str]:
    """One claim: its sentence, axes, dates and accounts."""
    lines = [safe(f"       {claim['sentence']}")] if claim["sentence"] else []
    return [*lines, safe(f"       {claim['axes']} · {dates_text(claim)} {footnotes.cite(claim['accounts'])}")]


def register_lines(register: Payload) -> list[str]:
    """The verdicts on a register that are told, how many they are, and what was not looked at."""
    lines = [f"Register {register['store']}, as of {register['told']}; taken as whole: who is not in it holds nothing"]
    lines += [f"  {register_line(entry)}" for entry in register["verdicts"]]
    shown, telling = len(register["verdicts"]), register["telling"]
    cut = f" of {telling:,}; --limit 0 tells all" if shown < telling else ""
    lines += [f"{register['screened']:,} screened, {shown:,} of them listed here{cut}"]
    lines += ["", "Not looked at"] if register["notLookedAt"] else []
    return [safe(line) for line in (*lines, *(f"  - {note}" for note in register["notLookedAt"]))]


def register_line(entry: Payload) -> str:
    """One verdict on a register, with what was counted."""
    holder = f"{entry['holder']} in " if entry["holder"] else ""
    share = entry["share"]
    counted = f" · {counted_words(share)} counted" if share and share["high"] != "0" else ""
    said = HOLDERS[entry["verdict"]] if holder else entry["verdict"]
    return f"{holder}{entry['entity']}: {said}{counted}"


def register_row(entry: Payload) -> tuple[str, ...]:
    """One verdict on a register as CSV."""
    share = entry["share"] or {"low": "", "high": ""}
    return entry["entity"], entry["holder"] or "", entry["verdict"], share["low"], share["high"]


def screen_rows(payload: Payload) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """The columns and rows of the answer as CSV: a row a rule, a verdict, or an entry of a register."""
    if payload["inForce"] is None:
        return LIST_COLUMNS, [list_row(rule) for rule in payload["rules"]]
    if payload["register"]:
        return REGISTER_COLUMNS, [register_row(entry) for entry in payload["register"]["verdicts"]]
    return COLUMNS, [verdict_row(payload, verdict) for verdict in payload["verdicts"]]


def list_row(rule: Payload) -> tuple[str, ...]:
    """One rule."""
    test = rule["tests"][0]
    threshold = f"{'at least' if test['inclusive'] else 'above'} {test['threshold']}"
    return (rule["name"], rule["title"], rule["authority"], threshold, rule["effective"], rule["asks"],
            rule["summary"], rule["disclaimer"])  # fmt: skip


def verdict_row(payload: Payload, verdict: Payload) -> tuple[str, ...]:
    """One verdict, with the share of the test that decides it."""
    best = best_test(verdict) or {
        "test": "",
        "basis": "",
        "share": dict.fromkeys(("low", "high", "lowOpen", "highOpen"), ""),
    }
    holder, share = verdict["holder"] or {"id": "", "label": ""}, best["share"]
    return (
        verdict["entity"]["id"], verdict["entity"]["label"], holder["id"], holder["label"], verdict["verdict"],
        verdict["ifInForce"], verdict["holdings"], best["test"], best["basis"], share["low"], share["high"],
        str(share["lowOpen"]).lower(), str(share["highOpen"]).lower(), payload["rules"][0]["name"],
        payload["inForce"], payload["disclaimer"],
    )  # fmt: skip
