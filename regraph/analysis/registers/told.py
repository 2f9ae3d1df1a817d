"""A part of a register as knowledge: each line of the file is a claim that the file makes, and nothing else is known.

A register has no accounts but itself, no passages and no kinds of actors: what is not in the file is not made up.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import quote

from regraph.analysis.counting import Hop
from regraph.analysis.registers.extent import rows_of
from regraph.engine.stakes import fraction
from regraph.graph.relations import Relation
from regraph.model.dates import Answer, When
from regraph.model.knowledge import Knowledge
from regraph.model.reading.claims import Claims
from regraph.model.scenario import Standing, Status
from regraph.model.share import Share
from regraph.model.things import Account, Claim, Source, Statement, Value
from regraph.names import BASE, CERTAINTY
from regraph.register.days import EPOCH, EVER, NEVER
from regraph.register.register import KINDS, Alive, Places, Register

ROLES = {"stake": ("Stake", "ownership", "isStakeIn"), "votes": ("VotingRight", "control", "isInterestIn")}


class Lines(Claims):
    """The claims that lines of a file make."""

    def __init__(self, claims: Mapping[str, Claim]) -> None:
        self.claims = claims

    def __getitem__(self, node: str) -> Claim:
        return self.claims[node]

    def __contains__(self, node: object) -> bool:
        return node in self.claims

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self.claims))

    def __len__(self) -> int:
        return len(self.claims)

    def has(self, claim: Claim) -> bool:
        return self.claims.get(claim.node) is claim

    def tellers(self, node: str) -> tuple[str, ...]:
        return self.claims[node].accounts

    def kind(self, node: str) -> str:
        return self.claims[node].kind

    def label(self, node: str) -> str:
        return self.claims[node].label

    def targets(self, node: str) -> frozenset[str]:
        claim = self.claims[node]
        return frozenset(str(v) for name in ("isHeldBy", "isStakeIn", "isInterestIn") for v in claim.all(name))


@dataclass(frozen=True)
class Told(Knowledge):
    """What a part of a register says.

    Args:
        names: IRI -> how the register calls it.
    """

    names: Mapping[str, str]

    def label(self, iri: str) -> str:
        """How the register calls a thing or a line; its last part for anything else."""
        return self.names[iri] if iri in self.names else super().label(iri)

    def template(self, kind: str) -> str:
        """None: a line of a file has no voice that a sentence could be laid to."""
        return ""


def address(register: Register, name: str = "") -> str:
    """The IRI of a register, or of an actor or asset of it by its name."""
    base = f"{BASE}register/{register.manifest.sha256[:12]}"
    return f"{base}/{quote(name, safe='')}" if name else base


def told_in(register: Register, day: dt.date, things: Sequence[int]) -> tuple[Told, dict[int, Hop]]:
    """What a register says of the holders of some things on a day.

    Args:
        things: indices, ascending.
    Returns:
        The knowledge, and line of the file -> the step from holder to held.
    """
    found: dict[int, Hop] = {}
    claims: dict[str, Claim] = {}
    names = {address(register): f"register {register.manifest.file}"}
    for kind in KINDS:
        for line, claim in lines_of(register, register.alive(day, kind), things, names):
            claims[claim.node] = claim
            found[line] = step(claim, kind, day, register.told)
    here, file = address(register), register.manifest.file
    day_told = When(register.told, register.told)
    source = Source(here, file, file, here, day_told, None, register.manifest.sha256, "")
    account = Account(here, file, here, here, "body", register.told, False)
    own: dict[str, Any] = {
        "sources": {here: source},
        "accounts": {here: account},
        "claims": Lines(claims),
        "names": names,
    }
    nothing: dict[str, Any] = {about.name: {} for about in fields(Told)}
    return Told(**nothing | own), found


def lines_of(
    register: Register, alive: Alive, things: Sequence[int], names: dict[str, str]
) -> Iterator[tuple[int, Claim]]:
    """The lines of one kind that tell of holders of some things, with what each claims; fills in the names."""
    stakes = alive.stakes
    if not len(stakes):
        return
    rows = rows_of(stakes, things)
    places = rows if alive.kept is None else alive.kept.nonzero()[0][rows]
    whole = register.columns(alive.kind)
    ends = zip(whole.low[places].tolist(), whole.high[places].tolist(), strict=True)
    words = zip(alive.certainties(rows), alive.sources(rows), days_of(register, alive.kind, places), strict=True)
    pairs = zip(stakes.holder[rows].tolist(), stakes.held[rows].tolist(), stakes.row[rows].tolist(), strict=True)
    for (holder, held, line), (low, high), (certainty, source, days) in zip(pairs, ends, words, strict=True):
        one, other = (address(register, stakes.names[place]) for place in (holder, held))
        names |= {one: stakes.names[holder], other: stakes.names[held]}
        values: dict[str, tuple[Value, ...]] = {"isHeldBy": (one,), ROLES[alive.kind][2]: (other,), **days}
        values |= {} if (low, high) == (0, 2 * 10**9) else bounds(low, high)
        values |= {"certainty": (CERTAINTY.namespace + certainty,)} if certainty else {}
        values |= {"editorialNote": (f"source: {source}",)} if source else {}
        yield line, claim_of(register, alive.kind, line, values, names)


def claim_of(
    register: Register, kind: str, line: int, values: dict[str, tuple[Value, ...]], names: Mapping[str, str]
) -> Claim:
    """The claim that one line makes."""
    here, term = address(register), ROLES[kind][0]
    node = f"{here}/line/{line}"
    one, other = names[str(values["isHeldBy"][0])], names[str(values[ROLES[kind][2]][0])]
    bare = Claim(node, term, "", values, (here,))
    share = "size not stated" if bare.share.is_unknown else bare.share.text()
    label = f"line {line}: {one} in {other}, {share}{' of the votes' if kind == 'votes' else ''}"
    return Claim(node, term, label, values, (here,), lambda: (Statement(node, here, term, values),))


def bounds(low: int, high: int) -> dict[str, tuple[Value, ...]]:
    """Both ends of a share as they are stated.

    Example:
        >>> bounds(10**9, 10**9 + 1)
        {'shareAtLeast': (Decimal('0.5'),), 'shareBelow': (Decimal('0.500000001'),)}
    """
    (least, above), (most, below) = fraction(low), fraction(high, is_low=False)
    return {"shareAbove" if above else "shareAtLeast": (least,), "shareBelow" if below else "shareAtMost": (most,)}


def days_of(register: Register, kind: str, places: Places) -> Iterator[dict[str, tuple[Value, ...]]]:
    """The stated bounds of start and end of some stakes."""
    spans = register.spans(kind)
    columns = {}
    for name, pair in (("start", spans.start), ("end", spans.end)):
        for which, column in zip(("Earliest", "Latest"), pair or (), strict=False):
            columns[name + which] = column[places].tolist()
    for row in range(len(places)):
        days = ((name, column[row]) for name, column in columns.items())
        yield {name: (dt.date.fromordinal(day + EPOCH),) for name, day in days if day not in (NEVER, EVER)}


def step(claim: Claim, kind: str, day: dt.date, told: dt.date) -> Hop:
    """The step from who holds to what is held, with its standing on a day."""
    answer, why = claim.span.holds_on(day, told)
    term, via, role = ROLES[kind]
    share: Share = claim.share
    ends = (str(claim.values["isHeldBy"][0]), str(claim.values[role][0]))
    relation = Relation(*ends, term, via, claim.node, ("isHeldBy", role), share)
    return Hop(relation, Standing(Status.COUNTED if answer is Answer.YES else Status.POSSIBLE, why))
