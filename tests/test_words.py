"""How claims are said: never more than they claim, and never so that a text could steer a terminal."""

import datetime as dt
import re
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from world import Values, World, iri

from regraph.graph.relations import DEAL_VIA, INTEREST_VIA, TIES, Relation, relations_of
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import NOT_YET, OPTIONAL_KINDS
from regraph.model.share import Share
from regraph.model.things import Claim, Value
from regraph.names import STAGE, local
from regraph.wording.terminal import OVERRIDES
from regraph.wording.words import (
    axes,
    kind_word,
    quantity,
    role,
    safe,
    share_phrase,
    share_text,
    spaced,
    verb,
)

STAGES = tuple(map(local, STAGE))
HOLDING = re.compile(r"^(holds? (a|a joint) stake in|owns|holds shares|controls|operates|acquires|is parent of)\b")
PARTIES: dict[str, tuple[str, str]] = {
    "Loan": ("hasLender", "hasBorrower"),
    "Grant": ("hasFunder", "hasRecipient"),
    "Placement": ("hasInvestor", "hasIssuer"),
    "EquityPurchase": ("hasInvestor", "hasIssuer"),
    "Offtake": ("hasSeller", "hasBuyer"),
    "Supply": ("hasSupplier", "hasBuyer"),
    "Acquisition": ("hasBuyer", "hasTarget"),
    "SchemeOfArrangement": ("hasBuyer", "hasTarget"),
}


def relation(kind: str, **values: Values) -> tuple[Knowledge, Claim, Relation]:
    """One claim of a kind between Alpha and Beta, and its first relation."""
    near, far = TIES[kind][:2] if kind in TIES else PARTIES.get(kind, ("hasFunder", "hasRecipient"))
    if kind in INTEREST_VIA:
        near, far = "isHeldBy", "isStakeIn" if kind == "Stake" else "isInterestIn"
    ends: dict[str, Values] = {near: "alpha", far: "beta"}
    world = World().thing("alpha").thing("beta").claim("x", kind, "news", **(ends | values))
    knowledge = world.knowledge()
    return knowledge, knowledge.claims[iri("x")], relations_of(knowledge)[0]


def said(kind: str, **values: Values) -> str:
    _, claim, found = relation(kind, **values)
    return verb(claim, found)


def kinds(knowledge: Knowledge) -> list[str]:
    """Every kind of claim that can relate two things."""
    families = ("Interest", "Deal", "Tie")
    found = [k for k in knowledge.parents if any(knowledge.is_a(k, f) for f in families)]
    return sorted(set(found) - {"Interest", "Tie", "CommodityOccurrence"})


def test_every_kind_has_a_readable_verb_at_every_stage(knowledge: Knowledge) -> None:
    found = kinds(knowledge)
    assert len(found) >= 35
    for kind in found:
        for stage in STAGES:
            words = said(kind, stage=stage)
            assert words and words == words.strip(), (kind, stage)
            assert not re.search(r"[a-z][A-Z]|None|  |-[a-z]+-", words), (kind, stage, words)


@pytest.mark.parametrize("stage", NOT_YET)
@pytest.mark.parametrize("kind", sorted(set(INTEREST_VIA) - {"StateLink"} - set(OPTIONAL_KINDS)))
def test_an_interest_that_is_not_in_force_is_never_said_as_one_that_is(kind: str, stage: str) -> None:
    assert said(kind, stage=stage).startswith("would ")
    assert not said(kind, stage="in-force").startswith("would ")


@pytest.mark.parametrize("stage", NOT_YET)
def test_a_proposed_stake_is_never_said_to_be_held(stage: str) -> None:
    assert said("Stake", stage=stage) == "would hold a stake in"
    assert said("Stake", stage=stage, isHeldBy=("alpha", "beta"), isStakeIn="gamma") == "would hold together a stake in"


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("kind", OPTIONAL_KINDS)
def test_an_option_never_reads_as_a_holding(kind: str, stage: str) -> None:
    words = said(kind, stage=stage)
    assert not HOLDING.search(words)
    assert any(word in words for word in ("option", "warrants", "convertible"))


@pytest.mark.parametrize("stage", ("proposed", "reported-talks"))
@pytest.mark.parametrize("kind", OPTIONAL_KINDS)
def test_an_option_that_is_only_talked_of_is_not_said_to_be_had(kind: str, stage: str) -> None:
    assert said(kind, stage=stage).startswith("would ")


@pytest.mark.parametrize("stage", NOT_YET)
@pytest.mark.parametrize("kind", sorted(PARTIES))
def test_a_deal_that_is_not_closed_is_never_said_as_done(kind: str, stage: str) -> None:
    assert said(kind, stage=stage).startswith("is to ")
    assert not said(kind, stage="in-force").startswith("is to ")


