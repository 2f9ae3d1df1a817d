"""Where in a file a node or a statement stands, for messages that name file and line."""

import re
from collections.abc import Iterable
from pathlib import Path

from regraph.facts.canonical import iri_text
from regraph.facts.syntax import text_of


def line_of(text: str, graph: str, subject: str, word: str = "") -> int:
    """The line (from 1) on which `subject` begins in `graph`, or of `word` within its block; 1 if not found.

    Example:
        >>> line_of("account:x {\\n  id:a\\n    rg:shareAtMost 51 ;\\n .\\n}", "https://w3id.org/regraph/account/x",
        ...         "https://w3id.org/regraph/id/a", "shareAtMost")
        3
    """
    start = position(text, graph, 0)
    node = position(text, subject, start)
    found = text.find(word, node) if word else -1
    end = text.find("\n    .\n", node)
    at = found if found >= 0 and (end < 0 or found < end) else node
    return text.count("\n", 0, at) + 1


def position(text: str, iri: str, start: int) -> int:
    """Offset of an IRI, prefixed or in full, at or after `start`; `start` if it is not there."""
    if not iri:
        return start
    forms = "|".join(re.escape(form) for form in {iri_text(iri), f"<{iri}>"})
    match = re.compile(rf"(?<![\w:-])(?:{forms})(?![\w.-]*[\w-])").search(text, start)
    return match.start() if match else start


class Lines:
    """Looks up nodes in a set of files, reading each once."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self.texts = {path: text_of(path) for path in paths}

    def place(self, graph: str, subject: str, word: str = "") -> tuple[Path, int]:
        """The file and line of `subject` in `graph`; the first file that holds both."""
        for path, text in self.texts.items():
            if iri_text(graph) in text or graph in text:
                return path, line_of(text, graph, subject, word)
        first = next(iter(self.texts), Path("?"))
        return first, 1
