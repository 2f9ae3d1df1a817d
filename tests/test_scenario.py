"""What counts on a day: by default what is in force; the rest stands beside, and says what would count it."""

import datetime as dt
from functools import cache
from itertools import chain, combinations, product

import pytest
from world import Values, World, iri

from regraph.errors import BadChoice
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import (
    CERTAINTIES,
    ENDED,
    INCLUDABLE,
    NOT_YET,
    OPTIONAL_KINDS,
    Scenario,
    Standing,
    Status,
    excluded,
    included,
)
from regraph.names import ACCOUNT, BINDINGNESS, CERTAINTY, SOURCE, STAGE, local

DAY = dt.date(2026, 2, 10)
STAGES = tuple(map(local, STAGE))
BINDINGS = tuple(map(local, BINDINGNESS))
KINDS = ("Stake", "Loan", "Control", *OPTIONAL_KINDS)
NODE = iri("x")


def world(kind: str = "Stake", **values: Values) -> Knowledge:
    """One claim `x`, told on 2026-02-03."""
    return World().claim("x", kind, "news", **values).knowledge()


def standing(knowledge: Knowledge, include: tuple[str, ...] = (), exclude: str = "", day: dt.date = DAY) -> Standing:
    frame = Scenario(day, included(include), frozenset((exclude,)) - {""})
    return frame.standing(knowledge, knowledge.claims[NODE])


COUNTED, POSSIBLE, BESIDE = Status.COUNTED, Status.POSSIBLE, Status.BESIDE
CASES = (
    # kind, stage, bindingness, include, status, needs
    ("Stake", "in-force", "not-stated", "", COUNTED, ""),
    ("Stake", "in-force", "binding", "", COUNTED, ""),
    ("Stake", "proposed", "not-stated", "", BESIDE, "proposed"),
    ("Stake", "proposed", "not-stated", "proposed", COUNTED, ""),
    ("Stake", "announced", "not-stated", "", BESIDE, "proposed"),
    ("Stake", "reported-talks", "not-stated", "", BESIDE, "proposed"),
    ("Stake", "signed", "binding", "", BESIDE, "proposed"),
    ("Stake", "approved", "binding", "", BESIDE, "proposed"),
    ("Stake", "proposed", "non-binding", "", BESIDE, "non-binding,proposed"),
    ("Stake", "proposed", "non-binding", "proposed", BESIDE, "non-binding"),
    ("Stake", "proposed", "non-binding", "non-binding", BESIDE, "proposed"),
    ("Stake", "proposed", "non-binding", "proposed,non-binding", COUNTED, ""),
    ("Stake", "proposed", "non-binding", "options", BESIDE, "non-binding,proposed"),
    ("Stake", "signed", "conditional", "", BESIDE, "conditional,proposed"),
    ("Stake", "signed", "conditional", "conditional,proposed", COUNTED, ""),
    ("Stake", "in-force", "conditional", "", BESIDE, "conditional"),
    ("Stake", "proposed", "non-binding", "id:x", COUNTED, ""),
    ("Stake", "proposed", "non-binding", "id:y", BESIDE, "non-binding,proposed"),
    ("Option", "in-force", "binding", "", BESIDE, "options"),
    ("Option", "announced", "not-stated", "", BESIDE, "options"),
    ("Option", "announced", "not-stated", "options", COUNTED, ""),
    ("Option", "announced", "non-binding", "options", COUNTED, ""),
    ("Option", "announced", "not-stated", "proposed,non-binding,conditional", BESIDE, "options"),
    ("Option", "announced", "not-stated", "id:x", COUNTED, ""),
    ("Warrant", "proposed", "non-binding", "", BESIDE, "options"),
    ("Warrant", "proposed", "non-binding", "proposed,non-binding", BESIDE, "options"),
    ("Convertible", "in-force", "binding", "", BESIDE, "options"),
    ("Loan", "in-force", "binding", "", COUNTED, ""),
    ("Loan", "announced", "conditional", "", BESIDE, "conditional,proposed"),
)


@pytest.mark.parametrize(
    ("kind", "stage", "binding", "include", "status", "needs"), CASES, ids=["-".join(map(str, c[:4])) for c in CASES]
)
def test_a_claim_counts_only_as_far_as_its_kind_stage_and_bindingness_allow(
    kind: str, stage: str, binding: str, include: str, status: Status, needs: str
) -> None:
    found = standing(world(kind, stage=stage, bindingness=binding), (include,))
    assert (found.status, ",".join(found.needs)) == (status, needs)


