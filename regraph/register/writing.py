"""Stakes as read, written as the columns of a store: one folder for each kind, since kinds are never mixed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa

from regraph.engine.stakes import starts
from regraph.register.columns import Column, write_column
from regraph.register.manifest import Manifest
from regraph.register.reading.joining import Joined
from regraph.register.reading.parsing import CERTAINTIES
from regraph.register.register import KINDS

OPTIONAL = ("start-earliest", "start-latest", "end-earliest", "end-latest", "certainty", "source")


@dataclass(frozen=True)
class Read:
    """A file of stakes as read."""

    name: str
    sha256: str
    size: int
    stakes: Joined


def written(place: Path, read: Read, told: date) -> Manifest:
    """Write every column of a store, and tell what it holds."""
    stakes, names = read.stakes, read.stakes.names
    columns = {**texts_as("names", names), "names-folded": stakes.folded_order}
    columns |= texts_as("sources", stakes.sources) if "source" in stakes.columns else {}
    kinds = stakes.columns.get("kind", np.zeros(len(stakes.columns["holder"]), np.int32))
    known = {name: (column.dtype.str, len(column)) for name, column in columns.items()}
    for name, column in columns.items():
        write_column(place / f"{name}.npy", column)
    counts = {kind: int((kinds == number).sum()) for number, kind in enumerate(KINDS)}
    for number, kind in enumerate(KINDS):
        if not counts[kind]:
            continue
        (place / kind).mkdir()
        for name, column in arranged(stakes, np.flatnonzero(kinds == number), len(names)):
            write_column(place / kind / f"{name}.npy", column)
            known[f"{kind}/{name}"] = (column.dtype.str, len(column))
    return Manifest(told.isoformat(), read.name, read.sha256, read.size, len(names), counts, known, CERTAINTIES)


def texts_as(name: str, texts: pa.StringArray) -> dict[str, Column]:
    """A table of texts as two columns: the bytes of all, and where each begins."""
    whole = pa.concat_arrays([texts])
    _, begins, content = whole.buffers()
    ends = np.frombuffer(begins, np.int32)[whole.offset : whole.offset + len(whole) + 1] if len(whole) else np.zeros(1)
    raw = np.frombuffer(content, np.uint8) if content is not None and len(content) else np.zeros(0, np.uint8)
    return {name: raw[int(ends[0]) : int(ends[-1])], f"{name}-from": (ends - ends[0]).astype(np.int64)}


def arranged(stakes: Joined, rows: Column, actors: int) -> Iterator[tuple[str, Column]]:
    """The columns of one kind of stake by what is held, then by holder, then by line, with both indices."""
    holder, held = (stakes.columns[name][rows] for name in ("holder", "held"))
    rows = rows[np.argsort(held.astype(np.int64) * actors + holder, kind="stable")]
    holder, held = (stakes.columns[name][rows] for name in ("holder", "held"))
    by_holder = np.argsort(holder, kind="stable")
    yield from {"holder": holder, "held": held, "holders-from": starts(held, actors), "by-holder": by_holder}.items()
    yield "holdings-from", starts(holder[by_holder], actors)
    for name in ("low", "high", "row", *(name for name in OPTIONAL if name in stakes.columns)):
        column = stakes.columns.get(name, np.zeros(0, np.int32))[rows]
        yield name, column.astype(np.uint8) if name == "certainty" else column
