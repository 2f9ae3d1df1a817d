"""What is done, due and overdue on a day, by whose word, and which events are those of a thing."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from world import Values, World, iri

from regraph.analysis.timeline.events import EVERYWHERE, Event, has_events, publications, timeline_of
from regraph.analysis.timeline.reach import reached
from regraph.analysis.timeline.states import State, state_of
from regraph.analysis.timeline.window import Window, by_day
from regraph.errors import BadBounds
from regraph.model.dates import Answer, When
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Scenario
from regraph.names import local
from regraph.store.sparql.binding import term
from regraph.store.sparql.query import answer
from regraph.store.sparql.results import plain_text
from regraph.store.sparql.saved import named
from regraph.store.view import View, resolved_view

TODAY = dt.date(2026, 2, 10)
HAPPENED, DISPUTED, OVERDUE, DUE, OFF, DENIED = State
Told = tuple[str, str, str, State]


def on(day: dt.date = TODAY, exclude: frozenset[str] = frozenset()) -> Scenario:
    """The frame of a question."""
    return Scenario(day, frozenset(), exclude)


def told(events: tuple[Event, ...]) -> list[Told]:
    """Events in short: slug, point, date in words, state."""
    return [(local(e.node), e.point, e.when.text(), e.state) for e in events]


# Each with the passages that the dates were read from by hand.
SERRA = "2026-02-06-rare-earth-exchanges-serra-verde-breaks-the-china-loop"
DIGEST = "2026-02-05-strategic-metals-digest"
WORKED: dict[str, tuple[str, Told]] = {
    f"{DIGEST}#char=1512,1615": (
        "Minami Torishima",
        ("milestone-minami-torishima-processing-facility", "date", "between 2025-09 and 2025-12", OVERDUE),
    ),
    "2026-02-03-rare-earth-exchanges-who-owns-malawis-rare-earths#char=118934,118970": (
        "", ("milestone-mawei-promised-production", "date", "by the end of 2026-01", OVERDUE),
    ),
    f"{SERRA}#char=35082,35251": (
        "serra-verde", ("serra-verde-chinese-offtake", "end", "2026-12-31", DUE),
    ),
    f"{SERRA}#char=34293,34380": (
        "serra-verde", ("milestone-pela-ema-phase-i-expansion-reached", "date", "by the end of 2027", DUE),
    ),
    f"{SERRA}#char=34382,34428": (
        "pela-ema", ("milestone-pela-ema-production-start", "date", "2024", HAPPENED),
    ),
    "2026-02-04-rare-earth-exchanges-ustda-steps-forward#char=96114,96142": (
        "", ("milestone-kazozu-request-for-proposals-closes", "date", "2026-02-17", DUE),
    ),
    "2026-02-04-rare-earth-exchanges-ustda-steps-forward#char=95767,95945": (
        "kazozu", ("ustda-tender-for-kazozu-feasibility-study", "end", "2026-02-17", DUE),
    ),
    "2026-02-04-rare-earth-exchanges-usa-rare-earth-at-the-crossroads#char=103005,103071": (
        "usa-rare-earth", ("condition-usa-rare-earth-revolving-credit", "date", "by the end of 2026", DUE),
    ),
    "2026-02-07-rare-earth-exchanges-energy-fuels-asm-deal-maps-a-western-detour#char=11011,11092": (
        "", ("milestone-energy-fuels-acquisition-of-asm-closing", "date", "by the end of 2026-06", DUE),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("name", "event"), WORKED.values(), ids=WORKED)
def test_an_event_is_the_one_that_its_passage_gives(knowledge: Knowledge, name: str, event: Told) -> None:
    entity = next((i for i in knowledge.things if name in (knowledge.label(i), local(i))), None) if name else None
    assert event in told(timeline_of(knowledge, entity, on()))


def test_by_the_middle_of_2027_what_no_account_confirms_is_overdue(knowledge: Knowledge) -> None:
    found = told(timeline_of(knowledge, None, on(dt.date(2027, 6, 30)), states=frozenset({OVERDUE})))
    assert {local for local, *_ in found} >= {
        "milestone-energy-fuels-acquisition-of-asm-closing",
        "milestone-kazozu-request-for-proposals-closes",
        "condition-usa-rare-earth-revolving-credit",
    }


def test_the_end_of_an_offtake_that_one_voice_calls_ended_is_never_overdue_but_disputed(knowledge: Knowledge) -> None:
    found = told(timeline_of(knowledge, iri("serra-verde-chinese-offtake"), on(dt.date(2027, 6, 30))))
    assert ("serra-verde-chinese-offtake", "end", "2026-12-31", DISPUTED) in found


Say = dict[str, Values]
PAST: Say = {"dateLatest": "2025-12-31"}
AHEAD: Say = {"dateEarliest": "2027-01-01", "dateLatest": "2027-12-31"}
STARTED: Say = {"startEarliest": "2025-01-01", "startLatest": "2025-01-31"}
ENDS: Say = {"endEarliest": "2025-12-31", "endLatest": "2025-12-31"}
STATES: dict[str, tuple[str, str, Say, State]] = {
    "a milestone done": ("Milestone", "date", {**PAST, "isDone": "true"}, HAPPENED),
    "a milestone done without a day": ("Milestone", "date", {"isDone": "true"}, HAPPENED),
    "a milestone not done by its day": ("Milestone", "date", {**PAST, "isDone": "false"}, OVERDUE),
    "a milestone of which nobody says whether": ("Milestone", "date", PAST, OVERDUE),
    "a milestone ahead": ("Milestone", "date", {**AHEAD, "isDone": "false"}, DUE),
    "a milestone told as done, on a day to come": ("Milestone", "date", {**AHEAD, "isDone": "true"}, DUE),
    "a milestone without any day": ("Milestone", "date", {"isDone": "false"}, DUE),
    "a milestone not before a day": ("Milestone", "date", {"isDone": "false", "dateEarliest": "2020-01-01"}, DUE),
    "a milestone due on the very day": (
        "Milestone", "date", {"isDone": "false", "dateEarliest": "2026-02-10", "dateLatest": "2026-02-10"}, DUE
    ),
    "a milestone due the day before": (
        "Milestone", "date", {"isDone": "false", "dateEarliest": "2026-02-09", "dateLatest": "2026-02-09"}, OVERDUE
    ),
    "a milestone denied": ("Milestone", "date", {**PAST, "isDone": "true", "certainty": "denied"}, DENIED),
    "a milestone alleged as done": ("Milestone", "date", {**PAST, "isDone": "true", "certainty": "alleged"}, HAPPENED),
    "a condition met": ("Condition", "date", {**PAST, "isMet": "true"}, HAPPENED),
    "a condition not met": ("Condition", "date", {**PAST, "isMet": "false"}, OVERDUE),
    "a covenant with a day": ("Condition", "date", {**PAST, "conditionKind": "covenant"}, OVERDUE),
    "a vote with an outcome": ("BillVote", "date", {**PAST, "outcome": "passed"}, HAPPENED),
    "a vote told after its day": ("BillVote", "date", PAST, HAPPENED),
    "a tender that closes ahead": ("Tender", "date", AHEAD, DUE),
    "a tender that closed after it was told": (
        "Tender", "date", {"dateEarliest": "2026-02-05", "dateLatest": "2026-02-05"}, OVERDUE
    ),
    "a loan in force": ("Loan", "start", {**STARTED, "stage": "in-force"}, HAPPENED),
    "a loan announced": ("Loan", "start", {**STARTED, "stage": "announced"}, OVERDUE),
    "a loan signed": ("Loan", "start", {**STARTED, "stage": "signed"}, OVERDUE),
    "a memorandum signed": ("Memorandum", "start", {**STARTED, "stage": "signed"}, HAPPENED),
    "an option announced": ("Option", "start", {**STARTED, "stage": "announced"}, HAPPENED),
    "an option proposed": ("Option", "start", {**STARTED, "stage": "proposed"}, OVERDUE),
    "an offtake whose term is over": ("Offtake", "end", {**ENDS, "stage": "in-force"}, OVERDUE),
    "an offtake called ended": ("Offtake", "end", {**ENDS, "stage": "expired"}, HAPPENED),
    "an offtake that runs on": ("Offtake", "end", {"endLatest": "2027-12-31", "stage": "in-force"}, DUE),
    "a role that is told as over": ("Role", "end", ENDS, HAPPENED),
    "a loan terminated before it was to begin": (
        "Loan", "start", {"startEarliest": "2027-01-01", "stage": "terminated"}, OFF
    ),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "point", "says", "expected"), STATES.values(), ids=STATES)
def test_an_event_is_what_its_claim_says_of_it(kind: str, point: str, says: Say, expected: State) -> None:
    knowledge = World().thing("it").claim("x", kind, "news", **says).knowledge()
    assert state_of(knowledge, knowledge.claims[iri("x")], point, TODAY) is expected


def test_every_state_is_reached_by_some_case() -> None:
    assert {expected for *_, expected in STATES.values()} | {DISPUTED} == set(State)


def due_and_done() -> World:
    """A milestone that an earlier account expects, and of which a summary box says that it is done."""
    world = World().account("body", "2026-02-03").account("box", "2026-02-03", source="body", section="summary")
    world.thing("it").says("body", "x", "Milestone", isMilestoneOf="it", isDone="false", **PAST)
    return world.says("box", "x", "Milestone", isMilestoneOf="it", isDone="true", **PAST)


def test_what_only_a_voice_not_followed_calls_done_is_neither_done_nor_overdue() -> None:
    assert told(timeline_of(due_and_done().knowledge(), iri("it"), on())) == [
        ("x", "date", "by the end of 2025", DISPUTED)
    ]


def test_a_later_account_that_says_done_ends_what_was_overdue_and_is_not_known_before_its_day() -> None:
    world = World().account("old", "2025-06-01").account("new", "2026-02-05").thing("it")
    world.says("old", "x", "Milestone", isMilestoneOf="it", isDone="false", **PAST)
    world.says("new", "x", "Milestone", isMilestoneOf="it", isDone="true", **PAST)
    states = {by: timeline_of(world.knowledge(by), None, on())[0].state for by in (dt.date(2026, 2, 4), TODAY)}
    assert states == {dt.date(2026, 2, 4): OVERDUE, TODAY: HAPPENED}


def test_what_is_overdue_names_the_latest_account_that_speaks_of_the_matter() -> None:
    world = World().account("old", "2025-06-01").account("new", "2026-02-05").account("else", "2026-02-09").thing("it")
    world.says("old", "x", "Milestone", isMilestoneOf="it", isDone="false", **PAST)
    world.says("new", "y", "Figure", isFigureOf="it", valueAtMost="5").thing("other")
    world.says("else", "z", "Figure", isFigureOf="other", valueAtMost="5")
    (event,) = timeline_of(world.knowledge(), iri("it"), on())
    assert local(event.silent) == "new"
    assert timeline_of(world.knowledge(dt.date(2025, 7, 1)), iri("it"), on())[0].silent.endswith("old")


def test_whether_it_was_done_by_a_day_within_its_bounds_is_left_open_before_it_was_told() -> None:
    world = World().account("news", "2026-02-03").thing("it")
    world.says("news", "x", "Milestone", isMilestoneOf="it", isDone="true",
               dateEarliest="2023-01-01", dateLatest="2025-12-31")  # fmt: skip
    certain = {day: timeline_of(world.knowledge(), None, on(day))[0] for day in (dt.date(2024, 6, 1), TODAY)}
    assert [(e.state, e.is_certain) for e in certain.values()] == [(HAPPENED, False), (HAPPENED, True)]


def reach_world() -> World:
    """Alpha holds a mine, borrows and is to hold a part of Beta, whose own loan is Beta's alone."""
    world = World().thing("mine", "Mine").thing("pit", "Mine").thing("bank").thing("beta").thing("alpha")
    world.stake("alpha", "mine", "0.5", stage="proposed").says("news", "pit", isPartOf="mine")
    world.claim("loan", "Loan", "news", hasBorrower="alpha", hasLender="bank", stage="announced")
    world.claim("other", "Loan", "news", hasBorrower="beta", hasLender="bank", endLatest="2030-01-01")
    for slug, of in (("paid", "loan"), ("opened", "mine"), ("dug", "pit"), ("own", "alpha"), ("theirs", "beta")):
        world.says("news", slug, "Milestone", isMilestoneOf=of, isDone="false", dateLatest="2027-12-31")
    return world.says("news", "size", "Figure", isFigureOf="alpha", valueAtMost="5", startEarliest="2020-01-01")


