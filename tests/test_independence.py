"""Which accounts do not bear each other out: what they share is found, and what they share by way of others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from world import World, iri

from regraph.analysis.independence import KINDS, Group, Reason, groups_of, independent, reasons_of
from regraph.model.knowledge import Knowledge
from regraph.names import ACCOUNT, local

WIRE = "Wire of the Agency, 3 February 2026"


def world() -> World:
    """Six publishers: two relay one wire, two quote one minister, one copies another, one stands apart."""
    made = World().account("herald", publisher="herald", voice="herald")
    made.account("herald-agency", source="herald", publisher="herald", section="quoted", voice="agency", rests_on=WIRE)
    made.account("times-minister", publisher="times", section="quoted", voice="minister")
    made.account("post-minister", publisher="post", section="quoted", voice=("deputy", "minister"))
    made.account("gazette-officials", publisher="gazette", section="quoted", voice="officials", rests_on=WIRE)
    made.account("mirror", publisher="mirror", voice="mirror", sha256="a" * 64)
    made.account("copyist", publisher="copyist", voice="copyist", sha256="a" * 64)
    made.account("agency", publisher="agency", voice="agency", title="Wire on another day")
    for slug in tuple(made.described):
        made.says(slug, "beta", description="d")
    return made.account("apart", publisher="apart", voice="apart").says("apart", "beta", description="d")


@pytest.fixture(scope="module")
def small() -> Knowledge:
    return world().knowledge()


def grouped(knowledge: Knowledge, *slugs: str) -> list[list[str]]:
    """The groups of some accounts, by slug."""
    return [list(map(local, group.accounts)) for group in groups_of(knowledge, [ACCOUNT + slug for slug in slugs])]


PAIRS = {
    "two voices in the documents of one publisher": ("herald", "herald-agency", [("publisher", "herald")]),
    "one voice that two publishers quote, alone and with another": (
        "times-minister",
        "post-minister",
        [("voice", "minister")],
    ),
    "two publishers that rest on one wire": ("herald-agency", "gazette-officials", [("work", WIRE)]),
    "a voice that is quoted, and its own document": ("herald-agency", "agency", [("voice", "agency")]),
    "one text under two publishers": ("mirror", "copyist", [("copy", "a" * 64)]),
    "two publishers that share nothing": ("herald", "times-minister", []),
    "the minister's first voice alone and another": ("post-minister", "apart", []),
}


@pytest.mark.parametrize("case", PAIRS)
def test_two_accounts_are_one_group_only_for_what_they_share(small: Knowledge, case: str) -> None:
    one, other, shared = PAIRS[case]
    found = groups_of(small, (ACCOUNT + one, ACCOUNT + other))
    reasons = [(r.kind, r.shared if r.kind in ("copy", "work") else local(r.shared)) for g in found for r in g.reasons]
    assert (reasons, len(found)) == (shared, 1 if shared else 2)


def test_a_group_names_its_accounts_and_every_reason(small: Knowledge) -> None:
    accounts = tuple(ACCOUNT + slug for slug in ("gazette-officials", "herald", "herald-agency"))
    assert groups_of(small, accounts) == (
        Group(accounts, (Reason("publisher", iri("herald"), accounts[1:]), Reason("work", WIRE, accounts[::2]))),
    )


def test_accounts_that_others_tie_together_are_one_group(small: Knowledge) -> None:
    assert grouped(small, "herald", "gazette-officials") == [["gazette-officials"], ["herald"]]
    assert grouped(small, "herald", "gazette-officials", "herald-agency", "apart") == [
        ["apart"],
        ["gazette-officials", "herald", "herald-agency"],
    ]


@pytest.mark.parametrize("work", (WIRE, "https://example.org/wire"), ids=("title", "address"))
def test_a_work_that_is_itself_a_document_at_hand_ties_who_rests_on_it(work: str) -> None:
    made = World().account("agency", publisher="agency", title=WIRE, url="https://example.org/wire")
    made.account("herald", publisher="herald", voice="minister", rests_on=work)
    made.account("times", publisher="times", voice="other", title=WIRE + ", again")
    knowledge = made.knowledge()
    assert grouped(knowledge, "agency", "herald", "times") == [["agency", "herald"], ["times"]]


def test_documents_of_one_title_are_not_tied_where_nobody_rests_on_them() -> None:
    made = (
        World()
        .account("one", publisher="one", voice="one", title="Weekly")
        .account("two", publisher="two", voice="two", title="Weekly")
    )
    assert grouped(made.knowledge(), "one", "two") == [["one"], ["two"]]


def test_an_account_that_nobody_describes_is_tied_to_none(small: Knowledge) -> None:
    assert grouped(small, "ghost", "spectre", "herald") == [["ghost"], ["herald"], ["spectre"]]
    assert grouped(small) == []


def test_the_independent_groups_of_a_claim_are_counted(small: Knowledge) -> None:
    assert grouped(small, *map(local, small.accounts)) == [
        ["agency", "gazette-officials", "herald", "herald-agency"],
        ["apart"],
        ["copyist", "mirror"],
        ["post-minister", "times-minister"],
    ]
    assert independent(small, small.claims[iri("beta")]) == 4


SMALL = world().knowledge()
SLUGS = (*sorted(map(local, SMALL.accounts)), "ghost")


@given(st.lists(st.sampled_from(SLUGS)))
def test_groups_share_no_account_hold_all_and_no_order_changes_them(slugs: list[str]) -> None:
    found = grouped(SMALL, *slugs)
    assert sorted(slug for group in found for slug in group) == sorted(set(slugs))
    assert grouped(SMALL, *reversed(slugs)) == found
    for reason in reasons_of(SMALL, [ACCOUNT + slug for slug in slugs]):
        assert any(set(map(local, reason.accounts)) <= set(group) for group in found)
        assert reason.kind in KINDS and len(reason.accounts) > 1


@given(st.lists(st.sampled_from(SLUGS)), st.sampled_from(SLUGS))
def test_one_more_account_makes_at_most_one_more_group(slugs: list[str], more: str) -> None:
    assert len(grouped(SMALL, *slugs, more)) <= len(grouped(SMALL, *slugs)) + 1


JAPAN = "2026-02-03-rare-earth-exchanges-japan-digs-six-kilometers-deep"
DIGEST = "2026-02-05-strategic-metals-digest"
INDIA = "2026-02-04-rare-earth-exchanges-indias-budget-signals-a-hard-turn"
SHIPPED = {
    "the government and the officials of Japan come by one report of France 24 with AFP": (
        f"{JAPAN}-japanese-government",
        f"{JAPAN}-japanese-officials",
        ("publisher", "work"),
    ),
    "the government of Japan speaks in an article and in the digest": (
        f"{JAPAN}-japanese-government",
        f"{DIGEST}-japanese-government",
        ("voice",),
    ),
    "the officials on Project Vault are known through Bloomberg": (
        f"{DIGEST}-bloomberg",
        f"{DIGEST}-us-officials",
        ("publisher", "work"),
    ),
    "the ministers of India come by one wire of AFP": (
        f"{INDIA}-nirmala-sitharaman",
        f"{INDIA}-rajnath-singh",
        ("publisher", "work"),
    ),
    "the digest read India's draft budget, the article the wire": (
        f"{DIGEST}-indian-draft-budget",
        f"{INDIA}-nirmala-sitharaman",
        (),
    ),
}


@pytest.mark.parametrize("case", SHIPPED)
def test_accounts_of_the_shipped_facts_are_tied_as_their_texts_say(knowledge: Knowledge, case: str) -> None:
    one, other, kinds = SHIPPED[case]
    assert {ACCOUNT + one, ACCOUNT + other} <= set(knowledge.accounts)
    assert tuple(r.kind for r in reasons_of(knowledge, (ACCOUNT + one, ACCOUNT + other))) == kinds


CLAIMS = {
    # the article and the digest each tell the financing, and neither names a work or voice that the other has
    "dfc-financing-of-serra-verde": 2,
    # both quote the government of Japan on it
    "assessment-japan-test-first-of-its-kind": 1,
    # one article only
    "shandong-zhaojin-and-hainan-stake-in-xinjin": 1,
}


@pytest.mark.parametrize("slug", CLAIMS)
def test_claims_of_the_shipped_facts_have_the_groups_that_one_reads(knowledge: Knowledge, slug: str) -> None:
    assert independent(knowledge, knowledge.claims[iri(slug)]) == CLAIMS[slug]
