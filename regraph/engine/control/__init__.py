"""Who controls what, by doctrine: majority, chains, weakest link, de facto, close links, and what screens attribute."""

from regraph.engine.control.majority import (
    Pairs,
    controlled_by,
    controllers_of,
    controlling_pairs,
    held_together,
    is_definite,
)
from regraph.engine.control.threshold import MAJORITY, Threshold

__all__ = [
    "MAJORITY",
    "Pairs",
    "Threshold",
    "controlled_by",
    "controllers_of",
    "controlling_pairs",
    "held_together",
    "is_definite",
]
