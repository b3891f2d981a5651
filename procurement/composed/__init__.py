"""A paper with every word decided: what it is, how it is kept, and its copies for signing and for the public."""
