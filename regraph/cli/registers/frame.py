"""What the commands on registers share: their options, the day asked about, fractions, a bar for what takes a while."""

import datetime as dt
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal, InvalidOperation
from pathlib import Path

import click

from regraph.errors import BadChoice
from regraph.model.dates import period


def store_of(ctx: click.Context, param: click.Parameter, value: Path | None) -> Path:
    """The directory of a register: as given after the command, else before it.

    Raises:
        click.UsageError: in neither place.
    """
    found = value if value is not None else ctx.find_root().params.get("store")
    if found is None:
        raise click.UsageError("say which register: --store DIR")
    return Path(found)


def store_option(text: str) -> Callable[..., Callable[..., object]]:
    """The option that says which register."""
    return click.option("--store", type=click.Path(path_type=Path), callback=store_of, metavar="DIR", help=text)


def day_of(ctx: click.Context, param: click.Parameter, value: str | None) -> dt.date:
    """The day that a date option means, today where it is not given; `2022` and `2022-12` mean their last day."""
    found = dt.date.today() if value is None else period(value).latest
    assert found is not None
    return found


PATIENCE = 10  # seconds, before a log is told how far something is
STORE = store_option("The register to answer from, as `regraph import` made it.")
AS_OF = click.option(
    "--as-of",
    metavar="DATE",
    callback=day_of,
    help="The world on that day; 2022 or 2022-06 mean its last day. Default: today.",
)


@contextmanager
def progress(size: int, label: str, least: int) -> Iterator[Callable[[int], None]]:
    """A bar on the standard error for what is large enough, elsewhere than on a terminal a line each tenth of the way.

    The callable that is given takes how much is done.
    """
    if size < least:
        yield lambda _: None
        return
    if not sys.stderr.isatty():
        yield tenths(size, label)
        return
    with click.progressbar(length=size, label=label, file=sys.stderr) as bar:
        yield lambda done: bar.update(done - bar.pos)


def tenths(size: int, label: str) -> Callable[[int], None]:
    """Says on the standard error which tenths of the way are done, for what takes longer than a while."""
    begun, said = time.monotonic(), [0]

    def advance(done: int) -> None:
        if done * 10 // size > said[0] and time.monotonic() - begun > PATIENCE:
            said[0] = done * 10 // size
            click.echo(f"{label}: {done:,} of {size:,}", err=True)

    return advance


def fraction(option: str, text: str | None) -> Decimal | None:
    """A fraction of 1 that an option gives.

    Raises:
        BadChoice: it is no number above 0 and up to 1.
    """
    if text is None:
        return None
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal(-1)
    if not 0 < value <= 1:
        raise BadChoice(option, text, ("a fraction above 0 and up to 1: 0.7 for 70 %",))
    return value
