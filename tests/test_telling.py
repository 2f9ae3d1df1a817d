"""Which claims an account or a source tells, and which of a kind point to a thing."""

from world import World, iri

from regraph.model.knowledge import Knowledge, is_kept
from regraph.model.telling import by_account, pointing, told_by
from regraph.names import ACCOUNT, SOURCE, local


def small() -> Knowledge:
    """Two accounts of one source, and one of another."""
    world = World().account("one", source="paper").account("two", source="paper").account("three")
    world.stake("a", "beta", "0.5", "one").says("two", "stake-a-in-beta", "Stake", isHeldBy="a", isStakeIn="beta")
    world.claim("loan", "Loan", "three", hasLender="a", hasBorrower="beta")
    return world.claim("gap", "Absence", "two", absentTerm="Loan", isAbout="beta").knowledge()


def test_an_account_tells_its_claims_and_a_source_those_of_its_accounts() -> None:
    knowledge = small()
    told = {name: list(map(local, told_by(knowledge, name))) for name in (ACCOUNT + "one", SOURCE + "paper", iri("a"))}
    expected = {
        ACCOUNT + "one": ["stake-a-in-beta"],
        SOURCE + "paper": ["gap", "stake-a-in-beta"],
        iri("a"): [],
    }
    assert told == expected


def test_the_shipped_claims_are_told_as_they_themselves_say(knowledge: Knowledge) -> None:
    told = {(account, node) for account, nodes in by_account(knowledge).items() for node in nodes}
    assert told == {(account, node) for node in knowledge.claims for account in knowledge.claims.tellers(node)}


def test_what_points_to_a_thing_is_found_by_its_kind() -> None:
    knowledge = small()
    asked = (iri("beta"), iri("a"))
    found = {kind: list(map(local, pointing(knowledge, kind, asked))) for kind in ("Loan", "Absence", "")}
    assert found == {"Loan": ["loan"], "Absence": ["gap"], "": []}


def test_what_was_asked_is_known_to_be_kept() -> None:
    knowledge = small()
    before = is_kept(knowledge, by_account)
    by_account(knowledge)
    assert (before, is_kept(knowledge, by_account)) == (False, True)
