"""Sums of financing over small worlds: what is counted once, what is never added, what only may be, and why."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from world import Values, World, iri

from regraph.analysis.money.amounts import Amount, Cell, Sum, amount_of
from regraph.analysis.money.answer import BY, STAGES, Finance, Question
from regraph.analysis.money.finance import finance_of
from regraph.analysis.money.standing import within
from regraph.errors import BadChoice, BadFact
from regraph.model.dates import Answer, When, period
from regraph.model.scenario import Scenario
from regraph.model.share import plain
from regraph.model.things import Claim
from regraph.names import STAGE, local
from regraph.present.money.words import difference_text

DAY = dt.date(2026, 2, 10)
ASKED = Scenario(DAY)
PENDING = {"stage": "announced", "bindingness": "not-stated"}


def deal(world: World, slug: str, low: str = "", high: str = "", kind: str = "Loan", account: str = "news",
         **values: Values) -> World:  # fmt: skip
    """One deal, announced and of the bank's to the mine unless it says otherwise; "" leaves a bound out."""
    bounds = {"amountAtLeast": low, "amountAtMost": high}
    stated: dict[str, Values] = {name: value for name, value in bounds.items() if value}
    stated |= {"currency": "USD"} if stated else {}
    for name in ("bank", "mine"):
        world.thing(name)
    roles: dict[str, Values] = {} if "hasFunder" in values else {"hasLender": "bank"}
    filled = PENDING | roles | {"hasBorrower": "mine"} | stated | values
    return world.claim(slug, kind, account, **{name: value for name, value in filled.items() if value})


def exact(world: World, slug: str, sum_: str, /, **values: Values) -> World:
    """One deal of an exact sum."""
    return deal(world, slug, sum_, sum_, **values)  # type: ignore[arg-type]


def asked(world: World, *by: str, day: dt.date = DAY, **question: object) -> Finance:
    """The answer over a world."""
    return finance_of(world.knowledge(), Scenario(day), Question(by=by, **question))  # type: ignore[arg-type]


def sums(found: Finance) -> dict[str, str]:
    """`currency stage bindingness` -> `low..high deals/possible/unstated`."""
    return {
        " ".join(filter(None, (cell.currency, cell.stage, cell.bindingness, "on-call" * cell.on_call))): written(total)
        for cell, total in found.sums
    }


def written(total: Sum) -> str:
    """A sum in short."""
    return f"{plain(total.low)}..{'' if total.high is None else plain(total.high)} {counts(total)}"


def counts(total: Sum) -> str:
    """How many deals are in a sum, only possibly, and without a stated sum."""
    return f"{total.deals}/{total.possible}/{total.unstated}"


def left(found: Finance) -> dict[str, tuple[str, ...]]:
    """Deal left out -> the kind of reason, and the deals that are it."""
    return {local(out.claim.node): (out.kind, *map(local, out.others)) for out in found.left_out}


def lines(found: Finance) -> list[str]:
    """The deals that are counted."""
    return [local(line.claim.node) for line in found.lines]


ONE = "USD announced not-stated"
AMOUNTS = {
    "an exact sum is itself": (("5.0", "5.0"), "5..5 1/0/0"),
    "up to begins at zero": (("", "5.0"), "0..5 1/0/0"),
    "at least has no upper end": (("5.0", ""), "5.. 1/0/0"),
    "zero is a sum": (("0.0", "0.0"), "0..0 1/0/0"),
}


@pytest.mark.parametrize(("bounds", "expected"), AMOUNTS.values(), ids=AMOUNTS)
def test_an_amount_is_an_interval(bounds: tuple[str, str], expected: str) -> None:
    assert sums(asked(deal(World(), "a", *bounds))) == {ONE: expected}


def test_an_unstated_sum_widens_nothing_and_is_counted_beside() -> None:
    found = asked(exact(deal(World(), "a"), "b", "5", currency="USD"))
    assert sums(found) == {ONE: "5..5 1/0/0", "announced not-stated": "0..0 0/0/1"}
    assert lines(found) == ["b", "a"]


