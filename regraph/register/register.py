"""A register of stakes on disk, opened: its stakes as columns for the engine, and its actors by name.

Opening reads the manifest only; a question reads what it touches. Nothing here reads a clock: a register answers for
the day it tells of unless it is asked for another.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from regraph.engine.stakes import Index, Mask, Stakes, stakes_of
from regraph.register.columns import Column, Texts
from regraph.register.days import Spans
from regraph.register.manifest import Manifest, Shelf, manifest_of

Places = npt.NDArray[np.int64]
KINDS = ("stake", "votes")
ENDS = ("start", "end")
DENIED = "denied"


@dataclass(frozen=True, eq=False)
class Register:
    """A store of stakes.

    Args:
        place: its directory.
        manifest: what it holds.
    """

    place: Path
    manifest: Manifest

    @property
    def told(self) -> dt.date:
        """The day that the register tells of."""
        return dt.date.fromisoformat(self.manifest.told)

    @cached_property
    def shelf(self) -> Shelf:
        """The columns by name."""
        return Shelf(self.place, self.manifest)

    @cached_property
    def names(self) -> Texts:
        """Index -> name of an actor or asset, sorted by code point."""
        return self.shelf.texts("names")

    @cached_property
    def folded_order(self) -> Column:
        """The indices of the names in the order of what is left of each without case, accents and punctuation."""
        return self.shelf.column("names-folded")

    def index_of(self, name: str) -> int:
        """The index of the actor or asset that bears `name`: exactly, else whatever its case, accents, punctuation.

        Raises:
            UnknownEntity: with the nearest names.
            AmbiguousEntity: with the candidates.
        """
        place = self.names.place_of(name)
        if place is not None:
            return place
        from regraph.register.naming import meant  # only a name that is not exact needs it

        return meant(self.names, self.folded_order, name)

    def stakes(self, as_of: dt.date | None = None, kind: str = "stake") -> Stakes:
        """The stakes that are alive on a day: without dates in the file, the columns on disk as they are.

        Args:
            as_of: the day; None is the day that the register tells of.
            kind: `stake` or `votes`; they are never mixed.
        Returns:
            A stake that is only possibly alive has no lower bound; one that is denied is left out.
        """
        return self.alive(as_of, kind).stakes

    def alive(self, as_of: dt.date | None = None, kind: str = "stake") -> "Alive":
        """The stakes that are alive on a day, as `stakes` gives them, with their certainty and source."""
        columns = self.columns(kind)
        kept, possible = self.spans(kind).alive(as_of or self.told, self.told, len(columns))
        certainty = self.optional(f"{kind}/certainty")
        if certainty is not None:
            kept &= certainty != self.manifest.certainties.index(DENIED)
        if possible.any():
            columns = replace(columns, low=np.where(possible, 0, columns.low).astype(np.int32))
        everything = bool(kept.all())
        return Alive(self, kind, columns if everything else columns.only(kept), None if everything else kept)

    def optional(self, name: str) -> Column | None:
        """A column that a store may lack."""
        return self.shelf.column(name) if name in self.shelf else None

    def columns(self, kind: str) -> Stakes:
        """All stakes of a kind, whenever they are alive, with the indices kept on disk."""
        if not self.manifest.stakes[kind]:
            return stakes_of(self.names, ())
        parts = {name: self.shelf.column(f"{kind}/{name}") for name in ("holder", "held", "low", "high", "row")}
        index = Index(*(self.shelf.column(f"{kind}/{name}") for name in ("holders-from", "by-holder", "holdings-from")))
        return Stakes(self.names, **parts, index=index)

    def spans(self, kind: str) -> Spans:
        """When the stakes of a kind begin and end."""
        bounds = [
            (self.shelf.column(f"{kind}/{end}-earliest"), self.shelf.column(f"{kind}/{end}-latest"))
            if f"{kind}/{end}-earliest" in self.shelf
            else None
            for end in ENDS
        ]
        return Spans(*bounds)


@dataclass(frozen=True, eq=False)
class Alive:
    """The stakes of one kind that count on a day.

    Args:
        register: where they come from.
        kind: `stake` or `votes`.
        stakes: their columns.
        kept: which of the register's they are; None for all.
    """

    register: Register
    kind: str
    stakes: Stakes
    kept: Mask | None

    def words(self, column: str, texts: Sequence[str], rows: Places) -> list[str]:
        """The word of a column of numbers for some of the stakes, empty where the file has no such column."""
        found = self.register.optional(f"{self.kind}/{column}")
        if found is None:
            return [""] * len(rows)
        places = rows if self.kept is None else np.flatnonzero(self.kept)[rows]
        return [texts[number] for number in found[places].tolist()]

    def certainties(self, rows: Places) -> list[str]:
        """How sure some of the stakes are; empty where the file does not say."""
        return self.words("certainty", self.register.manifest.certainties, rows)

    def sources(self, rows: Places) -> list[str]:
        """Where some of the stakes come from; empty where the file does not say."""
        texts = self.register.shelf.texts("sources") if "sources" in self.register.shelf else ()
        return self.words("source", texts, rows)


def register_on(place: Path) -> Register:
    """The register in a directory.

    Raises:
        BadFile: it is no store, it is damaged, or its version is another.
    """
    return Register(place, manifest_of(place))
