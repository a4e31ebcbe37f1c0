"""What employment puts on pages that are not its own, and what its pages read beside their rows."""
