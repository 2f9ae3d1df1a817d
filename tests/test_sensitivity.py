"""What verdicts turn on: the smallest sets of claims, and what would have to be so."""

import datetime as dt

from world import World, iri

from regraph.analysis.control.doctrines import Bars, doctrines_named
from regraph.analysis.control.ground import Ground, ground
from regraph.analysis.control.sensitivity import LEAST, MOST, REMOVED, critical, who_could
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Scenario

MAJORITY = doctrines_named("majority", Bars())


def laid(world: World | Knowledge) -> Ground:
    knowledge = world.knowledge() if isinstance(world, World) else world
    return ground(knowledge, Scenario(dt.date(2026, 2, 10)), Bars())


def flips(world: World, company: str) -> list[tuple[str, list[tuple[str, str]], str]]:
    return [
        (f.verdict.controller.rsplit("/")[-1], [(c.claim.rsplit("/")[-1], c.how) for c in f.changes], f.would.word)
        for f in critical(laid(world), iri(company), MAJORITY)
    ]


def test_a_majority_turns_on_the_one_stake_that_makes_it() -> None:
    assert flips(World().stake("x", "a", "0.6").stake("y", "a", "0.1"), "a") == [
        ("x", [("stake-x-in-a", REMOVED)], "not known")
    ]


def test_where_no_single_claim_flips_a_verdict_two_together_are_named() -> None:
    world = World()
    for middle in ("p", "q", "r"):
        world.stake("x", middle, "1").stake(middle, "a", "0.3")
    found = [changes for who, changes, _ in flips(world, "a") if who == "x"]
    assert found and all(len(changes) == 2 for changes in found)
    assert [("stake-p-in-a", REMOVED), ("stake-q-in-a", REMOVED)] in found


def test_the_ends_of_a_bound_decide_a_possible_verdict() -> None:
    world = World().stake("x", "a", "", "news", shareAtLeast="0.4", shareAtMost="0.6")
    assert flips(world, "a") == [
        ("x", [("stake-x-in-a", REMOVED)], "not known"),
        ("x", [("stake-x-in-a", LEAST)], "no"),
        ("x", [("stake-x-in-a", MOST)], "yes"),
    ]


def could(world: World | Knowledge, company: str) -> dict[str, tuple[str, str]]:
    found = who_could(laid(world), iri(company), MAJORITY)
    return {c.would.controller.rsplit("/")[-1]: (c.would.word, c.condition) for c in found}


def test_a_stake_in_the_upper_part_of_its_bound_would_control() -> None:
    world = World().stake("x", "a", "", "news", shareAtLeast="0.4", shareAtMost="0.6")
    assert could(world, "a") == {"x": ("yes", "the share of “Stake X In A” (40 % to 60 %) is at its most")}


def test_an_option_that_were_exercised_would_control() -> None:
    world = World().thing("x").thing("a")
    world.claim("right", "Option", "news", isHeldBy="x", isInterestIn="a", shareAtLeast="0.6", shareAtMost="0.6")
    assert could(world, "a") == {"x": ("yes", "“Right” is counted (option not reported as exercised)")}


def test_a_joint_holder_would_control_if_all_were_its_own() -> None:
    found = could(World().stake("a+b", "beta", "", "news", shareAbove="0.5"), "beta")
    assert found["a"] == ("yes", "all that A and B jointly hold is its own")


def test_no_option_on_serra_verde_makes_a_majority(knowledge: Knowledge) -> None:
    assert could(knowledge, "serra-verde") == {}
