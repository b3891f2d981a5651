"""The content plugin: contests, challenges, teams, awards, partners and news as Wagtail pages."""
