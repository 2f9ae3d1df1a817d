"""`draft`: a skeleton of facts for an archived text, which a person completes."""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from regraph.cli.frame import FORMAT, Context, cache_directory, last_day, print_answer
from regraph.draft.archived import ArchivedText, archived_text
from regraph.draft.heads import articles_in
from regraph.draft.listing import (
    articles_payload,
    articles_rows,
    articles_text,
    listing_payload,
    listing_rows,
    listing_text,
)
from regraph.draft.proposals import Draft, Stated, already_described, draft_of
from regraph.draft.skeleton import skeleton
from regraph.errors import BadFile
from regraph.facts.writing import write
from regraph.model.knowledge import known
from regraph.model.lookup import entity
from regraph.names import local
from regraph.store.compiled import read_kept
from regraph.store.dataset import Dataset, read
from regraph.wording.words import safe

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SPAN = re.compile(r"(\d{1,12}),(\d{1,12})")


def span_of(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[int, int] | None:
    """The two offsets of `--span`."""
    match = SPAN.fullmatch(value) if value is not None else None
    if value is not None and match is None:
        raise click.BadParameter(f"{value!r} is no span; write BEGIN,END in characters, such as 32768,36640")
    return (int(match[1]), int(match[2])) if match else None


def slug_of(ctx: click.Context, param: click.Parameter, value: str) -> str:
    """The slug of `--slug`."""
    if value and not SLUG.fullmatch(value):
        raise click.BadParameter(f"{value!r} is no slug; write it like 2026-02-03-paper-title")
    return value


@click.command()
@click.argument("source", type=click.Path(path_type=Path), metavar="SOURCE.txt")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The .trig file to write, instead of printing.",
)
@click.option("--force", is_flag=True, help="Replace FILE where it exists.")
@click.option(
    "--span", callback=span_of, metavar="BEGIN,END", help="Draft this part only; offsets stay those of the file."
)
@click.option("--articles", is_flag=True, help="List the articles of a feed with their spans, and draft nothing.")
@click.option("--context", is_flag=True, help="List what was found beside the words of the text, and draft nothing.")
@click.option("--title", default="", help="The title as printed.")
@click.option("--publisher", default="", metavar="ENTITY", help="Who published it; a thing of the register.")
@click.option("--published", default="", metavar="DATE", help="The day of publication.")
@click.option("--url", default="", help="Where it was published.")
@click.option(
    "--slug", default="", callback=slug_of, help="The name of source and file, such as 2026-02-03-paper-title."
)
@FORMAT
@click.pass_context
def draft(
    ctx: Context, /, source: Path, span: tuple[int, int] | None, articles: bool, form: str, **options: object
) -> None:
    """Write the skeleton of a fact file for a text, to be completed by hand.

    It describes the source, and proposes each sentence that names something known or gives a sum, share, quantity or
    date, with the passages. It states no claim: the proposals stand in a graph apart that no answer reads, and
    `regraph check` refuses them until a person has stated each in its account, or dropped it. See docs/curating.md.
    """
    text = archived_text(source, span)
    if articles:
        payload = articles_payload(text, stated_of(ctx.obj or (), options))
        print_answer(form, payload, lambda p: safe_lines(articles_text(p)), articles_rows)
        ctx.exit(0 if payload["articles"] else 1)
    if options["context"]:
        found = drafted(ctx.obj or (), text, options)
        print_answer(form, listing_payload(found), lambda p: safe_lines(listing_text(p)), listing_rows)
        return
    if form != "table":
        raise click.UsageError(f"--format {form} goes with --articles or --context; a draft itself is TriG")
    put(drafted(ctx.obj or (), text, options), options)


def drafted(directories: tuple[Path, ...], text: ArchivedText, options: dict[str, object]) -> Draft:
    """The draft of a text, with a bar on a terminal; what the curator should know first goes to standard error."""
    refuse_to_overwrite(options)
    data = read(directories)
    stated = stated_of(directories, options)
    for note in notes(text, data):
        click.echo(safe(f"regraph: note: {note}"), err=True)
    with progress(text.end - text.begin) as advance:
        return draft_of(text, stated, data, advance)


def refuse_to_overwrite(options: dict[str, object]) -> None:
    """Raise where the output cannot be what is asked for, before anything is read.

    Raises:
        BadFile: it exists, or is not named as TriG.
    """
    output = options["output"]
    if isinstance(output, Path):
        if output.is_dir():
            raise BadFile(output, "is a directory; give the file to write")
        if output.suffix != ".trig":
            raise BadFile(output, "a draft is TriG; give a file that ends with .trig")
        if output.exists() and not options["force"]:
            raise BadFile(output, "exists, and may hold work; give another file, or --force to replace it")


def stated_of(directories: tuple[Path, ...], options: dict[str, object]) -> Stated:
    """What the options state of the source."""
    title, publisher, published, url, slug = (
        str(options[key]).strip() for key in ("title", "publisher", "published", "url", "slug")
    )
    iri = entity(known(read_kept(directories, cache_directory())), publisher) if publisher else ""
    return Stated(title, iri, last_day(published) if published else None, url, slug)


def notes(text: ArchivedText, data: Dataset) -> Iterator[str]:
    """What a curator should know before going on."""
    articles = [head for head in articles_in(text.text) if text.begin <= head.begin and head.body <= text.end]
    if len(articles) > 1:
        yield f"{text.path.name} holds {len(articles)} articles: draft each with --span; --articles lists their spans"
    known_as = already_described(text, data)
    if known_as:
        more = f" and {len(known_as) - 2} more" if len(known_as) > 2 else ""
        yield f"passages of this text are in the facts already: {', '.join(map(local, known_as[:2]))}{more}"


def put(found: Draft, options: dict[str, object]) -> None:
    """Print a draft, or write it whole to its file."""
    output, trig = options["output"], skeleton(found)
    if isinstance(output, Path):
        write(output, trig)
        click.echo(safe(f"{output}: {len(found.proposals)} sentences proposed; state or drop each"), err=True)
    else:
        click.echo(trig, nl=False, color=True)


def safe_lines(text: str) -> str:
    """A text of several lines, each without what a terminal would take for a command."""
    return "\n".join(map(safe, text.split("\n")))


@contextmanager
def progress(characters: int) -> Iterator[Callable[[int], None]]:
    """A bar on the standard error of a terminal; nothing in a pipe."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    with click.progressbar(length=characters, label="drafting", file=sys.stderr) as bar:
        yield bar.update
