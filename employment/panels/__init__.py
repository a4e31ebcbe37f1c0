"""What employment adds to the pages of people and stations, to home, search and its own front page."""
