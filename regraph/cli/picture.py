"""`graph`."""

from pathlib import Path

import click

from regraph.cli.frame import AS_OF, EXCLUDE, INCLUDE, KNOWN_BY, Context, complete_entity, frame
from regraph.facts.writing import write
from regraph.model.knowledge import known_by_day
from regraph.model.lookup import entity
from regraph.page.course import course_of
from regraph.page.page import page_of
from regraph.page.picture import Picture
from regraph.wording.nouns import counted
from regraph.wording.words import safe


@click.command()
@click.argument("entities", metavar="[ENTITY]...", nargs=-1, shell_complete=complete_entity)
@click.option(
    "--depth",
    type=click.IntRange(0, 20),
    default=2,
    show_default=True,
    help="How many relations to go; owners are followed further.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    metavar="FILE",
    help="The HTML file to write.",
)
@AS_OF
@KNOWN_BY
@INCLUDE
@EXCLUDE
@click.pass_context
def graph(ctx: Context, /, entities: tuple[str, ...], depth: int, output: Path, **options: object) -> None:
    """Write an interactive page of things and their relations.

    Without ENTITY the page shows the whole fact base. It is one file that opens without a network; every line on it
    names its sources. What is not in force on the day asked about is left out, and counted. States and programmes are
    shown but not walked through, unless they are an ENTITY themselves; owners are followed to the end of their trail.
    """
    asked = frame(ctx.obj, **options)  # type: ignore[arg-type]
    iris = tuple(dict.fromkeys(entity(asked.knowledge, name) for name in entities))
    states = known_by_day(asked.data, asked.knowledge) or [(asked.scenario.as_of, asked.knowledge)]
    course = course_of(states, iris, asked.scenario, depth, asked.known_by)
    if not course.picture.edges:
        click.echo(safe(f"regraph: {nothing(course.picture)}"), err=True)
        ctx.exit(1)
    write(output, page_of(course))
    click.echo(safe(f"{output}: {summary(course.picture)}"))


def nothing(picture: Picture) -> str:
    """Why there is nothing to draw."""
    about = " or ".join(picture.asked) or "anything"
    left = len(picture.left_out)
    hidden = f"; {counted(left, 'relations')} left out, the first: {picture.left_out[0].reason}" if left else ""
    return f"nothing to draw: the sources know no relation of {about} in force on {picture.as_of}{hidden}"


def summary(picture: Picture) -> str:
    """What the page holds, in a line."""
    left = len(picture.left_out)
    latest = f"latest account {picture.latest}" if picture.latest else "no account known"
    out = f", {left} left out" if left else ""
    things, relations = counted(len(picture.nodes), "things"), counted(len(picture.edges), "relations")
    return f"{things}, {relations}{out}; as of {picture.as_of}, {latest}"