def test_about_is_kept_in_the_sum() -> None:
    found = asked(exact(exact(World(), "a", "5"), "b", "6", isApproximate="true"))
    assert [(total.low, total.about) for _, total in found.sums] == [(Decimal("11.0"), True)]


def test_long_sums_are_told_to_the_last_digit_and_the_largest_first() -> None:
    world = exact(exact(World(), "a-deal", "1" + 30 * "0"), "b-deal", "1" + 29 * "0" + "1")
    found = asked(world)
    assert [line.claim.node for line in found.lines] == [iri("b-deal"), iri("a-deal")]
    assert sums(found)["USD announced not-stated"].startswith("2" + 9 * ",000" + ",001..")
    less = Decimal(1 - 10**30)
    assert difference_text((less, less), "USD") == f"USD {10**30 - 1:,} less than its parts"
    assert difference_text((less, Decimal(-1)), "USD") == f"USD 1 to {10**30 - 1:,} less than its parts"


def test_a_stage_that_nobody_defined_stands_last_and_ends_nothing() -> None:
    world = exact(exact(World(), "a", "5", stage="elsewhere"), "b", "6")
    assert list(sums(asked(world))) == [ONE, "USD elsewhere not-stated"]


def test_currencies_are_never_added_whatever_is_asked() -> None:
    found = asked(exact(exact(World(), "a", "5"), "b", "6", currency="EUR"), across=("stage", "bindingness"))
    assert sums(found) == {"EUR": "6..6 1/0/0", "USD": "5..5 1/0/0"}


def test_stages_and_bindingness_are_added_only_where_that_is_asked() -> None:
    world = exact(exact(World(), "a", "5"), "b", "6", stage="in-force", bindingness="binding")
    assert sums(asked(world)) == {"USD in-force binding": "6..6 1/0/0", ONE: "5..5 1/0/0"}
    assert sums(asked(world, across=("stage",))) == {"USD binding": "6..6 1/0/0", "USD not-stated": "5..5 1/0/0"}
    assert sums(asked(world, across=("stage", "bindingness"))) == {"USD": "11..11 2/0/0"}


def test_what_is_paid_only_if_called_on_is_apart_even_across() -> None:
    world = exact(exact(World(), "a", "5"), "b", "6", kind="Guarantee", hasFunder="", hasGuarantor="bank")
    assert sums(asked(world, across=("stage", "bindingness"))) == {"USD": "5..5 1/0/0", "USD on-call": "6..6 1/0/0"}


def test_a_deal_told_by_many_accounts_is_counted_once_by_the_value_that_answers_use() -> None:
    world = exact(World().account("news", "2026-02-01"), "a", "5")
    world.account("later", "2026-02-05").says("later", iri("a").rsplit("/", 1)[-1], "Loan", amountAtLeast="7",
                                              amountAtMost="7", currency="USD", **PENDING)  # fmt: skip
    assert sums(asked(world)) == {ONE: "7..7 1/0/0"}


KINDS = {
    "a placement without a sum is financing": ("Placement", "", {"hasIssuer": "mine"}, ["a"], {}),
    "price support with a sum is": ("PriceSupport", "5", {"hasBeneficiary": "mine"}, ["a"], {}),
    "price support without one is not": ("PriceSupport", "", {"hasBeneficiary": "mine"}, [], {"a": ("no-amount",)}),
    "an acquisition with a sum is": ("Acquisition", "5", {"hasTarget": "mine"}, ["a"], {}),
    "an acquisition without one is not": ("SchemeOfArrangement", "", {"hasTarget": "mine"}, [], {"a": ("no-amount",)}),
    "a framework with a sum and a funder is": ("Framework", "5", {"hasFunder": "bank"}, ["a"], {}),
    "a framework without a sum moves nothing": ("Framework", "", {"hasFunder": "", "hasSignatory": "bank"}, [], {}),
    "a sum that nobody pays or gets is none": (
        "Framework", "5", {"hasFunder": "", "hasBorrower": "", "hasSignatory": "bank"}, [], {}
    ),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "sum_", "roles", "counted", "out"), KINDS.values(), ids=KINDS)
