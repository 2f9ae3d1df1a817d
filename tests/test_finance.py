"""What `finance` prints over the shipped facts: sums worked out by hand from the sources, words, formats, bad input."""

import csv
import datetime as dt
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from terminal import run
from test_schemas import answer, keeps, schema
from world import World

from regraph.analysis.money.answer import ACROSS, BY, KINDS, Question
from regraph.analysis.money.finance import finance_of
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Scenario
from regraph.model.share import plain
from regraph.names import ID, local
from regraph.present.money.rows import COLUMNS
from regraph.store.sparql.binding import term
from regraph.store.sparql.evaluation import evaluated
from regraph.store.sparql.query import filled_in
from regraph.store.sparql.results import plain_text
from regraph.store.sparql.saved import named
from regraph.store.sparql.tokens import plain as plain_query
from regraph.store.view import View

pytestmark = pytest.mark.usefixtures("read_once")
DAY = ("--as-of", "2026-02-10")
REE, DIGEST = "000_10a4e5c3a09a248e.txt", "004_b4ef167c48cba26e.txt"

# Entity -> stage, bindingness -> sum in words and number of deals; read from the passages beside each.
BY_HAND = {
    "Project Vault": {
        # up to 10 billion approved: REE#char=47524,47640; 1.67 billion private, the later word: DIGEST#char=4391,4507
        ("approved", "not-stated"): ("up to USD 10,000,000,000", 1),
        ("proposed", "not-stated"): ("USD 1,670,000,000", 1),
    },
    "USA Rare Earth": {
        # closed placement of 1.5 billion, not said to bind: REE#char=99355,99467 and REE#char=101126,101151
        ("in-force", "not-stated"): ("USD 1,500,000,000", 1),
        # 277 million and 1.3 billion within a non-binding framework: REE#char=100933,100982 and REE#char=100987,101072
        ("proposed", "non-binding"): ("USD 1,577,000,000", 2),
    },
    "Serra Verde": {
        # a package of 565 million: REE#char=33952,34118; what it pays off has no stated sum
        ("announced", "not-stated"): ("USD 565,000,000", 1),
    },
    "MP Materials": {
        # about 400 million invested and a loan of 150 million: REE#char=99668,99821
        # access to 1 billion: REE#char=100004,100080
        ("in-force", "not-stated"): ("about USD 400,000,000", 1),
        ("announced", "not-stated"): ("USD 1,150,000,000", 2),
    },
}  # fmt: skip


@pytest.mark.parametrize("entity", BY_HAND)
def test_the_sums_are_those_that_a_reader_works_out_from_the_sources(entity: str) -> None:
    found = answer("finance", entity, *DAY)
    assert {
        (s["stage"], s["bindingness"]): (s["text"].split(" · ")[0], s["deals"]) for s in found["sums"] if s["deals"]
    } == BY_HAND[entity]


def total_of(entity: str, whole: str) -> tuple[str | None, str | None, str | None, str | None]:
    """What a whole states, what its parts come to, the difference, and which is counted."""
    totals = answer("finance", entity, *DAY)["totals"]
    total = next(t for t in totals if local(t["whole"]["id"]) == whole)
    return total["stated"]["text"], total["sum"]["text"], total["difference"]["text"], total["counted"]


def test_stated_totals_stand_beside_the_sums_of_their_parts() -> None:
    # the 12 billion of the digest, DIGEST#char=4215,4389, against 1.67 to 11.67 billion
    assert total_of("Project Vault", "fig-project-vault-total") == (
        "USD 12,000,000,000", "USD 1,670,000,000 to USD 11,670,000,000",
        "USD 330,000,000 to 10,330,000,000 more than its parts", None,
    )  # fmt: skip
    # the framework of 1.6 billion, REE#char=99083,99353, against the two parts of the filing
    assert total_of("USA Rare Earth", "usa-rare-earth-chips-framework") == (
        "USD 1,600,000,000", "USD 1,577,000,000", "USD 23,000,000 more than its parts", "parts",
    )  # fmt: skip
    # the contemplated 3.1 billion, REE#char=99355,99467, adds what is closed to what binds nobody
    assert total_of("USA Rare Earth", "fig-usa-rare-earth-contemplated-capital") == (
        "USD 3,100,000,000", "USD 3,100,000,000", "its parts add up to it", None,
    )  # fmt: skip
    found = answer("finance", "USA Rare Earth", *DAY)["totals"]
    assert {local(t["whole"]["id"]): t["mixed"] for t in found} == {
        "usa-rare-earth-chips-framework": False,
        "fig-usa-rare-earth-contemplated-capital": True,
    }


