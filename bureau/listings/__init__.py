"""The lists of the cross-department desk."""
