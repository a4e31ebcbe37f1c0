"""Every write of the bureau's own tables."""
