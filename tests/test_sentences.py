"""A claim as one sentence: in the mood its axes allow, laid to those who say all of it, with nothing left unsaid."""

import datetime as dt
import re
from decimal import Decimal
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from world import Values, World, iri

from regraph.errors import BadFact
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import CERTAINTIES, ENDED, NOT_YET, OPTIONAL_KINDS, Scenario
from regraph.model.things import Claim, Value
from regraph.names import BINDINGNESS, CERTAINTY, CLASSES, RG, STAGE
from regraph.wording.saying.clauses import PAPERS
from regraph.wording.saying.templates import SLOT
from regraph.wording.sentences import sentence

DAY = dt.date(2026, 2, 10)
DOUBT = {"alleged": "alleged", "opinion": "in the view of", "under-investigation": "under investigation",
         "denied": "denied", "disputed": "disputed", "estimated": "by the estimate of"}  # fmt: skip
HOLDING = re.compile(
    r"(?<!would )(?<! to )\b(holds?|owns?|controls?|operates?|has board|lends?|funds?|buys?|has acquired) "
)
BAD = re.compile(r"https?:|w3id|[{}<>\[\]]|\.\.|\bthe the\b|;\s*[;.]|,\s*[,.;]|  |\(\)|: \.|\bNone\b|([a-z]+-){5}")


def said(kind: str, day: dt.date = DAY, /, **values: Values) -> str:
    """One claim of a small world, said as of a day."""
    world = World().account("news", "2026-02-03").thing("alpha").thing("beta").thing("gamma")
    knowledge = world.claim("x", kind, "news", **values).knowledge()
    return at(knowledge, "x", day)


def at(knowledge: Knowledge, slug: str, day: dt.date = DAY) -> str:
    """A claim said as of a day."""
    claim = knowledge.claims[iri(slug)]
    return sentence(knowledge, claim, Scenario(day).standing(knowledge, claim))


