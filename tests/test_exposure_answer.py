"""The answers of `exposure` as a person, a program and a spreadsheet get them."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from terminal import Run, run
from test_schemas import keeps, schema
from world import World

from regraph.analysis.exposure.channels import CHANNELS
from regraph.present.exposure.summary import CSV_COLUMNS

TODAY = ("--as-of", "2026-02-10")
pytestmark = pytest.mark.usefixtures("read_once")


def asked(*words: str, facts: Path | None = None) -> Run:
    return run("exposure", *words, *TODAY, facts=facts)


def payload(*words: str) -> dict[str, Any]:
    found = json.loads(asked(*words, "--format", "json").out)
    assert isinstance(found, dict)
    return found


QUESTIONS = (
    ("Serra Verde", "--to", "US"),
    ("Serra Verde",),
    ("Mawei heavy mineral sands concession", "--to", "China"),
    ("Ngualla", "--to", "China"),
    ("--to", "Government of Abu Dhabi"),
    ("--between", "US", "ADQ"),
    ("USA Rare Earth", "--to", "US", "--include", "proposed,non-binding,options", "--channel", "shares,loans"),
)


@pytest.mark.parametrize("words", QUESTIONS, ids=" ".join)
def test_an_answer_keeps_to_its_schema(words: tuple[str, ...]) -> None:
    keeps(payload(*words))


def test_the_schema_names_the_channels() -> None:
    assert schema("exposure")["$defs"]["channel"]["enum"] == list(CHANNELS)


def test_every_claim_that_is_named_is_told_once_with_who_says_so() -> None:
    found = payload("Mutanda Mining")
    told = [claim["id"] for claim in found["claims"]]
    lines = [line for exposure in found["exposures"] for line in exposure["lines"]]
    assert len(told) == len(set(told))
    assert {line["claim"] for line in lines} <= set(told)
    assert all(claim["accounts"] for claim in found["claims"])


def test_the_text_says_what_is_contingent_with_its_sources_and_never_as_in_force() -> None:
    text = asked("Serra Verde", "--to", "US").out
    assert "contingent: option below 50 %; financing USD 565,000,000" in text
    assert "  In force\n" not in text
    assert "counted with --include options" in text
    assert "has as one of its bodies U.S. International Development Finance Corporation" in text
    assert "latest account known: 2026-02-07" in text


def test_a_part_of_a_framework_is_said_to_be_in_it_and_shares_to_be_taken_together() -> None:
    text = " ".join(asked("USA Rare Earth", "--to", "US").out.split())
    assert "USD 1,300,000,000; part of CHIPS financing framework for USA Rare Earth, not beside it" in text
    assert "up to 16 %; 8 % to 16 % together with United States government warrants on USA Rare Earth" in text


def test_the_weakest_step_and_what_is_alleged_are_named() -> None:
    text = asked("Mawei heavy mineral sands concession", "--to", "China").out
    assert "who: alleged: Chinese state is linked to Chinese state-linked firms" in text
    assert "(weakest: alleged · closed / in force)" in text


def test_a_share_of_an_interest_is_never_said_as_one_of_the_mine() -> None:
    text = asked("Mutanda Mining", "--to", "US").out
    assert "shares 40 % of Glencore interests in Mutanda Mining (also linked)" in " ".join(text.split())


def test_an_option_that_is_included_is_said_not_to_be_in_force() -> None:
    text = asked("Serra Verde", "--to", "US", "--include", "options").out
    assert "counted with --include: option below 50 %" in text
    assert "  Counted with --include, and not in force\n" in text
    assert "  In force\n" not in text


def test_silence_is_called_silence_and_the_nearest_is_named() -> None:
    done = asked("Ngualla", "--to", "China")
    assert done.status == 1
    assert "None: the sources name no channel from Chinese state to Ngualla rare earth project on that day." in done.out
    assert "They do name channels to Ngualla rare earth project from: Shenghe Resources." in done.out
    assert "silence, not a finding that there is none" in done.out


def test_a_channel_narrows_the_answer_and_is_named() -> None:
    done = asked("Serra Verde", "--to", "US", "--channel", "offtake")
    assert (done.status, "by offtake" in done.out) == (1, True)
    found = payload("Serra Verde", "--to", "US", "--channel", "contingent")
    assert {line["channel"] for exposure in found["exposures"] for line in exposure["lines"]} == {"contingent"}


def test_a_row_is_a_claim_with_its_ids() -> None:
    rows = list(csv.reader(io.StringIO(asked("Serra Verde", "--to", "US", "--format", "csv").out)))
    assert tuple(rows[0]) == CSV_COLUMNS
    told = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    wanted = ("channel", "column", "amount_at_least", "currency", "direct")
    assert [tuple(row[name] for name in wanted) for row in told] == [
        ("contingent", "contingent", "", "", "true"),
        ("financing", "contingent", "565000000", "USD", "false"),
    ]


def test_the_ranking_tells_its_order_and_leaves_out_what_states_have_in_common() -> None:
    found = payload()
    assert len(found["order"]) == 9
    kinds = {exposure["entity"]["kind"] for exposure in found["exposures"]}
    assert not kinds & {"State", "GovernmentBody", "Person"}
    firsts = [(e["entity"]["label"], e["actor"]["label"]) for e in found["exposures"][:2]]
    assert firsts == [("ADQ", "Government of Abu Dhabi"), ("Baogang Group", "Chinese state")]


BAD = {
    "a claim": (("us-option-on-serra-verde",), "no actor, asset or programme"),
    "one thing twice": (("US", "--to", "United States"), "is named twice"),
    "both with an entity": (("Serra Verde", "--between", "US", "ADQ"), "names both actors"),
    "an unknown channel": (("Serra Verde", "--channel", "coal"), "'coal' is none of shares"),
}


@pytest.mark.parametrize("case", BAD.values(), ids=BAD.keys())
def test_what_cannot_be_asked_is_refused_in_one_line(case: tuple[tuple[str, ...], str]) -> None:
    done = asked(*case[0])
    assert (done.status, done.out, case[1] in done.err, done.err.count("\n")) == (2, "", True, 1)


def test_a_hostile_label_reaches_no_terminal_as_it_is(tmp_path: Path) -> None:
    world = World().thing("bank", label="Ba\x1b[31mnk").thing("mine", "Mine", label="Mi\u202ene")
    world.claim("loan", "Loan", hasLender="bank", hasBorrower="mine", stage="in-force")
    done = asked("mine", facts=world.write(tmp_path / "facts"))
    assert "loans" in done.out
    assert "\x1b" not in done.out
    assert "\u202e" not in done.out
