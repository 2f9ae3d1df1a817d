"""The manifest of a store: which format it has, what it was made from, and the type and length of every column.

A store is only what its manifest says; a directory without one is never read, and never replaced.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from regraph.errors import BadFile
from regraph.register.columns import Column, Texts, column_on

FORMAT, VERSION = "regraph register", 1
NAME = "manifest.json"
AGAIN = "import the register again"


@dataclass(frozen=True)
class Manifest:
    """What a store holds.

    Args:
        told: the day that the register tells of (ISO 8601); before it, a stake without a start is only possible.
        file: name of the CSV file it was made from.
        sha256: its digest.
        size: its size in bytes.
        actors: how many names there are.
        stakes: kind (`stake`, `votes`) -> how many.
        columns: name of a column -> its type as numpy writes it, and its length.
        certainties: the words that the column `certainty` numbers, in their order.
    """

    told: str
    file: str
    sha256: str
    size: int
    actors: int
    stakes: dict[str, int]
    columns: dict[str, tuple[str, int]]
    certainties: tuple[str, ...]

    def text(self) -> str:
        """As it stands on disk."""
        return json.dumps({"format": FORMAT, "version": VERSION, **asdict(self)}, ensure_ascii=False, indent=2) + "\n"


def is_store(place: Path) -> bool:
    """True for a directory that holds a register, of whatever version."""
    try:
        return bool(json.loads((place / NAME).read_bytes()).get("format") == FORMAT)
    except (OSError, ValueError, AttributeError):
        return False


def manifest_of(place: Path) -> Manifest:
    """The manifest of the store in a directory.

    Raises:
        BadFile: there is none, it is damaged, or its version is another.
    """
    if not place.is_dir():
        raise BadFile(place, "no such store; make one with `regraph import stakes FILE.csv --store DIR`")
    try:
        found = json.loads((place / NAME).read_bytes())
    except FileNotFoundError as error:
        raise BadFile(place, f"is no store of a register: it holds no {NAME}") from error
    except ValueError as error:
        raise BadFile(place / NAME, f"is damaged; {AGAIN}") from error
    if not isinstance(found, dict) or found.pop("format", None) != FORMAT:
        raise BadFile(place, f"is no store of a register: its {NAME} is of something else")
    version = found.pop("version", None)
    if version != VERSION:
        raise BadFile(place, f"is of format version {version}, this regraph reads {VERSION}; {AGAIN}")
    return made(place, found)


def made(place: Path, found: dict[str, object]) -> Manifest:
    """A manifest from what its file says.

    Raises:
        BadFile: something is missing, or too much.
    """
    try:
        manifest = Manifest(**found)  # type: ignore[arg-type]
        columns = {name: (str(dtype), int(length)) for name, (dtype, length) in manifest.columns.items()}
    except (TypeError, ValueError, AttributeError) as error:
        raise BadFile(place / NAME, f"is damaged; {AGAIN}") from error
    return Manifest(**{**asdict(manifest), "columns": columns, "certainties": tuple(manifest.certainties)})


@dataclass(frozen=True)
class Shelf:
    """The columns of one store by name."""

    place: Path
    manifest: Manifest

    def __contains__(self, name: str) -> bool:
        return name in self.manifest.columns

    def column(self, name: str) -> Column:
        """One column, mapped.

        Raises:
            BadFile: the store lacks it, or it is damaged.
        """
        if name not in self:
            raise BadFile(self.place / NAME, f"lacks the column {name}; {AGAIN}")
        return column_on(self.place / f"{name}.npy", *self.manifest.columns[name])

    def texts(self, name: str) -> Texts:
        """A table of texts.

        Raises:
            BadFile: as for a column.
        """
        begins = self.column(f"{name}-from")
        content = self.column(name)
        if len(begins) == 0 or begins[-1] != len(content):
            raise BadFile(self.place / f"{name}.npy", f"is damaged; {AGAIN}")
        return Texts(content.view(np.uint8), begins)