@pytest.mark.parametrize("stage", ("terminated", "expired", "lapsed"))
@pytest.mark.parametrize("kind", ("Stake", "Loan", "Acquisition", "Operatorship", "Offtake", "Option", "Framework"))
def test_what_its_voice_calls_ended_is_not_said_in_the_present(kind: str, stage: str) -> None:
    assert said(kind, stage=stage) != said(kind, stage="in-force")


VERBS: tuple[tuple[str, dict[str, Values], str], ...] = (
    ("Stake", {}, "holds a stake in"),
    ("LicenceHolding", {}, "holds the licence of"),
    ("Control", {}, "controls (means not stated)"),
    ("Option", {"stage": "announced"}, "has an option on"),
    ("Parentage", {}, "is parent of"),
    ("StateLink", {"linkKind": "linked-to"}, "is linked to"),
    ("StateLink", {"linkKind": "owned-by"}, "is said to own"),
    ("StateLink", {"linkKind": "body-of"}, "has as one of its bodies"),
    ("Loan", {"stage": "in-force"}, "lends to"),
    ("Loan", {"stage": "announced"}, "is to lend to"),
    ("Acquisition", {"stage": "in-force"}, "acquires"),
    ("Acquisition", {"stage": "proposed"}, "is to acquire"),
    ("Offtake", {"stage": "in-force"}, "sells to"),
    ("Role", {}, "has a role at"),
)


@pytest.mark.parametrize(("kind", "values", "expected"), VERBS, ids=[f"{v[0]} {v[1]}" for v in VERBS])
def test_a_relation_is_said_as_people_say_it(kind: str, values: dict[str, Values], expected: str) -> None:
    assert said(kind, **values) == expected


def test_parties_of_a_deal_that_no_verb_fits_are_said_by_their_roles() -> None:
    words = said("Framework", hasSignatory="alpha", hasOperator="beta", hasFunder=(), hasRecipient=(), stage="signed")
    assert "signed framework" in words
    assert "operator" in words and "signatory" in words


def test_every_family_of_deals_has_its_place(knowledge: Knowledge) -> None:
    for kind in kinds(knowledge):
        if knowledge.is_a(kind, "Deal"):
            assert any(knowledge.is_a(kind, family) for family, _ in DEAL_VIA), kind


AXES = (
    ({"certainty": "reported", "stage": "in-force"}, "reported · closed / in force"),
    ({"certainty": "stated-by-party", "stage": "proposed", "bindingness": "non-binding"},
     "stated by party · proposed · non-binding"),
    ({"certainty": "under-investigation", "stage": "in-force"}, "under investigation · closed / in force"),
    ({"certainty": "alleged", "stage": "reported-talks", "bindingness": "not-stated"},
     "alleged · reported talks · bindingness not stated"),
)  # fmt: skip


@pytest.mark.parametrize(("values", "expected"), AXES, ids=[a[1] for a in AXES])
def test_the_three_axes_stand_side_by_side(values: dict[str, Values], expected: str) -> None:
    assert axes(relation("Stake", **values)[1]) == expected


def test_a_claim_without_certainty_says_that_none_is_recorded() -> None:
    assert axes(Claim("x", "Stake", "x", {}, ())) == "certainty not recorded"


SHARES: tuple[tuple[str, dict[str, Values], str], ...] = (
    ("Stake", {}, "share not stated"),
    ("Stake", {"shareAtLeast": "0.4", "shareAtMost": "0.4"}, "40 %"),
    ("Stake", {"isHeldBy": ("alpha", "gamma"), "shareAbove": "0.5"}, "above 50 % up to 100 % held jointly"),
    ("Stake", {"isHeldBy": ("alpha", "gamma")}, "share not stated"),
    ("Option", {}, "size not stated"),
    ("Option", {"shareBelow": "0.5"}, "below 50 %"),
    ("StateLink", {}, "a state link, no share stated"),
    ("Control", {}, "no share stated"),
    ("BoardRight", {}, "no share stated"),
    ("Royalty", {}, ""),
    ("Loan", {}, ""),
    ("VotingRight", {"shareAbove": "0.5"}, "above 50 % up to 100 % of the votes"),
    ("VotingRight", {}, "no share stated"),
    ("Stake", {"shareAtMost": "0.16", "shareBasis": "fully diluted"}, "up to 16 % (fully diluted)"),
    ("Stake", {"shareAtMost": "0.16", "isShareTogetherWith": "beta"}, "up to 16 % together with Beta"),
)


