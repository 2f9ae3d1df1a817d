"""`screen`: published rules applied to the facts, or to a register of stakes."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import click

from regraph.analysis.screening.rules.reading import rule_named, rule_names, rules_in, shipped_rules
from regraph.analysis.screening.rules.rule import Rule
from regraph.analysis.screening.screen import Screening
from regraph.analysis.screening.verdict import Verdict
from regraph.cli.frame import Context, Frame, complete_entity, frame, framed, last_day, print_answer
from regraph.errors import AmbiguousEntity, BadFile, RegraphError, UnknownEntity
from regraph.model.lookup import entity as entity_named
from regraph.present.screens.payload import list_payload, screen_payload
from regraph.present.screens.text import screen_rows, screen_text
from regraph.wording.words import safe

Found = TypeVar("Found", str, int)
SILENT = (Verdict.NOT, Verdict.NOT_BY_HOLDINGS, Verdict.UNSETTLED, Verdict.NOT_A_PERSON)


Line = tuple[str, int, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a register: the rule, of one entity or of all, the list, the options, how many to tell."""

    rule: Rule
    entity: str | None
    lines: list[Line]
    store: Path
    options: dict[str, object]
    limit: int | None


def complete_rule(ctx: Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Names of rules that shell completion offers."""
    try:
        return [name for name in rule_names(ctx.params.get("rules") or shipped_rules()) if name.startswith(incomplete)]
    except RegraphError:  # a shell that completes has no place for an error; the command itself will say it
        return []


@click.command()
@click.argument("rule", metavar="[RULE]", required=False, shell_complete=complete_rule)
@click.argument("entity", metavar="[ENTITY]", required=False, shell_complete=complete_entity)
@click.option("--list", "is_list", is_flag=True, help="List the rules: threshold, authority, since when, who is asked.")
@click.option("--all", "is_all", is_flag=True, help="A verdict for every thing of which holdings or links are stated.")
@click.option(
    "--listed",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The listed persons and entities: a name, slug, IRI or identifier a line.",
)
@click.option("--rules", type=click.Path(path_type=Path), metavar="DIR", help="Rules of your own.")
@click.option("--store", type=click.Path(path_type=Path), metavar="DIR", help="Screen a register instead of the facts.")
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    metavar="N",
    help="With --store: how many verdicts are told, 0 for all. Default: 1,000; as CSV all.",
)
@framed
@click.pass_context
def screen(ctx: Context, /, rule: str | None, entity: str | None, is_list: bool, form: str, **options: object) -> None:
    """Apply a published screening rule to a thing, or to all.

    RULE is a name that --list gives, or its beginning: `ofac-50`. A verdict is three-valued over the bounds of the
    shares and says only what the rule lets holdings settle; who holds the rest is asked wherever the sources leave it
    unnamed. Options and links stand beside and are never counted. As encoded from the text that the answer names; not
    legal advice. Exit status 1 where nothing is caught or possible.
    """
    is_all, listed, rules, own, limit = (options.pop(n) for n in ("is_all", "listed", "rules", "store", "limit"))
    store = own or ctx.find_root().params.get("store")
    directory = rules if isinstance(rules, Path) else shipped_rules()
    if is_list:
        as_of = options["as_of"]
        day = last_day(str(as_of)) if as_of else dt.date.today()
        print_answer(form, list_payload(rules_in(directory), day.isoformat()), screen_text, screen_rows)
        return
    chosen = asked_rule(rule, entity, directory, bool(is_all))
    needed = store is not None and (entity is None or chosen.asks != "holders")
    names = lines_of(chosen, listed if isinstance(listed, Path) else None, needed=needed, taken=store is not None)
    if store is None and limit is not None:
        raise click.UsageError("--limit goes with --store; of the facts every verdict is told")
    if store is not None:
        from regraph.cli.screening.registers import on_register  # its libraries are an extra

        on_register(ctx, Asked(chosen, entity, names, Path(str(store)), options, limit), form)  # type: ignore[arg-type]
    screening = screening_of(ctx, chosen, names, directory, options)
    things = screening.things if entity is None else (screened_thing(screening, entity),)
    found = [verdict for thing in things for verdict in screening.verdicts(thing)]
    known_by = options["known_by"]
    payload = screen_payload(screening, found, last_day(str(known_by)) if known_by else None)
    print_answer(form, payload, screen_text, screen_rows)
    ctx.exit(0 if any(verdict.would not in SILENT for verdict in found) else 1)


def asked_rule(rule: str | None, entity: str | None, directory: Path, is_all: bool) -> Rule:
    """The rule asked for, where the question is whole."""
    if rule is None:
        raise click.UsageError("say which RULE; `regraph screen --list` names them")
    found = rule_named(rule, directory)
    if (entity is None) != is_all:
        raise click.UsageError("give one ENTITY, or --all" if entity is None else "give ENTITY or --all, not both")
    return found


def lines_of(rule: Rule, listed: Path | None, *, needed: bool, taken: bool) -> list[Line]:
    """The lines of the list: file, number and name; none where the rule asks for no list.

    Args:
        needed: whoever is asked about must be listed, since nothing else tells who counts.
        taken: a list is taken whatever the rule asks.

    Raises:
        BadFile: the file cannot be read, or names nobody.
    """
    wants = needed or taken or rule.asks == "listed" or bool(rule.words("lists"))
    if listed is None:
        if needed or rule.asks == "listed":
            raise click.UsageError(f"{rule.name} needs to know who is listed: give --listed FILE, a name a line")
        return []
    if not wants:
        raise click.UsageError(f"{rule.name} asks about {rule.asks}, not about a list; leave --listed out")
    try:
        text = listed.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadFile(listed, "is not UTF-8 text") from error
    except OSError as error:
        raise BadFile(listed, error.strerror or "cannot be read") from error
    found = [(str(listed), place, line.strip()) for place, line in enumerate(text.split("\n"), 1) if line.strip()]
    if not found:
        raise BadFile(listed, "it names nobody; write a name a line")
    return found


def screening_of(ctx: Context, rule: Rule, lines: list[Line], directory: Path, options: dict[str, object]) -> Screening:
    """The rule on the facts in their frame, with the listed found among them."""
    asked: Frame = frame(ctx.obj, **options)  # type: ignore[arg-type]
    listed = listed_in(ctx, lines, lambda name: entity_named(asked.knowledge, name))
    others = tuple(rule_named(name, directory) for name in rule.words("seeds_from"))
    return Screening(asked.knowledge, asked.scenario, rule, others, frozenset(listed))


def screened_thing(screening: Screening, name: str) -> str:
    """The thing asked about.

    Raises:
        UnknownEntity, AmbiguousEntity: as any look-up.
        BadFile: never; a thing of another kind is no holding and is refused by usage.
    """
    iri = entity_named(screening.knowledge, name)
    thing = screening.knowledge.things.get(iri)
    if thing is None or not screening.is_screened(thing.kind):
        raise click.UsageError(f"{screening.knowledge.label(iri)} is neither an actor nor an asset; nobody holds it")
    return iri


def listed_in(ctx: Context, lines: list[Line], find: Callable[[str], Found]) -> list[Found]:
    """What the lines of a list name, each once; every line that names none, or several, is said before the end."""
    found, wrong = list[Found](), list[str]()
    for path, place, name in lines:
        try:
            found.append(find(name))
        except (AmbiguousEntity, UnknownEntity) as error:
            wrong.append(f"{path}:{place}: {error}")
    for line in wrong:
        click.echo("regraph: " + safe(line), err=True)
    if wrong:
        ctx.exit(2)
    return list(dict.fromkeys(found))
