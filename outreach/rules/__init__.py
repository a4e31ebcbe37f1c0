"""When something may happen in outreach."""
