"""Claims relate things: holder to held, giver to taker, member to body; each relation carries its claim."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from world import Values, World, iri

from regraph.graph.relations import (
    EQUALS,
    GIVERS,
    INTEREST_VIA,
    TAKERS,
    TIES,
    VIAS,
    Relation,
    relations_of,
)
from regraph.model.knowledge import Knowledge
from regraph.model.share import ONE, SOME, UNKNOWN, Share
from regraph.names import local


def relations(kind: str, **values: Values) -> list[Relation]:
    """The relations that one claim makes."""
    return list(relations_of(World().thing("y").claim("x", kind, "news", **values).knowledge()))


def ends(found: list[Relation]) -> list[tuple[str, str]]:
    return [(local(r.source), local(r.target)) for r in found]


def families(knowledge: Knowledge, ancestor: str) -> set[str]:
    return {kind for kind in knowledge.parents if knowledge.is_a(kind, ancestor) and kind != ancestor}


def test_every_kind_of_interest_has_its_place(knowledge: Knowledge) -> None:
    assert set(INTEREST_VIA) == families(knowledge, "Interest")


def test_every_tie_between_things_has_its_place(knowledge: Knowledge) -> None:
    assert set(TIES) == families(knowledge, "Tie") - {"CommodityOccurrence"}


def test_every_via_is_one_of_those_that_can_be_asked_for(knowledge: Knowledge) -> None:
    assert {relation.via for relation in relations_of(knowledge)} <= set(VIAS)
    assert set(INTEREST_VIA.values()) | {via for _, _, via in TIES.values()} <= set(VIAS)


INTERESTS = (
    # kind, role of the held, via, share where none is stated
    ("Stake", "isStakeIn", "ownership", SOME),
    ("LicenceHolding", "isInterestIn", "ownership", SOME),
    ("Royalty", "isInterestIn", "ownership", None),
    ("Stream", "isInterestIn", "ownership", None),
    ("VotingRight", "isInterestIn", "control", None),
    ("BoardRight", "isInterestIn", "control", None),
    ("Operatorship", "isInterestIn", "control", None),
    ("StateLink", "isInterestIn", "control", None),
    ("Control", "isInterestIn", "control", None),
    ("Option", "isInterestIn", "option", UNKNOWN),
    ("Warrant", "isInterestIn", "option", UNKNOWN),
    ("Convertible", "isInterestIn", "option", UNKNOWN),
)


@pytest.mark.parametrize(("kind", "role", "via", "share"), INTERESTS, ids=[i[0] for i in INTERESTS])
def test_an_interest_runs_from_holder_to_held(kind: str, role: str, via: str, share: Share | None) -> None:
    held: dict[str, Values] = {role: "b"}
    (found,) = relations(kind, isHeldBy="a", **held)
    assert ends([found]) == [("a", "b")]
    assert (found.kind, found.via, found.share, found.joint) == (kind, via, share, ())
    assert found.claim == iri("x")


def test_a_share_is_carried_as_it_is_stated() -> None:
    (found,) = relations("Stake", isHeldBy="a", isStakeIn="b", shareAbove="0.5")
    assert found.share == Share(Decimal("0.5"), ONE, low_open=True)


def test_a_joint_stake_gives_one_relation_per_holder_each_naming_all() -> None:
    found = relations("Stake", isHeldBy=("a", "b"), isStakeIn="c", shareAbove="0.5")
    assert ends(found) == [("a", "c"), ("b", "c")]
    assert {relation.joint for relation in found} == {(iri("a"), iri("b"))}


TIE_CASES = (
    ("Role", "isRoleOf", "isRoleAt", "role", None),
    ("Membership", "hasMember", "isMembershipIn", "role", None),
    ("Participation", "hasParticipant", "isParticipationIn", "role", None),
    ("ProgrammeSupply", "hasSupplier", "isSupplyTo", "role", None),
    ("Parentage", "hasParent", "hasSubsidiary", "ownership", SOME),
)


@pytest.mark.parametrize(("kind", "near", "far", "via", "share"), TIE_CASES, ids=[t[0] for t in TIE_CASES])
def test_a_tie_runs_from_the_one_who_joins(kind: str, near: str, far: str, via: str, share: Share | None) -> None:
    values: dict[str, Values] = {near: ("a", "b"), far: "c"}
    found = relations(kind, **values)
    assert ends(found) == [("a", "c"), ("b", "c")]
    assert {(r.via, r.roles, r.share) for r in found} == {(via, (near, far), share)}


DEALS: tuple[tuple[str, dict[str, Values], str, list[tuple[str, str, str, str]]], ...] = (
    ("Loan", {"hasLender": "a", "hasBorrower": "b"}, "finance", [("a", "b", "hasLender", "hasBorrower")]),
    ("Loan", {"hasLender": "b", "hasBorrower": "a"}, "finance", [("b", "a", "hasLender", "hasBorrower")]),
    ("Placement", {"hasInvestor": "b", "hasIssuer": "a"}, "finance", [("b", "a", "hasInvestor", "hasIssuer")]),
    ("PriceSupport", {"hasGuarantor": "b", "hasBeneficiary": "a"}, "finance",
     [("b", "a", "hasGuarantor", "hasBeneficiary")]),
    ("Offtake", {"hasSeller": "b", "hasBuyer": "a"}, "offtake", [("b", "a", "hasSeller", "hasBuyer")]),
    ("Supply", {"hasSupplier": "a", "hasBuyer": ("b", "c")}, "offtake",
     [("a", "b", "hasSupplier", "hasBuyer"), ("a", "c", "hasSupplier", "hasBuyer")]),
    ("Acquisition", {"hasBuyer": "a", "hasTarget": "b"}, "deal", [("a", "b", "hasBuyer", "hasTarget")]),
    ("Acquisition", {"hasBuyer": "b", "hasTarget": "a"}, "deal", [("b", "a", "hasBuyer", "hasTarget")]),
    ("SchemeOfArrangement", {"hasBuyer": "z", "hasTarget": ("a", "b")}, "deal",
     [("z", "a", "hasBuyer", "hasTarget"), ("z", "b", "hasBuyer", "hasTarget")]),
    ("Memorandum", {"hasSignatory": ("b", "a")}, "deal", [("a", "b", "hasSignatory", "hasSignatory")]),
    ("Loan", {"hasLender": ("a", "b"), "hasBorrower": "c"}, "finance",
     [("a", "c", "hasLender", "hasBorrower"), ("b", "c", "hasLender", "hasBorrower")]),
)  # fmt: skip


@pytest.mark.parametrize(("kind", "values", "via", "expected"), DEALS, ids=[f"{d[0]} {d[1]}" for d in DEALS])
def test_a_deal_runs_from_giver_to_taker_and_from_buyer_to_target(
    kind: str, values: dict[str, Values], via: str, expected: list[tuple[str, str, str, str]]
) -> None:
    found = relations(kind, **values)
    assert [(local(r.source), local(r.target), *r.roles) for r in found] == expected
    assert {r.via for r in found} == {via}


def test_parties_of_one_side_are_not_related_by_the_deal_alone() -> None:
    found = relations("Loan", hasLender=("a", "b"), hasBorrower="c")
    assert ("a", "b") not in ends(found)


def test_what_a_deal_concerns_is_related_to_its_parties() -> None:
    found = relations("Memorandum", hasSignatory="a", concerns="y")
    assert {frozenset(pair) for pair in ends(found)} == {frozenset(("a", "y"))}


def test_nobody_is_related_to_himself_by_a_deal() -> None:
    assert relations("Loan", hasLender="a", hasBorrower="a") == []


parties = st.dictionaries(
    st.sampled_from(("hasLender", "hasBorrower", "hasBuyer", "hasTarget", "hasSignatory", "hasSeller", "hasRegulator")),
    st.sets(st.sampled_from("abcde"), min_size=1, max_size=3).map(lambda names: tuple(sorted(names))),
    max_size=4,
)


@given(parties)
def test_a_pair_of_parties_is_related_at_most_once_and_in_the_roles_they_have(found: dict[str, Values]) -> None:
    made = relations("Framework", **found)
    assert len(set(ends(made))) == len(made)
    for relation in made:
        assert local(relation.source) in found[relation.roles[0]]
        assert local(relation.target) in found[relation.roles[1]]
        assert relation.roles[0] in GIVERS + EQUALS + TAKERS


def test_an_investigation_runs_from_who_leads_it_to_what_it_is_about() -> None:
    (found,) = relations("Investigation", hasRegulator="a", isAbout="y")
    assert (ends([found]), found.via) == ([("a", "y")], "proceeding")


def test_an_interest_held_as_such_is_wholly_its_holder_s_and_some_of_what_it_is_in() -> None:
    world = World().thing("glencore").thing("mine", "Mine").thing("interests", "HeldInterest")
    world.says("news", "interests", isInterestOf="glencore", isHoldingIn="mine")
    found = relations_of(world.knowledge())
    assert [(*pair, r.share) for pair, r in zip(ends(list(found)), found, strict=True)] == [
        ("glencore", "interests", Share(ONE, ONE)),
        ("interests", "mine", SOME),
    ]


def test_a_part_is_related_to_its_whole_and_not_to_a_concept() -> None:
    world = (
        World()
        .thing("pit", "Mine")
        .thing("project", "Project")
        .says("news", "pit", isPartOf="project", isLocatedIn="MW")
    )
    (found,) = relations_of(world.knowledge())
    assert (ends([found]), found.kind, found.via) == ([("pit", "project")], "part", "asset")


@pytest.mark.parametrize("kind", ("Figure", "Milestone", "Condition", "Absence", "Assessment", "CommodityOccurrence"))
def test_what_is_only_said_of_a_thing_relates_nothing(kind: str) -> None:
    assert relations(kind, isAbout="y", isFigureOf="y", isOccurrenceIn="y") == []


def test_relations_come_in_the_order_of_their_claims_whatever_the_order_of_the_files() -> None:
    world = World().stake("a", "b", "", "one").stake("c", "d", "", "two").stake("b", "c", "", "two")
    assert relations_of(world.knowledge()) == relations_of(world.knowledge(order=-1))
    assert [r.claim for r in relations_of(world.knowledge())] == sorted(
        r.claim for r in relations_of(world.knowledge())
    )


def test_every_relation_of_the_shipped_facts_joins_two_things_that_exist(knowledge: Knowledge) -> None:
    found = relations_of(knowledge)
    assert len(found) > 80
    for relation in found:
        assert relation.source != relation.target, relation
        for end in (relation.source, relation.target):
            assert end in knowledge.things or end in knowledge.claims or end in knowledge.terms, relation
