"""The forms of employment."""