HELD: dict[str, Values] = {"isHeldBy": "alpha", "isInterestIn": "beta"}
STAKE: dict[str, Values] = {"isHeldBy": "alpha", "isStakeIn": "beta"}
CASES: tuple[tuple[str, dict[str, Values], str], ...] = (
    ("Stake", STAKE | {"shareAtLeast": "0.25", "shareAtMost": "0.25"},
     "According to News Desk (2026-02-03), Alpha holds 25 % of Beta."),
    ("Stake", STAKE, "According to News Desk (2026-02-03), Alpha holds an unstated share of Beta."),
    ("Stake", STAKE | {"shareAbove": "0.5"},
     "According to News Desk (2026-02-03), Alpha holds a share above 50 % up to 100 % of Beta."),
    ("Stake", STAKE | {"shareAtMost": "0.1", "isApproximate": "true"},
     "According to News Desk (2026-02-03), Alpha holds up to about 10 % of Beta."),
    ("Stake", STAKE | {"isHeldBy": ("alpha", "gamma"), "shareAbove": "0.5"},
     "According to News Desk (2026-02-03), Alpha and Gamma jointly hold a share above 50 % up to 100 % of Beta;"
     " how it is split between them is not stated."),
    ("Stake", STAKE | {"stage": "proposed", "bindingness": "non-binding", "shareAtLeast": "0.4", "shareAtMost": "0.4"},
     "According to News Desk (2026-02-03), Alpha would hold 40 % of Beta; proposed only; non-binding."),
    ("Stake", STAKE | {"certainty": "alleged"},
     "It is alleged, according to News Desk (2026-02-03), that Alpha holds an unstated share of Beta."),
    ("Stake", STAKE | {"certainty": "denied"},
     "News Desk (2026-02-03) denied that Alpha holds an unstated share of Beta."),
    ("Stake", STAKE | {"certainty": "under-investigation"},
     "It is under investigation, according to News Desk (2026-02-03), whether Alpha holds an unstated share of Beta."),
    ("Stake", STAKE | {"certainty": "opinion"},
     "In the view of News Desk (2026-02-03), Alpha holds an unstated share of Beta."),
    ("Stake", STAKE | {"stage": "terminated", "endEarliest": "2024-01-01", "endLatest": "2024-12-31"},
     "According to News Desk (2026-02-03), Alpha held an unstated share of Beta; reported as terminated;"
     " until a day within 2024."),
    ("Stake", STAKE | {"startEarliest": "2023-01-01", "startLatest": "2023-12-31"},
     "According to News Desk (2026-02-03), Alpha holds an unstated share of Beta; since a day within 2023."),
    ("Option", HELD | {"stage": "announced"},
     "According to News Desk (2026-02-03), Alpha has an option to acquire an unstated share of Beta;"
     " not reported as exercised; announced."),
    ("Warrant", HELD | {"stage": "proposed"},
     "According to News Desk (2026-02-03), Alpha would receive warrants on an unstated share of Beta;"
     " not reported as exercised; proposed only."),
    ("StateLink", HELD | {"linkKind": "linked-to"}, "According to News Desk (2026-02-03), Beta is linked to Alpha."),
    ("Control", HELD | {"shareAbove": "0.5", "shareBasis": "text:votes; capital not counted"},
     "According to News Desk (2026-02-03), Alpha controls Beta, by means not stated;"
     " the extent given is above 50 % up to 100 %; basis of the extent: votes, capital not counted."),
    ("Loan", {"hasLender": "alpha", "hasBorrower": "beta", "amountAtMost": "600", "currency": "USD",
              "stage": "announced", "bindingness": "conditional"},
     "According to News Desk (2026-02-03), Alpha is to lend up to USD 600 to Beta;"
     " announced, not reported as closed or in force; subject to conditions."),
    ("Loan", {"hasBorrower": "beta", "stage": "in-force", "label": "text:Old loans of Beta"},
     "According to News Desk (2026-02-03), a lender that is not named lends an amount that is not stated to Beta;"
     " listed as “X”."),
    ("Memorandum", {"hasSignatory": ("alpha", "beta"), "concerns": "gamma", "stage": "signed",
                    "bindingness": "non-binding"},
     "According to News Desk (2026-02-03), Alpha and Beta have a memorandum of understanding about Gamma; signed;"
     " non-binding; listed as “X”."),
    ("Acquisition", {"hasBuyer": "alpha", "hasTarget": "beta", "stage": "in-force", "startEarliest": "2025-09-01",
                     "startLatest": "2025-09-30"},
     "According to News Desk (2026-02-03), Alpha has acquired Beta; closed within 2025-09."),
    ("Role", {"isRoleOf": "alpha", "isRoleAt": "beta", "roleTitle": "text:Chairman"},
     "According to News Desk (2026-02-03), Alpha is Chairman of Beta."),
    ("Figure", {"isFigureOf": "beta", "figureKind": "production", "valueAtMost": "5", "unit": "t",
                "isApproximate": "true",
                "base": "text:oxide", "realisation": "planned",
                "startEarliest": "2025-01-01", "startLatest": "2025-01-01",
                "endEarliest": "2025-12-31", "endLatest": "2025-12-31"},
     "X, according to News Desk (2026-02-03): up to about 5 t (oxide), for 2025, a planned figure."),
    ("Milestone", {"isMilestoneOf": "beta", "isDone": "false", "dateLatest": "2027-12-31"},
     "X, according to News Desk (2026-02-03): not reported as done, expected by the end of 2027."),
    ("Milestone", {"isMilestoneOf": "beta", "isDone": "true", "dateEarliest": "2023-01-01", "dateLatest": "2023-12-31"},
     "X, according to News Desk (2026-02-03): done within 2023."),
    ("Condition", {"isConditionOf": "beta", "conditionKind": "release", "statement": "text:Money is raised.",
                   "isMet": "false"},
     "Condition for the release of money under Beta, according to News Desk (2026-02-03): Money is raised; not met."),
    ("Absence", {"isAbout": "beta", "absenceKind": "undecided", "statement": "text:how it is done"},
     "X, undecided according to News Desk (2026-02-03): how it is done."),
    ("Assessment", {"isAbout": "beta", "certainty": "opinion", "statement": "text:is rich, by the data of the U.S."},
     "X, in the view of News Desk (2026-02-03): it is rich, by the data of the U.S."),
    ("Tender", {"hasRegulator": "alpha", "isAbout": "beta", "endEarliest": "2026-03-01", "endLatest": "2026-03-01"},
     "According to News Desk (2026-02-03), Alpha invites offers about Beta; until 2026-03-01; listed as “X”."),
    ("Offtake", {"hasBuyer": "alpha", "concerns": "beta", "hasBeneficiary": "gamma", "stage": "proposed"},
     "According to News Desk (2026-02-03), Alpha is to take output of Beta at the direction of Gamma; proposed only."),
    ("EquityPurchase", {"hasInvestor": "alpha", "hasIssuer": "beta", "amountAtLeast": "4", "amountAtMost": "4",
                        "currency": "USD", "stage": "in-force"},
     "According to News Desk (2026-02-03), Alpha has invested USD 4 in the equity of Beta; listed as “X”."),
    ("BillVote", {"hasRegulator": "alpha", "isAbout": "beta", "outcome": "text:passed, 5 to 4",
                  "dateEarliest": "2026-02-01", "dateLatest": "2026-02-01"},
     "According to News Desk (2026-02-03), Alpha voted on Beta; dated 2026-02-01; outcome: passed, 5 to 4."),
)  # fmt: skip


