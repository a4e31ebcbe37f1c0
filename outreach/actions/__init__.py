"""Every write of outreach."""

from outreach.actions import checkup_calls, checkup_days, checkup_results, checkup_steps, checkups

__all__ = ["checkup_calls", "checkup_days", "checkup_results", "checkup_steps", "checkups"]
