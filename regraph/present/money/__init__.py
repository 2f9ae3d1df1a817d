"""Sums of money as dictionaries, text and rows."""
