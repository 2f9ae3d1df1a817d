"""What differs between two states of knowledge: claims by the values answers use, things, judgements, sources."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from world import World, iri

from regraph.analysis.change.changes import Changes, ClaimChange, Effect, changes_between, speakers, weight_of
from regraph.analysis.change.entries import JudgementChange
from regraph.model.knowledge import Knowledge
from regraph.names import ACCOUNT, ID, SOURCE, local
from regraph.wording.changes import field_text, group_text, group_word


def slug(found: ClaimChange) -> str:
    return found.node.removeprefix(ID)


def between(before: World, after: World, about: str | None = None) -> Changes:
    return changes_between(before.knowledge(), after.knowledge(), about)


def only(before: World, after: World) -> ClaimChange:
    """The one claim that differs."""
    (found,) = between(before, after).claims
    return found


def texts(before: World, after: World) -> list[tuple[str, str, str]]:
    """Each value that differs of the one claim that does: its name, before, after."""
    old, new = before.knowledge(), after.knowledge()
    (found,) = changes_between(old, new).claims
    assert found.before and found.after
    return [
        (group_word(found.after, g), group_text(old, found.before, g), group_text(new, found.after, g))
        for g in found.groups
    ]


def stake(share: str = "0.25", **values: str) -> World:
    return World().stake("alpha", "beta", share, **values)


def deal(**values: str) -> World:
    """An offtake of one account."""
    for name in ("seller", "buyer"):
        values.setdefault("has" + name.title(), name)
    world = World().thing("seller").thing("buyer").thing("other")
    return world.claim("sales", "Offtake", **values)


def option(kind: str = "Option", held: str = "isInterestIn") -> World:
    world = World().thing("alpha").thing("beta").thing("right", "Interest")
    return world.says("news", "right", kind, **{"isHeldBy": "alpha", held: "beta", "shareAtMost": "0.3"})


def test_the_same_facts_do_not_differ() -> None:
    found = between(stake(), stake())
    assert found == Changes((), (), (), (), ())
    assert found.is_empty


def test_numbers_written_otherwise_do_not_differ() -> None:
    assert between(stake("0.25"), stake("0.250")).is_empty


CHANGED = {
    "a share": (stake("0.25"), stake("0.3"), [("share", "25 %", "30 %")]),
    "a share that was not stated": (stake(""), stake("0.3"), [("share", "not stated", "30 %")]),
    "a share with an open end": (
        stake("", shareAbove="0.5"),
        stake("", shareBelow="0.5"),
        [("share", "above 50 % up to 100 %", "below 50 %")],
    ),
    "a stage": (
        stake(stage="announced"),
        stake(stage="in-force"),
        [("stage", "announced", "closed / in force")],
    ),
    "a certainty": (stake(certainty="alleged"), stake(), [("certainty", "alleged", "reported")]),
    "a holder": (
        World().thing("gamma").thing("held").thing("x").claim("s", "Stake", isHeldBy="x", isStakeIn="held"),
        World().thing("gamma").thing("held").thing("x").claim("s", "Stake", isHeldBy=("x", "gamma"), isStakeIn="held"),
        [("holder", "X", "Gamma, X")],
    ),
    "an option that becomes a stake": (
        option(),
        option("Stake", "isStakeIn"),
        [("kind", "option", "stake")],
    ),
    "an end that was not stated": (
        deal(),
        deal(endEarliest="2026-12-31", endLatest="2026-12-31"),
        [("end", "not stated", "2026-12-31")],
    ),
    "an end that is a month": (
        deal(endEarliest="2025-11-01", endLatest="2025-11-30"),
        deal(endEarliest="2026-01-01", endLatest="2026-12-31"),
        [("end", "2025-11", "2026")],
    ),
    "a buyer": (deal(), deal(hasBuyer="other"), [("buyer", "Buyer", "Other")]),
    "an amount": (
        deal(amountAtLeast="5000000", amountAtMost="5000000", currency="USD"),
        deal(amountAtMost="7000000", currency="USD"),
        [("amount", "USD 5,000,000", "up to USD 7,000,000")],
    ),
    "all at once, the weightiest first": (
        stake("0.25", certainty="alleged", startLatest="2020-12-31", stage="signed"),
        stake("0.3", startLatest="2021-12-31"),
        [
            ("share", "25 %", "30 %"),
            ("stage", "signed", "closed / in force"),
            ("certainty", "alleged", "reported"),
            ("start", "by the end of 2020", "by the end of 2021"),
        ],
    ),
}


@pytest.mark.parametrize(("before", "after", "expected"), CHANGED.values(), ids=CHANGED)
def test_a_value_that_differs_is_given_in_words(
    before: World, after: World, expected: list[tuple[str, str, str]]
) -> None:
    assert texts(before, after) == expected
    assert only(before, after).effect is Effect.CHANGED
    assert texts(after, before) == [(name, now, was) for name, was, now in expected]


def two_accounts(second: dict[str, str], published: str = "2026-02-05") -> World:
    """A stake of 25 %, and a later account of it."""
    world = stake().account("later", published)
    return world.says("later", "stake-alpha-in-beta", "Stake", isHeldBy="alpha", isStakeIn="beta", **second)


def test_an_account_that_says_the_same_changes_no_value() -> None:
    found = only(stake(), two_accounts({"shareAtLeast": "0.25", "shareAtMost": "0.25"}))
    assert (found.effect, found.groups) == (Effect.ACCOUNTS, ())
    assert (found.joined, found.left, found.restated) == ((ACCOUNT + "later",), (), ())


def test_an_account_that_is_withdrawn_is_named() -> None:
    found = only(two_accounts({}), stake())
    assert (found.effect, found.joined, found.left) == (Effect.ACCOUNTS, (), (ACCOUNT + "later",))


def test_a_later_account_changes_the_value_that_answers_use() -> None:
    after = two_accounts({"shareAtLeast": "0.3", "shareAtMost": "0.3"})
    assert texts(stake(), after) == [("share", "25 %", "30 %")]
    found = only(stake(), after)
    assert found.before and found.after
    assert speakers(found.before, "share") == (ACCOUNT + "news",)
    assert speakers(found.after, "share") == (ACCOUNT + "later",)


def test_an_earlier_account_that_differs_changes_the_accounts_alone() -> None:
    after = two_accounts({"shareAtLeast": "0.3", "shareAtMost": "0.3"}, "2026-02-01")
    found = only(stake(), after)
    assert (found.effect, found.joined) == (Effect.ACCOUNTS, (ACCOUNT + "later",))
    assert found.after and found.after.used["share"] == (ACCOUNT + "news", "later")


def test_a_voice_that_only_alleges_weakens_the_certainty() -> None:
    after = two_accounts({"shareAtLeast": "0.3", "shareAtMost": "0.3", "certainty": "alleged"})
    assert texts(stake(), after) == [("share", "25 %", "30 %"), ("certainty", "reported", "alleged")]


def test_a_statement_made_anew_names_the_properties() -> None:
    def words(text: str) -> World:
        return World().thing("mine", "Mine").says("news", "gap", "Absence", isAbout="mine", statement="text:" + text)

    found = only(words("no grade is told"), words("the grade is not told"))
    assert (found.effect, found.groups) == (Effect.ACCOUNTS, ("statement",))
    assert found.restated == ((ACCOUNT + "news", ("statement",)),)


def test_a_label_is_compared_once_in_the_register_or_else_with_the_claim() -> None:
    def gap(label: str, *, registered: bool) -> World:
        world = World().thing("mine", "Mine")
        if registered:
            return world.thing("gap", "Absence", label).says("news", "gap", "Absence", isAbout="mine")
        return world.says("news", "gap", "Absence", label="text:" + label, isAbout="mine")

    assert texts(gap("Old", registered=False), gap("New", registered=False)) == [("label", "Old", "New")]
    found = between(gap("Old", registered=True), gap("New", registered=True))
    assert (found.claims, [e.names for e in found.things]) == ((), [("label",)])


def test_passages_and_notes_are_no_values() -> None:
    found = only(stake(editorialNote="text:one"), World(count=7).stake("alpha", "beta", "0.25"))
    assert (found.effect, found.groups) == (Effect.ACCOUNTS, ())
    assert found.restated == ((ACCOUNT + "news", ("editorialNote", "evidence")),)


def test_a_judgement_that_changes_the_rule_alone_is_a_difference() -> None:
    after = two_accounts({"shareAtLeast": "0.3", "shareAtMost": "0.3"})
    judged = two_accounts({"shareAtLeast": "0.3", "shareAtMost": "0.3"})
    judged.register.append(
        "    id:judged a rg:Judgement ; rg:judgesNode id:stake-alpha-in-beta ;"
        ' rg:prefersAccount account:later ; rg:reason "It has seen the deed." .\n'
    )
    found = between(after, judged)
    assert [(slug(c), c.effect, c.groups, c.joined) for c in found.claims] == [
        ("stake-alpha-in-beta", Effect.ACCOUNTS, (), ())
    ]
    assert [(c.before, c.after and c.after.reason) for c in found.judgements] == [(None, "It has seen the deed.")]


def test_claims_come_by_effect_weight_kind_and_label() -> None:
    before = World().stake("a", "m", "0.1").stake("b", "m", "0.1", stage="signed").stake("gone", "m")
    before.says("news", "fig", "Figure", valueAtLeast="1", valueAtMost="1")
    before.claim("loan", "Loan", hasLender="a", hasBorrower="m", certainty="alleged")
    after = World().account("second").stake("a", "m", "0.2").stake("b", "m", "0.1", stage="in-force")
    after.stake("come", "m").says("news", "fig", "Figure", valueAtLeast="2", valueAtMost="2")
    after.claim("loan", "Loan", hasLender="a", hasBorrower="m").claim("role", "Role", isRoleOf="a", isRoleAt="m")
    assert [(c.effect.value, slug(c)) for c in between(before, after).claims] == [
        ("changed", "stake-a-in-m"),
        ("changed", "stake-b-in-m"),
        ("changed", "loan"),
        ("changed", "fig"),
        ("added", "stake-come-in-m"),
        ("added", "role"),
        ("withdrawn", "stake-gone-in-m"),
    ]


def test_parties_weigh_like_what_is_held_and_unknown_properties_least() -> None:
    order = sorted(("place", "end", "certainty", "stage", "share", "hasBuyer", "kind"), key=weight_of)
    assert order == ["kind", "hasBuyer", "share", "stage", "certainty", "end", "place"]


def register(**values: str) -> World:
    return World().thing("alpha", **values).account("news")


THINGS = {
    "renamed": (register(), register(label="Alpha Metals"), ("label",), ("Alpha", "Alpha Metals")),
    "of another kind": (register(), register(kind="Fund"), ("kind",), ("company", "fund")),
    "with another name": (register(), register(altLabel="text:Alfa"), ("names",), ("", "Alfa")),
    "with an identifier": (register(), register(lei="X1"), ("identifiers",), ("", "lei X1")),
    "under a law": (register(), register(isUnderJurisdiction="BR"), ("jurisdiction",), ("", "Brazil")),
}


@pytest.mark.parametrize(("before", "after", "names", "said"), THINGS.values(), ids=THINGS)
def test_a_thing_of_the_register_is_compared_field_by_field(
    before: World, after: World, names: tuple[str, ...], said: tuple[str, str]
) -> None:
    found = between(before, after)
    assert [(e.iri, e.names) for e in found.things] == [(iri("alpha"), names)]
    assert found.claims == ()
    knowledge = after.knowledge()
    (entry,) = found.things
    sides = (entry.before, entry.after)
    assert said == tuple(field_text(knowledge, names[0], getattr(side, names[0])) for side in sides)


def test_things_added_and_removed_are_told_apart() -> None:
    found = between(World().thing("a").thing("b").account("news"), World().thing("b").thing("c").account("news"))
    assert [(local(e.iri), e.before is None, e.after is None) for e in found.things] == [
        ("a", False, True),
        ("c", True, False),
    ]


def test_sources_and_accounts_are_compared() -> None:
    before = World().account("one").account("two", source="both")
    after = World().account("two", "2026-02-07", source="both").account("three", source="both").account("four")
    found = between(before, after)
    assert [(e.iri.removeprefix(SOURCE), e.before is None, e.after is None, e.names) for e in found.sources] == [
        ("both", False, False, ("published",)),
        ("four", True, False, ()),
        ("one", False, True, ()),
    ]
    assert [(e.iri.removeprefix(ACCOUNT), e.names) for e in found.accounts] == [
        ("four", ()),
        ("one", ()),
        ("three", ()),
        ("two", ("published",)),
    ]


def judged(*judgements: tuple[str, str]) -> World:
    """Judgements, each as the slugs it is on and its reason."""
    world = World().thing("a").thing("b").thing("c").account("news")
    for at, (nodes, reason) in enumerate(judgements):
        on = "".join(f" rg:judgesDifferent id:{node} ;" for node in nodes)
        world.register.append(f'    id:j{at} a rg:Judgement ;{on} rg:reason "{reason}" .\n')
    return world


JUDGED = {
    "added": (judged(), judged(("ab", "two")), [(None, ("ab", "two"))]),
    "withdrawn": (judged(("ab", "two")), judged(), [(("ab", "two"), None)]),
    "another reason": (judged(("ab", "two")), judged(("ab", "one")), [(("ab", "two"), ("ab", "one"))]),
    "other nodes": (judged(("ab", "two")), judged(("abc", "two")), [(("ab", "two"), ("abc", "two"))]),
    "the same": (judged(("ab", "two"), ("bc", "x")), judged(("bc", "x"), ("ab", "two")), []),
    "nothing in common": (
        judged(("ab", "one")),
        judged(("bc", "two")),
        [(("ab", "one"), None), (None, ("bc", "two"))],
    ),
    "two reasons for one": (
        judged(("ab", "one")),
        judged(("ab", "two"), ("ab", "three")),
        [(("ab", "one"), None), (None, ("ab", "three")), (None, ("ab", "two"))],
    ),
}


def as_written(change: JudgementChange) -> tuple[tuple[str, str] | None, ...]:
    sides = (change.before, change.after)
    return tuple(("".join(map(local, side.nodes)), side.reason) if side else None for side in sides)


@pytest.mark.parametrize(("before", "after", "expected"), JUDGED.values(), ids=JUDGED)
def test_judgements_are_compared_by_nodes_and_reason(
    before: World, after: World, expected: list[tuple[tuple[str, str] | None, ...]]
) -> None:
    assert [as_written(c) for c in between(before, after).judgements] == expected


def test_about_keeps_what_concerns_one_thing() -> None:
    before = World().stake("a", "b", "0.1", "one").stake("c", "d", "0.1", "two")
    after = World().stake("a", "b", "0.2", "one").stake("c", "d", "0.2", "two").account("three").thing("e")
    after.says("three", "stake-c-in-d", "Stake", isHeldBy="c", isStakeIn="d")
    found = between(before, after, iri("c"))
    assert [slug(c) for c in found.claims] == ["stake-c-in-d"]
    assert [local(e.iri) for e in found.accounts] == ["three"]
    assert [local(e.iri) for e in found.sources] == ["three"]
    assert found.things == ()
    assert between(before, after, iri("b")).claims[0].node == iri("stake-a-in-b")
    assert [slug(c) for c in between(before, after, SOURCE + "one").claims] == ["stake-a-in-b"]
    assert [slug(c) for c in between(before, after, ACCOUNT + "three").claims] == ["stake-c-in-d"]


SHARES = st.sampled_from(["", "0.1", "0.25", "1"])
STATEMENTS = st.tuples(
    st.sampled_from(["one", "two", "three"]),
    st.sampled_from(["a", "b"]),
    SHARES,
    st.sampled_from(["in-force", "announced", "terminated"]),
    st.sampled_from(["reported", "alleged", "denied"]),
)
PUBLISHED = {"one": "2026-02-03", "two": "2026-02-04", "three": "2026-02-05"}


def made(statements: Sequence[tuple[str, ...]]) -> Knowledge:
    """What some accounts say of the stakes of two holders."""
    world = World().thing("m", "Mine")
    for account, holder, share, stage, certainty in statements:
        world.thing(holder).account(account, PUBLISHED[account])
        bounds = {"shareAtLeast": share, "shareAtMost": share} if share else {}
        world.says(account, f"stake-{holder}", "Stake", isHeldBy=holder, isStakeIn="m", stage=stage,
                   certainty=certainty, **bounds)  # fmt: skip
    return world.knowledge()


WORLDS = st.lists(STATEMENTS, max_size=4, unique_by=lambda s: s[:2]).map(made)
MIRRORED = {Effect.ADDED: Effect.WITHDRAWN, Effect.WITHDRAWN: Effect.ADDED}


@settings(max_examples=25)
@given(WORLDS, WORLDS)
def test_the_other_way_round_is_the_mirror_image(one: Knowledge, other: Knowledge) -> None:
    there, back = changes_between(one, other), changes_between(other, one)
    assert [
        (c.node, MIRRORED.get(c.effect, c.effect), c.after, c.before, c.groups, c.left, c.joined)
        for c in sorted(there.claims, key=lambda c: c.node)
    ] == [
        (c.node, c.effect, c.before, c.after, c.groups, c.joined, c.left)
        for c in sorted(back.claims, key=lambda c: c.node)
    ]
    for part in ("things", "sources", "accounts"):
        assert [(e.iri, e.before, e.after, e.names) for e in getattr(there, part)] == [
            (e.iri, e.after, e.before, e.names) for e in getattr(back, part)
        ]
    assert there.is_empty == back.is_empty


@settings(max_examples=10)
@given(st.lists(STATEMENTS, max_size=4, unique_by=lambda s: s[:2]))
def test_what_is_read_twice_does_not_differ(statements: Sequence[tuple[str, ...]]) -> None:
    assert changes_between(made(statements), made(statements)).is_empty
