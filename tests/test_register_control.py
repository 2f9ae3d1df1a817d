"""`control` over a register: the verdicts are those on facts, as claimed stays as claimed, and what is cut is said."""

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from published import Example, examples
from referencing import Registry, Resource
from stored import Row, ask, facts_of, row, rows_of, store_of
from terminal import run
from test_schemas import schema, validator

from regraph.analysis.control.answer import FOUND, control_of
from regraph.analysis.control.doctrines import DOCTRINES, Bars
from regraph.analysis.control.ground import ground
from regraph.analysis.registers import extent
from regraph.analysis.registers.controlling import Question, control_in
from regraph.model.scenario import Scenario
from regraph.register.register import register_on

DAY = dt.date(2026, 3, 1)
BARS = Bars(Decimal("0.7"))
ASKED = tuple(DOCTRINES[name] for name in ("majority", "majority-chain", "weakest-link", "de-facto", "close-links"))
SAMPLE = [example for example in examples() if any(q.ask in ("control", "close-links") for q in example.questions)]
Said = dict[tuple[str, str, str], tuple[str, tuple[str, ...]]]


def on_facts(example: Example, name: str) -> Said:
    """What is said of those above a thing by the facts."""
    knowledge = facts_of(example).knowledge()
    at = ground(knowledge, Scenario(DAY), BARS)
    iri = next(iri for iri, thing in knowledge.things.items() if thing.label == name)
    verdicts = control_of(at, iri, ASKED).verdicts
    label = knowledge.label
    return {(v.doctrine, label(v.controller), label(v.controlled)): (v.word, reasons(v)) for v in verdicts}


def on_register(store: str, name: str, limit: int = 0) -> Said:
    """What is said of those above a thing, and below it, by a register."""
    register = register_on(Path(store))
    found = control_in(register, register.index_of(name), Question(DAY, ASKED, BARS, limit))
    label = found.ground.knowledge.label
    return {(v.doctrine, label(v.controller), label(v.controlled)): (v.word, reasons(v)) for v in found.answer.verdicts}


def reasons(verdict: Any) -> tuple[str, ...]:
    """The reasons of a verdict."""
    return tuple(verdict.because)


@pytest.mark.parametrize("example", SAMPLE[::3], ids=lambda example: str(example.id))
def test_a_published_example_ends_on_a_register_as_on_facts(example: Example, tmp_path: Path) -> None:
    store = store_of(tmp_path, rows_of(example))
    for name in sorted({stake.held for stake in example.stakes})[:2]:
        found = {
            key: said for key, said in on_register(store, name).items() if key[2] == name or key[0] == "close-links"
        }
        assert found == on_facts(example, name)


def test_the_sample_of_published_examples_is_not_empty() -> None:
    assert len(SAMPLE[::3]) >= 4


@st.composite
def stakes(draw: st.DrawFn) -> list[Row]:
    """Stakes and votes of few actors, with bounds, rings, and what is alleged."""
    found = []
    for held in "abcde":
        for holder in draw(st.lists(st.sampled_from("abcdex"), max_size=3, unique=True)):
            low = draw(st.integers(0, 6))
            high = draw(st.just(low) | st.integers(low, 10))
            certainty = draw(st.sampled_from(["", "", "alleged"]))
            kind = draw(st.sampled_from(["", "", "votes"]))
            found.append(row(holder, held, f"0.{low}", "1" if high == 10 else f"0.{high}", kind, certainty))
    return found or [row("a", "b", "0.6")]


@settings(max_examples=8)
@given(rows=stakes())
def test_a_small_cut_says_what_the_whole_part_says(rows: list[Row], tmp_path_factory: pytest.TempPathFactory) -> None:
    store = store_of(tmp_path_factory.mktemp("cut"), rows)
    for name in sorted({r[1] for r in rows})[:2]:
        whole = on_register(store, name)
        with mock.patch.object(extent, "MOST", 0):
            cut = on_register(store, name)
        for key, said in cut.items():
            assert said[0] == whole[key][0], key
        found = {key for key, said in whole.items() if said[0] not in ("no", "not known") and key[0] != "close-links"}
        assert found <= set(cut)