def test_what_counts_as_financing(
    kind: str, sum_: str, roles: dict[str, Values], counted: list[str], out: dict[str, tuple[str, ...]]
) -> None:
    silent: dict[str, Values] = {"hasBorrower": ""} if kind == "Framework" and not sum_ else {}
    found = asked(deal(World(), "a", sum_, sum_, kind, "news", **(silent | roles)))
    assert (lines(found), left(found)) == (counted, out)


def test_a_whole_is_counted_by_its_parts_where_each_states_a_sum() -> None:
    world = exact(World(), "whole", "10")
    found = asked(exact(exact(world, "p", "3", isPartOf="whole"), "q", "6", isPartOf="whole"))
    assert (sums(found), left(found)) == ({ONE: "9..9 2/0/0"}, {"whole": ("parts", "p", "q")})
    (total,) = found.totals
    assert (total.difference, total.counted) == ((Decimal("1.0"), Decimal("1.0")), "parts")


def test_a_whole_is_counted_as_such_where_a_part_states_no_sum() -> None:
    world = exact(World(), "whole", "10")
    found = asked(deal(exact(world, "p", "3", isPartOf="whole"), "q", isPartOf="whole"))
    assert (sums(found), left(found)) == (
        {ONE: "10..10 1/0/0"},
        {"p": ("within", "whole"), "q": ("within", "whole")},
    )
    (total,) = found.totals
    assert (total.sum, total.difference, total.counted) == (None, None, "whole")


def test_a_whole_that_states_nothing_is_counted_by_what_its_parts_state() -> None:
    world = deal(deal(exact(deal(World(), "whole"), "p", "3", isPartOf="whole"), "q", isPartOf="whole"), "other")
    found = asked(world)
    assert sums(found) == {ONE: "3..3 1/0/0", "announced not-stated": "0..0 0/0/2"}
    assert lines(found) == ["p", "other", "q"]


def test_parts_of_parts_are_counted_at_the_lowest_level_that_states_all() -> None:
    world = exact(World(), "top", "10")
    world = exact(deal(world, "mid", isPartOf="top"), "side", "4", isPartOf="top")
    world = exact(exact(world, "x", "1", isPartOf="mid"), "y", "2", isPartOf="mid")
    found = asked(world)
    assert (lines(found), sums(found)) == (["side", "y", "x"], {ONE: "7..7 3/0/0"})
    assert left(found) == {"top": ("parts", "mid", "side"), "mid": ("parts", "x", "y")}


def test_a_whole_above_a_deal_that_is_no_financing_still_comprises_the_parts_below_it() -> None:
    world = exact(World(), "top", "10")
    world.claim("paper", "Memorandum", "news", hasSignatory="bank", isPartOf="top", **PENDING)
    found = asked(exact(world, "p", "3", isPartOf="paper"))
    assert (lines(found), left(found)) == (["p"], {"top": ("parts", "p")})


def test_deals_that_are_each_part_of_the_other_are_not_added() -> None:
    world = exact(exact(exact(World(), "a", "5", isPartOf="b"), "b", "6", isPartOf="a"), "c", "1", isPartOf="c")
    found = asked(exact(world, "d", "2"))
    assert lines(found) == ["d"]
    assert left(found) == {"a": ("ring", "b"), "b": ("ring", "a"), "c": ("ring", "c")}


def test_two_wholes_that_share_a_part_are_not_both_added() -> None:
    world = exact(exact(World(), "one", "10"), "two", "20")
    world = exact(world, "shared", "3", isPartOf=("one", "two"))
    found = asked(deal(deal(world, "p", isPartOf="one"), "q", isPartOf="two"))
    assert (lines(found), left(found)["two"]) == (["one"], ("overlap", "one", "shared"))


def test_parts_in_another_currency_keep_their_own_and_the_difference_is_not_worked_out() -> None:
    found = asked(exact(exact(World(), "whole", "10"), "p", "3", isPartOf="whole", currency="EUR"))
    assert sums(found) == {"EUR announced not-stated": "3..3 1/0/0"}
    assert [(total.difference, total.sum) for total in found.totals] == [
        (None, Amount(Decimal("3.0"), Decimal("3.0"), "EUR"))
    ]


