"""Registration only: the registers, menus, reports, the release screen and the rules at the editor's doors."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.contrib.settings.registry import register_setting
from wagtail.permissions import register_permission_policy

from klash_pages.admin import alternative_text, corrigenda, languages, people, release_doors, take_down, webhooks
from klash_pages.admin.addresses import (
    explain_refused_move,
    explain_refused_moves,
    remember_address,
    tell_new_address,
)
from klash_pages.admin.dashboard import add_panels
from klash_pages.admin.deletion import keep_deleted, keep_several, keep_unpublished, register_actions
from klash_pages.admin.lists import KlashViewSetGroup
from klash_pages.admin.navigation import NavigationViewSet
from klash_pages.admin.news import explain_waiting_news
from klash_pages.admin.records import RecordsViewSetGroup
from klash_pages.localization import same_text, translate_action
from klash_pages.models import SiteSettings, WebhookDelivery
from klash_pages.plumbing import page_cache
from klash_pages.plumbing.rich_text_links import LivePageLinkHandler
from klash_pages.privacy import redact_names
from klash_pages.publication import corrigenda as dates
from klash_pages.publication import finish_review, following, taking_down
from klash_pages.webhooks import delivering


@hooks.register("register_admin_viewset")
def register_records() -> RecordsViewSetGroup:
    """Add the registers to the menu."""
    return RecordsViewSetGroup()


@hooks.register("register_admin_viewset")
def register_lists() -> KlashViewSetGroup:
    """Add the lists of pages, the problems and the release screen to the menu."""
    return KlashViewSetGroup()


hooks.register("register_actions", translate_action.register_actions)
hooks.register("register_actions", register_actions)
hooks.register("before_serve_page", page_cache.keep_pages)
hooks.register("register_admin_urls", lambda: people.urlpatterns)
hooks.register("register_reports_menu_item", lambda: people.menu_items()[0])
hooks.register("register_reports_menu_item", lambda: people.menu_items()[1])
hooks.register("register_admin_urls", lambda: languages.urlpatterns)
hooks.register("register_reports_menu_item", languages.menu_item)
hooks.register("construct_homepage_panels", add_panels)


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """Name what the log of a release or a record can hold."""
    for action, label, message in (
        ("klash_pages.schedule_release", _("Schedule release"), _("Release scheduled")),
        ("klash_pages.withdraw_release", _("Withdraw release"), _("Release withdrawn")),
        ("klash_pages.release", _("Release"), _("Released")),
        ("klash_pages.ask_for_lift", _("Ask for lift"), _("Lift of the release rule asked for")),
        (same_text.ACTION, _("Confirm equal texts"), _("Texts confirmed to be the same")),
        (following.ACTION, _("Take over facts"), _("Facts taken over from the source language")),
        ("klash_pages.confirm_lift", _("Confirm lift"), _("Lift of the release rule confirmed")),
    ):
        actions.register_action(action, label, message)
    actions.register_action(
        "klash_pages.tell_taken_back",
        _("Write what readers are told"),
        _("Readers are told of the award that was taken back"),
    )
    actions.register_action(finish_review.KEPT)(finish_review.KeptFormatter)
    actions.register_action(dates.ACTION)(dates.ChangedDatesFormatter)
    actions.register_action("klash_pages.take_back_award")(release_doors.TakeBackFormatter)
    actions.register_action(taking_down.TAKEN_DOWN)(take_down.TakenDown)
    actions.register_action(taking_down.DELETED)(take_down.Deleted)
    actions.register_action(finish_review.ACTION, _("Approve for release"), _("Approved, waits for the release"))
    actions.register_action(redact_names.ACTION, _("Redact name"), _("Name redacted"))


hooks.register("before_publish_page", release_doors.explain_refused_release)
hooks.register("before_unpublish_page", release_doors.ask_why_it_goes)
hooks.register("before_bulk_action", release_doors.explain_refused_bulk)
# Before wagtail-localize, which answers in place of the edit view.
hooks.register("before_edit_page", release_doors.save_refused_translation, order=-1)
hooks.register("before_edit_page", alternative_text.explain_refused_translation, order=-2)
hooks.register("after_create_page", alternative_text.warn)
hooks.register("after_edit_page", alternative_text.warn)
hooks.register("construct_page_action_menu", release_doors.replace_publish)
hooks.register("before_publish_page", explain_waiting_news)
hooks.register("before_publish_page", corrigenda.ask)
hooks.register("before_bulk_action", corrigenda.ask_in_bulk)
hooks.register("before_delete_page", keep_deleted)
hooks.register("before_unpublish_page", keep_unpublished)
hooks.register("before_bulk_action", keep_several)
hooks.register("register_page_header_buttons", take_down.header_button)
hooks.register("register_page_listing_more_buttons", take_down.listing_button)
hooks.register("register_admin_urls", lambda: take_down.urlpatterns)


# A site without Wagtail's settings app reads the defaults, and its desk has no screen for them.
if apps.is_installed("wagtail.contrib.settings"):
    register_setting(SiteSettings, icon="site", order=100)


@hooks.register("register_admin_viewset")
def register_navigation() -> NavigationViewSet:
    """Add the menus to the settings."""
    return NavigationViewSet()


hooks.register("before_publish_page", remember_address)
hooks.register("after_publish_page", tell_new_address)
hooks.register("before_move_page", explain_refused_move)
hooks.register("before_bulk_action", explain_refused_moves)
hooks.register("before_move_page", remember_address)
hooks.register("after_move_page", tell_new_address)


@hooks.register("register_log_actions")
def register_problem_log_actions(actions: Any) -> None:
    """Name what the log of a problem can hold."""
    for action, label, message in (
        ("klash_pages.publish_problem", _("Publish problem"), _("Problem published")),
        ("klash_pages.merge_problem", _("Merge problem"), _("Problem merged into another")),
        ("klash_pages.choose_problem", _("Choose problem"), _("Problem chosen as a challenge")),
        ("klash_pages.close_problem", _("Close problem"), _("Problem closed")),
        ("klash_pages.take_back_problem", _("Take back decision"), _("Decision taken back")),
        ("klash_pages.import_problem", _("Import problem"), _("Problem imported")),
        ("klash_pages.erase_submitter", _("Erase submitter"), _("Submitter erased")),
    ):
        actions.register_action(action, label, message)


register_permission_policy(WebhookDelivery, webhooks.DeliveryPermissionPolicy(WebhookDelivery))


@hooks.register("register_admin_viewset")
def register_webhooks() -> list[Any]:
    """Add the webhooks to the settings, and what was sent behind them."""
    return [webhooks.WebhookViewSet(), webhooks.DeliveryViewSet()]


@hooks.register("register_log_actions")
def register_webhook_log_actions(actions: Any) -> None:
    """Name what the log of a message can hold."""
    actions.register_action(delivering.REPLAY, _("Send message again"), _("Message sent again"))


@hooks.register("register_rich_text_features", order=100)
def register_links(features: Any) -> None:
    """Put our links in the place of Wagtail's, which would tell addresses of pages that wait."""
    features.register_link_type(LivePageLinkHandler)
