"""Lists as dictionaries and rows: what a text finds."""

import datetime as dt

from regraph.model.knowledge import Knowledge
from regraph.model.lookup import Hit
from regraph.names import local
from regraph.wording.evidence import Payload, head
from regraph.wording.terminal import safe

FIND_COLUMNS = ("name", "label", "kind", "id")


def find_payload(knowledge: Knowledge, text: str, hits: tuple[Hit, ...], as_of: dt.date) -> Payload:
    """The answer of `find`."""
    found = [
        {"id": h.iri, "label": h.label, "kind": h.kind, "kindLabel": knowledge.word(h.kind), "name": h.name}
        for h in hits
    ]
    return {**head(knowledge, "find", as_of, None), "text": text, "found": found}


def find_text(payload: Payload) -> str:
    """One line a thing: its label, its kind, the name that matched, and its slug."""
    if not payload["found"]:
        return safe(
            f"Nothing is named {payload['text'][:80]!r}. Try a part of the name,"
            " or `regraph sources` for what is covered."
        )
    lines = []
    for hit in payload["found"]:
        by = f" (as “{hit['name']}”)" if hit["name"] != hit["label"] else ""
        lines.append(safe(f"{hit['label']}{by} — {hit['kindLabel']} · id:{local(hit['id'])}"))
    return "\n".join(lines + ["", f"{len(payload['found'])} found; latest account known: {payload['latestAccount']}"])


def find_rows(payload: Payload) -> list[tuple[str, ...]]:
    """One CSV row a thing."""
    return [(hit["name"], hit["label"], hit["kind"], hit["id"]) for hit in payload["found"]]
