"""What outreach adds to the pages of people, stations and home."""
