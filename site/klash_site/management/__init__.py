"""Management commands of the running site."""
