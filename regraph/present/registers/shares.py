"""Integrated shares of a register as a dictionary, rows and text: who owns a company, and what an owner holds.

A share is given with both its ends, to nine decimals, and with the stakes it rests on by line of the file; a register
has no accounts, and what it tells is no better than the file.
"""

import datetime as dt
import math
from decimal import Decimal
from typing import Any

from regraph.engine.integrated import Owned
from regraph.register.nearby import Nearby
from regraph.register.register import Alive
from regraph.wording.terminal import safe

Payload = dict[str, Any]
CSV_COLUMNS = ("owner", "owned", "share_low", "share_high", "exact", "direct_lines", "certainties", "sources")
PLAIN = ("", "stated-by-party", "reported")
MOST = 5
BILLION = 1_000_000_000
NEAR = 1e-3  # of a billionth: floats that differ from one by less are that one
ROUNDING = Decimal("2e-7")  # in percent: what rounding both ends outward can put between them


def shares_payload(command: str, alive: Alive, near: Nearby, owned: Owned, convention: str, as_of: dt.date) -> Payload:
    """The answer of `owners` or `holdings` over a register; the greatest least share first, then by name."""
    manifest, names = alive.register.manifest, near.stakes.names
    direct = direct_stakes(command, alive, near, owned.actor)
    places = [place for place, high in enumerate(owned.high.tolist()) if high > 0]
    entries = [entry(near, owned, place, direct.get(int(owned.index[place]), [])) for place in places]
    found = sorted(entries, key=lambda e: (-float(e["share"]["low"]), -float(e["share"]["high"] or "inf"), e["name"]))
    return {
        "command": command,
        "register": {"file": manifest.file, "sha256": manifest.sha256, "told": manifest.told},
        "asOf": as_of.isoformat(),
        "entity": names[owned.actor],
        "convention": convention,
        "found": found,
        "own": interval(*owned.own),
        "unsure": unsure(command, alive, near, owned),
        "closed": [[names[i] for i in ring] for ring in owned.closed],
        "overfull": [names[i] for i in owned.overfull],
        "clipped": owned.is_clipped,
    }


def entry(near: Nearby, owned: Owned, place: int, direct: list[Payload]) -> Payload:
    """One owner of the company, or one holding of the owner."""
    return {
        "name": near.stakes.names[int(owned.index[place])],
        "share": interval(float(owned.low[place]), float(owned.high[place])),
        "exact": bool(owned.exact[place]),
        "direct": direct,
    }


def direct_stakes(command: str, alive: Alive, near: Nearby, actor: int) -> dict[int, list[Payload]]:
    """Who has stakes in the company directly, or what the owner has them in -> the stakes, by line."""
    stakes = near.stakes
    if command == "owners":
        rows = list(range(*stakes.holders_from[actor : actor + 2].tolist()))
        others = stakes.holder[rows]
    else:
        rows = stakes.by_holder[slice(*stakes.holdings_from[actor : actor + 2].tolist())].tolist()
        others = stakes.held[rows]
    words = (stakes.row[rows].tolist(), alive.certainties(near.rows[rows]), alive.sources(near.rows[rows]))
    found: dict[int, list[Payload]] = {}
    for other, line, certainty, source in zip(others.tolist(), *words, strict=True):
        stake = {"line": line, "certainty": certainty or None, "source": source or None}
        found.setdefault(other, []).append(stake)
    return found


def unsure(command: str, alive: Alive, near: Nearby, owned: Owned) -> dict[str, int]:
    """How many of the stakes that the shares come through are less than reported, by certainty."""
    if alive.register.optional(f"{alive.kind}/certainty") is None:
        return {}
    members = {owned.actor, *owned.index.tolist()}
    ends = near.stakes.held if command == "owners" else near.stakes.holder
    rows = [row for row, end in enumerate(ends.tolist()) if end in members]
    words = alive.certainties(near.rows[rows])
    return {word: words.count(word) for word in sorted(set(words) - set(PLAIN))}


def interval(low: float, high: float) -> dict[str, str | None]:
    """Both ends of a share as decimals, rounded outward to a billionth; the upper is None where there is none.

    Example:
        >>> interval(1 / 3, 1 / 3), interval(0.1 + 0.2, 1.0)
        ({'low': '0.333333333', 'high': '0.333333334'}, {'low': '0.3', 'high': '1'})
    """
    least = decimal(math.floor(low * BILLION + NEAR))
    return {"low": least, "high": decimal(math.ceil(high * BILLION - NEAR)) if math.isfinite(high) else None}


