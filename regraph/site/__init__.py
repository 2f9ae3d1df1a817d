"""The whole fact base as static pages that need no server: things, sources, views, and what to take away."""
