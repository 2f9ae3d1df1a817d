"""Facts as read, kept beside for the next look-up: the sorted tables of a dataset in one file of the user's cache.

The file is only ever a copy: it is used while every file it was made from has the same path, size and time of change,
and anything wrong with it means reading the facts themselves. Queries and checks never use it.
"""

import contextlib
import hashlib
import os
import pickle
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from regraph import __version__
from regraph.facts.places import fact_files, ontology_files
from regraph.store.dataset import Dataset, Description, Terms, TermTable, read

LAYOUT = 2
MOST = 8
TABLES = ("register", "sources", "terms")


class Node(NamedTuple):
    """An IRI, as the parser's own has it."""

    value: str


class Text(NamedTuple):
    """A literal, as the parser's own has it."""

    value: str
    datatype: Node
    language: str | None


def read_kept(directories: tuple[Path, ...], cache: Path | None) -> Dataset:
    """Everything in the given facts directories, from the cache where it holds them as they are now.

    Args:
        cache: the directory of the cache; None reads the facts themselves.
    Returns:
        A dataset for look-ups: it may hold no quads.
    Raises:
        BadSyntax, BadFile, NoFacts: as the reading of files does.
    """
    paths = fact_files(directories)
    if cache is None:
        return read(directories)
    try:
        place = place_for(cache, (*ontology_files(), *paths))
    except OSError:
        return read(directories)
    data = load(place, paths)
    if data is None:
        data = read(directories)
        keep(place, data)
    return data


def place_for(cache: Path, paths: Iterable[Path]) -> Path:
    """The file in `cache` that stands for the given files as they are now.

    Raises:
        OSError: one of them cannot be looked at.
    """
    digest = hashlib.sha256(f"{__version__} {LAYOUT}".encode())
    for path in paths:
        about = path.stat()
        digest.update(f"\n{path.resolve()} {about.st_size} {about.st_mtime_ns}".encode())
    return cache / f"{digest.hexdigest()[:32]}.facts"


def load(place: Path, paths: tuple[Path, ...]) -> Dataset | None:
    """The dataset kept at `place`, or None where there is none that can be used."""
    try:
        tables = pickle.loads(place.read_bytes())
        tables["terms"] = TermTable(tables["terms"])
        return Dataset(**{name: tables[name] for name in (*TABLES, "statements")}, paths=paths)
    except Exception:  # whatever is wrong with a copy, the original is read instead
        return None


def keep(place: Path, data: Dataset) -> None:
    """Keep a dataset at `place` and drop what was kept before; a cache that cannot be written is no error."""
    known: dict[Any, Any] = {}
    tables: dict[str, Any] = {name: kept(getattr(data, name), known) for name in TABLES}
    tables["statements"] = {known.setdefault(n, n): kept(by, known) for n, by in data.statements.items()}
    with contextlib.suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        temporary = place.with_suffix(f".{os.getpid()}")
        temporary.write_bytes(pickle.dumps(tables, protocol=5))
        temporary.replace(place)
        for old in sorted(place.parent.glob("*.facts"), key=lambda p: p.stat().st_mtime)[:-MOST]:
            old.unlink(missing_ok=True)


def kept(table: Mapping[str, Description], known: dict[Any, Any]) -> dict[str, dict[str, list[Any]]]:
    """A table with plain terms, equal ones made one."""
    return {
        known.setdefault(subject, subject): {
            known.setdefault(p, p): [plain(term, known) for term in terms] for p, terms in about.items()
        }
        for subject, about in table.items()
    }


def plain(term: Terms, known: dict[Any, Any]) -> Node | Text:
    """A parser's term as a plain value."""
    if not hasattr(term, "datatype"):
        node = Node(term.value)  # type: ignore[union-attr]
        return known.setdefault(node, node)  # type: ignore[no-any-return]
    text = Text(term.value, Node(term.datatype.value), term.language)  # type: ignore[union-attr]
    return known.setdefault(text, text)  # type: ignore[no-any-return]