def test_a_thing_has_its_own_events_and_those_of_its_deals_and_assets_each_with_its_reason() -> None:
    found = {local(n): why for n, why in reached(reach_world().knowledge(), iri("alpha"), on()).items()}
    ways = {n: [(w.roles, local(w.through), local(w.asset)) for w in found[n]] for n in found}
    assert {n: ways[n] for n in ("paid", "opened", "dug", "own")} == {
        "paid": [((), "loan", "")],
        "opened": [((), "stake-alpha-in-mine", "mine")],
        "dug": [((), "stake-alpha-in-mine", "pit")],
        "own": [(("isMilestoneOf",), "", "")],
    }
    assert not {"theirs", "other", "size"} & set(found)


def test_an_asset_reached_only_by_what_is_taken_out_or_denied_gives_no_events() -> None:
    alleged = World().thing("mine", "Mine").stake("alpha", "mine", "0.5", certainty="alleged")
    denied = World().thing("mine", "Mine").stake("alpha", "mine", "0.5", certainty="denied")
    for world, exclude in ((alleged, frozenset({"alleged"})), (denied, frozenset[str]())):
        world.says("news", "dug", "Milestone", isMilestoneOf="mine", isDone="true")
        assert timeline_of(world.knowledge(), iri("alpha"), on(exclude=exclude)) == ()


