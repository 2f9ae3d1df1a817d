"""Owners and holdings: published examples, every chain added up by hand, and nothing counted that is not held."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from world import Values, World, iri

from regraph.analysis import ownership
from regraph.analysis.counting import JOINT
from regraph.analysis.integrated.wholes import whole_of
from regraph.analysis.ownership import CONVENTION, Holding, Ownership, holdings_of, owners_of
from regraph.model.scenario import Scenario, Status, included
from regraph.model.share import Share

DAY = dt.date(2026, 2, 10)


def scenario(*include: str, day: dt.date = DAY) -> Scenario:
    return Scenario(day, included(include))


def owners(world: World, held: str, *include: str, day: dt.date = DAY) -> Ownership:
    return owners_of(world.knowledge(), iri(held), scenario(*include, day=day))


def shares(answer: Ownership) -> dict[str, str]:
    """Who has how much, in words; a joint holding under its members joined by `+`."""
    return {name(h): "no share" if h.share is None else h.share.text() for h in answer.holdings}


def name(holding: Holding) -> str:
    slugs = [node.rsplit("/", 1)[-1] for node in holding.members or (holding.holder,)]
    return "+".join(slugs)


def of_stakes(*stakes: tuple[str, str, str]) -> World:
    """A world of stakes: holders, held, share."""
    world = World()
    for holder, held, share in stakes:
        world.stake(holder, held, share)
    return world


PUBLISHED = {
    # South Africa, regulations under the Electronic Communications Act 2005 on ownership by historically disadvantaged
    # groups (Notice 170), clause 4.1: 40 % x 70 % = 28 %.
    "a chain": (
        (("individual", "company-a", "0.4"), ("company-a", "licensee", "0.7")),
        "licensee",
        {"company-a": "70 %", "individual": "28 %"},
    ),
    # The same, clause 4.2: 40 % x 70 % x 20 %, printed there as 4 % by a slip: the product is 5.6 %.
    "a longer chain": (
        (("individual", "company-a", "0.4"), ("company-a", "company-b", "0.7"), ("company-b", "licensee", "0.2")),
        "licensee",
        {"company-b": "20 %", "company-a": "14 %", "individual": "5.6 %"},
    ),
    # United Kingdom, Corporation Tax Act 2010, sections 1155-1157, with the figures of the tax authority's guidance:
    # A owns 60 % of C directly and 90 % x 40 % of it through B, added together 96 %.
    "direct and indirect": (
        (("company-a", "company-b", "0.9"), ("company-a", "company-c", "0.6"), ("company-b", "company-c", "0.4")),
        "company-c",
        {"company-a": "96 %", "company-b": "40 %"},
    ),
    # Telpay, FINTRAC: what is a beneficial owner and how to determine structure, scenario 2.
    "two companies between": (
        (("person-1", "company-z", "0.7"), ("person-2", "company-b", "1"), ("company-b", "company-z", "0.1"),
         ("person-2", "company-c", "0.8"), ("person-3", "company-c", "0.2"), ("company-c", "company-z", "0.2")),
        "company-z",
        {"person-1": "70 %", "company-b": "10 %", "company-c": "20 %", "person-2": "26 %", "person-3": "4 %"},
    ),
    # Airwallex, How to calculate beneficial ownership percentage for Canadian businesses, first example.
    "four individuals": (
        (("x", "company-a", "0.25"), ("company-b", "company-a", "0.25"), ("w", "company-b", "1"),
         ("company-c", "company-a", "0.5"), ("y", "company-c", "0.9"), ("z", "company-c", "0.1")),
        "company-a",
        {"x": "25 %", "company-b": "25 %", "company-c": "50 %", "w": "25 %", "y": "45 %", "z": "5 %"},
    ),
    # The same, second example: 50 % x 30 % + 80 % x 25 %.
    "spread over two": (
        (("q", "company-d", "0.5"), ("company-d", "company-x", "0.3"), ("q", "company-e", "0.8"),
         ("company-e", "company-x", "0.25")),
        "company-x",
        {"company-d": "30 %", "company-e": "25 %", "q": "35 %"},
    ),
    # Anaplan community, How to calculate intercompany ownership: entity 4 wholly by three ways, 25 % + 50 % + 25 %.
    "three ways": (
        (("one", "two", "0.5"), ("one", "three", "1"), ("three", "two", "0.5"), ("two", "four", "0.5"),
         ("three", "four", "0.5")),
        "four",
        {"two": "50 %", "three": "75 %", "one": "100 %"},
    ),
    # OFAC, FAQ 401, example 2. OFAC counts 25 % + 25 % whole, since it takes a half as all; an owner's share is half of
    # that, which is why `owners` and a screening rule must not be mixed up.
    "the structure of a screening rule": (
        (("x", "entity-a", "0.5"), ("x", "entity-b", "0.5"), ("entity-a", "entity-c", "0.25"),
         ("entity-b", "entity-c", "0.25")),
        "entity-c",
        {"entity-a": "25 %", "entity-b": "25 %", "x": "25 %"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", PUBLISHED)
def test_a_published_example_comes_out_as_published(case: str) -> None:
    stakes, held, expected = PUBLISHED[case]
    assert shares(owners(of_stakes(*stakes), held)) == expected


@pytest.mark.parametrize("case", PUBLISHED)
def test_holdings_are_owners_seen_from_above(case: str) -> None:
    stakes, held, expected = PUBLISHED[case]
    knowledge = of_stakes(*stakes).knowledge()
    for holder, share in expected.items():
        answer = holdings_of(knowledge, iri(holder), scenario())
        assert share in [h.share.text() for h in answer.holdings if h.held == iri(held) and h.share]


def test_a_joint_holding_holds_every_published_reading_of_it() -> None:
    # Explanatory Notes to the Small Business, Enterprise and Employment Act 2015, 501-502: A and B have a joint
    # interest in 26 % of company Y, and each is treated as holding 26 %. Joint tenants may as well have 13 % each, or
    # one of them nothing: nobody says.
    answer = owners(of_stakes(("a+b", "company-y", "0.26")), "company-y")
    assert shares(answer) == {"a+b": "26 %", "a": "up to 26 %", "b": "up to 26 %"}
    each = next(h.share for h in answer.holdings if name(h) == "a")
    assert each == Share(Decimal(0), Decimal("0.26"))


def test_a_ring_of_stakes_is_counted_once_around_and_the_answer_names_its_convention() -> None:
    # Elliott, Golub and Jackson, Financial Networks and Contagion, American Economic Review 104 (2014): two
    # organisations that own half of each other. Dividends that go round without end would give the outside owner of
    # each 2/3 of its own and 1/3 of the other; chains without repetition give 1/2 and 1/4.
    world = of_stakes(("p", "one", "0.5"), ("two", "one", "0.5"), ("q", "two", "0.5"), ("one", "two", "0.5"))
    assert shares(owners(world, "one")) == {"p": "50 %", "two": "50 %", "q": "25 %"}
    assert CONVENTION == "simple-paths"


def test_a_joint_majority_is_jointly_a_majority_and_singly_anything() -> None:
    world = World().stake("a+b", "beta", "", "news", shareAbove="0.5").stake("beta", "mine", "0.4")
    assert shares(owners(world, "mine")) == {
        "beta": "40 %",
        "a+b": "above 20 % up to 40 %",
        "a": "up to 40 %",
        "b": "up to 40 %",
    }


def test_a_joint_holding_is_one_hop() -> None:
    world = of_stakes(("state", "a", "1"), ("a+b", "beta", "0.6"))
    found = {name(h): (h.distance, h.direct) for h in owners(world, "beta").holdings}
    assert found == {"a+b": (1, True), "a": (1, True), "b": (1, True), "state": (2, False)}


def test_holdings_list_what_is_held_and_never_a_group_of_holders() -> None:
    knowledge = of_stakes(("state", "a", "1"), ("a+b", "beta", "0.6")).knowledge()
    answer = holdings_of(knowledge, iri("state"), scenario())
    assert [(h.held, h.distance) for h in answer.holdings] == [(iri("a"), 1), (iri("beta"), 2)]
    assert not any(h.held.startswith(JOINT) for h in answer.holdings)


def unlike_stake(kind: str, **values: Values) -> World:
    """A stake of 10 %, and another interest of another holder beside it."""
    world = World().stake("a", "beta", "0.1").thing("other")
    return world.claim("x", kind, "news", isHeldBy="other", isInterestIn="beta", **values)


@pytest.mark.parametrize("kind", ("Option", "Warrant", "Convertible"))
def test_an_option_is_never_counted_by_default_and_stands_beside(kind: str) -> None:
    world = unlike_stake(kind, shareBelow="0.5", bindingness="binding")
    answer = owners(world, "beta")
    assert shares(answer) == {"a": "10 %"}
    assert [(a.relation.claim, a.standing.status) for a in answer.beside] == [(iri("x"), Status.BESIDE)]


@pytest.mark.parametrize("kind", ("Option", "Warrant", "Convertible"))
def test_an_option_that_is_included_counts_as_the_interval_it_is(kind: str) -> None:
    answer = owners(unlike_stake(kind, shareBelow="0.5", bindingness="binding"), "beta", "options")
    assert shares(answer) == {"a": "10 %", "other": "below 50 %"}
    assert answer.beside == ()


@pytest.mark.parametrize("kind", ("BoardRight", "Operatorship", "Royalty", "Stream"))
def test_a_mere_right_is_no_ownership_and_stands_beside(kind: str) -> None:
    answer = owners(unlike_stake(kind), "beta")
    assert shares(answer) == {"a": "10 %"}
    assert [a.relation.kind for a in answer.beside] == [kind]


@pytest.mark.parametrize("kind", ("Control", "StateLink"))
def test_control_and_links_lead_on_but_carry_no_share(kind: str) -> None:
    more: dict[str, Values] = {"linkKind": "linked-to"} if kind == "StateLink" else {}
    world = unlike_stake(kind, **more).stake("above", "other", "0.5")
    assert shares(owners(world, "beta")) == {"a": "10 %", "other": "no share", "above": "no share"}


def test_votes_are_not_added_to_shares() -> None:
    world = World().stake("a", "beta", "0.3")
    world.claim(
        "votes", "VotingRight", "news", isHeldBy="a", isInterestIn="beta", shareAtLeast="0.51", shareAtMost="0.51"
    )
    assert shares(owners(world, "beta")) == {"a": "30 %"}
    votes_alone = World().thing("a").thing("beta")
    votes_alone.claim("votes", "VotingRight", "news", isHeldBy="a", isInterestIn="beta", shareAtLeast="0.51")
    assert shares(owners(votes_alone, "beta")) == {"a": "no share"}


def test_a_parent_whose_stake_is_known_holds_that_stake_and_no_more() -> None:
    world = (
        World().stake("a", "beta", "0.9").claim("parentage", "Parentage", "news", hasParent="a", hasSubsidiary="beta")
    )
    assert shares(owners(world, "beta")) == {"a": "90 %"}


def test_a_parent_whose_percentage_nobody_states_holds_an_unknown_share() -> None:
    world = (
        World().thing("a").thing("beta").claim("parentage", "Parentage", "news", hasParent="a", hasSubsidiary="beta")
    )
    assert shares(owners(world, "beta")) == {"a": "not stated"}


def held_interest() -> World:
    """Forty per cent of somebody's interests in a mine, not of the mine."""
    world = World().thing("glencore").thing("mine", "Mine").thing("interests", "HeldInterest")
    return world.says("news", "interests", isInterestOf="glencore", isHoldingIn="mine")


