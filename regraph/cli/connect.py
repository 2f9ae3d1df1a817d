"""`path`."""

import click

from regraph.analysis.connection import connections_between, vias_named
from regraph.cli.frame import Context, complete_entity, frame, framed, print_answer
from regraph.graph.relations import VIAS
from regraph.model.lookup import entity
from regraph.present.connections import CSV_COLUMNS, connections_payload, connections_rows, connections_text


@click.command()
@click.argument("start", metavar="A", shell_complete=complete_entity)
@click.argument("end", metavar="B", shell_complete=complete_entity)
@click.option("--max-hops", type=click.IntRange(1, 20), default=6, show_default=True, help="Longest path.")
@click.option("--limit", type=click.IntRange(1, 100), default=5, show_default=True, help="Most paths.")
@click.option("--via", multiple=True, metavar="KIND", help=f"Only relations of these kinds: {', '.join(VIAS)}.")
@framed
@click.pass_context
def path(
    ctx: Context, /, start: str, end: str, max_hops: int, limit: int, via: tuple[str, ...], form: str, **options: object
) -> None:
    """How two things are connected, best evidenced first.

    Every hop is printed with its kind, share, certainty, stage, dates and sources, and the weakest hop is named. Where
    nothing connects the two on that day, the answer says what would, and why it does not.
    """
    vias = vias_named(via)
    asked = frame(ctx.obj, **options)  # type: ignore[arg-type]
    ends = (entity(asked.knowledge, start), entity(asked.knowledge, end))
    if ends[0] == ends[1]:
        raise click.UsageError(f"{start!r} and {end!r} are the same thing, {asked.knowledge.label(ends[0])}; name two")
    found = connections_between(asked.knowledge, ends, asked.scenario, vias=vias, bounds=(max_hops, limit))
    payload = connections_payload(asked.knowledge, found, asked.scenario, asked.known_by, max_hops)
    print_answer(form, payload, connections_text, lambda p: (CSV_COLUMNS, connections_rows(p)))
    ctx.exit(0 if found.connections else 1)
