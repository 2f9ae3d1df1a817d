"""What changed as text and rows, both from the dictionary that `regraph.present.change.changes` makes.

The changed values come first, those of interests and deals before all others; what was, stands before what is.
"""

from collections import Counter
from collections.abc import Iterable

from regraph.names import local
from regraph.wording.evidence import Payload
from regraph.wording.hops import difference_lines
from regraph.wording.nouns import counted
from regraph.wording.numbered import Footnotes
from regraph.wording.words import safe, spaced

COLUMNS = (
    "change", "what", "id", "label", "kind", "property", "before", "after", "certainty", "stage", "bindingness",
    "status", "accounts",
)  # fmt: skip
TITLES = {
    "changed": "Changed: the values that answers use",
    "added": "Added claims",
    "withdrawn": "Withdrawn claims",
    "accounts": "Same values, by other accounts or in other words",
}
AXES = ("certainty", "stage", "bindingness", "status")


def changes_text(payload: Payload) -> str:
    """The answer as a person reads it."""
    footnotes = Footnotes()
    lines = head_lines(payload)
    for name, title in TITLES.items():
        claims = [line for claim in payload["claims"][name] for line in claim_lines(claim, payload["asOf"], footnotes)]
        lines += [title, *claims, ""] if claims else []
    for title, found in (
        ("Things of the register, but for the claims above", thing_lines(payload)),
        ("Recorded judgements", judgement_lines(payload["judgements"])),
        ("Sources and accounts", source_lines(payload)),
    ):
        lines += [title, *found, ""] if found else []
    return "\n".join(lines + footnotes.lines()).rstrip("\n")


def head_lines(payload: Payload) -> list[str]:
    """What was compared, how much is known on either side, and how much differs."""
    before, after = payload["before"], payload["after"]
    about = f" about {payload['about']['label']}" if payload["about"] else ""
    latest = dict.fromkeys(str(side["latestAccount"] or "none") for side in (before, after))
    known = ", ".join(pair_text(before, after, name) for name in ("sources", "accounts", "claims"))
    return [
        safe(f"What changed{about} from {before['text']} to {after['text']}"),
        f"on {payload['asOf']}; latest account known: {' → '.join(latest)}; {known}",
        summary(payload),
        "",
    ]


def pair_text(before: Payload, after: Payload, name: str) -> str:
    """How many there are on either side."""
    earlier = "" if before[name] == after[name] else f"{before[name]} → "
    return earlier + counted(after[name], name)


def summary(payload: Payload) -> str:
    """How much differs, in one line."""
    if payload["same"]:
        return "No difference."
    claims = payload["claims"]
    parts = [f"{len(claims[name])} {name}" for name in ("changed", "added", "withdrawn") if claims[name]]
    parts = [f"claims: {', '.join(parts)}"] if parts else []
    if claims["accounts"]:
        same = counted(len(claims["accounts"]), "claims")
        parts.append(f"{same} with the same values by other accounts or in other words")
    for name in ("things", "judgements", "sources", "accounts"):
        count = Counter(entry["change"] for entry in payload[name])
        found = ", ".join(f"{count[state]} {state}" for state in ("changed", "added", "withdrawn") if count[state])
        parts += [f"{name}: {found}"] if found else []
    return "; ".join(parts)


def claim_lines(claim: Payload, day: str, footnotes: Footnotes) -> list[str]:
    """One claim that is added or withdrawn, or what differs between the two states of one that is on both sides."""
    if "before" not in claim:
        return stated_lines(claim, footnotes)
    was, now = claim["before"], claim["after"]
    left = [account for account in was["accounts"] if account["id"] in claim["left"]]
    marks = " ".join(filter(None, (footnotes.cite(now["accounts"]), footnotes.cite(left))))
    lines = [f"  - {now['label']}", f"    {axes_line(now)}"]
    lines += [f"    {value_line(change, footnotes)}" for change in claim["changes"]]
    if was["status"] != now["status"]:
        lines.append(f"    on {day}: {was['status']} → {now['status']}")
    lines += [f"    {line}" for line in account_lines(claim, footnotes)]
    disputes = [f"    {line.strip()}" for line in dispute_lines(was, now, footnotes)]
    return [*map(safe, lines), *disputes, f"    {marks}"]


