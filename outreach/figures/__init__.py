"""The numbers of outreach, each declared once."""
