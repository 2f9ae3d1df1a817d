"""`conflicts`."""

import click

from regraph.analysis.dispute.conflicts import conflicts_of
from regraph.analysis.dispute.verdict import Conflict, Verdict
from regraph.cli.frame import Context, Frame, complete_entity, frame, framed, print_answer
from regraph.model import lookup
from regraph.present.conflicts import COLUMNS, Asked, conflicts_payload, conflicts_rows, conflicts_text

VERDICTS = tuple(verdict.name.lower() for verdict in Verdict)


@click.command()
@click.argument("entity", metavar="[ENTITY]", required=False, shell_complete=complete_entity)
@click.option("--verdict", type=click.Choice(VERDICTS), multiple=True, help="Only these; may be given several times.")
@framed
@click.pass_context
def conflicts(ctx: Context, /, entity: str | None, verdict: tuple[str, ...], form: str, **options: object) -> None:
    """Where accounts disagree, and which value answers use.

    Each disagreement comes with every value, who gives it when, its passages, and the rule by which answers choose.
    Contradictions come first, differences that can all be so last. ENTITY may be a thing or a single claim. A
    disagreement has no day of its own: --as-of and --include only say how its claims stand then; --known-by and
    --exclude choose the accounts. Exit status 1 where nothing differs.
    """
    asked = frame(ctx.obj, **options)  # type: ignore[arg-type]
    iri = lookup.entity(asked.knowledge, entity) if entity is not None else None
    found = tuple(c for c in conflicts_of(asked.knowledge, iri) if is_asked(asked, c, verdict))
    payload = conflicts_payload(Asked(asked.knowledge, asked.scenario, asked.known_by, iri, verdict), found)
    print_answer(form, payload, conflicts_text, lambda p: (COLUMNS, conflicts_rows(p)))
    ctx.exit(0 if found else 1)


def is_asked(asked: Frame, conflict: Conflict, verdicts: tuple[str, ...]) -> bool:
    """True for a disagreement of a verdict asked for, on claims of which no certainty is left out."""
    certainties = {asked.knowledge.claims[node].concept("certainty") for node in conflict.nodes}
    wanted = not verdicts or conflict.verdict.name.lower() in verdicts
    return wanted and not certainties & asked.scenario.exclude
