"""Try a version of a Word template out, with sample facts or with a case's, before anything depends on it.

Everything runs in the limited child processes, and nothing is stored.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from procurement import permissions, sources, storage
from procurement.composing import DateMissingError, StaleLawError, UnprintableTextError
from procurement.facts import Source
from procurement.kinds import registry
from procurement.languages import Language
from procurement.law import LAW
from procurement.models import Case, WordTemplateVersion
from procurement.readiness.refusals import DraftRefusedError, explain
from procurement.rendering import word_papers
from procurement.rendering.printing import printer
from procurement.word import Prepared, Settled, shared


@dataclass(frozen=True, slots=True)
class Trial:
    """What came out: the Word file, the fields that had no value, what the view decided, how many views there are."""

    word: bytes
    language: Language
    missing: tuple[str, ...]
    settled: tuple[Settled, ...]
    views: int

    def pdf(self) -> bytes:
        """Return the pages.

        Raises:
            TemplateRefused: they cannot be made within the limits, or have characters that the fonts lack.
        """
        return printer().pdf(self.word, self.language)


def try_word_template(
    version: WordTemplateVersion, user: Any, *, case: Case | None = None, view: int | None = None
) -> Trial:
    """Fill a checked version; missing values are marked, never blank.

    Args:
        version: the version.
        user: who asks.
        case: whose facts are filled in; without one, samples are.
        view: which branch of every condition is shown; without one the facts decide.

    Raises:
        NotAllowedError: the user may not see cases.
        ValidationError: the version has errors, so nothing can be made from it.
        DraftRefusedError: the passages of the library cannot be composed from the case's facts.
        TemplateRefused: it cannot be filled within the limits.
        DamagedFileError: the stored template is gone or has been changed.
    """
    permissions.may_view_cases(user).require()
    if not version.prepared_sha256:
        raise ValidationError(_("The version has errors, so nothing can be made from it."))
    kind, language = registry()[version.template.kind], Language(version.template.language)
    prepared = Prepared.from_bytes(storage.read(version.prepared_sha256))
    gaps: tuple[str, ...] = ()
    if case is None:
        values = word_papers.sample_values(kind, language, answer=True)
    else:
        facts = sources.case_facts(case)
        if kind.date_fact not in facts:
            facts = facts.with_values(Source.COMPUTED, {kind.date_fact: min(LAW.review_by.values())})
            gaps = (kind.date_fact,)
        try:
            clauses = sources.current_library().clauses
            filling = word_papers.filling(kind, version.fields, facts, language, 1, clauses)
        except (DateMissingError, StaleLawError, UnprintableTextError) as error:
            raise DraftRefusedError(kind, [explain(error)]) from error
        values, gaps = dict(filling.values), (*gaps, *filling.gaps)
    fields = word_papers.catalogue(kind, language).fields
    marks = {path: f"[{field.labels.get(str(language)) or path}]" for path, field in fields.items()}
    tried = shared().try_out(prepared, values, view=view, marks=marks, language=language)
    return Trial(tried.word, language, tuple(dict.fromkeys([*gaps, *tried.missing])), tried.settled, tried.views)
