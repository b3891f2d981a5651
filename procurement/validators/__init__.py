"""What forms, models and actions ask before they take a value."""
