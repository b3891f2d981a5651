"""Addresses outside the page tree: feeds, calendars, the sitemap and tables."""
