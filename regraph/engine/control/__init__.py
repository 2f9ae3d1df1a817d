"""Who controls what, by doctrine: majority, chains, weakest link, de facto, close links, and what screens attribute."""

from regraph.engine.control.attribution import Attributed, Passing, attributed
from regraph.engine.control.cascade import Caught, caught
from regraph.engine.control.chains import Widths, chain_pairs, weakest_links_above, weakest_links_below
from regraph.engine.control.defacto import de_facto_pairs
from regraph.engine.control.links import close_links, owning_pairs
from regraph.engine.control.majority import (
    Pairs,
    controlled_by,
    controllers_of,
    controlling_pairs,
    held_together,
    is_definite,
)
from regraph.engine.control.reasons import Contribution, Reason, reason
from regraph.engine.control.threshold import MAJORITY, Threshold
from regraph.engine.control.ultimate import Ultimate, rings_of, ultimate_controllers

__all__ = [
    "MAJORITY",
    "Attributed",
    "Caught",
    "Contribution",
    "Pairs",
    "Passing",
    "Reason",
    "Threshold",
    "Ultimate",
    "Widths",
    "attributed",
    "caught",
    "chain_pairs",
    "close_links",
    "controlled_by",
    "controllers_of",
    "controlling_pairs",
    "de_facto_pairs",
    "held_together",
    "is_definite",
    "owning_pairs",
    "reason",
    "rings_of",
    "ultimate_controllers",
    "weakest_links_above",
    "weakest_links_below",
]
