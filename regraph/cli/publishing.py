"""`site`."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from regraph.cli.frame import AS_OF, EXCLUDE, INCLUDE, KNOWN_BY, Context, frame
from regraph.site.making import Made, cores, made
from regraph.site.whole import asked_of, count_of, options_of, tasks_of
from regraph.site.writing import Written, is_current, listed, standing, write_site
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
@AS_OF
@KNOWN_BY
@INCLUDE
@EXCLUDE
@click.pass_context
def site(ctx: Context, /, output: Path, jobs: int, **options: object) -> None:
    """Write the whole fact base as static pages that need no server.

    A page for each thing, source, commodity and country, views of ownership, finance, offtake, exposure, chain,
    timeline and disagreements, search, saved questions, SPARQL in the browser, and downloads. The pages open from a
    disk as from any web server and load nothing from elsewhere. Run again, it rewrites only what has changed and
    removes what is gone; a directory that holds anything but a site of regraph is refused.
    """
    there = standing(output)  # what is refused is told before anything is read
    asked = frame(ctx.obj, **options, whole=True)  # type: ignore[arg-type]
    of = asked_of(asked.data, asked.knowledge, asked.scenario, asked.known_by)
    sources = options_of(of)
    if is_current(output, sources):
        done = Written((), (), len(listed(output)))
    else:
        done = write_site(output, told(made(tasks_of(of, jobs, there), there, jobs), count_of(of)), sources)
    changed = f"{counted(len(done.written), 'files')} written, {len(done.removed)} removed, {done.kept} as before"
    latest = f"latest account {of.edition.latest or 'none'}"
    click.echo(safe(f"{output}: {changed}; as of {of.edition.as_of}, {latest}"))


def told(files: Iterator[Made], pages: int) -> Iterator[Made]:
    """The files, with a word on standard error on how far the work has come."""
    live = sys.stderr.isatty()
    for number, file in enumerate(files, 1):
        yield file
        at = f"regraph: {number} of about {pages} pages" if number <= pages else f"regraph: the data, {number} files"
        if live:
            click.echo(f"\r{at:<60}", nl=False, err=True)
        elif number % STEP == 0:
            click.echo(at, err=True)
    if live:
        click.echo("\r" + " " * 60 + "\r", nl=False, err=True)
