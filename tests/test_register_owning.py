"""All owners of everything: the direct ones as the engine has them, of those that a file names, whole or not at all."""

from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stored import ask, row, store_of

from regraph.analysis.registers.owning import held_directly, owners_of_all
from regraph.cli.registers import frame
from regraph.engine.integrated import CONVENTIONS, owners
from regraph.engine.stakes import stakes_of
from regraph.present.registers.shares import interval


@st.composite
def stakes(draw: st.DrawFn) -> list[tuple[int, int, int, int]]:
    """Stakes of three holders that nobody holds in four companies, some of which hold one another."""
    found = []
    for held in range(3, 7):
        for holder in draw(st.lists(st.sampled_from([0, 1, 2, 0, 1, 2, 3, 4]), max_size=4)):
            low = draw(st.integers(0, 8))
            found.append((holder, held, low * 10**8 + 2 * held, draw(st.integers(low, 20)) * 10**8 + 2 * held))
    return found


@settings(max_examples=40)
@given(rows=stakes(), convention=st.sampled_from(CONVENTIONS))
def test_direct_owners_are_those_of_the_engine(rows: list[tuple[int, int, int, int]], convention: str) -> None:
    table = stakes_of("abcdefg", [(a, b, low, min(high, 2 * 10**9)) for a, b, low, high in rows])
    told = dict(owners_of_all(table, convention))  # type: ignore[arg-type]
    for company in range(table.actors):
        found = owners(table, company, convention)  # type: ignore[arg-type]
        ends = zip(found.index.tolist(), found.low.tolist(), found.high.tolist(), strict=True)
        expected = {owner: interval(low, high) for owner, low, high in ends if high > 0}
        actual = {owner: interval(low, high) for owner, _, low, high in told.get(company, [])}
        assert actual == expected, (company, bool(held_directly(table)[company]))


def test_who_is_held_by_nobody_that_is_held_is_told_directly() -> None:
    table = stakes_of("abc", [(0, 1, 10**9, 10**9), (1, 2, 10**9, 10**9)])
    assert held_directly(table).tolist() == [False, True, False]


ROWS = (row("A", "B", "0.5"), row("B", "C", "0.5"), row("A", "D", "0.2", "0.4"))


@pytest.fixture
def store(tmp_path: Path) -> str:
    (tmp_path / "names").write_text("c\n\nd\n", encoding="utf-8")
    return store_of(tmp_path, ROWS)


def test_the_owners_of_those_that_a_file_names(store: str) -> None:
    names = str(Path(store).parent / "names")
    assert ask("owners", "--all", "--of", names, "--store", store, "--format", "csv").out.splitlines() == [
        "owner,owned,share_low,share_high", "A,C,0.25,0.25", "B,C,0.5,0.5", "A,D,0.2,0.4",
    ]  # fmt: skip


def test_an_interrupt_leaves_the_file_that_was_there(store: str, tmp_path: Path) -> None:
    place = tmp_path / "owners.csv"
    words = ("owners", "--all", "--store", store, "--format", "csv", "-o", str(place))
    assert ask(*words).status == 0
    before = place.read_text(encoding="utf-8")
    assert len(before.splitlines()) == 5
    with mock.patch("regraph.cli.registers.answering.write_rows", side_effect=KeyboardInterrupt):
        assert ask(*words).status == 2
    assert place.read_text(encoding="utf-8") == before
    assert [path.name for path in tmp_path.iterdir() if "partial" in path.name] == []


def test_how_far_it_is_is_said_where_no_bar_can_be_drawn(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(frame, "PATIENCE", -1)
    with frame.progress(1_000, "companies", 100) as advance:
        for done in (50, 100, 150, 900):
            advance(done)
    assert capsys.readouterr().err == "companies: 100 of 1,000\ncompanies: 900 of 1,000\n"


WRONG = {
    "one and a file": (("owners", "B", "--of", "x"), "--of and --output go with --all"),
    "no such file": (("owners", "--all", "--of", "nowhere", "--format", "csv"), "nowhere: No such file or directory"),
    "nowhere to write": (("owners", "--all", "--format", "csv", "-o", "no/such/file"), "no/such/file: No such file"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_done_is_one_line(store: str, name: str) -> None:
    words, message = WRONG[name]
    done = ask(*words, "--store", store)
    assert (done.status, done.err.count("\n")) == (2, 1)
    assert message in done.err


def test_a_register_without_stakes_on_a_day_answers_nothing(tmp_path: Path) -> None:
    store = store_of(tmp_path, (row("A", "B", "0.5", certainty="denied"),))
    assert ask("owners", "--all", "--store", store, "--format", "csv").status == 1