@pytest.mark.parametrize(("kind", "values", "expected"), CASES, ids=[f"{n} {c[0]}" for n, c in enumerate(CASES)])
def test_a_claim_is_said_as_its_axes_allow(kind: str, values: dict[str, Values], expected: str) -> None:
    assert said(kind, DAY, **values) == expected


def test_shares_given_for_two_interests_together_are_not_said_of_one() -> None:
    both = {"shareAtLeast": "0.08", "shareAtMost": "0.16"}
    world = World().stake("a", "b", "", "news", isShareTogetherWith="warrants", stage="proposed", **both)
    world.claim("warrants", "Warrant", "news", isHeldBy="a", isInterestIn="b", **both)
    assert at(world.knowledge(), "stake-a-in-b") == (
        "According to News Desk (2026-02-03), A would hold a part, not stated alone, of 8 % to 16 % of B;"
        " the share is given for this and Warrants together; proposed only."
    )


def test_what_is_not_in_force_on_the_day_asked_about_says_so() -> None:
    text = said("Stake", dt.date(2022, 12, 31), **STAKE, startEarliest="2023-01-01", startLatest="2025-12-31")
    assert text.endswith(
        "Alpha would hold an unstated share of Beta; from a day between 2023 and 2025;"
        " not in force on the day asked about, as it starts between 2023 and 2025."
    )


def test_what_ended_before_the_day_asked_about_is_said_in_the_past() -> None:
    text = said("Stake", dt.date(2026, 2, 10), **STAKE, endEarliest="2024-01-01", endLatest="2024-12-31")
    assert "Alpha held an unstated share of Beta; until a day within 2024; not in force" in text


def test_what_the_bounds_do_not_decide_is_said_not_to_be_told() -> None:
    text = said("Stake", dt.date(2026, 1, 1), **STAKE)
    assert text.endswith("of Beta; whether it held on that day the sources do not say.")


def told_twice(**second: Values) -> str:
    """A stake of 40 % as one account tells it, and what another tells of it."""
    world = World().account("one", "2026-02-03", voice="desk").account("two", "2026-02-04", voice="rival")
    world.stake("a", "b", "0.4", "one")
    return at(
        world.says("two", "stake-a-in-b", "Stake", isHeldBy="a", isStakeIn="b", **second).knowledge(), "stake-a-in-b"
    )


def test_where_accounts_differ_the_sentence_is_laid_to_the_one_whose_value_it_uses() -> None:
    text = told_twice(shareAtLeast="0.5", shareAtMost="0.5")
    assert text.startswith("According to Rival, quoted by News Desk on 2026-02-04, A holds 50 % of B;")
    assert (
        "accounts differ on the share, and the value used is that of Rival, quoted by News Desk on 2026-02-04" in text
    )
    assert "told in part or otherwise by Desk, quoted by News Desk on 2026-02-03" in text


