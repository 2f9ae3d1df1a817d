"""Dated events as dictionaries, text, rows and a calendar."""
