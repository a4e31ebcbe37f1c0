"""The state tables of outreach."""