def test_public_money_promised_binding_and_closed_is_told_at_a_glance() -> None:
    text = run("finance", "--by", "public", *DAY).out
    block = text.split("By public and private\n")[1].split("  state-owned")[0].splitlines()
    assert block == [
        "  government bodies",
        "    closed / in force · bindingness not stated: about USD 400,000,000 · 1 deal",
        "    approved · bindingness not stated:          up to USD 10,000,000,000 · 1 deal",
        "    announced · bindingness not stated:         USD 715,000,000 · 2 deals, 1 to pay off earlier",
        "                                                borrowing, so not all new money",
        "    proposed · non-binding:                     USD 1,577,000,000 · 2 deals",
        "    closed / in force · bindingness not stated: 1 deal without a stated sum",
        "    announced · bindingness not stated:         1 deal without a stated sum",
        "    binding: none of it is stated to be",
    ]


def test_a_deal_leads_with_its_sentence_and_says_its_axes_dates_differences_and_passages() -> None:
    text = run("finance", "Serra Verde", *DAY).out
    assert text.splitlines()[:7] == [
        "Financing that involves Serra Verde on 2026-02-10",
        "latest account known: 2026-02-07",
        "Sums are kept apart by currency, stage and bindingness; no deal is added twice.",
        "Deals that Serra Verde or a part of it pays, gets the money of, or is what they are for, and those",
        "under it as a programme; not those of what it owns, of its owners, or of bodies under it.",
        "",
        "USD",
    ]
    joined = " ".join(text.split())
    assert (
        "Finance Corporation is to provide USD 565,000,000 to Serra Verde; announced, not reported as closed" in joined
    )
    assert (
        "refinances Existing loans of Serra Verde: not all of it is new money, how much the sources do not say"
        in joined
    )
    vault = run("finance", "Project Vault", *DAY).out
    assert "accounts differ on measure: USD 2,000,000,000 [1]; USD 2,000,000,000 [2]; USD 1,670,000,000 [3]." in vault


@pytest.mark.parametrize("words", ((), ("--by", "public,agency"), ("--as-of", "2022-12-31"), ("USA Rare Earth",)))
def test_no_line_is_wider_than_a_page_or_holds_an_iri_of_ours(words: tuple[str, ...]) -> None:
    text = run("finance", *(words if "--as-of" in words else (*words, *DAY))).out.split("Sources  [")[0]
    assert [line for line in text.splitlines() if len(line) > 100] == []
    assert "w3id.org" not in text and "None:" not in text


def test_what_is_announced_or_proposed_is_never_said_to_be_in_force() -> None:
    for deal in answer("finance", *DAY)["deals"]:
        if deal["claim"]["stage"] != "in-force":
            assert "is to " in deal["claim"]["sentence"] or "are to " in deal["claim"]["sentence"], deal["claim"]["id"]


def test_a_thing_without_financing_is_answered_with_what_is_near_it() -> None:
    found = run("finance", "Less Common Metals", *DAY)
    assert (found.status, found.err) == (1, "")
    lines = found.out.splitlines()
    assert lines[6:8] == [
        "None: the sources name no financing of Less Common Metals to be counted on that day.",
        "Financing is named of: USA Rare Earth, ADQ, CHIPS Program, Export-Import Bank of the United States,",
    ]
    assert "  - no sum is stated, so it is not taken for financing:" in lines


def test_a_window_without_deals_says_what_would_be_there_without_it() -> None:
    found = run("finance", "Serra Verde", "--to", "2020", *DAY)
    assert found.status == 1
    assert "Without --from and --to it would be 2 deals, named below." in found.out
    assert "made outside the time asked about" in found.out


