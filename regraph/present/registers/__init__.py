"""Answers from registers of stakes as dictionaries, rows and text."""
