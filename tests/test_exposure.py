"""How exposed the things of the shipped facts are, worked out by hand from the archived sources, and small worlds."""

import datetime as dt
from decimal import Decimal
from operator import itemgetter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from world import World, iri

from regraph.analysis.exposure.answers import (
    candidates,
    exposed_to,
    exposed_to_both,
    exposing,
    exposures_of,
    is_own_body,
    is_worth_telling,
)
from regraph.analysis.exposure.channels import EXPOSED, channels_named, direct_channels, is_kind
from regraph.analysis.exposure.exposure import EVERY, Exposure, between_ends, exposure_of
from regraph.analysis.exposure.standing import standing_for
from regraph.analysis.exposure.world import world as world_at
from regraph.errors import BadChoice
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Scenario
from regraph.names import SOURCE, local
from regraph.store.sparql.query import answer
from regraph.store.sparql.results import plain_text
from regraph.store.sparql.saved import named
from regraph.store.view import View

DAY = dt.date(2026, 2, 10)
TODAY = Scenario(DAY)
Told = tuple[str, str, str, tuple[str, ...]]


def told(found: Exposure) -> list[Told]:
    """Column, channel, claim, and the ends of the best way: what an analyst would check first."""
    return [
        (line.column, line.direct.channel, local(line.direct.claim), tuple(local(s.target) for s in line.ways[0].steps))
        for line in found.lines
    ]


def asked(knowledge: Knowledge, entity: str, actor: str, scenario: Scenario = TODAY) -> Exposure:
    return exposure_of(knowledge, iri(entity), iri(actor), scenario)


