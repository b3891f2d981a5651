"""Record facts on the case form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from procurement import permissions, sources
from procurement.facts import Source, Value, to_json
from procurement.facts.catalogue import CATALOGUE
from procurement.facts.entering import entered
from procurement.models import Case, CaseFact
from procurement.validators.fact_values import validate_fact


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
        ValidationError: a name is not a fact of the case form, or no paper can carry its value.
    """
    permissions.may_record_facts(user).require()
    with transaction.atomic():
        Case.objects.select_for_update().get(pk=case.pk)
        recorded = sources.recorded_facts(case)
        changed: list[CaseFact] = []
        for name, supplied in values.items():
            value, old = _checked(name, supplied), recorded.get(name)
            # Values are compared, not how they are written: what was recorded as 10 is 10,0 too.
            if value != (entered(CATALOGUE[name], CATALOGUE[name].read(old.value)) if old else None):
                data = None if value is None else to_json(value)
                fact = CaseFact(case=case, name=name, value=data, source=source, reference=reference, recorded_by=user)
                fact.require_fit()
                changed.append(fact)
        names = [fact.name for fact in changed]
        if changed:
            CaseFact.objects.bulk_create(changed)
            log(instance=case, action="procurement.record_facts", user=user, data={"facts": names})
    return names


def _checked(name: str, supplied: Value | None) -> Value | None:
    """Return a value as it is recorded. A name that is no fact is left for the recording itself to refuse."""
    field = CATALOGUE.get(name)
    if field is None:
        return supplied
    value = entered(field, supplied)
    validate_fact(field, value)
    return value
