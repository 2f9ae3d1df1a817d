"""Which value an answer uses where accounts differ, and by which rule. All values stay in the dataset.

Properties that make sense only together (both bounds of a share, an amount and its currency) are taken together from
one account: a lower bound of one voice is never paired with the upper bound of another.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal, InvalidOperation
from typing import NamedTuple

from regraph.names import CERTAINTY, RDFS_LABEL, RG, SECTION, XSD
from regraph.store.dataset import Dataset, Description, Terms, named

GROUPS: Mapping[str, tuple[str, ...]] = {
    "share": ("shareAtLeast", "shareAtMost", "shareAbove", "shareBelow", "shareBasis", "isShareTogetherWith"),
    "measure": (
        "amountAtLeast",
        "amountAtMost",
        "valueAtLeast",
        "valueAtMost",
        "valueAbove",
        "valueBelow",
        "currency",
        "unit",
        "isApproximate",
    ),  # fmt: skip
    "start": ("startEarliest", "startLatest"),
    "end": ("endEarliest", "endLatest"),
    "date": ("dateEarliest", "dateLatest"),
    "holders": ("isHeldBy",),
    "held": ("isStakeIn", "isInterestIn"),
}
GROUP_OF = {getattr(RG, name): group for group, names in GROUPS.items() for name in names}
FREE_TEXTS = (RG.shareBasis, RG.statement, RG.description, RG.outcome, RDFS_LABEL)
CERTAINTIES = (
    CERTAINTY.stated_by_party,
    CERTAINTY.reported,
    CERTAINTY.estimated,
    CERTAINTY.opinion,
    CERTAINTY.alleged,
    CERTAINTY.under_investigation,
    CERTAINTY.disputed,
    CERTAINTY.denied,
)
NUMBERS = (XSD + "decimal", XSD + "integer")
WHOLE = Context(MAX_PREC, Emin=MIN_EMIN, Emax=MAX_EMAX)  # Python's own tells no more than 28 digits apart

RULES = {
    "judgement": "a recorded editorial judgement",
    "party": "a party's own words over a report",
    "body": "body over summary box",
    "later": "later over earlier",
    "weakest": "the weakest certainty among the voices whose values are used",
    "order": "same standing: first by name of the account",
}


class Standing(NamedTuple):
    """What decides between accounts: the best sorts first.

    Args:
        party: 0 where the voice is a party to what it speaks of.
        section: 1 for a summary box.
        published: the day as a key that sorts the latest first (see `descending`).
        account: IRI.
    """

    party: int
    section: int
    published: str
    account: str


@dataclass
class Resolution:
    """The values used for one node: property -> values, and group -> (account, rule) where accounts differ."""

    values: dict[str, tuple[Terms, ...]]
    used: dict[str, tuple[str, str]]


class Resolver:
    """Chooses values over all accounts of a dataset."""

    def __init__(self, data: Dataset) -> None:
        self.data = data
        self.single = data.terms.single
        self.standing = {account: standing_of(data, account) for account in data.accounts()}
        self.preferred = preferences(data)
        self.resolved: dict[str, Resolution] = {}

    def resolve(self, node: str) -> Resolution:
        """The values that answers use for `node`: worked out once, so that nobody may change them."""
        if node not in self.resolved:
            self.resolved[node] = self.resolution(node)
        return self.resolved[node]

    def resolution(self, node: str) -> Resolution:
        """The same, worked out."""
        statements = self.data.statements[node]
        if len(statements) == 1:
            (about,) = statements.values()
            return Resolution({p: ordered(objects) for p, objects in about.items()}, {})
        groups: dict[str, dict[str, Description]] = {}
        for account in sorted(statements):
            for predicate, objects in statements[account].items():
                group = GROUP_OF.get(predicate) or (predicate if self.is_single(predicate) else "")
                groups.setdefault(group, {}).setdefault(account, {})[predicate] = objects
        values = union(groups.pop("", {}).values())
        used = {}
        speaking = set()
        for group, by_account in groups.items():
            account, rule = self.choose(node, by_account)
            speaking |= {account} if group not in (RG.certainty, *FREE_TEXTS) else set()
            values.update({p: ordered(objects) for p, objects in by_account[account].items()})
            if rule:
                used[group] = (account, rule)
        self.weaken(groups.get(RG.certainty, {}), speaking, Resolution(values, used))
        return Resolution(values, used)

    def weaken(self, by_account: dict[str, Description], speaking: set[str], found: Resolution) -> None:
        """Give a claim the weakest certainty of the accounts whose values it uses: a share that one voice alleges is
        never shown with the certainty of another voice, which states no share."""
        said = {a: named(about[RG.certainty])[:1] for a, about in by_account.items()}
        ranked = {a: CERTAINTIES.index(c) for a, words in said.items() for c in words if c in CERTAINTIES}
        counting = [(rank, account) for account, rank in ranked.items() if account in speaking or not speaking]
        weakest = max(counting, default=None)
        if weakest is not None and named(found.values.get(RG.certainty, ())) != (CERTAINTIES[weakest[0]],):
            found.values[RG.certainty] = tuple(by_account[weakest[1]][RG.certainty])
            found.used[RG.certainty] = (weakest[1], "weakest")

    def is_single(self, predicate: str) -> bool:
        """True for a property of which a node has one value, its label included."""
        return predicate in self.single or predicate == RDFS_LABEL

    def choose(self, node: str, by_account: dict[str, Description]) -> tuple[str, str]:
        """The account whose values are used, and the rule that decided; no rule where all say the same."""
        order = sorted(by_account, key=self.rank(node))
        other = next((account for account in order[1:] if differs(by_account[order[0]], by_account[account])), None)
        return order[0], "" if other is None else self.rule(node, order[0], other)

    def rank(self, node: str) -> Callable[[str], tuple[bool, int, int, str, str]]:
        """A sort key for accounts that speak of `node`: the first is used."""
        preferred = self.preferred.get(node)

        def key(account: str) -> tuple[bool, int, int, str, str]:
            return (preferred != account, *(self.standing.get(account) or Standing(1, 1, "", account)))

        return key

    def rule(self, node: str, winner: str, loser: str) -> str:
        """The name of the rule by which `winner` stands before `loser`."""
        a, b = self.rank(node)(winner), self.rank(node)(loser)
        names = ("judgement", "party", "body", "later", "order")
        return next(name for name, x, y in zip(names, a, b, strict=True) if x != y)


def differs(one: Description, other: Description) -> bool:
    """True where two accounts give a property of a group different values, or speak of none in common.

    Free texts are in our own words: they differ without a disagreement.
    """
    texts = {p for p in (*one, *other) if p in FREE_TEXTS}
    common = (set(one) & set(other)) - texts
    if not common:
        return bool(set(one) - texts) and bool(set(other) - texts)
    return any(frozenset(map(meant, one[p])) != frozenset(map(meant, other[p])) for p in common)


def meant(term: Terms) -> tuple[str, str]:
    """What a value is compared by: a number by its value (`5.0` and `5` are one), all else as written."""
    datatype = getattr(term, "datatype", None)
    text = written(term)
    if datatype is None or datatype.value not in NUMBERS:
        return (text, "" if datatype is None else datatype.value)
    try:
        return (str(Decimal(text).normalize(WHOLE)), "number")
    except InvalidOperation:
        return (text, datatype.value)


def ordered(objects: Collection[Terms]) -> tuple[Terms, ...]:
    """Values, each once, sorted; a property mostly has one."""
    return tuple(objects) if len(objects) == 1 else tuple(sorted(set(objects), key=written))


def union(descriptions: Iterable[Description]) -> dict[str, tuple[Terms, ...]]:
    """All values of several descriptions, sorted."""
    found: dict[str, set[Terms]] = {}
    for about in descriptions:
        for predicate, objects in about.items():
            found.setdefault(predicate, set()).update(objects)
    return {predicate: ordered(objects) for predicate, objects in found.items()}


def written(term: Terms) -> str:
    """What a term is sorted by: the same whether the parser made it or the cache kept it."""
    return str(term.value)  # type: ignore[union-attr]


def standing_of(data: Dataset, account: str) -> Standing:
    """What is recorded of an account that decides between voices."""
    about = data.sources[account]
    section = next(iter(named(about.get(RG.section, ()))), "")
    party = "true" in {t.value for t in about.get(RG.voiceIsParty, ())}  # type: ignore[union-attr]
    published = next((t.value for t in about.get(RG.published, ())), "")  # type: ignore[union-attr]
    return Standing(0 if party else 1, 1 if section == SECTION.summary else 0, descending(published), account)


def preferences(data: Dataset) -> dict[str, str]:
    """Node -> account that a recorded judgement prefers."""
    chosen = {}
    for about in data.register.values():
        for node in named(about.get(RG.judgesNode, ())):
            for account in named(about.get(RG.prefersAccount, ())):
                chosen[node] = account
    return chosen


def descending(text: str) -> str:
    """A key that sorts ISO dates latest first."""
    return "".join(chr(0x10FFF - ord(c)) for c in text)
