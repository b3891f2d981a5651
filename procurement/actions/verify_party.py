"""Verify the party of a case against the register and the winning team."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from procurement import permissions
from procurement.models import Party


def verify_party(party: Party, user: Any) -> Party:
    """Record that a lawyer has compared the party with its register extract and with the evidence of its link.

    Raises:
        NotAllowedError: the user may not verify parties.
        ValidationError: a field is missing or wrong.
    """
    permissions.may_verify_party(user).require()
    party.full_clean()
    with transaction.atomic():
        party.verified_by, party.verified_at = user, timezone.now()
        party.save()
        log(instance=party.case, action="procurement.verify_party", user=user, data={"party": party.name})
    return party
