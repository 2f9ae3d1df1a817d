"""What `conflicts` prints: every value with its voice, day and passages, what is used, and when nothing is disputed."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from terminal import run
from test_schemas import answer, keeps, schema
from world import World

from regraph.analysis.dispute.verdict import Verdict
from regraph.cli.reading.dispute import VERDICTS
from regraph.names import ID
from regraph.present.conflicts import COLUMNS

DAY = ("--as-of", "2026-02-10")
OFFTAKE = ID + "serra-verde-chinese-offtake"


def test_a_disagreement_is_read_with_voices_days_and_passages() -> None:
    found = run("conflicts", "Serra Verde", *DAY)
    assert found.status == 0
    assert found.out.splitlines()[:15] == [
        "Where accounts differ about Serra Verde",
        "on 2026-02-10; latest account known: 2026-02-07",
        "",
        "Contradiction (2)",
        "  Chinese offtake of Serra Verde — end",
        "    - 2026-12-31: Unnamed publisher of the strategic metals digest, 2026-02-05 [1: 9596–9692, 9794–9890];"
        " Rare Earth Exchanges, 2026-02-06 [2: 35082–35251, 35763–35800]",
        "    - 2025-12: Rare Earth Exchanges, summary box, 2026-02-06 [3: 33357–33428]",
        "    No value fits what all accounts say.",
        "    Answers use [2] (body over summary box).",
        "",
        "  Chinese offtake of Serra Verde — stage",
        "    - closed / in force: Unnamed publisher of the strategic metals digest, 2026-02-05"
        " [1: 9596–9692, 9794–9890]; Rare Earth Exchanges, 2026-02-06 [2: 35082–35251, 35763–35800]",
        "    - terminated: Rare Earth Exchanges, summary box, 2026-02-06 [3: 33357–33428]",
        "    One account calls it ended, another that is no earlier does not.",
        "    Answers use [2] (body over summary box).",
    ]


LINES = (
    ("Orion CMC", "- 40 % of Mutanda Mining: Rare Earth Exchanges, summary box, 2026-02-05"),
    ("Orion CMC", "The accounts are not independent: they share a publisher and a work that they rest on."),
    ("Project Vault", "- up to USD 10,000,000,000: Rare Earth Exchanges, 2026-02-06"),
    ("Project Vault", "- the whole: USD 12,000,000,000: Unnamed publisher of the strategic metals digest, 2026-02-05"),
    ("Project Vault", "- Private capital for Project Vault: USD 1,670,000,000: Unnamed publisher"),
    ("Chinese state", "- about 60 % (global rare earth mining): Rare Earth Exchanges, 2026-02-06"),
    ("Round Top", "- revenue: Rare Earth Exchanges, summary box, 2026-02-04"),
)


@pytest.mark.parametrize(("entity", "line"), LINES, ids=[line for _, line in LINES])
def test_a_value_is_said_as_people_read_it(entity: str, line: str) -> None:
    assert line in run("conflicts", entity, *DAY).out


def test_no_line_holds_an_iri_of_ours_or_a_bare_term() -> None:
    text = run("conflicts", *DAY).out.split("Sources  [")[0]
    assert "w3id.org" not in text
    assert [
        word for word in ("valueAtLeast", "figureKind", "isStakeIn", "None", "stated-by-party") if word in text
    ] == []


def test_where_nothing_is_disputed_the_accounts_agree_and_the_status_is_one() -> None:
    found = run("conflicts", "Boeing", *DAY)
    assert (found.status, found.err) == (1, "")
    assert "The accounts agree on Boeing: 1 claim told by more than one account." in found.out


def test_what_one_account_alone_tells_cannot_differ(tmp_path: Path) -> None:
    place = World().stake("alpha", "beta", "0.4").write(tmp_path / "facts")
    found = run("conflicts", "alpha", facts=place)
    assert found.status == 1
    assert "No claim at hand is told by more than one account, so that nothing could differ." in found.out


def test_an_unknown_thing_ends_in_one_line() -> None:
    found = run("conflicts", "zzzzz")
    assert (found.status, found.out) == (1, "")
    assert found.err.startswith("regraph: no thing is named 'zzzzz'") and found.err.count("\n") == 1


def conflicts(*words: str) -> list[dict[str, Any]]:
    found = answer("conflicts", *words, *DAY)["conflicts"]
    assert isinstance(found, list)
    return found


def test_verdicts_can_be_chosen() -> None:
    assert {c["verdict"] for c in conflicts("--verdict", "sum", "--verdict", "explained")} == {
        Verdict.SUM.value,
        Verdict.EXPLAINED.value,
    }
    none = run("conflicts", "Serra Verde", "--verdict", "sum", *DAY)
    assert none.status == 1
    assert "Nothing of what was asked for differs; other differences may be left out." in none.out
    assert "agree" not in none.out


def test_a_source_left_out_disputes_nothing() -> None:
    summary = "2026-02-06-rare-earth-exchanges-serra-verde-breaks-the-china-loop-summary"
    assert [c for c in conflicts("Serra Verde", "--exclude", summary) if c["claims"][0]["id"] == OFFTAKE] == []


def test_what_was_not_published_yet_disputes_nothing() -> None:
    found = run("conflicts", "Serra Verde", "--known-by", "2026-02-05", *DAY)
    assert found.status == 1
    assert "latest account known: 2026-02-05; known by 2026-02-05" in found.out


def test_claims_of_a_certainty_left_out_are_not_shown() -> None:
    link = ID + "chinese-state-link-to-state-linked-firms-at-mawei"
    assert link in {c["claims"][0]["id"] for c in conflicts()}
    assert link not in {c["claims"][0]["id"] for c in conflicts("--exclude", "alleged")}


def test_the_day_asked_about_hides_no_disagreement_and_says_how_the_claim_stands() -> None:
    for day, status in (("2026-02-10", "counted"), ("2027-06-01", "not in force on that day")):
        found = answer("conflicts", "Serra Verde", "--as-of", day)["conflicts"]
        assert {(c["claims"][0]["id"], c["claims"][0]["status"]) for c in found} == {(OFFTAKE, status)}


def test_every_format_tells_of_the_same_disagreements() -> None:
    payload = answer("conflicts", "Project Vault", *DAY)
    rows = list(csv.DictReader(io.StringIO(run("conflicts", "Project Vault", "--format", "csv", *DAY).out)))
    assert tuple(rows[0]) == COLUMNS
    assert [row["value"] for row in rows] == [said["text"] for c in payload["conflicts"] for said in c["said"]]
    assert {row["passages"] for row in rows} == {
        "|".join(said["account"]["passages"]) for c in payload["conflicts"] for said in c["said"]
    }
    assert all("#char=" in row["passages"] for row in rows)


@pytest.mark.parametrize(
    "words",
    (
        (),
        ("Boeing",),
        ("serra-verde",),
        ("chinese-state", "--exclude", "alleged"),
        ("Project Vault", "--known-by", "2026-02-05"),
    ),
    ids=" ".join,
)
def test_the_answer_keeps_to_its_schema(words: tuple[str, ...]) -> None:
    keeps(answer("conflicts", *words, *DAY))


def test_every_kind_of_disagreement_keeps_to_the_schema(tmp_path: Path) -> None:
    world = World().account("one").account("two").thing("forum", "Forum")
    world.stake("alpha", "mine", "0.7", "one").stake("beta", "mine", "0.6", "two")
    world.claim("x", "Loan", "one", hasLender="alpha").says("two", "x", "Grant", hasLender="beta")
    world.claim("none", "Absence", "one", absenceKind="does-not-exist", absentTerm="Participation",
                isAbout=("alpha", "forum"))  # fmt: skip
    world.claim("part", "Participation", "two", hasParticipant="alpha", isParticipationIn="forum", stage="in-force")
    found = answer("conflicts", facts=world.write(tmp_path / "facts"))
    keeps(json.loads(json.dumps(found)))
    assert [(c["property"], [said["text"] for said in c["said"]]) for c in found["conflicts"]] == [
        ("Participation", ["None: does not exist, participation", "Part: closed / in force"]),
        ("hasLender", ["Alpha", "Beta"]),
        ("kind", ["loan", "grant"]),
        ("share", ["Stake Alpha In Mine: 70 %", "Stake Beta In Mine: 60 %"]),
    ]


def test_the_words_of_the_schema_are_those_of_the_command() -> None:
    found = schema("conflicts")
    assert tuple(found["properties"]["verdicts"]["items"]["enum"]) == VERDICTS
    assert found["$defs"]["conflict"]["properties"]["verdict"]["enum"] == [verdict.value for verdict in Verdict]
