"""What the home page and the frame around every page say."""
