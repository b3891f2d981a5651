"""Files from outside that are kept as they came: which annex each is, whether it can be trusted, what it hides."""
