"""The archived texts that evidence points into, and single passages of them by RFC 5147 (`char=FROM,TO`).

A text counts only where its sha256 is the one that its source records. Offsets count the characters of the file as
decoded from UTF-8, line ends and all. Nothing of a text is ever kept or printed beyond a passage's length.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath

from regraph.errors import BadFile
from regraph.names import RDF_TYPE, RG
from regraph.store.dataset import Dataset, Description

PASSAGE = re.compile(r"(?P<source>[^#]+)#char=(?P<first>\d+),(?P<last>\d+)")
LONGEST = 600


@dataclass(frozen=True, slots=True)
class Archive:
    """The texts at hand.

    Args:
        texts: source IRI -> its text.
        unread: source IRI -> why its text cannot be used.
    """

    texts: Mapping[str, str]
    unread: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a text, or what is wrong with it (then `text` is empty)."""

    text: str
    fault: str = ""


def archive(directory: Path, data: Dataset) -> Archive:
    """The archived texts of all sources of `data` that `directory` holds unchanged.

    Raises:
        BadFile: `directory` is none, or cannot be read.
    """
    try:
        present = frozenset(path.name for path in directory.iterdir())
    except OSError as error:
        raise BadFile(directory, f"{error.strerror}; give the directory that holds the archived texts") from error
    texts, unread = {}, {}
    for iri, about in sorted(data.sources.items()):
        if any(term.value == RG.Source for term in about.get(RDF_TYPE, ()) if not hasattr(term, "datatype")):  # type: ignore[union-attr]
            text, reason = text_of_source(directory, present, about)
            if reason:
                unread[iri] = reason
            else:
                texts[iri] = text
    return Archive(texts, unread)


def text_of_source(directory: Path, present: frozenset[str], about: Description) -> tuple[str, str]:
    """The text of one source and "", or "" and why it cannot be used."""
    name, digest = first(about, RG.archivedAs), first(about, RG.sha256)
    if not name or PurePath(name).name != name:
        return "", "rg:archivedAs is missing" if not name else f"rg:archivedAs {name!r} is no plain file name"
    if name not in present:
        return "", f"{name} is not in {directory}"
    try:
        raw = (directory / name).read_bytes()
        text = raw.decode("utf-8")
    except OSError as error:
        return "", f"{name}: {error.strerror or 'cannot be read'}"
    except UnicodeDecodeError:
        return "", f"{name} is not UTF-8"
    found = hashlib.sha256(raw).hexdigest()
    if found != digest:
        return (
            "",
            f"{name} is not the text that was read: its sha256 is {found[:12]}…, the source records {digest[:12]}…",
        )
    return text, ""


def passage(texts: Archive, iri: str) -> Passage:
    """The part of a text that an evidence IRI points to."""
    match = PASSAGE.fullmatch(iri)
    if match is None:
        return Passage("", f"<{iri}> is no passage; end it with #char=FROM,TO")
    text = texts.texts.get(match["source"])
    if text is None:
        return Passage("", texts.unread.get(match["source"], "its source is not described"))
    first_char, last_char = int(match["first"]), int(match["last"])
    where = f"passage char={first_char},{last_char}"
    if last_char > len(text):
        return Passage("", f"{where} reaches past the end of the text, which has {len(text)} characters")
    found = text[first_char:last_char]
    if not found.strip():
        return Passage("", f"{where} is empty")
    if len(found) > LONGEST:
        return Passage(
            "", f"{where} is {len(found)} characters long; a passage is a sentence or two, {LONGEST} at most"
        )
    return Passage(found)


def first(about: Description, predicate: str) -> str:
    """The first value of a property as text; "" if it has none."""
    return min((str(term.value) for term in about.get(predicate, ())), default="")  # type: ignore[union-attr]
