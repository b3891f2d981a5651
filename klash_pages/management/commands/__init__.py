"""Management commands of the content plugin."""