def test_a_voice_that_gives_no_share_is_not_cited_for_it() -> None:
    assert told_twice().endswith(
        "A holds 40 % of B; told in part or otherwise by Rival, quoted by News Desk on 2026-02-04."
    )


def parts(second: str) -> str:
    """A loan of which one account gives the amount and another, by the same voice or not, the lender."""
    world = World().account("one", "2026-02-03", voice="desk").account("two", "2026-02-04", voice=second)
    world.thing("bank").claim("loan", "Loan", "one", hasBorrower="a", amountAtMost="5", currency="USD")
    return at(world.says("two", "loan", "Loan", hasBorrower="a", hasLender="bank").thing("a").knowledge(), "loan")


def test_what_no_voice_says_alone_is_laid_to_all_taken_together() -> None:
    assert "Rival, quoted by News Desk on 2026-02-04, taken together, Bank lends up to USD 5 to A." in parts("rival")
    assert "taken together" not in parts("desk")


def test_a_voice_that_denies_what_another_reports_is_named() -> None:
    text = told_twice(certainty="denied", shareAtLeast="0.4", shareAtMost="0.4")
    assert "denied" in text
    assert "Rival" in text
    assert "Desk" in text


def test_voices_are_named_with_publisher_and_day() -> None:
    world = (
        World()
        .account("body", "2026-02-05")
        .account("later", "2026-02-06")
        .account("minister", "2026-02-05", voice="marco")
    )
    world.account("form", "2026-02-04", voice="beta", section="filing")
    for account in ("body", "later", "minister", "form"):
        world.says(account, "x", "Membership", hasMember="a", isMembershipIn="b")
    assert at(world.thing("a").thing("b").thing("x", "Membership").knowledge(), "x") == (
        "According to News Desk (2026-02-05 and 2026-02-06); Marco, quoted by News Desk on 2026-02-05;"
        " and a filing of Beta, cited by News Desk on 2026-02-04, A is a member of B."
    )


AXES = list(product((None, *STAGE.terms.values()), (None, *BINDINGNESS.terms.values()), CERTAINTY.terms.values()))


def pairs(axes: tuple[str | None, str | None, str]) -> set[tuple[tuple[int, str | None], ...]]:
    """Every two values of a combination, each with the place of its axis."""
    return set(combinations(enumerate(axes), 2))


def given_axes(claim: Claim, stage: str | None, binding: str | None, certainty: str) -> Claim:
    """The same claim with other axes."""
    values: dict[str, tuple[Value, ...]] = {**claim.values, "certainty": (CERTAINTY.namespace + certainty,)}
    values |= {"stage": (STAGE.namespace + stage,)} if stage else {}
    values |= {"bindingness": (BINDINGNESS.namespace + binding,)} if binding else {}
    return Claim(claim.node, claim.kind, claim.label, values, claim.accounts, claim.tell, claim.used)


def sound(text: str, kind: str, axes: tuple[str | None, str | None, str]) -> None:
    """Hold a sentence to what its axes allow."""
    stage, binding, certainty = axes
    assert not BAD.search(text), text
    assert text.endswith(".")
    assert DOUBT.get(certainty, "") in text.lower(), text
    if kind in OPTIONAL_KINDS:
        assert "not reported as exercised" in text
    if stage in NOT_YET:
        assert (
            "proposed only" if stage == "proposed" else "nothing agreed" if stage == "reported-talks" else stage
        ) in text
    if binding in ("non-binding", "conditional"):
        assert ("subject to conditions" if binding == "conditional" else "non-binding") in text
    unsure = stage in (*NOT_YET, *ENDED) or binding in ("non-binding", "conditional")
    if unsure and kind not in (*OPTIONAL_KINDS, *PAPERS):
        assert not HOLDING.search(text.split(";")[0].split(", ", 1)[-1]), text


SPOKEN = (
    "Stake", "VotingRight", "Option", "Warrant", "Control", "StateLink", "Operatorship", "LicenceHolding", "Loan",
    "Financing", "Offtake", "Supply", "Acquisition", "Memorandum", "Framework", "Participation", "Role", "Placement",
    "BoardRight", "Parentage", "EquityPurchase", "DirectFunding", "Amendment", "PriceSupport",
)  # fmt: skip


