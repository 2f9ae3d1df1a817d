"""What a site gives to take away and to ask: downloads, the index of its search, the saved questions, SPARQL."""
