"""The numbers of employment."""
