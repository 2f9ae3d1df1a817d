"""How much of what curators took from the texts `regraph draft` would have found. A benchmark, never a test.

Run `python benchmarks/draft.py CORPUS` with the directory of the archived texts. For each source of the shipped facts
it drafts the article again and compares with the claims in the facts:

- parties: of each claim, the things that its passages name, found where the draft names the same thing in a passage;
- figures: the amounts, shares and values of each claim, and its dates, found where the draft has them in a passage;
- used: of the names and figures that the draft gives, the part that some claim used.

The register holds names because curators took them from these very texts. So each source is also drafted with the names
known from elsewhere ("left out"): things of which only this source speaks are unknown then, and so is every name that
stands in the text of no other source. The second figure is what to expect of a new text; `unknown right` is how many of
the runs of capitals that are offered as unknown names are names that had been left out.
"""

import datetime as dt
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from regraph.check.archive import Archive, archive, passage
from regraph.check.evidence.cited import Cited, decimals, statements
from regraph.check.evidence.missing import BETWEEN, DATES, OTHER_FIGURES, SHARES, VALUES, is_limit
from regraph.check.mentions import is_dated, is_named
from regraph.draft.days import DateMention
from regraph.draft.figures import Figure
from regraph.draft.heads import Head, articles_in, head_of
from regraph.draft.naming import Index, Named, commodity_names, registered
from regraph.draft.proposals import Proposal, proposals_in
from regraph.errors import RegraphError
from regraph.model.lookup import folded
from regraph.model.reading.values import text as text_of
from regraph.names import PREFIXES, RG
from regraph.store.dataset import Dataset, read

Span = tuple[int, int]


@dataclass(frozen=True)
class Text:
    """One source with its article."""

    iri: str
    said: str
    head: Head
    claims: tuple[Cited, ...]


def texts(data: Dataset, corpus: Archive) -> list[Text]:
    """The sources whose text is at hand, each with its part of the file and the claims that rest on it."""
    by_source: dict[str, list[Cited]] = {}
    for cited in statements(data):
        for source in cited.sources:
            by_source.setdefault(source, []).append(cited)
    return [
        Text(iri, said, article(said, text_of(data.sources[iri], RG.url)), tuple(by_source.get(iri, ())))
        for iri, said in sorted(corpus.texts.items())
    ]


def article(said: str, url: str) -> Head:
    """The part of a file that a source is: the article with its link, or all of it."""
    found = [head for head in articles_in(said) if head.url == url]
    return found[0] if found else head_of(said, 0, len(said))


def spans_of(cited: Cited) -> list[Span]:
    """The passages of a claim as pairs of offsets."""
    places = (iri.rsplit("=", 1)[1].split(",") for iri in cited.passages)
    return [(int(first), int(last)) for first, last in places]


def meets(one: Span, others: Iterable[Span]) -> bool:
    """True for a span that shares a character with one of some others."""
    return any(one[0] < last and first < one[1] for first, last in others)


def standing(sources: list[Text], names: Named) -> dict[str, set[str]]:
    """Name -> the sources in whose text it stands."""
    words = {source.iri: source.said[source.head.begin : source.head.end] for source in sources}
    every = sorted({name for known in names.values() for name in known})
    return {name: {iri for iri, text in words.items() if is_named(text, (name,))} for name in every}


def names_elsewhere(
    source: Text, stand: dict[str, set[str]], data: Dataset, names: Named
) -> dict[str, tuple[str, ...]]:
    """The names that a curator of this source could have known from the other sources alone."""
    spoken = {
        iri
        for node, by_account in data.statements.items()
        for account, about in by_account.items()
        if source.iri not in {t.value for t in data.sources[account].get(RG.isAccountOf, ())}  # type: ignore[union-attr]
        for iri in {node, *(getattr(t, "value", "") for terms in about.values() for t in terms)}
    }
    return {
        iri: tuple(name for name in known if stand[name] - {source.iri})
        for iri, known in names.items()
        if iri in spoken
    }


def measured(source: Text, index: Index, names: Named, corpus: Archive, said: dt.date | None) -> Counter[str]:
    """What was wanted, found, given and used in one source."""
    proposals = proposals_in(source.said, source.head, index)
    count: Counter[str] = Counter(proposals=len(proposals), claims=len(source.claims))
    used: set[Span] = set()
    for cited in source.claims:
        count.update(parties_found(cited, proposals, names, corpus, used))
        count.update(figures_found(cited, proposals, source.said, said, used))
    given = {(m.begin, m.end) for p in proposals for m in p.mentions}
    numbers = {(one.begin, one.end) for p in proposals for one in whens(p)}
    count.update(names_given=len(given), names_used=len(given & used))
    count.update(figures_given=len(numbers), figures_used=len(numbers & used))
    return count


