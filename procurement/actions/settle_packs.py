"""Settle the packs whose makers are gone: they have failed, and can be asked for again."""

from __future__ import annotations

from django.utils import timezone

from procurement.models import Pack


def settle_packs() -> int:
    """Write that every pack whose lease is over has failed, and return how many there were."""
    left_over = Pack.objects.filter(state__in=Pack.UNDER_WAY, lease_until__lt=timezone.now())
    return left_over.update(state=Pack.State.FAILED, failure=Pack.Failure.STOPPED)
