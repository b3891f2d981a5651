"""Approve a checked version of a Word template: a second lawyer reads it and says so."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from procurement import permissions
from procurement.models import WordTemplate, WordTemplateStep, WordTemplateVersion


def approve_word_template(version: WordTemplateVersion, user: Any, *, reason: str = "") -> None:
    """Record that a second lawyer approves a version, with a remark if there is one.

    Raises:
        NotAllowedError: the user may not, or uploaded the version.
        ValidationError: the version has faults, or is approved already.
    """
    permissions.may_approve_word_template(user, version.uploaded_by).require()
    with transaction.atomic():
        WordTemplate.objects.select_for_update().get(pk=version.template_id)
        if version.state is not WordTemplateVersion.State.CHECKED:
            raise ValidationError(_("Only a checked version can be approved, and only once."))
        WordTemplateStep.objects.create(
            version=version, state=WordTemplateVersion.State.APPROVED, reason=reason.strip(), by=user
        )
        log(
            instance=version.template,
            action="procurement.approve_word_template",
            user=user,
            data={"version": version.number, "sha256": version.sha256},
        )
