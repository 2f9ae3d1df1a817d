"""From RDF terms to plain values: single values, the claims of some accounts, and what terms are called."""
