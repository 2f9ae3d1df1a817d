"""Dates are bounds: what they cannot decide is possible, never guessed."""

import datetime as dt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from regraph.errors import BadBounds, BadDate
from regraph.model.dates import NEVER_STATED, Answer, Span, When, period

Day = dt.date
TOLD = Day(2026, 2, 3)
NO, POSSIBLY, YES = Answer.NO, Answer.POSSIBLY, Answer.YES

days = st.dates(Day(2019, 1, 1), Day(2029, 12, 31))


def when(text: str) -> When:
    """Bounds as `2023/2025`, `2023/`, `/2025` or `2023`; an empty text is unknown."""
    if not text:
        return NEVER_STATED
    first, _, last = text.partition("/") if "/" in text else (text, "", text)
    return When(period(first).earliest if first else None, period(last).latest if last else None)


def span(text: str) -> Span:
    """Begin and end, joined by `..`."""
    start, _, end = text.partition("..")
    return Span(when(start), when(end))


TEXTS = (
    ("2023", "2023"),
    ("2023-04", "2023-04"),
    ("2023-04-05", "2023-04-05"),
    ("2023/2025", "between 2023 and 2025"),
    ("2023-04/2023-06", "between 2023-04 and 2023-06"),
    ("2023-04-05/2023-04-07", "between 2023-04-05 and 2023-04-07"),
    ("2023-01/2023-03", "between 2023-01 and 2023-03"),
    ("2026-12/2028-12", "between 2026-12 and 2028-12"),
    ("2025-01", "2025-01"),
    ("2025-12", "2025-12"),
    ("2023/2025-06", "between 2023-01 and 2025-06"),
    ("2023/2025-06-15", "between 2023-01-01 and 2025-06-15"),
    ("2023/", "from 2023"),
    ("2023-04-05/", "from 2023-04-05"),
    ("/2027", "by the end of 2027"),
    ("/2027-06", "by the end of 2027-06"),
    ("/2027-06-15", "by 2027-06-15"),
    ("2024-02", "2024-02"),
    ("2023-12", "2023-12"),
    ("0001-02", "0001-02"),
    ("0001-02/0001-04", "between 0001-02 and 0001-04"),
    ("0900", "0900"),
    ("", "not stated"),
)


@pytest.mark.parametrize(("bounds", "expected"), TEXTS, ids=[b or "unknown" for b, _ in TEXTS])
def test_a_date_prints_with_the_precision_of_its_source(bounds: str, expected: str) -> None:
    assert when(bounds).text() == expected


@given(st.one_of(st.none(), days), st.one_of(st.none(), days))
def test_a_text_never_says_more_than_the_bounds(earliest: Day | None, latest: Day | None) -> None:
    assume(earliest is None or latest is None or earliest <= latest)
    text = When(earliest, latest).text()
    if text.startswith("between "):
        first, last = text.removeprefix("between ").split(" and ")
        assert (period(first).earliest, period(last).latest) == (earliest, latest)
    elif text.startswith("from "):
        assert (period(text.removeprefix("from ")).earliest, latest) == (earliest, None)
    elif text.startswith("by "):
        assert (earliest, period(text.removeprefix("by ").removeprefix("the end of ")).latest) == (None, latest)
    elif text == "not stated":
        assert (earliest, latest) == (None, None)
    else:
        assert period(text) == When(earliest, latest)


PERIODS = (
    ("2023", Day(2023, 1, 1), Day(2023, 12, 31)),
    ("2023-02", Day(2023, 2, 1), Day(2023, 2, 28)),
    ("2024-02", Day(2024, 2, 1), Day(2024, 2, 29)),
    ("2023-12", Day(2023, 12, 1), Day(2023, 12, 31)),
    ("2023-04-05", Day(2023, 4, 5), Day(2023, 4, 5)),
)


