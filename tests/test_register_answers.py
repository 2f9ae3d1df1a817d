"""`import` and the answers of `owners`, `holdings` and `control` over a register, as a user meets them."""

import importlib.util
import json
from pathlib import Path
from typing import Any

import click
import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from terminal import Run, run

from regraph.cli.registers.answering import CONVENTIONS
from regraph.cli.registers.frame import progress
from regraph.engine import integrated
from regraph.present.registers.shares import shares_text

SCHEMAS = Path(__file__).resolve().parents[1] / "docs" / "schema"
# Alpha has 60 % of Beta, Beta half of Delta, and Delta 10 % of Beta: 5 % of Delta is held by Delta through Beta.
# So Alpha has 0.5 * 0.6 = 0.3 of Delta, again 5 % of that with each turn of the ring: 0.3 / 0.95 = 6 / 19.
STAKES = """holder,held,share_min,share_max,certainty,source
Alpha Ltd,Beta,0.6,0.6,,annual report
Gamma,Beta,0.2,0.3,alleged,
Beta,Delta,0.5,0.5,reported,
Delta,Beta,0.1,0.1,,
"""
ALPHA = ("0.315789473", "0.315789474")


def ask(*words: str) -> Run:
    return run(*words, "--as-of", "2026-03-01")


@pytest.fixture
def store(tmp_path: Path) -> str:
    """The register of the stakes above."""
    return made(tmp_path, STAKES)


def made(place: Path, text: str) -> str:
    """The directory of a register of some stakes."""
    (place / "stakes.csv").write_bytes(text.encode("utf-8"))
    done = run("import", "stakes", str(place / "stakes.csv"), "--store", str(place / "store"), "--told", "2026-02")
    assert (done.status, done.err) == (0, ""), done.err
    return str(place / "store")


def answer(*words: str) -> dict[str, Any]:
    """An answer in JSON, which keeps to its schema."""
    done = ask(*words, "--format", "json")
    assert done.err == "", done.err
    found = json.loads(done.out)
    schemas = [
        json.loads((SCHEMAS / f"{n}.schema.json").read_text(encoding="utf-8")) for n in ("common", "register-shares")
    ]
    resources = [(schema["$id"], Resource.from_contents(schema)) for schema in schemas]
    validator = Draft202012Validator(schemas[1], registry=Registry().with_resources(resources))
    assert [error.message for error in validator.iter_errors(found)] == []
    assert isinstance(found, dict)
    return found


def test_an_import_says_what_it_made(tmp_path: Path) -> None:
    (tmp_path / "stakes.csv").write_text(STAKES + "Gamma,Beta,0.7,1,denied,\nEta,Beta,0.5,1,,\n", encoding="utf-8")
    done = run("--store", str(tmp_path / "s"), "import", "stakes", str(tmp_path / "stakes.csv"), "--told", "2026")
    lines = done.out.splitlines()
    assert done.status == 0 and len(lines) == 3
    assert lines[0].startswith(
        f"{tmp_path}/s: 6 stakes of 5 actors and assets, told as of 2026-12-31 by stakes.csv (sha256 "
    )
    assert lines[1] == "1 of them denied, which no answer counts"
    assert lines[2] == "warning: the holders of 1 have more than all of it at least: Beta (140 %)"


def test_wrong_rows_are_named_one_by_one_on_standard_error(tmp_path: Path) -> None:
    path = tmp_path / "stakes.csv"
    path.write_text("holder,held,share\na,b,51\na\x1b[31m ,b,0.5\n", encoding="utf-8")
    done = run("import", "stakes", str(path), "--store", str(tmp_path / "store"))
    assert (done.status, done.out) == (2, "")
    assert done.err.splitlines()[0] == f"{path}:2: share '51' is no fraction of 1; write 0.51 for 51 %"
    assert done.err.splitlines()[1].startswith(f"{path}:3: the holder 'a\\x1b[31m ' begins or ends with a space")
    assert (
        done.err.splitlines()[2]
        == f"regraph: {path}: 2 rows are wrong, each of them is named above; nothing was written"
    )
    assert not (tmp_path / "store").exists()


