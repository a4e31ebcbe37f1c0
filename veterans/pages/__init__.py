"""The pages of the people on file."""
