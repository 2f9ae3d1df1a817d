"""Where the boxes of a picture stand; what a box means is not known here."""
