"""`finance`."""

import datetime as dt

import click

from regraph.analysis.money.answer import ACROSS, BY, Question
from regraph.analysis.money.finance import finance_of
from regraph.cli.frame import Context, complete_entity, frame, framed, print_answer
from regraph.cli.questions.completing import among
from regraph.errors import BadBounds
from regraph.model import lookup
from regraph.model.dates import When, period
from regraph.model.scenario import split
from regraph.present.money.payload import finance_payload
from regraph.present.money.rows import COLUMNS, finance_rows
from regraph.present.money.text import finance_text


@click.command()
@click.argument("entity", metavar="[ENTITY]", required=False, shell_complete=complete_entity)
@click.option(
    "--by", metavar="WORD", multiple=True, shell_complete=among(BY),
    help=f"Group by {', '.join(BY)}; several nest in their order.",
)  # fmt: skip
@click.option("--from", "begin", metavar="DATE", help="Only deals made on that day or later.")
@click.option("--to", "end", metavar="DATE", help="Only deals made by that day; 2025 means its last day.")
@click.option(
    "--across", metavar="WORD", multiple=True, shell_complete=among(ACROSS),
    help=f"Add up across {', '.join(ACROSS)}; never currencies.",
)  # fmt: skip
@framed
@click.pass_context
def finance(
    ctx: Context,
    /,
    entity: str | None,
    by: tuple[str, ...],
    begin: str | None,
    end: str | None,
    across: tuple[str, ...],
    form: str,
    **options: object,
) -> None:
    """Sums of financing, never across currencies, stages apart, and what they rest on.

    ENTITY narrows to the deals that it, or a part of it, pays, gets the money of or is the asset of, and to those under
    it as a programme; not to those of what it owns, nor of bodies under it. What is announced, proposed or non-binding
    is summed under its own stage and bindingness; what has ended or is denied is listed apart. --by public tells
    public money from private. Where no day is stated, a deal is taken as made when it was first reported. --include
    counts a denied deal by its id:SLUG and changes no other sum. Exit status 1 where nothing is counted.
    """
    window = window_of(begin, end)
    words = tuple(dict.fromkeys(split(by))), tuple(dict.fromkeys(split(across)))
    Question(None, *words)  # a wrong word is told before anything is read
    asked = frame(ctx.obj, **options)  # type: ignore[arg-type]
    iri = lookup.entity(asked.knowledge, entity) if entity is not None else None
    found = finance_of(asked.knowledge, asked.scenario, Question(iri, *words, window))
    payload = finance_payload(asked.knowledge, found, asked.scenario, asked.known_by)
    print_answer(form, payload, finance_text, lambda p: (COLUMNS, finance_rows(p)))
    ctx.exit(0 if found.lines else 1)


def window_of(begin: str | None, end: str | None) -> When:
    """The window of time that `--from` and `--to` give.

    Raises:
        BadDate: one is no date.
        BadBounds: they leave nothing between them.
    """
    first: dt.date | None = period(begin).earliest if begin is not None else None
    last: dt.date | None = period(end).latest if end is not None else None
    if first and last and first > last:
        raise BadBounds(f"--from {begin} is after --to {end}")
    return When(first, last)
