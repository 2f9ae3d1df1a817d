"""Facts as read, kept beside for the next look-up: the sorted tables of a dataset in one file of the user's cache.

The file is only ever a copy: it is used while every file it was made from has the same path, size and time of change,
and anything wrong with it means reading the facts themselves. Queries and checks never use it.
"""

import binascii
import contextlib
import os
import pickle
from collections.abc import ItemsView, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from regraph import __version__
from regraph.facts.places import fact_files, ontology_files
from regraph.store.dataset import Dataset, Description, Terms, TermTable, read
from regraph.store.heads import Head, head_of

LAYOUT = 4
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


class Folded(Mapping[str, list[Any]]):
    """What one account says of one node, with its head at hand: a look-up opens few of them."""

    __slots__ = ("head", "opened", "packed")

    def __init__(self, head: Head, packed: bytes) -> None:
        self.head, self.packed = head, packed
        self.opened: dict[str, list[Any]] | None = None

    def about(self) -> dict[str, list[Any]]:
        """The description itself."""
        if self.opened is None:
            self.opened = pickle.loads(self.packed)
        return self.opened

    def __getitem__(self, predicate: str) -> list[Any]:
        return self.about()[predicate]

    def __iter__(self) -> Iterator[str]:
        return iter(self.about())

    def __len__(self) -> int:
        return len(self.about())

    def items(self) -> ItemsView[str, list[Any]]:
        """As a dictionary's: the mixin's own are an order slower."""
        return self.about().items()

    def get(self, predicate: str, default: Any = None) -> Any:
        """As a dictionary's."""
        return self.about().get(predicate, default)


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
        state = state_of((*ontology_files(), *paths))
    except OSError:
        return read(directories)
    place = place_for(cache, state)
    data = load(place, state, paths)
    if data is None:
        data = read(directories)
        keep(place, state, data)
    return data


def state_of(paths: Iterable[Path]) -> str:
    """The given files as they are now: path, size and time of change of each, a line each.

    Raises:
        OSError: one of them cannot be looked at.
    """
    looked = [(path.resolve(), path.stat()) for path in paths]
    return "\n".join(
        (f"{__version__} {LAYOUT}", *(f"{path} {about.st_size} {about.st_mtime_ns}" for path, about in looked))
    )


def place_for(cache: Path, state: str) -> Path:
    """The file in `cache` that stands for a state; another state may share the place, so the file says which it is."""
    return cache / f"{binascii.crc32(state.encode(errors='surrogateescape')):08x}.facts"


def load(place: Path, state: str, paths: tuple[Path, ...]) -> Dataset | None:
    """The dataset kept at `place` for a state, or None where there is none that can be used."""
    try:
        tables = pickle.loads(place.read_bytes())
        if tables["state"] != state:
            return None
        statements: dict[str, Any] = {
            node: {account: Folded(Head(*head), packed) for account, (head, packed) in by.items()}
            for node, by in tables["statements"].items()
        }
        return Dataset(tables["register"], tables["sources"], statements, TermTable(tables["terms"]), paths=paths)
    except Exception:  # whatever is wrong with a copy, the original is read instead
        return None


def keep(place: Path, state: str, data: Dataset) -> None:
    """Keep a dataset at `place` and drop what was kept before; a cache that cannot be written is no error."""
    known: dict[Any, Any] = {}
    tables: dict[str, Any] = {name: kept(getattr(data, name), known) for name in TABLES}
    tables["state"] = state
    tables["statements"] = {
        node: {account: (tuple(head_of(about)), packed(about)) for account, about in by.items()}
        for node, by in data.statements.items()
    }
    with contextlib.suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        temporary = place.with_suffix(f".{os.getpid()}")
        temporary.write_bytes(pickle.dumps(tables, protocol=5))
        temporary.replace(place)
        for old in sorted(place.parent.glob("*.facts"), key=lambda p: p.stat().st_mtime)[:-MOST]:
            old.unlink(missing_ok=True)


def packed(about: Description) -> bytes:
    """A description that can be opened alone."""
    known: dict[Any, Any] = {}
    return pickle.dumps(
        {known.setdefault(p, p): [plain(term, known) for term in terms] for p, terms in about.items()}, protocol=5
    )


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