REPLACED = {
    "a superseded deal is not added": ({"stage": "announced"}, {"supersedes": "a"}, ["b"], {"a": ("superseded", "b")}),
    "what would supersede a deal in force is not": (
        {"stage": "in-force"}, {"supersedes": "a"}, ["a"], {"b": ("would-supersede", "a")},
    ),
    "a refinancing in force has paid off": (
        {"stage": "in-force"}, {"refinances": "a", "stage": "in-force"}, ["b"], {"a": ("refinanced", "b")},
    ),
    "a refinancing to come has not": ({"stage": "in-force"}, {"refinances": "a"}, ["a", "b"], {}),
    "changed terms are not added": ({"stage": "in-force"}, {"amends": "a"}, ["a"], {"b": ("amends", "a")}),
    "a denied deal replaces nothing": (
        {"stage": "announced"}, {"supersedes": "a", "certainty": "denied"}, ["a"], {"b": ("denied",)},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "counted", "out"), REPLACED.values(), ids=REPLACED)
def test_of_a_deal_and_the_one_that_replaces_it_one_is_counted(
    old: dict[str, Values], new: dict[str, Values], counted: list[str], out: dict[str, tuple[str, ...]]
) -> None:
    found = asked(exact(exact(World(), "a", "5", **old), "b", "6", **new))
    assert (sorted(lines(found)), left(found)) == (counted, out)


def test_deals_that_each_supersede_the_other_are_both_left_out() -> None:
    found = asked(exact(exact(World(), "a", "5", supersedes="b"), "b", "6", supersedes="a"))
    assert left(found) == {"a": ("superseded", "b"), "b": ("superseded", "a")}


def test_the_parts_of_a_superseded_deal_go_with_it() -> None:
    world = exact(exact(World(), "a", "5"), "p", "5", isPartOf="a")
    assert left(asked(exact(world, "b", "6", supersedes="a"))) == {"a": ("superseded", "b"), "p": ("superseded", "b")}


def test_a_refinancing_is_marked_as_not_all_new_money() -> None:
    found = asked(exact(deal(World(), "a", stage="in-force"), "b", "6", refinances="a"))
    assert [(cell.currency, total.refinancing) for cell, total in found.sums] == [("USD", 1), ("", 0)]


PAST = {"endEarliest": "2025-12-31", "endLatest": "2025-12-31"}
LATER = {"startEarliest": "2027-01-01", "startLatest": "2027-01-01"}
STANDING = {
    "denied": ({"certainty": "denied"}, DAY, "", "denied"),
    "terminated": ({"stage": "terminated"}, DAY, "", "ended"),
    "over by its end": ({"stage": "in-force"} | PAST, DAY, "", "not-then"),
    "in force later": ({"stage": "in-force"} | LATER, DAY, "", "not-then"),
    "promised now, to begin later": (LATER, DAY, "5..5 1/0/0", ""),
    "not reported yet on the day": ({}, dt.date(2025, 1, 1), "0..5 1/1/0", ""),
    "begun within bounds that hold the day": (
        {"stage": "in-force", "startEarliest": "2026-01-01", "startLatest": "2026-12-31"}, DAY, "0..5 1/1/0", ""
    ),
}  # fmt: skip


@pytest.mark.parametrize(("values", "day", "expected", "reason"), STANDING.values(), ids=STANDING)
def test_what_stands_on_the_day_is_counted(values: dict[str, Values], day: dt.date, expected: str, reason: str) -> None:
    found = asked(exact(World(), "a", "5", **values), day=day)
    assert (list(sums(found).values()), left(found)) == (
        [expected] * bool(expected),
        {"a": (reason,)} if reason else {},
    )


def test_a_certainty_left_out_is_as_if_it_had_not_been_told() -> None:
    world = exact(exact(World(), "whole", "10"), "p", "3", isPartOf="whole", certainty="alleged")
    found = finance_of(world.knowledge(), Scenario(DAY, exclude=frozenset({"alleged"})))
    assert (lines(found), left(found)) == (["whole"], {"p": ("excluded",)})


