"""Registers of stakes: read from CSV into columns on disk, which an engine opens without reading them."""
