"""Which claims tell of what: those of an account or a source, and those of one kind that point to a thing.

They are found from the thing's side, so that a question of one thing does not read all claims.
"""

from collections.abc import Iterable, Mapping

from regraph.model.knowledge import Knowledge, once


@once
def by_account(knowledge: Knowledge) -> Mapping[str, tuple[str, ...]]:
    """Account -> the claims that it tells, sorted."""
    found: dict[str, list[str]] = {}
    for node in knowledge.claims:
        for account in knowledge.claims.data.statements[node]:
            found.setdefault(account, []).append(node)
    return {account: tuple(nodes) for account, nodes in found.items()}


@once
def by_source(knowledge: Knowledge) -> Mapping[str, tuple[str, ...]]:
    """Source -> its accounts, sorted."""
    found: dict[str, list[str]] = {}
    for iri, account in sorted(knowledge.accounts.items()):
        found.setdefault(account.source, []).append(iri)
    return {source: tuple(accounts) for source, accounts in found.items()}


def told_by(knowledge: Knowledge, iri: str) -> Iterable[str]:
    """The claims that an account tells, or any account of a source, sorted; none for what is neither."""
    ours = (iri, *by_source(knowledge).get(iri, ())) if iri in knowledge.accounts or iri in knowledge.sources else ()
    told = by_account(knowledge) if ours else {}
    return sorted({node for account in ours if account in knowledge.accounts for node in told.get(account, ())})


def pointing(knowledge: Knowledge, kind: str, iris: Iterable[str]) -> Iterable[str]:
    """The claims of a very class that point to any of some things or claims, sorted.

    Args:
        kind: local name of the class.
    """
    near = {node for iri in iris for node in knowledge.mentions.get(iri, ())}
    return sorted(node for node in near if knowledge.claims.kind(node) == kind)
