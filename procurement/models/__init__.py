"""Models of the document generator."""
