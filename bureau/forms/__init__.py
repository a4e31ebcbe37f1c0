"""The forms of the cross-department desk."""
