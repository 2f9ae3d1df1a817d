"""From a CSV of stakes to columns in memory: its heading, its rows, their numbers, and all blocks joined."""
