"""The claims of some accounts, each resolved once, when it is first asked for: a look-up touches few of them.

What can be told of a claim without resolving it (who tells it, its class, its label, what it points to) is read apart.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property

from regraph.model.reading.values import claim_of, statement_of
from regraph.model.things import Claim, Statement, Thing
from regraph.names import local
from regraph.store.dataset import Dataset
from regraph.store.heads import head_of
from regraph.store.resolution import Resolver


class Claims(Mapping[str, Claim]):
    """Node IRI -> resolved claim, worked out when it is first asked for: a look-up touches few of them.

    Args:
        later: claims as more accounts of the same facts tell them.
    """

    def __init__(
        self, data: Dataset, resolver: Resolver, things: Mapping[str, Thing], later: "Claims | None" = None
    ) -> None:
        self.data, self.resolver, self.things, self.later = data, resolver, things, later
        self.order = tuple(sorted(data.statements))
        self.made: dict[str, Claim] = {}
        self.read: dict[tuple[str, str], Statement] = {}
        self.kinds: dict[str, str] = {}
        self.labels: dict[str, str] = {}
        self.pointed: dict[str, frozenset[str]] = {}
        self.names: dict[str, list[str]] = {}

    def __getitem__(self, node: str) -> Claim:
        if node not in self.made:
            if node not in self.data.statements:
                raise KeyError(node)
            alike = self.alike(node)
            self.made[node] = self.resolved(node) if alike is None else alike[node]
        return self.made[node]

    def resolved(self, node: str) -> Claim:
        """A claim as its accounts tell it here."""
        return claim_of(node, self.data, self.resolver, self.things, self.statement)

    def statement(self, node: str, account: str) -> Statement:
        """What one account says of a claim; it says the same at all times."""
        if self.later is not None:
            return self.later.statement(node, account)
        if (node, account) not in self.read:
            self.read[node, account] = statement_of(node, account, self.data.statements[node][account])
        return self.read[node, account]

    def alike(self, node: str) -> "Claims | None":
        """The later claims, where the same accounts tell this one, so that nothing in it is another."""
        if self.later is None or self.later.data.statements[node].keys() != self.data.statements[node].keys():
            return None
        return self.later

    def __contains__(self, node: object) -> bool:
        return node in self.data.statements

    def __iter__(self) -> Iterator[str]:
        return iter(self.order)

    def __len__(self) -> int:
        return len(self.order)

    def has(self, claim: Claim) -> bool:
        """True for a claim that was resolved here; one that was put together elsewhere may say something else."""
        return self.made.get(claim.node) is claim

    def tellers(self, node: str) -> tuple[str, ...]:
        """The accounts that speak of a claim, sorted, without resolving it."""
        return tuple(sorted(self.data.statements[node]))

    def kind(self, node: str) -> str:
        """The local name of a claim's class, without resolving the claim; "" for a thing that is described."""
        if node not in self.kinds:
            alike = self.alike(node)
            self.kinds[node] = self.read_kind(node) if alike is None else alike.kind(node)
        return self.kinds[node]

    def read_kind(self, node: str) -> str:
        """The same, read from the accounts."""
        told = self.data.statements[node]
        kinds = (head_of(told[account]).kind for account in sorted(told))
        return local(next(filter(None, kinds), ""))

    @cached_property
    def by_kind(self) -> Mapping[str, tuple[str, ...]]:
        """Local name of a class -> the claims of that very class, sorted."""
        found: dict[str, list[str]] = {}
        for node in self:
            found.setdefault(self.kind(node), []).append(node)
        return {kind: tuple(nodes) for kind, nodes in found.items()}

    def label(self, node: str) -> str:
        """The label of a claim, resolved only where accounts give several."""
        if node not in self.labels:
            self.labels[node] = self.things[node].label if node in self.things else self.called(node)
        return self.labels[node]

    def called(self, node: str) -> str:
        """The label that accounts give a claim."""
        told = self.data.statements[node]
        if len(told) == 1:
            return head_of(next(iter(told.values()))).label or local(node)
        said = {head_of(about).label for about in told.values()} - {""}
        return self[node].label if len(said) > 1 else next(iter(said), local(node))

    def targets(self, node: str) -> frozenset[str]:
        """The IRIs that any account of a claim points to."""
        if node not in self.pointed:
            alike, told = self.alike(node), self.data.statements[node].values()
            read = (iri for about in told for iri in head_of(about).targets)
            self.pointed[node] = frozenset(read) if alike is None else alike.targets(node)
        return self.pointed[node]

    def named(self, node: str) -> list[str]:
        """The claims and described things among them, sorted."""
        if node not in self.names:
            self.names[node] = sorted(self.data.statements.keys() & self.targets(node))
        return self.names[node]
