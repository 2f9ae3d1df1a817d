"""A picture shows what is in force on its day, says what it leaves out, and never lets a trail end at its own rim."""

import datetime as dt
from pathlib import Path

import pytest
from terminal import run
from world import Values, World, iri

from regraph.model.knowledge import Knowledge
from regraph.model.lookup import entity
from regraph.model.scenario import Scenario, included
from regraph.names import ACCOUNT, SOURCE, local
from regraph.page.edges import STRENGTH, Edge, compact
from regraph.page.panel.detail import edge_detail
from regraph.page.picture import FAMILIES, Picture, picture_of

DAY = dt.date(2026, 2, 10)


def picture(world: World, *about: str, depth: int = 2, include: str = "", exclude: str = "") -> Picture:
    frame = Scenario(DAY, included((include,)), frozenset(filter(None, (exclude,))))
    return picture_of(world.knowledge(), tuple(map(iri, about)), frame, depth)


def shown(found: Picture) -> list[str]:
    return sorted(local(node.iri) for node in found.nodes)


def only(found: Picture) -> Edge:
    (edge,) = found.edges
    return edge


def sides(edge: Edge) -> tuple[list[str], list[str]]:
    return tuple([local(end.node) for end in edge.ends if end.above is above] for above in (True, False))  # type: ignore[return-value]


def chain(*slugs: str) -> World:
    world = World()
    for upper, lower in zip(slugs, slugs[1:], strict=False):
        world.stake(upper, lower, "0.5")
    return world


def claim(kind: str, **values: Values) -> World:
    """One claim `x` of a lender or holder `a` and a borrower or thing held, `b`."""
    world = World().thing("a").thing("b")
    return world.claim("x", kind, "news", **values)


def stake(**values: Values) -> World:
    return claim("Stake", isHeldBy="a", isStakeIn="b", **values)


def test_a_picture_of_everything_holds_everything_that_is_joined() -> None:
    assert shown(picture(chain("a", "b", "c").thing("alone"))) == ["a", "b", "c"]


@pytest.mark.parametrize(("depth", "expected"), [(0, ["a"]), (1, ["a", "b"]), (2, ["a", "b", "c"])])
def test_depth_counts_relations_downward(depth: int, expected: list[str]) -> None:
    assert shown(picture(chain("a", "b", "c", "d"), "a", depth=depth)) == (expected if depth else [])


def test_owners_are_followed_to_the_end_of_their_trail_whatever_the_depth() -> None:
    assert shown(picture(chain("a", "b", "c", "d", "e"), "e", depth=1)) == ["a", "b", "c", "d", "e"]


def test_owners_in_a_ring_end() -> None:
    assert shown(picture(chain("a", "b", "c", "a"), "a", depth=0)) == ["a", "b", "c"]


def world_with_a_hub() -> World:
    world = World().thing("big-state", "State").stake("big-state", "mine-a").stake("big-state", "mine-b")
    return world.stake("mine-b", "shop")


def test_a_state_is_shown_but_not_walked_through() -> None:
    assert shown(picture(world_with_a_hub(), "mine-a", depth=3)) == ["big-state", "mine-a"]


def test_a_state_that_was_asked_for_is_walked_through() -> None:
    assert shown(picture(world_with_a_hub(), "big-state", depth=2)) == ["big-state", "mine-a", "mine-b", "shop"]


def test_a_thing_says_how_many_of_its_relations_are_not_drawn() -> None:
    found = picture(chain("a", "b", "c", "d"), "a", depth=1)
    assert {local(node.iri): node.more for node in found.nodes} == {"a": 0, "b": 1}


def test_a_joint_holding_is_one_edge_with_all_its_holders() -> None:
    world = World().stake("a+b", "c").stake("a", "elsewhere")
    edge = only(picture(world, "c", depth=1))
    assert sides(edge) == (["a", "b"], ["c"])
    assert edge.joint


def test_a_joint_holding_is_whole_even_where_one_holder_is_beyond_the_depth() -> None:
    world = World().stake("a", "x").stake("a+b", "c")
    assert shown(picture(world, "x", depth=2)) == ["a", "b", "c", "x"]


def test_a_bound_is_told_as_a_range() -> None:
    world = claim("Stake", isHeldBy=("a", "c"), isStakeIn="b", shareAbove="0.5").thing("c")
    assert only(picture(world)).caption == ("stake", "above 50 % up to 100 % held jointly")


def test_a_share_that_nobody_states_is_said_so_and_listed_as_unknown() -> None:
    found = picture(stake())
    assert only(found).caption == ("stake", "share not stated")
    assert [u.text for u in found.unknowns if u.group.startswith("Shares")] == ["A in B"]


def test_the_trail_of_owners_ends_in_words() -> None:
    found = picture(chain("a", "b"))
    assert [(u.text, local(u.about)) for u in found.unknowns] == [("The sources name no owner of A.", "a")]


def test_a_stated_absence_is_listed_with_what_it_is_about() -> None:
    world = stake(shareAtLeast="0.5", shareAtMost="0.5")
    world.says("news", "gap", "Absence", isAbout="b", statement="The price is not disclosed.")
    assert ("The price is not disclosed.", "b") in [(u.text, local(u.about)) for u in picture(world).unknowns]


