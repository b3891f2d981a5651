"""Retire a version of a Word template: no paper is made from it any more; those that were keep naming it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from procurement import permissions
from procurement.models import WordTemplate, WordTemplateStep, WordTemplateVersion

State = WordTemplateVersion.State


def retire_word_template(version: WordTemplateVersion, user: Any, *, reason: str) -> None:
    """Take a version out of use.

    Raises:
        NotAllowedError: the user may not.
        ValidationError: the version is not in use, or no reason was written.
    """
    permissions.may_use_word_template(user).require()
    if not reason.strip():
        raise ValidationError({"reason": _("Write why the version is retired.")})
    with transaction.atomic():
        WordTemplate.objects.select_for_update().get(pk=version.template_id)
        if version.state is not State.IN_USE:
            raise ValidationError(_("Only a version in use can be retired."))
        write_retirement(version, user, reason.strip())


def write_retirement(version: WordTemplateVersion, user: Any, reason: str) -> None:
    """Write the step and its log entry, inside the transaction of the caller."""
    WordTemplateStep.objects.create(version=version, state=State.RETIRED, reason=reason, by=user)
    log(
        instance=version.template,
        action="procurement.retire_word_template",
        user=user,
        data={"version": version.number, "sha256": version.sha256, "reason": reason},
    )
