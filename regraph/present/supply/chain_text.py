"""The supply chain as a person reads it: a block a stage, in the order in which the material flows.

What the sources do not say is said of the sources: nobody named is not nobody there.
"""

from regraph.present.supply.margin import wrapped
from regraph.wording.evidence import Payload
from regraph.wording.hops import dateline
from regraph.wording.nouns import listed
from regraph.wording.numbered import Footnotes
from regraph.wording.words import safe, spaced

BY = {"stated": "as stated", "kind": "by its kind", "figure": "by a figure of it"}
BELIEVED = ("estimated", "reported", "stated-by-party")
NOWHERE = "At no stage that the sources name"


def chain_text(payload: Payload) -> str:
    """The whole answer."""
    footnotes = Footnotes()
    goods = f" of {payload['commodity']['label']}" if payload["commodity"] else ""
    lines = [safe(f"The supply chain{goods}, stage by stage"), f"on {payload['asOf']}; {dateline(payload)}", ""]
    for number, stage in enumerate(payload["stages"], 1):
        if stage["stage"] or stage["members"] or stage["marketShares"] or stage["beside"]:
            title = f"{number}. {stage['label'][:1].upper()}{stage['label'][1:]}" if stage["stage"] else NOWHERE
            lines += [title, *stage_lines(stage, goods, footnotes), ""]
    return "\n".join(wrapped([*lines, coverage(payload), "", *footnotes.lines()]))


def coverage(payload: Payload) -> str:
    """What the facts cover, so that silence is not taken for absence."""
    sources = payload["sources"]
    if not sources["count"]:
        return "No source is read: what stands here says nothing of the world."
    many = "1 source" if sources["count"] == 1 else f"{sources['count']} sources"
    days = (
        f"of {sources['first']}" if sources["first"] == sources["last"] else f"{sources['first']} to {sources['last']}"
    )
    return f"The facts cover {many} ({days}). That they name nobody somewhere does not say that nobody is there."


def stage_lines(stage: Payload, goods: str, footnotes: Footnotes) -> list[str]:
    """One stage: who stands there, programmes that aim at it, market shares, gaps, and which countries are named."""
    lines = [line for member in stage["members"] for line in member_lines(member, footnotes)]
    lines += [line for member in stage["programmes"] for line in member_lines(member, footnotes, "a programme only: ")]
    lines += [said("  market share: ", claim, footnotes) for claim in stage["marketShares"]]
    lines += [said("  said to be missing: ", claim, footnotes) for claim in stage["absences"]]
    if stage["beside"]:
        lines.append(f"  Commodity not stated, or only a broader one: {names(stage['beside'])}.")
    return [*map(safe, lines), *([safe(f"  {countries_text(stage, goods)}")] if stage["stage"] else [])]


def countries_text(stage: Payload, goods: str) -> str:
    """Which countries the sources name at a stage, and whether they name anybody outside a single one."""
    named, where = stage["countries"], f"at {stage['label']}{goods}"
    where += " (those above without it apart)" if stage["beside"] else ""
    unplaced = f"; of {names(stage['unplaced'])} they state no country" if stage["unplaced"] else ""
    if not named and not stage["members"]:
        return f"The sources name nobody {where}."
    if not named:
        return f"The sources state no country {where}: {names(stage['unplaced'])}."
    each = "; ".join(f"{c['country']['label']} ({', '.join(t['label'] for t in c['named'])})" for c in named)
    if len(named) == 1:
        return f"The sources name nobody outside {named[0]['country']['label']} {where}: {each}{unplaced}."
    return f"Countries named: {each}{unplaced}."


def names(things: list[Payload]) -> str:
    """Some things by their labels."""
    return listed([thing["label"] for thing in things])


def member_lines(member: Payload, footnotes: Footnotes, lead: str = "") -> list[str]:
    """One thing at a stage: what and where it is, its capacity, its owners, and what is missing."""
    thing, claim = member["thing"], member["claim"]
    lines = [f"  - {thing['label']} — " + " · ".join(filter(None, (f"{lead}{member['kindLabel']}", *marks(member))))]
    lines += [said("    ", claim, footnotes)] if claim else []
    lines += [] if claim else [said("    ", each, footnotes) for each in member["occurrences"]]
    lines += [figure_line(figure, footnotes) for figure in member["figures"]]
    lines += [owner_line(owner, thing, footnotes) for owner in member["owners"]]
    lines += [said("    takes part: ", each, footnotes) for each in member["tied"]]
    if not lead and not member["owners"] and thing["kind"] not in ("GovernmentBody", "State"):
        lines.append("    the sources name no owner in force")
    return lines + missing_lines(member["absences"], footnotes)


def marks(member: Payload) -> list[str]:
    """Where a thing is and why it stands at its stage."""
    where = ", ".join([*(thing["label"] for thing in member["countries"]), *member["places"]])
    whole = f" (as part of {member['locatedAsPartOf']['label']})" if member["locatedAsPartOf"] else ""
    by = f"here {' and '.join(BY[each] for each in reversed(member['by']))}" if member["by"] else ""
    return [f"{where}{whole}" if member["countries"] else f"{where + '; ' if where else ''}country not stated", by]


def figure_line(figure: Payload, footnotes: Footnotes) -> str:
    """One figure with what it is; where it is of several things, that it is not split."""
    several = f" One figure for {names(figure['of'])}, no split." if len(figure["of"]) > 1 else ""
    claim = figure["claim"]
    what = f"{spaced(figure['figureKind'] or 'figure')}, {figure['realisation'] or 'not said whether actual'}"
    return f"    {what}: {claim['sentence']}{several} {footnotes.cite(claim['accounts'])}"


def owner_line(owner: Payload, thing: Payload, footnotes: Footnotes) -> str:
    """One holder in force in short."""
    claim = owner["claim"]
    share = f", {owner['shareText']}" if owner["shareText"] else ""
    possible = "" if owner["status"] == "counted" else f" · {owner['status']}"
    said_so = f"{names(owner['holders'])} {owner['verb']} {thing['label']}{share}"
    lead = (
        "in force" if claim["certainty"] in BELIEVED else f"{spaced(claim['certainty'] or 'certainty not given')} only"
    )
    return f"    {lead}: {said_so} · {claim['axes']}{possible} {footnotes.cite(claim['accounts'])}"


def missing_lines(absences: list[Payload], footnotes: Footnotes) -> list[str]:
    """What voices say is not there or not told of a thing, by kind of gap, each with who says so."""
    found: dict[str, list[str]] = {}
    for claim in absences:
        kinds = claim["values"].get("absenceKind", [])
        kind = spaced(kinds[0]["id"].rsplit("/", 1)[-1]) if kinds else "not there"
        word = "said not to exist" if kind == "does not exist" else f"said to be {kind}"
        found.setdefault(word, []).append(f"{claim['label']} {footnotes.cite(bare(claim))}")
    return [f"    {word}: {'; '.join(each)}" for word, each in sorted(found.items())]


def bare(claim: Payload) -> list[Payload]:
    """The accounts of a claim to be cited by their numbers alone."""
    return [{**account, "passages": []} for account in claim["accounts"]]


def said(lead: str, claim: Payload, footnotes: Footnotes) -> str:
    """A claim in its sentence, with who says so."""
    return f"{lead}{claim['sentence'] or claim['label']} {footnotes.cite(claim['accounts'])}"
