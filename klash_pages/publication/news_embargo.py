"""News about an award may not come before the award.

As with releases, every door ends at `save()`, so that is where a page that turns live asks here; `publish()` asks too,
because scheduling saves nothing live. An award that has been announced once stays announced, whatever becomes of its
page. Scheduled news whose award was put off waits for it instead of failing: a failure would hold up every other
publication of that minute.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page

from klash_pages.models import AwardPage, NewsPage, TeamPage
from klash_pages.publication.doors import ReleaseRefusedError

_BY_THE_SCHEDULER = "wagtail.publish.scheduled"


def _awaited(targets: Iterable[Page], by: datetime | None) -> list[str]:
    """The titles of the awards and teams among the pages that are not announced, and not scheduled to be by a time."""
    titles = []
    for page in targets:
        if page.specific_class not in (AwardPage, TeamPage):
            continue
        versions = page.get_translations(inclusive=True)
        if versions.filter(live=True).exists() or versions.filter(first_published_at__isnull=False).exists():
            continue
        times = [revision.approved_go_live_at for version in versions for revision in _approved(version)]
        if by is None or not times or min(times) > by:
            titles.append(page.title)
    return titles


def _approved(page: Page) -> Iterable[Any]:
    return page.revisions.filter(approved_go_live_at__isnull=False)


def refusals(news: NewsPage, by: datetime | None = None) -> list[str]:
    """Return why a news item may not go live now, or at a time, as sentences."""
    targets = [relation.target for relation in news.related.all()]
    return [
        _("“%(title)s” is not announced yet. The news can be published when it is.") % {"title": title}
        for title in _awaited(targets, by)
    ]


def publish_news(revision: Any, publish: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Publish or schedule a news item's revision, or leave it waiting for its award.

    Raises:
        ReleaseRefusedError: an award that the news is about is not announced by then.
    """
    draft = revision.as_object()
    if reasons := refusals(draft, draft.go_live_at):
        if kwargs.get("log_action") == _BY_THE_SCHEDULER:
            return None
        raise ReleaseRefusedError(reasons)
    return publish(revision, *args, **kwargs)


def check_saving(news: NewsPage) -> None:
    """Refuse to save a news item that turns live before its award.

    Raises:
        ReleaseRefusedError: an award that the news is about is not announced.
    """
    if not news.live or type(news).objects.filter(pk=news.pk, live=True).exists():
        return
    if reasons := refusals(news):
        raise ReleaseRefusedError(reasons)
