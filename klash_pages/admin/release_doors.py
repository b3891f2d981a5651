"""Wagtail's own doors for awards and teams: the screen's link in place of Publish, and a sentence where one is shut."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.log_actions import LogFormatter
from wagtail.models import Page

from klash_pages.admin.taken_back import WordsForm
from klash_pages.models import AwardPage, NewsPage, TeamPage
from klash_pages.publication import doors, news_embargo, releases, translated_drafts
from klash_pages.publication.requirements import pages_naming


def prepare_address(keys: list[Any]) -> str:
    """The address of the release screen for these awards."""
    return f"{reverse('releases:prepare')}?{urlencode([('award', key) for key in keys])}"


def screen_for(page: Any) -> str:
    """The address of the release screen for an award, or for the awards that a team has."""
    if isinstance(page, AwardPage):
        return prepare_address([page.translation_key])
    awards = AwardPage.objects.filter(team__translation_key=page.translation_key)
    keys = list(dict.fromkeys(awards.values_list("translation_key", flat=True)))
    return prepare_address(keys) if keys else reverse("releases:index")


def _waits_for_release(page: Page) -> str:
    """Why a page may not be published by hand; empty if it may."""
    page = page.specific
    if page.live or not isinstance(page, AwardPage | TeamPage):
        return ""
    try:
        if isinstance(page, TeamPage):
            doors.check_team(page)
        else:
            doors.check_award_published(page)
    except doors.ReleaseRefusedError as refusal:
        return str(refusal)
    return ""


def explain_refused_release(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Stop an award or a team at Publish, say why, and show where it is released."""
    if not (reason := _waits_for_release(page)):
        return None
    messages.error(request, reason)
    page = page.specific
    if isinstance(page, AwardPage):
        return redirect(screen_for(page))
    return redirect("wagtailadmin_pages:edit", page.pk)


def save_refused_translation(request: HttpRequest, page: Page) -> HttpResponse | None:
    """At the translation editor's Publish, which has no hook of its own: keep what was translated as a draft."""
    if request.method != "POST" or request.POST.get("action") != "publish":
        return None
    reason = _waits_for_release(page) or " ".join(_waits_for_award(page))
    if not reason or not page.permissions_for_user(request.user).can_edit():
        return None
    try:
        translated_drafts.write([page.specific], request.user)
    except doors.ReleaseRefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The translation is saved as a draft."))
    messages.warning(request, reason)
    return redirect("wagtailadmin_pages:edit", page.pk)


def _waits_for_award(page: Page) -> list[str]:
    """Why a news item may not be published by hand; nothing if it may."""
    page = page.specific
    return news_embargo.refusals(page) if isinstance(page, NewsPage) and not page.live else []


def explain_refused_bulk(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """Stop bulk publishing of what waits for a release, and bulk unpublishing of released awards."""
    if action_type not in ("publish", "unpublish"):
        return None
    pages = [page for page in objects if isinstance(page, Page)]
    if getattr(action.cleaned_form, "cleaned_data", {}).get("include_descendants"):
        pages += [below for page in pages for below in page.get_descendants().type(AwardPage, TeamPage)]
    reasons = {}
    for page in pages:
        reason = _waits_for_release(page) if action_type == "publish" else _needs_a_reason(page)
        if reason:
            reasons[page.pk] = f"{page.get_admin_display_title()}: {reason}"
    if not reasons:
        return None
    for reason in reasons.values():
        messages.error(request, reason)
    return redirect("wagtailadmin_explore", pages[0].get_parent().pk)


def _needs_a_reason(page: Page) -> str:
    return doors.say_why_it_goes() if page.live and isinstance(page.specific, AwardPage) else ""


def ask_why_it_goes(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Take a released award back in all languages once a reason is given; until then ask for it."""
    page = page.specific
    if not isinstance(page, AwardPage):
        below = page.get_descendants().live().type(AwardPage)
        if request.POST.get("include_descendants") and below.exists():
            messages.error(request, doors.say_why_it_goes())
            return redirect("wagtailadmin_explore", page.get_parent().pk)
        return None
    reason = request.POST.get("reason", "")
    form = WordsForm(request.POST if "reason" in request.POST else None)
    context = {"page": page, "reason": reason, "form": form, "header_title": _("Take an award back")}
    if not (reason.strip() and form.is_valid()):
        context["asked"] = "reason" in request.POST and not reason.strip()
        return TemplateResponse(request, "klash_pages/admin/take_back.html", context)
    try:
        releases.take_back(page, request.user, reason, form.words())
    except doors.ReleaseRefusedError as refusal:
        form.add_error(None, str(refusal))
        return TemplateResponse(request, "klash_pages/admin/take_back.html", context)
    messages.success(request, _("The award is taken back in all languages. The reason is in the page's history."))
    hidden = TeamPage.objects.filter(translation_key=page.team.translation_key, live=False)
    for naming in pages_naming(set(hidden.values_list("title", flat=True))):
        words = _("“%(page)s” still names the team in its text.") % {"page": naming.title}
        edit = messages.button(reverse("wagtailadmin_pages:edit", args=[naming.pk]), _("Edit"))
        messages.warning(request, words, buttons=[edit])
    return redirect("wagtailadmin_explore", page.get_parent().pk)


class TakeBackFormatter(LogFormatter):
    """The log of an award that was taken back, with the reason."""

    label = gettext_lazy("Take award back")
    message = gettext_lazy("Award taken back")

    def format_comment(self, log_entry: Any) -> str:
        """The reason."""
        return str(log_entry.data.get("reason", ""))


class ReleaseMenuItem(ActionMenuItem):
    """Leads from an award or a team that is not public to the screen that releases it."""

    label = gettext_lazy("Release results")
    name = "action-release"
    icon_name = "upload"

    def get_url(self, parent_context: dict[str, Any]) -> str:
        """The screen, with this award chosen."""
        return screen_for(parent_context["page"])


def replace_publish(menu_items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]) -> None:
    """Take Publish away from awards and teams that wait for a release, and lead to the release instead."""
    page = context.get("page")
    if page is None:
        created = request.resolver_match.kwargs.get("content_type_model_name") if request.resolver_match else ""
        waits = created == "awardpage" or (
            created == "teampage" and not doors.may_show_teams(context["parent_page"].specific)
        )
    else:
        waits = bool(_waits_for_release(page))
    if not waits:
        return
    menu_items[:] = [item for item in menu_items if item.name != "action-publish"]
    if page is not None:
        menu_items.append(ReleaseMenuItem(order=30))
