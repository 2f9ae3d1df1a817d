"""`screen --store`: a rule on a whole register of stakes, by columns; names and verdicts, no accounts."""

import csv
import io

import click

from regraph.analysis.registers.screening import KINDS, registered
from regraph.analysis.screening.rules import Rule
from regraph.analysis.screening.screen import in_force
from regraph.analysis.screening.verdict import Verdict
from regraph.cli.frame import Context, last_day, print_answer
from regraph.cli.screening.screen import SILENT, Asked, listed_in
from regraph.model.dates import Answer
from regraph.present.screens.payload import Registered, register_payload
from regraph.present.screens.text import screen_rows, screen_text
from regraph.register.register import register_on
from regraph.wording.words import safe


def on_register(ctx: Context, asked: Asked, form: str) -> None:
    """Screen a register, print, and exit 1 where nothing is caught or may be."""
    refuse(asked)
    register = register_on(asked.store)
    listed = listed_in(ctx, asked.lines, register.index_of)
    one = None if asked.entity is None else register.index_of(asked.entity)
    given = asked.options["as_of"]
    day = last_day(str(given)) if given else register.told
    found = registered(asked.rule, register, listed, day, one)
    force, why = in_force(asked.rule, day)
    if force is Answer.NO:
        found = [(name, Verdict.NOT_IN_FORCE.value) for name, _ in found]
    if form == "csv":
        print_csv(asked.rule, found)
    else:
        answer = Registered(str(asked.store), day.isoformat(), register.told.isoformat(), tuple(found))
        payload = register_payload(asked.rule, answer, [register.names[at] for at in listed], (force.value, why))
        print_answer(form, payload, screen_text, screen_rows)
    ctx.exit(0 if {verdict for _, verdict in found} - {verdict.value for verdict in SILENT} else 1)


def refuse(asked: Asked) -> None:
    """Say what a register cannot answer.

    Raises:
        click.UsageError: the rule asks about holders, needs to know what kind of actor each is, or passes holdings on
            in a way that is not computed for whole registers; or an option that frames claims was given.
    """
    rule = asked.rule
    if rule.asks == "holders" or any(test.way.kind not in KINDS for test in rule.tests):
        raise click.UsageError(f"{rule.name} is not screened on a register: only rules on listed persons that count"
                               " direct stakes, or go step by step")  # fmt: skip
    if any(test.way.first_tier for test in rule.tests) or rule.words("seeds_from"):
        raise click.UsageError(f"{rule.name} asks what kind of actor each is, which a register does not tell")
    if any(asked.options[name] for name in ("known_by", "include", "exclude")):
        raise click.UsageError("--known-by, --include and --exclude choose among claims; a register has none")


def print_csv(rule: Rule, found: list[tuple[str, str]]) -> None:
    """The rows `entity,verdict`, and on standard error from what the rule was encoded."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("entity", "verdict"))
    writer.writerows(found)
    click.echo(out.getvalue(), nl=False, color=True)
    click.echo("regraph: " + safe(rule.disclaimer), err=True)
