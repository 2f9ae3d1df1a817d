"""Dated events: what happened, what is due, and what is past its day with nobody confirming it."""
