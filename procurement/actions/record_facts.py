"""Record facts on the case form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from procurement import permissions, sources
from procurement.facts import Source, Value, to_json
from procurement.models import Case, CaseFact


def record_facts(
    case: Case,
    values: Mapping[str, Value | None],
    user: Any,
    *,
    source: Source = Source.CASE_FORM,
    reference: str = "",
) -> list[str]:
    """Record the values that differ from what is recorded, and return their names.

    Args:
        case: the case.
        values: facts by name; None withdraws a recorded fact.
        user: who records them.
        source: who supplied them.
        reference: what they rest on.

    Raises:
        NotAllowedError: the user may not record facts.
        ValidationError: a name is not a fact of the case form.
    """
    permissions.may_record_facts(user).require()
    with transaction.atomic():
        Case.objects.select_for_update().get(pk=case.pk)
        recorded = sources.recorded_facts(case)
        changed = []
        for name, value in values.items():
            data = None if value is None else to_json(value)
            old = recorded.get(name)
            if data != (old.value if old else None):
                CaseFact.objects.create(
                    case=case, name=name, value=data, source=source, reference=reference, recorded_by=user
                )
                changed.append(name)
        if changed:
            log(instance=case, action="procurement.record_facts", user=user, data={"facts": changed})
    return changed
