"""The screen on which an editor confirms which untranslated texts are the same in another language."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.models import Page

from klash_pages import same_text
from klash_pages.admin.release import screen_for
from klash_pages.language_names import in_language
from klash_pages.models import AwardPage, TeamPage


def choose(request: HttpRequest, page: int) -> HttpResponse:
    """Show the untranslated texts of an award or a team, and confirm those that are ticked."""
    translation = get_object_or_404(Page.objects.type(AwardPage, TeamPage), pk=page).specific
    if not translation.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    language = in_language(translation.locale.language_code)
    if request.method == "POST":
        numbers = [
            int(number) for number in request.POST.getlist("sentence") if number.isdecimal() and len(number) < 19
        ]
        if number := same_text.confirm(translation, numbers, request.user):
            words = ngettext(
                "%(number)d text is confirmed: it is the same %(in_language)s.",
                "%(number)d texts are confirmed: they are the same %(in_language)s.",
                number,
            )
            messages.success(request, words % {"number": number, "in_language": language})
        return redirect(screen_for(translation))
    return TemplateResponse(
        request,
        "klash_pages/admin/same_text.html",
        {
            "page": translation,
            "in_language": language,
            "sentences": same_text.untranslated(translation),
            "back": screen_for(translation),
            "header_title": _("The same text"),
        },
    )
