"""What `timeline` prints: text, JSON, CSV and a calendar that reads back as it was meant, whatever the words in it."""

import csv
import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hostile import PAYLOADS
from icalendar import Calendar
from terminal import run
from test_schemas import keeps
from world import World

from regraph.names import ID
from regraph.present.timeline.text import COLUMNS, WIDTH

pytestmark = pytest.mark.usefixtures("read_once")
DAY = ("--as-of", "2026-02-10")
SERRA = ("timeline", "Serra Verde", *DAY)


def told(*words: str, facts: Path | None = None) -> dict[str, Any]:
    """An answer as a dictionary, that keeps to its schema."""
    found = json.loads(run(*words, "--format", "json", facts=facts).out)
    assert isinstance(found, dict)
    keeps(found)
    return found


def calendar(*words: str, facts: Path | None = None) -> list[Any]:
    """The events of a calendar, read back by the library."""
    text = run(*words, "--format", "ics", facts=facts).out
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")
    read = Calendar.from_ical(text)
    assert not read.errors and (str(read["version"]), bool(read["prodid"])) == ("2.0", True)
    return list(read.walk("VEVENT"))


def small(tmp_path: Path, label: str = "Opening", **values: str) -> Path:
    """One milestone of one mine, not done, by the end of 2026 where nothing else is given."""
    says = {"isDone": "false", "dateLatest": "2026-12-31"} | values
    world = World().account("news", "2026-02-03", title="A title; with, signs").thing("mine", "Mine")
    return (
        world.thing("x", "Milestone", label)
        .says("news", "x", "Milestone", isMilestoneOf="mine", **says)
        .write(tmp_path / "facts")
    )


@pytest.mark.parametrize(
    "words",
    ((), ("--due",), ("--overdue",), ("--from", "2025", "--to", "2026-06"), ("--publications",), ("--from", "2050")),
    ids=lambda words: " ".join(words) or "all",
)
def test_an_answer_keeps_to_its_schema_and_its_rows_to_their_columns(words: tuple[str, ...]) -> None:
    found = told(*SERRA, *words)
    table = list(csv.reader(io.StringIO(run(*SERRA, *words, "--format", "csv").out)))
    assert table[0] == list(COLUMNS)
    assert [row[0] for row in table[1:]] == [event["id"] for event in found["events"]]
    lines = run(*SERRA, *words).out.split("Sources  [")[0].splitlines()
    assert [line for line in lines if len(line) > WIDTH] == []


def test_each_event_says_who_says_so_how_surely_and_why_it_stands_there() -> None:
    found = told(*SERRA)["events"]
    assert [(e["label"], e["state"], e["when"]["text"]) for e in found][-2:] == [
        ("Chinese offtake of Serra Verde", "due", "2026-12-31"),
        ("Expanded capacity of Pela Ema due", "due", "by the end of 2027"),
    ]
    for event in found:
        assert event["accounts"] and event["why"] and event["claim"]["certainty"], event["id"]
        assert all(account["passages"] for account in event["accounts"]), event["id"]
    assert found[-1]["why"][0]["text"] == "Pela Ema, by way of Serra Verde stake in Pela Ema"


def test_what_is_due_is_said_not_to_have_happened_and_a_difference_between_accounts_is_said() -> None:
    text = run(*SERRA, "--due").out
    assert "Due or still to come: not yet happened (2)" in text
    assert "Told as done" not in text
    assert "accounts differ on end: 2026-12-31 [1]; 2026-12-31 [2]; 2025-12 [3]." in text


def test_what_is_overdue_names_the_account_that_could_have_told() -> None:
    text = " ".join(run("timeline", "--overdue", *DAY).out.split())
    assert "Overdue: expected by now, and no account confirms it (2)" in text
    assert "between 2025-09 and 2025-12: Processing facility on Minami Torishima" in text
    assert "strategic metals digest) [1: 1512–1615, 1617–1684], came after that day." in text


def test_silence_since_the_day_is_said_to_be_no_denial(tmp_path: Path) -> None:
    text = " ".join(run("timeline", "mine", "--as-of", "2027-06-30", facts=small(tmp_path)).out.split())
    assert "is from before that day was over: none at hand could have told." in text


def test_both_flags_ask_for_both_and_what_is_excluded_is_named() -> None:
    found = told("timeline", *DAY, "--due", "--overdue", "--exclude", "opinion")
    assert {event["state"] for event in found["events"]} == {"due", "overdue"}
    assert (found["states"], found["exclude"]) == (["overdue", "due"], ["opinion"])


def test_publications_stand_in_the_answer_only_where_they_are_asked_for() -> None:
    assert {e["point"] for e in told(*SERRA)["events"]} == {"date", "end", "start"}
    published = [e for e in told(*SERRA, "--publications")["events"] if e["point"] == "published"]
    assert [e["when"]["text"] for e in published][:1] == ["2026-02-05"]
    assert all(e["claim"] is None and e["accounts"] for e in published)


def test_an_answer_without_events_names_the_nearest_that_there_are() -> None:
    done = run(*SERRA, "--overdue")
    assert done.status == 1
    assert "The sources name no overdue event of Serra Verde." in done.out
    assert "due: 2026-12-31, end: Chinese offtake of Serra Verde" in done.out


