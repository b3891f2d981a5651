"""The clause library: what a paper can say, in each language, and when it says it."""
