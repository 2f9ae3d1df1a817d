"""`query`: SPARQL over the facts, typed in, from a file, from standard input, or saved under a name."""

import json
import re
import sys
from pathlib import Path
from typing import Any

import click

from regraph.cli.frame import AS_OF, KNOWN_BY, Context, Frame, frame, last_day
from regraph.errors import BadChoice, BadFile, BadQuery
from regraph.facts.syntax import text_of
from regraph.model.lookup import entity
from regraph.present.table import console, print_table
from regraph.store.sparql.binding import Term, term
from regraph.store.sparql.query import SECONDS, answer
from regraph.store.sparql.results import FORMATS, Answer, cells, written
from regraph.store.sparql.saved import Parameter, Question, named, question, questions, values
from regraph.store.view import resolved_view, union_view
from regraph.wording.words import safe

LIST_FORMATS = ("table", "json")
GAP = 2


@click.command()
@click.argument("text", metavar="[FILE-OR-TEXT]", required=False)
@click.option("--named", "name", metavar="NAME", help="Run the saved question of that name.")
@click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help="Fill a parameter of the question.")
@click.option("--list", "listing", is_flag=True, help="List the saved questions and their parameters.")
@click.option("--union", is_flag=True, help="Ask what any account says, not the resolved view.")
@click.option(
    "--timeout", type=float, default=SECONDS, show_default=True, metavar="SECONDS", help="Stop after that time."
)
@AS_OF
@KNOWN_BY
@click.option(
    "--exclude", multiple=True, metavar="SOURCE", help="Leave out a source or an account; several, or joined by commas."
)
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="table", show_default=True, help="How to print it."
)
@click.pass_context
def query(ctx: Context, /, text: str | None, listing: bool, name: str | None, form: str, **options: Any) -> None:
    """Ask the facts in SPARQL, or run a saved question.

    FILE-OR-TEXT is a file if there is one of that name, else the query itself; - reads it from standard input. All
    prefixes of regraph are declared. A plain pattern sees the resolved view, one value for each property that can have
    one; GRAPH ?account sees what each account says; --union makes a plain pattern see what any account says. ?asOf and
    ?knownBy stand for the days of --as-of and --known-by. Rows are printed as table, csv, json, tsv or xml; graphs as
    turtle, json (JSON-LD), nt or xml. See docs/queries.md.
    """
    if [text is not None, name is not None, listing].count(True) != 1:
        raise click.UsageError("give one of: a query, a file, --named NAME, --list")
    if listing:
        print_questions(form)
        return
    asked = named(name) if name is not None else question_in(str(text))
    framed = frame(ctx.obj, options["as_of"], options["known_by"], exclude=options["exclude"], whole=True)
    if framed.scenario.exclude:
        raise BadChoice("--exclude", min(framed.scenario.exclude), ("a source or account (see `regraph sources`)",))
    filled = terms(framed, asked, dict(pair(param) for param in options["params"]))
    view = union_view(framed.data) if options["union"] else resolved_view(framed.data)
    found = answer(view, asked.text, filled, options["timeout"])
    print_found(framed, found, form)
    ctx.exit(1 if found.is_empty else 0)


def question_in(text: str) -> Question:
    """The question in a file, on standard input, or typed in.

    Raises:
        BadFile: what looks like the name of a file is none.
    """
    if text == "-":
        return question("the query", sys.stdin.read())
    path = Path(text)
    if is_file(path):
        return question(path.stem, text_of(path), path)
    if re.fullmatch(r"[^\s{}]+", text):
        raise BadFile(text, "no such file, and no query either")
    return question("the query", text)


def is_file(path: Path) -> bool:
    """True for the path of something that is there; a query is too long for a path, or holds what none can."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def pair(param: str) -> tuple[str, str]:
    """The name and value of one --param.

    Raises:
        BadQuery: it has no equals sign.
    """
    name, equals, value = param.partition("=")
    if not equals:
        raise BadQuery(f"--param {param}: write NAME=VALUE")
    return name.strip(), value.strip()


def terms(framed: Frame, asked: Question, given: dict[str, str]) -> dict[str, Term]:
    """The parameters of a question as terms, with the two days that every query may use."""
    day, by = framed.scenario.as_of, framed.known_by or framed.knowledge.latest or framed.scenario.as_of
    found = {"asOf": term("date", day.isoformat()), "knownBy": term("date", by.isoformat())}
    for name, value in values(asked, given).items():
        kind = asked.kind(name)
        if kind == "entity":
            value = entity(framed.knowledge, value)
        elif kind == "date":
            value = last_day(value).isoformat()
        found[name] = term(kind, value)
    return found


def print_found(framed: Frame, found: Answer, form: str) -> None:
    """Print an answer, and the date of the latest account: under a table, else on standard error."""
    latest = framed.knowledge.latest
    note = f"latest account known: {latest or 'none'}"
    if form != "table" or found.is_graph:
        click.echo(written(found, form), nl=False)
        click.echo(note, err=True)
        return
    if found.truth is not None:
        click.echo("yes" if found.truth else "no", nl=False)
    elif found.rows:
        things = framed.knowledge.things.keys() | framed.knowledge.claims.keys()
        print_rows(found.columns, cells(found, lambda iri: framed.knowledge.label(iri) if iri in things else ""))
    else:
        click.echo("no rows", nl=False)
    click.echo(f"\n{note}")


def print_rows(columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    """Print rows as a table, or one under the other where a table is too wide; then what no row has a value for."""
    full = [at for at in range(len(columns)) if any(row[at] for row in rows)]
    names, kept = tuple(columns[at] for at in full), [tuple(safe(row[at]) for at in full) for row in rows]
    widths = [max(len(cell) for cell in column) for column in zip(names, *kept, strict=True)]
    if sum(widths) + GAP * len(widths) <= console().width:
        print_table(names, kept)
    else:
        click.echo("\n\n".join(record(at, names, row) for at, row in enumerate(kept, 1)))
    empty = [column for at, column in enumerate(columns) if at not in full]
    count = f"{len(rows)} row{'s' if len(rows) > 1 else ''}"
    click.echo(f"\n{count}" + (f"; no value for {', '.join(empty)}" if empty else ""), nl=False)


def record(number: int, names: tuple[str, ...], row: tuple[str, ...]) -> str:
    """One row as lines of name and value, after its number."""
    width = max(map(len, names))
    lines = [f"{name:{width}}  {value}" for name, value in zip(names, row, strict=True) if value]
    return "\n".join(f"{number if at == 0 else '':<3} {line}" for at, line in enumerate(lines))


def print_questions(form: str) -> None:
    """Print the saved questions."""
    if form not in LIST_FORMATS:
        raise BadChoice("--format of --list", form, LIST_FORMATS)
    if form == "json":
        click.echo(json.dumps([payload(asked) for asked in questions()], ensure_ascii=False, indent=2))
        return
    rows: list[tuple[str, ...]] = [(q.name, q.title, "; ".join(map(parameter_text, q.parameters))) for q in questions()]
    print_table(("name", "question", "parameters"), rows)


def parameter_text(parameter: Parameter) -> str:
    """One parameter in a line."""
    default = "required" if parameter.is_required else "any" if parameter.default is None else parameter.default
    return f"{parameter.name}: {parameter.kind}, {default}"


def payload(asked: Question) -> dict[str, object]:
    """One saved question as plain data."""
    parameters = [
        {"name": p.name, "kind": p.kind, "required": p.is_required, "default": p.default, "what": p.what}
        for p in asked.parameters
    ]
    return {"name": asked.name, "title": asked.title, "parameters": parameters, "example": dict(asked.example)}
