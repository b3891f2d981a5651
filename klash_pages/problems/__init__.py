"""The public form for problems, and their moderation."""
