"""What somebody had typed on a form of the desk when the session had ended: kept for an hour, for that account only."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

#: How long a post waits for its writer to log in again.
KEPT_FOR: Final = timedelta(hours=1)


class KeptPost(models.Model):
    """The body of a refused post. Nobody but the account that the form was made for is ever shown it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("user")
    )
    path = models.CharField(_("address of the form"), max_length=500)
    body = models.TextField(_("what was typed"))
    kept_at = models.DateTimeField(_("kept"), auto_now_add=True)

    class Meta:
        verbose_name = _("kept post")
        verbose_name_plural = _("kept posts")
        ordering = ["kept_at"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.path

    @classmethod
    def waiting(cls) -> models.QuerySet[KeptPost]:
        """Return the posts whose hour is not over."""
        return cls.objects.filter(kept_at__gt=timezone.now() - KEPT_FOR)

    @classmethod
    def forget_old(cls, **_signal: Any) -> None:
        """Delete the posts whose hour is over."""
        cls.objects.filter(kept_at__lte=timezone.now() - KEPT_FOR).delete()