def test_a_denied_deal_is_counted_where_it_is_included_by_name() -> None:
    world = exact(World(), "a", "5", certainty="denied")
    assert lines(finance_of(world.knowledge(), Scenario(DAY, include=frozenset({iri("a")})))) == ["a"]


WINDOWS = (
    ("2025-01-01", "2025-12-31", None, None, Answer.YES),
    ("2025-01-01", "2025-12-31", "2025-12-31", None, Answer.POSSIBLY),
    ("2025-01-01", "2025-12-31", "2026-01-01", None, Answer.NO),
    ("2025-01-01", "2025-12-31", None, "2025-01-01", Answer.POSSIBLY),
    ("2025-01-01", "2025-12-31", None, "2024-12-31", Answer.NO),
    (None, "2025-12-31", "2025-01-01", None, Answer.POSSIBLY),
    (None, "2025-12-31", None, "2025-12-31", Answer.YES),
    ("2025-01-01", None, None, "2026-01-01", Answer.POSSIBLY),
)


@pytest.mark.parametrize(("first", "last", "begin", "end", "expected"), WINDOWS)
def test_bounds_that_do_not_decide_when_a_deal_was_made_leave_it_possible(
    first: str | None, last: str | None, begin: str | None, end: str | None, expected: Answer
) -> None:
    made, window = (
        When(*(dt.date.fromisoformat(d) if d else None for d in ends)) for ends in ((first, last), (begin, end))
    )
    assert within(made, window) is expected


def test_a_window_takes_a_deal_by_its_start_or_else_by_its_first_account() -> None:
    world = exact(World(), "a", "5", stage="in-force", startEarliest="2024-01-01", startLatest="2025-12-31")
    world = exact(world, "b", "6")
    found = asked(world, window=When(dt.date(2025, 6, 1), None))
    assert [(local(line.claim.node), line.made.reported, line.possible) for line in found.lines] == [
        ("a", False, "made between 2024 and 2025"),
        ("b", True, ""),
    ]
    assert left(asked(world, window=period("2020"))) == {"a": ("period",), "b": ("period",)}


def test_several_funders_stand_together_and_never_each_in_full() -> None:
    world = exact(World().thing("fund"), "a", "5", hasFunder=("bank", "fund"))
    found = asked(exact(world, "b", "6"), "agency")
    assert [(tuple(map(local, groups[0])), written(inner[0][1])) for groups, inner in found.groups] == [
        (("bank",), "6..6 1/0/0"),
        (("bank", "fund"), "5..5 1/0/0"),
    ]


def test_what_a_part_does_not_say_of_its_parties_is_taken_from_the_whole() -> None:
    world = exact(World().thing("fund"), "whole", "5", hasFunder="fund")
    world.claim("p", "Loan", "news", isPartOf="whole", hasBorrower="mine", amountAtLeast="5", amountAtMost="5",
                currency="USD", **PENDING)  # fmt: skip
    assert [tuple(map(local, groups[0])) for groups, _ in asked(world, "agency").groups] == [("fund",)]
    assert lines(asked(world, entity=iri("fund"))) == ["p"]


SECTORS = {
    "a ministry is a government body": ("GovernmentBody", "government"),
    "a state bank is state-owned": ("StateOwnedEnterprise", "state-owned"),
    "a company is private as registered": ("Company", "private"),
    "a consortium does not tell": ("Consortium", "not-stated"),
    "a party that is not named does not tell": ("UnknownParty", "not-stated"),
}


@pytest.mark.parametrize(("kind", "sector"), SECTORS.values(), ids=SECTORS)
def test_public_money_is_told_by_the_kind_of_who_pays(kind: str, sector: str) -> None:
    world = exact(World().thing("payer", kind), "a", "5", hasFunder="payer")
    assert [groups for groups, _ in asked(world, "public").groups] == [((sector,),)]