def test_an_import_without_the_extra_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, *a: None if name == "pyarrow" else find(name, *a))
    done = run("import", "stakes", "a.csv", "--store", str(tmp_path / "store"))
    assert done.status == 2
    assert done.err == "regraph: pyarrow is not installed; install it with: pip install 'regraph[registers]'\n"


ERRORS = {
    "no store": (("import", "stakes", "a.csv"), "say which register: --store DIR"),
    "another format": (
        ("import", "bods", "a.csv", "--store", "s"),
        "Invalid value for 'FORMAT': 'bods' is not",
    ),
    "no such store": (
        ("owners", "Beta", "--store", "nowhere"),
        "nowhere: no such store; make one with `regraph",
    ),
    "neither": (("owners", "--store", "s"), "give an ENTITY, or --all, not both"),
    "both": (("owners", "Beta", "--all", "--store", "s"), "give an ENTITY, or --all, not both"),
    "all as a table": (("owners", "--all", "--store", "s"), "--all answers in CSV, row by row: add --format csv"),
    "control of one": (("control", "--store", "s"), "give an ENTITY, or --all for every pair, not both"),
    "another convention": (("owners", "B", "--convention", "x", "--store", "s"), "Invalid value for '--convention'"),
    "what claims have": (("owners", "B", "--exclude", "alleged", "--store", "s"), "No such option '--exclude'"),
}


@pytest.mark.parametrize("name", ERRORS)
def test_what_cannot_be_answered_is_one_line(name: str) -> None:
    words, message = ERRORS[name]
    done = run(*words)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"regraph: {message}"), done.err
    assert done.err.count("\n") == 1


def test_owners_over_a_register_by_hand(store: str) -> None:
    found = answer("owners", "delta", "--store", store)
    assert (found["entity"], found["convention"]) == ("Delta", "stop-at-target")
    assert found["register"]["told"] == "2026-02-28"
    shares = {e["name"]: (e["share"]["low"], e["share"]["high"], len(e["direct"])) for e in found["found"]}
    assert shares == {
        "Beta": ("0.5", "0.5", 1),
        "Alpha Ltd": (*ALPHA, 0),
        "Gamma": ("0.105263157", "0.157894737", 0),
    }
    assert found["own"] == {"low": "0.05", "high": "0.05"}
    assert found["unsure"] == {"alleged": 1}


def test_holdings_over_a_register_by_hand(store: str) -> None:
    found = answer("holdings", "Alpha Ltd", "--store", store)
    assert [(e["name"], e["share"]["low"]) for e in found["found"]] == [("Beta", "0.631578947"), ("Delta", ALPHA[0])]
    assert found["found"][0]["direct"] == [{"line": 2, "certainty": None, "source": "annual report"}]


def test_an_answer_reads_as_people_read(store: str) -> None:
    done = ask("--store", store, "owners", "Delta")
    assert done.status == 0
    assert done.out.splitlines()[:4] == [
        "Owners of Delta on 2026-03-01, shares by stop-at-target",
        "                      50 %  Beta (line 4)",
        "           about 31.5789 %  Alpha Ltd (through others)",
        "  10.5263157 to 15.7894737 %  Gamma (through others)",
    ]
    assert "1 of the stakes behind this: alleged." in done.out
    assert "Delta holds 5 % of itself, directly or through others." in done.out
    assert done.out.splitlines()[-1].startswith("Told by stakes.csv as of 2026-02-28 (sha256 ")
    assert "Gamma (line 3, alleged)" in ask("owners", "Beta", "--store", store).out


def test_what_nobody_owns_ends_with_status_1(store: str) -> None:
    done = ask("owners", "Gamma", "--store", store)
    assert done.status == 1
    assert "nobody, as far as the register tells" in done.out


def test_one_answer_as_csv(store: str) -> None:
    assert ask("holdings", "Gamma", "--store", store, "--format", "csv").out.splitlines() == [
        "owner,owned,share_low,share_high,exact,direct_lines,certainties,sources",
        "Gamma,Beta,0.210526315,0.315789474,yes,3,alleged,",
        "Gamma,Delta,0.105263157,0.157894737,yes,,,",
    ]