def test_a_ring_of_parts_is_walked_once() -> None:
    world = (
        World().thing("a", "Mine").thing("b", "Mine").says("news", "a", isPartOf="b").says("news", "b", isPartOf="a")
    )
    world.says("news", "dug", "Milestone", isMilestoneOf="b", isDone="true")
    assert [local(e.node) for e in timeline_of(world.knowledge(), iri("a"), on())] == ["dug"]


def test_a_source_has_the_events_that_it_tells_and_its_publication_only_where_asked() -> None:
    knowledge = due_and_done().knowledge()
    source = knowledge.accounts[next(iter(knowledge.accounts))].source
    assert [e.point for e in timeline_of(knowledge, source, on())] == ["date"]
    found = publications(knowledge, [iri("x")], on(), Window())
    assert [(local(e.node), e.when.text(), len(e.accounts)) for e in found] == [("body", "2026-02-03", 2)]


def test_a_window_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(BadBounds, match="--from 2026-01-02 is after --to 2026-01-01"):
        Window(dt.date(2026, 1, 2), dt.date(2026, 1, 1))


def test_an_event_not_yet_done_without_an_earliest_day_lies_after_it_was_told() -> None:
    world = World().account("news", "2026-02-03").thing("it")
    world.says("news", "x", "Milestone", isMilestoneOf="it", isDone="false", dateLatest="2026-12-31")
    years = [Window(dt.date(y, 1, 1), dt.date(y, 12, 31)) for y in (2024, 2026)]
    assert [len(timeline_of(world.knowledge(), None, on(), window)) for window in years] == [0, 1]


