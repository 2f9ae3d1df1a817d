"""Evidence read again: whether the passages of each claim bear it out."""