def test_parallel_relations_are_both_drawn() -> None:
    world = chain("a", "b").claim("loan", "Loan", "news", hasLender="a", hasBorrower="b", stage="in-force")
    assert [(edge.via, sides(edge)) for edge in picture(world).edges] == [
        ("finance", (["a"], ["b"])),
        ("ownership", (["a"], ["b"])),
    ]


NOT_THEN = [
    ({"startEarliest": "2027-01-01", "startLatest": "2027-12-31"}, "not in force on that day: "),
    ({"endEarliest": "2020-01-01", "endLatest": "2020-12-31"}, "not in force on that day: "),
]


@pytest.mark.parametrize(("values", "reason"), NOT_THEN, ids=["not yet", "no more"])
def test_what_is_not_in_force_on_the_day_is_left_out_and_counted(values: dict[str, Values], reason: str) -> None:
    found = picture(stake(**values))
    assert found.edges == ()
    (out,) = found.left_out
    assert (local(out.claim), out.reason.startswith(reason), out.reason[len(reason) :] != "") == ("x", True, True)


def test_what_is_excluded_is_left_out_and_counted() -> None:
    found = picture(stake(certainty="alleged"), exclude="alleged")
    assert (found.edges, [local(out.claim) for out in found.left_out]) == ((), ["x"])


def test_what_is_left_out_far_away_is_not_counted() -> None:
    world = chain("a", "b", "c", "d", "e")
    world.stake("e", "f", "0.1", "news", startEarliest="2027-01-01", startLatest="2027-01-01")
    assert picture(world, "a", depth=1).left_out == ()
    assert len(picture(world, "e", depth=1).left_out) == 1


LOOKS = [
    ({}, "solid", "", False),
    ({"certainty": "stated-by-party"}, "solid", "", False),
    ({"certainty": "alleged"}, "solid", "alleged", True),
    ({"certainty": "under-investigation"}, "solid", "under investigation", True),
    ({"certainty": "denied"}, "dotted", "denied", True),
    ({"stage": "proposed"}, "dashed", "proposed", False),
    ({"stage": "reported-talks"}, "dashed", "reported talks", False),
    ({"stage": "signed", "bindingness": "non-binding"}, "dashed", "signed, non-binding", False),
    ({"bindingness": "conditional"}, "dashed", "conditional", False),
    ({"stage": "terminated"}, "dotted", "terminated", False),
    ({"startEarliest": "2026-01-01", "startLatest": "2026-12-31"}, "solid", "possibly", True),
    ({"certainty": "opinion", "stage": "announced"}, "dashed", "opinion, announced", True),
    (
        {"stage": "announced", "startEarliest": "2026-01-01", "startLatest": "2026-12-31"},
        "dashed",
        "possibly, announced",
        True,
    ),
]


@pytest.mark.parametrize(("values", "line", "mark", "doubted"), LOOKS, ids=lambda value: str(value)[:40])
def test_line_and_mark_say_how_sure_and_how_far(values: dict[str, Values], line: str, mark: str, doubted: bool) -> None:
    edge = only(picture(stake(**values)))
    assert (edge.line, edge.mark, edge.doubted) == (line, mark, doubted)


def test_an_option_is_dashed_and_its_size_is_no_share() -> None:
    edge = only(picture(claim("Option", isHeldBy="a", isInterestIn="b", shareBelow="0.5")))
    assert (edge.line, edge.caption, edge.mark) == ("dashed", ("option", "below 50 %"), "not exercised")


def test_what_counts_only_because_it_is_included_stays_dashed_and_says_so() -> None:
    edge = only(picture(claim("Option", isHeldBy="a", isInterestIn="b"), include="options"))
    assert (edge.line, edge.mark, edge.standing.counts) == ("dashed", "not exercised, counted here", True)


def test_a_deal_of_many_parties_is_one_edge_and_arrows_point_at_who_receives() -> None:
    world = claim("Loan", hasLender="a", hasBorrower="b", concerns="mine", stage="in-force").thing("mine", "Mine")
    edge = only(picture(world))
    assert sides(edge) == (["a"], ["b", "mine"])
    assert {local(end.node): end.arrow for end in edge.ends} == {"a": False, "b": True, "mine": False}


def test_a_buyer_of_shares_stands_above_and_a_buyer_of_goods_below() -> None:
    buys = claim("Acquisition", hasBuyer="b", hasTarget="a", stage="in-force")
    goods = claim("Offtake", hasSeller="a", hasBuyer="b", stage="in-force")
    assert sides(only(picture(buys))) == (["b"], ["a"])
    assert sides(only(picture(goods))) == (["a"], ["b"])


def test_equal_parties_have_no_arrows() -> None:
    edge = only(picture(claim("Framework", hasSignatory=("a", "b"), stage="in-force")))
    assert (sides(edge), [end.arrow for end in edge.ends], edge.strength) == ((["a"], ["b"]), [False, False], 0)


