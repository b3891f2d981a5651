"""Register the party of a case, or change it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import CharField
from wagtail.log_actions import log

from procurement import permissions
from procurement.facts.text import clean
from procurement.models import Party


def save_party(party: Party, user: Any) -> Party:
    """Save a party. A change takes its verification away: what was checked is what is written. No change does not.

    Raises:
        NotAllowedError: the user may not record facts.
        ValidationError: a field is wrong.
    """
    permissions.may_record_facts(user).require()
    for field in party._meta.concrete_fields:
        if field.editable and isinstance(field, CharField) and (typed := field.value_from_object(party)):
            setattr(party, field.name, clean(typed))
    party.full_clean()
    with transaction.atomic():
        stored = Party.objects.filter(pk=party.pk).first() if party.pk else None
        changed = [
            name for name in Party.typed_fields() if stored is None or stored.written(name) != party.written(name)
        ]
        if stored is not None and not changed:
            if stored.waiting != party.waiting:
                party.save(update_fields=["waiting"])
            return party
        party.verified_by, party.verified_at = None, None
        party.save()
        data = {"party": party.name, "fields": changed}
        log(instance=party.case, action="procurement.save_party", user=user, data=data)
    return party
