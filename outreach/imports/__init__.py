"""The sheets that outreach reads."""