def test_forty_per_cent_of_somebodys_interests_leave_him_sixty() -> None:
    world = held_interest().stake("orion", "interests", "0.4")
    assert shares(owners(world, "interests")) == {"glencore": "60 %", "orion": "40 %"}


def test_forty_per_cent_of_somebodys_interests_are_not_forty_per_cent_of_the_mine() -> None:
    world = held_interest().stake("orion", "interests", "0.4")
    assert shares(owners(world, "mine"))["orion"] == "up to 40 %"
    assert shares(owners(world, "mine"))["glencore"] == "up to 60 %"


def test_interests_of_which_nothing_is_counted_away_stay_whole() -> None:
    world = held_interest().stake("orion", "interests", "0.4", "news", stage="proposed", bindingness="non-binding")
    assert shares(owners(world, "interests")) == {"glencore": "100 %"}
    assert shares(owners(world, "interests", "proposed", "non-binding")) == {"glencore": "60 %", "orion": "40 %"}


def shares_beside_warrants(**stage: str) -> World:
    """A stake and warrants whose bounds are of both together."""
    both: dict[str, Values] = {"shareAtLeast": "0.08", "shareAtMost": "0.16"}
    world = World().thing("us").thing("beta").thing("stake", "Stake").thing("warrants", "Warrant")
    world.says(
        "news", "stake", "Stake", isHeldBy="us", isStakeIn="beta", isShareTogetherWith="warrants", **both, **stage
    )
    return world.says(
        "news",
        "warrants",
        "Warrant",
        isHeldBy="us",
        isInterestIn="beta",
        isShareTogetherWith="stake",
        bindingness="binding",
        **both,
    )


