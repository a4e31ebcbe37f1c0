"""What outreach puts on pages that are not its own."""
