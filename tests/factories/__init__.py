"""Factories that all tests share."""
