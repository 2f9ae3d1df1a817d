"""`import`."""

import datetime as dt
import importlib.util
import signal
from pathlib import Path
from typing import Any

import click

from regraph.cli.registers.frame import day_of, progress, store_option
from regraph.errors import BadRows, MissingExtra
from regraph.wording.terminal import safe

PACE = 20_000_000  # bytes; a smaller file is imported before anybody would read a bar
EXTRA = "registers"


@click.command("import")
@click.argument("form", metavar="FORMAT", type=click.Choice(["stakes"]))
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@store_option("The directory to make.")
@click.option("--told", metavar="DATE", callback=day_of, help="The day that the file tells of. Default: today.")
@click.option("--force", is_flag=True, help="Replace the register that is in DIR.")
def import_(form: str, file: Path, store: Path, told: dt.date, force: bool) -> None:
    """Import a register of stakes from CSV into columns on disk.

    FORMAT is stakes: columns holder, held and share, or share_min and share_max, in fractions of 1; optional: start,
    end, kind, certainty, source. Each wrong row is named with its line, and then nothing is written.
    """
    if importlib.util.find_spec("pyarrow") is None:
        raise MissingExtra("pyarrow", EXTRA)
    from regraph.present.registers.imported import imported_text  # what needs an extra is read once that is there
    from regraph.register.making import import_stakes, overfull_in

    before = signal.signal(signal.SIGTERM, interrupt)  # being ended leaves nothing behind either
    try:
        with progress(file.stat().st_size if file.is_file() else 0, "reading", PACE) as advance:
            register = import_stakes(file, store, told, force=force, advance=advance)
    except BadRows as error:
        click.echo("\n".join(map(safe, error.lines)), err=True)
        raise
    finally:
        signal.signal(signal.SIGTERM, before)
    click.echo(imported_text(register, overfull_in(register)))


def interrupt(*_: Any) -> None:
    """End as Ctrl-C does."""
    raise KeyboardInterrupt
