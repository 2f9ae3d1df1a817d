"""The pages of a site, one kind a module: things, sources, commodities, countries, views, the front, the terms."""