# Two accounts of one day, of which the first by name is used: REE#char=88603,88798 and REE#char=100315,100504.
KNOWN_EARLY = [("announced", "USD 12,000,000,000")]


def test_what_was_known_by_a_day_is_all_that_is_counted() -> None:
    found = answer("finance", "Project Vault", "--known-by", "2026-02-04", *DAY)
    assert [(s["stage"], s["text"].split(" · ")[0]) for s in found["sums"]] == KNOWN_EARLY


def test_an_excluded_certainty_is_listed_and_not_summed() -> None:
    found = answer("finance", "USA Rare Earth", "--exclude", "stated-by-party", *DAY)
    assert [local(out["claim"]["id"]) for out in found["leftOut"] if out["kind"] == "excluded"] == [
        "usa-rare-earth-chips-direct-funding",
        "usa-rare-earth-chips-loan",
    ]
    assert [s["text"] for s in found["sums"] if s["stage"] == "proposed"] == ["USD 1,600,000,000 · 1 deal"]


BAD = {
    "a grouping that there is none of": (("--by", "lender"), "--by: 'lender' is none of agency, "),
    "currencies are never added up": (("--across", "currency"), "--across: 'currency' is none of bindingness, stage"),
    "no date": (("--from", "soon"), "'soon' is not a date"),
    "a window the wrong way round": (("--from", "2026", "--to", "2025"), "--from 2026 is after --to 2025"),
}


@pytest.mark.parametrize(("words", "message"), BAD.values(), ids=BAD)
def test_bad_input_ends_in_one_line(words: tuple[str, ...], message: str) -> None:
    found = run("finance", *words)
    assert (found.status, found.out) == (2, "")
    assert message in found.err and found.err.count("\n") == 1


def test_an_unknown_thing_ends_in_one_line() -> None:
    found = run("finance", "zzzzz")
    assert (found.status, found.out) == (1, "")
    assert found.err.startswith("regraph: no thing is named 'zzzzz'") and found.err.count("\n") == 1


ASKED = (
    (),
    ("--by", "public,agency", "--across", "stage"),
    ("--as-of", "2022-12-31"),
    ("USA Rare Earth", "--by", "commodity,country,instrument,certainty,currency,stage,bindingness,recipient"),
    ("Less Common Metals",),
    ("Serra Verde", "--from", "2025", "--to", "2026-02-04"),
    ("--exclude", "reported"),
    ("--known-by", "2020"),
)


@pytest.mark.parametrize("words", ASKED, ids=lambda words: " ".join(words) or "all")
def test_an_answer_keeps_to_its_schema(words: tuple[str, ...]) -> None:
    keeps(answer("finance", *(words if "--as-of" in words else (*words, *DAY))))


def test_an_answer_with_every_reason_keeps_to_its_schema(tmp_path: Path) -> None:
    world = World().thing("bank").thing("mine")
    base = {
        "hasLender": "bank",
        "hasBorrower": "mine",
        "currency": "USD",
        "bindingness": "binding",
        "stage": "in-force",
    }
    for slug, more in (
        ("a", {"amountAtLeast": "5"}),
        ("b", {"amountAtMost": "6", "supersedes": "old"}),
        ("old", {"amountAtMost": "6"}),
        ("ring", {"amountAtMost": "6", "isPartOf": "ring"}),
        ("gone", {"amountAtMost": "6", "certainty": "denied"}),
        ("whole", {"amountAtLeast": "9", "amountAtMost": "9"}),
        ("part", {"isPartOf": "whole"}),
    ):
        world.claim(slug, "Loan", "news", **(base | more))
    found = answer("finance", "--by", "agency", *DAY, facts=world.write(tmp_path / "facts"))
    keeps(found)
    assert {(local(out["claim"]["id"]), out["kind"]) for out in found["leftOut"]} == {
        ("old", "superseded"), ("ring", "ring"), ("gone", "denied"), ("part", "within"),
    }  # fmt: skip
    assert [s["text"] for s in found["sums"]] == ["at least USD 14 · 3 deals"]


