"""`chain`."""

import click

from regraph.analysis.supply.chain import chain_of
from regraph.analysis.supply.commodities import commodity_named
from regraph.cli.frame import Context, frame, framed, print_answer
from regraph.cli.questions.completing import complete_commodity
from regraph.present.supply.chain import COLUMNS, Asked, chain_payload, chain_rows_of
from regraph.present.supply.chain_text import chain_text


@click.command()
@click.argument("commodity", metavar="[COMMODITY]", required=False, shell_complete=complete_commodity)
@framed
@click.pass_context
def chain(ctx: Context, /, commodity: str | None, form: str, **options: object) -> None:
    """The supply chain stage by stage: who stands where, with what capacity.

    Each stage, from exploration to end use, with actors and assets, where they are, capacity and output (actual,
    planned and potential apart, never added), owners in force, market shares, and which countries the sources name.
    COMMODITY narrows it to what is said to yield, hold or make it, or what is within it: NdPr is within light rare
    earths, and these within rare earths. Exit status 1 where the sources name nobody.
    """
    asked = frame(ctx.obj, **options)  # type: ignore[arg-type]
    goods = commodity_named(asked.knowledge, commodity) if commodity is not None else None
    found = chain_of(asked.knowledge, asked.scenario, goods)
    payload = chain_payload(Asked(asked.knowledge, asked.scenario, asked.known_by, goods), found)
    print_answer(form, payload, chain_text, lambda p: (COLUMNS, chain_rows_of(p)))
    ctx.exit(0 if any(stage.members or stage.shares for stage in found) else 1)
