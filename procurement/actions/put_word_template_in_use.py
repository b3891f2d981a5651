"""Put an approved version of a Word template in use; the version in use before it is retired."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from procurement import permissions
from procurement.actions.retire_word_template import write_retirement
from procurement.models import WordTemplate, WordTemplateStep, WordTemplateVersion

State = WordTemplateVersion.State


def put_word_template_in_use(version: WordTemplateVersion, user: Any, *, reason: str = "") -> None:
    """Let cases draft from this version, with a remark if there is one.

    Raises:
        NotAllowedError: the user may not.
        ValidationError: the version is not approved.
    """
    permissions.may_use_word_template(user).require()
    with transaction.atomic():
        WordTemplate.objects.select_for_update().get(pk=version.template_id)
        if version.state is not State.APPROVED:
            raise ValidationError(_("Only an approved version can be put in use."))
        for other in version.template.versions.prefetch_related("steps"):
            if other.state is State.IN_USE:
                write_retirement(other, user, _("Version %(number)d was put in use.") % {"number": version.number})
        WordTemplateStep.objects.create(version=version, state=State.IN_USE, reason=reason.strip(), by=user)
        log(
            instance=version.template,
            action="procurement.put_word_template_in_use",
            user=user,
            data={"version": version.number, "sha256": version.sha256},
        )
