"""`compare`."""

import click

from regraph.analysis.comparing.comparison import compared
from regraph.cli.frame import Context, complete_entity, frame, framed, print_answer
from regraph.model.knowledge import Knowledge
from regraph.model.lookup import entity
from regraph.names import local
from regraph.present.comparing.answer import Asked, comparison_payload
from regraph.present.comparing.text import COLUMNS, comparison_rows, comparison_text, told


@click.command()
@click.argument("a", metavar="A", shell_complete=complete_entity)
@click.argument("b", metavar="B", shell_complete=complete_entity)
@framed
@click.pass_context
def compare(ctx: Context, /, a: str, b: str, form: str, **options: object) -> None:
    """Two things side by side: what is equal, what differs, what only one has.

    A and B are two actors, assets, deals or claims. Compared are the register entry, what accounts say of each, and by
    section the claims that name it directly (`owners` and `holdings` follow chains). What only one of two different
    kinds can have is not compared. Exit status 1 where no account speaks of either, 2 where A and B are the same.
    """
    asked = frame(ctx.obj, **options)  # type: ignore[arg-type]
    first, second = (named(asked.knowledge, name) for name in (a, b))
    if first == second:
        raise click.UsageError(f"A and B are both {asked.knowledge.label(first)} ({local(first)}); name two things")
    question = Asked(asked.knowledge, asked.scenario, asked.known_by, first, second)
    payload = comparison_payload(question, compared(asked.knowledge, first, second, asked.scenario))
    print_answer(form, payload, comparison_text, lambda p: (COLUMNS, comparison_rows(p)))
    ctx.exit(0 if told(payload) else 1)


def named(knowledge: Knowledge, name: str) -> str:
    """The thing or claim that a name means.

    Raises:
        UsageError: it is a source or an account, which say things and are not said.
    """
    iri = entity(knowledge, name)
    if iri in knowledge.sources or iri in knowledge.accounts:
        raise click.UsageError(f"{local(iri)} is a source or account; `regraph sources` tells what it says")
    return iri
