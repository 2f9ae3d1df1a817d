"""`timeline`."""

import datetime as dt

import click

from regraph.analysis.timeline.events import Event, in_order, publications, timeline_of
from regraph.analysis.timeline.reach import reached
from regraph.analysis.timeline.states import State
from regraph.analysis.timeline.window import Window
from regraph.cli.frame import AS_OF, EXCLUDE, INCLUDE, KNOWN_BY, Context, complete_entity, frame, print_answer
from regraph.model import lookup
from regraph.model.dates import period
from regraph.present.timeline.answer import Asked, timeline_payload
from regraph.present.timeline.text import COLUMNS, timeline_rows, timeline_text
from regraph.wording.evidence import Payload

FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv", "ics"]),
    default="table",
    show_default=True,
    help="How to print the answer; ics is a calendar (RFC 5545).",
)


@click.command()
@click.argument("entity", metavar="[ENTITY]", required=False, shell_complete=complete_entity)
@click.option("--from", "first", metavar="DATE", help="Only what can lie on that day or later; 2026 is its first day.")
@click.option("--to", "last", metavar="DATE", help="Only what can lie on that day or earlier; 2026 is its last day.")
@click.option("--due", is_flag=True, help="Only what is due or still to come.")
@click.option("--overdue", is_flag=True, help="Only what was expected by now, with no account that confirms it.")
@click.option("--publications", "published", is_flag=True, help="Also the days on which the sources were published.")
@AS_OF
@KNOWN_BY
@INCLUDE
@EXCLUDE
@FORMAT
@click.pass_context
def timeline(ctx: Context, /, entity: str | None, form: str, published: bool, **options: object) -> None:
    """What happened, what is due, and what is overdue with nobody confirming it.

    Events are the dates of milestones, conditions and proceedings, and the starts and ends of deals, interests and
    ties, each within the bounds that the sources give; of ENTITY, its own and those of its deals, interests and
    assets. What was expected by a day before --as-of, and of which no account known by --known-by says that it came
    about, is overdue. Events stand in the order of the last day on which each can lie. Exit status 1 where there is
    none.
    """
    chosen = {State.DUE: options.pop("due"), State.OVERDUE: options.pop("overdue")}
    window = Window(day(options.pop("first"), True), day(options.pop("last"), False))
    found = frame(ctx.obj, **options)  # type: ignore[arg-type]
    iri = lookup.entity(found.knowledge, entity) if entity is not None else None
    states = frozenset(state for state, is_asked in chosen.items() if is_asked)
    asked = Asked(found.knowledge, found.scenario, found.known_by, iri, window, states, published)
    payload = timeline_payload(asked, events_asked(asked))
    if form == "ics":
        print_calendar(payload)
    else:
        print_answer(form, payload, timeline_text, lambda p: (COLUMNS, timeline_rows(p)))
    ctx.exit(0 if payload["events"] else 1)


def events_asked(asked: Asked) -> tuple[Event, ...]:
    """The events of an answer, publications among them where they are asked for."""
    knowledge, scenario = asked.knowledge, asked.scenario
    events = timeline_of(knowledge, asked.entity, scenario, asked.window, asked.states)
    if not asked.with_publications:
        return events
    every = knowledge.claims if asked.entity is None else reached(knowledge, asked.entity, scenario)
    published = publications(knowledge, every, scenario, asked.window)
    return in_order(knowledge, (*events, *(e for e in published if not asked.states or e.state in asked.states)))


def day(text: object, is_first: bool) -> dt.date | None:
    """The day that `--from` or `--to` means; a year or a month is its first day, or its last."""
    if text is None:
        return None
    bounds = period(str(text))
    return bounds.earliest if is_first else bounds.latest


def print_calendar(payload: Payload) -> None:
    """Print the answer as a calendar, with the line ends that RFC 5545 asks for."""
    from regraph.present.timeline.calendar import calendar_bytes  # its library takes a quarter of a second

    click.echo(calendar_bytes(payload), nl=False)
