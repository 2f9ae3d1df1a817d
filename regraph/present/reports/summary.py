"""The first section of a report: what a reader needs to know, in sentences that the answers below bear out."""

from collections.abc import Iterator

from regraph.model.scenario import Status
from regraph.present.document.claims import claim_item
from regraph.present.document.parts import Item, Line, Points, Section, Sources
from regraph.present.reports.answers import Answers
from regraph.present.reports.owning import has_owners
from regraph.wording.evidence import Payload
from regraph.wording.nouns import counted
from regraph.wording.words import spaced

MOST = 4


def summary_section(answers: Answers, sources: Sources) -> Iterator[Section]:
    """In short: what it is, who is above it, the money, the sales, what is next, and what is in doubt."""
    items = tuple(summary_items(answers, sources))
    if items:
        yield Section("In short", "summary", (Points(items),))


def summary_items(answers: Answers, sources: Sources) -> Iterator[Item]:
    """The entries."""
    if answers.show["claim"]:
        yield claim_item(answers.show["claim"], answers.iri, sources)
    if has_owners(answers.owners, answers.exposure is not None):
        yield from owner_items(answers.owners)
    yield from beside_items(answers.owners)
    yield from money_items(answers.finance)
    yield from supply_items(answers.offtake)
    yield from time_items(answers.timeline)
    yield from doubt_items(answers)


def owner_items(owners: Payload) -> Iterator[Item]:
    """Where each chain begins, and how sure that is."""
    if not owners["holdings"]:
        if owners["trailEnd"]:
            yield Item((f"Owners: {owners['trailEnd'].removesuffix('.')}.",))
        return
    direct = [h for h in owners["holdings"] if h["direct"]]
    first: dict[str, Payload] = {}
    for chain in owners["chains"]:
        if len(chain["hops"]) > 1:
            first.setdefault(chain["from"]["label"], chain)
    below: list[Line] = [
        (f"{doubt(h['weakest'])}directly: {h['owner']['label']}, by {by(h)} ({h['weakest']})",) for h in direct
    ]
    below += [(f"{doubt(weak(chain))}through others: {label}, {through(chain)}",) for label, chain in first.items()]
    yield Item(("Who owns or controls it, as far as the sources name anybody:",), tuple(below))


def by(holding: Payload) -> str:
    """How somebody holds a thing directly."""
    kinds = " and ".join(spaced(kind) for kind in holding["kinds"])
    share = holding["share"]
    return (
        f"{kinds}, no share" if share is None else f"{kinds}, {share['text'].replace('not stated', 'share not stated')}"
    )


def through(chain: Payload) -> str:
    """How a chain reaches the thing, by its weakest hop."""
    share = "a link or right on the way, so no share" if chain["share"] is None else chain["share"]["text"]
    return f"over {counted(len(chain['hops']), 'hops')}, {share} (its weakest evidence: {weak(chain)})"


def weak(chain: Payload) -> str:
    """The axes of the weakest hop of a chain."""
    weakest = chain["weakestHop"]
    return str(chain["hops"][weakest - 1]["claim"]["axes"]) if weakest else ""


def doubt(axes: str) -> str:
    """What a line begins with where its weakest evidence is doubted.

    Example:
        >>> doubt("alleged · closed / in force"), doubt("reported")
        ('alleged: ', '')
    """
    return next((f"{spaced(word)}: " for word in (*DOUBTED, "opinion") if axes.startswith(spaced(word))), "")


def beside_items(owners: Payload) -> Iterator[Item]:
    """Options and proposals: what they are, and that they are not stakes."""
    open_ = [entry for entry in owners["beside"] if entry["claim"]["status"] == Status.BESIDE.value]
    if open_:
        below: list[Line] = [
            (f"{entry['source']['label']} {entry['verb']} {entry['target']['label']}: {entry['claim']['reason']}",)
            for entry in open_
        ]
        yield Item(("Not stakes, and not counted:",), tuple(below))


def money_items(finance: Payload) -> Iterator[Item]:
    """The sums, each under its stage and bindingness."""
    sums = [f"{cell['of']}: {cell['text']}" for cell in finance["sums"]]
    if sums:
        yield Item(("Money, by how far it has come:",), tuple((text,) for text in sums))


def supply_items(offtake: Payload) -> Iterator[Item]:
    """Who buys, and until when."""
    for agreement in offtake["agreements"][:MOST]:
        buyers = " and ".join(buyer["label"] for buyer in agreement["buyers"]) or "a buyer that is not named"
        end = f", until {agreement['end']['text']}" if agreement["end"] else ", no end stated"
        nature = agreement["nature"][0].upper() + agreement["nature"][1:]
        yield Item((f"{nature} ({agreement['phase']}): {buyers}{end}.",))


def time_items(timeline: Payload) -> Iterator[Item]:
    """What is overdue, and what is due next."""
    for state, words in (("overdue", "Overdue, with no account confirming it"), ("due", "Due next")):
        found = [event for event in timeline["events"] if event["state"] == state][:MOST]
        if found:
            yield Item((f"{words}:",), tuple((f"{event['label']} ({when(event)})",) for event in found))


def when(event: Payload) -> str:
    """The bounds of an event."""
    return str(event["when"]["text"]) if event["when"] else "day not stated"


def doubt_items(answers: Answers) -> Iterator[Item]:
    """How many disagreements and stated gaps there are."""
    serious = [c for c in answers.conflicts["conflicts"] if not c["compatible"]]
    if serious:
        kinds = "; ".join(dict.fromkeys(f"{c['label']} ({c['propertyText']})" for c in serious[:MOST]))
        more = f"; and {len(serious) - MOST} more" if len(serious) > MOST else ""
        yield Item((f"Accounts differ on {counted(len(serious), 'points')}: {kinds}{more}.",))
    alleged = [c for s in answers.show["sections"] for c in s["claims"] if c["certainty"] in DOUBTED]
    if alleged:
        words = ", ".join(sorted({spaced(c["certainty"]) for c in alleged}))
        verb = "is" if len(alleged) == 1 else "are"
        yield Item((f"{counted(len(alleged), 'claims')} about it {verb} {words}, and worded so below.",))


DOUBTED = ("alleged", "disputed", "under-investigation", "denied")
