"""The tables of employment."""
