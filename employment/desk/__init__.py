"""What employment brings to other pages, and how its own pages look things up."""