def test_events_stand_by_the_last_day_on_which_each_can_lie_and_the_undated_last() -> None:
    bounds = [When(dt.date(2023, 1, 1), dt.date(2025, 12, 31)), When(dt.date(2024, 5, 1), dt.date(2024, 5, 1)),
              When(None, dt.date(2025, 1, 1)), When(dt.date(2025, 6, 1), None), When()]  # fmt: skip
    assert [bounds.index(when) for when in sorted(bounds, key=by_day)] == [1, 2, 3, 0, 4]


days = st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31))
whens = st.one_of(
    st.tuples(days, days).map(lambda pair: When(*sorted(pair))),
    st.builds(When, st.none(), days), st.builds(When, days, st.none()),
)  # fmt: skip


@given(whens, st.tuples(days, days).map(sorted), days)
def test_the_parts_of_a_stretch_hold_what_the_whole_holds(when: When, ends: list[dt.date], cut: dt.date) -> None:
    first, last = ends
    whole = Window(first, last).holds(when)
    parts = [Window(first, last)]
    if first <= cut < last:
        parts = [Window(first, cut), Window(cut + dt.timedelta(1), last)]
    inside = [part.holds(when) for part in parts]
    assert (whole is not Answer.NO) is any(a is not Answer.NO for a in inside)
    if Answer.YES in inside:
        assert whole is Answer.YES and inside.count(Answer.YES) == 1
        assert inside.count(Answer.NO) == len(inside) - 1


@given(days, st.sampled_from(("usa-rare-earth", "serra-verde", "mawei-mining")))
def test_the_events_of_an_interval_are_the_union_of_those_of_its_parts(
    knowledge: Knowledge, cut: dt.date, name: str
) -> None:
    first, last = dt.date(2019, 1, 1), dt.date(2032, 1, 1)

    def nodes(window: Window) -> set[tuple[str, str]]:
        return {(e.node, e.point) for e in timeline_of(knowledge, iri(name), on(), window)}

    left, right = nodes(Window(first, cut)), nodes(Window(cut + dt.timedelta(1), last))
    assert nodes(Window(first, last)) == left | right
    assert left <= nodes(Window(first, last)) <= nodes(Window(first, None)) <= nodes(Window())


