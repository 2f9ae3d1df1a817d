"""`control` and `history`."""

from decimal import Decimal

import click

from regraph.analysis.control import sensitivity
from regraph.analysis.control.answer import FOUND, control_everywhere, control_of
from regraph.analysis.control.doctrines import DOCTRINES, EVERY, Bars, doctrines_named
from regraph.analysis.control.ground import ground
from regraph.analysis.history import history_of
from regraph.analysis.integrated.answer import convention_named
from regraph.cli.frame import ENTITY as NAMED
from regraph.cli.frame import Context, complete_entity, frame, framed, print_answer
from regraph.cli.owning import CONVENTION
from regraph.cli.registers.frame import fraction
from regraph.model.lookup import entity as entity_named
from regraph.present.owning.control import CSV_COLUMNS, Turning, control_payload, control_rows, control_text
from regraph.present.owning.history import CSV_COLUMNS as HISTORY_COLUMNS
from regraph.present.owning.history import history_payload, history_rows, history_text

ENTITY = click.argument("entity", metavar="ENTITY", required=False, shell_complete=complete_entity)
DOCTRINE = click.option(
    "--doctrine", metavar="NAME", help=f"One of {', '.join(DOCTRINES)}, or all. Default: all; with --all, majority."
)
TURNOUT = click.option("--turnout", metavar="FRACTION", help="Part of the votes expected to be present, for de-facto.")
THRESHOLD = click.option("--threshold", metavar="FRACTION", help="What a weakest link must be above. Default: 0.2.")


@click.command()
@ENTITY
@click.option("--all", "everything", is_flag=True, help="Every pair of which control is found or possible.")
@DOCTRINE
@TURNOUT
@THRESHOLD
@click.option("--critical", is_flag=True, help="Name the smallest sets of claims that flip a verdict: one, else two.")
@click.option("--who-could", is_flag=True, help="Say what would have to be so for somebody to control it.")
@framed
@click.pass_context
def control(
    ctx: Context, /, entity: str | None, everything: bool, doctrine: str | None, turnout: str | None,
    threshold: str | None, critical: bool, who_could: bool, form: str, **options: object,
) -> None:  # fmt: skip
    """Who controls a thing, under which doctrine, and why or why not.

    A verdict is yes, possible (it depends on where in their bounds the true shares lie), no, or not known, where the
    sources name no votes; what rests on an allegation or an opinion is called that. Options and warrants control
    nothing, unless they are counted with --include options.
    """
    if (entity is None) != everything:
        raise click.UsageError("give an ENTITY, or --all for every pair, not both")
    if everything and (critical or who_could):
        raise click.UsageError("--critical and --who-could need an ENTITY")
    bars = Bars(fraction("--turnout", turnout), fraction("--threshold", threshold) or Decimal("0.2"))
    doctrines = doctrines_named(doctrine or ("majority" if everything else EVERY), bars)
    asked = frame(ctx.obj, **options)  # type: ignore[arg-type]
    found_in = ground(asked.knowledge, asked.scenario, bars)
    if entity is None:
        found = control_everywhere(found_in, doctrines)
    else:
        found = control_of(found_in, entity_named(asked.knowledge, entity), doctrines)
    turning = Turning(
        sensitivity.critical(found_in, found.entity, doctrines) if critical else None,
        sensitivity.who_could(found_in, found.entity, doctrines) if who_could else None,
    )
    payload = control_payload(found_in, found, asked.known_by, turning)
    print_answer(form, payload, control_text, lambda p: (CSV_COLUMNS, control_rows(p)))
    asked_of = [v for v in found.verdicts if everything or v.controlled == found.entity or doctrine == v.doctrine]
    ctx.exit(0 if any(said.answer in FOUND for said in asked_of) else 1)


@click.command()
@NAMED
@CONVENTION
@framed
@click.pass_context
def history(ctx: Context, /, entity: str, convention: str, form: str, **options: object) -> None:
    """Who owned a thing over time, and on which days, or between which, that changed.

    Where the sources give bounds for a change, the days between stand apart, and what held then is only possible. The
    day of --as-of plays no part.
    """
    chosen = convention_named(convention)
    asked = frame(ctx.obj, **options)  # type: ignore[arg-type]
    found = history_of(asked.knowledge, entity_named(asked.knowledge, entity), asked.scenario, chosen)
    payload = history_payload(asked.knowledge, found, asked.scenario, asked.known_by, chosen)
    print_answer(form, payload, history_text, lambda p: (HISTORY_COLUMNS, history_rows(p)))
    ctx.exit(0 if any(stretch.answer.holdings for stretch in found.stretches) else 1)
