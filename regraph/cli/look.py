"""`find` and `sources`."""

import click

from regraph.cli.frame import FORMAT, KNOWN_BY, Context, frame, print_answer
from regraph.errors import UnknownEntity
from regraph.model import lookup
from regraph.present.listings import (
    FIND_COLUMNS,
    SOURCE_COLUMNS,
    find_payload,
    find_rows,
    find_text,
    sources_payload,
    sources_rows,
    sources_text,
)


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


@click.command()
@click.argument("source", required=False)
@KNOWN_BY
@FORMAT
@click.pass_context
def sources(ctx: Context, /, source: str | None, known_by: str | None, form: str) -> None:
    """The sources and accounts that the facts come from.

    With how much rests on each; or one SOURCE, by its slug.
    """
    asked = frame(ctx.obj, known_by=known_by)
    iri = None
    if source is not None:
        slug = source.removeprefix("source:")
        iri = next((i for i in asked.knowledge.sources if slug in (i, i.rsplit("/", 1)[-1])), None)
        if iri is None:
            raise UnknownEntity(source, tuple(i.rsplit("/", 1)[-1] for i in sorted(asked.knowledge.sources)))
    payload = sources_payload(asked.knowledge, asked.scenario.as_of, asked.known_by, iri)
    print_answer(form, payload, sources_text, lambda p: (SOURCE_COLUMNS, sources_rows(p)))
    ctx.exit(0 if payload["sources"] else 1)