@pytest.mark.parametrize(("kind", "values", "expected"), SHARES, ids=[f"{s[0]} {s[2]}" for s in SHARES])
def test_a_share_is_never_a_bare_number_where_the_source_gives_none(
    kind: str, values: dict[str, Values], expected: str
) -> None:
    assert share_phrase(*relation(kind, **values)) == expected


def test_the_text_of_a_share_does_not_depend_on_the_share_of_the_claim() -> None:
    _, _, found = relation("Stake")
    assert share_text(found, Share(Decimal("0.1"), Decimal("0.2"))) == "10 % to 20 %"
    assert share_text(found, None) == ""


QUANTITIES: tuple[tuple[str, dict[str, Values], str], ...] = (
    ("amount", {"amountAtLeast": "565000000", "amountAtMost": "565000000", "currency": "USD"}, "USD 565,000,000"),
    ("amount", {"amountAtMost": "600", "currency": "USD"}, "up to USD 600"),
    ("amount", {"amountAtLeast": "600", "currency": "USD", "isApproximate": "true"}, "about at least USD 600"),
    ("amount", {"amountAtLeast": "1", "amountAtMost": "2", "currency": "AUD"}, "AUD 1 to AUD 2"),
    ("amount", {"amountAtMost": "0", "amountAtLeast": "0", "currency": "USD"}, "USD 0"),
    ("value", {"valueAtLeast": "5000", "valueAtMost": "5000", "unit": "t/a"}, "5,000 t a year"),
    ("value", {"valueAbove": "0.9", "unit": "1", "figureKind": "market-share"}, "above 90 %"),
    ("value", {"valueBelow": "0.9", "unit": "1", "figureKind": "market-share"}, "below 90 %"),
    ("value", {"valueAtLeast": "3", "valueAtMost": "3", "unit": "1", "figureKind": "count"}, "3"),
    ("value", {"valueAtLeast": "60", "valueAtMost": "60", "currency": "USD", "unit": "kg"}, "USD 60 per kg"),
    ("value", {"valueAtLeast": "1", "valueBelow": "5", "unit": "t"}, "1 to below 5 t"),
    ("value", {"valueAbove": "1", "valueAtMost": "5", "unit": "t"}, "above 1 up to 5 t"),
    ("value", {}, ""),
)


@pytest.mark.parametrize(("prefix", "values", "expected"), QUANTITIES, ids=[q[2] or "none" for q in QUANTITIES])
def test_a_quantity_keeps_its_bounds_its_currency_and_its_unit(
    prefix: str, values: dict[str, Values], expected: str
) -> None:
    knowledge = World().says("news", "x", "Figure", **values).knowledge()
    assert quantity(knowledge.claims[iri("x")], prefix) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    (
        ("hasLender", "lender"),
        ("isHeldBy", "holder"),
        ("concerns", "concerned"),
        ("isPartOf", "part"),
        ("hasParty", "party"),
    ),
)
def test_a_role_is_a_noun(name: str, expected: str) -> None:
    assert role(name) == expected


@pytest.mark.parametrize(("name", "expected"), (("LicenceHolding", "licence holding"), ("in-force", "in force")))
def test_a_term_reads_as_words(name: str, expected: str) -> None:
    assert spaced(name) == expected


def test_a_kind_is_named_by_the_ontology(knowledge: Knowledge) -> None:
    assert kind_word(knowledge, "LicenceHolding") == "licence holding"
    assert kind_word(knowledge, "") == "described thing"


SAFE = (
    ("plain", "plain"),
    ("two\nlines", "two lines"),
    ("a\x1b[31mb", "a\ufffd[31mb"),
    ("a\rb\tc\x00d\x7fe\x9bf", "a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf"),
    ("\u202eabc\u2066", "\ufffdabc\ufffd"),
    ("مرحبا", "مرحبا"),
    ("“Pelá Ema” <b>&amp;</b>", "“Pelá Ema” <b>&amp;</b>"),
)


@pytest.mark.parametrize(("text", "expected"), SAFE, ids=[ascii(s[0]) for s in SAFE])
def test_a_text_is_made_safe_for_a_terminal_and_stays_readable(text: str, expected: str) -> None:
    assert safe(text) == expected


@given(st.text(max_size=60))
def test_no_control_character_and_no_line_break_gets_through(text: str) -> None:
    found = safe(text)
    assert not any(unicodedata.category(c) == "Cc" or c in OVERRIDES for c in found)
    assert len(found) == len(text)
    assert safe(found) == found


def test_a_day_is_no_quantity() -> None:
    values: dict[str, tuple[Value, ...]] = {"dateEarliest": (dt.date(2026, 2, 3),)}
    assert quantity(Claim("x", "Figure", "x", values, ()), "value") == ""
