"""`control` over a register instead of the facts: of one thing, or every pair."""

import datetime as dt
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from regraph.analysis.control.doctrines import DOCTRINES, EVERY, Bars, Doctrine, doctrines_named
from regraph.cli.registers.answering import ALL, FORMAT, json_text
from regraph.cli.registers.frame import AS_OF, STORE, fraction
from regraph.cli.registers.whole import OUTPUT, writing
from regraph.errors import BadChoice
from regraph.present.rows import csv_text, line

FEW, MANY = 100, 1_000
BY_VOTES = tuple(name for name in DOCTRINES if name != "by-right")
DOCTRINE = click.option(
    "--doctrine", metavar="NAME", help=f"One of {', '.join(BY_VOTES)}, or all. Default: all; with --all, majority."
)
TURNOUT = click.option("--turnout", metavar="FRACTION", help="Part of the votes expected to be present, for de-facto.")
THRESHOLD = click.option("--threshold", metavar="FRACTION", help="What a weakest link must be above. Default: 0.2.")
LIMIT = click.option(
    "--limit",
    type=click.IntRange(min=0),
    metavar="N",
    help=f"How many are told, 0 for all. Default: {FEW} above ENTITY and {FEW} below;"
    f" with --all, {MANY:,} pairs as table or JSON, and all as CSV.",
)


@click.command()
@click.argument("name", metavar="[ENTITY]", required=False)
@ALL
@DOCTRINE
@TURNOUT
@THRESHOLD
@click.option("--possible", is_flag=True, help="With --all: pairs as well that are found for some true shares only.")
@LIMIT
@OUTPUT
@AS_OF
@STORE
@FORMAT
@click.pass_context
def control(
    ctx: click.Context, /, name: str | None, everything: bool, doctrine: str | None, turnout: str | None,
    threshold: str | None, possible: bool, limit: int | None, output: Path | None, **options: Any,
) -> None:  # fmt: skip
    """Who controls a thing of a register and what it controls, by which doctrine.

    The verdicts are those on facts: yes holds for all true shares within their bounds, possible for some; what needs a
    stake that is alleged, disputed or the like is called that, with --all as claimed. A register tells no rights:
    control by right is not asked. With --all, what two hold of the controlled thing together at least stands beside.
    """
    if (name is None) != everything:
        raise click.UsageError("give an ENTITY, or --all for every pair, not both")
    if not everything and possible:
        raise click.UsageError("--possible goes with --all; of one ENTITY what is possible is told anyway")
    bars = Bars(fraction("--turnout", turnout), fraction("--threshold", threshold) or Decimal("0.2"))
    doctrines = doctrines_of(doctrine or ("majority" if everything else EVERY), bars)
    if name is not None:
        ctx.exit(of_one(name, doctrines, bars, FEW if limit is None else limit, output, **options))
    if len(doctrines) > 1:
        raise click.UsageError("--all answers by one doctrine at a time")
    ctx.exit(of_all(doctrines[0], bars, limit, output, possible=possible, **options))


def doctrines_of(name: str, bars: Bars) -> tuple[Doctrine, ...]:
    """The doctrines asked for.

    Raises:
        BadChoice: there is none of that name, or a register cannot tell of it.
    """
    if name not in (*BY_VOTES, EVERY):
        raise BadChoice("--doctrine", name, (*BY_VOTES, EVERY))
    return tuple(doctrines_named(name, bars))


def of_one(
    name: str, doctrines: tuple[Doctrine, ...], bars: Bars, limit: int, output: Path | None,
    *, store: Path, as_of: dt.date, form: str,
) -> int:  # fmt: skip
    """Print who controls one thing, and what it controls.

    Returns:
        The exit status.
    """
    from regraph.analysis.control.answer import FOUND
    from regraph.analysis.registers.controlling import Question, control_in
    from regraph.present.owning.control import CSV_COLUMNS, control_payload, control_rows, control_text
    from regraph.register.register import register_on

    register = register_on(store)
    found = control_in(register, register.index_of(name), Question(as_of, doctrines, bars, limit))
    payload = control_payload(found.ground, found.answer, None)
    payload["notes"] = [*payload["notes"], *found.notes]
    with writing(output) as write:
        if form == "csv":
            write(csv_text(CSV_COLUMNS, control_rows(payload)))
        else:
            write(json_text(payload) if form == "json" else control_text(payload))
            write("\n")
    return 0 if any(verdict.answer in FOUND for verdict in found.answer.verdicts) else 1


def of_all(
    doctrine: Doctrine, bars: Bars, limit: int | None, output: Path | None,
    *, possible: bool, store: Path, as_of: dt.date, form: str,
) -> int:  # fmt: skip
    """Print every pair, by controller.

    Returns:
        The exit status.
    """
    from regraph.analysis.registers.pairs import every_pair_in
    from regraph.present.registers import pairs
    from regraph.register.register import register_on

    register = register_on(store)
    found = every_pair_in(register, doctrine, bars, as_of, possible=possible)
    most = (0 if form == "csv" else MANY) if limit is None else limit
    told = min(most or len(found), len(found))
    head = pairs.pairs_head(register, doctrine, bars, as_of.isoformat(), (told, len(found)))
    entries = pairs.entries(found, register.names, told)
    with writing(output) as write:
        FORMS[form](write, head, entries)
    if form == "csv" and told < len(found):
        click.echo(f"regraph: {pairs.count_words(head)}", err=True)
    return 0 if len(found) else 1


def as_table(write: Callable[[str], Any], head: dict[str, Any], entries: Any) -> None:
    """The pairs as a person reads them."""
    from regraph.present.registers.pairs import entry_line, foot, title

    write(title(head))
    for entry in entries:
        write(entry_line(entry))
    write(foot(head))


def as_json(write: Callable[[str], Any], head: dict[str, Any], entries: Any) -> None:
    """The pairs as JSON, one a line, written as they come."""
    from regraph.present.registers.pairs import entry_json

    write(json.dumps(head, ensure_ascii=False, indent=2).removesuffix("\n}") + ',\n  "pairs": [')
    for place, entry in enumerate(entries):
        write(("," if place else "") + "\n    " + entry_json(entry))
    write("\n  ]\n}\n")


def as_csv(write: Callable[[str], Any], head: dict[str, Any], entries: Any) -> None:
    """The pairs as CSV."""
    from regraph.present.registers.pairs import COLUMNS, entry_row

    write(line(COLUMNS))
    for entry in entries:
        write(entry_row(entry))


FORMS = {"table": as_table, "json": as_json, "csv": as_csv}