@pytest.mark.parametrize(("text", "earliest", "latest"), PERIODS, ids=[p[0] for p in PERIODS])
def test_a_date_as_written_has_bounds(text: str, earliest: Day, latest: Day) -> None:
    assert period(text) == When(earliest, latest)


BAD = ("", "yesterday", "1 May 2023", "2023-13", "2023-02-30", "2023-2-3", "20230203", "2023-W05", "2023-02-03T00:00",
       "0000", "2023-", "٢٠٢٣", "-2023", "2023-02-03 ", "23")  # fmt: skip


@pytest.mark.parametrize("text", BAD)
def test_anything_else_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(BadDate, match="is not a date; write 2026-02-01") as caught:
        period(text)
    assert caught.value.text == text


def test_bounds_out_of_order_are_refused() -> None:
    with pytest.raises(BadBounds, match="2023-01-02 is after 2023-01-01; the earlier bound comes first"):
        When(Day(2023, 1, 2), Day(2023, 1, 1))


HOLDS = (
    # span, day, told, answer, words of the reason
    ("..", "2026-02-03", TOLD, YES, "in force on that day"),
    ("..", "2026-02-10", TOLD, YES, "as stated on 2026-02-03; no end is stated since"),
    ("..2026-12", "2026-02-10", TOLD, YES, "as stated on 2026-02-03; it ends 2026-12"),
    ("2020..2027/", "2026-02-10", TOLD, YES, "as stated on 2026-02-03; it ends from 2027"),
    ("..", "2022-12-31", TOLD, POSSIBLY, "the sources give no start and speak of it as of 2026-02-03"),
    ("2023..", "2022-12-31", TOLD, NO, "it starts 2023"),
    ("2023..", "2023-06-30", TOLD, POSSIBLY, "it starts 2023"),
    ("2023..", "2023-12-31", TOLD, YES, "in force on that day"),
    ("2023/2025..", "2022-12-31", TOLD, NO, "it starts between 2023 and 2025"),
    ("2023/2025..", "2024-06-30", TOLD, POSSIBLY, "it starts between 2023 and 2025"),
    ("2023/2025..", "2026-02-01", TOLD, YES, "in force on that day"),
    ("2023/..", "2022-12-31", TOLD, NO, "it starts from 2023"),
    ("2023/..", "2024-12-31", TOLD, POSSIBLY, "the day is not stated"),
    ("2023/..", "2026-02-03", TOLD, YES, "in force on that day"),
    ("/2023..", "2022-12-31", TOLD, POSSIBLY, "it starts by the end of 2023"),
    ("/2023..", "2023-12-31", TOLD, YES, "in force on that day"),
    ("2020..2023-05-05", "2023-05-04", TOLD, YES, "in force on that day"),
    ("2020..2023-05-05", "2023-05-05", TOLD, YES, "in force on that day"),
    ("2020..2023-05-05", "2023-05-06", TOLD, NO, "it ends 2023-05-05"),
    ("2020..2023", "2022-12-31", TOLD, YES, "in force on that day"),
    ("2020..2023", "2023-06-30", TOLD, POSSIBLY, "it ends 2023"),
    ("2020..2023", "2024-01-01", TOLD, NO, "it ends 2023"),
    ("2020../2023", "2022-06-30", TOLD, YES, "in force on that day"),
    ("2020../2023", "2024-01-01", TOLD, NO, "it ends by the end of 2023"),
    ("2020..2023/", "2024-01-01", TOLD, POSSIBLY, "it ends from 2023"),
    ("..2023", "2022-12-31", TOLD, POSSIBLY, "the sources give no start"),
    ("2027..", "2026-02-10", TOLD, NO, "it starts 2027"),
)


@pytest.mark.parametrize(("text", "day", "told", "answer", "words"), HOLDS, ids=[f"{h[0]} on {h[1]}" for h in HOLDS])
def test_a_span_holds_on_a_day_as_its_bounds_say(text: str, day: str, told: Day, answer: Answer, words: str) -> None:
    found, reason = span(text).holds_on(Day.fromisoformat(day), told)
    assert (found, words in reason) == (answer, True), reason