EVERY = tuple(product(KINDS, STAGES))
INCLUDES = tuple(chain.from_iterable(combinations(INCLUDABLE, n) for n in range(len(INCLUDABLE) + 1)))


@cache
def stated(kind: str, stage: str) -> dict[str, Knowledge]:
    """One claim with each bindingness."""
    return {binding: world(kind, stage=stage, bindingness=binding) for binding in BINDINGS}


@pytest.mark.parametrize(("kind", "stage"), EVERY, ids=["-".join(e) for e in EVERY])
def test_what_a_claim_needs_is_what_counts_it_and_nothing_less_does(kind: str, stage: str) -> None:
    for binding, knowledge in stated(kind, stage).items():
        default = standing(knowledge)
        for include in INCLUDES:
            found = standing(knowledge, include)
            if stage in ENDED:
                assert found.status is Status.ENDED, (binding, include)
            else:
                assert found.counts == (set(default.needs) <= set(include)), (binding, include)
                assert set(found.needs) == set(default.needs) - set(include), (binding, include)


@pytest.mark.parametrize(("kind", "stage"), EVERY, ids=["-".join(e) for e in EVERY])
def test_by_default_only_what_is_in_force_and_no_option_counts(kind: str, stage: str) -> None:
    in_force = kind not in OPTIONAL_KINDS and stage == "in-force"
    expected = {binding: in_force and binding in ("binding", "not-stated") for binding in BINDINGS}
    assert expected == {binding: standing(known).counts for binding, known in stated(kind, stage).items()}


def test_every_stage_is_in_force_still_to_come_or_ended() -> None:
    assert {"in-force", *NOT_YET, *ENDED} == set(STAGES)


def test_every_certainty_can_be_excluded() -> None:
    assert set(CERTAINTIES) == set(map(local, CERTAINTY))


@pytest.mark.parametrize("certainty", CERTAINTIES)
def test_a_certainty_is_counted_unless_it_is_denied_or_excluded(certainty: str) -> None:
    knowledge = world(certainty=certainty)
    assert standing(knowledge).status is (Status.DENIED if certainty == "denied" else COUNTED)
    out = standing(knowledge, exclude=certainty)
    assert (out.status, out.reason) == (Status.EXCLUDED, f"{certainty}, taken out by --exclude")


def test_a_denied_claim_counts_when_it_is_named() -> None:
    assert standing(world(certainty="denied"), ("id:x",)).status is COUNTED
    assert standing(world(certainty="denied")).needs == ("id:x",)


def test_what_is_excluded_stays_out_even_when_it_is_included() -> None:
    assert standing(world(certainty="alleged"), ("id:x",), exclude="alleged").status is Status.EXCLUDED


DATES: tuple[tuple[str, dict[str, str], str, Status], ...] = (
    # stage, dates, day, status
    ("in-force", {}, "2026-02-10", COUNTED),
    ("in-force", {}, "2022-12-31", POSSIBLE),
    ("in-force", {"startEarliest": "2023-01-01", "startLatest": "2025-12-31"}, "2022-12-31", Status.NOT_THEN),
    ("in-force", {"startEarliest": "2023-01-01", "startLatest": "2025-12-31"}, "2024-06-30", POSSIBLE),
    ("in-force", {"startEarliest": "2023-01-01", "startLatest": "2025-12-31"}, "2026-02-01", COUNTED),
    ("in-force", {"endEarliest": "2026-12-31", "endLatest": "2026-12-31"}, "2027-01-01", Status.NOT_THEN),
    ("terminated", {"endEarliest": "2025-06-01", "endLatest": "2025-06-30"}, "2025-07-01", Status.ENDED),
    ("terminated", {"endEarliest": "2025-06-01", "endLatest": "2025-06-30"}, "2025-06-15", POSSIBLE),
    ("terminated", {"endEarliest": "2025-06-01", "endLatest": "2025-06-30"}, "2025-05-31", POSSIBLE),
    ("expired", {}, "2026-02-10", Status.ENDED),
    ("proposed", {"startEarliest": "2027-01-01", "startLatest": "2027-12-31"}, "2026-02-10", Status.NOT_THEN),
)