def test_every_kind_of_the_facts_is_sound_in_its_third_of_all_combinations_of_the_axes(knowledge: Knowledge) -> None:
    first = {claim.kind: claim for claim in map(knowledge.claims.__getitem__, reversed(list(knowledge.claims)))}
    assert set(SPOKEN) - {"VotingRight"} <= set(first)
    thirds = [AXES[place::3] for place in range(3)]  # every two values of two axes meet in each
    every = {pair for axes in AXES for pair in pairs(axes)}
    assert all({pair for axes in third for pair in pairs(axes)} == every for third in thirds)
    for place, kind in enumerate(sorted(set(SPOKEN) & set(first))):
        for axes in thirds[place % 3]:
            sound(sentence(knowledge, given_axes(first[kind], *axes)), kind, axes)


@given(
    kind=st.sampled_from(SPOKEN),
    axes=st.sampled_from(AXES),
    holders=st.lists(st.sampled_from(("alpha", "beta", "gamma")), max_size=3, unique=True),
    share=st.none() | st.tuples(st.integers(0, 100), st.booleans()),
)
def test_any_claim_with_any_axes_yields_a_sound_sentence(
    kind: str, axes: tuple[str | None, str | None, str], holders: list[str], share: tuple[int, bool] | None
) -> None:
    knowledge = WORLD
    names = {match for slot, _ in SLOT.findall(knowledge.template(kind)) for match in slot.split("|")}
    things = {
        name: tuple(map(iri, holders)) for name in names if holders and name.startswith(("has", "is", "concerns"))
    }
    low = {"shareAbove" if share[1] and share[0] < 100 else "shareAtLeast": (Decimal(share[0]) / 100,)} if share else {}
    claim = given_axes(Claim(iri("made"), kind, "Made-up claim", {**things, **low}, (NEWS,)), *axes)
    text = sentence(knowledge, claim)
    sound(text, kind, axes)
    assert "not named" in text or "not stated" in text or holders


WORLD = World().thing("alpha").thing("beta").thing("gamma").stake("alpha", "beta").knowledge()
NEWS = next(iter(WORLD.accounts))


def test_every_claim_of_the_facts_is_said_without_a_gap(knowledge: Knowledge) -> None:
    silent = []
    for node in knowledge.claims:
        claim = knowledge.claims[node]
        text = sentence(knowledge, claim, Scenario(DAY).standing(knowledge, claim))
        silent += [] if text else [node]
        assert not BAD.search(text), text
        assert claim.node.rsplit("/", 1)[-1] not in text or "-" not in claim.node.rsplit("/", 1)[-1], text
        assert not text or DOUBT.get(claim.concept("certainty") or "", "") in text.lower(), text
    assert [node for node in silent if knowledge.claims[node].kind] == []
    assert len(silent) < 5


def test_every_class_of_claim_can_be_said(knowledge: Knowledge) -> None:
    assert [kind for kind in CLASSES.split() if knowledge.is_a(kind, "Claim") and not knowledge.template(kind)] == []


def test_templates_name_properties_only(knowledge: Knowledge) -> None:
    special = {"voice", "label", "share", "amount", "value", "done", "described"}
    names = {
        name
        for kind in CLASSES.split()
        for slot, _ in SLOT.findall(knowledge.template(kind))
        for name in slot.split("|")
    } - {""}
    assert sorted(name for name in names - special if RG.namespace + name not in set(RG)) == []


def test_every_certainty_has_words() -> None:
    assert set(CERTAINTIES) == set(CERTAINTY.terms.values())


@pytest.mark.parametrize("accounts", [("news",), ("news", "other")])
def test_a_certainty_that_is_none_is_named_with_those_that_are(accounts: tuple[str, ...]) -> None:
    world = World().thing("alpha").thing("beta")
    for account in accounts:
        world.says(account, "x", "Stake", isHeldBy="alpha", isStakeIn="beta", certainty="certain")
    knowledge = world.knowledge()
    with pytest.raises(BadFact, match="id/x: certainty 'certain' is none of alleged, denied, disputed, estimated, "):
        sentence(knowledge, knowledge.claims[iri("x")])
