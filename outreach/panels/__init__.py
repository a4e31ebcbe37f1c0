"""What outreach adds to the pages of people and stations."""