def parties_found(
    cited: Cited, proposals: tuple[Proposal, ...], names: Named, corpus: Archive, used: set[Span]
) -> Iterator[str]:
    """One word for each party that the claim's passages name, and one more where the draft has it there."""
    words = BETWEEN.join(passage(corpus, iri).text for iri in cited.passages)
    places = spans_of(cited)
    for iri in sorted(cited.parties):
        is_common = iri.startswith(PREFIXES["commodity"])
        if is_named(words, names.get(iri, ()), is_common):
            kind = "commodities" if is_common else "parties"
            hits = [
                (m.begin, m.end)
                for p in proposals
                for m in p.mentions
                if iri in m.things and meets((m.begin, m.end), places)
            ]
            used.update(hits)
            yield kind
            if hits:
                yield f"{kind}_found"


def figures_found(
    cited: Cited, proposals: tuple[Proposal, ...], text: str, said: dt.date | None, used: set[Span]
) -> Iterator[str]:
    """One word for each figure and date of a claim, and one more where the draft has it in a passage of the claim."""
    places = spans_of(cited)
    for value in wanted_numbers(cited):
        hits = [
            (f.begin, f.end)
            for p in proposals
            for f in p.figures
            if value in f.values and meets((f.begin, f.end), places)
        ]
        used.update(hits)
        yield "figures"
        if hits:
            yield "figures_found"
    for day in wanted_days(cited):
        given = [(one.begin, one.end) for p in proposals for one in whens(p)]
        hits = [one for one in given if meets(one, places) and is_dated(text[one[0] : one[1]], day, said)]
        used.update(hits)
        yield "days"
        if hits:
            yield "days_found"


def whens(proposal: Proposal) -> tuple[DateMention | Figure, ...]:
    """What may date a claim: dates, and spans of time such as "30 days"."""
    return (*proposal.dates, *proposal.figures)


def wanted_numbers(cited: Cited) -> set[Decimal]:
    """The different numbers of a claim, without what only closes an interval."""
    return {
        value
        for predicate in (*SHARES, *VALUES, *OTHER_FIGURES)
        for value in decimals(cited.about.get(predicate, ()))
        if not (predicate in (*SHARES, *VALUES) and is_limit(cited.about, predicate, value))
    }


def wanted_days(cited: Cited) -> set[dt.date]:
    """The different date bounds of a claim."""
    return {dt.date.fromisoformat(t.value) for predicate in DATES for t in cited.about.get(predicate, ())}  # type: ignore[union-attr]


def strangers(source: Text, index: Index, left_out: Iterable[str]) -> Counter[str]:
    """How many capitalised runs the draft offers as unknown names, and how many of them are names left out."""
    wanted = {folded(name) for name in left_out}
    offered = {
        folded(source.said[begin:end])
        for proposal in proposals_in(source.said, source.head, index)
        for begin, end in proposal.unknown
    }
    right = sum(any(is_named(one, (name,)) for name in wanted) for one in offered)
    return Counter(unknown=len(offered), unknown_right=right)


def line(name: str, count: Counter[str]) -> str:
    """One row of the table."""

    def share(found: str, wanted: str) -> str:
        return f"{count[found]:5}/{count[wanted]:<5}{count[found] / count[wanted]:4.0%}" if count[wanted] else " " * 15

    cells = (
        share("parties_found", "parties"),
        share("commodities_found", "commodities"),
        share("figures_found", "figures"),
        share("days_found", "days"),
        share("names_used", "names_given"),
        share("figures_used", "figures_given"),
        share("unknown_right", "unknown"),
    )
    return f"{name[:38]:38} {count['proposals']:4} " + " ".join(cells)


def main() -> None:
    """Measure and print."""
    place = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("../shared/sources")
    data = read()
    try:
        corpus = archive(place, data)
    except RegraphError as error:
        print(f"skipped: {error}")
        return
    if not corpus.texts:
        print(f"skipped: {place} holds none of the archived texts of the shipped facts")
        return
    sources, things, common = texts(data, corpus), registered(data), commodity_names(data)
    heads = ("parties", "commodities", "figures", "dates", "names used", "figures used", "unknown right")
    print(f"{'source':38} sent " + " ".join(f"{head:>15}" for head in heads))
    totals: dict[str, Counter[str]] = {"all names": Counter(), "left out": Counter()}
    start = time.perf_counter()
    whole, stand = Index(things, common), standing(sources, things)
    for source in sources:
        said = dt.date.fromisoformat(text_of(data.sources[source.iri], RG.publishedEarliest))
        elsewhere = names_elsewhere(source, stand, data, things)
        for way, index in (("all names", whole), ("left out", Index(elsewhere, common))):
            count = measured(source, index, things | common, corpus, said)
            if way == "left out":
                missing = {n for iri, known in things.items() for n in known if n not in elsewhere.get(iri, ())}
                count.update(strangers(source, index, missing))
            totals[way].update(count)
            print(line(f"{source.iri.rsplit('/', 1)[1][:28]} {way}", count))
    for way, count in totals.items():
        print(line(f"total, {way}", count))
    print(f"{len(sources)} sources, {len(things)} things, {time.perf_counter() - start:.1f} s")


if __name__ == "__main__":
    main()
