"""`report`."""

from pathlib import Path

import click

from regraph.cli.frame import AS_OF, ENTITY, EXCLUDE, INCLUDE, KNOWN_BY, Context, frame
from regraph.errors import BadChoice
from regraph.facts.writing import write
from regraph.model.lookup import entity as entity_named
from regraph.present.document.markdown import markdown
from regraph.present.document.parts import Document
from regraph.present.reports.report import report_on
from regraph.wording.nouns import counted
from regraph.wording.words import safe

SUFFIXES = (".md", ".html")


@click.command()
@ENTITY
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    default="-",
    metavar="FILE",
    help="The file to write, .md or .html; - writes Markdown to standard output.  [default: -]",
)
@AS_OF
@KNOWN_BY
@INCLUDE
@EXCLUDE
@click.pass_context
def report(ctx: Context, /, entity: str, output: Path, **options: object) -> None:
    """Write a report on one thing that could be published.

    In short, owners chain by chain, money, offtake, exposure, timeline, where accounts differ, what the sources do not
    say, and numbered sources: what the other commands answer, in one document. Exit status 1 where the sources at hand
    say nothing of ENTITY.
    """
    suffix = suffix_of(output)
    asked = frame(ctx.obj, **options)  # type: ignore[arg-type]
    found = report_on(asked.knowledge, entity_named(asked.knowledge, entity), asked.scenario, asked.known_by)
    if str(output) == "-":
        click.echo(markdown(found), nl=False)
    else:
        write(output, text_of(found, suffix))
        sections, sources = counted(len(found.sections), "sections"), counted(len(found.sources), "sources")
        click.echo(safe(f"{output}: {found.title}, {sections}, {sources}; {said(found)}"))
    ctx.exit(0 if found.sources else 1)


def suffix_of(output: Path) -> str:
    """The form that a file name asks for.

    Raises:
        BadChoice: it is neither Markdown nor HTML.
    """
    if str(output) == "-":
        return ".md"
    if output.suffix.lower() not in SUFFIXES:
        raise BadChoice("--output", output.name, ("a name that ends in .md", "in .html", "- for standard output"))
    return output.suffix.lower()


def text_of(found: Document, suffix: str) -> str:
    """The document in the form asked for."""
    if suffix == ".md":
        return markdown(found)
    from regraph.page.sheet import sheet  # its templates take a tenth of a second

    return sheet(found)


def said(found: Document) -> str:
    """The frame of the document, in a few words."""
    facts = dict(found.facts)
    return f"as of {facts['as of']}, latest account {facts['latest account known']}"