def test_a_question_is_about_a_thing_its_parts_and_what_is_under_it_not_about_what_it_owns() -> None:
    world = World().thing("group").thing("programme", "FundingProgramme").thing("site", "Project").thing("pit", "Mine")
    world = world.stake("group", "mine", "1.0")
    world.says("news", "pit", isPartOf="site", isLocatedIn="BR")
    world = exact(exact(world, "a", "5", isUnder="programme"), "b", "6", concerns="pit")
    answers = {
        name: sorted(lines(asked(world, entity=iri(name))))
        for name in ("programme", "site", "pit", "mine", "group", "a")
    }
    assert answers == {
        "programme": ["a"], "site": ["b"], "pit": ["b"], "mine": ["a", "b"], "group": [], "a": ["a"],
    }  # fmt: skip


def test_where_nothing_is_counted_the_nearest_things_with_financing_are_named() -> None:
    world = exact(World().thing("group").stake("group", "mine", "1.0"), "a", "5")
    assert [local(thing) for thing in asked(world, entity=iri("group")).nearest] == ["mine", "bank"]


def test_a_figure_is_set_beside_the_sum_of_its_parts_and_never_summed() -> None:
    world = exact(deal(World(), "a", "", "10"), "b", "2", stage="in-force")
    world.claim("total", "Figure", "news", isFigureOf="mine", isSumOf=("a", "b"), figureKind="funding-total",
                valueAtLeast="12", valueAtMost="12", currency="USD", realisation="planned")  # fmt: skip
    world.claim("pledge", "Figure", "news", isFigureOf="mine", figureKind="capital-committed",
                valueAtLeast="3", valueAtMost="3", currency="USD", realisation="actual")  # fmt: skip
    world.claim("worth", "Figure", "news", isFigureOf="mine", figureKind="enterprise-value",
                valueAtLeast="9", valueAtMost="9", currency="USD", realisation="actual")  # fmt: skip
    found = asked(world)
    (total,) = found.totals
    assert (total.difference, total.is_mixed, total.counted) == ((Decimal("0.0"), Decimal("10.0")), True, "")
    assert [local(figure.node) for figure in found.figures] == ["pledge"]
    assert sums(found) == {"USD in-force not-stated": "2..2 1/0/0", ONE: "0..10 1/0/0"}


BAD = {
    "bounds out of order": {"amountAtLeast": (6,), "amountAtMost": (5,)},
    "less than nothing": {"amountAtLeast": (-1,)},
    "no number": {"amountAtMost": ("much",)},
    "not a finite number": {"amountAtMost": ("NaN",)},
}


@pytest.mark.parametrize("values", BAD.values(), ids=BAD)
def test_an_amount_that_is_no_interval_is_refused(values: dict[str, tuple[int | str, ...]]) -> None:
    with pytest.raises(BadFact, match="x: .*`regraph check` names the file and line"):
        amount_of(Claim("x", "Loan", "x", values, ()))


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"by": ("lender",)}, "--by: 'lender' is none of agency, "),
        ({"across": ("currency",)}, "--across: 'currency' is none of bindingness, stage"),
    ],
)
def test_a_wrong_word_is_answered_with_those_there_are(words: dict[str, tuple[str, ...]], message: str) -> None:
    with pytest.raises(BadChoice, match=message):
        Question(**words)  # type: ignore[arg-type]


def test_the_stages_in_order_are_those_of_the_ontology() -> None:
    assert {*STAGES} - {""} == {local(stage) for stage in STAGE}


# Properties: small worlds of deals that refer to each other at random.

NAMES = ("a", "b", "c", "d")
DEALS = st.fixed_dictionaries(
    {
        "low": st.sampled_from(("", "0", "3")),
        "high": st.sampled_from(("", "3", "10")),
        "currency": st.sampled_from(("USD", "EUR")),
        "stage": st.sampled_from(("in-force", "announced", "proposed", "terminated")),
        "bindingness": st.sampled_from(("binding", "non-binding")),
        "certainty": st.sampled_from(("reported", "reported", "alleged", "denied")),
        "hasFunder": st.sampled_from((("bank",), ("bank", "fund"), ("state",))),
        "relation": st.sampled_from(("", "", "isPartOf", "isPartOf", "supersedes", "refinances")),
        "other": st.sampled_from(NAMES),
        "start": st.sampled_from(("", "2024", "2026")),
    }
)
WORLDS = st.lists(DEALS, min_size=1, max_size=len(NAMES))


