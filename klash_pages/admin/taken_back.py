"""What readers are told of an award that was taken back: asked when it goes, and written later just as well."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from klash_pages import releasing
from klash_pages.models import TakenBackAward
from klash_pages.models.taken_back import LANGUAGES
from klash_pages.release import ReleaseRefusedError


class WordsForm(forms.ModelForm):
    """The public words, in each language; none has to be written."""

    class Meta:
        model = TakenBackAward
        fields = [f"words_{language}" for language in LANGUAGES]
        widgets = {f"words_{language}": forms.Textarea(attrs={"rows": 2}) for language in LANGUAGES}

    def words(self) -> dict[str, str]:
        """Return what is written, by language."""
        return {language: self.cleaned_data[f"words_{language}"] for language in LANGUAGES}


def rows(user: Any) -> list[dict[str, Any]]:
    """Return the awards that were taken back and are not public again, for the release screen."""
    found = []
    for record in TakenBackAward.objects.not_public():
        challenge = releasing.challenge_of(record)
        if challenge is not None and challenge.permissions_for_user(user).can_publish():
            found.append({"record": record, "challenge": challenge})
    return found


def words(request: HttpRequest, taken_back: int) -> HttpResponse:
    """Show and save the public words of an award that was taken back."""
    record = get_object_or_404(TakenBackAward, pk=taken_back)
    if not releasing.may_tell(record, request.user):
        raise PermissionDenied
    form = WordsForm(request.POST or None, instance=TakenBackAward.objects.get(pk=record.pk))
    if request.method == "POST" and form.is_valid():
        try:
            releasing.tell(record, request.user, form.words())
        except ReleaseRefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Readers of the challenge see the words now."))
            return redirect("releases:index")
    return TemplateResponse(
        request,
        "klash_pages/admin/taken_back.html",
        {
            "form": form,
            "record": record,
            "challenge": releasing.challenge_of(record),
            "header_title": _("What readers are told"),
        },
    )
