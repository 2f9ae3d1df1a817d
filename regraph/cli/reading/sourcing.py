"""`sources`."""

import click

from regraph.analysis.change.reliance import reliance_on
from regraph.cli.frame import FORMAT, KNOWN_BY, Context, frame, print_answer
from regraph.errors import RegraphError
from regraph.model import lookup
from regraph.names import local
from regraph.present.sources.listing import SOURCE_COLUMNS, sources_payload, sources_rows, sources_text
from regraph.present.sources.reliance import EFFECT_COLUMNS, effect_rows


def complete_source(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Slugs of sources that shell completion offers; of accounts once no source begins so."""
    try:
        knowledge = frame(ctx.find_root().params.get("facts") or ()).knowledge
    except RegraphError:  # a shell that completes has no place for an error; the command itself will say it
        return []
    sources, accounts = (sorted(map(local, found)) for found in (knowledge.sources, knowledge.accounts))
    offered = [slug for slug in sources if slug.startswith(incomplete)]
    return offered or [slug for slug in accounts if slug.startswith(incomplete)]


@click.command()
@click.argument("source", required=False, shell_complete=complete_source)
@click.option("--all", "whole", is_flag=True, help="List every claim, where the text otherwise gives the first few.")
@KNOWN_BY
@FORMAT
@click.pass_context
def sources(ctx: Context, /, source: str | None, whole: bool, known_by: str | None, form: str) -> None:
    """The sources and accounts that the facts come from.

    With how much each tells, how much nobody else tells, and how many claims are told by accounts that do not depend
    on each other. With a SOURCE: what rests on it alone, and what would change without it. SOURCE is the slug, IRI,
    title or address of a source, or the slug (account:SLUG where a source has the same), IRI or label of an account.
    """
    asked = frame(ctx.obj, known_by=known_by)
    iri = None if source is None else lookup.source_or_account(asked.knowledge, source)
    reliance = None if iri is None else reliance_on(asked.data, asked.knowledge, iri)
    payload = sources_payload(asked.knowledge, asked.scenario.as_of, asked.known_by, reliance)
    rows = (SOURCE_COLUMNS, sources_rows) if reliance is None else (EFFECT_COLUMNS, effect_rows)
    print_answer(form, payload, lambda p: sources_text(p, whole), lambda p: (rows[0], rows[1](p)))
    ctx.exit(0 if payload["sources"] else 1)
