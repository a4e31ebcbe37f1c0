"""The sheets that employment reads: employers and their posts, who takes part in training, mentors and bases."""

from employment.imports import enterprise, market, training

__all__ = [
    "enterprise",
    "market",
    "training",
]
