"""`owners` and `holdings`."""

import click

from regraph.analysis.ownership import holdings_of, owners_of
from regraph.cli.frame import ENTITY, Context, frame, framed, print_answer
from regraph.model.lookup import entity as entity_named
from regraph.present.holdings import CSV_COLUMNS, ownership_payload, ownership_rows, ownership_text


@click.command()
@ENTITY
@framed
@click.pass_context
def owners(ctx: Context, /, entity: str, form: str, **options: object) -> None:
    """Who owns or controls a thing, directly and through others.

    Shares are intervals; a chain ends in a person, a state, or where the sources name no further owner. Options,
    proposals and non-binding deals stand beside the answer and are counted only with --include.
    """
    answer(ctx, entity, form, "owners", options)


@click.command()
@ENTITY
@framed
@click.pass_context
def holdings(ctx: Context, /, entity: str, form: str, **options: object) -> None:
    """What an actor owns or controls, directly and through others."""
    answer(ctx, entity, form, "holdings", options)


def answer(ctx: Context, name: str, form: str, command: str, options: dict[str, object]) -> None:
    """Ask, print, and exit 1 where nobody holds anything, or might."""
    asked = frame(ctx.obj, **options)  # type: ignore[arg-type]
    iri = entity_named(asked.knowledge, name)
    walk = owners_of if command == "owners" else holdings_of
    found = walk(asked.knowledge, iri, asked.scenario)
    payload = ownership_payload(asked.knowledge, found, asked.scenario, asked.known_by, command)
    print_answer(form, payload, ownership_text, lambda p: (CSV_COLUMNS, ownership_rows(p)))
    ctx.exit(0 if found.holdings or found.beside else 1)
