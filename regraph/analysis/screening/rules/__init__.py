"""Screening rules as data: what a rule is, and how one is read."""
