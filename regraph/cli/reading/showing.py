"""`show`."""

import click

from regraph.cli.frame import ENTITY, Context, frame, framed, print_answer
from regraph.model import lookup
from regraph.present.dossier import CSV_COLUMNS, dossier_payload, dossier_rows, dossier_text


@click.command()
@ENTITY
@framed
@click.pass_context
def show(ctx: Context, /, entity: str, form: str, **options: object) -> None:
    """Everything known of one thing, with sources and disagreements.

    ENTITY may be a thing, or a single claim such as a stake or a deal.
    """
    asked = frame(ctx.obj, **options)  # type: ignore[arg-type]
    iri = lookup.entity(asked.knowledge, entity)
    payload = dossier_payload(asked.knowledge, iri, asked.scenario, asked.known_by)
    print_answer(form, payload, dossier_text, lambda p: (CSV_COLUMNS, dossier_rows(p)))
    ctx.exit(0 if payload["sections"] or payload["claim"] else 1)
