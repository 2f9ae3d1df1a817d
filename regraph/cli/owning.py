"""`owners` and `holdings`."""

import click

from regraph.analysis.integrated.answer import DEFAULT, convention_named, holdings_by, owners_by
from regraph.cli.frame import ENTITY, Context, frame, framed, print_answer
from regraph.engine.integrated import CONVENTIONS
from regraph.model.lookup import entity as entity_named
from regraph.present.holdings import CSV_COLUMNS, ownership_payload, ownership_rows, ownership_text

CONVENTION = click.option(
    "--convention",
    metavar="NAME",
    default=DEFAULT,
    show_default=True,
    help=f"How shares are added up: {', '.join(CONVENTIONS)}.",
)


@click.command()
@ENTITY
@CONVENTION
@framed
@click.pass_context
def owners(ctx: Context, /, entity: str, convention: str, form: str, **options: object) -> None:
    """Who owns or controls a thing, directly and through others.

    Shares are intervals; a chain ends in a person, a state, or where the sources name no further owner. Options,
    proposals and non-binding deals stand beside the answer and are counted only with --include.
    """
    answer(ctx, ("owners", entity, convention), form, options)


@click.command()
@ENTITY
@CONVENTION
@framed
@click.pass_context
def holdings(ctx: Context, /, entity: str, convention: str, form: str, **options: object) -> None:
    """What an actor owns or controls, directly and through others."""
    answer(ctx, ("holdings", entity, convention), form, options)


def answer(ctx: Context, question: tuple[str, str, str], form: str, options: dict[str, object]) -> None:
    """Ask, print, and exit 1 where nobody holds anything, or might."""
    command, name, convention = question
    chosen = convention_named(convention)
    asked = frame(ctx.obj, **options)  # type: ignore[arg-type]
    iri = entity_named(asked.knowledge, name)
    integrated = owners_by if command == "owners" else holdings_by
    found = integrated(asked.knowledge, iri, asked.scenario, chosen)
    payload = ownership_payload(asked.knowledge, found, asked.scenario, asked.known_by, command)
    print_answer(form, payload, ownership_text, lambda p: (CSV_COLUMNS, ownership_rows(p)))
    ctx.exit(0 if found.answer.holdings or found.answer.beside else 1)