# By hand: A has 60 % of B for sure; Z is alleged to have 70 % of A; B has 40 to 60 % of E. Votes in R are stated of S
# alone, so that the 90 % of P say nothing.
ROWS = (
    row("A", "B", "0.6"), row("Z", "A", "0.7", certainty="alleged"), row("B", "E", "0.4", "0.6"),
    row("P", "R", "0.9"), row("S", "R", "0.3", kind="votes"),
)  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> str:
    return store_of(tmp_path, ROWS)


def test_an_answer_names_who_stands_above_and_what_is_controlled(store: str) -> None:
    found = on_register(store, "B")
    assert {key[1:]: said[0] for key, said in found.items() if key[0] == "majority"} == {
        ("A", "B"): "yes", ("Z", "B"): "alleged", ("B", "E"): "possible",
    }  # fmt: skip
    assert found["majority", "Z", "B"][1] == ("through A", "alleged: line 3: Z in A, 70 %")
    assert found["majority", "B", "E"][1] == ("the share of B in E is stated as 40 % to 60 %",)


def test_stakes_say_nothing_of_votes_where_votes_are_stated(store: str) -> None:
    found = on_register(store, "R")
    assert found["majority", "P", "R"] == ("possible", ("votes in R are stated, and none of them of P",))
    assert found["majority", "S", "R"] == ("no", ("has 30 % of R: the stated shares rule it out",))


def test_an_answer_keeps_to_the_schema_of_the_facts(store: str) -> None:
    done = ask("control", "b", "--store", store, "--format", "json")
    found = json.loads(done.out)
    assert (done.status, done.err) == (0, "")
    assert [error.message for error in validator("control").iter_errors(found)] == []
    assert (found["entity"]["label"], found["latestAccount"]) == ("B", "2026-02-01")
    assert found["notes"][-1] == "by right is not asked: a register tells of stakes and votes, and of no right."
    assert found["claims"][0]["label"] == "line 2: A in B, 60 %"


def test_the_table_and_the_rows_say_the_same(store: str) -> None:
    text = ask("control", "B", "--store", store, "--doctrine", "majority").out
    assert text.startswith("Control of B on 2026-03-01\nlatest account known: 2026-02-01\n\n")
    assert "    yes, as stated, 60 % (majority)" in text and "    alleged, 60 % (majority): through A" in text
    rows = ask("control", "B", "--store", store, "--doctrine", "majority", "--format", "csv").out.splitlines()
    assert [",".join(line.split(",")[1::2][:3]) for line in rows[1:]] == ["A,B,yes", "Z,B,alleged", "B,E,possible"]


def test_on_an_earlier_day_an_undated_stake_is_only_possible(store: str) -> None:
    text = run("control", "B", "--store", store, "--doctrine", "majority", "--as-of", "2020").out
    assert "only possibly in force on that day: line 2: A in B, 60 % (the sources give no start" in text


def test_what_is_over_the_limit_is_counted(tmp_path: Path) -> None:
    rows = [row("A", "B", "0.6"), *(row(f"h{place}", "B", "0.01") for place in range(9))]
    asked = ("control", "B", "--store", store_of(tmp_path, rows), "--doctrine", "majority", "--limit", "3")
    found = json.loads(ask(*asked, "--format", "json").out)
    assert [one["controller"]["label"] for one in found["verdicts"]] == ["A", "h0", "h1"]
    assert "3 of 10 above it are told; --limit 0 tells all." in ask(*asked).out


def test_every_pair_says_how_sure_it_is(store: str) -> None:
    done = ask("control", "--all", "--store", store, "--format", "csv")
    assert done.out.splitlines() == [
        "controller,controlled,held,verdict", "A,B,0.6,yes", "Z,A,0.7,as claimed", "Z,B,0.6,as claimed",
    ]  # fmt: skip
    possible = ask("control", "--all", "--possible", "--store", store, "--format", "csv").out.splitlines()
    assert "B,E,0.4,possible" in possible and "P,R,0,possible" in possible


