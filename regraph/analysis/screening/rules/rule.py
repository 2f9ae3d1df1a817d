"""A screening rule as data: whom it asks about, its tests with how holdings pass, and what else catches.

What a field means stands in `ontology/screens/README.md`. Nothing here reads a file or facts, or decides anything.
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from regraph.model.dates import When, period

KINDS = (
    "cascading", "climb", "direct", "full-through-majority", "in-a-controller", "majority-chain", "multiply",
    "multiply-through-majority",
)  # fmt: skip
ASKS = ("holders", "listed", "states")


@dataclass(frozen=True, slots=True)
class Way:
    """How holdings pass down a chain.

    Args:
        kind: one of `KINDS`.
        threshold: what a holding on the way must reach to be passed on, or passed on whole; None where none is needed.
        inclusive: the threshold itself is enough.
        tiers: how many steps a cascade goes; None for all.
        first_tier: the kinds of seeds that alone count at the first step; empty for all.
    """

    kind: str
    threshold: Decimal | None = None
    inclusive: bool = False
    tiers: int | None = None
    first_tier: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One test that holdings alone answer: the rule itself, or one of its triggers."""

    name: str
    says: str
    citation: str
    threshold: Decimal
    inclusive: bool
    aggregate: str
    basis: tuple[str, ...]
    way: Way

    @property
    def together(self) -> bool:
        """True where the holdings of all who count are added."""
        return self.aggregate == "together"


@dataclass(frozen=True, slots=True)
class Trigger:
    """What else catches and holdings do not answer; `list` names a list of its own that it asks for."""

    name: str
    says: str
    citation: str
    list: str = ""


@dataclass(frozen=True)
class Rule:
    """A published rule, as far as it is encoded.

    Args:
        about: the file's content, field by field.
        tests: what holdings answer; the first is the rule itself.
        triggers: what they do not answer.
    """

    about: dict[str, Any]
    tests: tuple[Criterion, ...]
    triggers: tuple[Trigger, ...]

    @property
    def name(self) -> str:
        """The name of the rule and of its file."""
        return str(self.about["name"])

    @property
    def asks(self) -> str:
        """Whom it asks about: one of `ASKS`."""
        return str(self.about["asks"])

    @property
    def disclaimer(self) -> str:
        """What it was encoded from, and that it is not legal advice."""
        return str(self.about["disclaimer"])

    def words(self, field: str) -> tuple[str, ...]:
        """A field that holds a list; empty where it is not given."""
        return tuple(self.about.get(field, ()))

    @cached_property
    def effective(self) -> When:
        """Since when it applies; unknown where it is undated."""
        text = self.about["effective"]
        return When() if text == "undated" else period(text)
