"""`control` and `history`."""

from decimal import Decimal, InvalidOperation

import click

from regraph.analysis.control.answer import FOUND, control_everywhere, control_of
from regraph.analysis.control.doctrines import DOCTRINES, EVERY, Bars, doctrines_named
from regraph.analysis.control.ground import ground
from regraph.cli.frame import Context, complete_entity, frame, framed, print_answer
from regraph.errors import BadChoice
from regraph.model.lookup import entity as entity_named
from regraph.present.owning.control import CSV_COLUMNS, control_payload, control_rows, control_text

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
@framed
@click.pass_context
def control(
    ctx: Context, /, entity: str | None, everything: bool, doctrine: str | None, turnout: str | None,
    threshold: str | None, form: str, **options: object,
) -> None:  # fmt: skip
    """Who controls a thing, under which doctrine, and why or why not.

    A verdict is yes, possible (it depends on where in their bounds the true shares lie), no, or not known, where the
    sources name no votes; what rests on an allegation or an opinion is called that. Options and warrants control
    nothing, unless they are counted with --include options.
    """
    if (entity is None) != everything:
        raise click.UsageError("give an ENTITY, or --all for every pair, not both")
    bars = Bars(fraction("--turnout", turnout), fraction("--threshold", threshold) or Decimal("0.2"))
    doctrines = doctrines_named(doctrine or ("majority" if everything else EVERY), bars)
    asked = frame(ctx.obj, **options)  # type: ignore[arg-type]
    found_in = ground(asked.knowledge, asked.scenario, bars)
    if entity is None:
        found = control_everywhere(found_in, doctrines)
    else:
        found = control_of(found_in, entity_named(asked.knowledge, entity), doctrines)
    payload = control_payload(found_in, found, asked.known_by)
    print_answer(form, payload, control_text, lambda p: (CSV_COLUMNS, control_rows(p)))
    ctx.exit(0 if any(verdict.answer in FOUND for verdict in found.verdicts) else 1)


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
