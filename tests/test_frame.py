"""What the commands share: the day asked about, what is known by a day, in and out, and three formats of one answer."""

import csv
import datetime as dt
import io
import json
from pathlib import Path

import click
import pytest
from terminal import run
from world import World

from regraph.cli.frame import complete_entity, frame, last_day
from regraph.cli.main import cli
from regraph.errors import BadChoice, BadDate
from regraph.names import ACCOUNT, SOURCE


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two sources, a year apart."""
    world = World().account("old", "2025-02-03").account("new", "2026-02-03")
    world.stake("alpha", "beta", "0.4", "old").stake("gamma", "beta", "0.1", "new", certainty="alleged")
    return world.write(tmp_path_factory.mktemp("facts"))


DAYS = (("2022", "2022-12-31"), ("2024-02", "2024-02-29"), ("2026-02-01", "2026-02-01"))


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_a_date_option_means_the_last_day_of_what_is_written(text: str, day: str) -> None:
    assert last_day(text) == dt.date.fromisoformat(day)


def test_without_a_day_the_day_is_today(place: Path) -> None:
    before = dt.date.today()
    assert before <= frame((place,)).scenario.as_of <= dt.date.today()


def test_only_accounts_known_by_a_day_are_read(place: Path) -> None:
    asked = frame((place,), known_by="2025")
    assert set(asked.knowledge.accounts) == {ACCOUNT + "old"}
    assert asked.known_by == dt.date(2025, 12, 31)


def test_a_source_that_is_excluded_is_not_read_and_a_certainty_is_kept_for_the_scenario(place: Path) -> None:
    asked = frame((place,), exclude=("source:old", "alleged"))
    assert set(asked.knowledge.accounts) == {ACCOUNT + "new"}
    assert asked.scenario.exclude == {"alleged"}


def test_an_answer_names_the_sources_that_were_excluded(place: Path) -> None:
    payload = json.loads(run("owners", "Beta", "--exclude", "source:old", "--format", "json", facts=place).out)
    assert any("old" in word for word in payload["exclude"])
    assert "old" in run("owners", "Beta", "--exclude", "source:old", facts=place).out.splitlines()[1]


BAD = (
    ({"as_of": "yesterday"}, BadDate, "'yesterday' is not a date"),
    ({"known_by": "2026-13"}, BadDate, "'2026-13' is not a date"),
    ({"include": ("option",)}, BadChoice, "--include: 'option' is none of options"),
    ({"include": ("id:no-such-claim",)}, BadChoice, "--include: 'id:no-such-claim'"),
    ({"exclude": ("rumour",)}, BadChoice, "--exclude: 'rumour' is none of alleged"),
)


@pytest.mark.parametrize(("options", "error", "words"), BAD, ids=[str(b[0]) for b in BAD])
def test_a_malformed_option_is_refused(
    place: Path, options: dict[str, str], error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        frame((place,), **options)  # type: ignore[arg-type]


def test_three_formats_say_the_same(place: Path) -> None:
    words = ("owners", "Beta", "--as-of", "2026-02-10")
    table = run(*words, facts=place).out
    payload = json.loads(run(*words, "--format", "json", facts=place).out)
    rows = list(csv.DictReader(io.StringIO(run(*words, "--format", "csv", facts=place).out)))
    labels = [holding["owner"]["label"] for holding in payload["holdings"]]
    assert labels == [row["owner_label"] for row in rows] == ["Alpha", "Gamma"]
    assert all(f"  {label}: " in table for label in labels)
    assert [holding["share"]["low"] for holding in payload["holdings"]] == [row["share_low"] for row in rows]


def test_json_is_written_in_plain_letters_and_ends_with_a_line(tmp_path: Path) -> None:
    place = (
        World().thing("pela-ema", "Mine", "Pelá Ema").says("news", "pela-ema", isLocatedIn="BR").write(tmp_path / "f")
    )
    out = run("find", "pela", "--format", "json", facts=place).out
    assert "Pelá Ema" in out and out.endswith("}\n")


def test_names_are_offered_to_a_shell_that_completes(place: Path) -> None:
    context = click.Context(cli, info_name="regraph")
    context.params["facts"] = (place,)
    assert complete_entity(context, click.Argument(["entity"]), "be") == ["Beta"]
    assert complete_entity(context, click.Argument(["entity"]), "zzz") == []


def test_a_shell_that_completes_over_broken_facts_is_offered_nothing_and_no_traceback(tmp_path: Path) -> None:
    context = click.Context(cli, info_name="regraph")
    context.params["facts"] = (tmp_path,)
    assert complete_entity(context, click.Argument(["entity"]), "be") == []


def test_a_source_is_the_same_by_slug_and_by_prefix(place: Path) -> None:
    one, two = (frame((place,), exclude=(word,)).data.accounts() for word in ("old", "source:old"))
    assert one == two == (ACCOUNT + "new",)
    assert SOURCE + "old" in frame((place,)).knowledge.sources
