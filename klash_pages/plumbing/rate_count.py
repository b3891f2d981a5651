"""How often something was done in the present window of time, where no shared cache counts it."""

from __future__ import annotations

from django.db import models


class RateCount(models.Model):
    """One count. It says nothing about whose it is: its key is a keyed hash that changes with every window."""

    key = models.CharField(max_length=64, primary_key=True)
    number = models.PositiveIntegerField()
    ends_at = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()
        verbose_name = "count of a rate limit"

    def __str__(self) -> str:
        return f"{self.number} until {self.ends_at:%Y-%m-%d %H:%M:%S}"
