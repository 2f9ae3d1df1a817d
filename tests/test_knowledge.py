"""RDF becomes plain values once: things, sources, accounts, claims; and nothing is lost or guessed on the way."""

import datetime as dt
from decimal import Decimal

import pyoxigraph as ox
import pytest
from world import World, iri

from regraph.errors import BadFact
from regraph.model.dates import When
from regraph.model.knowledge import Knowledge, known
from regraph.model.reading.values import value_of
from regraph.model.things import Value
from regraph.names import ACCOUNT, RG, SOURCE, XSD, local

Day = dt.date


def test_a_thing_has_its_kind_label_and_every_name() -> None:
    world = World().thing(
        "serra-verde", "Company", "Serra Verde", altLabel=("Serra Verde Group", "SerraVerde"), lei="X1"
    )
    thing = world.knowledge().things[iri("serra-verde")]
    assert (thing.kind, thing.label, thing.names) == ("Company", "Serra Verde", ("Serra Verde Group", "SerraVerde"))
    assert thing.identifiers == (("lei", "X1"),)


def test_an_unknown_party_says_why_and_how_many() -> None:
    world = World().thing("buyers", "UnknownParty", unknownBecause="not named", partyCount="text:4")
    world.register[-1] = world.register[-1].replace('"4"', "4")
    thing = world.knowledge().things[iri("buyers")]
    assert (thing.unknown_because, thing.count) == ("not named", 4)


def test_a_judgement_is_no_thing() -> None:
    world = World().thing("a")
    world.register.append('    id:judgement-x\n        a rg:Judgement ;\n        rg:reason "because" ;\n    .\n')
    assert set(map(local, world.knowledge().things)) == {"a"}


def test_a_source_keeps_what_it_takes_to_find_it_again() -> None:
    source = World().stake("a", "b").knowledge().sources[SOURCE + "news"]
    assert source.title == "About news"
    assert source.published == When(Day(2026, 2, 3), Day(2026, 2, 3))
    assert (source.url, source.archived_as, len(source.sha256)) == ("https://example.org/news", "news.txt", 64)


def test_an_account_keeps_its_voice_its_part_of_the_source_and_its_day() -> None:
    world = World().account("filing", "2026-01-01", source="news", section="filing", party=True, voice="alpha")
    account = world.says("filing", "a").knowledge().accounts[ACCOUNT + "filing"]
    assert (account.source, account.voice, account.section) == (SOURCE + "news", iri("alpha"), "filing")
    assert (account.published, account.is_party) == (Day(2026, 1, 1), True)


def test_a_claim_has_the_label_of_the_register_or_its_own() -> None:
    world = World().claim("stake-x", "Stake").says("news", "figure-x", "Figure", label="text:Output of Beta")
    knowledge = world.knowledge()
    assert knowledge.claims[iri("stake-x")].label == "Stake X"
    assert knowledge.claims[iri("figure-x")].label == "Output of Beta"
    assert knowledge.label(iri("figure-x")) == "Output of Beta"


def test_a_thing_that_an_account_describes_is_a_claim_without_kind() -> None:
    claim = World().thing("mine", "Mine").says("news", "mine", isLocatedIn="MW").knowledge().claims[iri("mine")]
    assert (claim.kind, claim.label) == ("", "Mine")


VALUES: dict[str, tuple[str, str, Value]] = {
    "decimal": ("0.50", "decimal", Decimal("0.50")),
    "integer": ("4", "integer", 4),
    "date": ("2026-02-03", "date", Day(2026, 2, 3)),
    "true": ("true", "boolean", True),
    "false": ("false", "boolean", False),
    "one is true": ("1", "boolean", True),
    "zero is false": ("0", "boolean", False),
    "text": ("2026-02-03", "string", "2026-02-03"),
    "address": ("https://example.org/", "anyURI", "https://example.org/"),
}


@pytest.mark.parametrize("case", VALUES)
def test_a_literal_becomes_the_value_that_its_datatype_means(case: str) -> None:
    written, datatype, expected = VALUES[case]
    found = value_of(ox.Literal(written, datatype=ox.NamedNode(XSD + datatype)))
    assert (found, type(found)) == (expected, type(expected))


def test_an_iri_becomes_text() -> None:
    assert value_of(ox.NamedNode("https://example.org/a")) == "https://example.org/a"


ILL_TYPED = (
    ("banana", "decimal"),
    ("NaN", "decimal"),
    ("1e3", "decimal"),
    ("1_000", "integer"),
    ("20260203", "date"),
    ("2026-W06-2", "date"),
    ("2026-02-30", "date"),
    ("yes", "boolean"),
)