def test_bounds_of_two_interests_together_say_nothing_of_the_least_of_one() -> None:
    assert shares(owners(shares_beside_warrants(), "beta")) == {"us": "up to 16 %"}


def test_bounds_of_two_interests_together_are_counted_once() -> None:
    answer = owners(shares_beside_warrants(), "beta", "options")
    assert shares(answer) == {"us": "8 % to 16 %"}


def test_warrants_alone_have_no_least_share_of_their_own() -> None:
    world = shares_beside_warrants(stage="proposed")
    assert shares(owners(world, "beta", "options")) == {"us": "up to 16 %"}


def test_stakes_that_add_up_past_all_are_reported() -> None:
    world = of_stakes(("a", "beta", "0.7"), ("b", "beta", "0.6"))
    whole = whole_of(world.knowledge(), scenario(), iri("beta"), True)
    assert whole is not None
    assert (whole.least, whole.is_overfull, whole.known.text()) == (Decimal("1.3"), True, "100 %")


@pytest.mark.parametrize("more", (("b", "0.3"), ("b+c", "0.3")), ids=("whole", "joint"))
def test_stakes_that_add_up_to_all_are_not_reported(more: tuple[str, str]) -> None:
    knowledge = of_stakes(("a", "beta", "0.7"), (more[0], "beta", more[1])).knowledge()
    whole = whole_of(knowledge, scenario(), iri("beta"), True)
    assert whole is not None
    assert (whole.least, whole.is_overfull) == (Decimal("1.0"), False)


