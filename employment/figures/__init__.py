"""The numbers of employment."""

from employment.figures import market, placement

__all__ = ["market", "placement"]
