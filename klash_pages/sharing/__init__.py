"""What a page says of itself elsewhere: its picture, and what other sites and search engines read in its head."""
