"""`exposure`."""

import click

from regraph.analysis.exposure.answers import answer_between, answer_of, answer_to, by_states
from regraph.analysis.exposure.channels import CHANNELS, channels_named, is_exposed
from regraph.analysis.exposure.exposure import Exposure, between_ends
from regraph.analysis.exposure.world import world
from regraph.cli.frame import Context, complete_entity, frame, framed, print_answer
from regraph.cli.questions.completing import among
from regraph.model.knowledge import Knowledge
from regraph.model.lookup import entity as entity_named
from regraph.present.exposure.payload import Asked, exposure_payload
from regraph.present.exposure.summary import CSV_COLUMNS, exposure_rows
from regraph.present.exposure.text import exposure_text

CHANNEL = click.option(
    "--channel", multiple=True, metavar="KIND", shell_complete=among(CHANNELS),
    help=f"Only these, several or joined by commas: {', '.join(CHANNELS)}.",
)  # fmt: skip


@click.command()
@click.argument("entity", metavar="[ENTITY]", required=False, shell_complete=complete_entity)
@click.option("--to", metavar="ACTOR", shell_complete=complete_entity, help="Only exposure to this state or actor.")
@click.option(
    "--between", nargs=2, metavar="A B", shell_complete=complete_entity, help="What is exposed to both of two actors."
)
@CHANNEL
@framed
@click.pass_context
def exposure(
    ctx: Context, /, entity: str | None, to: str | None, between: tuple[str, str] | None, channel: tuple[str, ...],
    form: str, **options: object,
) -> None:  # fmt: skip
    """How exposed a thing is to a state or actor, channel by channel.

    A state stands for its bodies and for what it owns or controls; a mere link is told as a link. Without --to, every
    actor that exposes ENTITY, states first; without ENTITY, what is exposed to an actor, or to any state, ranked. What
    is alleged, optional or proposed never counts as in force. Exit status 1 where the sources name no channel.
    """
    chosen = channels_named(channel)
    if between and (to or entity):
        raise click.UsageError("--between names both actors; give neither ENTITY nor --to with it")
    asked = frame(ctx.obj, **options)  # type: ignore[arg-type]
    knowledge, found_in = asked.knowledge, world(asked.knowledge, asked.scenario)
    about = actor_named(knowledge, entity) if entity is not None else ""
    actors = tuple(actor_named(knowledge, name) for name in (between or ((to,) if to is not None else ())))
    if len({about, *actors} - {""}) < len(actors) + bool(about):
        raise click.UsageError(f"{knowledge.label(actors[0])} is named twice; name two things")
    nearest: tuple[Exposure, ...] = ()
    if between:
        found = tuple(side for pair in answer_between(found_in, (actors[0], actors[1]), chosen) for side in pair)
    elif not about:
        found = answer_to(found_in, actors, chosen) if actors else by_states(found_in, chosen)
    elif actors:
        found = (between_ends(found_in, about, actors[0], chosen),)
    else:
        found = answer_of(found_in, about, chosen)
    answered = any(not one.is_none for one in found)
    if about and not answered:
        nearest = tuple(one for one in answer_of(found_in, about) if not one.is_none)
    named = tuple(name for name in CHANNELS if name in chosen) if channel else ()
    payload = exposure_payload(Asked(found_in, about, actors, bool(between), named, asked.known_by), found, nearest)
    print_answer(form, payload, exposure_text, lambda p: (CSV_COLUMNS, exposure_rows(p)))
    ctx.exit(0 if answered else 1)


def actor_named(knowledge: Knowledge, name: str) -> str:
    """The IRI of the actor, asset or programme meant by a name.

    Raises:
        click.UsageError: it is a claim, a commodity or a source.
    """
    iri = entity_named(knowledge, name)
    if not is_exposed(knowledge, iri):
        raise click.UsageError(f"{knowledge.label(iri)!r} is no actor, asset or programme; see `regraph show`")
    return iri
