"""Plain frozen values: things, sources, accounts, statements of one account, and claims resolved over all of them.

Property values are keyed by the local name of their ontology term (`isHeldBy`, `shareAtMost`). IRIs are plain strings.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import NamedTuple

from regraph.errors import BadBounds, BadFact, BadShare
from regraph.model.dates import NEVER_STATED, Span, When
from regraph.model.share import ONE, UNKNOWN, ZERO, Share

Value = str | Decimal | dt.date | bool | int
Values = Mapping[str, tuple[Value, ...]]
SHARE_BOUNDS = ("shareAtLeast", "shareAbove", "shareAtMost", "shareBelow")


class Thing(NamedTuple):
    """One entry of the register: what exists, not what is said of it."""

    iri: str
    kind: str
    label: str
    names: tuple[str, ...] = ()
    jurisdiction: str | None = None
    identifiers: tuple[tuple[str, str], ...] = ()
    unknown_because: str | None = None
    count: int | None = None  # type: ignore[assignment]  # the parties it stands for, and no method of a tuple


class Source(NamedTuple):
    """One source document."""

    iri: str
    label: str
    title: str
    publisher: str
    published: When
    url: str | None
    sha256: str
    archived_as: str
    cites: tuple[str, ...] = ()


class Account(NamedTuple):
    """What one voice says in one source.

    Args:
        voice: who speaks; of several that speak together, the first by IRI.
        other_voices: who speaks together with it.
        rests_on: titles of the works by way of which the words reached the source, as that source cites them.
    """

    iri: str
    label: str
    source: str
    voice: str
    section: str
    published: dt.date
    is_party: bool
    other_voices: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()


class Statement(NamedTuple):
    """What one account says of one node."""

    node: str
    account: str
    kind: str | None
    values: Values

    @property
    def passages(self) -> tuple[str, ...]:
        """The passages it rests on, as IRIs with an RFC 5147 fragment."""
        return tuple(sorted(str(v) for v in self.values.get("evidence", ())))


@dataclass(frozen=True)
class Claim:
    """One node as answers use it: the resolved values, and all statements behind it.

    Args:
        node: IRI.
        kind: local name of its class; "" for a thing that accounts describe.
        label: how people call it.
        values: the values that answers use.
        accounts: IRIs of the accounts that speak of it, sorted.
        tell: gives the statements behind it, one per account in the order of `accounts`; asked at most once.
        used: for each property group where accounts differ, the account whose value is used and the rule.
    """

    node: str
    kind: str
    label: str
    values: Values
    accounts: tuple[str, ...]
    tell: Callable[[], tuple[Statement, ...]] = tuple
    used: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def all(self, name: str) -> tuple[Value, ...]:
        """Every value of a property."""
        return self.values.get(name, ())

    def one(self, name: str) -> Value | None:
        """The value of a property that has at most one."""
        found = self.values.get(name, ())
        return found[0] if found else None

    def iris(self, name: str) -> tuple[str, ...]:
        """The values of a property that points to other things."""
        return tuple(map(str, self.values.get(name, ())))

    def concept(self, name: str) -> str | None:
        """The notation of the concept a property points to: `in-force`, `alleged`."""
        found = self.values.get(name)
        return str(found[0]).rpartition("/")[2] if found else None

    def decimal(self, name: str) -> Decimal | None:
        """A number, exactly as written."""
        found = self.one(name)
        try:
            return None if found is None else Decimal(str(found))
        except InvalidOperation as error:
            raise BadFact(self.node, f"{name} {str(found)[:60]!r} is no number; write 0.25") from error

    def when(self, prefix: str) -> When:
        """The date bounds `start`, `end` or `date`.

        Raises:
            BadFact: the bounds exclude each other.
        """
        earliest, latest = self.day(prefix + "Earliest"), self.day(prefix + "Latest")
        return NEVER_STATED if earliest is None and latest is None else bounded(self.node, earliest, latest)

    def day(self, name: str) -> dt.date | None:
        """One date bound."""
        found = self.one(name)
        return found if isinstance(found, dt.date) else None

    @cached_property
    def span(self) -> Span:
        """When it begins and ends."""
        return Span(self.when("start"), self.when("end"))

    @cached_property
    def share(self) -> Share:
        """The share interval; 0 to 1 where none is stated.

        Raises:
            BadFact: bounds outside 0 to 1, or out of order.
        """
        try:
            return share_of(self.values)
        except InvalidOperation as error:
            raise BadFact(self.node, "a share bound is no number; write 0.25") from error
        except BadShare as error:
            raise BadFact(self.node, str(error)) from error

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """What each account says of it."""
        return self.tell()


def bounded(node: str, earliest: dt.date | None, latest: dt.date | None) -> When:
    """A date of a claim or source.

    Raises:
        BadFact: the bounds exclude each other.
    """
    try:
        return When(earliest, latest)
    except BadBounds as error:
        raise BadFact(node, str(error)) from error


def share_of(values: Values) -> Share:
    """The interval that the four share bounds give.

    Raises:
        BadShare: bounds outside 0 to 1 or out of order.
    """

    if values.keys().isdisjoint(SHARE_BOUNDS):
        return UNKNOWN

    def bound(name: str) -> Decimal | None:
        found = values.get(name)
        return Decimal(str(found[0])) if found else None

    low, above, high, below = map(bound, SHARE_BOUNDS)
    return Share(
        low=low if low is not None else above if above is not None else ZERO,
        high=high if high is not None else below if below is not None else ONE,
        low_open=low is None and above is not None,
        high_open=high is None and below is not None,
    )
