"""Making something again whenever the facts that it is made from change."""

import datetime as dt
import gc
import os
import time
from collections.abc import Callable
from pathlib import Path

import click

from regraph.cli.main import complain
from regraph.errors import RegraphError
from regraph.facts.places import fact_files, ontology_files
from regraph.store.compiled import state_of

PAUSE = 0.1  # seconds between two looks


def watch(
    make: Callable[[], None], ready: Callable[[], None], look: Callable[[], str], pause: Callable[[], None]
) -> None:
    """Make something, then again whenever what it is made from has changed, until somebody interrupts it.

    What goes wrong the first time ends it, an interruption as well; what goes wrong later is told, and the next change
    tries again.

    Args:
        ready: called once, between the first time and the next.
        look: what it is made from as it stands now, in a text that no other state gives.
        pause: waits a moment.
    """
    seen = look()
    make()
    try:
        ready()
        while True:
            gc.collect()  # the command line never does
            seen = changed(seen, look, pause)
            tried(make)
    except KeyboardInterrupt:
        click.echo(err=True)


def changed(seen: str, look: Callable[[], str], pause: Callable[[], None]) -> str:
    """What is there once it is another than was seen, and the same at two looks: a file may be half written at one."""
    before = look()
    while True:
        pause()
        now = look()
        if now == before != seen:
            return now
        before = now


def tried(make: Callable[[], None]) -> None:
    """Make it; an error is told, and what stands there stays.

    Raises:
        BrokenPipeError: nobody reads any more what is told.
    """
    try:
        make()
    except BrokenPipeError:
        raise
    except (RegraphError, click.ClickException) as error:
        complain(f"{error}; what was written before stays; waiting for the next change")
    except OSError as error:
        complain(f"{error.filename or 'output'}: {error.strerror or error}; waiting for the next change")
    except Exception as error:  # a bug that these facts show, and others may not
        if os.environ.get("REGRAPH_DEBUG"):
            raise
        complain(
            f"unexpected {type(error).__name__}: {error}; set REGRAPH_DEBUG=1 to see where, and report it;"
            " waiting for the next change"
        )


def state(directories: tuple[Path, ...]) -> str:
    """The files of facts as they stand now, and the day; where one of them cannot be looked at, why."""
    today = dt.date.today().isoformat()
    try:
        return today + state_of((*ontology_files(), *fact_files(directories)))
    except (OSError, RegraphError) as error:
        return f"{today} {error}"


def moment() -> None:
    """Wait a moment."""
    time.sleep(PAUSE)
