"""The numbers of employment."""

from employment.figures import market

__all__ = ["market"]
