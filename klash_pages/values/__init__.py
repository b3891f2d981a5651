"""Pure values: what needs no Django, and can be read and tested alone."""
