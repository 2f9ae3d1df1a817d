"""What the commands share: the options that frame a question, reading the facts, and printing in three formats."""

import datetime as dt
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from regraph.errors import BadChoice, RegraphError
from regraph.model.dates import period
from regraph.model.knowledge import Knowledge, known
from regraph.model.lookup import everything
from regraph.model.scenario import INCLUDABLE, Scenario, excluded, included
from regraph.names import local
from regraph.present.rows import csv_text
from regraph.store.compiled import read_kept
from regraph.store.dataset import Dataset, read, select

Command = TypeVar("Command", bound=Callable[..., Any])
Context = click.Context

FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
    help="How to print the answer.",
)
AS_OF = click.option(
    "--as-of", metavar="DATE", help="The world on that day; 2022 or 2022-06 mean its last day. Default: today."
)
KNOWN_BY = click.option("--known-by", metavar="DATE", help="Only what accounts published by that day say.")
EXCLUDE = click.option(
    "--exclude",
    multiple=True,
    metavar="WORD",
    help="Leave out claims of a certainty (alleged, opinion, ...) or of a source; several, or joined by commas.",
)
INCLUDE = click.option(
    "--include",
    multiple=True,
    metavar="WORD",
    help="Count as well: options, conditional, non-binding, proposed, or id:SLUG of one claim.",
)


def framed(command: Command) -> Command:
    """Give a command the options that every answer takes."""
    for option in (FORMAT, EXCLUDE, INCLUDE, KNOWN_BY, AS_OF):
        command = option(command)
    return command


@dataclass(frozen=True)
class Frame:
    """The facts as selected, and the scenario a question is asked in."""

    data: Dataset
    knowledge: Knowledge
    scenario: Scenario
    known_by: dt.date | None


def frame(
    directories: tuple[Path, ...],
    as_of: str | None = None,
    known_by: str | None = None,
    include: tuple[str, ...] = (),
    exclude: tuple[str, ...] = (),
    *,
    whole: bool = False,
) -> Frame:
    """Read the facts and set up the scenario.

    Args:
        whole: read the facts themselves, quad by quad, as a query needs them; a look-up takes the cache's copy.
    Raises:
        BadDate, BadChoice: a malformed option. The reading's own errors pass through.
    """
    day = dt.date.today() if as_of is None else last_day(as_of)
    by = None if known_by is None else last_day(known_by)
    counted = included(include)
    data = read(directories) if whole else read_kept(directories, cache_directory())
    certainties, dropped = excluded(exclude, frozenset(data.sources))
    chosen = select(data, by, dropped)
    knowledge = known(chosen)
    claims = sorted(iri for iri in counted if iri not in INCLUDABLE)
    for iri in claims:
        if iri not in knowledge.claims:
            raise BadChoice("--include", f"id:{local(iri)}", (*INCLUDABLE, "id:SLUG of a claim (see `regraph find`)"))
    return Frame(chosen, knowledge, Scenario(day, counted, certainties, dropped), by)


def cache_directory() -> Path | None:
    """Where look-ups keep their copy of the facts: `REGRAPH_CACHE` (empty for none), else the user's cache."""
    named = os.environ.get("REGRAPH_CACHE")
    if named is not None:
        return Path(named) if named else None
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "regraph"


def last_day(text: str) -> dt.date:
    """The day that a date option means; `2022` and `2022-12` mean their last day."""
    latest = period(text).latest
    assert latest is not None
    return latest


def complete_entity(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Names that shell completion offers for an ENTITY."""
    facts = ctx.find_root().params.get("facts") or ()
    try:
        return names_beginning(tuple(map(Path, facts)), incomplete)
    except RegraphError:  # a shell that completes has no place for an error; the command itself will say it
        return []


def names_beginning(directories: tuple[Path, ...], incomplete: str) -> list[str]:
    """The labels that begin with `incomplete`, sorted."""
    knowledge = known(read_kept(directories, cache_directory()))
    names = sorted({n for i, _ in everything(knowledge) if i in knowledge.things for n in (knowledge.label(i),)})
    return [name for name in names if name.casefold().startswith(incomplete.casefold())]


ENTITY = click.argument("entity", metavar="ENTITY", shell_complete=complete_entity)


def print_answer(
    form: str,
    payload: dict[str, Any],
    text: Callable[[dict[str, Any]], str],
    rows: Callable[[dict[str, Any]], tuple[tuple[str, ...], list[tuple[str, ...]]]],
) -> None:
    """Print an answer in the format asked for; all three are made from the same dictionary."""
    if form == "json":
        click.echo(
            json.dumps(payload, ensure_ascii=False, indent=2), color=True
        )  # or click strips what looks like colour
    elif form == "csv":
        click.echo(csv_text(*rows(payload)), nl=False, color=True)
    else:
        click.echo(text(payload))
