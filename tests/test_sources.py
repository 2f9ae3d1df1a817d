"""The sources: how much each tells, how far accounts are independent, and what would change without one."""

import csv
import datetime as dt
import io
import json
from pathlib import Path

import click
import pytest
from terminal import run
from world import World, iri

from regraph.analysis.change.reliance import Reliance, reliance_on
from regraph.cli.main import cli
from regraph.cli.reading.sourcing import complete_source
from regraph.model.knowledge import Knowledge, known
from regraph.names import ACCOUNT, SOURCE, local
from regraph.present.sources.listing import SOURCE_COLUMNS, sources_payload, sources_rows, sources_text
from regraph.present.sources.reliance import effect_rows
from regraph.store.dataset import Dataset
from regraph.wording.evidence import Payload

DAY = dt.date(2026, 2, 10)
WIRE = "Wire of the Agency"


def world() -> World:
    """Two publishers. `one` and its summary tell of b, c and d; `two` is a party, and alone speaks of e and of f."""
    made = World().account("one", source="one").account("one-summary", source="one", section="summary")
    made.account("two", "2026-02-06", party=True, voice="beta", publisher="herald", rests_on=WIRE)
    made.stake("a", "b", "0.1", "one").stake("a", "c", "0.1", "one").stake("a", "d", "0.1", "one").stake(
        "e", "f", "", "two"
    )
    made.says("one-summary", "stake-a-in-b", "Stake", isHeldBy="a", isStakeIn="b", shareAtLeast="0.1")
    made.says("two", "stake-a-in-c", "Stake", isHeldBy="a", isStakeIn="c", shareAtLeast="0.4", shareAtMost="0.4")
    return made.says("two", "f", description="a mine")


@pytest.fixture(scope="module")
def data() -> Dataset:
    return world().dataset()


@pytest.fixture(scope="module")
def small(data: Dataset) -> Knowledge:
    return known(data)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return world().write(tmp_path_factory.mktemp("facts"))


def listed(knowledge: Knowledge, reliance: Reliance | None = None) -> Payload:
    return sources_payload(knowledge, DAY, None, reliance)


def test_what_rests_on_a_source_and_on_it_alone_is_counted(small: Knowledge) -> None:
    counted = {s["id"].removeprefix(SOURCE): (s["claims"], s["alone"]) for s in listed(small)["sources"]}
    assert counted == {"one": (3, 2), "two": (3, 2)}


def test_what_rests_on_an_account_and_on_it_alone_is_counted(small: Knowledge) -> None:
    counted = {a["label"]: (a["claims"], a["alone"]) for s in listed(small)["sources"] for a in s["accounts"]}
    assert counted == {"one": (3, 1), "one-summary": (1, 0), "two": (3, 2)}


def test_sources_are_a_block_each_with_a_line_for_each_account_and_a_word_on_independence(small: Knowledge) -> None:
    assert sources_text(listed(small)).splitlines() == [
        "News Desk: “About one”, 2026-02-03",
        "  https://example.org/one",
        "  3 claims, 2 of them in no other source · source:one",
        "    - News Desk (body): 3 claims, 1 in no other account · account:one",
        "    - News Desk (summary): 1 claim, 0 in no other account · account:one-summary",
        "",
        "Herald: “About two”, 2026-02-06",
        "  https://example.org/two",
        "  3 claims, 2 of them in no other source · source:two",
        "    - Beta (body, a party): 3 claims, 2 in no other account; by way of Wire of the Agency · account:two",
        "  cites: Wire of the Agency",
        "",
        "Independence  [accounts of one publisher, one voice, one work or one text do not bear each other out]",
        "  5 claims: 3 told by one account, 1 by several accounts that one publisher brings,",
        "  0 by several publishers that share a voice, a work or a text, 1 by two or more independent groups",
        "  `--all` lists the last two",
        "",
        "2 sources, 3 accounts; latest account known: 2026-02-06",
    ]


def test_the_claims_that_independent_groups_tell_are_listed_when_all_is_asked_for(small: Knowledge) -> None:
    text = sources_text(listed(small), whole=True)
    assert "    - Stake A In C (stake): 2 groups · id:stake-a-in-c\n" in text
    assert "--all" not in text


def test_a_claim_of_two_publishers_with_one_voice_is_one_group_and_says_why() -> None:
    made = (
        World().account("one", publisher="times", voice="minister").account("two", publisher="post", voice="minister")
    )
    made.stake("a", "b", "0.1", "one").says("two", "stake-a-in-b", "Stake", isHeldBy="a", isStakeIn="b")
    found = listed(made.knowledge())
    assert (found["independence"]["several"], [c["slug"] for c in found["independence"]["tied"]]) == (
        [],
        ["stake-a-in-b"],
    )
    line = "    - Stake A In B (stake): one group; same voice: Minister · id:stake-a-in-b"
    assert line in sources_text(found, whole=True).splitlines()


def test_rows_of_sources_carry_counts_and_address(small: Knowledge) -> None:
    row = dict(zip(SOURCE_COLUMNS, sources_rows(listed(small))[0], strict=True))
    assert (row["title"], row["accounts"], row["claims"], row["alone"]) == ("About one", "2", "3", "2")
    assert row["url"] == "https://example.org/one"


def test_without_a_source_claims_vanish_values_change_and_things_are_no_longer_mentioned(
    data: Dataset, small: Knowledge
) -> None:
    found = reliance_on(data, small, SOURCE + "two")
    assert [local(node) for node in found.told] == ["f", "stake-a-in-c", "stake-e-in-f"]
    assert [local(node) for node in found.alone] == ["f", "stake-e-in-f"]
    assert [(local(change.node), change.groups) for change in found.changes] == [("stake-a-in-c", ("share",))]
    assert [local(thing) for thing in found.unmentioned] == ["beta", "e", "f", "herald"]


