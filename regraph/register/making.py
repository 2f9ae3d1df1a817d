"""From a CSV of stakes to a store: read whole, arranged, written beside, then renamed, or not at all.

An interruption leaves the store that was there, or none. A directory that is no store is never replaced. What an import
that was killed outright left beside, the next one to the same place clears away.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from regraph.errors import BadFile, BadRows
from regraph.register.manifest import NAME, is_store
from regraph.register.reading.headings import Heading, heading_of
from regraph.register.reading.joining import joined
from regraph.register.reading.parsing import Block, block_of
from regraph.register.reading.rows import Faults, Measured, rows_in
from regraph.register.register import Register, register_on
from regraph.register.writing import Read, written

Advance = Callable[[int], None]
EXAMPLES = 3
DIGITS = re.compile("[1-9][0-9]{0,9}")


def import_stakes(
    path: Path, store: Path, told: date, *, force: bool = False, advance: Advance = lambda _: None
) -> Register:
    """Make a store of a CSV of stakes.

    Args:
        told: the day that the file tells of.
        force: replace a store that is there.
        advance: called with the number of bytes read so far.
    Raises:
        BadFile: the file cannot be read, or the store not written.
        BadSyntax: the heading is wrong.
        BadRows: rows are wrong.
    """
    clear_away(store)
    refuse(store, force=force)
    read = stakes_in(path, advance)
    with replacing(store) as place:
        manifest = written(place, read, told)
        (place / NAME).write_text(manifest.text(), encoding="utf-8")
    return register_on(store)


def clear_away(store: Path) -> None:
    """Remove what imports to the same place left that were killed; a store that one had set aside is put back.

    Raises:
        BadFile: it cannot be removed.
    """
    place = store.absolute()
    if not place.parent.is_dir():
        return
    try:
        for left in sorted(place.parent.iterdir()):
            what, _, number = left.name.removeprefix(f"{place.name}.").partition("-")
            is_ours = left.name.startswith(f"{place.name}.") and what in {"partial", "old"} and DIGITS.fullmatch(number)
            if not is_ours or left.is_symlink() or not left.is_dir() or is_running(int(number)):
                continue
            if what == "old" and not place.exists() and is_store(left):
                left.rename(place)
            else:
                shutil.rmtree(left)
    except OSError as error:
        raise BadFile(store, f"what a killed import left stays: {error.strerror or error}") from error


def is_running(process: int) -> bool:
    """True where another process of this number may be at work; only where the system says so is it gone."""
    if process == os.getpid():
        return False  # it cannot be this import, which has yet to begin
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def refuse(store: Path, *, force: bool) -> None:
    """End here where the store cannot be put.

    Raises:
        BadFile: something stands there that may not be replaced, or its parent is missing.
    """
    if store.is_symlink() or (store.exists() and not is_store(store)):
        raise BadFile(store, "exists and is no store of a register; name another directory")
    if store.exists() and not force:
        raise BadFile(store, "exists; give --force to replace it, or name another directory")
    if not store.absolute().parent.is_dir():
        raise BadFile(store, "its parent is no directory; make it first")


def stakes_in(path: Path, advance: Advance) -> Read:
    """The stakes of a file.

    Raises:
        BadFile, BadSyntax, BadRows: as `import_stakes` does.
    """
    try:
        with path.open("rb") as raw:
            file = Measured(raw, advance)
            heading = heading_of(str(path), file)
            faults = Faults(heading.lines)
            blocks = parsed(str(path), file, heading, faults)
    except OSError as error:
        raise BadFile(path, f"{error.strerror or error}") from error
    if faults.count:
        raise BadRows(path, faults.first(), faults.count)
    return Read(path.name, file.digest.hexdigest(), file.size, joined(blocks))


def parsed(path: str, file: Measured, heading: Heading, faults: Faults) -> list[Block]:
    """The blocks of a file; once a row is wrong, none is kept."""
    blocks = []
    for rows in rows_in(path, file, heading, faults):
        blocks.append(block_of(rows, faults))
        if faults.count:
            blocks.clear()
    return blocks


@contextmanager
def replacing(store: Path) -> Iterator[Path]:
    """A directory beside, which takes the place of the store at the end, or vanishes.

    Raises:
        BadFile: the disk is full, or the directory may not be written.
    """
    beside = store.absolute().with_name(f"{store.absolute().name}.partial-{os.getpid()}")
    old = beside.with_name(f"{store.absolute().name}.old-{os.getpid()}")
    try:
        beside.mkdir()
        yield beside
        if store.exists():
            store.rename(old)
        beside.rename(store)
    except OSError as error:
        raise BadFile(store, f"not written: {error.strerror or error}; nothing was changed") from error
    finally:
        if old.exists() and not store.exists():
            old.rename(store)
        shutil.rmtree(beside, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


@dataclass(frozen=True)
class Overfull:
    """Things whose holders have together more than all of it at least: how many, and the first by name.

    Args:
        examples: name, and the sum of the lower bounds in units of the engine.
    """

    count: int
    examples: tuple[tuple[str, int], ...]


def overfull_in(register: Register) -> Overfull:
    """The things whose stakes add up to more than all of them, on the day that the register tells of."""
    stakes = register.stakes()
    found = stakes.overfull()
    ends = [(thing, *stakes.holders_from[thing : thing + 2].tolist()) for thing in found[:EXAMPLES].tolist()]
    sums = [(stakes.names[thing], int(stakes.low[begin:end].sum(dtype=np.int64))) for thing, begin, end in ends]
    return Overfull(len(found), tuple(sums))
