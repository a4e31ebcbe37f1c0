"""The lists of employment."""
