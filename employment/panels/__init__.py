"""What employment adds to the pages of people, stations and home."""
