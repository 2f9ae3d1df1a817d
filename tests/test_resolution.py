"""Where accounts differ one value is used, by a rule with a name, and bounds of two voices are never mixed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from world import Values, World, iri

from regraph.model.knowledge import Knowledge
from regraph.model.share import Share
from regraph.names import ACCOUNT, RG
from regraph.store.resolution import GROUP_OF, GROUPS, RULES, Resolver

NODE = "stake-a-in-b"


def told(world: World, *says: tuple[str, dict[str, Values]]) -> World:
    """Several accounts of one stake."""
    world.thing("a").thing("b").thing(NODE, "Stake")
    for account, values in says:
        world.says(account, NODE, "Stake", isHeldBy="a", isStakeIn="b", **values)
    return world


def exact(share: str) -> dict[str, Values]:
    return {"shareAtLeast": share, "shareAtMost": share}


def used(knowledge: Knowledge, group: str = "share") -> tuple[str, str]:
    """The slug of the account whose value is used, and the name of the rule."""
    account, rule = knowledge.claims[iri(NODE)].used[group]
    return account.removeprefix(ACCOUNT), rule


def party(world: World) -> World:
    return world.account("filing", "2026-01-01", section="filing", party=True).account("report", "2026-02-06")


def summary(world: World) -> World:
    return world.account("report-summary", "2026-02-06", section="summary").account("report", "2026-02-03")


def later(world: World) -> World:
    return world.account("old", "2026-02-03").account("new", "2026-02-06")


def order(world: World) -> World:
    return world.account("one", "2026-02-03").account("two", "2026-02-03")


def judged(world: World) -> World:
    party(world).register.append(
        f"    id:judgement-1\n        a rg:Judgement ;\n        rg:judgesNode id:{NODE} ;\n"
        '        rg:prefersAccount account:report ;\n        rg:reason "the filing is out of date" ;\n    .\n'
    )
    return world


CASES = {
    "judgement": (judged, ("report", "filing"), "report"),
    "party": (party, ("report", "filing"), "filing"),
    "body": (summary, ("report-summary", "report"), "report"),
    "later": (later, ("old", "new"), "new"),
    "order": (order, ("two", "one"), "one"),
}


def test_every_rule_has_a_case() -> None:
    assert {*CASES, "weakest"} == set(RULES)  # the last has a case of its own below


@pytest.mark.parametrize("rule", CASES)
def test_a_rule_decides_and_is_named(rule: str) -> None:
    setting, accounts, winner = CASES[rule]
    world = told(setting(World()), *((account, exact(f"0.{i}")) for i, account in enumerate(accounts, 1)))
    knowledge = world.knowledge()
    assert used(knowledge) == (winner, rule)
    share = Decimal(f"0.{accounts.index(winner) + 1}")
    assert knowledge.claims[iri(NODE)].share == Share(share, share)


def test_where_all_say_the_same_no_rule_is_named() -> None:
    knowledge = told(later(World()), ("old", exact("0.5")), ("new", exact("0.5"))).knowledge()
    assert knowledge.claims[iri(NODE)].used == {}


def test_bounds_of_two_accounts_are_never_mixed() -> None:
    world = told(later(World()), ("old", {"shareAtLeast": "0.1"}), ("new", {"shareBelow": "0.5"}))
    claim = world.knowledge().claims[iri(NODE)]
    assert claim.share == Share(high=Decimal("0.5"), high_open=True)
    assert "shareAtLeast" not in claim.values


def test_an_amount_is_never_paired_with_the_currency_of_another_account() -> None:
    world = later(World()).thing("loan", "Loan")
    world.says("old", "loan", "Loan", amountAtMost="600", currency="USD")
    world.says("new", "loan", "Loan", amountAtMost="3000", currency="BRL", amountAtLeast="3000")
    values = world.knowledge().claims[iri("loan")].values
    assert (values["amountAtMost"], values["currency"]) == ((Decimal("3000.0"),), ("BRL",))


def test_a_share_is_never_shown_with_the_certainty_of_a_voice_that_does_not_state_it() -> None:
    world = party(World())
    told(world, ("filing", {"certainty": "stated-by-party"}), ("report", exact("0.51") | {"certainty": "alleged"}))
    claim = world.knowledge().claims[iri(NODE)]
    assert claim.share.is_exact
    assert claim.concept("certainty") == "alleged"
    assert claim.used["certainty"] == (ACCOUNT + "report", "weakest")


def test_each_group_is_decided_by_itself() -> None:
    says = (("old", exact("0.1") | {"startEarliest": "2020-01-01"}), ("new", exact("0.2")))
    claim = told(later(World()), *says).knowledge().claims[iri(NODE)]
    assert claim.share == Share(Decimal("0.2"), Decimal("0.2"))
    assert str(claim.when("start").earliest) == "2020-01-01"
    assert set(claim.used) == {"share"}


def test_a_property_of_many_values_is_the_union_of_all_accounts() -> None:
    world = later(World()).thing("deal", "Memorandum").thing("a").thing("b")
    world.says("old", "deal", "Memorandum", hasSignatory="a").says("new", "deal", "Memorandum", hasSignatory="b")
    claim = world.knowledge().claims[iri("deal")]
    assert (claim.iris("hasSignatory"), claim.used) == ((iri("a"), iri("b")), {})


def test_the_holders_of_a_joint_stake_are_taken_together_from_one_account() -> None:
    world = later(World()).thing("a").thing("b").thing("c").thing("held").thing(NODE, "Stake")
    world.says("old", NODE, "Stake", isHeldBy=("a", "b"), isStakeIn="held")
    world.says("new", NODE, "Stake", isHeldBy=("a", "c"), isStakeIn="held")
    knowledge = world.knowledge()
    assert knowledge.claims[iri(NODE)].iris("isHeldBy") == (iri("a"), iri("c"))
    assert used(knowledge, "holders") == ("new", "later")


def test_every_account_stays_readable_whatever_is_used() -> None:
    claim = told(later(World()), ("old", exact("0.1")), ("new", exact("0.2"))).knowledge().claims[iri(NODE)]
    assert [s.values["shareAtMost"] for s in claim.statements] == [(Decimal("0.2"),), (Decimal("0.1"),)]
    assert [a.removeprefix(ACCOUNT) for a in claim.accounts] == ["new", "old"]


def test_an_account_that_is_not_described_still_counts_last() -> None:
    world = told(later(World()), ("old", exact("0.1")))
    world.claims["ghost"] = [s.replace("0.1", "0.3") for s in world.claims["old"]]
    world.described["ghost"] = ("ghost", "")
    assert used(world.knowledge())[0] == "old"


slugs = st.sampled_from(("one", "two", "three", "four"))


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Up to four accounts of any standing, each with bounds of its own."""
    world = World()
    for slug in sorted(draw(st.sets(slugs, min_size=2))):
        day = draw(st.sampled_from(("2026-02-03", "2026-02-04")))
        section = draw(st.sampled_from(("body", "summary", "quoted")))
        world.account(slug, day, section=section, party=draw(st.booleans()))
        low, high = sorted((draw(st.integers(0, 9)), draw(st.integers(0, 9))))
        names = draw(st.sampled_from((("shareAtLeast", "shareAtMost"), ("shareAbove",), ("shareBelow",))))
        texts = {"shareAtLeast": f"0.{low}", "shareAtMost": f"0.{high}", "shareAbove": f"0.{low}", "shareBelow": "0.95"}
        told(world, (slug, {name: texts[name] for name in names}))
    return world


