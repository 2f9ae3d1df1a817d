"""`screen --store`: a rule on a whole register of stakes, by columns; names and verdicts, no accounts."""

import csv
import datetime as dt
import io

import click
import numpy as np

from regraph.analysis.screening.judging import everywhere
from regraph.analysis.screening.rules import Rule
from regraph.analysis.screening.screen import in_force
from regraph.analysis.screening.verdict import Holdings, Verdict, settled
from regraph.cli.frame import Context, last_day, print_answer
from regraph.cli.screening.screen import SILENT, Asked, listed_in
from regraph.engine.stakes import Mask, Stakes
from regraph.model.dates import Answer
from regraph.present.screens.payload import Registered, register_payload
from regraph.present.screens.text import screen_rows, screen_text
from regraph.register.register import Register, register_on
from regraph.wording.words import safe

ECONOMIC = {"equity", "profits", "capital"}
KINDS = ("cascading", "direct")


def on_register(ctx: Context, asked: Asked, form: str) -> None:
    """Screen a register, print, and exit 1 where nothing is caught or may be."""
    refuse(asked)
    register = register_on(asked.store)
    listed = listed_in(ctx, asked.lines, register.index_of)
    one = None if asked.entity is None else register.index_of(asked.entity)
    found = verdicts(asked, register, listed, one)
    given = asked.options["as_of"]
    day = last_day(str(given)) if given else register.told
    force, why = in_force(asked.rule, day)
    if force is Answer.NO:
        found = [(name, Verdict.NOT_IN_FORCE) for name, _ in found]
    if form == "csv":
        print_csv(asked.rule, found)
    else:
        rows = tuple((name, verdict.value) for name, verdict in found)
        answer = Registered(str(asked.store), day.isoformat(), register.told.isoformat(), rows)
        payload = register_payload(asked.rule, answer, [register.names[at] for at in listed], (force.value, why))
        print_answer(form, payload, screen_text, screen_rows)
    ctx.exit(0 if any(verdict not in SILENT for _, verdict in found) else 1)


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


def verdicts(asked: Asked, register: Register, listed: list[int], one: int | None) -> list[tuple[str, Verdict]]:
    """The verdict on each that somebody holds, or is listed, in the order of the register's names; or on one."""
    rule, seeds = asked.rule, np.zeros(len(register.names), np.bool_)
    seeds[listed] = True
    given = asked.options["as_of"]
    day = last_day(str(given)) if given else None
    held, sure, possible = seeds.copy(), seeds.copy(), seeds.copy()
    for test in rule.tests:
        for stakes in stakes_for(register, test.basis, day):
            held |= np.diff(stakes.holders_from) > 0
            low, high = everywhere(test, stakes, seeds)
            sure, possible = sure | low, possible | high
    chosen = np.flatnonzero(held) if one is None else np.array([one])
    return worded(rule, register, chosen, (seeds, sure, possible))


def stakes_for(register: Register, basis: tuple[str, ...], day: dt.date | None) -> list[Stakes]:
    """The stakes of each basis that a test counts; votes are as the shares where the register has none."""
    kinds = ["stake"] if ECONOMIC & set(basis) else []
    if "votes" in basis:
        kinds.append("votes" if register.manifest.stakes["votes"] else "stake")
    return [register.stakes(day, kind) for kind in dict.fromkeys(kinds)]


def worded(
    rule: Rule, register: Register, chosen: np.ndarray[tuple[int], np.dtype[np.int64]], flags: tuple[Mask, Mask, Mask]
) -> list[tuple[str, Verdict]]:
    """Names and verdicts of some actors and assets."""
    settles = rule.words("settles")
    words = [settled(found, settles) for found in (Holdings.NO, Holdings.POSSIBLE, Holdings.YES)] + [Verdict.NAMED]
    seeds, sure, possible = (flag[chosen] for flag in flags)
    codes = np.where(seeds, 3, np.where(sure, 2, np.where(possible, 1, 0)))
    content, begins = register.names.content.tobytes(), register.names.begins
    starts, ends = begins[chosen].tolist(), begins[chosen + 1].tolist()
    names = (content[start:end].decode("utf-8") for start, end in zip(starts, ends, strict=True))
    return [(name, words[code]) for name, code in zip(names, codes.tolist(), strict=True)]


def print_csv(rule: Rule, found: list[tuple[str, Verdict]]) -> None:
    """The rows `entity,verdict`, and on standard error from what the rule was encoded."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("entity", "verdict"))
    writer.writerows((name, verdict.value) for name, verdict in found)
    click.echo(out.getvalue(), nl=False, color=True)
    click.echo("regraph: " + safe(rule.disclaimer), err=True)
