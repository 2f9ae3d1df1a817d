"""Reading sorts every quad once; leaving an account out is the same as never having read it."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from world import World, iri

from regraph.errors import NoFacts
from regraph.names import ACCOUNT, RDF_TYPE, RG, SOURCE
from regraph.store.dataset import Dataset, read, select

Day = dt.date
ACCOUNTS = ("early", "early-summary", "late")


def world(*accounts: str) -> World:
    """Three accounts of two sources, each with a stake of its own and one that all of them tell; or some of them."""
    made = World().thing("a").thing("b").thing("shared", "Stake").thing("news-desk", "Organisation")
    for account in ACCOUNTS:
        made.thing(f"own-{account}", "Stake")
    if "early" in accounts:
        made.account("early", "2026-02-03", source="early")
    if "early-summary" in accounts:
        made.account("early-summary", "2026-02-03", source="early", section="summary")
    if "late" in accounts:
        made.account("late", "2026-02-06", source="late")
    for account in accounts:
        made.says(account, f"own-{account}", "Stake", isHeldBy="a", isStakeIn="b")
        made.says(account, "shared", "Stake", isHeldBy="a", isStakeIn="b", shareAtMost="0.5")
    return made


def account(slug: str) -> str:
    return ACCOUNT + slug


def test_register_sources_and_statements_are_told_apart() -> None:
    data = world(*ACCOUNTS).dataset()
    assert {iri("a"), iri("b"), iri("shared")} <= set(data.register)
    assert data.accounts() == tuple(map(account, ACCOUNTS))
    assert SOURCE + "late" in data.sources
    assert set(data.statements[iri("shared")]) == set(map(account, ACCOUNTS))
    assert data.statements[iri("own-late")][account("late")][RG.isHeldBy][0].value == iri("a")  # type: ignore[union-attr]


def test_the_ontology_comes_along_but_is_no_fact(facts: Dataset) -> None:
    assert RDF_TYPE in facts.terms[RG.Stake]
    assert RG.Stake not in facts.statements
    assert not any(str(quad.subject).startswith(f"<{RG.namespace}") for quad in facts.quads)


KNOWN_BY = {
    "before everything": ("2026-02-02", ()),
    "on the day of the first": ("2026-02-03", ("early", "early-summary")),
    "a day before the last": ("2026-02-05", ("early", "early-summary")),
    "on the day of the last": ("2026-02-06", ACCOUNTS),
}


@pytest.mark.parametrize("case", KNOWN_BY)
def test_only_accounts_published_by_a_day_are_kept(case: str) -> None:
    day, kept = KNOWN_BY[case]
    chosen = select(world(*ACCOUNTS).dataset(), Day.fromisoformat(day))
    assert chosen.accounts() == tuple(map(account, kept))
    assert set(chosen.statements.get(iri("shared"), ())) == set(map(account, kept))


WITHOUT = {
    "an account": ({account("early-summary")}, ("early", "late")),
    "a source": ({SOURCE + "early"}, ("late",)),
    "a source and an account": ({SOURCE + "early", account("late")}, ()),
    "something unknown": ({SOURCE + "none"}, ACCOUNTS),
}


@pytest.mark.parametrize("case", WITHOUT)
def test_accounts_are_left_out_by_themselves_or_with_their_source(case: str) -> None:
    dropped, kept = WITHOUT[case]
    chosen = select(world(*ACCOUNTS).dataset(), None, frozenset(dropped))
    assert chosen.accounts() == tuple(map(account, kept))


@given(st.sets(st.sampled_from(ACCOUNTS)))
def test_leaving_an_account_out_is_never_having_read_it(dropped: set[str]) -> None:
    kept = tuple(a for a in ACCOUNTS if a not in dropped)
    chosen = select(world(*ACCOUNTS).dataset(), None, frozenset(map(account, dropped)))
    never = world(*kept).dataset()
    assert claims(chosen) == claims(never)
    assert chosen.accounts() == never.accounts()


def claims(data: Dataset) -> dict[str, dict[str, dict[str, list[str]]]]:
    """What is said, without the passages, whose offsets the world counts up."""
    return {
        node: {
            account: {p: sorted(map(str, v)) for p, v in about.items() if p != RG.evidence}
            for account, about in by.items()
        }
        for node, by in data.statements.items()
    }


def test_a_selection_that_drops_nothing_is_the_same_facts() -> None:
    data = world(*ACCOUNTS).dataset()
    assert select(data, Day(2030, 1, 1)) is data


def test_an_account_without_a_date_is_not_known_by_any_day() -> None:
    data = world("early").dataset()
    data.sources[account("early")].pop(RG.published)
    assert select(data, Day(2030, 1, 1)).accounts() == ()


def test_the_order_of_files_and_quads_never_changes_what_is_read() -> None:
    assert claims(world(*ACCOUNTS).dataset()) == claims(world(*ACCOUNTS).dataset(order=-1))


def test_facts_of_several_directories_are_read_together(tmp_path: Path) -> None:
    one = World().stake("a", "b", "0.5", "one").write(tmp_path / "one")
    two = World().stake("c", "d", "0.5", "two").write(tmp_path / "two")
    data = read((one, two))
    assert data.accounts() == (account("one"), account("two"))
    assert {path.parent for path in data.paths} == {one, two}


def test_an_empty_directory_is_no_facts(tmp_path: Path) -> None:
    with pytest.raises(NoFacts):
        read((tmp_path,))
