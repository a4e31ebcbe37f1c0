"""When something may happen in employment."""
