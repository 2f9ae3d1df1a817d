"""Offtake and the supply chain as dictionaries, text and rows."""
