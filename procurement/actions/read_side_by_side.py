"""Hand out a version of a paper in two languages side by side, for reading."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.log_actions import log

from procurement import permissions
from procurement.composed.document_json import from_json
from procurement.kinds import registry
from procurement.models import DocumentVersion
from procurement.readiness.refusals import without_words
from procurement.rendering import pdf


class SideBySideRefusedError(ValueError):
    """Two versions cannot be read side by side; the sentence says why."""


def read_side_by_side(left: DocumentVersion, right: DocumentVersion, user: Any) -> bytes:
    """Return two languages of one version as PDF, from the words that were stored with them.

    Raises:
        NotAllowedError: the user may not download papers.
        SideBySideRefusedError: it is not one version in two languages, it was made from a Word template, or its kind
            is served as one original in one language.
    """
    permissions.may_download_document(user).require()
    if left.word_template is not None or right.word_template is not None:
        raise SideBySideRefusedError(word_papers_refusal())
    if (left.case_id, left.kind, left.number) != (right.case_id, right.kind, right.number) or left.pk == right.pk:
        raise SideBySideRefusedError(_("Only two languages of one version can be read side by side."))
    if registry()[left.kind].has_served_original:
        raise SideBySideRefusedError(_("This paper is served in one language, so it is never made in two columns."))
    if not (left.composed and right.composed):
        raise SideBySideRefusedError(without_words())
    content = pdf.render_side_by_side(
        from_json(left.composed), from_json(right.composed), authentic=left.authentic_language
    )
    log(
        instance=left.case,
        action="procurement.download_document",
        user=user,
        data={"file": f"{left.case_id}-{left.kind}-{left.number}.{left.language}-{right.language}.pdf"},
    )
    return content


def word_papers_refusal() -> str:
    """Return why papers from Word templates cannot stand side by side."""
    return _(
        "A paper made from a Word template cannot be set in two columns, for templates share no clauses that could "
        "stand side by side. Open the two papers next to each other instead."
    )