def test_without_an_account_its_source_still_speaks(data: Dataset, small: Knowledge) -> None:
    found = reliance_on(data, small, ACCOUNT + "one-summary")
    assert ([local(n) for n in found.told], found.alone, found.changes, found.unmentioned) == (
        ["stake-a-in-b"],
        (),
        (),
        (),
    )


ASKED = """\
Herald: “About two”, 2026-02-06
  https://example.org/two
  3 claims, 2 of them in no other source · source:two
    - Beta (body, a party): 3 claims, 2 in no other account; by way of Wire of the Agency · account:two
  cites: Wire of the Agency

Would vanish without this source: 2 of 3 claims
  description (1): F
  stake (1): Stake E In F

Told by others too: 1 claim, 0 of them by none that is independent

Would be answered otherwise: 1 value
  Stake A In C (stake) · id:stake-a-in-c
    - share: 40 % → 10 %

Would no longer be mentioned: 4 things
  company (2): E; F
  organisation (2): Beta; Herald

1 source, 1 account; latest account known: 2026-02-06
"""


def test_asked_for_one_source_the_answer_is_what_rests_on_it(place: Path) -> None:
    assert run("sources", "two", facts=place).out == ASKED


def test_what_an_account_shares_with_others_is_said(place: Path) -> None:
    lines = run("sources", "account:one", facts=place).out.splitlines()
    at = lines.index("Not independent of others")
    assert lines[at + 1 : at + 4] == [
        "  - same publisher: News Desk (1 other account in 1 source)",
        "",
        "Would vanish without this account: 1 of 3 claims",
    ]
    assert "Told by others too: 2 claims, 1 of them by none that is independent" in lines


def test_the_json_of_one_source_carries_every_claim_and_both_values_with_their_accounts(place: Path) -> None:
    found = json.loads(run("sources", "About two", "--format", "json", facts=place).out)["reliance"]
    assert [(c["slug"], c["accounts"], c["groups"], c["alone"]) for c in found["claims"]] == [
        ("f", 1, 1, True),
        ("stake-a-in-c", 2, 2, False),
        ("stake-e-in-f", 1, 1, True),
    ]
    (change,) = found["changes"]
    assert (change["old"], change["oldAccounts"]) == ("40 %", [ACCOUNT + "two"])
    assert (change["new"], change["newAccounts"]) == ("10 %", [ACCOUNT + "one"])


def test_the_rows_of_one_source_are_its_effects(place: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("sources", "two", "--format", "csv", facts=place).out)))
    assert [(row["effect"], local(row["id"]), row["property"], row["old"], row["new"]) for row in rows] == [
        ("vanishes", "f", "", "", ""),
        ("vanishes", "stake-e-in-f", "", "", ""),
        ("changes", "stake-a-in-c", "share", "40 %", "10 %"),
        ("no longer mentioned", "e", "", "", ""),
        ("no longer mentioned", "f", "", "", ""),
        ("no longer mentioned", "beta", "", "", ""),
        ("no longer mentioned", "herald", "", "", ""),
    ]


def test_long_lists_give_the_first_of_each_kind_and_all_with_the_option() -> None:
    made = World()
    for held in "bcdef":
        made.stake("a", held, "0.1", "news")
    data = made.dataset()
    payload = listed(known(data), reliance_on(data, known(data), SOURCE + "news"))
    short, whole = sources_text(payload).splitlines(), sources_text(payload, whole=True).splitlines()
    assert "  stake (5): Stake A In B; Stake A In C; Stake A In D; 2 more" in short
    assert "  `--all` lists each" in short
    assert [line for line in whole if line.startswith("    - Stake")][-1] == "    - Stake A In F · id:stake-a-in-f"
    assert len(effect_rows(payload)) == 5 + 7  # the stakes; their six ends and the desk


def test_a_source_without_a_known_account_is_no_answer_and_says_so(place: Path) -> None:
    done = run("sources", "two", "--known-by", "2026-02-04", facts=place)
    assert (done.status, done.out) == (1, "No account of two is known by 2026-02-04.\n")


def test_an_unknown_source_ends_with_the_nearest(place: Path) -> None:
    done = run("sources", "one-sumary", facts=place)
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("regraph: no source or account is named 'one-sumary'; the nearest are: one-summary")


def test_the_shell_is_offered_slugs_of_sources_and_then_of_accounts(place: Path) -> None:
    context = click.Context(cli)
    context.params = {"facts": (place,)}
    source = click.Argument(["source"])
    assert complete_source(context, source, "") == ["one", "two"]
    assert complete_source(context, source, "one-") == ["one-summary"]
    assert complete_source(context, source, "zzz") == []
    context.params = {"facts": (place / "gone",)}
    assert complete_source(context, source, "") == []


def test_without_the_digest_the_option_on_serra_verde_has_no_bound(facts: Dataset, knowledge: Knowledge) -> None:
    found = reliance_on(facts, knowledge, SOURCE + "2026-02-05-strategic-metals-digest")
    changed = {local(change.node): change for change in found.changes}
    option = changed["us-option-on-serra-verde"]
    assert option.before is not None and option.after is not None
    assert (option.before.share.text(), option.after.share.text()) == ("below 50 %", "not stated")
    assert iri("role-thras-moraitis-ceo-of-serra-verde") in found.alone
    assert {iri("thras-moraitis"), iri("chikyu"), iri("peru")} <= set(found.unmentioned)
    assert iri("serra-verde") not in found.unmentioned
