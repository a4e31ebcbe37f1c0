"""The tables of states of employment."""
