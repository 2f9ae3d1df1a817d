"""`offtake`."""

import click

from regraph.analysis.supply.about import absences
from regraph.analysis.supply.agreements import Filters, Nearest, agreements, nearest
from regraph.analysis.supply.commodities import commodity_named
from regraph.cli.frame import Context, complete_entity, frame, framed, last_day, print_answer
from regraph.cli.questions.completing import complete_commodity
from regraph.model import lookup
from regraph.present.supply.offtake import COLUMNS, Asked, offtake_payload, offtake_rows
from regraph.present.supply.offtake_text import offtake_text


@click.command()
@click.argument("entity", metavar="[ENTITY]", required=False, shell_complete=complete_entity)
@click.option(
    "--buyer", metavar="ENTITY", shell_complete=complete_entity, help="Only what is bought by, or supplied to, this."
)
@click.option(
    "--until", metavar="DATE", help="Only agreements that end by that day, certainly or possibly, by any account."
)
@click.option(
    "--commodity", metavar="NAME", shell_complete=complete_commodity,
    help="Only what is agreed on a commodity, or on what is within it.",
)  # fmt: skip
@framed
@click.pass_context
def offtake(
    ctx: Context, /, entity: str | None, buyer: str | None, until: str | None, commodity: str | None, form: str,
    **options: object,
) -> None:  # fmt: skip
    """Who buys what from whom, until when, and how binding that is.

    Offtake, rights to direct output to buyers, supply, and supply to programmes stand apart, and so does what is not in
    force. ENTITY is a seller, buyer, holder of a right, programme, asset or agreement; what its assets sell, and what
    the owner of an asset sells, is part of the answer and said so. Expected sales and planned output are no offtake.
    Exit status 1 where the sources say nothing of it.
    """
    day = last_day(until) if until is not None else None
    asked = frame(ctx.obj, **options)  # type: ignore[arg-type]
    knowledge = asked.knowledge
    iri = lookup.entity(knowledge, entity) if entity is not None else None
    bought = lookup.entity(knowledge, buyer) if buyer is not None else None
    goods = commodity_named(knowledge, commodity) if commodity is not None else None
    filters = Filters(bought, day, goods)
    found = agreements(knowledge, asked.scenario, iri, filters)
    missing = absences(knowledge, asked.scenario, iri) if filters.is_open else ()
    instead = Nearest() if found else nearest(knowledge, asked.scenario, iri, filters)
    given = Asked(knowledge, asked.scenario, asked.known_by, iri, filters)
    payload = offtake_payload(given, found, missing, instead)
    print_answer(form, payload, offtake_text, lambda p: (COLUMNS, offtake_rows(p)))
    ctx.exit(0 if found or missing else 1)
