"""What changed as a person reads it, and as rows: small worlds, every line."""

import datetime as dt
from typing import Any

from world import World

from regraph.analysis.change.changes import changes_between
from regraph.model.scenario import Scenario
from regraph.names import ACCOUNT, ID, SOURCE
from regraph.present.change.changes import Side, changes_payload
from regraph.present.change.comparison import COLUMNS, changes_rows, changes_text

DAY = dt.date(2026, 2, 10)


def payload(before: World, after: World) -> dict[str, Any]:
    old, new = before.knowledge(), after.knowledge()
    return changes_payload(Side("old", old, None), Side("new", new, None), changes_between(old, new), Scenario(DAY))


def lines(before: World, after: World) -> list[str]:
    return changes_text(payload(before, after)).splitlines()


def rows(before: World, after: World) -> list[dict[str, str]]:
    """The rows, each without its empty cells."""
    found = [dict(zip(COLUMNS, row, strict=True)) for row in changes_rows(payload(before, after))]
    return [{name: cell for name, cell in row.items() if cell} for row in found]


def before() -> World:
    """A stake that is announced, a loan, and a figure."""
    world = World().stake("alpha", "beta", "0.25", stage="announced")
    return world.claim("loan", "Loan", hasLender="alpha", hasBorrower="beta", stage="in-force")


def after() -> World:
    """A later account says that the stake is larger and in force; the loan is told no more; a figure is."""
    world = (
        World().stake("alpha", "beta", "0.25", stage="announced").thing("loan", "Loan").account("later", "2026-02-06")
    )
    world.says("later", "stake-alpha-in-beta", "Stake", isHeldBy="alpha", isStakeIn="beta", shareAtLeast="0.3",
               shareAtMost="0.3")  # fmt: skip
    return world.claim("output", "Figure", "later", isFigureOf="beta", valueAtLeast="5", valueAtMost="5", unit="t/a")


def test_a_comparison_is_said_line_by_line() -> None:
    assert lines(before(), after()) == [
        "What changed from old to new",
        "on 2026-02-10; latest account known: 2026-02-03 → 2026-02-06; 1 → 2 sources, 1 → 2 accounts, 2 claims",
        "claims: 1 changed, 1 added, 1 withdrawn; things: 1 added; sources: 1 added; accounts: 1 added",
        "",
        "Changed: the values that answers use",
        "  - Stake Alpha In Beta",
        "    stake · share 30 % · reported · closed / in force",
        "    share: 25 % [2] → 30 % [1]",
        "    stage: announced [2] → closed / in force [1]",
        "    on 2026-02-10: contingent → counted",
        "    now also spoken of by [1]",
        "    accounts differ on share: 30 % [1]; 25 % [2]. [1] is used: later over earlier",
        "    accounts differ on stage: closed / in force [1]; announced [2]. [1] is used: later over earlier",
        "    [1: 200–250] [2: 100–150]",
        "",
        "Added claims",
        "  - Output",
        "    Output, according to News Desk (2026-02-06): 5 t a year.",
        "    figure · 5 t a year · reported",
        "    [1: 300–350]",
        "",
        "Withdrawn claims",
        "  - Loan",
        "    According to News Desk (2026-02-03), Alpha lends an amount that is not stated to Beta.",
        "    loan · reported · closed / in force",
        "    [2: 200–250]",
        "",
        "Sources and accounts",
        "  - added: News Desk: “About later”, 2026-02-06 · 1 account · source:later",
        "",
        "Sources  [number: characters of the archived text]",
        "  [1] News Desk: “About later”, 2026-02-06",
        "      https://example.org/later",
        "  [2] News Desk: “About news”, 2026-02-03",
        "      https://example.org/news",
    ]


def test_a_comparison_is_said_row_by_row() -> None:
    said = {"what": "claim", "certainty": "reported", "status": "counted", "accounts": ACCOUNT + "later"}
    stake = said | {"id": ID + "stake-alpha-in-beta", "label": "Stake Alpha In Beta", "kind": "Stake"}
    stake |= {"stage": "in-force"}
    assert rows(before(), after()) == [
        {"change": "changed", **stake, "property": "share", "before": "25 %", "after": "30 %"},
        {"change": "changed", **stake, "property": "stage", "before": "announced", "after": "closed / in force"},
        {"change": "account added", **stake},
        {"change": "added", "what": "claim", "id": ID + "output", "label": "Output", "kind": "Figure",
         "after": "5 t a year", "certainty": "reported", "status": "counted", "accounts": ACCOUNT + "later"},
        {"change": "withdrawn", "what": "claim", "id": ID + "loan", "label": "Loan", "kind": "Loan",
         "certainty": "reported", "stage": "in-force", "status": "counted", "accounts": ACCOUNT + "news"},
        {"change": "added", "what": "thing", "id": ID + "output", "label": "Output", "kind": "Figure"},
        {"change": "added", "what": "source", "id": SOURCE + "later", "label": "About later", "kind": "Source"},
        {"change": "added", "what": "account", "id": ACCOUNT + "later", "label": "News Desk", "kind": "Account"},
    ]  # fmt: skip


def test_no_difference_is_said_so() -> None:
    assert lines(before(), before()) == [
        "What changed from old to new",
        "on 2026-02-10; latest account known: 2026-02-03; 1 source, 1 account, 2 claims",
        "No difference.",
    ]
    assert rows(before(), before()) == []
    assert payload(before(), before())["same"] is True


