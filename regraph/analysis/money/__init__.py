"""Sums of money over deals: what is promised, how far it binds, what cannot be summed."""
