"""Answers on who owns and controls what, as dictionaries, text and rows."""
