"""The adapter to the search engine, in three languages."""
