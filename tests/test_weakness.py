"""The weaker the evidence, the higher the cost: an order in which answers prefer paths, not a probability."""

from itertools import pairwise, product

import pytest
from world import Values, World, iri

from regraph.analysis.weakness import CERTAINTY_COST, STAGE_COST, weakness
from regraph.model.scenario import CERTAINTIES, ENDED, NOT_YET, Standing, Status
from regraph.names import BINDINGNESS, STAGE, local

COUNTED = Standing(Status.COUNTED, "")


def cost(status: Status = Status.COUNTED, /, **values: Values) -> float:
    knowledge = World().claim("x", "Stake", "news", **values).knowledge()
    return weakness(knowledge.claims[iri("x")], Standing(status, ""))


def test_every_certainty_and_every_stage_to_come_has_a_cost() -> None:
    assert set(CERTAINTY_COST) == set(CERTAINTIES)
    assert set(STAGE_COST) == set(NOT_YET)
    assert {*NOT_YET, *ENDED, "in-force"} == set(map(local, STAGE))


def test_the_word_of_a_party_on_what_is_in_force_is_the_strongest() -> None:
    every = product(CERTAINTIES, map(local, STAGE), map(local, BINDINGNESS))
    costs = {axes: cost(certainty=axes[0], stage=axes[1], bindingness=axes[2]) for axes in every}
    assert min(costs.values()) == costs["stated-by-party", "in-force", "binding"] == 1.0


ORDER = ("stated-by-party", "reported", "estimated", "opinion", "alleged", "under-investigation", "disputed", "denied")


@pytest.mark.parametrize(("stronger", "weaker"), tuple(pairwise(ORDER)), ids=lambda v: v)
def test_certainties_stand_in_order(stronger: str, weaker: str) -> None:
    assert cost(certainty=stronger) < cost(certainty=weaker)


WEAKER: tuple[tuple[str, dict[str, Values], dict[str, Values]], ...] = (
    ("announced than in force", {"stage": "in-force"}, {"stage": "announced"}),
    ("proposed than announced", {"stage": "announced"}, {"stage": "proposed"}),
    ("talks than proposed", {"stage": "proposed"}, {"stage": "reported-talks"}),
    ("non-binding than binding", {"bindingness": "binding"}, {"bindingness": "non-binding"}),
    ("non-binding than not stated", {"bindingness": "not-stated"}, {"bindingness": "non-binding"}),
)


@pytest.mark.parametrize("case", WEAKER, ids=[w[0] for w in WEAKER])
def test_one_claim_is_weaker_than_another(case: tuple[str, dict[str, Values], dict[str, Values]]) -> None:
    assert cost(**case[1]) < cost(**case[2])


@pytest.mark.parametrize("status", (Status.POSSIBLE, Status.ENDED), ids=lambda s: s.value)
def test_what_is_only_possible_or_over_is_weaker_than_what_holds(status: Status) -> None:
    assert cost() < cost(status)


def test_a_claim_without_certainty_is_taken_as_reported() -> None:
    world = World().thing("x", "Stake").says("news", "x", "Stake", certainty=())
    assert weakness(world.knowledge().claims[iri("x")], COUNTED) == CERTAINTY_COST["reported"]
