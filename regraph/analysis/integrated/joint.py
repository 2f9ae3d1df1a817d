"""Joint holdings of which one owner has a part of every member: at least so much of them is its own.

How the members split a joint holding is never guessed; only what every split gives is counted.
"""

from collections.abc import Mapping
from decimal import ROUND_FLOOR, Decimal

from regraph.analysis.columns import Columns
from regraph.analysis.counting import JOINT
from regraph.analysis.integrated.columns import bounds_of, columns_of
from regraph.analysis.integrated.share import rounded
from regraph.engine.integrated import Convention, holdings, owners
from regraph.engine.stakes import Stakes, stakes_of, units
from regraph.model.knowledge import Knowledge, once
from regraph.model.scenario import Scenario
from regraph.model.share import ONE


@once
def groups_in(
    knowledge: Knowledge, scenario: Scenario, upward: bool, convention: Convention
) -> dict[str, dict[str, Decimal]]:
    """`whole_groups` of the shares that count."""
    return whole_groups(columns_of(knowledge, scenario, upward), convention)


def with_whole_groups(
    columns: Columns,
    groups: Mapping[str, Mapping[str, Decimal]],
    ends: dict[str, tuple[Decimal, Decimal]],
    near: str,
    convention: Convention,
    *,
    upward: bool,
) -> dict[str, tuple[Decimal, Decimal]]:
    """The ends of shares, the lower ones raised for who owns a part of each holder of a joint holding.

    However they split it, at least the smallest of these parts of the joint holding arrives at that owner, and through
    it at whoever owns a part of that owner: what comes to the owner by way of that other never counts for more than
    what the other gets of the same members itself. By simple paths it may, and only the owner's own share is raised.

    Args:
        groups: as `whole_groups` gives them.
    """
    raised = dict(ends)
    for owner, parts in sorted(groups.items()):
        whose = [e for e in ends if convention != "simple-paths" or owner == (e if upward else near)]
        if whose and (owner in ends or owner == near):
            stakes = joined(columns, owner, parts)
            start = columns.index[near]
            again = bounds_of(
                columns, owners(stakes, start, convention) if upward else holdings(stakes, start, convention)
            )
            for other in whose:
                raised[other] = (max(raised[other][0], again.get(other, ends[other])[0]), raised[other][1])
    return raised


def whole_groups(columns: Columns, convention: Convention) -> dict[str, dict[str, Decimal]]:
    """Owner -> group -> the least that the owner has of every member, where it has a part of all of them.

    By simple paths no way comes around: a group in a ring is left out, since a way on from it may meet again what it
    came through.
    """
    is_simple = convention == "simple-paths"
    ways: Convention = "simple-paths" if is_simple else "stop-at-target"
    members: dict[str, set[str]] = {}
    for hop in columns.hops:
        group = hop.relation.target
        if group.startswith(JOINT) and not (is_simple and group in columns.around):
            members.setdefault(group, set()).add(hop.relation.source)
    found: dict[str, dict[str, Decimal]] = {}
    for group, holders in sorted(members.items()):
        least = [
            {name: low for name, (low, _) in bounds_of(columns, owners(columns.stakes, columns.index[h], ways)).items()}
            | {h: ONE}
            for h in sorted(holders)
        ]
        for owner in set(least[0]).intersection(*least[1:]):
            low = rounded(min(part[owner] for part in least), ROUND_FLOOR)
            if low > 0:
                found.setdefault(owner, {})[group] = low
    return found


def joined(columns: Columns, owner: str, parts: Mapping[str, Decimal]) -> Stakes:
    """The stakes, with what an owner has of groups at least as stakes of its own."""
    table = columns.stakes
    rows = list(zip(table.holder.tolist(), table.held.tolist(), table.low.tolist(), table.high.tolist(), strict=True))
    rows += [
        (columns.index[owner], columns.index[group], units(low), units(low)) for group, low in sorted(parts.items())
    ]
    return stakes_of(table.names, rows)
