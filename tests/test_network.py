"""The cheapest simple paths, the same as trying them all; and a search that was cut off says so."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regraph.graph.hubs import HUB_COST
from regraph.graph.network import paths_between
from regraph.graph.relations import Relation


def relation(source: str, target: str, claim: str = "", via: str = "ownership") -> Relation:
    return Relation(source, target, "Stake", via, claim or f"{source}-{target}", ("isHeldBy", "isStakeIn"))


def relations(*edges: str) -> list[Relation]:
    """Relations written `ab`, `bc`."""
    return [relation(*edge) for edge in edges]


def walked(found: tuple[tuple[str, ...], ...]) -> list[str]:
    return ["".join(path) for path in found]


def search(
    found: list[Relation],
    ends: str,
    bounds: tuple[int, int, int] = (6, 100, 400),
    cost: dict[str, float] | None = None,
    hubs: str = "",
) -> tuple[list[str], bool, int | None]:
    """The paths as words, whether the search was clipped, and the shortest."""
    costs = cost or {}
    answer = paths_between(found, ends[0], ends[1], lambda r: costs.get(r.claim, 1.0), hubs.__contains__, bounds)
    paths = tuple((path[0].start, *(step.end for step in path)) for path in answer.paths)
    return walked(paths), answer.clipped, answer.shortest


def test_paths_are_walked_against_the_direction_of_a_relation_too() -> None:
    assert search(relations("ab", "cb"), "ac") == (["abc"], False, 2)


def test_the_cheapest_path_comes_first_even_when_it_is_longer() -> None:
    found = search(relations("ab", "bc", "ac"), "ac", cost={"a-c": 3.0})
    assert found[0] == ["abc", "ac"]


def test_paths_of_equal_cost_come_in_the_order_of_their_names() -> None:
    assert search(relations("ac", "cd", "ab", "bd"), "ad")[0] == ["abd", "acd"]


def test_parallel_relations_stay_on_their_hop_best_evidenced_first() -> None:
    parallel = [relation("a", "b", "weak"), relation("b", "a", "strong")]
    answer = paths_between(parallel, "a", "b", lambda r: {"weak": 2.0, "strong": 1.0}[r.claim], lambda _: False)
    ((step,),) = answer.paths
    assert [r.claim for r in step.relations] == ["strong", "weak"]


def test_a_path_longer_than_asked_for_is_not_given_but_its_length_is() -> None:
    assert search(relations("ab", "bc", "cd"), "ad", (2, 5, 400)) == ([], False, 3)


@pytest.mark.parametrize("ends", ("ax", "xa", "xy"))
def test_things_that_nothing_connects_have_no_shortest_path(ends: str) -> None:
    assert search(relations("ab", "cd"), ends) == ([], False, None)


def test_things_in_two_separate_parts_are_not_connected() -> None:
    assert search(relations("ab", "cd"), "ad") == ([], False, None)


def test_a_path_through_a_hub_comes_after_every_path_around_it() -> None:
    found = search(relations("ah", "hb", "ax", "xy", "yz", "zb"), "ab", hubs="h")
    assert found[0] == ["axyzb", "ahb"]
    assert HUB_COST > 20


def test_a_hub_at_an_end_costs_nothing() -> None:
    assert search(relations("ah", "hb", "ab"), "ah", hubs="h")[0] == ["ah", "abh"]


def test_no_more_paths_than_asked_for_are_given() -> None:
    found, clipped, _ = search(relations("ab", "bd", "ac", "cd", "ad"), "ad", (6, 2, 400))
    assert (found, clipped) == (["ad", "abd"], False)


def complete(size: int) -> list[Relation]:
    names = "abcdefghij"[:size]
    return relations(*(x + y for x in names for y in names if x < y))


def test_a_search_that_was_cut_off_says_so() -> None:
    found, clipped, shortest = search(complete(8), "ah", (6, 1000, 50))
    assert (len(found), clipped, shortest) == (50, True, 1)


def test_a_search_that_spent_itself_on_paths_that_are_too_long_says_so() -> None:
    costs = {r.claim: 9.0 for r in complete(8) if r.source == "a" and r.target == "h"}
    found, clipped, _ = search(complete(8), "ah", (1, 5, 20), cost=costs)
    assert (found, clipped) == ([], True)


def test_a_search_that_looked_at_everything_was_not_cut_off() -> None:
    assert search(complete(5), "ae", (6, 1000, 400))[1] is False


def test_a_detour_through_the_parties_of_one_deal_is_no_path() -> None:
    deal = [relation(pair[0], pair[1], "deal", "deal") for pair in ("ab", "bc", "ac")]
    assert search(deal, "ac")[0] == ["ac"]


def test_a_detour_that_leans_twice_on_one_deal_beside_other_claims_is_no_path() -> None:
    deal = [relation(pair[0], pair[1], "deal", "deal") for pair in ("ab", "bc", "ac")]
    assert search([*deal, relation("a", "b", "other"), relation("b", "c", "another", "deal")], "ac")[0][0] == "ac"


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[Relation], dict[str, float], str]:
    """A small graph, the cost of each relation, and its hubs."""
    names = "abcdef"[: draw(st.integers(2, 6))]
    pairs = [x + y for x in names for y in names if x < y]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, min_size=1))
    turned = [pair if draw(st.booleans()) else pair[::-1] for pair in chosen]
    found = relations(*turned)
    costs = {r.claim: float(draw(st.integers(1, 9))) for r in found}
    return found, costs, draw(st.sampled_from(("", "c", "bc")))


def every_path(found: list[Relation], start: str, end: str) -> Iterator[str]:
    """Every simple path, by walking on wherever one has not been."""
    near = {
        node: {b for r in found for a, b in ((r.source, r.target), (r.target, r.source)) if a == node}
        for node in "abcdef"
    }

    def on(path: str) -> Iterator[str]:
        if path[-1] == end:
            yield path
            return
        for node in near[path[-1]] - set(path):
            yield from on(path + node)

    return on(start)


def price(path: str, costs: dict[str, float], hubs: str) -> float:
    paid = sum(costs.get(f"{a}-{b}", costs.get(f"{b}-{a}", 0.0)) for a, b in pairwise(path))
    return paid + HUB_COST * sum(node in hubs for node in path[1:-1])


@given(graphs(), st.integers(1, 5), st.integers(1, 8))
def test_the_search_finds_what_trying_all_paths_finds(
    graph: tuple[list[Relation], dict[str, float], str], max_hops: int, limit: int
) -> None:
    found, costs, hubs = graph
    every = sorted((price(p, costs, hubs), p) for p in every_path(found, "a", "b"))
    short = [(cost, path) for cost, path in every if len(path) - 1 <= max_hops]
    paths, clipped, shortest = search(found, "ab", (max_hops, limit, 10_000), costs, hubs)
    assert [price(p, costs, hubs) for p in paths] == [cost for cost, _ in short[:limit]]
    assert len(set(paths)) == len(paths)
    assert set(paths) <= {path for _, path in short}
    assert not clipped
    assert shortest == min((len(path) - 1 for _, path in every), default=None)


@given(graphs(), st.integers(1, 10))
def test_the_order_of_relations_never_changes_the_paths(
    graph: tuple[list[Relation], dict[str, float], str], limit: int
) -> None:
    found, costs, hubs = graph
    bounds = (6, limit, 400)
    assert search(found, "ab", bounds, costs, hubs) == search(found[::-1], "ab", bounds, costs, hubs)
