"""What the panel of a page says: of one thing or claim, and of what the sources leave open."""
