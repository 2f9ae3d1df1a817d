"""`check` and `format`: whether the facts hold, and the one form they are written in."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from regraph.check.evidence.cited import statements
from regraph.check.evidence.verification import verification
from regraph.check.findings import Finding
from regraph.check.form import form_findings
from regraph.check.reading import Reading, read_each
from regraph.check.rules import rule_findings, rules
from regraph.cli.frame import FORMAT, Context, print_answer
from regraph.errors import BadFile, BadSyntax
from regraph.facts.canonical import canonical
from regraph.facts.places import PACKAGE, fact_files, ontology_files, shipped
from regraph.facts.syntax import FORMATS, quads_of_all, text_of
from regraph.facts.writing import write
from regraph.names import ACCOUNT
from regraph.present.report import Report, report_payload, report_rows, report_text, shown
from regraph.wording.words import safe

Advance = Callable[[], None]


@click.command()
@click.option(
    "--corpus",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Directory of the archived texts: read every passage again and see whether it bears out its claim.",
)
@FORMAT
@click.pass_context
def check(ctx: Context, corpus: Path | None, form: str) -> None:
    """Validate the facts: shapes, rules and, with the texts at hand, the evidence.

    Prints one line a finding: file, line, what is wrong, and the rule it breaks. A claim that its passages do not bear
    out is listed with the editorial note of its node. Exit status 1 with findings, with less than 95 % of the claims
    verified, or with a miss that no note explains.
    """
    report = checked(ctx.obj or (), corpus)
    print_answer(form, report_payload(report, Path.cwd()), report_text, report_rows)
    ctx.exit(0 if report.is_clean else 1)


def checked(directories: tuple[Path, ...], corpus: Path | None) -> Report:
    """Run all checks over the fact files of some directories (default: the shipped ones).

    Raises:
        BadFile, NoFacts: a file or directory that cannot be read. BadSyntax: an ontology file or a rule is broken.
    """
    files = fact_files(directories)
    reading = read_each(files, quads_of_all(ontology_files()))
    chosen = rules() if reading.files and not reading.lacks_register else ()
    claims = sum(1 for _ in statements(reading.dataset))
    found = {*reading.findings, *form_findings((*files, *terms()))}
    with progress(len(chosen) + len(reading.graphs) + claims * (corpus is not None)) as advance:
        if chosen:
            found.update(shapes_and_rules(reading, advance))
        evidence = verification(reading, corpus, advance) if corpus is not None else None
    found.update(evidence.unread if evidence else ())
    why = "" if chosen else "shapes and rules were not run: correct the syntax of the register first"
    accounts = sum(graph.startswith(ACCOUNT) for graph in reading.graphs)
    return Report(len(files), accounts, claims, len(chosen), tuple(sorted(found)), why, evidence)


def shapes_and_rules(reading: Reading, advance: Advance) -> Iterator[Finding]:
    """The findings of all shapes and all rules."""
    from regraph.check.shapes import shape_findings  # pySHACL takes 0.3 s to import, and `format` needs none of it

    yield from rule_findings(reading, rules(), advance)
    yield from shape_findings(reading, advance)


def terms() -> tuple[Path, ...]:
    """The Turtle files of the ontology, sorted, those of shapes among them."""
    return tuple(sorted(shipped("ontology").rglob("*.ttl")))


@contextmanager
def progress(steps: int) -> Iterator[Advance]:
    """A bar on the standard error of a terminal, gone when it is done; nothing in a pipe."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console  # only a terminal shows a bar
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("checking", total=steps)
        yield lambda: bar.advance(task)


@click.command("format")
@click.option("--check", "is_check", is_flag=True, help="Change nothing; list the files that would change, and exit 1.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.pass_context
def format(ctx: Context, is_check: bool, paths: tuple[Path, ...]) -> None:
    """Write TriG and Turtle files in their canonical form.

    PATH is a file, or a directory with everything below it; default: the facts, and the ontology of a checkout.
    Prints each file that changes. A file with comments or blank nodes, which would be lost, is reported and left alone.
    """
    changed, is_broken = 0, False
    chosen = tuple(f for path in paths for f in files_in(path)) or default_files(ctx.obj or ())
    for path in chosen:
        try:
            if formatted(path, is_check):
                changed += 1
                click.echo(safe(f"{'would format' if is_check else 'formatted'} {shown(path, Path.cwd())}"))
        except BadSyntax as error:
            is_broken = True
            click.echo(safe(f"regraph: {error}"), err=True)
    ctx.exit(2 if is_broken else 1 if is_check and changed else 0)


def default_files(directories: tuple[Path, ...]) -> tuple[Path, ...]:
    """The fact files, and the ontology where it stands in a checkout (an installed one is not ours to change)."""
    is_checkout = shipped("ontology").parent == PACKAGE.parent
    return (*fact_files(directories), *(terms() if is_checkout else ()))


def files_in(path: Path) -> tuple[Path, ...]:
    """`path` itself, or the TriG and Turtle files at or below a directory, sorted.

    Raises:
        BadFile: it does not exist, or holds no such file.
    """
    if not path.is_dir():
        return (path,)
    files = tuple(sorted(file for file in path.rglob("*") if file.suffix in FORMATS and file.is_file()))
    if not files:
        raise BadFile(path, "holds no .trig and no .ttl file")
    return files


def formatted(path: Path, is_check: bool) -> bool:
    """Bring one file into canonical form; True where it was in another, and nothing is written where `is_check`."""
    text = text_of(path)
    wanted = canonical(text, path)
    if text != wanted and not is_check:
        write(path.resolve(), wanted)
    return text != wanted