@pytest.mark.parametrize(("written", "datatype"), ILL_TYPED, ids=lambda v: v)
def test_an_ill_typed_literal_is_refused_and_not_read_as_something_else(written: str, datatype: str) -> None:
    with pytest.raises(
        BadFact, match=f"^{datatype}: {written!r} is none; write .*`regraph check` names the file and line"
    ):
        value_of(ox.Literal(written, datatype=ox.NamedNode(XSD + datatype)))


FAMILIES = (
    ("Loan", "Deal", True),
    ("Loan", "Financing", True),
    ("Loan", "Loan", True),
    ("Loan", "Claim", True),
    ("Loan", "Interest", False),
    ("Deal", "Loan", False),
    ("Company", "Actor", True),
    ("Nonsense", "Actor", False),
)


@pytest.mark.parametrize(("kind", "ancestor", "expected"), FAMILIES)
def test_a_kind_is_each_of_its_ancestors(knowledge: Knowledge, kind: str, ancestor: str, expected: bool) -> None:
    assert knowledge.is_a(kind, ancestor) is expected


LABELS = {
    "a thing": (iri("serra-verde"), "Serra Verde"),
    "a term": (RG.LicenceHolding, "licence holding"),
    "nobody knows": ("https://w3id.org/regraph/id/nobody-knows", "nobody-knows"),
}


@pytest.mark.parametrize("case", LABELS)
def test_everything_has_a_label(knowledge: Knowledge, case: str) -> None:
    node, expected = LABELS[case]
    assert knowledge.label(node) == expected


def test_the_label_of_a_class_comes_from_the_ontology(knowledge: Knowledge) -> None:
    assert knowledge.word("LicenceHolding") == "licence holding"
    assert knowledge.word("Nonsense") == "Nonsense"


def test_the_latest_account_is_the_last_day_published(knowledge: Knowledge) -> None:
    assert knowledge.latest == max(account.published for account in knowledge.accounts.values())
    assert World().knowledge().latest is None


def test_a_claim_told_by_two_accounts_is_told_from_the_first_day_to_the_later() -> None:
    world = World().account("old", "2026-02-03").account("new", "2026-02-06")
    world.stake("a", "b", "", "old").says("new", "stake-a-in-b", "Stake", isHeldBy="a", isStakeIn="b")
    knowledge = world.knowledge()
    assert knowledge.told(knowledge.claims[iri("stake-a-in-b")]) == (Day(2026, 2, 3), Day(2026, 2, 6))


def test_mentions_lead_from_a_thing_to_what_is_said_of_it() -> None:
    world = World().stake("a", "b").says("news", "note-1", "Assessment", isAbout="stake-a-in-b")
    mentions = world.knowledge().mentions
    assert mentions[iri("b")] == (iri("stake-a-in-b"),)
    assert mentions[iri("stake-a-in-b")] == (iri("note-1"),)


def test_mentions_are_the_same_as_reading_every_value(knowledge: Knowledge) -> None:
    for node, claim in knowledge.claims.items():
        for statement in claim.statements:
            for values in statement.values.values():
                for value in values:
                    if isinstance(value, str) and value != node and value in knowledge.things:
                        assert node in knowledge.mentions[value], (value, node)


def test_every_statement_of_the_shipped_facts_rests_on_a_passage_of_its_own_source(knowledge: Knowledge) -> None:
    statements = [s for claim in knowledge.claims.values() for s in claim.statements]
    assert len(statements) > 400
    for statement in statements:
        source = knowledge.accounts[statement.account].source
        assert statement.passages, statement.node
        assert all(passage.startswith(source + "#char=") for passage in statement.passages), statement.node


def test_every_share_and_span_of_the_shipped_facts_can_be_read(knowledge: Knowledge) -> None:
    for claim in knowledge.claims.values():
        assert claim.share is not None
        assert claim.span is not None
        assert claim.when("date") is not None


@pytest.mark.parametrize("order", [1, -1])
def test_a_source_whose_days_are_out_of_order_is_named(order: int) -> None:
    world = World().stake("alpha", "beta", "0.5")
    of, text = world.described["news"]
    world.described["news"] = of, text.replace('rg:publishedLatest "2026', 'rg:publishedLatest "2019')
    with pytest.raises(BadFact, match="source/news: 2026-02-03 is after 2019-02-03.*regraph check"):
        known(world.dataset(order))
