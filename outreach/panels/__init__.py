"""What outreach adds to the records of others."""
