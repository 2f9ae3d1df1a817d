"""Amounts of money as intervals, and sums of them that keep what must not be added apart.

Nothing here rounds, and nothing here adds two currencies: a `Cell` names what a sum is of, and only sums of one cell
are added. An amount that nobody states is no amount; it is counted beside the sum and widens nothing.
"""

from dataclasses import dataclass
from decimal import Decimal

from regraph.errors import BadFact
from regraph.model.share import EXACT, ZERO
from regraph.model.things import Claim


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money somewhere between two bounds, both included, in whole units of its currency.

    Args:
        low: the least it can be; zero where only "up to" is said.
        high: the most it can be; None where no upper bound is stated.
        currency: ISO 4217 code; "" where a fact gives none.
        about: True where it is given as "about".
    """

    low: Decimal
    high: Decimal | None
    currency: str
    about: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """What one sum is of; sums of different cells are never added.

    Args:
        currency: ISO 4217 code; "" for deals of which no sum is stated.
        stage: notation of the stage; "" where none is stated, or where `--across stage` adds them up.
        bindingness: likewise.
        on_call: True for guarantees and price support, which pay only if something else happens.
    """

    currency: str
    stage: str = ""
    bindingness: str = ""
    on_call: bool = False


@dataclass(frozen=True, slots=True)
class Sum:
    """Deals added up.

    Args:
        low, high: the interval; `high` is None where some deal has no stated upper bound.
        about: True where some amount in it is given as "about".
        deals: how many deals with a stated sum are in it.
        possible: how many of these are only possibly part of it: they raise `high` and leave `low`.
        unstated: how many deals without a stated sum belong here, in addition to `deals`.
        refinancing: how many of all these pay off earlier borrowing, and so are not all new money.
    """

    low: Decimal = ZERO
    high: Decimal | None = ZERO
    about: bool = False
    deals: int = 0
    possible: int = 0
    unstated: int = 0
    refinancing: int = 0

    def plus(self, other: "Sum") -> "Sum":
        """Both together.

        Example:
            >>> five = Sum(Decimal(5), Decimal(5), deals=1)
            >>> five.plus(Sum(Decimal(0), Decimal(3), deals=1))
            Sum(low=Decimal('5'), high=Decimal('8'), about=False, deals=2, possible=0, unstated=0, refinancing=0)
        """
        return Sum(
            EXACT.add(self.low, other.low),
            None if self.high is None or other.high is None else EXACT.add(self.high, other.high),
            self.about or other.about,
            self.deals + other.deals,
            self.possible + other.possible,
            self.unstated + other.unstated,
            self.refinancing + other.refinancing,
        )


def amount_of(claim: Claim, prefix: str = "amount") -> Amount | None:
    """The amount that a deal states, or the value of a figure in money; None where it states none.

    Args:
        prefix: `amount` for deals, `value` for figures.
    Raises:
        BadFact: bounds out of order, below zero, or no numbers.
    Example:
        >>> amount_of(Claim("x", "Loan", "x", {"amountAtMost": (5,), "currency": ("USD",)}, ()))
        Amount(low=Decimal('0'), high=Decimal('5'), currency='USD', about=False)
    """
    low, high = bound(claim, prefix, "AtLeast", "Above"), bound(claim, prefix, "AtMost", "Below")
    if low is None and high is None:
        return None
    least = ZERO if low is None else low
    if least < ZERO or (high is not None and high < least):
        raise BadFact(claim.node, f"amount bounds {least} to {high} are not in order from zero")
    return Amount(least, high, str(claim.one("currency") or ""), claim.one("isApproximate") is True)


def bound(claim: Claim, prefix: str, closed: str, opened: str) -> Decimal | None:
    """One bound, whether it is included or not.

    Raises:
        BadFact: it is no finite number.
    """
    found = claim.decimal(prefix + closed)
    found = claim.decimal(prefix + opened) if found is None else found
    if found is not None and not found.is_finite():
        raise BadFact(claim.node, f"{prefix} {found} is no sum of money")
    return found


def added(amounts: list[Amount]) -> Amount | None:
    """Several amounts of one currency as one; None where there are none, or they differ in currency.

    Example:
        >>> one = Amount(Decimal(1), Decimal(2), "USD")
        >>> added([one, one])
        Amount(low=Decimal('2'), high=Decimal('4'), currency='USD', about=False)
        >>> added([one, Amount(Decimal(1), Decimal(2), "EUR")]) is None
        True
    """
    if len({amount.currency for amount in amounts}) != 1:
        return None
    total = Sum()
    for amount in amounts:
        total = total.plus(Sum(amount.low, amount.high, amount.about))
    return Amount(total.low, total.high, amounts[0].currency, total.about)


def difference(whole: Amount, parts: Amount) -> tuple[Decimal | None, Decimal | None] | None:
    """How much a whole is more than its parts, as bounds (None is unbounded); None in different currencies.

    Example:
        >>> ten, up_to_nine = Amount(Decimal(10), Decimal(10), "USD"), Amount(Decimal(0), Decimal(9), "USD")
        >>> difference(ten, up_to_nine)
        (Decimal('1'), Decimal('10'))
    """
    if whole.currency != parts.currency:
        return None
    low = None if parts.high is None else EXACT.subtract(whole.low, parts.high)
    high = None if whole.high is None else EXACT.subtract(whole.high, parts.low)
    return low, high