def test_a_search_that_ran_out_of_its_budget_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    names = "abcdefg"
    world = of_stakes(*((x, y, "0.1") for x in names for y in names if x < y))
    assert not owners(world, "g").clipped
    monkeypatch.setattr(ownership, "BUDGET", 10)
    assert owners(world, "g").clipped


TRAILS: tuple[tuple[str, dict[str, Values], str], ...] = (
    ("Person", {}, "Top is a natural person"),
    ("State", {}, "Top is a state"),
    ("Company", {}, "the sources name no owner of Top"),
    (
        "UnknownParty",
        {"unknownBecause": "buyers are not named"},
        "Top is not named by the sources: buyers are not named",
    ),
)


@pytest.mark.parametrize(("kind", "values", "expected"), TRAILS, ids=[t[0] for t in TRAILS])
def test_a_trail_says_why_it_ends(kind: str, values: dict[str, Values], expected: str) -> None:
    world = World().thing("top", kind, "Top", **values).stake("top", "beta", "0.5").stake("beta", "mine", "1")
    (chain,) = owners(world, "mine").chains
    assert chain.end == expected
    assert [hop.relation.source for hop in chain.hops] == [iri("top"), iri("beta")]


def test_a_thing_without_any_owner_says_so() -> None:
    answer = owners(World().thing("beta", "Company", "Beta"), "beta")
    assert (answer.holdings, answer.chains, answer.trail_end) == ((), (), "the sources name no owner of Beta")


def test_a_thing_whose_owners_all_stand_beside_says_so() -> None:
    world = World().thing("beta", "Company", "Beta").stake("a", "beta", "0.5", "news", stage="proposed")
    answer = owners(world, "beta")
    assert answer.trail_end == "no owner of Beta is counted; what stands beside says more"


def test_what_was_not_yet_in_force_on_the_day_is_not_counted() -> None:
    world = World().stake("a", "beta", "0.5", "news", startEarliest="2023-01-01", startLatest="2025-12-31")
    assert shares(owners(world, "beta", day=dt.date(2022, 12, 31))) == {}
    early = owners(world, "beta", day=dt.date(2024, 6, 30))
    assert [(name(h), h.possible) for h in early.holdings] == [("a", True)]
    assert [h.possible for h in owners(world, "beta").holdings] == [False]