def stated_lines(claim: Payload, footnotes: Footnotes) -> list[str]:
    """One claim that is on one side only: its label, its sentence, its axes."""
    lines = [f"  - {claim['label']}"]
    lines += [f"    {claim['sentence']}"] if claim["sentence"] else []
    return [*map(safe, [*lines, f"    {axes_line(claim)}"]), f"    {footnotes.cite(claim['accounts'])}"]


def size_text(claim: Payload) -> str:
    """Share and amount of a claim, those that it has."""
    share = f"share {claim['share']['text']}" if claim["share"] else ""
    return " · ".join(part for part in (share, claim["amount"]) if part)


def axes_line(claim: Payload) -> str:
    """Kind, share, amount and axes; where answers do not count the claim, why."""
    status = "" if claim["status"] == "counted" else f"{claim['status']}: {claim['reason']}"
    parts = (spaced(claim["kind"] or "description"), size_text(claim), claim["axes"], status)
    return " · ".join(part for part in parts if part)


def value_line(change: Payload, footnotes: Footnotes) -> str:
    """One value: what it was, what it is, and who says either."""
    was, now = change["before"], change["after"]
    texts = (f"{side['text']}{numbers(side['accounts'], footnotes)}" for side in (was, now))
    is_reworded = change["isWording"] and was["accounts"] and now["accounts"]
    return f"{'in other words, ' if is_reworded else ''}{change['label']}: {' → '.join(texts)}"


def numbers(accounts: list[str], footnotes: Footnotes) -> str:
    """The numbers of some accounts, with a space before each."""
    return "".join(f" {footnotes.number(account)}" for account in accounts)


def account_lines(claim: Payload, footnotes: Footnotes) -> list[str]:
    """Who speaks of it only now, who no longer, and who says something else."""
    lines = [f"now also spoken of by{numbers(claim['joined'], footnotes)}"] if claim["joined"] else []
    lines += [f"no longer spoken of by{numbers(claim['left'], footnotes)}"] if claim["left"] else []
    for entry in claim["restated"]:
        names = ", ".join("passages" if name == "evidence" else spaced(name) for name in entry["properties"])
        lines.append(f"{footnotes.number(entry['account'])} now states otherwise: {names}")
    return lines


def dispute_lines(was: Payload, now: Payload, footnotes: Footnotes) -> list[str]:
    """Where accounts differ otherwise than before, and where they no longer do."""
    new = [difference for difference in now["differences"] if difference not in was["differences"]]
    names = {difference["property"] for difference in now["differences"]}
    over = [d["property"] for d in was["differences"] if d["property"] not in names]
    settled = [f"accounts no longer differ on {name}" for name in over if name != "certainty"]
    return [*difference_lines({"differences": new}, footnotes), *settled]


def thing_lines(payload: Payload) -> list[str]:
    """Each thing that is added, withdrawn, renamed or otherwise changed; not again what came or went as a claim."""
    said = {(state, claim["id"]) for state in ("added", "withdrawn") for claim in payload["claims"][state]}
    return [
        line
        for thing in payload["things"]
        if (thing["change"], thing["id"]) not in said
        for line in entry_lines(thing, f"{thing['label']} — {spaced(thing['kind'] or 'thing')} · id:{thing['slug']}")
    ]


def entry_lines(entry: Payload, said: str) -> list[str]:
    """One thing, source or account, with the fields that differ."""
    lines = [f"  - {entry['change']}: {said}"]
    for field in entry["fields"]:
        lines.append(f"    {field['field']}: {field['before'] or 'none'} → {field['after'] or 'none'}")
    return list(map(safe, lines))


