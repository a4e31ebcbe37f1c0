"""The codes and words of employment."""
