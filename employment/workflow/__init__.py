"""The tables of steps of employment."""
