"""Questions in SPARQL: bound, guarded, asked of a view, and their results."""