def test_all_owners_as_csv(store: str) -> None:
    assert ask("owners", "--all", "--store", store, "--format", "csv").out.splitlines() == [
        "owner,owned,share_low,share_high",
        "Alpha Ltd,Beta,0.631578947,0.631578948",
        "Delta,Beta,0.1,0.1",
        "Gamma,Beta,0.210526315,0.315789474",
        "Alpha Ltd,Delta,0.315789473,0.315789474",
        "Beta,Delta,0.5,0.5",
        "Gamma,Delta,0.105263157,0.157894737",
    ]


def test_the_convention_is_as_asked_for(store: str) -> None:
    done = ask("owners", "--all", "--convention", "simple-paths", "--store", store, "--format", "csv")
    assert "Alpha Ltd,Delta,0.3,0.3" in done.out.splitlines()
    assert set(CONVENTIONS) == set(integrated.CONVENTIONS)


CONTROLLED = "holder,held,share,kind\nA,B,0.6,\nB,C,0.3,\nA,C,0.3,\nD,E,0.9,\nD,E,0.4,votes\nF,E,0.6,votes\n"


def test_all_control_as_csv(tmp_path: Path) -> None:
    done = ask("control", "--all", "--doctrine", "majority", "--store", made(tmp_path, CONTROLLED), "--format", "csv")
    assert done.out.splitlines() == ["controller,controlled,held,verdict", "A,B,0.6,yes", "A,C,0.6,yes", "F,E,0.6,yes"]


def test_close_links_as_csv(tmp_path: Path) -> None:
    done = ask(
        "control", "--all", "--doctrine", "close-links", "--store", made(tmp_path, CONTROLLED), "--format", "csv"
    )
    assert done.out.splitlines() == [
        "controller,controlled,held,verdict",
        "A,B,,yes",
        "A,C,,yes",
        "B,C,,yes",
        "D,E,,yes",
    ]


def test_names_are_quoted_and_made_safe(tmp_path: Path) -> None:
    store = made(tmp_path, 'holder,held,share\n"a, ""b""\nc",x\x1b[2J,0.5\n')
    assert ask("owners", "--all", "--store", store, "--format", "csv").out.endswith('"a, ""b""\nc",x\x1b[2J,0.5,0.5\n')
    assert "\x1b" not in ask("owners", "x\x1b[2J", "--store", store).out


def test_every_note_is_said() -> None:
    lines = [{"line": line, "certainty": None} for line in range(7)]
    found = {"name": "B", "share": {"low": "0.2", "high": None}, "exact": False, "direct": lines}
    payload = {
        "command": "holdings", "entity": "A", "asOf": "2026-03-01", "convention": "walk-sum", "unsure": {},
        "register": {"file": "s.csv", "sha256": "0" * 64, "told": "2026-02-01"},
        "found": [found],
        "own": {"low": "0", "high": "0"}, "closed": [["P", "Q"]], "overfull": list("RSTUVW"), "clipped": True,
    }  # fmt: skip
    text = shares_text(payload)
    assert "20 % or more  B (line 0; line 1; line 2; line 3; line 4; and 2 more lines)" in text
    assert "Held entirely by each other, so that nobody stands behind them: P, Q." in text
    assert "Held to more than all of it, by shares that contradict: R, S, T, U, V and 1 more." in text
    assert "The simple paths were too many to follow" in text
    assert "Some of the intervals are wider than the stakes would force" in text


def test_a_bar_shows_on_a_terminal_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    with progress(100, "reading", 10) as advance:
        advance(50)
    shown: list[int] = []
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)

    class Bar:
        pos = 0

        def __enter__(self) -> "Bar":
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def update(self, steps: int) -> None:
            self.pos += steps
            shown.append(self.pos)

    monkeypatch.setattr(click, "progressbar", lambda **_: Bar())
    with progress(100, "reading", 10) as advance:
        advance(50)
        advance(100)
    assert shown == [50, 100]