def test_the_words_of_the_schema_are_those_of_the_code() -> None:
    found = schema("finance")
    assert set(found["properties"]["by"]["items"]["enum"]) == set(BY)
    assert set(found["properties"]["across"]["items"]["enum"]) == set(ACROSS)
    assert set(found["$defs"]["leftOut"]["properties"]["kind"]["enum"]) == set(KINDS)


def test_a_hostile_name_breaks_no_line(tmp_path: Path) -> None:
    world = World().thing("bank", label="Bank\u001b[31m\nBank").thing("mine", label='=cmd|"x", y')
    world.claim("a", "Loan", "news", hasLender="bank", hasBorrower="mine", currency="USD", amountAtMost="6",
                stage="announced", bindingness="binding")  # fmt: skip
    place = world.write(tmp_path / "facts")
    text = run("finance", "--by", "agency", *DAY, facts=place).out
    assert "\u001b" not in text and "up to USD 6 · 1 deal" in text
    rows = list(csv.DictReader(io.StringIO(run("finance", "--format", "csv", *DAY, facts=place).out)))
    assert [row["section"] for row in rows] == ["sum", "deal"]


def test_csv_has_a_row_for_every_line_of_the_answer_with_its_id() -> None:
    found = answer("finance", "--by", "agency", *DAY)
    rows = list(csv.DictReader(io.StringIO(run("finance", "--by", "agency", "--format", "csv", *DAY).out)))
    assert tuple(rows[0]) == COLUMNS
    ids = {
        name: [row["id"] for row in rows if row["section"] == name] for name in ("deal", "total", "left out", "figure")
    }
    assert ids == {
        "deal": [deal["claim"]["id"] for deal in found["deals"]],
        "total": [total["whole"]["id"] for total in found["totals"]],
        "left out": [out["claim"]["id"] for out in found["leftOut"]],
        "figure": [figure["id"] for figure in found["figures"]],
    }
    dfc = next(row for row in rows if row["id"] == ID + "dfc-financing-of-serra-verde" and row["section"] == "deal")
    assert (dfc["currency"], dfc["low"], dfc["high"], dfc["stage"]) == ("USD", "565000000", "565000000", "announced")
    assert dfc["funders"] == ID + "us-international-development-finance-corporation"


def test_the_same_question_gives_the_same_bytes() -> None:
    assert run("finance", "--by", "public", *DAY).out == run("finance", "--by", "public", *DAY).out


def rows_of(view: View, day: str) -> list[tuple[str, ...]]:
    """The rows of the saved question."""
    found = evaluated(view, *filled_in(plain_query(named("finance-by-stage").text), {"asOf": term("date", day)}))
    return sorted(tuple("" if c is None else local(plain_text(c)) for c in row) for row in found.rows)


def number(bound: Decimal | None) -> str:
    """A bound as the saved question writes it."""
    return "no upper bound" if bound is None else plain(bound).replace(",", "")


def sums_of(knowledge: Knowledge, day: str) -> list[tuple[str, ...]]:
    """The same rows by the function."""
    found = finance_of(knowledge, Scenario(dt.date.fromisoformat(day)), Question())
    return sorted(
        (cell.currency, cell.stage, cell.bindingness, str(cell.on_call).lower(), str(total.deals),
         number(total.low), number(total.high), str(total.unstated))
        for cell, total in found.sums
    )  # fmt: skip


@pytest.mark.parametrize("day", ("2026-02-10", "2025-06-30"))
def test_the_saved_question_gives_the_rows_of_the_function(resolved: View, knowledge: Knowledge, day: str) -> None:
    found = rows_of(resolved, day)
    assert found == sums_of(knowledge, day)
    assert found


def whole(payload: dict[str, Any]) -> str:
    """An answer without its command, to compare."""
    return json.dumps(payload, sort_keys=True)


def test_the_entity_may_be_any_of_its_names() -> None:
    assert whole(answer("finance", "USAR", *DAY)) == whole(answer("finance", "id:usa-rare-earth", *DAY))
