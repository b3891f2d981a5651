"""The log-in of the desk: whoever guesses passwords is stopped for a while, by name and address together.

By both, so that nobody can shut a colleague out from elsewhere. Where nothing can be counted, nobody gets in.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.forms.auth import LoginForm as WagtailLoginForm

from klash_pages.plumbing import rate_limit

#: Wrong passwords in a window of so many seconds.
MOST = 10
WINDOW = 15 * 60


class LoginForm(WagtailLoginForm):
    """Wagtail's own form behind a brake."""

    def clean(self) -> dict[str, Any]:
        """Count before the password is tried, and begin anew once it was right."""
        name = str(self.cleaned_data.get("username", "")).casefold()
        who = f"{name} {rate_limit.address_of(self.request)}"
        try:
            if not rate_limit.take("log-in", who, most=MOST, seconds=WINDOW):
                minutes = -(-rate_limit.seconds_left(WINDOW) // 60)
                text = ngettext(
                    "Too many failed attempts to log in. Try again in %(n)d minute.",
                    "Too many failed attempts to log in. Try again in %(n)d minutes.",
                    minutes,
                )
                raise ValidationError(text % {"n": minutes}, code="too_many")
            cleaned: dict[str, Any] = super().clean()
            rate_limit.forget("log-in", who, seconds=WINDOW)
        except rate_limit.LimitsDownError as error:
            text = _("Nobody can log in right now, because a part of the service does not answer. Try again later.")
            raise ValidationError(text, code="limits_down") from error
        return cleaned