def made_of(deals: list[dict[str, str]]) -> World:
    """A world of some deals; each stands in an account of its own day."""
    world = World().thing("fund", "StateOwnedEnterprise").thing("state", "State")
    for name in NAMES[: len(deals)]:
        world.thing(name, "Loan")
    for place, (name, drawn) in enumerate(zip(NAMES, deals, strict=False)):
        values: dict[str, Values] = {k: drawn[k] for k in ("stage", "bindingness", "certainty", "hasFunder")}
        if drawn["low"] or drawn["high"]:
            values["currency"] = drawn["currency"]
        if drawn["relation"] and drawn["other"] in NAMES[: len(deals)]:
            values[drawn["relation"]] = drawn["other"]
        if drawn["start"]:
            values |= {"startEarliest": f"{drawn['start']}-01-01", "startLatest": f"{drawn['start']}-12-31"}
        world.account(f"news-{name}", f"2026-02-0{place + 1}")
        deal(world, name, drawn["low"], drawn["high"], "Loan", f"news-{name}", **values)
    return world


def totals(found: Finance) -> dict[Cell, Sum]:
    """Cell -> sum."""
    return dict(found.sums)


@given(WORLDS, st.sampled_from(BY))
def test_groups_add_up_to_the_total_and_no_deal_stands_twice(deals: list[dict[str, str]], by: str) -> None:
    found = asked(made_of(deals), by)
    added: dict[Cell, Sum] = {}
    for _, inside in found.groups:
        for cell, total in inside:
            added[cell] = added.get(cell, Sum()).plus(total)
    assert added == totals(found)
    everything = lines(found) + list(left(found))
    assert sorted(everything) == sorted(NAMES[: len(deals)])


def is_no_more(narrow: Finance, wide: Finance) -> bool:
    """True where no bound of a narrower answer is above that of the wider one."""
    wider = totals(wide)
    return all(
        cell in wider
        and total.low <= wider[cell].low
        and (wider[cell].high is None or (total.high is not None and total.high <= wider[cell].high))  # type: ignore[operator]
        for cell, total in narrow.sums
    )


@given(WORLDS, st.sampled_from(("bank", "fund", "state", "a")), st.sampled_from(("2024", "2025", "2026")))
def test_a_narrower_question_never_has_a_larger_sum(deals: list[dict[str, str]], name: str, year: str) -> None:
    known = made_of(deals).knowledge()
    whose = iri(name)
    wide, window = finance_of(known, ASKED), period(year)
    one = finance_of(known, ASKED, Question(entity=whose))
    timely = finance_of(known, ASKED, Question(window=window))
    both = finance_of(known, ASKED, Question(entity=whose, window=window))
    assert is_no_more(one, wide) and is_no_more(timely, wide)
    assert is_no_more(both, one) and is_no_more(both, timely)


@given(WORLDS)
def test_the_order_of_facts_changes_nothing(deals: list[dict[str, str]]) -> None:
    world = made_of(deals)
    forward, backward = (finance_of(world.knowledge(order=order), ASKED, Question(by=("agency",))) for order in (1, -1))
    assert (forward.sums, forward.groups, lines(forward), left(forward)) == (
        backward.sums, backward.groups, lines(backward), left(backward),
    )  # fmt: skip


@given(WORLDS, st.integers(1, 4), st.sampled_from((DAY, dt.date(2025, 1, 1))))
def test_what_was_known_by_a_day_is_answered_as_if_no_more_had_been_written(
    deals: list[dict[str, str]], known: int, day: dt.date
) -> None:
    world, scenario = made_of(deals), Scenario(day)
    later = tuple(f"news-{name}" for name in NAMES[known : len(deals)])
    by_day = finance_of(world.knowledge(known_by=dt.date(2026, 2, known)), scenario)
    unwritten = finance_of(world.knowledge(without=later), scenario)
    assert (by_day.sums, lines(by_day), left(by_day)) == (unwritten.sums, lines(unwritten), left(unwritten))