def test_the_weakest_claim_of_the_best_chain_is_named() -> None:
    world = World().stake("a", "b", "0.5", "news", certainty="alleged").stake("b", "c", "0.5")
    (far,) = [h for h in owners(world, "c").holdings if name(h) == "a"]
    assert far.weakest == iri("stake-a-in-b")


def test_two_accounts_of_one_stake_are_one_stake() -> None:
    world = World().stake("a", "beta", "0.5", "one")
    world.says("two", "stake-a-in-beta", "Stake", isHeldBy="a", isStakeIn="beta", shareAtLeast="0.5", shareAtMost="0.5")
    assert shares(owners(world, "beta")) == {"a": "50 %"}


@st.composite
def stakes(draw: st.DrawFn) -> list[tuple[str, str, str]]:
    """Exact stakes among up to five companies, rings included; nobody holds himself."""
    names = "abcde"[: draw(st.integers(2, 5))]
    pairs = draw(st.lists(st.sampled_from([(x, y) for x in names for y in names if x != y]), unique=True, max_size=9))
    return [(x, y, f"0.{draw(st.integers(1, 9))}") for x, y in pairs]


def chains(found: list[tuple[str, str, str]], holder: str, held: str, seen: str = "") -> Iterator[Fraction]:
    """The product along every chain without repetition, by walking on wherever one has not been."""
    for x, y, share in found:
        if x == holder and y == held:
            yield Fraction(share)
        elif x == holder and y not in seen + holder:
            yield from (Fraction(share) * rest for rest in chains(found, y, held, seen + holder))


@given(stakes())
def test_integrated_shares_are_what_adding_up_every_chain_gives(found: list[tuple[str, str, str]]) -> None:
    world = of_stakes(*found).thing("e").thing("a")
    answer = owners(world, "e")
    expected = {x: min(sum(chains(found, x, "e"), Fraction(0)), Fraction(1)) for x in "abcd"}
    actual = {name(h): h.share for h in answer.holdings}
    assert {x: Fraction(s.low) for x, s in actual.items() if s} == {x: s for x, s in expected.items() if s}
    assert all(s and s.is_exact for s in actual.values())
    assert {name(h): h.chains for h in answer.holdings} == {
        x: len(list(chains(found, x, "e"))) for x in "abcd" if expected[x]
    }


@given(stakes())
def test_up_and_down_give_the_same_share(found: list[tuple[str, str, str]]) -> None:
    knowledge = of_stakes(*found).thing("e").thing("a").knowledge()
    up = {h.holder: h.share for h in owners_of(knowledge, iri("e"), scenario()).holdings}
    down = holdings_of(knowledge, iri("a"), scenario()).holdings
    assert [h.share for h in down if h.held == iri("e")] == ([up[iri("a")]] if iri("a") in up else [])


@given(stakes(), st.data())
def test_the_true_share_stays_inside_when_stakes_are_only_known_as_bounds(
    found: list[tuple[str, str, str]], data: st.DataObject
) -> None:
    true = of_stakes(*found).thing("e")
    vague = World().thing("e")
    for x, y, share in found:
        value = Decimal(share)
        low, high = data.draw(st.decimals(0, value, places=2)), data.draw(st.decimals(value, 1, places=2))
        vague.stake(x, y, "", "news", shareAtLeast=f"{low:f}", shareAtMost=f"{high:f}")
    exact = {name(h): h.share for h in owners(true, "e").holdings}
    bounds = {name(h): h.share for h in owners(vague, "e").holdings}
    assert set(exact) == set(bounds)
    for who, true_share in exact.items():
        inside = bounds[who]
        assert true_share and inside and inside.low <= true_share.low <= inside.high


@given(stakes())
def test_the_order_of_files_never_changes_the_answer(found: list[tuple[str, str, str]]) -> None:
    world = of_stakes(*found).thing("e")
    assert owners_of(world.knowledge(), iri("e"), scenario()) == owners_of(
        world.knowledge(order=-1), iri("e"), scenario()
    )
