"""Erases who submitted a problem when the stated day has come."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from klash_pages.models import Problem
from klash_pages.models.problem import SUBMITTER_FIELDS


def erase_submitters(today: date | None = None) -> list[int]:
    """Erase the submitters whose day has come, and return the numbers of their problems; a second run finds none."""
    day = today or timezone.localdate()
    erased = []
    with transaction.atomic():
        for problem in Problem.objects.select_for_update().filter(erase_on__lte=day, erased_at__isnull=True):
            for name in SUBMITTER_FIELDS:
                setattr(problem, name, "")
            problem.erased_at = timezone.now()
            problem.save(update_fields=[*SUBMITTER_FIELDS, "erased_at"])
            log(problem, "klash_pages.erase_submitter")
            erased.append(problem.number)
    return sorted(erased)
