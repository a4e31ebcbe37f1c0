"""Every write of employment."""

from employment.actions import candidacies, employer_link, employers, fair_day, fairs, posts, seekers

__all__ = ["candidacies", "employer_link", "employers", "fair_day", "fairs", "posts", "seekers"]
