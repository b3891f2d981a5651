"""Languages: the adapter to wagtail-localize, and the words for dates and languages."""
