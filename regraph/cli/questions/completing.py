"""What a shell that completes is offered for words of a fixed list and for commodities; never an error or a guess."""

from collections.abc import Callable, Sequence
from pathlib import Path

import click

from regraph.analysis.supply.commodities import COMMODITY
from regraph.cli.frame import cache_directory
from regraph.errors import RegraphError
from regraph.model.knowledge import known
from regraph.store.compiled import read_kept

Completion = Callable[[click.Context, click.Parameter, str], list[str]]


def among(words: Sequence[str]) -> Completion:
    """A completion for one word of some, or for the last of several joined by commas.

    Example:
        >>> among(("loans", "licence"))(None, None, "loans,li")
        ['loans,licence']
    """

    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
        head, comma, last = incomplete.rpartition(",")
        return [f"{head}{comma}{word}" for word in words if word.startswith(last)]

    return complete


def complete_commodity(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Names that shell completion offers for a commodity."""
    facts = ctx.find_root().params.get("facts") or ()
    try:
        knowledge = known(read_kept(tuple(map(Path, facts)), cache_directory()))
    except RegraphError:  # a shell that completes has no place for an error; the command itself will say it
        return []
    names = sorted({knowledge.label(iri) for iri in knowledge.terms if iri.startswith(COMMODITY)})
    return [name for name in names if name.casefold().startswith(incomplete.casefold())]
