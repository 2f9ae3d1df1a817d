"""What rests on one source or account alone, and what would change in answers if it were dropped.

Dropping is what `--exclude` does: the same facts are selected and resolved without it. It never says that a claim is
false because nobody else tells it.
"""

from dataclasses import dataclass

from regraph.analysis.change.changes import ClaimChange, Effect, claim_change
from regraph.model.knowledge import Knowledge, known
from regraph.store.dataset import Dataset, select


@dataclass(frozen=True)
class Reliance:
    """What rests on one source or account.

    Args:
        iri: the source or account.
        accounts: the accounts that go with it, sorted.
        told: every claim that one of them tells, sorted.
        alone: the claims that nobody else tells; without it nothing would state them.
        changes: the other claims of which answers would use another value.
        unmentioned: the things of the register that nothing left would mention, sorted; no claims among them.
        without: what the facts say without it.
    """

    iri: str
    accounts: tuple[str, ...]
    told: tuple[str, ...]
    alone: tuple[str, ...]
    changes: tuple[ClaimChange, ...]
    unmentioned: tuple[str, ...]
    without: Knowledge


def reliance_on(data: Dataset, knowledge: Knowledge, iri: str) -> Reliance:
    """What rests on a source or account.

    Args:
        data: the facts as selected for `knowledge`.
        iri: of a source or account that is described there.
    """
    accounts = tuple(a.iri for a in knowledge.accounts.values() if iri in (a.iri, a.source))
    without = known(select(data, without=frozenset((iri,))))
    told = tuple(node for node in knowledge.claims if not set(accounts).isdisjoint(knowledge.claims.tellers(node)))
    found = (claim_change(knowledge, without, node) for node in told)
    return Reliance(
        iri=iri,
        accounts=accounts,
        told=told,
        alone=tuple(node for node in told if node not in without.claims),
        changes=tuple(change for change in found if change is not None and change.effect is Effect.CHANGED),
        unmentioned=tuple(sorted(mentioned(knowledge) - mentioned(without))),
        without=without,
    )


def mentioned(knowledge: Knowledge) -> frozenset[str]:
    """The things, not claims, that some claim points to or describes, or that speak in or publish what is known."""
    heard = {v for account in knowledge.accounts.values() for v in (account.voice, *account.other_voices)}
    spoken = {account.source for account in knowledge.accounts.values()}
    publishers = {source.publisher for iri, source in knowledge.sources.items() if iri in spoken}
    named = {*knowledge.mentions, *heard, *publishers, *knowledge.claims}
    return frozenset(i for i in named if i in knowledge.things and not is_claim(knowledge, i))


def is_claim(knowledge: Knowledge, iri: str) -> bool:
    """True for an entry of the register that is claimed, as a deal or stake is, not merely described."""
    return iri in knowledge.claims and bool(knowledge.claims.kind(iri))
