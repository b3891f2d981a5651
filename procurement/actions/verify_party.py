"""Verify the party of a case against the register and the winning team."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from procurement import permissions
from procurement.models import Party


def verify_party(party: Party, user: Any, *, shown: str) -> Party:
    """Record that a lawyer has compared the party with its register extract and with the evidence of its link.

    Args:
        party: the party.
        user: the lawyer.
        shown: the `content_digest` of the party that the lawyer saw. What somebody changed meanwhile is not verified.

    Raises:
        NotAllowedError: the user may not verify parties.
        ValidationError: a field is missing or wrong, or the party is not the one that was shown,
            or fields of it wait to be mended.
    """
    permissions.may_verify_party(user).require()
    with transaction.atomic():
        party = Party.objects.select_for_update().get(pk=party.pk)
        if party.content_digest != shown:
            raise ValidationError(_("The party was changed after you opened the page. Compare it again."))
        if party.waiting:
            waiting = ", ".join(party.waiting_labels)
            raise ValidationError(
                _("Fields of the party were refused and wait: %(fields)s. Open the party, mend or keep them, and save.")
                % {"fields": waiting}
            )
        party.full_clean()
        party.verified_by, party.verified_at = user, timezone.now()
        party.save()
        log(instance=party.case, action="procurement.verify_party", user=user, data={"party": party.name})
    return party