def test_a_part_stands_below_its_whole() -> None:
    world = World().thing("pit", "Mine").thing("site", "Project").says("news", "pit", isPartOf="site")
    edge = only(picture(world))
    assert (sides(edge), edge.via, edge.caption) == ((["site"], ["pit"]), "asset", ("has as part",))


def test_one_holder_of_two_things_is_one_edge() -> None:
    world = claim("Stake", isHeldBy="a", isStakeIn=("b", "c"), shareAtLeast="0.4", shareAtMost="0.4").thing("c")
    edge = only(picture(world))
    assert (sides(edge), edge.caption) == ((["a"], ["b", "c"]), ("stake", "40 % of each"))


def test_a_source_a_claim_and_an_account_can_be_drawn() -> None:
    world = chain("a", "b").stake("c", "d", "0.1", "other")
    known = world.knowledge()
    for asked in (SOURCE + "other", ACCOUNT + "other", iri("stake-c-in-d")):
        assert shown(picture_of(known, (asked,), Scenario(DAY), 0)) == ["c", "d"]


def test_every_actor_and_asset_has_a_family(knowledge: Knowledge) -> None:
    known = {ancestor for ancestor, _ in FAMILIES}
    for kind, parents in knowledge.parents.items():
        if {"Actor", "Asset", "Programme"} & set(parents):
            assert known & {kind, *parents}, kind


def test_every_kind_of_relation_has_a_strength() -> None:
    assert {"ownership", "control", "option", "finance", "offtake", "deal", "role", "asset"} == set(STRENGTH)


def test_the_order_of_facts_changes_nothing() -> None:
    world = chain("a", "b", "c").stake("a+d", "c").claim("x", "Option", "other", isHeldBy="d", isInterestIn="b")
    frame = Scenario(DAY)
    assert picture_of(world.knowledge(), (), frame) == picture_of(world.knowledge(order=-1), (), frame)


def test_the_trail_from_the_chinese_state_to_the_mawei_concession_is_whole(knowledge: Knowledge) -> None:
    about = entity(knowledge, "Mawei heavy mineral sands concession")
    found = picture_of(knowledge, (about,), Scenario(DAY), 1)
    assert {
        "chinese-state",
        "hainan-international-resources",
        "shandong-zhaojin-ruining-mining-industries",
        "xinjin-international",
    } <= {local(node.iri) for node in found.nodes}
    joint = next(edge for edge in found.edges if edge.joint)
    assert (len(sides(joint)[0]), joint.caption) == (2, ("stake", "above 50 % up to 100 % held jointly"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("USD 565,000,000", "USD 565 million"),
        ("up to USD 1,600,000,000", "up to USD 1.6 billion"),
        ("USD 1,234,567", "USD 1,234,567"),
        ("USD 12,345", "USD 12,345"),
        ("USD 1,010,000,000", "USD 1.01 billion"),
        ("USD 9,999,990,000", "USD 9,999.99 million"),
        ("USD 2,000,000,000,000", "USD 2,000 billion"),
        (f"USD {10**31 + 1:,}", f"USD {10**31 + 1:,}"),
        (f"USD {10**31:,}", f"USD {10**22:,} billion"),
        ("EUR 1,000,000 to 2,500,000", "EUR 1 million to 2.5 million"),
        ("USD 1,000,000.5", "USD 1,000,000.5"),
    ],
)
def test_a_round_sum_is_said_in_words_and_never_rounded(text: str, expected: str) -> None:
    assert compact(text) == expected


def test_nothing_to_draw_ends_with_a_line_and_writes_nothing(tmp_path: Path) -> None:
    place = tmp_path
    facts = stake(startEarliest="2027-01-01", startLatest="2027-01-01").write(place / "facts")
    found = run("graph", "b", "--as-of", "2026-02-10", "-o", str(place / "page.html"), facts=facts)
    assert (found.status, found.out, (place / "page.html").exists()) == (1, "", False)
    assert found.err.startswith(
        "regraph: nothing to draw: the sources know no relation of B in force on 2026-02-10; 1 relation left out, the "
        "first: not in force on that day: it "
    )


def test_the_panel_says_where_accounts_differ_whose_value_is_used_and_why() -> None:
    about: dict[str, Values] = {"hasSeller": "a", "hasBuyer": "b", "stage": "in-force"}
    world = World().thing("a").thing("b").account("body").account("box", source="body", section="summary")
    world.claim("x", "Offtake", "body", **about, endEarliest="2026-12-31", endLatest="2026-12-31")
    world.says("box", "x", "Offtake", **about, endEarliest="2025-12-01", endLatest="2025-12-31")
    known = world.knowledge()
    found = edge_detail(known, only(picture_of(known, (), Scenario(DAY))))
    assert found["differences"] == [
        {
            "on": "end",
            "used": ACCOUNT + "body",
            "rule": "body over summary box",
            "said": [
                [ACCOUNT + "body", "2026-12-31"],
                [ACCOUNT + "box", "2025-12"],
            ],
        }
    ]
    assert found["sources"] == [(ACCOUNT + "body", ("100–150",)), (ACCOUNT + "box", ("200–250",))]
