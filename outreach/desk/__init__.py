"""What outreach looks up for its own pages and brings to those of others; it starts from `visible_to`."""
