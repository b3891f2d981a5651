"""Make the public version of a stored paper, without what the case has marked as secret."""

from __future__ import annotations

import re
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from procurement import permissions, sources, storage
from procurement.composed.document_json import from_json
from procurement.composed.public_words import (
    NothingOmittedError,
    Omission,
    OmissionIncompleteError,
    omissions,
    redact,
)
from procurement.facts import Records
from procurement.languages import Language
from procurement.models import DocumentVersion, PublicVersion
from procurement.readiness.refusals import without_words
from procurement.rendering import pdf

# 24 § of the act on openness, as a ground names it in either language.
_OPENNESS_ACT = re.compile(r"\b24\s*§")


class PublicVersionRefusedError(ValueError):
    """A public version cannot be made; the sentence says why. Nothing was stored."""


def make_public_version(version: DocumentVersion, user: Any) -> PublicVersion:
    """Store the public version of a paper and return it; the same paper and omissions give the one that exists.

    What is left out stands on the case form, in the table `publicity.secrets`: the words or the place, and the ground.

    Raises:
        NotAllowedError: the user may not draft.
        PublicVersionRefusedError: the paper was made from a Word template, nothing is marked, or a mark is
            incomplete, has the wrong ground or finds nothing.
    """
    permissions.may_draft_document(user).require()
    if version.word_template is not None:
        # Its words are the template's own: a secret typed there, in a picture or in another form would go out.
        raise PublicVersionRefusedError(word_paper_refusal())
    if not version.composed:
        raise PublicVersionRefusedError(without_words())
    facts = sources.case_facts(version.case)
    secrets = facts.value("publicity.secrets")
    if not isinstance(secrets, Records):
        raise PublicVersionRefusedError(
            _("Nothing is marked as secret on the case form, so the paper itself is its public version.")
        )
    try:
        left_out = omissions(secrets, Language(version.language))
        _check_grounds(left_out, str(facts.value("buyer.type") or ""))
        public = redact(from_json(version.composed), left_out)
    except OmissionIncompleteError as error:
        raise PublicVersionRefusedError(
            _("Every secret needs its words and its ground in the language of the paper.")
        ) from error
    except NothingOmittedError as error:
        missed = ", ".join(f"“{omission.words}”" for omission in error.omissions)
        raise PublicVersionRefusedError(
            _("These words are not in the paper, so nothing was made: %(words)s.") % {"words": missed}
        ) from error
    content = pdf.render(public)
    digest = storage.store(content)
    with transaction.atomic():
        made, is_new = PublicVersion.objects.get_or_create(
            version=version,
            sha256=digest,
            defaults={
                "omissions": [{"place": one.place, "ground": one.ground} for one in left_out],
                "size": len(content),
                "created_by": user,
            },
        )
        if is_new:
            log(
                instance=version.case,
                action="procurement.make_public_version",
                user=user,
                data={"file": made.file_name, "sha256": made.sha256},
            )
    return made


def word_paper_refusal() -> str:
    """Return why papers from Word templates have no public version, and what to do instead."""
    return _(
        "What is secret cannot be left out safely of a paper made from a Word template. Make a copy of the paper where "
        "it is left out by hand, with the ground of each omission, or draft the paper from the clause library."
    )


def _check_grounds(left_out: tuple[Omission, ...], buyer: str) -> None:
    """Refuse a ground of the wrong kind: an authority omits by the act on openness, all others by the contract."""
    for omission in left_out:
        by_the_act = _OPENNESS_ACT.search(omission.ground) is not None
        if buyer == "authority" and not by_the_act:
            raise PublicVersionRefusedError(
                _("An authority omits by 24 § of the act on openness; name its point: “%(ground)s”.")
                % {"ground": omission.ground}
            )
        if buyer != "authority" and by_the_act:
            raise PublicVersionRefusedError(
                _("Only an authority omits by the act on openness; name the clause of the contract: “%(ground)s”.")
                % {"ground": omission.ground}
            )
