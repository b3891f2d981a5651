"""Upload a version of a Word template: checked in the limited child, and kept only as far as it can be trusted."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from procurement import permissions, storage
from procurement.kinds import registry
from procurement.languages import Language
from procurement.models import WordTemplate, WordTemplateVersion
from procurement.rendering import word_papers
from procurement.word import Prepared, TemplateRefused, errors, shared


def upload_word_template(template: WordTemplate, file: bytes, *, reason: str, user: Any) -> WordTemplateVersion:
    """Check a file and keep it as the next version; one with faults is a draft that nothing can be made from.

    A file that cannot be trusted at all is not kept. A template that is not saved yet is saved with its first version.

    Raises:
        NotAllowedError: the user may not upload.
        ValidationError: no reason was written, or the kind is not one of ours.
        TemplateRefused: the file itself cannot be trusted; the findings say why, and nothing was stored.
    """
    permissions.may_upload_word_template(user).require()
    if not reason.strip():
        raise ValidationError({"reason": _("Write why the template is uploaded.")})
    if template.kind not in registry():
        raise ValidationError({"kind": _("There is no such kind of paper.")})
    kind, language = registry()[template.kind], Language(template.language)
    catalogue = word_papers.catalogue(kind, language)
    findings = word_papers.judged(kind, shared().lint(file, catalogue, language=language))
    prepared: Prepared | None = None
    if errors(findings):
        shared().annotate(file, findings, language)  # Refuses a file that cannot be trusted.
    else:
        prepared = shared().prepare(file, catalogue, language=language)
    digest = storage.store(file)
    prepared_digest = "" if prepared is None else storage.store(prepared.to_bytes())
    with transaction.atomic():
        if template.pk is None:
            template.full_clean()
            template.save()
        WordTemplate.objects.select_for_update().get(pk=template.pk)
        last = template.versions.order_by("-number").values_list("number", flat=True).first()
        version = WordTemplateVersion.objects.create(
            template=template,
            number=(last or 0) + 1,
            sha256=digest,
            size=len(file),
            prepared_sha256=prepared_digest,
            fields=[] if prepared is None else list(prepared.fields),
            findings=[each.to_json() for each in findings],
            reason=reason.strip(),
            uploaded_by=user,
        )
        log(
            instance=template,
            action="procurement.upload_word_template",
            user=user,
            data={"version": version.number, "sha256": digest, "state": str(version.state)},
        )
    return version


__all__ = ["TemplateRefused", "upload_word_template"]