def test_every_pair_in_json_is_streamed_and_keeps_to_its_schema(store: str) -> None:
    done = ask("control", "--all", "--store", store, "--format", "json", "--limit", "2")
    found, about = json.loads(done.out), schema("register-control")
    resources = [(s["$id"], Resource.from_contents(s)) for s in (schema("common"), about)]
    checked = Draft202012Validator(about, registry=Registry().with_resources(resources))
    assert [error.message for error in checked.iter_errors(found)] == []
    assert (found["told"], found["count"], found["pairs"][0]["controller"]) == (2, 3, "A")


def test_a_table_of_every_pair_says_how_many_it_leaves_out(store: str) -> None:
    lines = ask("control", "--all", "--store", store, "--limit", "1").out.splitlines()
    assert lines[3:5] == ["  A, B: yes, 60 % at least", "1 of 3 pairs; --limit 0 tells all."]
    assert ask("control", "--all", "--store", store, "--limit", "1", "--format", "csv").err == (
        "regraph: 1 of 3 pairs; --limit 0 tells all.\n"
    )


DOCTRINE_PAIRS = {
    "majority-chain": ["A,B,,yes", "Z,A,,as claimed", "Z,B,,as claimed"],
    "weakest-link": [
        "A,B,,yes", "A,E,,yes", "B,E,,yes", "S,R,,yes", "Z,A,,as claimed", "Z,B,,as claimed", "Z,E,,as claimed",
    ],
}  # fmt: skip


@pytest.mark.parametrize("doctrine", DOCTRINE_PAIRS)
def test_every_pair_of_the_other_doctrines(store: str, doctrine: str) -> None:
    done = ask("control", "--all", "--doctrine", doctrine, "--store", store, "--format", "csv")
    assert done.out.splitlines()[1:] == DOCTRINE_PAIRS[doctrine]


def test_a_file_is_there_only_once_it_is_whole(store: str, tmp_path: Path) -> None:
    place = tmp_path / "pairs.csv"
    done = ask("control", "--all", "--store", store, "--format", "csv", "-o", str(place))
    assert (done.status, done.out) == (0, "")
    assert place.read_text(encoding="utf-8").splitlines()[0] == "controller,controlled,held,verdict"
    with mock.patch("regraph.present.registers.pairs.entry_row", side_effect=KeyboardInterrupt):
        stopped = ask("control", "--all", "--store", store, "--format", "csv", "-o", str(place))
    assert (stopped.status, stopped.err.strip()) == (2, "regraph: stopped")
    assert len(place.read_text(encoding="utf-8").splitlines()) == 4
    assert [path.name for path in tmp_path.iterdir() if "partial" in path.name] == []


WRONG = {
    "rights": (
        ("control", "B", "--doctrine", "by-right"),
        "--doctrine: 'by-right' is none of majority, majority-chain",
    ),
    "no turnout": (("control", "B", "--doctrine", "de-facto"), "--turnout: '' is none of"),
    "possible of one": (("control", "B", "--possible"), "--possible goes with --all"),
    "several at once": (("control", "--all", "--doctrine", "all"), "--all answers by one doctrine at a time"),
    "unknown": (("control", "nobody of that name"), "nobody of that name"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_answered_is_one_line(store: str, name: str) -> None:
    words, message = WRONG[name]
    done = ask(*words, "--store", store)
    assert (done.status, done.err.count("\n")) == (1 if name == "unknown" else 2, 1), done.err
    assert message in done.err


def test_nobody_above_and_nothing_below_is_no_answer(store: str) -> None:
    assert ask("control", "S", "--store", store, "--doctrine", "majority").status == 1


def test_found_answers_are_those_that_count() -> None:
    assert [answer.value for answer in FOUND] == ["yes", "as claimed", "possible"]
