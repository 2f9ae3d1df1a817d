"""`diff`: two sides, each a directory of facts or a date, and what changed from one to the other."""

import datetime as dt
import os
from pathlib import Path

import click

from regraph.analysis.change.changes import changes_between
from regraph.cli.frame import AS_OF, FORMAT, KNOWN_BY, Context, cache_directory, complete_entity, last_day, print_answer
from regraph.errors import BadChoice, BadDate, UnknownEntity
from regraph.model.knowledge import Knowledge, known
from regraph.model.lookup import entity
from regraph.model.scenario import Scenario
from regraph.present.change.changes import Side, changes_payload
from regraph.present.change.comparison import COLUMNS, changes_rows, changes_text
from regraph.store.compiled import read_kept
from regraph.store.dataset import select

SIDES = ("a date such as 2026-02-04", "the path of a directory of facts")


@click.command()
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@click.option(
    "--about", metavar="ENTITY", shell_complete=complete_entity, help="Only what concerns one thing, claim or source."
)
@click.option("--exit-code", "is_status", is_flag=True, help="End with status 1 where there is a difference.")
@AS_OF
@KNOWN_BY
@FORMAT
@click.pass_context
def diff(ctx: Context, /, before: str, after: str, about: str | None, is_status: bool, **options: str | None) -> None:
    """What changed between two sets of facts, or two dates of knowledge.

    A and B are each a directory of facts, or a date: what the shipped facts (or those of --facts) say by then; 2026-02
    means its last day. What reads as a date is one; write ./2026-02 for a directory of that name. --known-by narrows a
    side that is a directory; --as-of is the day on which claims are said to be counted, contingent or ended. The
    register is not dated: two dates have the same things and judgements.

    Exit status: 0, also where there are differences; with --exit-code, 1 where there are.
    """
    day = dt.date.today() if options["as_of"] is None else last_day(options["as_of"])
    by = None if options["known_by"] is None else last_day(options["known_by"])
    days = date_of(before), date_of(after)
    refuse_idle(days, bool(ctx.obj), by)
    old, new = sides((before, after), days, tuple(ctx.obj or ()), by)
    iri = None if about is None else either(new.knowledge, old.knowledge, about)
    found = changes_between(old.knowledge, new.knowledge, iri)
    payload = changes_payload(old, new, found, Scenario(day), iri)
    print_answer(str(options["form"]), payload, changes_text, lambda p: (COLUMNS, changes_rows(p)))
    ctx.exit(1 if is_status and not payload["same"] else 0)


def date_of(text: str) -> dt.date | None:
    """The day that a side means, or None for a directory.

    Raises:
        BadChoice: it is neither a date nor anything that exists.
    """
    try:
        return last_day(text)
    except BadDate as error:
        if os.path.exists(text):
            return None
        raise BadChoice("A and B", text, SIDES) from error


def refuse_idle(days: tuple[dt.date | None, ...], has_facts: bool, by: dt.date | None) -> None:
    """Refuse an option that no side would heed.

    Raises:
        UsageError: `--facts` with two directories, or `--known-by` with two dates.
    """
    if has_facts and not any(days):
        raise click.UsageError("--facts says where the facts of a date are, and A and B are both directories")
    if by and all(days):
        raise click.UsageError("--known-by narrows a directory, and A and B are both dates")


def sides(
    texts: tuple[str, str], days: tuple[dt.date | None, ...], facts: tuple[Path, ...], by: dt.date | None
) -> tuple[Side, ...]:
    """Both sides with what is known there; facts that both are made of are read once.

    Raises:
        BadSyntax, BadFile, NoFacts: as the reading of files does.
    """
    places = tuple(facts if day else (Path(text),) for text, day in zip(texts, days, strict=True))
    data = {place: read_kept(place, cache_directory()) for place in dict.fromkeys(places)}
    return tuple(
        Side(text, known(select(data[place], day or by)), day or by)
        for text, day, place in zip(texts, days, places, strict=True)
    )


def either(after: Knowledge, before: Knowledge, name: str) -> str:
    """The IRI of what `name` means on the second side, or else on the first.

    Raises:
        UnknownEntity: neither knows it. AmbiguousEntity: it names several things.
    """
    try:
        return entity(after, name)
    except UnknownEntity as unknown:
        try:
            return entity(before, name)
        except UnknownEntity:
            raise unknown from None
