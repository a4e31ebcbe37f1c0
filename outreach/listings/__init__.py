"""The lists of outreach."""