# Each row: thing, actor, the passage it was read from (`source#char=a,b`), and what has to be answered.
US, CHINA = "united-states-government", "chinese-state"
REX = "2026-02-06-rare-earth-exchanges-serra-verde-breaks-the-china-loop"
DFC, ORION = "us-international-development-finance-corporation", "orion-critical-mineral-consortium"
MUTANDA_STAKE = "orion-cmc-stake-in-glencore-interests-in-mutanda"
MEMORANDUM = "orion-cmc-glencore-memorandum"
DIRECTING = "orion-cmc-right-to-direct-mutanda-and-kcc-production"
BOARD = "orion-cmc-board-right-under-glencore-memorandum"
EXIM = "export-import-bank-of-the-united-states"
FLAG = "2026-02-05-rare-earth-exchanges-power-without-a-flag"
CROSSROADS = "2026-02-04-rare-earth-exchanges-usa-rare-earth-at-the-crossroads"
FIRMS = "chinese-state-linked-firms-at-mawei"
COMMERCE, DOD = "us-department-of-commerce", "us-department-of-defense"
BY_HAND: dict[str, tuple[str, str, str, list[Told]]] = {
    "an option on less than half, and 565 million announced by a body of the government; no stake": (
        "serra-verde", US, f"{REX}#char=34030,34118",
        [
            ("contingent", "contingent", "us-option-on-serra-verde", ()),
            ("contingent", "financing", "dfc-financing-of-serra-verde", (DFC,)),
        ],
    ),
    "buyers in China are not the Chinese state": ("serra-verde", CHINA, f"{REX}#char=35082,35251", []),
    "the buyers in China take output until the end of 2026": (
        "serra-verde", "chinese-customers-of-serra-verde", f"{REX}#char=35082,35251",
        [
            ("in force", "offtake", "serra-verde-chinese-offtake", ()),
            ("in force", "deals", "serra-verde-offtake-renegotiation", ()),
        ],
    ),
    "40 % of Glencore's interests, in a memorandum that binds nobody, by a consortium that ADQ is to fund": (
        "mutanda-mining", "adq", f"{FLAG}#char=75270,75650",
        [
            ("contingent", "shares", MUTANDA_STAKE, (ORION,)),
            ("contingent", "offtake", DIRECTING, (ORION,)),
            ("contingent", "board", BOARD, (ORION,)),
            ("contingent", "deals", MEMORANDUM, (ORION,)),
        ],
    ),
    "the same reaches the United States only through a link to the consortium": (
        "mutanda-mining", US, f"{FLAG}#char=75270,75650",
        [
            ("contingent", "shares", MUTANDA_STAKE, (ORION,)),
            ("contingent", "offtake", DIRECTING, (ORION,)),
            ("contingent", "board", BOARD, (ORION,)),
            ("contingent", "deals", MEMORANDUM, (ORION,)),
        ],
    ),
    "no source ties the Emirates to the fund of Abu Dhabi": (
        "mutanda-mining", "united-arab-emirates", f"{FLAG}#char=75270,75650",
        [],
    ),
    "Shenghe controls Ngualla, and no source says that the Chinese state stands behind Shenghe": (
        "ngualla-rare-earth-project", CHINA,
        "2026-02-04-rare-earth-exchanges-shenghe-resources-annual-meeting#char=112263,112348",
        [],
    ),
    "firms alleged to be linked to the state are alleged to control the concession; a link is no ownership": (
        "mawei-concession", CHINA, "2026-02-03-rare-earth-exchanges-who-owns-malawis-rare-earths#char=117094,117226",
        [
            ("alleged", "control", "state-linked-firms-control-of-mawei-concession", (FIRMS,)),
            ("alleged", "licence", "mawei-mining-holding-of-mawei-concession", (FIRMS, "mawei-mining")),
        ],
    ),
    "proposed shares and warrants of 8 to 16 % together, and 1.6 billion of which 1.3 is a loan": (
        "usa-rare-earth", US, f"{CROSSROADS}#char=100789,101404",
        [
            ("contingent", "shares", "us-government-stake-in-usa-rare-earth", ()),
            ("contingent", "contingent", "us-government-warrants-on-usa-rare-earth", ()),
            ("contingent", "loans", "usa-rare-earth-chips-loan", (COMMERCE,)),
            ("contingent", "grants", "usa-rare-earth-chips-direct-funding", (COMMERCE,)),
            ("contingent", "financing", "usa-rare-earth-chips-framework", (COMMERCE,)),
        ],
    ),
    "the government takes part in the vault, and its bank has approved up to ten billion": (
        "project-vault", US,
        "2026-02-04-rare-earth-exchanges-trump-administration-draws-the-line#char=88603,88798",
        [
            ("in force", "programmes", "united-states-participation-in-project-vault", ()),
            ("contingent", "financing", "exim-financing-of-project-vault", (EXIM,)),
        ],
    ),
    "a ministry whose investment the text calls an intervention of Washington, its loan not said to be closed": (
        "mp-materials", US, f"{CROSSROADS}#char=99576,99821",
        [
            ("in force", "equity-purchases", "dod-equity-purchase-in-mp-materials", (DOD,)),
            ("contingent", "contingent", "dod-warrants-on-mp-materials", (DOD,)),
            ("contingent", "loans", "dod-loan-to-mp-materials", (DOD,)),
            ("contingent", "price-support", "dod-price-support-for-mp-materials", (DOD,)),
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BY_HAND.values(), ids=BY_HAND.keys())
def test_an_exposure_is_what_the_sources_say(knowledge: Knowledge, case: tuple[str, str, str, list[Told]]) -> None:
    entity, actor, _, expected = case
    assert told(asked(knowledge, entity, actor)) == expected


def test_each_case_names_the_passage_that_it_was_read_from(knowledge: Knowledge) -> None:
    passages = [passage.split("#char=") for _, _, passage, _ in BY_HAND.values()]
    assert [source for source, _ in passages if SOURCE + source not in knowledge.sources] == []
    assert all(int(start) < int(end) for _, span in passages for start, end in [span.split(",")])


def test_a_mere_link_and_a_memorandum_are_both_marked(knowledge: Knowledge) -> None:
    stake = asked(knowledge, "mutanda-mining", US).lines[0]
    assert stake.marks == {"contingent", "linked"}
    assert [[local(step.target) for step in way.steps] for way in stake.ways] == [[ORION], [DFC, ORION]]
    assert [local(step.source) for step in stake.carried.steps] == ["glencore-interests-in-mutanda-mining"]


def test_what_the_state_is_only_alleged_to_be_linked_to_never_controls_for_certain(knowledge: Knowledge) -> None:
    found = asked(knowledge, "mawei-concession", CHINA)
    assert {"alleged", "linked"} <= found.lines[0].marks
    assert [verdict.answer.value for verdict in found.controls] == ["not known"]
    assert {frozenset(held.marks) for held in found.held} == {frozenset({"alleged", "linked"})}


def test_without_allegations_nothing_ties_the_concession_to_the_state(knowledge: Knowledge) -> None:
    assert asked(knowledge, "mawei-concession", CHINA, Scenario(DAY, exclude=frozenset({"alleged"}))).is_none


def test_options_are_in_force_only_where_they_are_included(knowledge: Knowledge) -> None:
    found = asked(knowledge, "serra-verde", US, Scenario(DAY, include=frozenset({"options"})))
    assert told(found)[0] == ("in force", "contingent", "us-option-on-serra-verde", ())


def test_a_thing_is_told_its_states_first_and_no_body_twice(knowledge: Knowledge) -> None:
    found = [local(e.actor) for e in exposures_of(knowledge, iri("mutanda-mining"), TODAY)]
    assert found == [
        "government-of-abu-dhabi", US, "glencore", ORION, "nominated-buyers-of-orion-cmc-share-of-production",
    ]  # fmt: skip


def test_both_sides_are_told_and_swap_with_the_question(knowledge: Knowledge) -> None:
    ends = (iri(US), iri("government-of-abu-dhabi"))
    one, other = (exposed_to_both(knowledge, pair, TODAY) for pair in (ends, ends[::-1]))
    assert [(b, a) for a, b in other] == list(one)
    assert "mutanda-mining" in [local(a.entity) for a, _ in one]


def test_a_saved_question_finds_the_same_direct_channels(knowledge: Knowledge, resolved: View) -> None:
    found = answer(resolved, named("exposure-direct").text, {})
    rows = {tuple(local(plain_text(cell)).split(":")[-1] for cell in row[:4]) for row in found.rows}
    direct = direct_channels(knowledge)
    assert rows == {(local(d.target), local(d.source), d.channel, local(d.claim)) for d in direct}
    assert len(direct) > 150


def test_a_channel_that_is_none_is_refused_with_those_that_are() -> None:
    with pytest.raises(BadChoice, match="'coal' is none of shares, control"):
        channels_named(("coal",))


# --- small worlds ------------------------------------------------------------------------------------------------


def base() -> World:
    """A state that owns a fund, which holds all of a company, which holds most of a mine."""
    world = World().thing("state", "State").thing("fund", "StateOwnedEnterprise").thing("mine", "Mine")
    world.claim("link", "StateLink", isHeldBy="state", isInterestIn="fund", linkKind="owned-by")
    return world.stake("fund", "company", "1.0").stake("company", "mine", "0.6")


def test_a_chain_of_majorities_stands_for_the_state_and_is_named() -> None:
    found = exposure_of(base().knowledge(), iri("mine"), iri("state"), TODAY)
    assert told(found) == [("in force", "shares", "stake-company-in-mine", ("fund", "company"))]
    assert [(local(h.holder), h.share.low, h.share.high) for h in found.held] == [
        ("fund", Decimal("0.6"), Decimal("0.6"))
    ]
    assert [(v.doctrine, v.word) for v in found.controls] == [("by-right", "yes"), ("majority", "not known")]


def test_a_minority_does_not_stand_for_its_holder_but_its_share_is_told() -> None:
    world = World().stake("holder", "company", "0.3").stake("company", "mine", "0.6")
    world.claim("loan", "Loan", hasLender="company", hasBorrower="mine")
    found = exposure_of(world.knowledge(), iri("mine"), iri("holder"), TODAY)
    assert told(found) == [("in force", "shares", "stake-holder-in-company", ())]
    assert [held.share.low for held in found.held] == [Decimal("0.18")]


def test_a_lender_to_an_owner_exposes_what_it_controls_and_nothing_that_it_does_not() -> None:
    world = World().thing("bank").stake("owner", "mine", "0.6").stake("owner", "other", "0.4")
    world.claim("loan", "Loan", hasLender="bank", hasBorrower="owner")
    knowledge = world.knowledge()
    assert told(exposure_of(knowledge, iri("mine"), iri("bank"), TODAY)) == [("in force", "loans", "loan", ())]
    assert exposure_of(knowledge, iri("other"), iri("bank"), TODAY).is_none


def test_amounts_of_two_currencies_stay_apart_and_none_is_added() -> None:
    world = World().thing("bank").thing("mine", "Mine")
    for currency in ("USD", "EUR"):
        amount = {"amountAtLeast": "5", "amountAtMost": "5", "currency": f"text:{currency}"}
        world.claim(
            f"loan-{currency.lower()}", "Loan", "news", hasLender="bank", concerns="mine", stage="in-force", **amount
        )
    found = exposure_of(world.knowledge(), iri("mine"), iri("bank"), TODAY)
    assert [local(line.direct.claim) for line in found.lines] == ["loan-eur", "loan-usd"]


def test_a_ring_of_wholes_and_a_ring_of_stakes_come_to_an_end() -> None:
    world = base().thing("pit", "Mine").says("news", "pit", isPartOf="mine").says("news", "mine", isPartOf="pit")
    world.stake("mine", "company", "0.2")
    found = exposure_of(world.knowledge(), iri("pit"), iri("state"), TODAY)
    assert (
        told(found)
        == [
            ("in force", "shares", "stake-company-in-mine", ("fund", "company")),
            ("in force", "shares", "stake-mine-in-company", ("fund", "company", "mine")),
        ][: len(found.lines)]
    )
    assert found.lines


def test_a_joint_majority_stands_for_each_member_only_possibly() -> None:
    world = World().thing("state", "State").stake("one+two", "company", "0.8").stake("company", "mine", "0.6")
    world.claim("link", "StateLink", isHeldBy="state", isInterestIn="one", linkKind="owned-by")
    found = exposure_of(world.knowledge(), iri("mine"), iri("state"), TODAY)
    assert [(line.column, sorted(line.marks)) for line in found.lines] == [("possible", ["possible"])]


def test_what_has_ended_is_told_and_is_no_exposure() -> None:
    world = World().thing("bank").thing("mine", "Mine")
    world.claim("loan", "Loan", hasLender="bank", hasBorrower="mine", stage="terminated", endEarliest="2025-01-01",
                endLatest="2025-01-01")  # fmt: skip
    found = exposure_of(world.knowledge(), iri("mine"), iri("bank"), TODAY)
    assert (told(found), found.is_none) == ([("past", "loans", "loan", ())], True)


def test_shares_that_are_stated_for_two_together_are_nothing_at_least_alone() -> None:
    world = World().thing("state", "State").thing("mine")
    share = {"shareAtLeast": "0.08", "shareAtMost": "0.16"}
    world.claim("stake", "Stake", isHeldBy="state", isStakeIn="mine", isShareTogetherWith="warrant", **share)
    world.claim("warrant", "Warrant", isHeldBy="state", isInterestIn="mine", isShareTogetherWith="stake", **share)
    found = exposure_of(world.knowledge(), iri("mine"), iri("state"), TODAY)
    shares = [line.direct.share for line in found.lines]
    assert [share.text() if share else "" for share in shares] == ["up to 16 %", "up to 16 %"]


def test_a_ranking_puts_control_before_shares_before_options_before_money_before_links() -> None:
    world = World().thing("state", "State")
    for slug in ("linked", "funded", "optioned", "held", "controlled"):
        world.thing(slug)
    world.claim("link", "StateLink", isHeldBy="state", isInterestIn="linked", linkKind="linked-to")
    world.claim("loan", "Loan", hasLender="state", hasBorrower="funded", stage="in-force")
    world.claim("option", "Option", isHeldBy="state", isInterestIn="optioned", shareAtLeast="0.9", shareAtMost="0.9")
    world.stake("state", "held", "0.1").stake("state", "controlled", "0.6")
    found = [local(e.entity) for e in exposed_to(world.knowledge(), (iri("state"),), TODAY)]
    assert found == ["controlled", "held", "optioned", "funded", "linked"]


def test_a_body_of_another_polity_stands_for_the_state_only_possibly() -> None:
    world = World().thing("state", "State", isUnderJurisdiction="US").thing("mine", "Mine")
    world.thing("office", "GovernmentBody", isUnderJurisdiction="US")
    world.claim("loan", "Loan", hasLender="office", hasBorrower="mine", stage="in-force")
    found = exposure_of(world.knowledge(), iri("mine"), iri("state"), TODAY)
    assert told(found) == [("possible", "loans", "loan", ("office",))]


# --- properties --------------------------------------------------------------------------------------------------

ACTORS = ("state", "fund", "company", "mine", "other")
CERTAINTIES = ("reported", "alleged", "opinion", "stated-by-party")
stakes = st.tuples(
    st.sampled_from(ACTORS[1:]), st.sampled_from(ACTORS[1:]), st.sampled_from(("0.3", "0.6", "1.0", "")),
    st.sampled_from(CERTAINTIES),
).filter(lambda row: row[0] != row[1])  # fmt: skip
loans = st.tuples(st.sampled_from(ACTORS), st.sampled_from(ACTORS), st.sampled_from(CERTAINTIES)).filter(
    lambda row: row[0] != row[1]
)
ENDS = itemgetter(0, 1)
worlds = st.tuples(st.lists(stakes, max_size=3, unique_by=ENDS), st.lists(loans, max_size=3, unique_by=ENDS))
few = settings(max_examples=10)
Rows = tuple[list[tuple[str, str, str, str]], list[tuple[str, str, str]]]


def world_of(rows: Rows) -> World:
    """A state that owns a fund, and some stakes and loans."""
    world = World().thing("state", "State")
    for slug in ACTORS[1:]:
        world.thing(slug)
    world.claim("link", "StateLink", isHeldBy="state", isInterestIn="fund", linkKind="owned-by")
    for holder, held, share, certainty in rows[0]:
        world.stake(holder, held, share, certainty=certainty)
    for lender, borrower, certainty in rows[1]:
        world.claim(f"loan-{lender}-{borrower}", "Loan", hasLender=lender, hasBorrower=borrower, certainty=certainty,
                    stage="in-force")  # fmt: skip
    return world


def in_force(found: Exposure) -> set[str]:
    return {line.direct.claim for line in found.lines if line.column == "in force"}


@few
@given(worlds)
def test_what_exposes_to_a_body_that_the_state_owns_exposes_to_the_state(rows: Rows) -> None:
    knowledge = world_of(rows).knowledge()
    for thing in ("company", "mine", "other"):
        body, state = (exposure_of(knowledge, iri(thing), iri(actor), TODAY) for actor in ("fund", "state"))
        ways = {step.claim for line in state.lines for way in line.ways for step in way.steps}
        assert in_force(body) <= in_force(state) | ways
        assert {line.direct.claim for line in body.lines} <= {line.direct.claim for line in state.lines} | ways


@few
@given(worlds, st.sampled_from(CERTAINTIES))
def test_leaving_out_a_certainty_never_adds_what_is_in_force(rows: Rows, certainty: str) -> None:
    knowledge = world_of(rows).knowledge()
    less = Scenario(DAY, exclude=frozenset({certainty}))
    for thing in ("company", "mine"):
        every, some = (exposure_of(knowledge, iri(thing), iri("state"), s) for s in (TODAY, less))
        ways = {step.claim for line in every.lines for way in line.ways for step in way.steps}
        assert in_force(some) <= in_force(every) | ways


@few
@given(worlds)
def test_the_order_of_the_facts_changes_nothing(rows: Rows) -> None:
    world = world_of(rows)
    one, other = (exposed_to(world.knowledge(order=way), (iri("state"), iri("fund")), TODAY) for way in (1, -1))
    assert [(e.entity, e.actor, told(e)) for e in one] == [(e.entity, e.actor, told(e)) for e in other]


@few
@given(worlds)
def test_both_of_two_is_the_same_with_the_sides_swapped(rows: Rows) -> None:
    knowledge = world_of(rows).knowledge()
    ends = (iri("state"), iri("company"))
    one, other = (exposed_to_both(knowledge, pair, TODAY) for pair in (ends, ends[::-1]))
    assert [(a.entity, told(a), told(b)) for a, b in one] == [(a.entity, told(a), told(b)) for b, a in other]


@few
@given(worlds)
def test_nothing_that_is_alleged_stands_in_force(rows: Rows) -> None:
    knowledge = world_of(rows).knowledge()
    for found in exposed_to(knowledge, (iri("state"),), TODAY):
        for claim in in_force(found):
            assert knowledge.claims[claim].concept("certainty") in ("reported", "stated-by-party")


# --- only what may be exposed is asked about ----------------------------------------------------------------------


def exposed_in_vain(knowledge: Knowledge, actors: tuple[str, ...]) -> set[tuple[str, str]]:
    """What is exposed to an actor though it was not among those that may be."""
    found_in = world_at(knowledge, TODAY)
    things = {i for i, t in knowledge.things.items() if t.kind != "Person" and is_kind(knowledge, i, EXPOSED)}
    asked = {actor: set(candidates(found_in, actor)) for actor in actors}
    own = {a: {m for m, w in standing_for(found_in, a).items() if is_own_body(found_in, w)} for a in actors}
    return {
        (actor, thing) for actor in actors for thing in things - asked[actor] - own[actor]
        if not between_ends(found_in, thing, actor, EVERY).is_none
    }  # fmt: skip


def states_in_vain(knowledge: Knowledge, things: tuple[str, ...]) -> set[tuple[str, str]]:
    """The states to which a thing is exposed though they were not among those that may be."""
    found_in = world_at(knowledge, TODAY)
    states = {iri for iri, thing in knowledge.things.items() if thing.kind == "State"}
    return {
        (thing, state) for thing in things for state in states - set(exposing(found_in, thing)) - {thing}
        if is_worth_telling(knowledge, between_ends(found_in, thing, state, EVERY))
    }  # fmt: skip


def test_nothing_that_is_exposed_is_left_out_unasked(knowledge: Knowledge) -> None:
    actors = tuple(map(iri, (US, CHINA, DFC, ORION, COMMERCE, "glencore")))
    assert exposed_in_vain(knowledge, actors) == set()
    assert states_in_vain(knowledge, tuple(map(iri, ("serra-verde", "usa-rare-earth", "mutanda", DFC)))) == set()


@few
@given(worlds)
def test_in_any_world_nothing_that_is_exposed_is_left_out_unasked(rows: Rows) -> None:
    knowledge = world_of(rows).knowledge()
    assert exposed_in_vain(knowledge, tuple(map(iri, ACTORS))) == set()
    assert states_in_vain(knowledge, tuple(map(iri, ACTORS))) == set()