def below(title: str, found: list[str]) -> list[str]:
    """The lines under a title."""
    start = found.index(title) + 1
    return found[start : [*found, ""].index("", start)]


ACCOUNTS = "Same values, by other accounts or in other words"


def told(**second: str) -> World:
    """A stake of 25 % by two accounts of one day, the second of which may say something else."""
    world = World().stake("alpha", "beta", "0.25").account("other", section="summary")
    return world.says("other", "stake-alpha-in-beta", "Stake", isHeldBy="alpha", isStakeIn="beta", **second)


def test_an_account_that_bears_a_claim_out_is_named() -> None:
    assert below(ACCOUNTS, lines(World().stake("alpha", "beta", "0.25"), told())) == [
        "  - Stake Alpha In Beta",
        "    stake · share 25 % · reported · closed / in force",
        "    now also spoken of by [2]",
        "    [1: 100–150] [2: 200–250]",
    ]


def test_an_account_that_contradicts_is_never_said_to_bear_it_out_alone() -> None:
    found = below(ACCOUNTS, lines(told(), told(shareAtLeast="0.3", shareAtMost="0.3")))
    assert found[2:4] == [
        "    [2] now states otherwise: share at least, share at most",
        "    accounts differ on share: 25 % [1]; 30 % [2]. [1] is used: body over summary box",
    ]
    back = below(ACCOUNTS, lines(told(shareAtLeast="0.3", shareAtMost="0.3"), told()))
    assert back[3] == "    accounts no longer differ on share"


def test_an_account_that_denies_a_claim_is_never_said_to_bear_it_out() -> None:
    found = below(ACCOUNTS, lines(World().stake("alpha", "beta", "0.25"), told(certainty="denied")))
    assert found[1:] == [
        "    stake · share 25 % · reported · closed / in force",
        "    now also spoken of by [2]",
        "    accounts differ on certainty: reported [1]; denied [2]. [1] is used: body over summary box",
        "    [1: 100–150] [2: 200–250]",
    ]


def test_an_account_that_is_withdrawn_is_cited_though_it_is_gone() -> None:
    found = lines(told(), World().stake("alpha", "beta", "0.25"))
    assert below(ACCOUNTS, found)[2:] == ["    no longer spoken of by [2]", "    [1: 100–150] [2: 200–250]"]
    assert below("Sources and accounts", found) == [
        "  - withdrawn: News Desk: “About other”, 2026-02-03 · 1 account · source:other"
    ]
    assert found[-2] == "  [2] News Desk, summary box: “About other”, 2026-02-03"


def test_a_rule_that_changes_alone_has_a_line_and_a_row() -> None:
    old, new = (told(shareAtLeast="0.3", shareAtMost="0.3") for _ in range(2))
    new.register.append(
        "    id:judged a rg:Judgement ; rg:judgesNode id:stake-alpha-in-beta ;"
        ' rg:prefersAccount account:news ; rg:reason "It has seen the deed." .\n'
    )
    assert below(ACCOUNTS, lines(old, new))[2].endswith("[1] is used: a recorded editorial judgement")
    assert below("Recorded judgements", lines(old, new)) == [
        "  - added: on Stake Alpha In Beta",
        "    It has seen the deed.",
    ]
    found = [(row["change"], row["property"]) for row in rows(old, new)]
    assert found == [("rule changed", "share"), ("added", "reason")]


def test_words_that_change_are_told_from_values() -> None:
    def gap(text: str) -> World:
        return World().thing("mine", "Mine").says("news", "gap", "Absence", isAbout="mine", statement="text:" + text)

    found = below(ACCOUNTS, lines(gap("no grade is told"), gap("the grade is not told")))
    assert found[2:4] == [
        "    in other words, statement: no grade is told [1] → the grade is not told [1]",
        "    [1] now states otherwise: statement",
    ]
    assert (
        rows(gap("one"), gap("two"))[0] | {"change": "reworded", "before": "one", "after": "two"}
        == (rows(gap("one"), gap("two"))[0])
    )


def test_things_that_are_no_claims_are_listed_with_what_differs() -> None:
    old = World().thing("alpha", "Company", "Alpha").thing("gone", "Mine").account("news")
    new = World().thing("alpha", "Fund", "Alpha Metals", altLabel="text:Alfa").thing("come", "Mine").account("news")
    assert below("Things of the register, but for the claims above", lines(old, new)) == [
        "  - changed: Alpha Metals — fund · id:alpha",
        "    kind: company → fund",
        "    name: Alpha → Alpha Metals",
        "    other names: none → Alfa",
        "  - added: Come — mine · id:come",
        "  - withdrawn: Gone — mine · id:gone",
    ]
    assert [
        (row["property"], row["before"], row["after"]) for row in rows(old, new) if "after" in row and "before" in row
    ] == [
        ("kind", "company", "fund"),
        ("name", "Alpha", "Alpha Metals"),
    ]


def test_an_account_of_a_source_on_both_sides_is_listed_by_itself() -> None:
    old = World().account("one", source="both").account("two", source="both")
    new = World().account("one", source="both").account("two", "2026-02-04", source="both", party=True)
    assert below("Sources and accounts", lines(old, new)) == [
        "  - changed: News Desk (body), 2026-02-04 · account:two",
        "    published: 2026-02-03 → 2026-02-04",
        "    the voice is a party: no → yes",
    ]