def decimal(billionths: int) -> str:
    """A fraction as a decimal.

    Example:
        >>> decimal(250_000_000), decimal(0), decimal(1_000_000_000), decimal(1)
        ('0.25', '0', '1', '0.000000001')
    """
    whole, rest = divmod(billionths, BILLION)
    return f"{whole}.{rest:09}".rstrip("0").rstrip(".")


def shares_text(payload: Payload) -> str:
    """One line a share, then what to know of them, then what they come from."""
    what = "Owners of" if payload["command"] == "owners" else "Holdings of"
    lines = [f"{what} {payload['entity']} on {payload['asOf']}, shares by {payload['convention']}"]
    lines += [f"  {percent(e['share']):>24}  {e['name']}{behind(e)}" for e in payload["found"]]
    if not payload["found"]:
        lines.append(
            "  nobody, as far as the register tells" if "Owners" in what else "  nothing, as far as the register tells"
        )
    about = payload["register"]
    lines += ["", *notes(payload), f"Told by {about['file']} as of {about['told']} (sha256 {about['sha256'][:12]})."]
    return "\n".join(map(safe, lines))


def percent(share: dict[str, str | None]) -> str:
    """A share as people read it; ends that differ by rounding alone are about one number.

    Example:
        >>> percent({"low": "0.25", "high": "0.5"}), percent({"low": "0.4", "high": "0.4"})
        ('25 to 50 %', '40 %')
        >>> percent({"low": "0.333333333", "high": "0.333333334"}), percent({"low": "0.4", "high": None})
        ('about 33.3333 %', '40 % or more')
    """
    low, high = (None if end is None else Decimal(end) * 100 for end in share.values())
    assert low is not None
    if high is None:
        return f"{plain(low)} % or more"
    if low == high:
        return f"{plain(low)} %"
    if high - low <= ROUNDING:
        return f"about {plain(round(high, 4))} %"
    return f"{plain(low)} to {plain(high)} %"


def plain(number: Decimal) -> str:
    """A number without zeros at its end.

    Example:
        >>> plain(Decimal("10.50")), plain(Decimal("100")), plain(Decimal("0E-7"))
        ('10.5', '100', '0')
    """
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def behind(entry: Payload) -> str:
    """Whether a share is direct, and how sure its own stakes are."""
    if not entry["direct"]:
        return " (through others)"
    said = [
        "line " + str(d["line"]) + (f", {d['certainty']}" if d["certainty"] not in (None, *PLAIN) else "")
        for d in entry["direct"][:MOST]
    ]
    more = len(entry["direct"]) - MOST
    return f" ({'; '.join(said)}{f'; and {more} more lines' if more > 0 else ''})"


def notes(payload: Payload) -> list[str]:
    """What to know of the shares."""
    found = [
        f"{count} of the stakes behind this: {word.replace('-', ' ')}." for word, count in payload["unsure"].items()
    ]
    if payload["own"]["high"] != "0":
        found.append(f"{payload['entity']} holds {percent(payload['own'])} of itself, directly or through others.")
    if payload["closed"]:
        found.append(f"Held entirely by each other, so that nobody stands behind them: {listed(payload['closed'][0])}.")
    if payload["overfull"]:
        found.append(f"Held to more than all of it, by shares that contradict: {listed(payload['overfull'])}.")
    if payload["clipped"]:
        found.append("The simple paths were too many to follow; the upper ends are those of stop-at-target.")
    if any(not entry["exact"] for entry in payload["found"]):
        found.append("Some of the intervals are wider than the stakes would force; the true shares lie within.")
    return found


def listed(names: list[str]) -> str:
    """The first names, and how many more."""
    more = len(names) - MOST
    return ", ".join(names[:MOST]) + (f" and {more} more" if more > 0 else "")


def shares_rows(payload: Payload) -> list[tuple[str, ...]]:
    """One CSV row a share."""
    rows: list[tuple[str, ...]] = []
    for e in payload["found"]:
        ends = (e["name"], payload["entity"]) if payload["command"] == "owners" else (payload["entity"], e["name"])
        direct = (
            " ".join(str(d["line"]) for d in e["direct"]),
            "; ".join(sorted({d["certainty"] for d in e["direct"] if d["certainty"]})),
            "; ".join(sorted({d["source"] for d in e["direct"] if d["source"]})),
        )
        share = (e["share"]["low"], e["share"]["high"] or "")
        rows.append((*ends, *share, "yes" if e["exact"] else "no", *direct))
    return rows
