"""Where a long answer goes: to the standard output as it comes, or to a file that appears whole or not at all."""

import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click

from regraph.errors import BadFile

OUTPUT = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write to FILE, which is there only once the answer is whole; an interrupt leaves what was there.",
)


@contextlib.contextmanager
def writing(path: Path | None) -> Iterator[Callable[[str], Any]]:
    """What to call with each piece of an answer.

    Raises:
        BadFile: FILE cannot be written.
    """
    if path is None:
        yield sys.stdout.write
        return
    beside = path.with_name(f"{path.name}.partial-{os.getpid()}")
    before = signal.signal(signal.SIGTERM, interrupt)  # being ended leaves nothing behind either
    try:
        with beside.open("w", encoding="utf-8", newline="") as file:
            yield file.write
        beside.replace(path)
    except OSError as error:
        raise BadFile(path, error.strerror or "cannot be written") from error
    finally:
        signal.signal(signal.SIGTERM, before)
        beside.unlink(missing_ok=True)


def interrupt(*_: Any) -> None:
    """End as Ctrl-C does."""
    raise KeyboardInterrupt
