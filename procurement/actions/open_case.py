"""Open the procurement case of an award."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from klash_pages.models import AwardPage
from procurement import permissions, sources
from procurement.models import Case


def open_case(award: AwardPage, user: Any) -> Case:
    """Return the case of an award, opened now if there is none. All languages of an award share one case.

    Raises:
        NotAllowedError: the user may not open cases.
    """
    permissions.may_open_case(user).require()
    with transaction.atomic():
        case, opened = Case.objects.get_or_create(
            award_key=award.translation_key,
            defaults={"award": sources.source_page(award), "opened_by": user},
        )
        if opened:
            log(instance=case, action="procurement.open_case", user=user)
    return case