@given(worlds())
def test_the_share_in_use_is_always_the_share_of_one_account(world: World) -> None:
    claim = world.knowledge().claims[iri(NODE)]
    names = GROUPS["share"]
    in_use = {name: claim.values[name] for name in names if name in claim.values}
    assert in_use in [{n: s.values[n] for n in names if n in s.values} for s in claim.statements]


@given(worlds())
def test_order_in_never_changes_what_is_used(world: World) -> None:
    forward, backward = world.knowledge().claims[iri(NODE)], world.knowledge(order=-1).claims[iri(NODE)]
    assert (forward.values, forward.used) == (backward.values, backward.used)


@given(worlds())
def test_what_is_used_stays_in_use_when_a_loser_is_left_out(world: World) -> None:
    claim = world.knowledge().claims[iri(NODE)]
    if "share" in claim.used:
        winner, _ = claim.used["share"]
        loser = next(a for a in claim.accounts if a != winner)
        without = world.knowledge(without=(loser.removeprefix(ACCOUNT),)).claims[iri(NODE)]
        assert without.share == claim.share


def test_a_group_holds_only_properties_that_exist_and_none_twice() -> None:
    names = [name for group in GROUPS.values() for name in group]
    assert len(names) == len(set(names))
    assert set(GROUP_OF) == {getattr(RG, name) for name in names}


def test_every_property_that_can_have_one_value_is_resolved() -> None:
    resolver = Resolver(World().stake("a", "b").dataset())
    for name in ("certainty", "stage", "bindingness", "interestMargin", "statement", "isDone", "isMet", "outcome"):
        assert resolver.is_single(getattr(RG, name)), name


def test_numbers_are_compared_by_value_and_not_as_written() -> None:
    world = told(order(World()), ("one", exact("0.25")), ("two", exact("0.250")))
    assert "share" not in world.knowledge().claims[iri(NODE)].used


@pytest.mark.parametrize("last", ("2", "20"))
def test_numbers_that_differ_in_a_late_digit_differ(last: str) -> None:
    long = "0." + 30 * "3"
    world = told(order(World()), ("one", exact(long + "1")), ("two", exact(long + last)))
    assert world.knowledge().claims[iri(NODE)].used["share"][1] == "order"
