"""Integrated shares of owners and holdings, by the convention asked for, from the engine on columns."""
