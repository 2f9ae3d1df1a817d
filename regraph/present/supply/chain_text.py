"""The supply chain as a person reads it: a block a stage, in the order in which the material flows.

What the sources do not say is said of the sources: nobody named is not nobody there.
"""

from regraph.present.supply.margin import wrapped
from regraph.wording.evidence import Payload
from regraph.wording.hops import dateline
from regraph.wording.nouns import listed, with_article
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
    lines = [line for member in stage["members"] for line in member_lines(member, goods, footnotes)]
    for member in stage["programmes"]:
        lines += member_lines(member, goods, footnotes, "a programme only: ")
    lines += [share_line(share, footnotes) for share in stage["marketShares"]]
    lines += [said("  said to be missing: ", claim, footnotes) for claim in stage["absences"]]
    if stage["beside"]:
        lines.append(f"  Commodity not stated, or only a broader one: {names(stage['beside'])}.")
    return [*map(safe, lines), *([safe(f"  {countries_text(stage, goods)}")] if stage["stage"] else [])]


def share_line(share: Payload, footnotes: Footnotes) -> str:
    """One market share, with what it is of where that is broader than what was asked for."""
    return said("  market share: ", share["claim"], footnotes, broader_words(share))


def broader_words(figure: Payload) -> str:
    """That a figure is of a broader commodity; "" where it is not."""
    return f" Given for {names(figure['broader'])}, a broader commodity." if figure["broader"] else ""


def countries_text(stage: Payload, goods: str) -> str:
    """Which countries the sources name at a stage, and whether they name anybody outside a single one.

    Who stands beside, and market shares of a broader commodity, may be of the commodity asked for: nobody is said to
    stand outside one country as long as one of them is placed in another.
    """
    named, around, where = stage["countries"], stage["around"], f"at {stage['label']}{goods}"
    unplaced = f"; of {names(stage['unplaced'])} they state no country" if stage["unplaced"] else ""
    others = f" With no commodity stated, or a broader one: {placed(around)}." if around else ""
    if not named and not stage["unplaced"]:
        return f"The sources name nobody {where}.{others}"
    if not named:
        return f"The sources state no country {where}: {names(stage['unplaced'])}.{others}"
    single = {country["country"]["label"] for country in (*named, *around)}
    if len(single) == 1:
        return (
            f"The sources name nobody outside {with_article(min(single))} {where}: {placed(named)}{unplaced}.{others}"
        )
    return f"Countries named {where}: {placed(named)}{unplaced}.{others}"


def placed(countries: list[Payload]) -> str:
    """Countries, each with who is placed there."""
    return "; ".join(
        f"{c['country']['label']} ({', '.join(thing['label'] for thing in c['named'])})" for c in countries
    )


def labels(things: list[Payload]) -> list[str]:
    """The labels of some things."""
    return [thing["label"] for thing in things]


def names(things: list[Payload]) -> str:
    """Some things by their labels, as a list in a sentence."""
    return listed(labels(things))


def member_lines(member: Payload, goods: str, footnotes: Footnotes, lead: str = "") -> list[str]:
    """One thing at a stage: what and where it is, its capacity, its owners, and what is missing."""
    thing, claim = member["thing"], member["claim"]
    lines = [f"  - {thing['label']} — " + " · ".join(filter(None, (f"{lead}{member['kindLabel']}", *marks(member))))]
    lines += [said("    ", claim, footnotes)] if claim else []
    if goods or not claim:
        lines += [said("    said to hold: ", each, footnotes) for each in member["occurrences"]]
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
    return f"    {what}: {claim['sentence']}{broader_words(figure)}{several} {footnotes.cite(claim['accounts'])}"


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


def said(lead: str, claim: Payload, footnotes: Footnotes, more: str = "") -> str:
    """A claim in its sentence, with who says so."""
    return f"{lead}{claim['sentence'] or claim['label']}{more} {footnotes.cite(claim['accounts'])}"