def test_a_thing_without_events_is_answered_with_neighbours_that_have_some(tmp_path: Path) -> None:
    place = World().thing("mine", "Mine").stake("alpha", "mine", "0.5", "news").thing("beta").stake("beta", "alpha")
    place.says("news", "x", "Milestone", isMilestoneOf="mine", isDone="true")
    done = run("timeline", "beta", *DAY, facts=place.write(tmp_path / "facts"))
    assert (done.status, "What stands in one claim with it has such events: Alpha." in done.out) == (1, True)


def test_what_voices_say_is_not_known_stands_with_the_event(tmp_path: Path) -> None:
    world = World().account("news").thing("mine", "Mine")
    world.says("news", "x", "Milestone", label="text:Opening", isMilestoneOf="mine", isDone="false")
    world.says("news", "gap", "Absence", label="text:Day of the opening", isAbout="x", absenceKind="not-disclosed",
               statement="text:No day is given.")  # fmt: skip
    found = told("timeline", "mine", *DAY, facts=world.write(tmp_path / "facts"))
    assert [absence["label"] for absence in found["events"][0]["notSaid"]] == ["Day of the opening"]


BAD = (
    (("--from", "2026", "--to", "2025"), 2, "--from 2026-01-01 is after --to 2025-12-31"),
    (("--from", "soon"), 2, "'soon' is not a date"),
    (("nobody at all",), 1, "no thing is named 'nobody at all'"),
)


@pytest.mark.parametrize(("words", "status", "message"), BAD, ids=[" ".join(b[0]) for b in BAD])
def test_bad_input_ends_in_one_clear_line(words: tuple[str, ...], status: int, message: str) -> None:
    done = run("timeline", *words)
    assert (done.status, done.out, message in done.err, done.err.count("\n")) == (status, "", True, 1)


def test_a_calendar_has_every_dated_event_under_the_iri_of_its_claim() -> None:
    dated = [event for event in told("timeline", "USA Rare Earth", *DAY)["events"] if event["when"]]
    read = calendar("timeline", "USA Rare Earth", *DAY)
    assert [str(event["uid"]) for event in read] == [event["id"] for event in dated]
    assert len(dated) > 10 and all(uid["uid"].startswith(ID) for uid in read)


def test_a_calendar_reads_no_clock_and_its_stamp_is_the_day_of_the_latest_account() -> None:
    one, other = (run(*SERRA, "--format", "ics").out for _ in range(2))
    assert one == other
    stamps = {event["dtstamp"].dt for event in calendar(*SERRA)}
    assert stamps == {dt.datetime(2026, 2, 7, tzinfo=dt.UTC)}


BOUNDS = {
    "an exact day": (
        {"dateEarliest": "2026-12-31"}, "2026-12-31", "2027-01-01", "Due: Opening", "2026-12-31.",
    ),
    "a year": (
        {"dateEarliest": "2026-01-01"}, "2026-01-01", "2027-01-01", "Due: Opening [2026]", "span shows the days",
    ),
    "by the end of a year": (
        {}, "2026-12-31", "2027-01-01", "Due: Opening [by the end of 2026]", "No exact day is stated",
    ),
    "the last day that a calendar knows": (
        {"dateLatest": "9999-12-31"}, "9999-12-31", "", "Due: Opening [by the end of 9999]", "No exact day is stated",
    ),
    "an allegation": (
        {"dateEarliest": "2026-12-31", "certainty": "alleged"}, "2026-12-31", "2027-01-01", "Due: Opening (alleged)",
        "Axes: alleged",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("values", "first", "after", "summary", "said"), BOUNDS.values(), ids=BOUNDS)
def test_an_event_with_bounds_is_a_span_that_says_so(
    tmp_path: Path, values: dict[str, str], first: str, after: str, summary: str, said: str
) -> None:
    (event,) = calendar("timeline", "mine", *DAY, facts=small(tmp_path, **values))
    assert event["dtstart"].dt.isoformat() == first and not isinstance(event["dtstart"].dt, dt.datetime)
    assert (event["dtend"].dt.isoformat() if "dtend" in event else "") == after
    assert (str(event["summary"]), str(event["status"])) == (summary, "TENTATIVE")
    assert said in str(event["description"]) and "Due or still to come: not yet happened" in str(event["description"])
    assert "https://example.org/news" in str(event["description"])
    assert "“A title; with, signs”" in str(event["description"])


def test_what_has_no_date_is_in_no_calendar_and_is_counted(tmp_path: Path) -> None:
    place = World().thing("mine", "Mine").says("news", "x", "Milestone", isMilestoneOf="mine", isDone="false")
    text = run("timeline", "mine", *DAY, "--format", "ics", facts=place.write(tmp_path / "facts")).out
    assert "1 without any date left out" in text.replace("\r\n ", "")
    assert "BEGIN:VEVENT" not in text


@pytest.mark.parametrize("label", [*PAYLOADS, "a, b; c\\n d: e", "END:VEVENT", "x" * 300, "é" * 100])
def test_hostile_words_stay_words(tmp_path: Path, label: str) -> None:
    place = small(tmp_path, label)
    (event,) = calendar("timeline", "mine", *DAY, facts=place)
    assert str(event["summary"]).startswith("Due: ") and set(event) >= {"DTSTART", "UID", "DESCRIPTION"}
    assert len(event.subcomponents) == 0
    assert "\x1b" not in run("timeline", "mine", *DAY, facts=place).out


def test_the_calendar_is_not_loaded_for_any_other_format() -> None:
    import subprocess
    import sys

    code = "import sys; import regraph.cli.questions.timeline; sys.exit('icalendar' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
