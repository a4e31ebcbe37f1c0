"""The codes and words of outreach."""
