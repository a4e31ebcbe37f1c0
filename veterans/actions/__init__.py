"""Every write of the people on file: one verb per function, atomic, the ledger inside."""

from veterans.actions.entry import HeldElsewhere, add_person, amend_person

__all__ = ["HeldElsewhere", "add_person", "amend_person"]
