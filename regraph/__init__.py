"""regraph: who stands behind critical minerals, and who says so."""

__version__ = "0.3.0"