@pytest.mark.parametrize(("stage", "dates", "day", "status"), DATES, ids=[f"{d[0]} {list(d[1])} {d[2]}" for d in DATES])
def test_a_claim_stands_as_its_dates_say(stage: str, dates: dict[str, str], day: str, status: Status) -> None:
    assert standing(world(stage=stage, **dates), day=dt.date.fromisoformat(day)).status is status


def test_what_ended_on_a_day_that_nobody_states_may_have_been_in_force_long_before() -> None:
    knowledge = world(stage="terminated", startEarliest="2019-01-01", startLatest="2019-01-01")
    assert standing(knowledge, day=dt.date(2020, 6, 30)).status is POSSIBLE


def test_the_first_account_that_speaks_of_a_thing_is_enough_for_its_day() -> None:
    world = World().account("old", "2026-02-03").account("new", "2026-02-06")
    world.claim("x", "Stake", "old").says("new", "x", "Stake")
    assert standing(world.knowledge(), day=dt.date(2026, 2, 4)).status is COUNTED


REASONS = (
    ("Option", "announced", "not-stated", (), "option not reported as exercised, announced"),
    ("Warrant", "proposed", "non-binding", (), "warrant not reported as exercised, proposed, non-binding"),
    ("Stake", "reported-talks", "non-binding", (), "reported talks, non-binding"),
    ("Stake", "in-force", "conditional", (), "conditional"),
    ("Stake", "proposed", "not-stated", ("proposed",), "included though proposed"),
    ("Option", "in-force", "binding", ("options",), "included though option not reported as exercised"),
    ("Stake", "in-force", "binding", (), "as stated on 2026-02-03; no end is stated since"),
)


@pytest.mark.parametrize(("kind", "stage", "binding", "include", "reason"), REASONS, ids=[r[4] for r in REASONS])
def test_a_standing_says_why(kind: str, stage: str, binding: str, include: tuple[str, ...], reason: str) -> None:
    assert standing(world(kind, stage=stage, bindingness=binding), include).reason == reason


def test_a_standing_names_an_end_that_is_still_to_come() -> None:
    knowledge = world(stage="in-force", endEarliest="2027-01-01", endLatest="2027-12-31")
    found = standing(knowledge, day=dt.date(2026, 3, 1))
    assert (found.status, found.reason) == (COUNTED, "as stated on 2026-02-03; it ends 2027")


def test_words_to_include_come_one_by_one_or_joined() -> None:
    assert included(("options, proposed", "id:x")) == {"options", "proposed", NODE}
    assert included((NODE,)) == {NODE}
    assert included(()) == frozenset()


def test_a_wrong_word_to_include_is_refused_with_the_right_ones() -> None:
    with pytest.raises(BadChoice) as caught:
        included(("optoins",))
    assert caught.value.allowed == (*INCLUDABLE, "id:SLUG of a claim")


BY = frozenset((SOURCE + "news", ACCOUNT + "news", ACCOUNT + "news-summary"))
EXCLUDED = {
    "a certainty": ("alleged", {"alleged"}, set()),
    "two": ("alleged,opinion", {"alleged", "opinion"}, set()),
    "a source": ("source:news", set(), {SOURCE + "news"}),
    "an account": ("account:news", set(), {ACCOUNT + "news"}),
    "a slug of both": ("news", set(), {SOURCE + "news", ACCOUNT + "news"}),
    "an IRI": (ACCOUNT + "news-summary", set(), {ACCOUNT + "news-summary"}),
    "an account by its bare slug": ("news-summary", set(), {ACCOUNT + "news-summary"}),
}


@pytest.mark.parametrize("case", EXCLUDED)
def test_words_to_exclude_name_certainties_sources_or_accounts(case: str) -> None:
    word, certainties, dropped = EXCLUDED[case]
    assert tuple(map(set, excluded((word,), BY))) == (certainties, dropped)


def test_a_source_whose_name_holds_the_word_source_is_not_mixed_up() -> None:
    by = frozenset((SOURCE + "one-account", ACCOUNT + "one-account", ACCOUNT + "sourcebook", SOURCE + "sourcebook"))
    assert excluded(("source:sourcebook",), by)[1] == {SOURCE + "sourcebook"}
    assert excluded(("account:one-account",), by)[1] == {ACCOUNT + "one-account"}


def test_a_wrong_word_to_exclude_is_refused_with_the_right_ones() -> None:
    with pytest.raises(BadChoice, match="--exclude: 'allegde' is none of alleged, denied"):
        excluded(("allegde",), BY)
