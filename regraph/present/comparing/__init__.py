"""Two things side by side as dictionaries, text and rows."""
