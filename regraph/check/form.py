"""Which files are not in canonical form, and from which line on; nothing is written here.

What the form cannot keep (comments, blank nodes, statements in no graph) and what editors slip in (a byte order mark,
Windows line ends) is said in words of its own, since a mere "not in canonical form" would not tell what will happen.
"""

from collections.abc import Iterable
from itertools import zip_longest
from pathlib import Path

from regraph.check.findings import Finding
from regraph.errors import BadSyntax
from regraph.facts.canonical import canonical
from regraph.facts.syntax import BOM, quads_of_text, text_of

RUN = "run `regraph format`"


def form_findings(paths: Iterable[Path]) -> tuple[Finding, ...]:
    """What keeps each file from being in canonical form, sorted; where it does not parse, its syntax.

    Raises:
        BadFile: a file cannot be opened.
    """
    return tuple(sorted(finding for path in paths for finding in findings_in(path)))


def findings_in(path: Path) -> list[Finding]:
    """The findings of one file: a mark, line ends, then the form itself."""
    try:
        text = text_of(path)
        quads_of_text(text.removeprefix(BOM), path)
    except BadSyntax as error:
        return [Finding(path, error.line, "syntax", "", error.reason)]
    try:
        wanted = canonical(text, path)
    except BadSyntax as error:
        return [Finding(path, error.line, "form", "", error.reason)]
    found = []
    if text.startswith(BOM):
        found.append(Finding(path, 1, "form", "", f"a byte order mark stands before the first character; {RUN}"))
    if "\r\n" in text:
        line = text[: text.index("\r\n")].count("\n") + 1
        found.append(Finding(path, line, "form", "", f"Windows line ends; {RUN}"))
    plain = text.removeprefix(BOM).replace("\r\n", "\n")
    if plain != wanted:
        found.append(Finding(path, first_difference(plain, wanted), "form", "", f"not in canonical form; {RUN}"))
    return found


def first_difference(text: str, wanted: str) -> int:
    """The first line (from 1) on which two texts differ.

    Example:
        >>> first_difference("a\\nb\\n", "a\\nc\\n")
        2
    """
    pairs = zip_longest(text.split("\n"), wanted.split("\n"))
    return next((number for number, (one, other) in enumerate(pairs, 1) if one != other), 1)
