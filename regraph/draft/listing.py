"""A draft as plain values beside the words of the text, for the eyes of the one who completes it; never for the facts.

This is the only place of the package that gives out whole sentences: what it returns is shown, not kept.
"""

from typing import Any

from regraph.draft.archived import ArchivedText
from regraph.draft.figures import Figure
from regraph.draft.heads import articles_in
from regraph.draft.proposals import Draft, Proposal, Stated
from regraph.draft.skeleton import decimal_text, slug_of
from regraph.names import local

COLUMNS = ("begin", "end", "section", "text", "names", "figures", "dates", "unknown")
ARTICLE_COLUMNS = ("begin", "end", "published", "title", "url")
Rows = list[tuple[str, ...]]


def listing_payload(draft: Draft) -> dict[str, Any]:
    """The source, the articles of its text, and the proposals, each with the words of its passage."""
    found = [entry(draft, one) for one in draft.proposals]
    return articles_payload(draft.text, draft.about, slug_of(draft)) | {"proposals": found}


def articles_payload(text: ArchivedText, about: Stated, slug: str | None = None) -> dict[str, Any]:
    """The source and the articles of a feed with their spans; no proposals."""
    source = {
        "slug": slug,
        "title": about.title or None,
        "publisher": about.publisher or None,
        "published": day(about.published),
        "url": about.url or None,
        "archivedAs": text.path.name,
        "sha256": text.sha256,
        "begin": text.begin,
        "end": text.end,
    }
    articles = [
        {"begin": one.begin, "end": one.end, "published": day(one.published), "title": one.title, "url": one.url}
        for one in articles_in(text.text)
    ]
    return {"command": "draft", "source": source, "articles": articles, "proposals": []}


def entry(draft: Draft, one: Proposal) -> dict[str, Any]:
    """One proposal."""

    def place(begin: int, end: int, **more: Any) -> dict[str, Any]:
        return {"begin": begin, "end": end, "text": draft.text.text[begin:end], **more}

    return place(
        one.begin,
        one.end,
        section="summary" if one.is_summary else "body",
        names=[place(m.begin, m.end, things=[thing(draft, iri) for iri in m.things]) for m in one.mentions],
        figures=[place(f.begin, f.end, **meaning(f)) for f in one.figures],
        dates=[place(d.begin, d.end, earliest=day(d.when.earliest), latest=day(d.when.latest)) for d in one.dates],
        unknown=[place(begin, end) for begin, end in one.unknown],
    )


def meaning(figure: Figure) -> dict[str, Any]:
    """What a figure may mean."""
    values = [decimal_text(value) for value in figure.values]
    return {"kind": figure.kind, "values": values, "unit": figure.unit or None, "bound": figure.bound or None}


def thing(draft: Draft, iri: str) -> dict[str, str]:
    """A thing that may be meant."""
    return {"id": iri, "label": draft.labels.get(iri, local(iri).replace("-", " "))}


def day(value: object) -> str | None:
    """A day as text, or nothing."""
    return None if value is None else str(value)


def listing_text(payload: dict[str, Any]) -> str:
    """The listing as people read it: the words, then what is in them."""
    about = payload["source"]
    head = f"{about['title'] or about['archivedAs']}: {len(payload['proposals'])} sentences to read"
    lines = [head, "for your eyes: figures, names and facts carry over into the facts, sentences do not"]
    for one in payload["proposals"]:
        lines += ["", f"{one['begin']}–{one['end']} {one['section']}: {one['text']}"]
        lines += [f"    {said}: {meant}" for said, meant in details(one)]
    return "\n".join(lines)


def details(one: dict[str, Any]) -> list[tuple[str, str]]:
    """The names, figures and dates of one proposal: the words, and what they may mean."""
    found = [(n["text"], " or ".join(local(t["id"]) for t in n["things"])) for n in one["names"]]
    found += [(f["text"], f"{f['kind']} {' to '.join(f['values'])} {f['unit'] or ''}".rstrip()) for f in one["figures"]]
    found += [(d["text"], f"{d['earliest'] or '?'} to {d['latest'] or '?'}") for d in one["dates"]]
    return found + [(u["text"], "a name? not in the register") for u in one["unknown"]]


def listing_rows(payload: dict[str, Any]) -> tuple[tuple[str, ...], Rows]:
    """The listing as columns and rows; several values in a cell are joined by a semicolon."""
    rows = []
    for one in payload["proposals"]:
        cells = {key: "; ".join(item["text"] for item in one[key]) for key in COLUMNS[4:]}
        rows.append((str(one["begin"]), str(one["end"]), one["section"], one["text"], *cells.values()))
    return COLUMNS, rows


def articles_text(payload: dict[str, Any]) -> str:
    """The articles as people read them: the span to give, the day, the title."""
    found = [f"--span {a['begin']},{a['end']}  {a['published']}  {a['title']}" for a in payload["articles"]]
    return "\n".join(found) or f"{payload['source']['archivedAs']} is no feed: draft it whole, or give --span"


def articles_rows(payload: dict[str, Any]) -> tuple[tuple[str, ...], Rows]:
    """The articles as columns and rows."""
    return ARTICLE_COLUMNS, [tuple(str(a[key] or "") for key in ARTICLE_COLUMNS) for a in payload["articles"]]
