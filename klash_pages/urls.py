"""Addresses that Wagtail cannot serve, for their full stop. They stand before Wagtail's own."""

from django.urls import path

from klash_pages.web.calendars import contest_calendar
from klash_pages.web.feeds import news_feed
from klash_pages.web.lineage_csv import lineage_table
from klash_pages.web.sitemap import robots, sitemap

#: At the root of the site.
urlpatterns = [
    path("sitemap.xml", sitemap, name="klash_pages_sitemap"),
    path("robots.txt", robots, name="klash_pages_robots"),
]
#: Where pages live: below the language in a site with `i18n_patterns`.
page_urlpatterns = [
    path("<path:path>/feed.xml", news_feed, name="klash_pages_feed"),
    path("<path:path>/calendar.ics", contest_calendar, name="klash_pages_calendar"),
    path("<path:path>/lineage.csv", lineage_table, name="klash_pages_lineage"),
]
