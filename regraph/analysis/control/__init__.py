"""Who controls what by the facts: each doctrine with its definition, three-valued verdicts, and what they turn on."""
