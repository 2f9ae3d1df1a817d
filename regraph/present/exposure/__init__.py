"""Exposure as dictionaries, text and rows."""
