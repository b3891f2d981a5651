"""App configuration of the content plugin."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KlashPagesConfig(AppConfig):
    """Content of an innovation contest."""

    name = "klash_pages"
    label = "klash_pages"
    verbose_name = _("Klash pages")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the checks; watch what moves, goes, empties the cache, gets a sharing image or is told to others."""
        from klash_pages import checks  # noqa: F401  # lazy: apps are ready
        from klash_pages.plumbing import page_cache  # lazy: apps are ready
        from klash_pages.publication import keeping, permanent_addresses  # lazy: apps are ready
        from klash_pages.sharing import pictures  # lazy: apps are ready
        from klash_pages.webhooks import watching  # lazy: apps are ready

        _answer_models()
        permanent_addresses.watch()
        keeping.watch()
        page_cache.watch()
        pictures.watch()
        watching.watch()


def _answer_models() -> None:
    """Say who answers what the models ask."""
    from klash_pages.admin import what_readers_see  # lazy: apps are ready
    from klash_pages.home import announcement_day, contents  # lazy: apps are ready
    from klash_pages.lists import list_pages, querysets, site_search  # lazy: apps are ready
    from klash_pages.models.hooks import Contents, Rules  # lazy: apps are ready
    from klash_pages.problems import form_steps, receiving, rows  # lazy: apps are ready
    from klash_pages.publication import (  # lazy: apps are ready
        corrigenda,
        doors,
        following,
        keeping,
        news_embargo,
        permanent_addresses,
    )

    Rules.slug.answered_by(permanent_addresses.check_slug)
    Rules.expiry.answered_by(keeping.refuse_expiry)
    Rules.schedule.answered_by(doors.refuse_schedule)
    Rules.award_saved.answered_by(doors.check_award_saved)
    Rules.award_published.answered_by(doors.check_award_published)
    Rules.team_saved.answered_by(doors.check_team_saved)
    Rules.team_published.answered_by(doors.check_team)
    Rules.news_saved.answered_by(news_embargo.check_saving)
    Rules.publish_news.answered_by(news_embargo.publish_news)
    Rules.take_over_facts.answered_by(following.take_over)
    Rules.hand_on_facts.answered_by(following.hand_on)
    Rules.challenge_dates.answered_by(corrigenda.check_challenge)
    Rules.stage_dates.answered_by(corrigenda.check_stage)
    Rules.stage_kept.answered_by(corrigenda.why_kept)
    Rules.record_dates.answered_by(corrigenda.record)
    Contents.home.answered_by(contents.contents)
    Contents.announcement.answered_by(announcement_day.announcement)
    Contents.filter_names.answered_by(list_pages.filter_names)
    Contents.listing.answered_by(list_pages.listing_of)
    Contents.site_search.answered_by(site_search.SiteSearch)
    Contents.participating.answered_by(querysets.participating)
    Contents.problem_rows.answered_by(rows.rows_of)
    Contents.problems_counted.answered_by(rows.counted)
    Contents.open_call.answered_by(receiving.open_call)
    Contents.problem_form.answered_by(form_steps.fill_in)
    Contents.problem_receipt.answered_by(form_steps.thank)
    Contents.reader_sees.answered_by(what_readers_see.line_of)
