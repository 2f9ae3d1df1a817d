"""Which accounts do not bear each other out: they share a publisher, a voice, the work they rest on, or one text.

Only what is recorded can tie accounts together, so the groups are the most that can be independent, never proof that
they are. It says nothing about which account is right.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from regraph.model.knowledge import Knowledge
from regraph.model.things import Claim

KINDS = ("copy", "publisher", "voice", "work")


@dataclass(frozen=True, slots=True, order=True)
class Reason:
    """What some accounts share.

    Args:
        kind: one of `KINDS`.
        shared: IRI of the publisher or voice, title (or address) of the work, or sha256 of the text.
        accounts: the accounts that share it, two or more, sorted.
    """

    kind: str
    shared: str
    accounts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Accounts that do not bear each other out, and why; one account alone has no reasons."""

    accounts: tuple[str, ...]
    reasons: tuple[Reason, ...]


def groups_of(knowledge: Knowledge, accounts: Iterable[str]) -> tuple[Group, ...]:
    """The groups within which some accounts are not independent.

    Accounts are tied directly, or by others among those given: where A shares a voice with B and B a publisher with C,
    all three are one group.

    Args:
        accounts: IRIs; one that nobody describes is tied to none.
    Returns:
        Groups that have no account in common and hold all that are given, sorted.
    """
    told = sorted(set(accounts))
    reasons = reasons_of(knowledge, told)
    leader = {account: account for account in told}
    for reason in reasons:
        joined = {leader[account] for account in reason.accounts}
        leader.update({account: min(joined) for account in told if leader[account] in joined})
    return tuple(
        Group(
            tuple(account for account in told if leader[account] == first),
            tuple(reason for reason in reasons if leader[reason.accounts[0]] == first),
        )
        for first in sorted(set(leader.values()))
    )


def independent(knowledge: Knowledge, claim: Claim) -> int:
    """How many groups of accounts tell a claim that are not known to depend on each other."""
    publishers = {publisher_of(knowledge, account) for account in claim.accounts}
    if len(publishers) == 1 and "" not in publishers:
        return 1
    return len(groups_of(knowledge, claim.accounts))


def reasons_of(knowledge: Knowledge, accounts: Iterable[str]) -> tuple[Reason, ...]:
    """Everything recorded that some of the accounts share, sorted."""
    known = sorted(account for account in set(accounts) if account in knowledge.accounts)
    found = [Reason("publisher", iri, told) for iri, told in published(knowledge, known).items() if len(told) > 1]
    return tuple(sorted([*found, *copies(knowledge, known), *voices(knowledge, known), *works(knowledge, known)]))


def publisher_of(knowledge: Knowledge, account: str) -> str:
    """The IRI of who published the document of an account; "" where that is not recorded."""
    about = knowledge.accounts.get(account)
    source = knowledge.sources.get(about.source) if about else None
    return source.publisher if source else ""


def published(knowledge: Knowledge, accounts: list[str]) -> dict[str, tuple[str, ...]]:
    """Publisher -> the accounts in its documents. A quoted voice is known only through the publisher that quotes it."""
    found: dict[str, list[str]] = defaultdict(list)
    for account in accounts:
        found[publisher_of(knowledge, account)].append(account)
    return {iri: tuple(told) for iri, told in sorted(found.items()) if iri}


def voices(knowledge: Knowledge, accounts: list[str]) -> list[Reason]:
    """The voices heard through several publishers, or in one publisher's document and as publisher of another."""
    heard: dict[str, set[str]] = defaultdict(set)
    for account in accounts:
        about = knowledge.accounts[account]
        for voice in {about.voice, *about.other_voices} - {""}:
            heard[voice].add(account)
    own = published(knowledge, accounts)
    shared = {voice: told | set(own.get(voice, ())) for voice, told in heard.items()}
    return [
        Reason("voice", voice, tuple(sorted(told)))
        for voice, told in shared.items()
        if len({publisher_of(knowledge, account) for account in told}) > 1
    ]


def works(knowledge: Knowledge, accounts: list[str]) -> list[Reason]:
    """The works that accounts rest on, with the accounts in the document that is that work, by title or address."""
    resting: dict[str, set[str]] = defaultdict(set)
    within: dict[str, set[str]] = defaultdict(set)
    for account in accounts:
        about = knowledge.accounts[account]
        source = knowledge.sources.get(about.source)
        for work in about.rests_on:
            resting[work].add(account)
        for name in (source.title, source.url) if source else ():
            within[name or ""].add(account)
    shared = {work: told | within.get(work, set()) for work, told in resting.items()}
    return [Reason("work", work, tuple(sorted(told))) for work, told in shared.items() if len(told) > 1]


def copies(knowledge: Knowledge, accounts: list[str]) -> list[Reason]:
    """The texts that stand, character by character, in documents of several publishers."""
    found: dict[str, list[str]] = defaultdict(list)
    for account in accounts:
        source = knowledge.sources.get(knowledge.accounts[account].source)
        found[source.sha256 if source else ""].append(account)
    return [
        Reason("copy", text, tuple(told))
        for text, told in found.items()
        if text and len({publisher_of(knowledge, account) for account in told}) > 1
    ]
