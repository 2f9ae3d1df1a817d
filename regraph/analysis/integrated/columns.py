"""The shares that count as columns for the engine, and the ends that it finds, by name.

What counts is decided in `regraph.analysis.counting`. Nothing is rounded here: the ends are the engine's own floats.
"""

from decimal import Decimal

from regraph.analysis.columns import Columns, shares_in
from regraph.analysis.counting import counted
from regraph.engine.integrated import Owned
from regraph.model.knowledge import Knowledge, once
from regraph.model.scenario import Scenario


@once
def columns_of(knowledge: Knowledge, scenario: Scenario, upward: bool) -> Columns:
    """The shares that count as columns; upward a state's own offices are held by it."""
    return shares_in(counted(knowledge, scenario, bodies=upward))


def bounds_of(columns: Columns, found: Owned | None) -> dict[str, tuple[Decimal, Decimal]]:
    """Other end -> both ends of its share as the engine gives them."""
    if found is None:
        return {}
    rows = zip(found.index.tolist(), found.low.tolist(), found.high.tolist(), strict=True)
    return {columns.stakes.names[i]: (Decimal(low), Decimal(high)) for i, low, high in rows}
