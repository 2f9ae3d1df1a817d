"""The `regraph` command: its group, which loads a command only when it is called, and the end of every error.

Only this folder prints, reads the clock and the environment, and exits.
"""

import gc
import importlib
import keyword
import os
import sys
from pathlib import Path

import click

from regraph import __version__
from regraph.errors import RegraphError

COMMANDS = {
    "chain": ("questions.chain", "The supply chain stage by stage: who stands where, with what capacity."),
    "check": ("curating.curate", "Validate the facts: shapes, rules and, with the texts at hand, the evidence."),
    "compare": ("questions.comparing", "Two things side by side: what is equal, what differs, what only one has."),
    "conflicts": ("reading.dispute", "Where accounts disagree, and which value answers use."),
    "control": ("controlling", "Who controls a thing, under which doctrine, and why or why not."),
    "diff": ("reading.compare", "What changed between two sets of facts, or two dates of knowledge."),
    "draft": ("curating.drafting", "Write the skeleton of a fact file for a text, to be completed by hand."),
    "exposure": ("questions.exposure", "How exposed a thing is to a state or actor, channel by channel."),
    "finance": (
        "questions.finance",
        "Sums of financing, never across currencies, stages apart, and what they rest on.",
    ),
    "find": ("reading.look", "Find things and claims by name, other name, slug or identifier."),
    "format": ("curating.curate", "Write TriG and Turtle files in their canonical form."),
    "graph": ("picture", "Write an interactive page of things and their relations."),
    "history": ("controlling", "Who owned a thing over time, and on which days, or between which, that changed."),
    "holdings": ("owning", "What an actor owns or controls, directly and through others."),
    "import": ("registers.importing", "Import a register of stakes from CSV into columns on disk."),
    "offtake": ("questions.offtake", "Who buys what from whom, until when, and how binding that is."),
    "owners": ("owning", "Who owns or controls a thing, directly and through others."),
    "path": ("connect", "How two things are connected, best evidenced first."),
    "query": ("ask", "Ask the facts in SPARQL, or run a saved question."),
    "report": ("questions.report", "Write a report on one thing that could be published."),
    "screen": ("screening.screen", "Apply a published screening rule to a thing, or to all."),
    "show": ("reading.showing", "Everything known of one thing, with sources and disagreements."),
    "site": ("publishing", "Write the whole fact base as static pages that need no server."),
    "sources": ("reading.sourcing", "The sources and accounts that the facts come from."),
    "timeline": ("questions.timeline", "What happened, what is due, and what is overdue with nobody confirming it."),
}
# Where --store is given: the same questions, put to a register instead of the facts.
ON_REGISTER = {
    "control": (
        "registers.controlling",
        "Who controls a thing of a register and what it controls, by which doctrine.",
    ),
    "holdings": ("registers.answering", "What an actor of a register owns, directly and through others."),
    "import": COMMANDS["import"],
    "owners": ("registers.answering", "Who owns a thing of a register, directly and through others."),
    "screen": COMMANDS["screen"],
}


class LazyGroup(click.Group):
    """A group that knows the name and help line of each command, and imports it only to run it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        return loaded(COMMANDS, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in sorted(COMMANDS)])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0] if args else ""
        if name and name not in COMMANDS and not name.startswith("-"):
            import difflib  # only a misspelt command needs it

            close = difflib.get_close_matches(name, sorted(COMMANDS), n=2)
            hint = (
                f"; did you mean {' or '.join(close)}?"
                if close
                else f"; the commands are {', '.join(sorted(COMMANDS))}"
            )
            raise click.UsageError(f"no command {name!r}{hint}")
        if name in COMMANDS and (ctx.params.get("store") or any(a.split("=")[0] == "--store" for a in args)):
            if name not in ON_REGISTER:
                able = ", ".join(sorted(ON_REGISTER))
                raise click.UsageError(f"{name} answers from the facts, not from a register (--store); on one: {able}")
            return name, loaded(ON_REGISTER, name), args[1:]
        return super().resolve_command(ctx, args)


def loaded(commands: dict[str, tuple[str, str]], name: str) -> click.Command:
    """A command from its module; one whose name Python keeps for itself ends in `_` there."""
    module = importlib.import_module(f"regraph.cli.{commands[name][0]}")
    command = getattr(module, f"{name}_" if keyword.iskeyword(name) else name)
    assert isinstance(command, click.Command)
    return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="regraph")
@click.option(
    "--facts",
    "facts",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="DIR",
    help="Directory of facts to read instead of the shipped ones; may be given several times.",
)
@click.option(
    "--store",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Register to answer from, instead of the facts: control, holdings, owners, screen (see `regraph import`).",
)
@click.pass_context
def cli(ctx: click.Context, facts: tuple[Path, ...], store: Path | None) -> None:
    """Who stands behind critical minerals, and who says so.

    Every answer names its sources, its date and its degree of certainty. ENTITY is any name of a thing, its slug or
    its IRI; see `regraph find`.

    Exit status: 0 answered or clean, 1 findings or no answer, 2 could not run.
    """
    ctx.obj = facts


def main() -> None:
    """Run the command line; errors end in one line on standard error and an exit status."""
    gc.disable()  # a look-up lives for a tenth of a second: collecting costs it a fifth of that
    try:
        status = cli.main(prog_name="regraph", standalone_mode=False)
    except click.exceptions.Exit as end:
        sys.exit(end.exit_code)
    except click.Abort:
        fail("stopped", 2)
    except click.ClickException as error:
        fail(explained(error), 2)
    except RegraphError as error:
        fail(str(error), error.status)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
    except OSError as error:
        fail(f"{error.filename or 'standard output'}: {error.strerror or error}; the answer is not whole", 2)
    except KeyboardInterrupt:
        fail("stopped", 130)
    except Exception as error:  # the last net: a bug still ends in one line and says how to see more
        if os.environ.get("REGRAPH_DEBUG"):
            raise
        fail(f"unexpected {type(error).__name__}: {error}; set REGRAPH_DEBUG=1 to see where, and report it", 2)
    sys.exit(status if isinstance(status, int) else 0)


def explained(error: click.ClickException) -> str:
    """What is wrong with a command, and what to write or read instead."""
    message = error.format_message()
    if "extra argument" in message:
        words = message.partition("(")[2].removesuffix(")")
        return f"too many words: {words}; a name of several words stands in quotes, as in regraph show 'Serra Verde'"
    if isinstance(error, click.MissingParameter) and error.ctx:
        return f"{message.rstrip('.')}; see {error.ctx.command_path} --help"
    return message


def fail(message: str, status: int) -> None:
    """One line on standard error, then out."""
    complain(message)
    sys.exit(status)


def complain(message: str) -> None:
    """What went wrong, in one line on standard error."""
    from regraph.wording.terminal import safe  # only an error needs it

    click.echo("regraph: " + safe(" ".join(message.split())), err=True)
