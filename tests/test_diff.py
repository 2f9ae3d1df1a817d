"""`regraph diff A B` as a user meets it: directories and dates, what the shipped facts came to say, and bad input."""

import csv
import datetime as dt
import io
import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hostile import hostile_world
from terminal import Run, run
from test_schemas import keeps
from world import World

from regraph.analysis.change.changes import changes_between
from regraph.facts.places import shipped
from regraph.model.knowledge import known
from regraph.model.scenario import Scenario
from regraph.names import ACCOUNT, ID, SOURCE
from regraph.present.change.changes import Side, changes_payload
from regraph.present.change.comparison import COLUMNS
from regraph.store.dataset import Dataset, select

DAY = dt.date(2026, 2, 10)


def diff(*words: str, facts: Path | None = None) -> Run:
    """Call `regraph diff` on a fixed day."""
    return run("diff", "--as-of", "2026-02-10", *words, facts=facts)


def small() -> World:
    return World().stake("alpha", "beta", "0.25")


def later() -> World:
    """The same, and another share in an account of 6 February."""
    world = small().account("later", "2026-02-06")
    return world.says("later", "stake-alpha-in-beta", "Stake", isHeldBy="alpha", isStakeIn="beta", shareAtLeast="0.3",
                      shareAtMost="0.3")  # fmt: skip


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Facts in two states, `one` and `two`."""
    small().write(tmp_path / "one")
    later().write(tmp_path / "two")
    return tmp_path


SHARE = "    share: 25 % [2] → 30 % [1]"


def test_two_directories_are_compared(place: Path) -> None:
    done = diff(str(place / "one"), str(place / "two"))
    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines()[0] == f"What changed from {place / 'one'} to {place / 'two'}"
    assert SHARE in done.out.splitlines()


def test_two_dates_of_ones_own_facts_are_compared(place: Path) -> None:
    done = diff("2026-02-05", "2026-02", facts=place / "two")
    assert done.out.splitlines()[:2] == [
        "What changed from 2026-02-05 to 2026-02",
        "on 2026-02-10; latest account known: 2026-02-03 → 2026-02-06; 1 → 2 sources, 1 → 2 accounts, 1 claim",
    ]
    assert SHARE in done.out.splitlines()


def test_a_directory_and_a_date_are_compared(place: Path) -> None:
    assert SHARE in diff(str(place / "one"), "2026-02-07", facts=place / "two").out.splitlines()
    assert "No difference." in diff("2026-02-04", str(place / "one"), facts=place / "two").out.splitlines()


def test_a_directory_is_narrowed_by_a_date(place: Path) -> None:
    done = diff(str(place / "one"), str(place / "two"), "--known-by", "2026-02-05", "--format", "json")
    found = json.loads(done.out)
    assert (found["same"], found["before"]["knownBy"], found["after"]["knownBy"]) == (True, "2026-02-05", "2026-02-05")


def test_what_reads_as_a_date_is_one(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (place / "two").rename(place / "2026-02")
    monkeypatch.chdir(place)
    assert "No difference." in diff("one", "2026-02", facts=place / "one").out.splitlines()
    assert SHARE in diff("one", "./2026-02").out.splitlines()


@pytest.mark.parametrize("form", ("table", "json", "csv"))
def test_what_is_the_same_is_no_difference(place: Path, form: str) -> None:
    done = diff(str(place / "two"), str(place / "two"), "--format", form, "--exit-code")
    assert (done.status, done.err) == (0, "")
    if form == "csv":
        assert done.out == ",".join(COLUMNS) + "\n"
    else:
        assert "No difference." in done.out or json.loads(done.out)["same"] is True


def test_the_status_tells_of_a_difference_only_where_it_is_asked_to(place: Path) -> None:
    ends = str(place / "one"), str(place / "two")
    assert (diff(*ends).status, diff(*ends, "--exit-code").status) == (0, 1)


def test_about_one_thing(place: Path) -> None:
    world = later().stake("gamma", "delta").write(place / "three")
    found = json.loads(diff(str(place / "one"), str(world), "--about", "Gamma", "--format", "json").out)
    keeps(found)
    assert found["about"]["id"] == ID + "gamma"
    assert [claim["id"] for claim in found["claims"]["added"]] == [ID + "stake-gamma-in-delta"]
    assert found["claims"]["changed"] == []


def test_a_thing_of_the_first_side_alone_may_be_asked_about(place: Path) -> None:
    small().stake("gamma", "delta").write(place / "three")
    done = diff(str(place / "three"), str(place / "one"), "--about", "gamma")
    assert "Withdrawn claims" in done.out
    assert "What changed about Gamma from " in done.out


def test_an_unknown_thing_is_answered_with_the_nearest(place: Path) -> None:
    done = diff(str(place / "one"), str(place / "two"), "--about", "Alfa")
    assert (done.status, done.out) == (1, "")
    assert done.err == "regraph: no thing is named 'Alfa'; the nearest names are: Alpha\n"


@pytest.fixture
def broken(place: Path) -> Path:
    """Beside the two good directories: an empty one, one that is no TriG, one with a fact that no answer can use."""
    (place / "empty").mkdir()
    (place / "bad").mkdir()
    (place / "bad" / "register.trig").write_text("@prefix : <x> .\n:a :b\n", encoding="utf-8")
    (place / "bytes").mkdir()
    (place / "bytes" / "register.trig").write_bytes(b"\xff\xfe\x00")
    World().stake("alpha", "beta", "1.5").write(place / "share")
    return place


WRONG = {
    "neither a date nor a directory": (("nowhere", "one"), "A and B: 'nowhere' is none of a date such as 2026-02-04, "),
    "a day that does not exist": (("one", "2026-02-30"), "A and B: '2026-02-30' is none of a date such as "),
    "an empty name": (("one", ""), "A and B: '' is none of a date such as "),
    "a name of a kilobyte": (("one", "x" * 5000), "A and B: 'xxxxx"),
    "a name with a null": (("one", "a\0b"), "A and B: 'a"),
    "a file": (("one/register.trig", "one"), "one/register.trig: is a file; give the directory that holds it"),
    "an empty directory": (("one", "empty"), "empty: it holds no .trig file; give a directory with register.trig"),
    "a file that is no TriG": (("bad", "one"), "bad/register.trig:"),
    "bytes that are no text": (("one", "bytes"), "bytes/register.trig:"),
    "a share above 1": (("one", "share"), f"{ID}stake-alpha-in-beta: share bounds 1.5 to 1.5 are not 0 to 1 in order"),
    "a malformed day asked about": (("one", "two", "--as-of", "soon"), "'soon' is not a date; write 2026-02-01"),
    "a malformed day of knowledge": (("one", "two", "--known-by", "x"), "'x' is not a date; write 2026-02-01"),
    "two dates narrowed": (("2025", "2026", "--known-by", "2026"), "--known-by narrows a directory, and A and B are"),
    "one side": (("one",), "Missing argument 'B'; see regraph diff --help"),
}


@pytest.mark.parametrize(("words", "message"), WRONG.values(), ids=WRONG)
def test_bad_input_ends_in_one_line(
    broken: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], message: str
) -> None:
    monkeypatch.chdir(broken)
    done = diff(*words)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("regraph: " + message)
    assert done.err.count("\n") == 1
    assert len(done.err) < 300


def test_facts_for_dates_are_refused_where_there_is_no_date(place: Path) -> None:
    done = diff(str(place / "one"), str(place / "two"), facts=place / "one")
    assert (done.status, done.out) == (2, "")
    assert done.err == "regraph: --facts says where the facts of a date are, and A and B are both directories\n"


def test_a_directory_that_cannot_be_read_is_named(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "iterdir", refuse)
    done = diff(str(place / "one"), str(place / "two"))
    assert (done.status, done.err) == (2, f"regraph: {place / 'one'}: Permission denied\n")


@pytest.fixture(scope="module")
def february(facts: Dataset) -> dict[tuple[int, int], dict[str, Any]]:
    """What changed in the shipped facts from one day of February 2026 to the next, as JSON has it."""
    found = {}
    days = {at: dt.date(2026, 2, at) for at in (4, 5, 6)}
    sides = {at: Side(f"2026-02-0{at}", known(select(facts, day)), day) for at, day in days.items()}
    for at in ((4, 5), (5, 6)):
        one, other = (sides[day] for day in at)
        changes = changes_between(one.knowledge, other.knowledge)
        found[at] = json.loads(json.dumps(changes_payload(one, other, changes, Scenario(DAY))))
    return found


def claim(found: dict[str, Any], slug: str) -> dict[str, Any]:
    """One changed claim."""
    (only,) = [c for c in found["claims"]["changed"] if c["id"] == ID + slug]
    assert isinstance(only, dict)
    return only


def values(found: dict[str, Any]) -> list[tuple[str, ...]]:
    """What changed of a claim, each with the accounts that say it now."""
    return [
        (
            c["label"],
            c["before"]["text"],
            c["after"]["text"],
            *(a.removeprefix(ACCOUNT) for a in c["after"]["accounts"]),
        )
        for c in found["changes"]
    ]


def slugs(accounts: list[str]) -> list[str]:
    return [account.removeprefix(ACCOUNT) for account in accounts]


REE = "2026-02-06-rare-earth-exchanges-"


def test_what_became_known_on_6_february_2026(february: dict[tuple[int, int], dict[str, Any]]) -> None:
    found = february[5, 6]
    assert [(s["change"], s["id"].removeprefix(SOURCE)) for s in found["sources"]] == [
        ("added", REE + "beijing-tightens-the-leash"),
        ("added", REE + "china-quietly-locks-in-the-ip-layer"),
        ("added", REE + "oil-money-meets-magnet-wars"),
        ("added", REE + "price-floors-dont-process-rare-earths"),
        ("added", REE + "progress-is-real-and-americas-rare-earth-comeback"),
        ("added", REE + "project-vault"),
        ("added", REE + "serra-verde-breaks-the-china-loop"),
        ("added", REE + "the-end-of-empire"),
    ]
    assert (found["claims"]["withdrawn"], found["things"], found["judgements"]) == ([], [], [])
    assert {account["published"] for account in found["accounts"]} == {"2026-02-06"}


def test_a_stake_loses_the_certainty_of_its_party_when_a_report_adds_its_start(
    february: dict[tuple[int, int], dict[str, Any]],
) -> None:
    """On 4 February the holder itself, and a summary box; on 6 February an article that gives September 2025."""
    own = "2026-02-04-rare-earth-exchanges-shenghe-resources-annual-meeting"
    found = claim(february[5, 6], "shenghe-stake-in-peak")
    article = REE + "serra-verde-breaks-the-china-loop"
    assert values(found) == [
        ("certainty", "stated by a party", "reported", f"{own}-summary", article),
        ("start", "not stated", "2025-09", article),
    ]
    assert found["changes"][0]["before"]["accounts"] == [f"{ACCOUNT}{own}-shenghe-resources"]
    assert (found["joined"], found["left"]) == ([ACCOUNT + article], [])


def test_signed_agreements_turn_out_to_be_proposed(february: dict[tuple[int, int], dict[str, Any]]) -> None:
    found = claim(february[5, 6], "us-resource-agreements-of-february-2026")
    article = REE + "price-floors-dont-process-rare-earths"
    assert values(found)[0] == ("stage", "signed", "proposed", article, f"{article}-summary")
    assert (found["before"]["status"], found["after"]["status"]) == ("contingent", "contingent")


def test_a_later_source_gives_another_sum(february: dict[tuple[int, int], dict[str, Any]]) -> None:
    """Two articles of 4 February give two billion, the first of them by name as announced; the digest gives less."""
    found = claim(february[4, 5], "private-capital-for-project-vault")
    digest, earlier = (
        "2026-02-05-strategic-metals-digest",
        "2026-02-04-rare-earth-exchanges-usa-rare-earth-at-the-crossroads",
    )
    assert values(found) == [
        ("stage", "announced", "proposed", earlier, digest),
        ("amount", "USD 2,000,000,000", "USD 1,670,000,000", digest),
    ]


def test_an_option_stays_an_option(february: dict[tuple[int, int], dict[str, Any]]) -> None:
    found = claim(february[5, 6], "us-option-on-serra-verde")
    assert (found["kind"], found["after"]["status"]) == ("Option", "contingent")
    assert [change["label"] for change in found["changes"]] == ["arises from"]


def test_interests_and_deals_come_first(february: dict[tuple[int, int], dict[str, Any]]) -> None:
    kinds = [c["kind"] for c in february[5, 6]["claims"]["changed"]]
    assert kinds[:4] == ["Acquisition", "Financing", "Framework", "Stake"]
    first = {"Acquisition", "Amendment", "Financing", "Framework", "Loan", "Offtake", "Option", "Stake"}
    assert [kind in first for kind in kinds] == sorted((kind in first for kind in kinds), reverse=True)


def test_the_shipped_facts_keep_to_the_schema(february: dict[tuple[int, int], dict[str, Any]]) -> None:
    for found in february.values():
        some = {effect: claims[::5] for effect, claims in found["claims"].items()}
        assert min(len(some[effect]) for effect in ("changed", "added", "accounts")) > 2
        keeps(found | {"claims": some})


def test_the_command_says_the_same_of_the_shipped_facts(
    february: dict[tuple[int, int], dict[str, Any]], facts: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("regraph.cli.reading.compare.read_kept", lambda directories, cache: facts)
    done = diff("2026-02-05", "2026-02-06", "--format", "json")
    assert (done.status, done.err) == (0, "")
    assert json.loads(done.out) == february[5, 6]
    assert "No difference." in diff(str(shipped("facts")), "2026-02").out


def test_small_answers_keep_to_the_schema(place: Path) -> None:
    judged = later().thing("alpha", "Company").thing("new", "Fund", altLabel="text:Neu")
    judged.register.append(
        "    id:judged a rg:Judgement ; rg:judgesNode id:stake-alpha-in-beta ;"
        ' rg:prefersAccount account:news ; rg:reason "It has seen the deed." .\n'
    )
    judged.write(place / "three")
    names = ("one", "two", "three")
    for one, other in ((a, b) for a in names for b in names):
        keeps(json.loads(diff(str(place / one), str(place / other), "--format", "json").out))


def test_texts_that_try_to_break_an_answer_do_not(tmp_path: Path) -> None:
    world = hostile_world()
    world.stake("root", "h3", "0.1", "told3", editorialNote="text:\x1b[31m")
    small().write(tmp_path / "one")
    world.thing("bell", "Company", "bell\x07 \x1b]0;title\x07").write(tmp_path / "two")
    for ends in (("one", "two"), ("two", "one")):
        paths = [str(tmp_path / end) for end in ends]
        out = diff(*paths).out
        unseen = {c for c in out if unicodedata.category(c) == "Cc" or c in "\u202a\u202b\u202d\u202e"}
        assert unseen == {"\n"}
        cells = list(csv.reader(io.StringIO(diff(*paths, "--format", "csv").out, newline="")))
        assert {len(row) for row in cells} == {len(COLUMNS)}
        assert any("bell\x07 \x1b]0;title\x07" in row for row in cells)
        found = json.loads(diff(*paths, "--format", "json").out)
        assert "bell\x07 \x1b]0;title\x07" in [thing["label"] for thing in found["things"]]
