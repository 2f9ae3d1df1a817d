"""A hop is said in a few lines: who does what to whom, how much, how sure, when, and who says so."""

import datetime as dt

import pytest
from world import World, iri

from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Scenario
from regraph.wording.evidence import Payload, claim_payload
from regraph.wording.hops import UNDATED, dateline, dates_text, difference_lines, hop_lines, unsaid
from regraph.wording.numbered import Footnotes

DAY = dt.date(2026, 2, 10)


def hop(knowledge: Knowledge, slug: str, **more: object) -> Payload:
    claim = knowledge.claims[iri(slug)]
    standing = Scenario(DAY).standing(knowledge, claim)
    return {
        "source": {"label": "Alpha"},
        "verb": "holds a stake in",
        "target": {"label": "Beta"},
        "shareText": "40 %",
        "status": standing.status.value,
        "reason": standing.reason,
        "claim": claim_payload(knowledge, claim),
    } | more


def test_a_hop_is_short_then_a_sentence_then_what_that_does_not_say() -> None:
    knowledge = (
        World().stake("alpha", "beta", "0.4", "news", startEarliest="2023-01-01", startLatest="2023-12-31").knowledge()
    )
    assert hop_lines(hop(knowledge, "stake-alpha-in-beta"), 2, Footnotes()) == [
        "  2. Alpha holds a stake in Beta",
        "     According to News Desk (2026-02-03), Alpha holds 40 % of Beta; since a day within 2023.",
        "     reported · closed / in force · counted: as stated on 2026-02-03; no end is stated since",
        "     [1: 100–150]",
    ]


def test_a_hop_without_a_sentence_says_name_share_and_dates() -> None:
    knowledge = World().stake("alpha", "beta", "0.4").knowledge()
    bare = hop(knowledge, "stake-alpha-in-beta")
    bare["claim"] = bare["claim"] | {"sentence": None}
    assert hop_lines(bare, 1, Footnotes())[1] == (
        "     Stake Alpha In Beta · 40 % · reported · closed / in force · no dates stated"
        " · counted: as stated on 2026-02-03; no end is stated since"
    )


UNSAID = (
    ("Stake of A in B", "A holds a stake in B.", ""),
    ("Stake of A in C", "A holds a stake in B.", "Stake of A in C"),
    ("40 %", "A holds 40 % of B.", ""),
    ("14 %", "A holds 40 % of B.", "14 %"),
    ("", "anything", ""),
)


@pytest.mark.parametrize(("part", "said", "expected"), UNSAID, ids=[f"{u[0]} in {u[1]}" for u in UNSAID])
def test_a_part_is_left_out_where_a_sentence_says_all_its_words(part: str, said: str, expected: str) -> None:
    assert unsaid(part, said) == expected


FRAMES: tuple[tuple[Payload, str], ...] = (
    ({"latestAccount": "2026-02-06", "knownBy": None}, "latest account known: 2026-02-06"),
    ({"latestAccount": None, "knownBy": "2026-01-01"}, "latest account known: none; known by 2026-01-01"),
    (
        {"latestAccount": "2026-02-06", "knownBy": None, "include": ["options", "proposed"], "exclude": ["alleged"]},
        "latest account known: 2026-02-06; included: options, proposed; excluded: alleged",
    ),
    (
        {"latestAccount": "2026-02-06", "knownBy": None, "convention": "simple-paths", "include": [], "exclude": []},
        "latest account known: 2026-02-06; shares integrated over simple paths",
    ),
)


@pytest.mark.parametrize(("payload", "expected"), FRAMES, ids=[f[1] for f in FRAMES])
def test_the_frame_of_an_answer_is_one_line(payload: Payload, expected: str) -> None:
    assert dateline(payload) == expected


def test_dates_are_said_or_said_to_be_missing() -> None:
    when = {"text": "2023"}
    assert dates_text({"start": when, "end": None, "date": when}) == "start 2023, date 2023"
    assert dates_text({"start": None, "end": None, "date": None}) == UNDATED


def told(first: str, second: str) -> Payload:
    """A stake of which two accounts give another certainty and another share."""
    world = World().account("one", "2026-02-03").account("two", "2026-02-04")
    world.stake("alpha", "beta", "0.4", "one", certainty=first)
    world.says(
        "two", "stake-alpha-in-beta", "Stake", isHeldBy="alpha", isStakeIn="beta", certainty=second,
        shareAtLeast="0.5", shareAtMost="0.5",
    )  # fmt: skip
    knowledge = world.knowledge()
    return claim_payload(knowledge, knowledge.claims[iri("stake-alpha-in-beta")])


def test_a_difference_names_each_value_its_account_and_the_rule() -> None:
    claim = told("reported", "stated-by-party")
    notes = Footnotes()
    notes.cite(claim["accounts"])
    (line,) = difference_lines(claim, notes)
    assert line == ("     accounts differ on share: 40 % [1]; 50 % [2]. [2] is used: later over earlier")


@pytest.mark.parametrize(
    ("first", "second", "shown"),
    (("reported", "stated-by-party", False), ("reported", "alleged", True), ("denied", "reported", True)),
)
def test_a_difference_in_certainty_is_shown_where_somebody_doubts(first: str, second: str, shown: bool) -> None:
    claim = told(first, second)
    lines = difference_lines(claim, Footnotes())
    assert any("accounts differ on certainty" in line for line in lines) is shown