def judgement_lines(judgements: list[Payload]) -> list[str]:
    """Each judgement with what it is on and its reason."""
    lines = []
    for change in judgements:
        for state in ("before", "after"):
            judgement = change[state]
            if judgement is None:
                continue
            said = {"changed": "changed, it was" if state == "before" else "changed, it is"}.get(change["change"])
            names = ", ".join(thing["label"] for thing in judgement["on"])
            lines += [safe(f"  - {said or change['change']}: on {names}"), safe(f"    {judgement['reason']}")]
    return lines


def source_lines(payload: Payload) -> list[str]:
    """Each source, with the number of its accounts; each account of a source that is on both sides."""
    whole = {source["id"] for source in payload["sources"] if source["change"] != "changed"}
    count = Counter(account["source"] for account in payload["accounts"])
    lines = []
    for source in payload["sources"]:
        published = source["published"]["text"] if source["published"] else "no date"
        told = counted(count[source["id"]], "accounts") if source["id"] in whole else ""
        parts = (f"{source['publisher']}: “{source['title']}”, {published}", told, f"source:{local(source['id'])}")
        lines += entry_lines(source, " · ".join(part for part in parts if part))
    for account in payload["accounts"]:
        if account["source"] not in whole:
            said = f"{account['voice']} ({account['section']}), {account['published']}"
            lines += entry_lines(account, f"{said} · account:{local(account['id'])}")
    return lines


def changes_rows(payload: Payload) -> list[tuple[str, ...]]:
    """The rows of all that differs, in the columns `COLUMNS`: one a value, claim, account, thing, judgement, source."""
    rows = [row for name in TITLES for claim in payload["claims"][name] for row in claim_rows(claim, name)]
    for thing in payload["things"]:
        rows += entry_rows(thing, "thing", thing["label"], thing["kind"] or "")
    rows += map(judgement_row, payload["judgements"])
    for source in payload["sources"]:
        rows += entry_rows(source, "source", source["title"], "Source")
    for account in payload["accounts"]:
        rows += entry_rows(account, "account", account["voice"], "Account")
    return rows


def judgement_row(change: Payload) -> tuple[str, ...]:
    """The row of one judgement: what it is on, and its reasons."""
    now = change["after"] or change["before"]
    names, nodes = ("|".join(thing[key] for thing in now["on"]) for key in ("label", "id"))
    reasons = [change[state]["reason"] if change[state] else "" for state in ("before", "after")]
    return (change["change"], "judgement", nodes, names, "Judgement", "reason", *reasons, "", "", "", "", "")


def claim_rows(claim: Payload, effect: str) -> Iterable[tuple[str, ...]]:
    """The rows of one claim: itself where it is on one side, else each value and each account that differs."""
    now = claim.get("after", claim)
    about = ("claim", claim["id"], claim["label"], claim["kind"] or "")
    axes = tuple(now[axis] or "" for axis in AXES)
    if "before" not in claim:
        values = size_text(now)
        texts = ("", values) if effect == "added" else (values, "")
        yield (effect, *about, "", *texts, *axes, "|".join(account["id"] for account in now["accounts"]))
        return
    for change in claim["changes"]:
        texts = change["before"]["text"], change["after"]["text"]
        word = "reworded" if change["isWording"] else "changed"
        yield (word, *about, change["property"], *texts, *axes, "|".join(change["after"]["accounts"]))
    told = [("account added", "", account) for account in claim["joined"]]
    told += [("account withdrawn", "", account) for account in claim["left"]]
    told += [("account restated", "|".join(e["properties"]), e["account"]) for e in claim["restated"]]
    if not claim["changes"] and not told:
        told = [("rule changed", "|".join(sorted({d["property"] for d in now["differences"]})), "")]
    for word, names, account in told:
        yield (word, *about, names, "", "", *axes, account)


def entry_rows(entry: Payload, what: str, label: str, kind: str) -> Iterable[tuple[str, ...]]:
    """The rows of one thing, source or account: one, or one for each field that differs."""
    for field in entry["fields"] or [{"field": "", "before": "", "after": ""}]:
        said = field["field"], field["before"], field["after"]
        yield (entry["change"], what, entry["id"], label, kind, *said, "", "", "", "", "")
