"""What outreach brings to pages that are not its own, and what its pages read across rows."""