def test_a_start_in_the_future_is_said_in_the_future() -> None:
    _, reason = span("2027..").holds_on(Day(2026, 2, 10), TOLD)
    assert "began" not in reason


@st.composite
def bounds(draw: st.DrawFn) -> When:
    """Bounds, each of them known or not."""
    low, high = sorted((draw(days), draw(days)))
    return When(draw(st.sampled_from((low, None))), draw(st.sampled_from((high, None))))


@st.composite
def known_spans(draw: st.DrawFn) -> tuple[Span, Day, Day]:
    """A span with all four bounds, and a true begin and end that they allow."""
    four = sorted(draw(st.lists(days, min_size=4, max_size=4)))
    begin = draw(st.dates(four[0], four[1]))
    end = draw(st.dates(four[2], four[3]))
    return Span(When(four[0], four[1]), When(four[2], four[3])), begin, end


@given(known_spans(), days, days)
def test_a_decided_answer_is_true_whatever_the_true_days_are(case: tuple[Span, Day, Day], day: Day, told: Day) -> None:
    found, begin, end = case
    answer, _ = found.holds_on(day, told)
    if answer is not POSSIBLY:
        assert (answer is YES) == (begin <= day <= end)


@given(known_spans(), days, days)
def test_exact_days_are_never_only_possible(case: tuple[Span, Day, Day], day: Day, told: Day) -> None:
    _, begin, end = case
    answer, _ = Span(When(begin, begin), When(end, end)).holds_on(day, told)
    assert (answer is YES, answer is NO) == (begin <= day <= end, not begin <= day <= end)


@given(known_spans(), st.data(), days)
def test_narrower_bounds_never_turn_a_decided_answer_around(
    case: tuple[Span, Day, Day], data: st.DataObject, told: Day
) -> None:
    wide, begin, end = case
    day = data.draw(days)
    assert wide.start.earliest and wide.start.latest and wide.end.earliest and wide.end.latest
    start = When(data.draw(st.dates(wide.start.earliest, begin)), data.draw(st.dates(begin, wide.start.latest)))
    stop = When(data.draw(st.dates(wide.end.earliest, end)), data.draw(st.dates(end, wide.end.latest)))
    before, _ = wide.holds_on(day, told)
    after, _ = Span(start, stop).holds_on(day, told)
    assert before is POSSIBLY or after is before


@given(bounds(), bounds(), days, days)
def test_no_bound_that_is_added_turns_no_into_anything_else(start: When, end: When, day: Day, told: Day) -> None:
    answer, _ = Span(start, end).holds_on(day, told)
    for fewer in (Span(NEVER_STATED, end), Span(start, NEVER_STATED)):
        without, _ = fewer.holds_on(day, told)
        assert without is not NO or answer is NO


@given(bounds(), bounds(), days, days)
def test_every_answer_gives_a_reason(start: When, end: When, day: Day, told: Day) -> None:
    assert Span(start, end).holds_on(day, told)[1]


def test_bounds_decide_on_the_earliest_day_of_an_end_since_the_last_day_counts() -> None:
    assert span("2020..2023").holds_on(Day(2023, 1, 1), TOLD)[0] is YES


SPANS = (
    ("..", ""),
    ("2023..", "since 2023"),
    ("2023..2024", "start 2023, end 2024"),
    ("..2024", "end 2024"),
)


@pytest.mark.parametrize(("text", "expected"), SPANS, ids=[s[0] for s in SPANS])
def test_a_span_reads_with_both_its_ends(text: str, expected: str) -> None:
    assert span(text).text() == expected


def test_a_span_without_any_bound_is_unknown() -> None:
    assert span("..").is_unknown
    assert not span("2023..").is_unknown
