"""Rules on a register: the examples of the rules end as on facts, of one thing and of all; allegations stay so."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from screening import examples
from stored import TOLD, Row, ask, row, store_of
from test_schemas import validator

from regraph.analysis.registers import screening, spreading
from regraph.analysis.registers.screening import Asking, everything, one_thing, unlooked
from regraph.analysis.screening.judging import Pool, side
from regraph.analysis.screening.rules.reading import rules_in, shipped_rules
from regraph.analysis.screening.rules.rule import Rule
from regraph.analysis.screening.verdict import Holdings, settled
from regraph.engine.stakes import stakes_of
from regraph.register.register import Register, register_on

RULES = {rule.name: rule for rule in rules_in(shipped_rules())}
TOLD_OF = {"yes": Holdings.YES, "no": Holdings.NO, "possible": Holdings.POSSIBLE}
CASES = [
    (rule, told)
    for name, rule in RULES.items()
    if not any(test.way.first_tier for test in rule.tests)
    for told in examples(name)
    if {stake.get("basis", "equity") for stake in told["stake"]} <= {"equity", "votes"}
]


def asking_of(rule: Rule, told: dict[str, Any], place: Path) -> Asking:
    """An example asked of a register."""
    rows = [
        row(s["holder"], s["held"], s.get("share", s.get("share_min")), s.get("share_max", "")) for s in told["stake"]
    ]
    register = register_on(Path(store_of(place, rows)))
    about = [h for h in told["holder"] if h.get("listed") or h.get("state") in rule.words("states")]
    return Asking(rule, register, tuple(places(register, (h["name"] for h in about))), TOLD)


def places(register: Register, names: Any) -> list[int]:
    """The indices of those names that are in a register."""
    return [place for place in map(register.names.place_of, names) if place is not None]


@pytest.mark.parametrize(("rule", "told"), CASES, ids=[f"{rule.name} {told['id']}" for rule, told in CASES])
def test_an_example_of_a_rule_ends_on_a_register_as_it_says(rule: Rule, told: dict[str, Any], tmp_path: Path) -> None:
    asking = asking_of(rule, told, tmp_path)
    for expected in told["expect"]:
        thing, holder = (asking.register.names.place_of(expected.get(key, "")) for key in ("entity", "holder"))
        if thing is None or thing in asking.listed or (holder is None and rule.asks == "holders"):
            continue  # a register knows only who holds or is held
        listed = asking.listed if holder is None else (holder,)
        asked = Asking(rule, asking.register, listed, TOLD)
        verdict = settled(TOLD_OF[expected["verdict"]], rule.words("settles"))
        found = [entry.verdict for entry in one_thing(asked, thing)]
        assert found == [verdict] or (expected["verdict"], found) == ("no", []), expected
        if all(test.way.kind in spreading.KINDS for test in rule.tests):
            swept = [entry.verdict for entry in everything(asked) if (entry.entity, entry.holder) == (thing, holder)]
            assert swept == [verdict] or (expected["verdict"], swept) == ("no", []), expected


def test_the_examples_put_to_registers_cover_every_kind_but_those_with_tiers() -> None:
    assert len(CASES) >= 20
    assert {test.way.kind for rule, _ in CASES for test in rule.tests} >= {*spreading.KINDS, "climb"}


@st.composite
def stakes(draw: st.DrawFn) -> list[tuple[int, int, int, int]]:
    """Stakes among six, in twentieths, no more than all of anything at least."""
    found = []
    for held in range(6):
        left = 20
        for holder in draw(st.lists(st.integers(0, 5), max_size=3, unique=True)):
            low = draw(st.integers(0, min(12, left)))
            high = draw(st.just(low) | st.integers(low, 20))
            left -= low
            if holder != held:
                found.append((holder, held, low * 10**8, high * 10**8))
    return found


@pytest.mark.parametrize("name", ("uk-person-with-significant-control", "outbound-controlled-foreign-entity",
                                  "specified-foreign-entity", "eu-amlr-beneficial-owner"))  # fmt: skip
@settings(max_examples=12)
@given(rows=stakes(), seed=st.integers(0, 5))
def test_a_sweep_finds_what_each_thing_asked_by_itself_does(
    name: str, rows: list[tuple[int, int, int, int]], seed: int
) -> None:
    table, test = stakes_of("abcdef", rows), RULES[name].tests[0]
    flags = np.arange(6) == seed
    sure, possible = spreading.reached(test, table, flags)
    pool = Pool(table.tightened(), np.zeros(6, np.bool_))
    for thing in set(range(6)) - {seed}:
        low, high = (
            side(pool, test, frozenset({seed}), frozenset({seed}), thing, is_low=end).met for end in (True, False)
        )
        assert (bool(sure[thing]), bool(possible[thing])) == (low, high) or (sure[thing] == low and possible[thing])


ROWS: tuple[Row, ...] = (
    row("X", "A", "0.5"), row("A", "B", "0.5"), row("X", "C", "0.3", "0.6"), row("Y", "D", "0.6", certainty="alleged"),
)  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> str:
    (tmp_path / "listed").write_text("X\nY\n", encoding="utf-8")
    return store_of(tmp_path, ROWS)


def listed(store: str) -> tuple[str, ...]:
    return "--listed", str(Path(store).parent / "listed"), "--store", store


def test_what_rests_on_an_allegation_is_caught_as_alleged(store: str) -> None:
    assert "  D: caught as alleged · up to 60 % counted" in ask("screen", "ofac-50", "D", *listed(store)).out
    rows = ask("screen", "ofac-50", "--all", *listed(store), "--format", "csv").out.splitlines()
    assert rows[1:] == ["A,,caught,,", "B,,caught,,", "C,,possible,,", "D,,caught as alleged,,",
                        "X,,counts itself,,", "Y,,counts itself,,"]  # fmt: skip


def test_a_sweep_says_how_many_it_leaves_out(store: str) -> None:
    text = ask("screen", "ofac-50", "--all", *listed(store), "--limit", "2").out
    assert "6 screened, 2 of them listed here of 6; --limit 0 tells all" in text


def test_a_rule_that_asks_for_holders_tests_each_and_says_what_it_cannot_see(store: str) -> None:
    done = ask("screen", "uk-person", "B", "--store", store)
    assert "  A in B: no natural person; the rule asks for those behind it" in done.out
    assert "  - board: Holds, directly or indirectly, the right to appoint or remove" in done.out
    found = json.loads(ask("screen", "uk-person", "B", "--store", store, "--format", "json").out)
    assert [error.message for error in validator("screen").iter_errors(found)] == []
    assert found["register"]["verdicts"][0]["holder"] == "A"


def test_every_trigger_of_every_rule_is_said_not_to_be_looked_at(store: str) -> None:
    for rule in RULES.values():
        notes = list(unlooked(Asking(rule, register_on(Path(store)), (), TOLD), is_sweep=True))
        assert [t.name for t in rule.triggers if not any(n.startswith(f"{t.name}: ") for n in notes)] == []
        assert ("board seats: a register tells of none" in notes) == any("board-seats" in t.basis for t in rule.tests)


def test_much_above_a_thing_is_left_to_the_kernels(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    few = ask("screen", "ofac-50", "B", *listed(store)).out
    monkeypatch.setattr(screening, "FEW", 0)
    many = ask("screen", "ofac-50", "B", *listed(store)).out
    assert "  B: caught · 50 % counted" in few and "  B: caught\n" in many


REFUSED = {
    "tiers": (("chips", "A"), "asks what kind of actor each is, which a register does not tell"),
    "climbing everywhere": (("statistical", "--all"), "starts from each thing anew: on a register, name an ENTITY"),
    "claims": (("ofac-50", "A", "--exclude", "alleged"), "choose among claims; a register has none"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_a_register_cannot_answer_is_one_line(store: str, name: str) -> None:
    words, message = REFUSED[name]
    done = ask("screen", *words, *listed(store))
    assert (done.status, message in done.err) == (2, True), done.err
    assert ask("screen", "ofac-50", "--all", "--store", store).err.startswith("regraph: ofac-50-percent needs to know")
