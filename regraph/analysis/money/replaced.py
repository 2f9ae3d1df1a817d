"""Deals that must not be added to others: superseded, paid off by a refinancing, or merely changed in their terms.

Of a deal and the one that replaces it, one is counted: the later one, unless it is still a promise and the earlier one
is in force. A refinancing that is not in force yet has paid nothing off: both are counted, and the answer says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from regraph.analysis.money.deals import above, states_amount
from regraph.analysis.money.standing import Stand
from regraph.model.dates import Answer
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import NOT_YET
from regraph.model.things import Claim

Live = Mapping[str, tuple[Claim, Stand]]


@dataclass(frozen=True, slots=True)
class Aside:
    """Why a deal is not added to the others.

    Args:
        kind: `superseded`, `would-supersede`, `refinanced`, `amends`, `parts`, `within`, `ring` or `overlap`.
        others: the deals that are the reason, sorted.
    """

    kind: str
    others: tuple[str, ...]


def replaced(knowledge: Knowledge, live: Live) -> tuple[dict[str, Aside], frozenset[str]]:
    """The deals that others replace.

    Args:
        live: deal -> the claim and how it stands, of the financing that stands on the day, certain or possible.
    Returns:
        Deal -> why it is not added; and the deals of which that is only possible, since what replaces them is.
    """
    asides: dict[str, Aside] = {}
    doubtful: set[str] = set()
    for node, (claim, stand) in sorted(live.items()):
        for kind, gone, by in replacements(claim, live):
            if stand.counts is Answer.POSSIBLY and gone != node:
                doubtful.add(gone)
            elif gone not in asides:
                asides[gone] = Aside(kind, (by,))
    for node, (claim, _) in sorted(live.items()):
        over = next((up for up in above(knowledge, claim) if up in asides and asides[up].kind != "amends"), None)
        if over is not None and node not in asides:
            asides[node] = Aside(asides[over].kind, asides[over].others)
    return asides, frozenset(doubtful - set(asides))


def replacements(claim: Claim, live: Live) -> list[tuple[str, str, str]]:
    """What one deal replaces: the kind of reason, the deal that is not added, and the deal that is."""
    found = []
    pending = claim.concept("stage") in NOT_YET
    for old in near(claim, "supersedes", live):
        if pending and live[old][0].concept("stage") not in NOT_YET:
            found.append(("would-supersede", claim.node, old))
        else:
            found.append(("superseded", old, claim.node))
    if not pending:
        found += [("refinanced", old, claim.node) for old in near(claim, "refinances", live)]
    if states_amount(claim):
        changed = [old for old in near(claim, "amends", live) if states_amount(live[old][0])]
        found += [("amends", claim.node, old) for old in changed[:1]]
    return found


def near(claim: Claim, name: str, live: Live) -> list[str]:
    """The other live deals that a property of a deal points to."""
    return sorted(iri for iri in claim.iris(name) if iri in live and iri != claim.node)
