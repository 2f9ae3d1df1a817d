"""What a shell that completes is offered for fixed words and for commodities."""

from pathlib import Path

import click
import pytest

from regraph.analysis.exposure.channels import CHANNELS
from regraph.analysis.money.answer import BY
from regraph.cli.questions.completing import among, complete_commodity

ARGUMENT = click.Argument(["word"])


def context(*facts: str) -> click.Context:
    """A command with `--facts`."""
    found = click.Context(click.Command("regraph"))
    found.params["facts"] = facts
    return found


@pytest.mark.parametrize(
    ("words", "typed", "expected"),
    [
        (CHANNELS, "lo", ["loans"]),
        (CHANNELS, "loans,off", ["loans,offtake"]),
        (CHANNELS, "zzz", []),
        (BY, "a", ["agency"]),
        (BY, "agency,re", ["agency,recipient"]),
    ],
)
def test_a_word_is_completed_also_after_a_comma(words: tuple[str, ...], typed: str, expected: list[str]) -> None:
    assert among(words)(context(), ARGUMENT, typed) == expected


def test_commodities_are_offered_without_regard_to_case() -> None:
    assert complete_commodity(context(), ARGUMENT, "nd") == complete_commodity(context(), ARGUMENT, "ND")
    assert "NdPr" in complete_commodity(context(), ARGUMENT, "nd")
    assert complete_commodity(context(), ARGUMENT, "zzz") == []


def test_broken_facts_offer_nothing_and_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "broken.trig").write_text("<", encoding="utf-8")
    assert complete_commodity(context(str(tmp_path)), ARGUMENT, "nd") == []
