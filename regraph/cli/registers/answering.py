"""`owners` and `holdings` over a register instead of the facts.

`regraph.cli.main` takes these where `--store` is given. The facts and what reads them are never loaded here, since a
register answers in the time that they take.
"""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from regraph.cli.registers.frame import AS_OF, STORE, progress
from regraph.cli.registers.whole import OUTPUT, writing
from regraph.errors import BadFile
from regraph.present.rows import csv_text, line

CONVENTIONS = ("simple-paths", "walk-sum", "stop-at-target")
ALL_COLUMNS = ("owner", "owned", "share_low", "share_high")
SLICE = 1_000
QUOTED = re.compile(r'[",\r\n]')

FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
    help="How to print the answer.",
)
CONVENTION = click.option(
    "--convention",
    type=click.Choice(CONVENTIONS),
    default="stop-at-target",
    show_default=True,
    help="How shares are integrated over chains and rings.",
)
ALL = click.option("--all", "everything", is_flag=True, help="Everybody and everything.")


@click.command()
@click.argument("name", metavar="[ENTITY]", required=False)
@ALL
@click.option("--of", type=click.Path(path_type=Path), metavar="FILE", help="With --all: only of those named in FILE.")
@CONVENTION
@OUTPUT
@AS_OF
@STORE
@FORMAT
@click.pass_context
def owners(
    ctx: click.Context, /, name: str | None, everything: bool, of: Path | None, output: Path | None, form: str,
    **options: Any,
) -> None:  # fmt: skip
    """Who owns a thing of a register, directly and through others.

    With --all: every owner of everything, by the name of what is owned, then of the owner; or, with --of, of the things
    that a file names, a name a line. How far it is shows on standard error.
    """
    one_or_all(name, everything, form)
    if name is None:
        ctx.exit(everybody(of=of, output=output, **options))
    if of is not None or output is not None:
        raise click.UsageError("--of and --output go with --all")
    ctx.exit(answer("owners", name, form, **options))


@click.command()
@click.argument("name", metavar="ENTITY")
@CONVENTION
@AS_OF
@STORE
@FORMAT
@click.pass_context
def holdings(ctx: click.Context, /, name: str, form: str, **options: Any) -> None:
    """What an actor of a register owns, directly and through others."""
    ctx.exit(answer("holdings", name, form, **options))


def one_or_all(name: str | None, everything: bool, form: str) -> None:
    """End here where a question is for neither one nor all.

    Raises:
        click.UsageError: it is for neither or both, or for all in a format that needs all at once.
    """
    if (name is None) != everything:
        raise click.UsageError("give an ENTITY, or --all, not both")
    if everything and form != "csv":
        raise click.UsageError("--all answers in CSV, row by row: add --format csv")


def answer(command: str, name: str, form: str, store: Path, convention: Any, as_of: dt.date) -> int:
    """Print the owners or holdings of one actor.

    Returns:
        The exit status.
    """
    from regraph.engine import integrated  # numpy takes a tenth of a second, which help and errors need not wait for
    from regraph.present.registers.shares import CSV_COLUMNS, shares_payload, shares_rows, shares_text
    from regraph.register.nearby import nearby
    from regraph.register.register import register_on

    register = register_on(store)
    actor = register.index_of(name)
    alive = register.alive(as_of)
    near = nearby(alive.stakes, actor, upward=command == "owners")
    walk = integrated.owners if command == "owners" else integrated.holdings
    owned = walk(near.stakes, near.place_of(actor), convention)
    payload = shares_payload(command, alive, near, owned, convention, as_of)
    if form == "csv":
        click.echo(csv_text(CSV_COLUMNS, shares_rows(payload)), nl=False, color=True)
    else:
        click.echo(json_text(payload) if form == "json" else shares_text(payload), color=form == "json")
    return 0 if payload["found"] else 1


def json_text(payload: dict[str, Any]) -> str:
    """A dictionary as JSON."""
    import json

    return json.dumps(payload, ensure_ascii=False, indent=2)


def everybody(store: Path, convention: Any, as_of: dt.date, of: Path | None, output: Path | None) -> int:
    """Print every owner of everything, or of the things that a file names, row by row.

    Returns:
        The exit status.
    """
    from regraph.analysis.registers.owning import owners_of_all
    from regraph.register.register import register_on

    register = register_on(store)
    stakes = register.stakes(as_of)
    companies = None if of is None else sorted({register.index_of(name) for name in lines_in(of)})
    size, done = stakes.actors if companies is None else len(companies), 0
    with writing(output) as write, progress(size, "companies", SLICE) as advance:
        write(line(ALL_COLUMNS))
        for done, (company, rows) in enumerate(owners_of_all(stakes, convention, companies), 1):
            if done % SLICE == 0:
                advance(company if companies is None else done)
            write_rows(write, stakes.names, rows)
    return 0 if done else 1


def write_rows(write: Callable[[str], Any], names: Sequence[str], rows: list[tuple[int, int, float, float]]) -> None:
    """The owners of one company as CSV."""
    from regraph.present.registers.shares import interval

    owned = cell(names[rows[0][1]]) if rows else ""
    for owner, _, low, high in rows:
        ends = interval(low, high)
        write(f"{cell(names[owner])},{owned},{ends['low']},{ends['high'] or ''}\n")


def lines_in(path: Path) -> list[str]:
    """The names in a file, a name a line.

    Raises:
        BadFile: it cannot be read, or names nothing.
    """
    try:
        found = [text.strip() for text in path.read_text(encoding="utf-8-sig").splitlines()]
    except UnicodeDecodeError as error:
        raise BadFile(path, "is not UTF-8 text") from error
    except OSError as error:
        raise BadFile(path, error.strerror or "cannot be read") from error
    if not any(found):
        raise BadFile(path, "it names nothing; write a name a line")
    return [name for name in found if name]


def cell(name: str) -> str:
    """A name as a cell of CSV; millions are printed, and few need quotes.

    Example:
        >>> cell("Alpha Ltd"), cell("Alpha, Ltd")
        ('Alpha Ltd', '"Alpha, Ltd"')
    """
    return line((name,))[:-1] if QUOTED.search(name) else name