@given(days)
def test_due_and_overdue_never_meet_and_a_later_day_makes_nothing_overdue_due_again(
    knowledge: Knowledge, day: dt.date
) -> None:
    now = {(e.node, e.point): e.state for e in timeline_of(knowledge, iri("usa-rare-earth"), on(day))}
    later = timeline_of(knowledge, iri("usa-rare-earth"), on(day + dt.timedelta(200)))
    split = [timeline_of(knowledge, iri("usa-rare-earth"), on(day), states=frozenset({s})) for s in (DUE, OVERDUE)]
    assert not {(e.node, e.point) for e in split[0]} & {(e.node, e.point) for e in split[1]}
    assert not [e for e in later if e.state is DUE and now[e.node, e.point] is OVERDUE]
    assert {(e.node, e.point) for e in later} == set(now)


@given(st.dates(dt.date(2025, 1, 1), dt.date(2026, 12, 31)), st.dates(dt.date(2025, 1, 1), dt.date(2026, 12, 31)))
def test_which_events_are_known_depends_on_the_accounts_and_not_on_the_day_asked_about(
    known_by: dt.date, as_of: dt.date
) -> None:
    world = SHORT.knowledge(known_by)
    found = timeline_of(world, None, on(as_of))
    assert {e.node for e in found} == {e.node for e in timeline_of(world, None, on(TODAY))}
    assert {e.node for e in found} == {iri("x")} if known_by >= dt.date(2025, 6, 1) else not found


SHORT = World().account("old", "2025-06-01").thing("it").says("old", "x", "Milestone", isMilestoneOf="it", **PAST)


def rows(view: View, day: dt.date) -> set[tuple[str, ...]]:
    """The rows of the saved question, without certainty."""
    found = answer(view, named("timeline").text, {"asOf": term("date", str(day)), "knownBy": term("date", str(day))})
    return {tuple(plain_text(cell) if cell else "" for cell in row[:5]) for row in found.rows}


def listed(knowledge: Knowledge, day: dt.date) -> set[tuple[str, ...]]:
    """The same rows by the Python function."""
    bounds = [(e, e.when.earliest, e.when.latest) for e in timeline_of(knowledge, None, on(day))]
    return {(e.node, e.point, str(low or ""), str(high or ""), e.state.value) for e, low, high in bounds}


def test_the_saved_question_gives_the_rows_of_the_function(knowledge: Knowledge, resolved: View) -> None:
    day = dt.date(2026, 9, 1)
    assert rows(resolved, day) == listed(knowledge, day)


def test_the_saved_question_and_the_function_agree_on_every_state() -> None:
    world = World().account("box", "2026-02-03", section="summary")
    for number, (kind, _, says, _) in enumerate(STATES.values()):
        world.claim(f"x-{number}", kind, "news", **says)
    world.says("box", "x-2", "Milestone", isDone="true").says("box", "x-25", "Offtake", stage="terminated")
    found = rows(resolved_view(world.dataset()), TODAY)
    assert found == listed(world.knowledge(), TODAY)
    assert {state for *_, state in found} == {state.value for state in State}


def test_the_question_on_milestones_has_the_same_meaning_of_overdue() -> None:
    asked = {
        "asOf": term("date", "2026-02-10"),
        "knownBy": term("date", "2026-02-10"),
        "by": term("date", "2026-12-31"),
    }
    for world, overdue in ((due_and_done(), "false"), (SHORT_OPEN, "true")):
        found = answer(resolved_view(world.dataset()), named("milestones-due-by").text, asked)
        assert [plain_text(row[found.columns.index("overdue")]) for row in found.rows] == [overdue]


SHORT_OPEN = World().thing("it").says("news", "x", "Milestone", isMilestoneOf="it", isDone="false", **PAST)


@pytest.mark.parametrize("states", (frozenset[State](), frozenset({OVERDUE})), ids=("any", "overdue"))
def test_a_thing_has_events_where_its_timeline_tells_some(knowledge: Knowledge, states: frozenset[State]) -> None:
    things = sorted(knowledge.things)[::9]
    found = [has_events(knowledge, thing, on(), EVERYWHERE, states) for thing in things]
    assert found == [bool(timeline_of(knowledge, thing, on(), EVERYWHERE, states)) for thing in things]
