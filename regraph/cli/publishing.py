"""`site`."""

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import click

from regraph.cli.frame import AS_OF, EXCLUDE, INCLUDE, KNOWN_BY, Context, frame
from regraph.cli.watching import moment, state, watch
from regraph.site.making import Made, cores, made
from regraph.site.whole import asked_of, count_of, load, options_of, tasks_of
from regraph.site.writing import Written, is_current, listed, standing, sweep, write_site
from regraph.wording.nouns import counted
from regraph.wording.words import safe

STEP = 100


@click.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    metavar="DIR",
    help="The directory of the site: a new or empty one, or one that holds a site of regraph.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=cores,
    show_default="the cores at hand",
    metavar="N",
    help="How many processes make pages side by side; 1 takes the least memory.",
)
@click.option("--watch", "again", is_flag=True, help="Write it again whenever the facts change, until Ctrl-C.")
@AS_OF
@KNOWN_BY
@INCLUDE
@EXCLUDE
@click.pass_context
def site(ctx: Context, /, output: Path, jobs: int, again: bool, **options: object) -> None:
    """Write the whole fact base as static pages that need no server.

    A page for each thing, source, commodity and country, views of ownership, finance, offtake, exposure, chain,
    timeline and disagreements, search, saved questions, SPARQL in the browser, and downloads. The pages open from a
    disk as from any web server and load nothing from elsewhere. Run again, it rewrites only what has changed and
    removes what is gone; a directory that holds anything but a site of regraph is refused. With --watch it waits for
    the facts to change and writes again; facts that cannot be read are told, and the site stays as it was meanwhile.
    """
    write = partial(written, ctx.obj, output, jobs, **options)
    if again:
        watch(write, ready, partial(state, ctx.obj), moment)
    else:
        write()


def written(directories: tuple[Path, ...], output: Path, jobs: int, **options: object) -> None:
    """Write the site once, and say what that changed."""
    there = standing(output)  # what is refused is told before anything is read
    asked = frame(directories, **options, whole=True)  # type: ignore[arg-type]
    of = asked_of(asked.data, asked.knowledge, asked.scenario, asked.known_by)
    sources = options_of(of)
    if is_current(output, sources):
        sweep(output)
        done = Written((), (), len(listed(output)))
    else:
        done = write_site(output, told(made(tasks_of(of, jobs, there), there, jobs), count_of(of)), sources)
    changed = f"{counted(len(done.written), 'files')} written, {len(done.removed)} removed, {done.kept} as before"
    latest = f"latest account {of.edition.latest or 'none'}"
    click.echo(safe(f"{output}: {changed}; as of {of.edition.as_of}, {latest}"))


def ready() -> None:
    """Load what the next time needs, and say what is waited for."""
    load()
    click.echo("regraph: waiting for the facts to change; Ctrl-C ends it", err=True)


def told(files: Iterator[Made], pages: int) -> Iterator[Made]:
    """The files, with a word on standard error on how far the work has come."""
    live = sys.stderr.isatty()
    try:
        for number, file in enumerate(files, 1):
            yield file
            words = f"{number} of about {pages} pages" if number <= pages else f"the data, {number} files"
            if live:
                click.echo(f"\rregraph: {words:<51}", nl=False, err=True)
            elif number % STEP == 0:
                click.echo(f"regraph: {words}", err=True)
    finally:  # what goes wrong is told on a line of its own
        if live:
            click.echo("\r" + " " * 60 + "\r", nl=False, err=True)
