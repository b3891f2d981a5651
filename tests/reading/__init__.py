"""Readers that take a rendered paper apart again, so that a test compares what a person would read."""
