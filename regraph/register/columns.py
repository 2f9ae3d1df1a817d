"""Columns and texts on disk: written as they are in memory, opened by mapping, so that only what is used is read.

Nothing here knows what a column means. A file that is not what the manifest says is an error, never a guess.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, overload

import numpy as np
import numpy.typing as npt

from regraph.errors import BadFile

Column = npt.NDArray[Any]
DAMAGED = "is not the column that the manifest tells of; import the register again"


def write_column(path: Path, values: Column) -> None:
    """Write one column as `.npy`.

    Raises:
        OSError: the disk is full, or the like; numpy's own writer would hide which.
    """
    whole = np.ascontiguousarray(values)
    with path.open("wb") as file:
        np.lib.format.write_array_header_1_0(file, np.lib.format.header_data_from_array_1_0(whole))
        file.write(whole.reshape(-1).view(np.uint8).data if whole.size else b"")


def column_on(path: Path, dtype: str, length: int) -> Column:
    """One column, mapped; a change to it never reaches the file.

    Raises:
        BadFile: it is missing, cut short, or of another type or length.
    """
    try:
        found: Column = np.load(path, mmap_mode="c" if length else None, allow_pickle=False)
    except FileNotFoundError as error:
        raise BadFile(path, "is missing; import the register again") from error
    except (ValueError, EOFError) as error:
        raise BadFile(path, DAMAGED) from error
    if found.dtype.str != dtype or found.shape != (length,):
        raise BadFile(path, DAMAGED)
    return found.view(np.ndarray)


@dataclass(frozen=True, eq=False)
class Texts(Sequence[str]):
    """Texts one after the other in UTF-8, with where each begins; sorted, so that one is found without reading all.

    Args:
        content: the bytes of all.
        begins: where each begins, and the end of the last.
    Example:
        >>> texts = Texts(np.frombuffer(b"AlphaBeta", np.uint8), np.array([0, 5, 9]))
        >>> texts[1], list(texts), texts.place_of("Beta"), texts.place_of("Gamma")
        ('Beta', ['Alpha', 'Beta'], 1, None)
    """

    content: npt.NDArray[np.uint8]
    begins: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.begins) - 1

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...
    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        if isinstance(place, slice):
            return [self[i] for i in range(*place.indices(len(self)))]
        if not -len(self) <= place < len(self):
            raise IndexError(place)
        return self.encoded(place % len(self)).decode("utf-8")

    def encoded(self, place: int) -> bytes:
        """The bytes of one text."""
        return self.content[self.begins[place] : self.begins[place + 1]].tobytes()

    def place_of(self, text: str) -> int | None:
        """Where `text` stands, or None."""
        wanted = text.encode("utf-8", "surrogatepass")
        place = bisect_left(range(len(self)), wanted, key=self.encoded)
        return place if place < len(self) and self.encoded(place) == wanted else None
