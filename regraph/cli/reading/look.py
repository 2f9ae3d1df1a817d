"""`find`."""

import click

from regraph.cli.frame import FORMAT, KNOWN_BY, Context, frame, print_answer
from regraph.model import lookup
from regraph.present.listings import FIND_COLUMNS, find_payload, find_rows, find_text


@click.command()
@click.argument("text", metavar="TEXT")
@KNOWN_BY
@FORMAT
@click.pass_context
def find(ctx: Context, /, text: str, known_by: str | None, form: str) -> None:
    """Find things and claims by name, other name, slug or identifier.

    Case, accents and punctuation do not matter. Exact names come first.
    """
    asked = frame(ctx.obj, known_by=known_by)
    hits = lookup.find(asked.knowledge, text)
    print_answer(
        form,
        find_payload(asked.knowledge, text, hits, asked.scenario.as_of),
        find_text,
        lambda p: (FIND_COLUMNS, find_rows(p)),
    )
    ctx.exit(0 if hits else 1)
