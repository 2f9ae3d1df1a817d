"""`screen --store`: a rule on a register of stakes, by columns; names and verdicts, no accounts."""

from itertools import islice

import click

from regraph.analysis.registers.screening import Asking, Entry, screened, unlooked
from regraph.analysis.registers.spreading import KINDS
from regraph.analysis.screening.screen import in_force
from regraph.analysis.screening.verdict import Verdict
from regraph.cli.frame import Context, last_day, print_answer
from regraph.cli.screening.screen import SILENT, Asked, listed_in
from regraph.model.dates import Answer
from regraph.present.rows import line
from regraph.present.screens.payload import Registered, register_payload
from regraph.present.screens.text import REGISTER_COLUMNS, register_row, screen_rows, screen_text
from regraph.register.register import register_on
from regraph.wording.words import safe

MOST = 1_000
CLEARED = (Verdict.NOT, Verdict.NOT_BY_HOLDINGS)


def on_register(ctx: Context, asked: Asked, form: str) -> None:
    """Screen a register, print, and exit 1 where nothing is caught or may be."""
    refuse(asked)
    register = register_on(asked.store)
    listed = listed_in(ctx, asked.lines, register.index_of)
    one = None if asked.entity is None else register.index_of(asked.entity)
    given = asked.options["as_of"]
    day = last_day(str(given)) if given else register.told
    asking = Asking(asked.rule, register, tuple(listed), day)
    force, why = in_force(asked.rule, day)
    found = [dated(entry, force) for entry in screened(asking, one)]
    most = (0 if form == "csv" else MOST) if asked.limit is None else asked.limit
    telling = [e for e in found if one is not None or form == "csv" or e.verdict not in CLEARED]
    told = list(islice(telling, most or None))
    answer = Registered(str(asked.store), day.isoformat(), register, tuple(told), (len(found), len(telling)))
    notes = tuple(unlooked(asking, is_sweep=one is None))
    payload = register_payload(asked.rule, answer, [register.names[at] for at in listed], (force.value, why), notes)
    if form == "csv":
        print_csv(payload)
    else:
        print_answer(form, payload, screen_text, screen_rows)
    ctx.exit(0 if {entry.verdict for entry in found} - set(SILENT) else 1)


def dated(entry: Entry, force: Answer) -> Entry:
    """An entry as the rule's day allows it."""
    return Entry(entry.entity, entry.holder, Verdict.NOT_IN_FORCE) if force is Answer.NO else entry


def refuse(asked: Asked) -> None:
    """Say what a register cannot answer.

    Raises:
        click.UsageError: the rule needs to know what kind of actor each is, or passes holdings on in a way that is not
            computed for whole registers; or an option that frames claims was given.
    """
    rule = asked.rule
    if asked.entity is None and rule.tests[0].way.kind not in KINDS:
        raise click.UsageError(f"{rule.name} starts from each thing anew: on a register, name an ENTITY")
    if any(test.way.first_tier for test in rule.tests):
        raise click.UsageError(f"{rule.name} asks what kind of actor each is, which a register does not tell")
    if any(asked.options[name] for name in ("known_by", "include", "exclude")):
        raise click.UsageError("--known-by, --include and --exclude choose among claims; a register has none")


def print_csv(payload: dict[str, object]) -> None:
    """A row a verdict, and on standard error from what the rule was encoded, and what was not looked at."""
    register = payload["register"]
    assert isinstance(register, dict)
    click.echo(line(REGISTER_COLUMNS), nl=False, color=True)
    for verdict in register["verdicts"]:
        click.echo(line(register_row(verdict)), nl=False, color=True)
    click.echo("regraph: " + safe(str(payload["disclaimer"])), err=True)
    for note in register["notLookedAt"]:
        click.echo("regraph: " + safe(f"not looked at: {note}"), err=True)
    shown = len(register["verdicts"])
    if shown < register["telling"]:
        click.echo(f"regraph: {shown:,} of {register['telling']:,} verdicts; --limit 0 tells all", err=True)
