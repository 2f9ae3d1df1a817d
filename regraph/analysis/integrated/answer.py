"""Who owns a thing and what an actor owns, with integrated shares by the convention asked for.

The chains stay as the explanation; what has no share, links and rights, is given none. No share is worked out here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from regraph.analysis.integrated.chains import along_chains
from regraph.analysis.integrated.columns import bounds_of, columns_of
from regraph.analysis.integrated.joint import groups_in, with_whole_groups
from regraph.analysis.integrated.share import reconciled, same
from regraph.analysis.integrated.wholes import Whole, own_share, whole_of
from regraph.analysis.ownership import Holding, Ownership, holdings_of, owners_of
from regraph.engine.integrated import CONVENTIONS, Convention, Owned, holdings, owners
from regraph.errors import BadChoice
from regraph.model.knowledge import Knowledge
from regraph.model.scenario import Scenario
from regraph.model.share import Share

DEFAULT: Convention = "stop-at-target"
CHAINS: Convention = "simple-paths"


@dataclass(frozen=True)
class Shares:
    """An answer with its shares integrated by a convention.

    Args:
        convention: one of `CONVENTIONS`.
        answer: holders, chains, and what stands beside.
        along: holder or held -> what its chains alone add up to, where rings make that another share.
        wholes: what is known of each thing on the chains, sorted by name.
        own: thing -> what it holds of itself, directly or through others.
        closed: rings that hold themselves entirely, so that no share leaves them.
        is_wide: True where some share is sure to lie within its bounds, but the bounds may be too wide.
    """

    convention: Convention
    answer: Ownership
    along: Mapping[str, Share]
    wholes: tuple[Whole, ...]
    own: Mapping[str, Share]
    closed: tuple[tuple[str, ...], ...]
    is_wide: bool


def convention_named(name: str) -> Convention:
    """A convention by its name.

    Raises:
        BadChoice: there is none of that name.
    """
    for convention in CONVENTIONS:
        if name == convention:
            return convention
    raise BadChoice("--convention", name, CONVENTIONS)


def owners_by(knowledge: Knowledge, entity: str, scenario: Scenario, convention: Convention = DEFAULT) -> Shares:
    """Who owns `entity`, with shares by a convention.

    Args:
        convention: `stop-at-target`: what part of the dividend ever arrives at the owner, never more than all,
            y[i, j] = a[i, j] + sum over k other than i of y[i, k] a[k, j] (Baldone, Brioschi and Paleari 1998).
            `walk-sum`: A (I - A)^-1, which counts what passes the owner again (Brioschi, Buzzacchi and Colombo 1989).
            `simple-paths`: the products along chains without repetition, added.
    """
    return by_engine(knowledge, owners_of(knowledge, entity, scenario), scenario, convention, upward=True)


def holdings_by(knowledge: Knowledge, actor: str, scenario: Scenario, convention: Convention = DEFAULT) -> Shares:
    """What `actor` owns, with shares by a convention, as `owners_by`."""
    return by_engine(knowledge, holdings_of(knowledge, actor, scenario), scenario, convention, upward=False)


def held_shares(knowledge: Knowledge, actor: str, scenario: Scenario) -> tuple[Holding, ...]:
    """What `actor` owns with shares by the usual convention, and nothing beside: the holdings of `holdings_by`."""
    answer = holdings_of(knowledge, actor, scenario)
    _, shares, _ = integrated(knowledge, answer, scenario, DEFAULT, upward=False)
    return tuple(with_share(holding, shares, upward=False) for holding in answer.holdings)


def by_engine(
    knowledge: Knowledge, answer: Ownership, scenario: Scenario, convention: Convention, *, upward: bool
) -> Shares:
    """An answer with the shares that the engine finds."""
    found, shares, simple = integrated(knowledge, answer, scenario, convention, upward=upward)
    stakes = columns_of(knowledge, scenario, upward).stakes
    holders = tuple(with_share(holding, shares, upward=upward) for holding in answer.holdings)
    things = sorted({answer.entity, *(h.relation.target for c in answer.chains for h in c.hops)}, key=knowledge.label)
    return Shares(
        convention,
        replace(answer, holdings=holders, clipped=answer.clipped or bool(found and found.is_clipped)),
        by_rings(knowledge, answer, scenario, shares, simple, upward=upward) if convention != CHAINS else {},
        tuple(whole for thing in things if (whole := whole_of(knowledge, scenario, thing, upward)) is not None),
        {thing: own for thing in things if (own := own_share(knowledge, scenario, thing, upward)) is not None},
        tuple(tuple(stakes.names[i] for i in ring) for ring in found.closed) if found else (),
        found is not None and not all(found.exact.tolist()),
    )  # fmt: skip


def by_rings(
    knowledge: Knowledge,
    answer: Ownership,
    scenario: Scenario,
    shares: Mapping[str, Share],
    simple: Mapping[str, Share],
    *,
    upward: bool,
) -> dict[str, Share]:
    """What the chains alone leave at each end, where rings make that another share.

    What others hold at least narrows a share as well, and is no matter of rings: it narrows what chains leave likewise.

    Args:
        shares: by the convention asked for.
        simple: what the chains add up to, whatever others hold.
    """
    if not answer.rings or all(same(share, shares[end]) for end, share in simple.items() if end in shares):
        return {}
    _, chained, _ = integrated(knowledge, answer, scenario, CHAINS, upward=upward)
    return {end: share for end, share in chained.items() if not same(share, shares[end])}


def integrated(
    knowledge: Knowledge, answer: Ownership, scenario: Scenario, convention: Convention, *, upward: bool
) -> tuple[Owned | None, dict[str, Share], dict[str, Share]]:
    """What the engine finds, the shares that this gives by the other end, and what the chains alone add up to."""
    columns = columns_of(knowledge, scenario, upward)
    near, ask = answer.entity, owners if upward else holdings
    found = ask(columns.stakes, columns.index[near], convention) if near in columns.index else None
    groups = groups_in(knowledge, scenario, upward, convention)
    ends = with_whole_groups(columns, groups, bounds_of(columns, found), near, convention, upward=upward)
    simple = along_chains(answer, upward=upward)
    return found, {other: reconciled(simple.get(other), *ends[other]) for other in ends}, simple


def with_share(holding: Holding, shares: Mapping[str, Share], *, upward: bool) -> Holding:
    """A holding with the share that the engine finds; a link or right has none."""
    return replace(holding, share=shares.get(holding.holder if upward else holding.held))
